"""How runs look: by which style, how close their letters stand, and how high their lines are."""

from __future__ import annotations

import pytest

NAMELESS = '<w:style><w:name w:val="Lille"/><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
PAIRS = "AVAVAV To Te Wa Yo LT Ty. P,"


def paragraph(text: str, run: str = "", properties: str = "") -> str:
    return (f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>")


def height(box: tuple[float, float, float, float]) -> float:
    return box[3] - box[1]


def test_a_style_without_an_id_goes_by_its_name_and_is_what_none_is_based_on(make, typeset, glyphs):
    body = paragraph("A") + paragraph("B", properties='<w:pStyle w:val="Lille"/>')
    found = glyphs(typeset(make(body, styles=NAMELESS)))
    plain = glyphs(typeset(make(paragraph("A"))))
    assert height(found["A"][0]) == pytest.approx(height(plain["A"][0]), abs=0.01)
    assert height(found["B"][0]) == pytest.approx(height(plain["A"][0]) / 11, abs=0.05)


def test_a_style_with_an_id_is_not_displaced_by_a_name(make, typeset, glyphs):
    styles = ('<w:style w:type="paragraph" w:styleId="Lille"><w:name w:val="x"/></w:style>' + NAMELESS)
    body = paragraph("B", properties='<w:pStyle w:val="Lille"/>')
    assert height(glyphs(typeset(make(body, styles=styles)))["B"][0]) > 5


@pytest.mark.parametrize(("kern", "closer"), [
    ("", False), ('<w:kern w:val="0"/>', False), ('<w:kern w:val="22"/>', True),
    ('<w:kern w:val="23"/>', False), ('<w:kern w:val="1"/>', True)])
def test_letters_are_kerned_from_the_size_that_says_so(make, typeset, glyphs, kern, closer):
    found = glyphs(typeset(make(paragraph(PAIRS, kern))))
    kerned = glyphs(typeset(make(paragraph(PAIRS, '<w:kern w:val="2"/>'))))
    assert (found[","][0][0] == pytest.approx(kerned[","][0][0], abs=0.01)) is closer
    assert found[","][0][0] - kerned[","][0][0] > -0.01


def test_a_run_takes_back_what_its_paragraph_style_has(make, typeset, glyphs):
    styles = ('<w:style w:type="paragraph" w:styleId="T"><w:name w:val="t"/><w:rPr>'
              '<w:kern w:val="2"/><w:spacing w:val="40"/></w:rPr></w:style>')
    own = '<w:kern w:val="0"/><w:spacing w:val="0"/>'
    styled = glyphs(typeset(make(
        paragraph(PAIRS, own, '<w:pStyle w:val="T"/>'), styles=styles)))
    assert styled[","][0][0] == pytest.approx(
        glyphs(typeset(make(paragraph(PAIRS))))[","][0][0], abs=0.05)


def gap(make, typeset, glyphs, middle: str, spacing: str = "") -> float:
    """From the line above one with this run to the line below it."""
    body = (paragraph("A", properties=spacing) + f"<w:p><w:pPr>{spacing}</w:pPr><w:r><w:t>x</w:t></w:r>"
            f"<w:r><w:rPr>{middle}</w:rPr><w:t>2</w:t></w:r></w:p>" + paragraph("B", properties=spacing))
    found = glyphs(typeset(make(body)))
    return found["A"][0][1] - found["B"][0][1]


@pytest.mark.parametrize("side", ["superscript", "subscript"])
def test_small_raised_text_leaves_its_line_as_high_as_it_is(make, typeset, glyphs, side):
    raised = gap(make, typeset, glyphs, f'<w:vertAlign w:val="{side}"/>')
    assert raised == pytest.approx(2 * 12.65, abs=0.05)


@pytest.mark.parametrize("halves", [8, -8])
def test_moved_text_makes_its_line_higher(make, typeset, glyphs, halves):
    moved = f'<w:position w:val="{halves}"/>'
    assert gap(make, typeset, glyphs, moved) == pytest.approx(2 * 12.65 + 4, abs=0.05)
    exact = '<w:spacing w:line="400" w:lineRule="exact"/>'
    assert gap(make, typeset, glyphs, moved, exact) == pytest.approx(40, abs=0.05)
