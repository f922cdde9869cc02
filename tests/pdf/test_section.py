"""Pages: size, margins, headers and footers, page numbers, several sections."""

from __future__ import annotations

import io

import pikepdf
import pytest


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def field(name: str) -> str:
    return ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> '
            f'{name} \\* MERGEFORMAT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
            '</w:r><w:r><w:t>99</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')


SIDE = ('<w:p><w:r><w:t xml:space="preserve">Side </w:t></w:r>' + field("PAGE")
        + '<w:r><w:t xml:space="preserve"> af </w:t></w:r>'
        '<w:fldSimple w:instr="NUMPAGES"><w:r><w:t>99</w:t></w:r></w:fldSimple></w:p>')
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
TWO = paragraph("en") + BREAK + paragraph("to")


def test_page_numbers_in_the_footer(make, typeset, read):
    pdf = typeset(make(TWO, running={"footer default": SIDE}))
    pages = read(pdf)
    assert pdf.pages == 2
    assert "Side 1 af 2" in pages[0]
    assert "Side 2 af 2" in pages[1]


def test_page_numbers_in_the_text(make, typeset, read):
    assert "Side 1 af 2" in read(typeset(make(SIDE + BREAK + SIDE)))[0]


def test_the_first_page_has_its_own_header(make, typeset, read):
    running = {"header default": paragraph("løbende"), "header first": paragraph("brevhoved")}
    pages = read(typeset(make(TWO, running=running, section="<w:titlePg/>")))
    assert "brevhoved" in pages[0]
    assert "løbende" not in pages[0]
    assert "løbende" in pages[1]
    assert "brevhoved" not in pages[1]
    plain = read(typeset(make(TWO, running=running)))
    assert all("løbende" in page and "brevhoved" not in page for page in plain)


def test_a_first_page_without_header_of_its_own_has_none(make, typeset, read):
    pages = read(typeset(make(TWO, running={"header default": paragraph("løbende")},
                              section="<w:titlePg/>")))
    assert "løbende" not in pages[0]
    assert "løbende" in pages[1]


def test_headers_are_artifacts_with_no_tags(make, typeset, tags):
    running = {"header default": paragraph("hoved", '<w:pStyle w:val="H1"/>'),
               "footer default": SIDE}
    assert tags(typeset(make(paragraph("tekst"), running=running))) == "P"


@pytest.mark.parametrize("side", ["header", "footer"])
def test_text_makes_room_for_a_high_header(make, typeset, glyphs, side):
    high = "".join(paragraph("hoved") for _ in range(10))
    body = "".join(paragraph("Z") for _ in range(80))
    for use, pages in (("default", (0, 1)), ("first", (0,))):
        pdf = typeset(make(body, running={f"{side} {use}": high},
                           section="<w:titlePg/>" if use == "first" else ""))
        for page in pages:
            found = glyphs(pdf, page)["Z"]
            if side == "header":
                assert max(box[3] for box in found) == pytest.approx(
                    841.9 - 28.35 - 126.5, abs=3)
            else:
                assert min(box[1] for box in found) >= 28.35 + 126.5 - 0.5


def test_a_low_first_header_gives_its_room_back(make, typeset, glyphs):
    high = "".join(paragraph("hoved") for _ in range(10))
    pdf = typeset(make(TWO, running={"header default": high, "header first": paragraph("x")},
                       section="<w:titlePg/>"))
    assert glyphs(pdf, 0)["e"][0][3] == pytest.approx(841.9 - 56.7, abs=3)
    assert glyphs(pdf, 1)["t"][0][3] < 841.9 - 28 - 120


def test_a_section_has_its_own_page_and_header(make, typeset, read):
    wide = ('<w:sectPr><w:headerReference w:type="default" r:id="rRun1"/>'
            '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" '
            'w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567"/>'
            "</w:sectPr>")
    first = ('<w:sectPr><w:headerReference w:type="default" r:id="rRun0"/><w:pgSz w:w="11906" '
             'w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
             'w:header="567" w:footer="567"/></w:sectPr>')
    body = paragraph("en", first) + paragraph("to")
    pdf = typeset(make(body, page=wide, running={"header default": paragraph("staaende"),
                                                 "header first": paragraph("liggende")}))
    pages = read(pdf)
    assert "staaende" in pages[0]
    assert "liggende" in pages[1]
    assert "to" in pages[1]
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        sizes = [[round(float(side)) for side in page.mediabox[2:]] for page in document.pages]
    assert sizes == [[595, 842], [842, 595]]


def test_a_continuous_section_of_the_same_page_goes_on(make, typeset, read):
    page = ('<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/>'
            "<w:pgMar w:top='1134' w:right='1134' w:bottom='1134' w:left='1134' w:header='567' "
            "w:footer='567'/></w:sectPr>")
    pdf = typeset(make(paragraph("en", page) + paragraph("to"), page=page))
    assert pdf.pages == 1
    assert read(pdf)[0].split() == ["en", "to"]


@pytest.mark.parametrize(("setting", "code"), [
    ('<w:cols w:num="2"/>', "pdf-spalter"),
    ("<w:pgBorders><w:top w:val='single'/></w:pgBorders>", "pdf-sidekant"),
    ('<w:lnNumType w:countBy="1"/>', "pdf-linjenumre"),
    ('<w:pgNumType w:start="3"/>', "pdf-sidetal"),
    ('<w:pgNumType w:fmt="lowerRoman"/>', "pdf-sidetal"),
    ('<w:vAlign w:val="center"/>', "pdf-sektion"),
    ('<w:docGrid w:type="lines" w:linePitch="360"/>', "pdf-sektion"),
])
def test_pages_it_cannot_set_are_refused(make, refusals, setting, code):
    assert [found for found, _ in refusals(make(paragraph("x"), section=setting))] == [code]


def test_odd_and_even_headers_are_refused(make, refusals):
    docx = make(paragraph("x"), running={"header even": paragraph("lige")},
                settings="<w:evenAndOddHeaders/>")
    assert [code for code, _ in refusals(docx)] == ["pdf-lige-ulige"]
