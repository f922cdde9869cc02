"""Drawings in Word's older language, and shapes without words in the newer one."""

from __future__ import annotations

import ctypes
import io

import pypdfium2
import pytest
from PIL import Image

from pipeline.pdf.proof.check import check_pdf

TOP, EDGE, EMU = 841.9, 56.7, 12_700
RISE = 10.32
"""How far below the top of its line Arial of 11 points has its baseline."""
OFFICE = ('xmlns:o="urn:schemas-microsoft-com:office:office" '
          'xmlns:w10="urn:schemas-microsoft-com:office:word"')
AT_PAGE = ("position:absolute;margin-left:300pt;margin-top:100pt;width:100pt;height:50pt;z-index:1;"
           "mso-position-horizontal-relative:page;mso-position-vertical-relative:page")


def p(text: str = "", inner: str = "") -> str:
    words = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p>{inner}{words}</w:p>"


def pict(inner: str) -> str:
    return f"<w:r><w:pict {OFFICE}>{inner}</w:pict></w:r>"


def box(text: str, style: str = AT_PAGE, form: str = "", inner: str = "", frame: str = "") -> str:
    return pict(f'<v:shapetype id="_x0000_t202"/><v:shape type="#_x0000_t202" style="{style}" {form}>'
                f"{inner}<v:textbox {frame}><w:txbxContent>{text}</w:txbxContent></v:textbox></v:shape>")


@pytest.fixture
def start():
    """Where the first A of the first page begins on its baseline, from the page's left and top."""

    def found(pdf):
        document = pypdfium2.PdfDocument(pdf.data)
        text = document[0].get_textpage()
        number = text.get_text_range().replace("\r\n", "  ").index("A")
        x, y = ctypes.c_double(), ctypes.c_double()
        pypdfium2.raw.FPDFText_GetCharOrigin(text.raw, number, x, y)
        text.close()
        document.close()
        return x.value, TOP - y.value

    return found


