"""Pages: size, margins, headers and footers, page numbers, several sections."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from pipeline.pdf.proof.check import check_pdf


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
    ("<w:pgBorders w:offsetFrom='page' w:display='firstPage'><w:top w:val='single'/>"
     "</w:pgBorders>", "pdf-sidekant"),
    ("<w:pgBorders w:offsetFrom='page'><w:top w:val='apples'/></w:pgBorders>", "pdf-kant"),
    ('<w:lnNumType w:countBy="1"/>', "pdf-linjenumre"),
    ('<w:pgNumType w:fmt="hebrew1"/>', "pdf-sidetal"),
    ('<w:pgNumType w:chapStyle="1"/>', "pdf-sidetal"),
    ('<w:vAlign w:val="center"/>', "pdf-sektion"),
    ('<w:docGrid w:type="linesAndChars" w:linePitch="360" w:charSpace="4096"/>', "pdf-sektion"),
])
def test_pages_it_cannot_set_are_refused(make, refusals, setting, code):
    assert [found for found, _ in refusals(make(paragraph("x"), section=setting))] == [code]


LONG = TWO + BREAK + paragraph("tre")
EVEN = {"header default": paragraph("ulige"), "header even": paragraph("lige"),
        "footer default": SIDE}
TWO_SIDED = "<w:evenAndOddHeaders/>"


def test_even_pages_have_headers_of_their_own(make, typeset, read, about):
    docx = make(LONG, running=EVEN, settings=TWO_SIDED)
    pdf = typeset(docx)
    assert [page.split()[0] for page in read(pdf)] == ["ulige", "lige", "ulige"]
    assert ["Side" in page for page in read(pdf)] == [True, False, True]
    assert check_pdf(docx, pdf, about) == ()
    plain = typeset(make(LONG, running=EVEN))
    assert [page.split()[0] for page in read(plain)] == ["ulige"] * 3


def test_pages_are_even_by_their_number(make, typeset, read):
    docx = make(LONG, running=EVEN, settings=TWO_SIDED, section='<w:pgNumType w:start="4"/>')
    assert [page.split()[0] for page in read(typeset(docx))] == ["lige", "ulige", "lige"]


def test_a_first_page_is_neither_even_nor_odd(make, typeset, read):
    docx = make(LONG, running=EVEN, settings=TWO_SIDED, section="<w:titlePg/>")
    assert [page.split()[0] for page in read(typeset(docx))] == ["en", "lige", "ulige"]


def test_even_headers_that_move_the_text_are_refused(make, refusals, typeset):
    high = {**EVEN, "header even": paragraph("lige") * 8}
    docx = make(LONG, running=high, settings=TWO_SIDED)
    assert [code for code, _ in refusals(docx)] == ["pdf-lige-ulige"]
    assert typeset(make(LONG, running=high)).pages == 3


def test_margins_that_change_sides_are_refused(make, refusals, typeset):
    wide = ('<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
            'w:bottom="1134" w:left="{}" w:header="567" w:footer="567"/></w:sectPr>')
    docx = make(TWO, page=wide.format(1700), settings="<w:mirrorMargins/>")
    assert [code for code, _ in refusals(docx)] == ["pdf-sektion"]
    assert typeset(make(TWO, page=wide.format(1134), settings="<w:mirrorMargins/>")).pages == 2


SHEET = ('<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
         'w:left="1134" w:header="567" w:footer="567"/>')


def test_pages_are_numbered_as_the_section_says(make, typeset, read):
    first = (f'<w:sectPr><w:footerReference w:type="default" r:id="rRun0"/>{SHEET}'
             '<w:pgNumType w:fmt="lowerRoman"/></w:sectPr>')
    body = paragraph("en") + BREAK + paragraph("to", first) + paragraph("tre") + BREAK + paragraph("x")
    pdf = typeset(make(body, section='<w:pgNumType w:start="7"/>', running={
        "footer default": SIDE, "header default": SIDE.replace("Side", "Ark")}))
    for page, number in zip(read(pdf), ("i", "ii", "7", "8"), strict=True):
        assert f"Side {number} af 4" in page
    assert "Ark 7 af 4" in read(pdf)[2]


def test_a_border_around_each_page(make, typeset):
    sides = "".join(f'<w:{side} w:val="single" w:sz="16" w:space="24" w:color="FF0000"/>'
                    for side in ("top", "left", "bottom", "right"))
    border = f'<w:pgBorders w:offsetFrom="page">{sides}</w:pgBorders>'
    document = pypdfium2.PdfDocument(typeset(make(TWO, section=border)).data)
    boxes = [drawn.get_bounds() for page in document
             for drawn in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
    document.close()
    for edge in (min(box[0] for box in boxes), min(box[1] for box in boxes)):
        assert edge == pytest.approx(24, abs=1.1)
    assert max(box[2] for box in boxes) == pytest.approx(595.3 - 24, abs=1.1)
    assert len(boxes) in (2, 8)


def test_a_border_ends_with_its_section(make, typeset):
    first = (f'<w:sectPr>{SHEET}<w:pgBorders w:offsetFrom="page"><w:top w:val="single" w:sz="4" '
             'w:space="24"/></w:pgBorders></w:sectPr>')
    document = pypdfium2.PdfDocument(typeset(make(paragraph("en", first) + paragraph("to"))).data)
    drawn = [len(list(page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]))) for page in document]
    document.close()
    assert drawn == [1, 0]


@pytest.mark.parametrize(("settings", "left", "down"), [
    ("", 36.0, 0.0), ("<w:gutterAtTop/>", 0.0, 36.0), ('<w:gutterAtTop w:val="0"/>', 36.0, 0.0)])
def test_the_gutter_is_at_the_left_or_at_the_top(make, typeset, glyphs, settings, left, down):
    page = ('<w:sectPr>{0}<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
            'w:header="567" w:footer="567" w:gutter="{1}"/></w:sectPr>')
    link = '<w:headerReference w:type="default" r:id="rRun0"/>'
    without, found = (glyphs(typeset(make(
        paragraph("krop"), settings=form, page=page.format(link, gutter),
        running={"header default": paragraph("Hoved")}))) for form, gutter in (("", 0), (settings, 720)))
    for letter in "kH":
        assert found[letter][0][0] - without[letter][0][0] == pytest.approx(left, abs=0.1)
        assert without[letter][0][3] - found[letter][0][3] == pytest.approx(down, abs=0.1)
