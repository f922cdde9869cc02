"""What two versions of a letter differ in: words, looks, and which letters share it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from pipeline.changes.blocks import blocks_of
from pipeline.changes.difference import Change, Difference, Restyled, differences
from pipeline.changes.groups import MAX_GROUPS, Overview
from pipeline.changes.marking import CLOSE, DATA, OPEN, marking, of_template, plain
from pipeline.changes.sides import Compared
from pipeline.docx.compile import compile_template
from pipeline.docx.environment import make_environment
from pipeline.docx.package import Docx
from pipeline.errors import Problem, text
from tests.docx.building import ENVIRONMENT, NAME, docx_bytes, package

MARKED = marking(ENVIRONMENT)
Paragraphs = tuple[str, ...]


def letter(paragraphs: Paragraphs, change: Callable[[Any], None] | None = None, **values: Any) -> Docx:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if change:
        change(document)
    return compile_template(package(document), MARKED, NAME).render(values)


def between(old: Docx, new: Docx) -> list[Difference]:
    return list(differences(blocks_of(old), blocks_of(new)))


def test_equal_letters_differ_in_nothing() -> None:
    assert between(letter(("Kære {{ x }}",), x="Åse"), letter(("Kære {{ x }}",), x="Åse")) == []


def test_the_same_change_is_equal_whoever_the_letter_is_for() -> None:
    found = [between(letter(("Kære {{ x }}", "Hej."), x=name),
                     letter(("Goddag {{ x }}", "Hej."), x=name)) for name in ("Åse", "Bo & co.")]
    (first,), (second,) = found
    assert first == second
    assert isinstance(first, Change)
    assert isinstance(second, Change)
    assert (first.old, first.new) == (("Kære Åse",), ("Goddag Åse",))
    assert second.new == ("Goddag Bo & co.",)
    assert second.new_own == (f"Goddag {DATA}",)
    assert first.after == "Hej."


def test_another_change_is_another() -> None:
    (one,) = between(letter(("Kære {{ x }}",), x="Åse"), letter(("Goddag {{ x }}",), x="Åse"))
    (other,) = between(letter(("Kære {{ x }}",), x="Åse"), letter(("Farvel {{ x }}",), x="Åse"))
    assert one != other


def test_a_change_tells_the_heading_it_stands_under() -> None:
    def headed(words: str) -> Callable[[Any], None]:
        def change(document: Any) -> None:
            document.add_heading("Hvad sker der nu?", 2)
            document.add_paragraph(words)
        return change

    (found,) = between(letter(("a",), headed("Vi ringer.")), letter(("a",), headed("Vi skriver.")))
    assert isinstance(found, Change)
    assert found.heading == "Hvad sker der nu?"
    assert (found.old, found.new) == (("Vi ringer.",), ("Vi skriver.",))


def test_a_new_paragraph_and_one_that_is_gone() -> None:
    (gone,) = between(letter(("a", "b", "c")), letter(("a", "c")))
    assert isinstance(gone, Change)
    assert (gone.old, gone.new, gone.before, gone.after) == (("b",), (), "a", "c")
    (added,) = between(letter(("a",)), letter(("a", "b")))
    assert isinstance(added, Change)
    assert (added.old, added.new) == ((), ("b",))


def test_a_table_is_read_row_by_row() -> None:
    def table(last: str) -> Callable[[Any], None]:
        def change(document: Any) -> None:
            made = document.add_table(2, 2)
            for cell, words in zip([c for row in made.rows for c in row.cells],
                                   ("Hvad", "Hvem", "{{ x }}", last), strict=True):
                cell.text = words
        return change

    (found,) = between(letter((), table("mor"), x="Spil"), letter((), table("far"), x="Spil"))
    assert isinstance(found, Change)
    assert (found.old, found.new) == (("Spil | mor",), ("Spil | far",))


def test_headers_and_footers_are_read_too() -> None:
    def footer(words: str) -> Callable[[Any], None]:
        def change(document: Any) -> None:
            document.sections[0].footer.paragraphs[0].text = words
        return change

    (found,) = between(letter(("a",), footer("Gl. Torv")), letter(("a",), footer("Ny Torv")))
    assert (found.story, getattr(found, "new", ())) == ("footer", ("Ny Torv",))


def styled(change: Callable[[Any], None]) -> list[Difference]:
    words = ("Kære {{ x }}",)
    return between(letter(words, x="Åse"), letter(words, change, x="Åse"))


LOOKS: dict[str, tuple[Callable[[Any], None], tuple[str, str, str]]] = {
    "font": (lambda d: setattr(d.paragraphs[0].runs[0].font, "name", "Georgia"),
             ("rFonts", "", "Georgia")),
    "size": (lambda d: setattr(d.paragraphs[0].runs[0].font, "size", Pt(14)), ("sz", "", "14 pkt.")),
    "bold": (lambda d: setattr(d.paragraphs[0].runs[0].font, "bold", True), ("b", "", "ja")),
    "alignment": (lambda d: setattr(d.paragraphs[0], "alignment", WD_ALIGN_PARAGRAPH.CENTER),
                  ("p:jc", "", "center")),
    "size-of-the-style": (lambda d: setattr(d.styles["Normal"].font, "size", Pt(14)),
                          ("sz", "", "14 pkt.")),
    "style": (lambda d: setattr(d.paragraphs[0], "style", "List Bullet"),
              ("p:pStyle", "Normal", "List Bullet")),
}


@pytest.mark.parametrize("name", LOOKS)
def test_the_same_words_that_look_otherwise_are_told_with_what_differs(name: str) -> None:
    change, expected = LOOKS[name]
    (found,) = styled(change)
    assert isinstance(found, Restyled)
    assert expected[0] in [each[0] for each in found.properties]
    assert expected in found.properties or name in ("font", "size", "size-of-the-style")
    assert next(each for each in found.properties if each[0] == expected[0])[2] == expected[2]
    assert found.words == "Kære Åse"


def test_formatting_that_changes_nothing_is_no_difference() -> None:
    assert styled(lambda d: setattr(d.paragraphs[0].runs[0].font, "bold", False)) == []


def test_a_text_cut_into_other_runs_is_the_same() -> None:
    def cut(document: Any) -> None:
        paragraph = document.paragraphs[0]
        paragraph.clear()
        for piece in ("Kæ", "re {{ x }}"):
            paragraph.add_run(piece)

    assert styled(cut) == []


def test_marks_do_not_show_in_the_words_and_not_in_attributes() -> None:
    def table(document: Any) -> None:
        made = document.add_table(1, 2)
        made.cell(0, 0).text = "{% colspan n %}{{ x }}"
        made.cell(0, 1).text = "y"

    made = letter(("{{ x ~ n }}{{ 'fast' }}",), table, x="<&>", n=2)
    words = [block.words for block in blocks_of(made)["document"]]
    assert words == ["<&>2fast", "<&> | y"]
    body = made.parts["word/document.xml"].decode()
    assert 'w:gridSpan w:val="2"' in body
    assert plain(f"a{OPEN}b{CLOSE}") == "ab"
    assert of_template(f"a{OPEN}b{CLOSE}c") == f"a{DATA}c"


def test_values_that_have_the_marks_themselves_lose_them() -> None:
    made = letter(("{{ x }}!",), x=f"a{CLOSE}b{OPEN}")
    (block,) = blocks_of(made)["document"]
    assert (block.words, block.own) == ("ab!", f"{DATA}!")


def test_the_letter_with_marks_is_the_letter_without_them() -> None:
    document = docx.Document()
    for words in ("Kære {{ x }},", "{%p for y in z %}", "{{ loop.index }}. {{ y }}", "{%p endfor %}"):
        document.add_paragraph(words)
    values = {"x": "Åse\nBo", "z": ["a", "b"]}
    parts = package(document)
    marked = compile_template(parts, marking(make_environment({})), NAME).render(values)
    unmarked = compile_template(parts, make_environment({}), NAME).render(values)
    assert [b.words for b in blocks_of(marked)["document"]] == [
        b.words for b in blocks_of(unmarked)["document"]] == ["Kære Åse Bo,", "1. a", "2. b"]


def test_documents_made_by_hand_can_be_read() -> None:
    document = docx.Document()
    document.add_paragraph("Hej")
    assert [block.words for block in blocks_of(Docx.read(docx_bytes(document)))["document"]] == ["Hej"]


def compared(number: int, *found: Difference) -> Compared:
    return Compared(f"{number}", "tilbud", 1, "mor", found)


def test_letters_are_counted_and_changes_gathered() -> None:
    change = Change("document", "", ("a",), ("b",), ("a",), ("b",))
    looks = Restyled("document", (("b", "", "ja"),), "a")
    overview = Overview()
    for number in range(40):
        overview.add(compared(number, change, change, looks))
    overview.add(compared(40, looks))
    overview.add(compared(41))
    problem = Problem("x", "felt-mangler", text("a"), text("b"), text("c"))
    overview.add(Compared("42", "tilbud", 1, "mor", (), (), (problem,)))
    assert (overview.letters, overview.changed, overview.restyled, overview.failed) == (43, 40, 1, 1)
    first, second = overview.groups
    assert (first.example, first.letters, first.times) == (change, 40, 80)
    assert (second.example, second.letters) == (looks, 41)
    assert [each.case for each in first.first] == ["0", "1", "2", "3", "4"]
    (failure,) = overview.failures
    assert (failure.side, failure.letters) == ("ny", 1)


def test_any_number_of_letters_takes_the_same_memory() -> None:
    overview = Overview()
    for number in range(MAX_GROUPS + 50):
        overview.add(compared(number, Change("document", "", (), (f"{number}",), (), (f"{number}",))))
    assert len(overview.groups) == MAX_GROUPS
    assert overview.left_out == 50
    assert overview.changed == MAX_GROUPS + 50
