"""Things at a place of their own on the page: where they stand, and what is refused beside them."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from pipeline.pdf.proof.check import check_pdf

MAIN = "word/document.xml"
PT = 12_700
TOP = 841.9 - 2.36
"""The page's top, for the tops of characters: PDFium has them this far below the line's own."""
EDGE = 56.7
"""The page's margin on all four sides, in points."""


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", properties: str = "", inner: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}{run(text) if text else ''}</w:p>"


def axis(name: str, base: str, value: float | str) -> str:
    inner = (f"<wp:align>{value}</wp:align>" if isinstance(value, str)
             else f"<wp:posOffset>{round(value * PT)}</wp:posOffset>")
    return f'<wp:position{name} relativeFrom="{base}">{inner}</wp:position{name}>'


PICTURE = ('<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/'
           'picture"><pic:pic><pic:blipFill><a:blip r:embed="rIm"/>{crop}</pic:blipFill>'
           "<pic:spPr/></pic:pic></a:graphicData></a:graphic>")
BOX = ('<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
       'wordprocessingShape"><wps:wsp><wps:spPr><a:prstGeom prst="rect"/>{form}</wps:spPr>'
       "<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx><wps:bodyPr {body}/>"
       "</wps:wsp></a:graphicData></a:graphic>")


def anchor(
    across: str, down: str, graphic: str, wrap: str = "wrapNone",
    size: tuple[float, float] = (100, 50), extra: str = "",
) -> str:
    wide, high = (round(side * PT) for side in size)
    return (f'<w:r><w:drawing><wp:anchor {extra}><wp:simplePos x="0" y="0"/>{across}{down}'
            f'<wp:extent cx="{wide}" cy="{high}"/><wp:{wrap}/>'
            f'<wp:docPr id="1" name="b" descr="Logo"/>{graphic}</wp:anchor></w:drawing></w:r>')


def picture(across: str, down: str, crop: str = "", **more: object) -> str:
    return anchor(across, down, PICTURE.format(crop=crop), **more)


def box(across: str, down: str, text: str, form: str = "", body: str = "", **more: object) -> str:
    inner = anchor(across, down, BOX.format(text=text, form=form, body=body), **more)
    drawing = inner.removeprefix("<w:r>").removesuffix("</w:r>")
    return ('<w:r><mc:AlternateContent><mc:Choice Requires="wps">' + drawing + "</mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox>"
            "</w:pict></mc:Fallback></mc:AlternateContent></w:r>")


@pytest.fixture
def pictured(make):
    """A document whose pictures are in it."""
    buffer = io.BytesIO()
    Image.new("RGB", (20, 10), (200, 30, 30)).save(buffer, "PNG")

    def build(body: str, **more: object):
        return make(body, rels={"rIm": ("image", "media/b.png")},
                    media={"b.png": buffer.getvalue()}, **more)

    return build


def pictures(pdf, page=0):
    """Left, top (from the page's top), width and height of each picture, in points."""
    document = pypdfium2.PdfDocument(pdf.data)
    height = document[page].get_height()
    found = []
    for drawn in document[page].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = drawn.get_bounds()
        found.append((left, height - top, right - left, top - bottom))
    document.close()
    return found


@pytest.mark.parametrize(("across", "down", "expected"), [
    (axis("H", "page", 400.0), axis("V", "page", 20.0), (400, 20)),
    (axis("H", "margin", 300.0), axis("V", "margin", 30.0), (EDGE + 300, EDGE + 30)),
    (axis("H", "column", 10.0), axis("V", "paragraph", 40.0), (EDGE + 10, EDGE + 12.65 + 40)),
    (axis("H", "margin", "right"), axis("V", "page", 20.0), (595.3 - EDGE - 100, 20)),
    (axis("H", "page", "center"), axis("V", "margin", "bottom"), (595.3 / 2 - 50, 841.9 - EDGE - 50)),
    (axis("H", "rightMargin", -20.0), axis("V", "topMargin", 5.0), (595.3 - EDGE - 20, 5)),
    (axis("H", "leftMargin", "left"), axis("V", "bottomMargin", "top"), (0, 841.9 - EDGE)),
])
def test_a_picture_stands_where_it_says(pictured, typeset, across, down, expected):
    pdf = typeset(pictured(p("linje") + p("tekst", inner=picture(across, down))))
    ((left, top, width, height),) = pictures(pdf)
    assert (left, top) == pytest.approx(expected, abs=0.2)
    assert (width, height) == pytest.approx((100, 50), abs=0.1)


