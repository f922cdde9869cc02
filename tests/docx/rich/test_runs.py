"""The properties of a run, made bold and italic in the order that Word's schema asks for."""

from __future__ import annotations

import pytest

from pipeline.docx.rich.runs import emphasised, inside, runs
from pipeline.richtext.blocks import blocks_of
from pipeline.richtext.emphasis import Span

B, I = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"  # noqa: E741


@pytest.mark.parametrize(("look", "bold", "italic", "made"), [
    ("", False, False, ""), ("<w:rPr/>", False, False, "<w:rPr/>"),
    ("", True, False, f"<w:rPr>{B}</w:rPr>"), ("<w:rPr/>", True, True, f"<w:rPr>{B}{I}</w:rPr>"),
    ('<w:rPr><w:rStyle w:val="x"/><w:rFonts w:ascii="y"/><w:sz w:val="20"/></w:rPr>', True, False,
     f'<w:rPr><w:rStyle w:val="x"/><w:rFonts w:ascii="y"/>{B}<w:sz w:val="20"/></w:rPr>'),
    ("<w:rPr><w:b/><w:bCs/><w:u/></w:rPr>", False, True, f"<w:rPr>{B}{I}<w:u/></w:rPr>"),
    ('<w:rPr><w:b w:val="0"/><w:i/></w:rPr>', True, False, f"<w:rPr>{B}<w:i/></w:rPr>"),
    ('<w:rPr><w:bdr w:val="single"/><w:i w:val="0"/></w:rPr>', False, True,
     f'<w:rPr>{I}<w:bdr w:val="single"/></w:rPr>'),
])
def test_emphasis(look: str, bold: bool, italic: bool, made: str) -> None:
    assert emphasised(look, bold, italic) == made


def test_words_are_escaped_and_breaks_are_words() -> None:
    assert runs([Span("a<\nb&", bold=True)], "") == (
        f'<w:r><w:rPr>{B}</w:rPr><w:t xml:space="preserve">a&lt;</w:t><w:br/>'
        '<w:t xml:space="preserve">b&amp;</w:t></w:r>')


def test_inside_a_line_the_fields_own_run_goes_on_after_what_is_bold() -> None:
    look = "<w:rPr><w:sz/></w:rPr>"
    assert inside(blocks_of("a **b** c"), look, False) == (
        f'a </w:t></w:r><w:r><w:rPr>{B}<w:sz/></w:rPr><w:t xml:space="preserve">b</w:t></w:r>'
        f'<w:r>{look}<w:t xml:space="preserve"> c')
