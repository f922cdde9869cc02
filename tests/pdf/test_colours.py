"""Colours of the theme, tones of them, patterns seen from afar, and lines around words."""

from __future__ import annotations

import ctypes

import pypdfium2
import pytest
from lxml import etree

from pipeline.docx.package import Docx
from pipeline.pdf.word.colours import Scheme, mixed
from pipeline.pdf.word.xml import A

DML = A[1:-1]
THEME = (f'<a:theme xmlns:a="{DML}"><a:themeElements><a:clrScheme name="x">'
         '<a:dk1><a:sysClr val="windowText" lastClr="101010"/></a:dk1>'
         '<a:lt1><a:srgbClr val="FFFFFE"/></a:lt1><a:dk2><a:srgbClr val="203040"/></a:dk2>'
         '<a:accent1><a:srgbClr val="4472C4"/></a:accent1>'
         "</a:clrScheme></a:themeElements></a:theme>").encode()
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


CELL = "<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr>{}</w:tcPr><w:p/></w:tc></w:tr></w:tbl>"


def run(look: str) -> str:
    return f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>Alma</w:t></w:r></w:p>"


@pytest.fixture
def themed(make):
    """A document with the theme above."""

    def build(body: str, **more: object) -> Docx:
        docx = make(body, **more)
        return Docx(docx.data, {**docx.parts, "word/theme/theme1.xml": THEME})

    return build


@pytest.fixture
def inks(typeset):
    """The colours that words have."""

    def found(docx: Docx) -> set[str]:
        document = pypdfium2.PdfDocument(typeset(docx).data)
        colours = set()
        for drawn in document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            parts = [ctypes.c_uint() for _ in range(4)]
            pypdfium2.raw.FPDFPageObj_GetFillColor(drawn.raw, *parts)
            colours.add("".join(f"{part.value:02X}" for part in parts[:3]))
        document.close()
        return colours

    return found


@pytest.mark.parametrize(("look", "expected"), [
    ('<w:color w:val="auto" w:themeColor="accent1"/>', "4472C4"),
    ('<w:color w:val="auto" w:themeColor="text1"/>', "101010"),
    ('<w:color w:val="auto" w:themeColor="dark2"/>', "203040"),
    ('<w:color w:val="auto" w:themeColor="accent2"/>', "ED7D31"),
    ('<w:color w:val="2F5496" w:themeColor="accent1" w:themeShade="BF"/>', "2F5496"),
    ('<w:color w:val="auto" w:themeColor="accent1" w:themeShade="BF"/>', "2F5496"),
    ('<w:color w:val="auto" w:themeColor="accent1" w:themeTint="99"/>', "8EAADB"),
    ('<w:color w:val="auto" w:themeColor="none"/>', "000000"),
])
def test_words_have_the_themes_colours(themed, inks, look, expected):
    (found,) = inks(themed(run(look)))
    assert all(abs(int(found[at:at + 2], 16) - int(expected[at:at + 2], 16)) <= 1 for at in (0, 2, 4))


def test_the_document_says_which_slots_its_names_mean(themed, inks):
    settings = '<w:clrSchemeMapping w:t1="light1" w:bg1="dark1"/>'
    look = '<w:color w:val="auto" w:themeColor="text1"/>'
    assert inks(themed(run(look), settings=settings)) == {"FFFFFE"}


def test_styles_have_them_too(themed, inks):
    styles = ('<w:style w:type="character" w:styleId="S"><w:name w:val="s"/><w:rPr><w:color '
              'w:val="auto" w:themeColor="accent1"/></w:rPr></w:style>')
    assert inks(themed(run('<w:rStyle w:val="S"/>'), styles=styles)) == {"4472C4"}


FILL = ('<w14:textFill {}><w14:solidFill><w14:schemeClr w14:val="accent1">{}</w14:schemeClr>'
        "</w14:solidFill></w14:textFill>")


def test_a_fill_of_one_colour_is_the_words_colour(themed, inks):
    look = '<w:color w:val="FF0000"/>' + FILL.format(W14, '<w14:lumMod w14:val="75000"/>')
    (found,) = inks(themed(run(look)))
    assert abs(int(found[:2], 16) - 0x2F) <= 1
    plain = FILL.format(W14, '<w14:alpha w14:val="0"/>')
    assert inks(themed(run(plain))) == {"4472C4"}
    assert inks(themed(run(plain) + run(plain))) == {"4472C4"}


@pytest.mark.parametrize("look", [
    FILL.format(W14, '<w14:alpha w14:val="40000"/>'),
    FILL.format(W14, '<w14:satMod w14:val="40000"/>'),
    f"<w14:textFill {W14}><w14:gradFill/></w14:textFill>",
    f"<w14:textOutline {W14}><w14:solidFill/></w14:textOutline>",
])
def test_other_fills_and_outlines_are_refused(themed, refusals, look):
    assert [code for code, _ in refusals(themed(run(look)))] == ["pdf-tekstvirkning"]


def test_an_outline_without_any_is_none(themed, inks):
    assert inks(themed(run(f"<w14:textOutline {W14}><w14:noFill/></w14:textOutline>"))) == {"000000"}


@pytest.mark.parametrize(("fill", "ink", "share", "expected"), [
    ("auto", "auto", 0.25, "BFBFBF"), ("FFFFFF", "FF0000", 0.5, "FF8080"),
    ("0000FF", "auto", 0.125, "0000DF"),
])
def test_a_pattern_looks_like_one_colour_from_afar(fill, ink, share, expected):
    assert mixed(fill, ink, share) == expected


def test_dots_are_mixed_wherever_they_fill(make, typeset):
    def shaded(value: str) -> str:
        shade = f'<w:shd w:val="{value}" w:color="auto" w:fill="'
        return run(f'{shade}FFFFFF"/>') + CELL.format(f'{shade}FFFFFF"/>')

    def plain(ink: str) -> str:
        return shaded("clear").replace("FFFFFF", ink)

    assert typeset(make(shaded("pct25"))).data == typeset(make(plain("BFBFBF"))).data
    assert typeset(make(shaded("pct12"))).data == typeset(make(plain("DFDFDF"))).data


def test_a_colour_that_is_not_named_is_not_guessed():
    scheme = Scheme(etree.fromstring(THEME), None)
    fill = etree.fromstring(f'<a:solidFill xmlns:a="{DML}"><a:prstClr val="peru"/></a:solidFill>')
    assert scheme.drawn(fill) is None
    assert scheme.drawn(etree.fromstring(f'<a:solidFill xmlns:a="{DML}"/>')) is None
    assert scheme.toned("accent9", "", "") is None


BORDERED = '<w:bdr w:val="{}" w:sz="8" w:space="0" w:color="FF0000"/>'


def test_a_line_around_words(make, typeset, read, refusals):
    pdf = typeset(make(run(BORDERED.format("single"))))
    assert read(pdf)[0].split() == ["Alma"]
    document = pypdfium2.PdfDocument(pdf.data)
    assert len(list(document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]))) == 1
    document.close()
    assert typeset(make(run(BORDERED.format("none")))).data == typeset(make(run(""))).data
    assert [code for code, _ in refusals(make(run(BORDERED.format("wave"))))] == ["pdf-kant"]


def test_a_line_of_a_table_that_cannot_be_drawn_is_refused(make, refusals):
    border = '<w:tcBorders><w:bottom w:val="{}" w:sz="4"/></w:tcBorders>'
    docx = make(run("") + CELL.format(border.format("thinThickSmallGap")))
    assert [code for code, _ in refusals(docx)] == ["pdf-kant"]