def test_text_goes_on_as_if_the_picture_was_not_there(pictured, make, typeset, glyphs):
    logo = picture(axis("H", "page", 400.0), axis("V", "page", 60.0))
    with_logo = typeset(pictured(p("abc", inner=logo) + p("def")))
    assert glyphs(with_logo) == glyphs(typeset(make(p("abc") + p("def"))))


def test_a_picture_goes_with_its_paragraph_to_the_next_page(pictured, typeset):
    logo = picture(axis("H", "page", 400.0), axis("V", "page", 60.0))
    pdf = typeset(pictured("".join(p(f"l{number}") for number in range(70)) + p("x", inner=logo)))
    assert (len(pictures(pdf)), len(pictures(pdf, 1))) == (0, 1)


def test_a_picture_in_the_header_is_on_each_page(pictured, typeset):
    logo = picture(axis("H", "page", 400.0), axis("V", "page", 20.0))
    docx = pictured(p("en") + p("to", "<w:pageBreakBefore/>"),
                    running={"header default": p(inner=logo), "footer default": p("Side")})
    rels = docx.parts["word/_rels/document.xml.rels"]
    pdf = typeset(type(docx)(docx.data, {**docx.parts, "word/_rels/header0.xml.rels": rels}))
    assert [pictures(pdf, page)[0][:2] for page in (0, 1)] == [
        pytest.approx((400, 20), abs=0.2)] * 2


BEHIND = {"extra": 'behindDoc="1"'}


def test_what_lies_behind_text_hides_none(pictured, typeset, refusals):
    low = picture(axis("H", "page", 100.0), axis("V", "page", 60.0), **BEHIND)
    assert len(pictures(typeset(pictured(p("x", inner=low) + p("y"))))) == 1
    assert refusals(pictured(p("x") + p("y", inner=low))) == [
        ("pdf-bag-tekst", f"{MAIN}, afsnit 2")]
    high = picture(axis("H", "page", 100.0), axis("V", "page", 2.0), **BEHIND)
    assert len(pictures(typeset(pictured(p("x") + p("y", inner=high))))) == 1


def test_a_header_of_two_page_sizes_has_no_places(make, refusals):
    sheet = ('<w:sectPr><w:headerReference w:type="default" r:id="rRun0"/><w:pgSz w:w="16838" '
             'w:h="11906"/></w:sectPr>')
    header = p("h", inner=box(axis("H", "page", 300.0), axis("V", "page", 5.0), p("boks")))
    docx = make(p("en", sheet) + p("to"), running={"header default": header})
    assert {code for code, _ in refusals(docx)} == {"pdf-placering"}


def test_a_cropped_picture_shows_its_part(pictured, typeset, tags):
    logo = picture(axis("H", "page", 400.0), axis("V", "page", 20.0),
                   '<a:srcRect l="50000" b="20000"/>')
    pdf = typeset(pictured(p("x", inner=logo)))
    ((left, top, width, height),) = pictures(pdf)
    assert (left, top, width, height) == pytest.approx((400, 20, 100, 50), abs=0.2)
    assert "Figure" in tags(pdf)


SQUARE = {"wrap": 'wrapSquare wrapText="bothSides"'}