@pytest.fixture
def paths():
    """Where each drawn path is: left, top (from the page's top), width and height."""

    def found(pdf):
        document = pypdfium2.PdfDocument(pdf.data)
        bounds = [drawn.get_bounds()
                  for drawn in document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
        document.close()
        return [(left, TOP - top, right - left, top - bottom) for left, bottom, right, top in bounds]

    return found


def test_a_text_box_stands_where_it_says(make, typeset, start, tags, about):
    docx = make(p("Kære", box(p("Alma") + p("Vej"), form='stroked="f"')))
    pdf = typeset(docx)
    assert start(pdf) == pytest.approx((300 + 7.2, 100 + 3.6 + RISE), abs=0.2)
    assert tags(pdf) == "P P P"
    assert check_pdf(docx, pdf, about) == ()
    assert check_pdf(make(p("Kære", box(p("Alma") + p("Gade")))), pdf, about) != ()


def test_a_box_has_a_frame_a_colour_and_insets(make, typeset, start, paths):
    docx = make(p("x", box(p("Alma"), form='fillcolor="#abc [3212]" strokeweight="2pt"',
                           frame='inset="10pt,20pt,,"')))
    pdf = typeset(docx)
    assert start(pdf) == pytest.approx((310, 120 + RISE), abs=0.2)
    assert any(each == pytest.approx((300, 100, 100, 50), abs=4.1) for each in paths(pdf))


@pytest.mark.parametrize(("style", "left", "top"), [
    ("position:absolute;margin-left:1in;margin-top:5pt;width:50pt;height:20pt", EDGE + 72, EDGE + 5),
    ("position:absolute;margin-left:0;margin-top:0;width:50pt;height:20pt;"
     "mso-position-horizontal:right;mso-position-horizontal-relative:margin;"
     "mso-position-vertical:bottom;mso-position-vertical-relative:page", 595.3 - EDGE - 50, TOP - 20),
])
def test_places_are_counted_from_the_text_or_lined_up(make, typeset, start, style, left, top):
    found = start(typeset(make(p("x", box(p("A"), style)))))
    assert found == pytest.approx((left + 7.2, top + 3.6 + RISE), abs=0.2)


def test_other_programs_name_their_types_otherwise(make, typeset, start):
    drawn = box(p("A"), form='stroked="f"').replace("_x0000_t202", "shapetype_202")
    sized = AT_PAGE + ";mso-width-percent:400;mso-width-relative:margin"
    for each in (drawn, drawn.replace(AT_PAGE, sized)):
        assert start(typeset(make(p("x", each)))) == pytest.approx((307.2, 103.6 + RISE), abs=0.2)


@pytest.mark.parametrize(("code", "drawn"), [
    ("pdf-tekstboks", box(p("A"), AT_PAGE + ";rotation:90")),
    ("pdf-tekstboks", box(p("A"), AT_PAGE + ";mso-left-percent:250")),
    ("pdf-tekstboks", box(p("A"), AT_PAGE.replace("width:100pt", "width:meget"))),
    ("pdf-tekstboks", box(p("A"), AT_PAGE.replace("relative:page", "relative:char"))),
    ("pdf-tekstboks", box(p("A"), frame='style="layout-flow:vertical"')),
    ("pdf-tekstboks", box(p("A"), form='fillcolor="fill darken(118)"')),
    ("pdf-tekstboks", box(p("A"), inner='<v:fill type="gradient"/>')),
    ("pdf-tekstboks", box(p("A"), inner='<v:stroke dashstyle="dash"/>')),
    ("pdf-tekstboks", box(p("A"), inner='<v:shadow on="t"/>')),
    ("pdf-tekstboks", box(p("A")).replace("#_x0000_t202", "#_x0000_t136")),
    ("pdf-tekstboks", pict(f'<v:oval style="{AT_PAGE}"/>')),
    ("pdf-tekstboks", pict(f'<v:rect style="{AT_PAGE}"/><v:rect style="{AT_PAGE}"/>')),
    ("pdf-tekstboks", pict(f'<v:shape type="#_x0000_t136" style="{AT_PAGE}">'
                           '<v:textpath string="KLADDE"/></v:shape>')),
    ("pdf-ombrydning", box(p("A"), AT_PAGE, inner='<w10:wrap type="square"/>')),
])
def test_what_it_cannot_draw_is_refused(make, refusals, code, drawn):
    docx = make(p("før") + p("x", drawn))
    assert {found for found, _ in refusals(docx)} == {code}


def test_a_shape_type_alone_draws_nothing(make, typeset):
    with_type = make(p("x", pict('<v:shapetype id="_x0000_t202"/>')))
    assert typeset(with_type).data == typeset(make(p("x"))).data


def picture(extra: str = "", style: str = "width:40pt;height:20pt") -> str:
    return pict(f'<v:shape type="#_x0000_t75" style="{style}" alt="Logo">'
                f'<v:imagedata r:id="rIm" {extra}/></v:shape>')


def pictured(make, body: str):
    buffer = io.BytesIO()
    Image.new("RGB", (20, 10), (200, 30, 30)).save(buffer, "PNG")
    return make(body, rels={"rIm": ("image", "media/b.png")}, media={"b.png": buffer.getvalue()})


def test_a_picture_stands_in_its_line(make, typeset, tags):
    pdf = typeset(pictured(make, p("x", picture())))
    document = pypdfium2.PdfDocument(pdf.data)
    (drawn,) = document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    left, bottom, right, top = drawn.get_bounds()
    document.close()
    assert (right - left, top - bottom) == pytest.approx((40, 20), abs=0.1)
    assert "Figure" in tags(pdf)


def test_a_picture_without_description_is_refused(make, refusals):
    docx = pictured(make, p("x", picture().replace('alt="Logo"', "")))
    assert [code for code, _ in refusals(docx)] == ["pdf-billede-alternativ-tekst"]
    odd = pictured(make, p("x", picture('gain="2"')))
    assert [code for code, _ in refusals(odd)] == ["pdf-tekstboks"]


def test_a_rule_runs_across_the_page(make, typeset, paths, tags, glyphs):
    line = '<v:rect style="width:0;height:1.5pt" o:hralign="center" o:hrstd="t" o:hr="t"/>'
    pdf = typeset(make(p("før") + p(inner=pict(line)) + p("efter")))
    (drawn,) = paths(pdf)
    assert drawn[2] == pytest.approx(595.3 - 2 * EDGE, abs=3.1)
    found = glyphs(pdf)
    assert found["f"][0][1] - found["f"][1][1] == pytest.approx(2 * 12.65, abs=0.1)
    assert "Figure" not in tags(pdf)


SHAPE = ('<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset>'
         '</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset>'
         '</wp:positionV><wp:extent cx="{cx}" cy="{cy}"/><wp:wrapNone/>'
         '<wp:docPr id="1" name="s" {about}/>'
         '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/'
         'wordprocessingShape"><wps:wsp><wps:spPr>{form}</wps:spPr>{style}<wps:bodyPr/></wps:wsp>'
         "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>")
LINE = '<a:ln w="12700"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>{}</a:ln>'


def drawn_shape(kind: str, form: str = LINE.format(""), style: str = "", about: str = "") -> str:
    return SHAPE.format(x=100 * EMU, y=20 * EMU, cx=200 * EMU, cy=10 * EMU, style=style, about=about,
                        form=f'<a:prstGeom prst="{kind}"/>{form}')


@pytest.mark.parametrize("kind", ["rect", "line", "straightConnector1", "ellipse"])
def test_a_shape_without_words_only_decorates(make, typeset, paths, tags, kind):
    pdf = typeset(make(p("x", drawn_shape(kind))))
    (drawn,) = paths(pdf)
    assert drawn == pytest.approx((100, 20, 200, 10), abs=2.2)
    assert tags(pdf) == "P"


def test_a_shape_takes_its_colours_from_the_theme(make, typeset, paths):
    style = ('<wps:style><a:lnRef idx="2"><a:schemeClr val="accent1"><a:shade val="50000"/>'
             '</a:schemeClr></a:lnRef><a:fillRef idx="1"><a:schemeClr val="accent1"/></a:fillRef>'
             "</wps:style>")
    assert len(paths(typeset(make(p("x", drawn_shape("rect", "", style)))))) >= 1


@pytest.mark.parametrize("drawn", [
    drawn_shape("rightArrow"),
    drawn_shape("rect", "<a:gradFill/>"),
    drawn_shape("rect", about='descr="En pil"'),
    drawn_shape("line", LINE.format('<a:tailEnd type="triangle"/>')),
    drawn_shape("rect", "", '<wps:style><a:fillRef idx="3"><a:schemeClr val="accent1"/></a:fillRef>'
                            "</wps:style>"),
])
def test_shapes_it_cannot_draw_are_refused(make, refusals, drawn):
    assert [code for code, _ in refusals(make(p("x", drawn)))] == ["pdf-tekstboks"]
