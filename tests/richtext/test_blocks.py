"""Paragraphs and lists: what begins one, what ends it, what is no list though it looks like one."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.richtext.blocks import Block, blocks_of


def said(block: Block) -> str:
    return "".join(span.text for span in block.spans)


def outline(text: str) -> list[str]:
    """Each block as its kind, indented by its level: "- " an item, "2. " a numbered one."""
    return ["  " * block.level + {"": "", "punkt": "- ", "nummer": f"{block.number}. "}[block.list]
            + said(block) for block in blocks_of(text)]


@pytest.mark.parametrize(("text", "blocks"), [
    ("a\nb", ["a\nb"]),
    ("a\n\nb", ["a", "b"]),
    ("\n\na\n \n\t\n\nb\n", ["a", "b"]),
    ("  indrykket\n    mere", ["  indrykket\n    mere"]),
    ("- a\n- b", ["- a", "- b"]),
    ("* a\n*  b", ["- a", "- b"]),
    ("-\ta", ["- a"]),
    ("- a\n\n- b", ["- a", "- b"]),
    ("Fordi:\n- a\n- b\nDerfor ja.", ["Fordi:", "- a", "- b", "Derfor ja."]),
    ("- a\n  mere\n- b", ["- a\nmere", "- b"]),
    ("- a\n\n  mere", ["- a", "  mere"]),
    ("- a\n  - b\n    - c\n- d", ["- a", "  - b", "  - c", "- d"]),
    ("  - a\n  - b", ["- a", "- b"]),
    ("  - a\n- b\n  - c", ["- a", "- b", "  - c"]),
    ("1. a\n2. b\n3. c", ["1. a", "2. b", "3. c"]),
    ("1. a\n\n2. b", ["1. a", "2. b"]),
    ("1. a\n   - x\n2. b", ["1. a", "  - x", "2. b"]),
    ("- a\n  1. x\n  2. y\n- b", ["- a", "  1. x", "  2. y", "- b"]),
    ("9. a\n10. b", ["9. a\n10. b"]),
    ("1. a\n2. b\n4. d", ["1. a", "2. b", "4. d"]),
])
def test_blocks(text: str, blocks: list[str]) -> None:
    assert outline(text) == blocks


@pytest.mark.parametrize("text", [
    "14. marts holdt vi møde.", "1. april begynder træningen.", "1. april a\n3. maj b", "2. a\n3. b",
    "1.000 kr.", "-500 kr.", "- ", "-", "* * *", "---", "- - -", "*kursiv slut", "+ a\n+ b",
    "1) a\n2) b", "a) b", "• a", "– a\n– b", "# a", "    kode",
])
def test_what_is_no_list_is_text(text: str) -> None:
    assert outline(text) == [text]


def test_two_lines_with_dates_show_the_numbers_they_were_typed_with() -> None:
    """It cannot be told from a list; read as one it says the same."""
    assert outline("1. april: møde\n2. maj: tilsyn") == ["1. april: møde", "2. maj: tilsyn"]


@pytest.mark.parametrize(("typed", "shown"), [
    (r"\- a", "- a"), (r"1\. a", "1. a"), ("1\\. a\n2. b", "1. a\n2. b"), (r"\* a", "* a"),
    (r"a \- b", r"a \- b"),
])
def test_a_backslash_keeps_a_line_out_of_lists(typed: str, shown: str) -> None:
    assert outline(typed) == [shown]


def test_items_know_which_list_they_are_of() -> None:
    runs = [(block.run, said(block)) for block in blocks_of(
        "1. a\n2. b\n\nMidt\n\n1. c\n2. d\n   1. x\n   2. y\n3. e\n- f\n- g")]
    assert runs == [(1, "a"), (1, "b"), (0, "Midt"), (2, "c"), (2, "d"), (3, "x"), (3, "y"), (2, "e"),
                    (4, "f"), (4, "g")]


def test_marks_reach_no_further_than_their_block() -> None:
    assert outline("**a\n\nb**") == ["**a", "b**"]
    assert outline("- **a\n- b**") == ["- **a", "- b**"]


def test_in_a_line_of_its_own_a_block_has_its_label() -> None:
    assert [block.plain for block in blocks_of("Se:\n- **a**\n\n1. b\n2. c")] == [
        "Se:", "– a", "1. b", "2. c"]


def letters(text: str) -> str:
    return re.sub(r"[\s*_\\–-]", "", text)


@given(st.one_of(st.text("ab12.-*_\\ \n\t", max_size=80),
                 st.lists(st.sampled_from(["- a", "  - b", "* c", "1. d", "2. e", "  1. f", "  2. g",
                                           "tekst", "  mere", "", "\\- h"])).map("\n".join)))
def test_no_letter_and_no_number_is_lost(text: str) -> None:
    assert letters("".join(block.plain for block in blocks_of(text))) == letters(text)


@given(st.lists(st.sampled_from(["- a", "  - b", "1. d", "2. e", "  1. f", "  2. g", "tekst", ""]),
                max_size=12).map("\n".join))
def test_an_inner_item_stands_below_an_outer_one_and_numbers_count(text: str) -> None:
    before: dict[int, int] = {}
    level = -1
    for block in blocks_of(text):
        assert block.level <= max(level + 1, 0)
        level = block.level if block.list else -1
        if block.list == "nummer":
            assert block.number == before.get(block.run, 0) + 1
            before[block.run] = block.number


@pytest.mark.parametrize("text", [
    "- " * 50_000, "- a\n" * 25_000, " " * 100_000, "\t" * 100_000 + "- a", "\n" * 100_000,
    "- " + " " * 100_000, "1" * 100_000, "\n".join(f"{n}. x" for n in range(1, 10_000)),
    "".join("  " * n + "- a\n" for n in range(300)), "1. a\n  " * 12_000,
], ids=["marks", "items", "blanks", "tabs", "breaks", "empty", "digits", "numbers", "deep", "mixed"])
def test_a_hostile_text_takes_no_longer_than_its_length_asks(text: str) -> None:
    started = time.perf_counter()
    blocks_of(text)
    assert time.perf_counter() - started < 10  # half a second is usual; with the square it is minutes