@pytest.mark.parametrize(("body", "fine"), [
    # In the margin above the text, and beside it.
    (p("x", inner=picture(axis("H", "page", 400.0), axis("V", "page", 5.0), **SQUARE)), True),
    (p("x", inner=picture(axis("H", "page", 2.0), axis("V", "page", 300.0), size=(50, 50),
                          **SQUARE)), True),
    # Over the text: in a corner with nothing but empty lines beside, and with words there.
    (p(inner=picture(axis("H", "page", 400.0), axis("V", "page", 30.0), **SQUARE)) + p() * 2
     + p("x"), True),
    (p("x", inner=picture(axis("H", "page", 400.0), axis("V", "page", 30.0), **SQUARE)), False),
    (p("x") + p(inner=picture(axis("H", "page", 400.0), axis("V", "page", 60.0), **SQUARE)), False),
    (p("x") + p("y", inner=picture(axis("H", "column", 0.0), axis("V", "paragraph", 0.0),
                                   **SQUARE)), False),
    (p("x") + p("y", "<w:pageBreakBefore/>",
                picture(axis("H", "page", 400.0), axis("V", "page", 5.0), **SQUARE)), True),
])
def test_text_that_would_flow_around_is_refused(pictured, typeset, refusals, body, fine):
    if fine:
        assert len(pictures(typeset(pictured(body)), body.count("pageBreak"))) == 1
    else:
        assert {code for code, _ in refusals(pictured(body))} == {"pdf-ombrydning"}


def test_text_begins_below_what_lets_none_stand_beside(pictured, typeset, glyphs):
    apart = {"wrap": "wrapTopAndBottom", "extra": f'distB="{10 * PT}"'}
    body = p("x", inner=picture(axis("H", "page", 400.0), axis("V", "page", 50.0), **apart))
    assert TOP - glyphs(typeset(pictured(body)))["x"][0][3] == pytest.approx(110, abs=0.5)
    body = p("a") + p("x", inner=picture(axis("H", "column", 0.0), axis("V", "paragraph", 0.0),
                                         **apart))
    pdf = typeset(pictured(body))
    found = glyphs(pdf)
    assert found["a"][0][1] - found["x"][0][1] == pytest.approx(12.65 + 60, abs=0.2)
    assert pictures(pdf)[0][1] == pytest.approx(EDGE + 12.65, abs=0.2)


@pytest.mark.parametrize(("across", "down", "extra"), [
    (axis("H", "character", 0.0), axis("V", "page", 0.0), ""),
    (axis("H", "page", 0.0), axis("V", "line", 0.0), ""),
    (axis("H", "page", "outside"), axis("V", "page", 0.0), ""),
    (axis("H", "page", 0.0), axis("V", "page", 0.0), 'simplePos="1"'),
])
def test_places_it_does_not_know_are_refused(pictured, refusals, across, down, extra):
    docx = pictured(p("x", inner=picture(across, down, extra=extra)))
    assert refusals(docx) == [("pdf-placering", f"{MAIN}, afsnit 1")]


def test_in_a_cell_only_the_cell_counts(pictured, typeset, refusals):
    def table(inner):
        return f"<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>{p('a', inner=inner)}</w:tc></w:tr></w:tbl>"

    pdf = typeset(pictured(table(picture(axis("H", "column", 5.0), axis("V", "paragraph", 3.0)))))
    assert pictures(pdf)[0][:2] == pytest.approx((EDGE + 5.4 + 5, EDGE + 3), abs=0.3)
    docx = pictured(table(picture(axis("H", "page", 5.0), axis("V", "page", 3.0))))
    assert refusals(docx) == [("pdf-placering", f"{MAIN}, afsnit 1")]


WINDOW = '<w:framePr w:w="4000" w:h="1600" w:hRule="exact" w:hSpace="141" w:wrap="around" ' \
         'w:vAnchor="page" w:hAnchor="page" w:x="1134" w:y="1500"/>'
