"""A text set in a box: never wider, never smaller than promised, and nothing lost unsaid."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.forms.letters import width
from pipeline.forms.lists import behind, rows
from pipeline.forms.setting import READABLE, SMALLEST, Box, comb, one_line, paragraphs

TEXTS = st.text(alphabet="abcæøå ÆØÅmi.,-W\n", max_size=300)


def test_a_short_text_keeps_its_size():
    set_ = one_line("Ærø", Box(200, 20, 12))
    assert (set_.size, set_.rest, set_.shrunk) == (12, "", False)
    (line,) = set_.lines
    assert line.letters == "Ærø"
    assert line.x < 3
    assert 4 < line.y < 8


def test_a_long_text_is_made_smaller_and_then_told():
    box = Box(100, 20, 12)
    assert 6 < one_line("Rådhuspladsen 1", box).size < 12.1
    small = one_line("m" * 22, box)
    assert small.size < READABLE
    assert small.shrunk
    over = one_line("m" * 60, box)
    assert over.size == SMALLEST
    assert over.rest == "m" * (60 - len(over.lines[0].letters))


def test_a_form_that_wants_small_letters_gets_them_unsaid():
    set_ = one_line("Ærø", Box(100, 20, 5))
    assert (set_.size, set_.shrunk) == (5, False)


def test_a_low_box_makes_letters_small():
    assert one_line("Ærø", Box(200, 8, 12)).size < 7.1


def test_text_stands_left_in_the_middle_or_right():
    at = [one_line("Ærø", Box(200, 20, 10, align=align)).lines[0].x for align in (0, 1, 2)]
    assert at == sorted(at)
    wide = 10 * width("Ærø")
    assert at[2] + wide < 199
    assert abs(at[1] - (100 - wide / 2)) < 0.01


def test_a_comb_has_a_letter_in_each_box():
    set_ = comb("0101 12", 10, Box(200, 20, 0))
    assert [int(line.x // 20) for line in set_.lines] == [0, 1, 2, 3, 5, 6]
    assert comb("123", 10, Box(200, 20, 0, align=2)).lines[0].x > 140
    assert comb("12345", 3, Box(200, 20, 0)).rest == "45"


def test_paragraphs_break_between_words_and_at_line_ends():
    set_ = paragraphs("en to tre\n\nfire", Box(50, 100, 12))
    assert [line.letters for line in set_.lines] == ["en to tre", "fire"]
    assert set_.lines[0].y - set_.lines[1].y > 2 * 12


def test_a_word_without_an_end_is_broken():
    set_ = paragraphs("m" * 50, Box(60, 200, 12))
    assert len(set_.lines) > 3
    assert "".join(line.letters for line in set_.lines) + set_.rest == "m" * 50


def test_what_is_left_of_paragraphs_is_told():
    text = " ".join(f"ord{number}" for number in range(200))
    set_ = paragraphs(text, Box(100, 40, 12))
    assert set_.size == SMALLEST
    shown = " ".join(line.letters for line in set_.lines)
    assert f"{shown} {set_.rest}" == text


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.floats(5, 400), st.floats(5, 200), st.sampled_from((0.0, 5.0, 8.0, 12.0)))
def test_no_line_is_wider_than_its_box_and_no_letter_is_lost(text, wide, high, size):
    box = Box(wide, high, size)
    set_ = paragraphs(text, box)
    assert all(set_.size * width(line.letters) <= box.room + 0.01 or len(line.letters) == 1
               for line in set_.lines)
    shown = "".join(line.letters for line in set_.lines) + set_.rest
    assert "".join(shown.split()) == "".join(text.split())
    single = one_line(text.replace("\n", " "), box)
    assert "".join(line.letters for line in single.lines) + single.rest == text.replace("\n", " ")


def test_a_list_begins_where_a_chosen_line_is_seen():
    lines = [f"linje {number}" for number in range(40)]
    assert rows(lines, [1], Box(100, 60, 12))[0] == 0
    first, set_ = rows(lines, [30], Box(100, 60, 12))
    assert "linje 30" in [line.letters for line in set_.lines]
    assert first + len(set_.lines) <= 40
    assert behind([30], first, set_.size, Box(100, 60, 12)).count("re f") == 1


def test_a_chosen_line_that_cannot_be_seen_is_told():
    _, set_ = rows(["m" * 80, "to"], [0], Box(100, 60, 12))
    assert set_.size == READABLE
    assert set_.rest
    assert rows(["en", "to", "tre", "fire"], [0, 3], Box(100, 30, 12))[1].rest == "fire"
