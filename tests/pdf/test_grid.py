"""A section's grid holds lines apart, and stands in the middle of the page."""

from __future__ import annotations

from itertools import pairwise

import pytest

HIGH = 841.9
EDGE = 56.7
NATURAL = 12.65
"""A line of Arial at 11 points."""


def p(text: str, properties: str = "", look: str = "") -> str:
    return (f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{look}</w:rPr>"
            f"<w:t>{text}</w:t></w:r></w:p>")


def grid(pitch: int, kind: str = "lines") -> str:
    return f'<w:docGrid w:type="{kind}" w:linePitch="{pitch}"/>'


def tops(boxes, letters):
    """How far below the page's top each letter's box begins."""
    return [HIGH - boxes[letter][0][3] for letter in letters]


def steps(boxes, letters):
    found = [boxes[letter][0][1] for letter in letters]
    return [one - other for one, other in pairwise(found)]


@pytest.mark.parametrize("kind", ["lines", "linesAndChars", "snapToChars"])
@pytest.mark.parametrize("pitch", [312, 360])
def test_lines_stand_a_pitch_apart(make, typeset, glyphs, pitch, kind):
    found = glyphs(typeset(make(p("A") + p("B") + p("C") + p("D"), section=grid(pitch, kind))))
    assert steps(found, "ABCD") == pytest.approx([pitch / 20] * 3, abs=0.1)


def test_the_grid_stands_in_the_middle_of_the_page(make, typeset, glyphs):
    plain, held = (tops(glyphs(typeset(make(p("A"), section=each))), "A")[0]
                   for each in ("", grid(360)))
    over = (HIGH - 2 * EDGE) % 18 / 2
    assert held - plain == pytest.approx(over + (18 - NATURAL) / 2, abs=0.1)


def test_a_line_too_high_for_one_takes_two(make, typeset, glyphs):
    body = p("A") + p("B", look='<w:sz w:val="48"/>') + p("C") + p("D")
    found = glyphs(typeset(make(body, section=grid(360))))
    assert found["A"][0][1] - found["C"][0][1] == pytest.approx(18 + 36, abs=0.1)


def test_text_of_another_size_on_the_line_makes_it_no_higher(make, typeset, glyphs):
    big = '</w:t></w:r><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>B'
    found = glyphs(typeset(make(p("A") + p(f"x{big}") + p("C"), section=grid(360))))
    assert steps(found, "AC") == pytest.approx([36], abs=0.1)


def test_who_does_not_ask_for_the_grid_stands_off_it(make, typeset, glyphs):
    off = '<w:snapToGrid w:val="0"/>'
    found = glyphs(typeset(make(p("A", off) + p("B", off) + p("C", off), section=grid(360))))
    assert steps(found, "ABC") == pytest.approx([NATURAL] * 2, abs=0.1)


def test_exact_lines_stand_off_it_and_multiples_are_of_it(make, typeset, glyphs):
    exact, double = ('<w:spacing w:line="300" w:lineRule="exact"/>', '<w:spacing w:line="480"/>')
    body = p("A", exact) + p("B", exact) + p("C", double) + p("D", double)
    found = glyphs(typeset(make(body, section=grid(360))))
    assert steps(found, "AB") == pytest.approx([15], abs=0.1)
    assert steps(found, "CD") == pytest.approx([36], abs=0.1)


def test_cells_stand_on_it_and_headers_do_not(make, typeset, glyphs):
    rows = "".join(f"<w:tr><w:tc><w:tcPr/>{p(word)}</w:tc></w:tr>" for word in "AB")
    found = glyphs(typeset(make(f"<w:tbl><w:tblPr/>{rows}</w:tbl>" + p("x"), section=grid(360),
                                running={"header default": p("H") + p("I")})))
    assert steps(found, "AB") == pytest.approx([18], abs=0.1)
    assert steps(found, "HI") == pytest.approx([NATURAL], abs=0.1)


def test_a_grid_without_type_or_pitch_changes_nothing(make, typeset):
    plain, *others = (typeset(make(p("A") + p("B"), section=each)).data for each in (
        "", '<w:docGrid w:linePitch="360"/>', '<w:docGrid w:type="lines"/>'))
    assert set(others) == {plain}