ADDRESS = p("Alma", WINDOW) + p("Vej 1", WINDOW) + p("8000 By", WINDOW)


def test_an_address_window_stands_in_its_place(make, typeset, glyphs, tags):
    pdf = typeset(make(ADDRESS + p() * 12 + p("Kære")))
    found = glyphs(pdf)
    assert found["A"][0][0] == pytest.approx(EDGE, abs=0.5)
    assert TOP - found["A"][0][3] == pytest.approx(75, abs=0.4)
    assert found["A"][0][1] - found["V"][0][1] == pytest.approx(12.65, abs=0.1)
    assert TOP - found["K"][0][3] == pytest.approx(EDGE + 12 * 12.65, abs=0.4)
    assert tags(pdf) == "P P P P"


def test_text_beside_a_window_is_refused(make, refusals):
    for beside in (p("Kære") + p("du"), p("Kære " * 20)):
        assert refusals(make(ADDRESS + beside)) == [("pdf-ombrydning", f"{MAIN}, afsnit 1")]


def test_a_window_that_lets_no_text_beside_it_parts_the_lines(make, typeset, glyphs, refusals):
    window = ADDRESS.replace("around", "notBeside")
    found = glyphs(typeset(make(window + p("Kære") + p("du") + p("her " * 60))))
    assert TOP - found["K"][0][3] == pytest.approx(EDGE, abs=0.4)
    assert TOP - found["d"][-1][3] == pytest.approx(75 + 80, abs=0.4)
    assert TOP - found["h"][0][3] == pytest.approx(75 + 80 + 12.65, abs=0.4)
    # Where the lines of one paragraph would be parted, nobody knows yet.
    assert refusals(make(window + p("Kære " * 60))) == [("pdf-ombrydning", f"{MAIN}, afsnit 1")]


def test_what_is_placed_later_pushes_down_no_text_that_is_set(make, refusals):
    window = ADDRESS.replace("around", "notBeside")
    assert refusals(make(p("a") + p("b") + window)) == [("pdf-ombrydning", f"{MAIN}, afsnit 3")]


def test_a_frame_of_no_fixed_height_is_as_high_as_its_words(make, typeset, refusals):
    form = WINDOW.replace(' w:h="1600" w:hRule="exact"', "")
    short, long = (p(word, form) + p() * 4 + p("Kære") for word in ("Alma", "lange ord " * 40))
    for _ in range(2):
        assert typeset(make(short)).pages == 1
        assert refusals(make(long)) == [("pdf-ombrydning", f"{MAIN}, afsnit 1")]


def test_a_page_number_in_a_frame_stands_at_the_right(make, typeset, glyphs):
    form = '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="1"/>'
    footer = p("7", form) + p()
    found = glyphs(typeset(make(p("x"), running={"footer default": footer})))
    assert found["7"][0][2] == pytest.approx(595.3 - EDGE, abs=0.5)


def test_a_drop_cap_is_refused(make, refusals):
    docx = make(p("D", '<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/>') + p("er"))
    assert refusals(docx) == [("pdf-ramme", f"{MAIN}, afsnit 1")]


FLOATING = ('<w:tbl><w:tblPr><w:tblpPr {0}/><w:tblW w:w="{1}" w:type="dxa"/></w:tblPr><w:tblGrid>'
            '<w:gridCol w:w="{1}"/></w:tblGrid><w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>Alma</w:t></w:r>'
            "</w:p></w:tc></w:tr></w:tbl>")


def test_a_floating_table_stands_in_its_place(make, typeset, glyphs, refusals):
    form = 'w:vertAnchor="page" w:horzAnchor="page" w:tblpX="6000" w:tblpY="800"'
    found = glyphs(typeset(make(FLOATING.format(form, 4000) + p("Kære"))))
    assert found["A"][0][0] == pytest.approx(300 + 5.4, abs=0.5)
    assert TOP - found["A"][0][3] == pytest.approx(40, abs=0.4)
    low = FLOATING.format(form.replace("800", "1200"), 4000)
    assert refusals(make(low + p("Kære"))) == [("pdf-ombrydning", f"{MAIN}, afsnit 1")]


def test_a_floating_table_as_wide_as_the_text_stands_in_it(make, typeset, glyphs, refusals):
    form = 'w:leftFromText="141" w:rightFromText="141" w:vertAnchor="text" w:tblpY="1"'
    found = glyphs(typeset(make(p("før") + FLOATING.format(form, 9500) + p("Kære"))))
    assert found["f"][0][1] - found["A"][0][1] == pytest.approx(12.65, abs=0.2)
    assert found["A"][0][1] - found["K"][0][1] == pytest.approx(12.65, abs=0.2)
    assert refusals(make(p("x") + FLOATING.format(form, 4000))) == [
        ("pdf-ombrydning", f"{MAIN}, afsnit 2")]


FOOT = 'w:horzAnchor="margin" w:vertAnchor="margin" w:tblpXSpec="center" w:tblpYSpec="bottom"'
ROW = "<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:tc></w:tr>"


def rows(form: str, *words: str) -> str:
    return FLOATING.format(form, 9638).replace(ROW.format("Alma"), "".join(map(ROW.format, words)))


def test_each_row_of_a_floating_table_stands_below_the_one_before(make, typeset, glyphs):
    found = glyphs(typeset(make(rows(FOOT, "Alma", "Berg", "Claus"))))
    tops = [TOP - found[letter][0][3] for letter in "ABC"]
    assert tops == pytest.approx([841.9 - EDGE - step * 12.65 for step in (3, 2, 1)], abs=0.4)


def test_text_stands_above_a_table_at_the_foot(make, typeset, glyphs, read):
    table = rows(FOOT, "Alma", "Berg")
    pdf = typeset(make(p() + table + p() + p("Kære") + p("ord " * 300) + p("x", "<w:pageBreakBefore/>")))
    assert TOP - glyphs(pdf)["K"][0][3] == pytest.approx(EDGE + 2 * 12.65, abs=0.4)
    assert [page.strip()[-1] for page in read(pdf)] == ["d", "x"]
    # As long as no line is left over, the page has room for empty ones.
    assert typeset(make(table + p() * 55)).pages == 1
    assert typeset(make(table + p() * 56)).pages == 2


def test_lines_that_have_no_room_above_go_on_below(make, typeset, glyphs):
    table = rows('w:horzAnchor="margin" w:vertAnchor="page" w:tblpX="1" w:tblpY="2000"', "Alma", "Berg")
    below = 100 + 2 * 12.65 + 2 * 1.5
    for before, expected in ((1, EDGE + 3 * 12.65 - 12.65), (3, below), (4, below + 12.65)):
        for body in (p() * before + table + p("Kære"), table + p() * before + p("Kære")):
            found = glyphs(typeset(make(body.replace(p("Kære"), p() * (before == 1) + p("Kære")))))
            assert TOP - found["K"][0][3] == pytest.approx(expected, abs=0.4)


def test_a_table_in_a_low_box_keeps_its_rows_apart(make, typeset, glyphs):
    table = rows("", "Alma", "Berg", "Claus").replace("<w:tblpPr />", "")
    away = (axis("H", "page", 300.0), axis("V", "page", 600.0))
    filled = '<a:solidFill><a:srgbClr val="DDDDDD"/></a:solidFill>'
    found = glyphs(typeset(make(p("x", inner=box(*away, table + p(), filled, size=(100, 20))))))
    assert found["A"][0][1] - found["C"][0][1] == pytest.approx(2 * 12.65, abs=0.1)


AWAY = (axis("H", "page", 300.0), axis("V", "page", 100.0))


def test_a_text_box_holds_its_paragraphs(make, typeset, glyphs, tags, read):
    pdf = typeset(make(p("Kære", inner=box(*AWAY, p("Alma") + p("Vej")))))
    found = glyphs(pdf)
    assert found["A"][0][0] == pytest.approx(300 + 7.2, abs=0.5)
    assert TOP - found["A"][0][3] == pytest.approx(100 + 3.6, abs=0.4)
    assert tags(pdf) == "P P P"
    assert read(pdf)[0].split().count("Alma") == 1


def test_a_text_box_is_filled_and_framed(make, typeset):
    form = ('<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill><a:ln w="12700"><a:solidFill>'
            '<a:schemeClr val="tx1"/></a:solidFill></a:ln>')
    one, other = (typeset(make(p("x", inner=box(*AWAY, p("Alma"), each)))).data
                  for each in (form, ""))
    assert one != other


@pytest.mark.parametrize(("form", "body"), [
    ("<a:gradFill/>", ""), ('<a:xfrm rot="60000"/>', ""), ("", 'vert="vert"'), ("", 'numCol="2"'),
    ('<a:solidFill><a:schemeClr val="accent1"><a:satMod val="5000"/></a:schemeClr></a:solidFill>', ""),
    ('<a:ln><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:prstDash val="dash"/></a:ln>', ""),
    ("<a:effectLst><a:glow/></a:effectLst>", ""),
])
def test_boxes_it_cannot_draw_are_refused(make, refusals, form, body):
    docx = make(p("x", inner=box(*AWAY, p("Alma"), form, body)))
    assert refusals(docx) == [("pdf-tekstboks", f"{MAIN}, afsnit 1")]


def test_what_stands_in_a_box_is_refused_by_its_place(make, refusals):
    inner = p("Alma") + "<w:p><w:ins w:id='1'/></w:p>"
    assert refusals(make(p("x", inner=box(*AWAY, inner)))) == [
        ("pdf-sporede-aendringer", f"{MAIN}, afsnit 3")]


def test_the_last_look_finds_what_stands_elsewhere(make, typeset, about):
    body = (ADDRESS + p() * 12 + p("Kære", inner=box(*AWAY, p("Alma") + p("Vej")))
            + FLOATING.format('w:vertAnchor="text" w:tblpY="1"', 9500) + p("slut"))
    header = p("hoved", inner=box(axis("H", "page", 300.0), axis("V", "page", 5.0), p("boks")))
    docx = make(body, running={"header default": header})
    assert check_pdf(docx, typeset(docx), about) == ()
    less = make(body.replace("Vej", "Gade"), running={"header default": header})
    assert check_pdf(docx, typeset(less), about) != ()


def test_letters_with_boxes_are_the_same_each_time(make, typeset):
    for word in ("Ida", "Bo"):
        docx = make(ADDRESS + p() * 12 + p(word, inner=box(*AWAY, p(word))))
        assert typeset(docx).data == typeset(docx).data


PAGES = ('<w:framePr w:anchorLock="0" w:w="0" w:h="0" w:vSpace="0" w:hSpace="0" w:xAlign="left" '
         'w:y="0" w:hRule="exact" w:vAnchor="margin"/>')


def test_a_frame_among_the_defaults_frames_nothing(make, typeset, glyphs):
    defaults = "<w:docDefaults><w:pPrDefault><w:pPr>{}</w:pPr></w:pPrDefault></w:docDefaults>"
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in ("A ord", "B ord"))
    framed = glyphs(typeset(make(body, styles=defaults.format(PAGES))))
    assert framed == glyphs(typeset(make(body, styles=defaults.format(""))))


def test_a_frame_of_no_size_is_as_large_as_its_words(make, typeset, glyphs):
    body = (f"<w:p><w:pPr>{PAGES}</w:pPr><w:r><w:t>Aob</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>ude</w:t></w:r></w:p>")
    found = glyphs(typeset(make(body)))
    assert found["A"][0][1] == found["b"][0][1] > found["u"][0][1]
