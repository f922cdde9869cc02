"""Documents made to do harm: set as they stand or refused by name, soon and in little memory."""

from __future__ import annotations

import html
import struct
import time
import zlib

import pytest

from pipeline.docx.package import Docx
from pipeline.errors import DocumentRefused
from pipeline.pdf.proof.check import check_pdf
from pipeline.pdf.word.rasters import pixels

MAIN = "word/document.xml"
SOON = 20.0
"""Seconds: far more than any of these takes, far less than one that has run away."""


def p(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def nested(depth: int) -> str:
    inner = p("x")
    for _ in range(depth):
        inner = f"<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    return inner


def cells(properties: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tr>{properties}<w:tc><w:tcPr/><w:p/></w:tc></w:tr></w:tbl>"


@pytest.fixture(autouse=True)
def soon():
    start = time.monotonic()
    yield
    assert time.monotonic() - start < SOON


@pytest.mark.parametrize(("body", "code"), [
    (nested(7), "pdf-tabel-dyb"), (nested(60), "pdf-tabel-dyb"), (nested(200), "pdf-dybde"),
    (nested(5_000), "pdf-dybde"),
    ("<w:sdt><w:sdtContent>" * 200 + p("x") + "</w:sdtContent></w:sdt>" * 200, "pdf-dybde"),
    (cells('<w:trPr><w:gridBefore w:val="100000000"/></w:trPr>'), "pdf-tabel-form"),
    (cells('<w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p/></w:tc>'), "pdf-tabel-form"),
    (p("m" * 1_000_000), "pdf-ord-langt"),
    (p("x", run='<w:sz w:val="99999999"/>'), "pdf-tekstvirkning"),
    (p("x", '<w:spacing w:line="nan"/>'), "pdf-vaerdi"),
    (p("x", '<w:ind w:left="inf"/>'), "pdf-vaerdi"),
    (p("x", '<w:spacing w:before="1e308"/>'), "pdf-vaerdi"),
    ("<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 2_000 + "</w:p>", "pdf-felt"),
    *[("<w:p><w:fldSimple w:instr='TITLE'><w:r><w:fldChar w:fldCharType='" + mark + "'/></w:r>"
       "</w:fldSimple></w:p>", "pdf-felt") for mark in ("begin", "end")],
    (p("abc \ue123"), "pdf-tegn"), (p("abc \U0010fffd"), "pdf-tegn"),
])
def test_what_leads_nowhere_is_refused_by_name(make, refusals, body, code):
    assert {found for found, _ in refusals(make(body + p("slut")))} == {code}


@pytest.mark.parametrize("form", ["lowerLetter", "upperRoman"])
def test_a_list_that_starts_at_a_billion_is_refused(make, refusals, form):
    numbering = ('<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="999999999"/>'
                 f'<w:numFmt w:val="{form}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
                 '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')
    item = p("x", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    assert refusals(make(item, numbering=numbering)) == [
        ("pdf-nummerering", f"{MAIN}, afsnit 1")]


def test_a_list_level_word_does_not_have_is_no_list(make, typeset, read):
    numbering = ('<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="99"><w:lvlText w:val="%1."/>'
                 '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')
    item = p("x", '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr>')
    assert read(typeset(make(item, numbering=numbering)))[0].strip() == "x"


@pytest.mark.parametrize("size", [("0", "0"), ("-100", "-100"), ("999999999", "16838"),
                                  ("2300", "16838"), ("11906", "2300")])
def test_a_page_without_room_is_refused(make, engine, refusals, size):
    page = (f'<w:sectPr><w:pgSz w:w="{size[0]}" w:h="{size[1]}"/><w:pgMar w:top="1134" '
            'w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567"/></w:sectPr>')
    (code, _), = refusals(make(p("x"), page=page))
    assert code in ("pdf-sidestoerrelse", "pdf-vaerdi")


def test_two_thousand_pages(make, typeset):
    body = "".join(p(f"Side {number}", "<w:pageBreakBefore/>" if number else "")
                   for number in range(2_000))
    assert typeset(make(body)).pages == 2_000


def test_a_style_based_on_itself(make, typeset, read):
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/>'
                     "</w:style>" for one, other in ("AB", "BA"))
    assert read(typeset(make(p("x", '<w:pStyle w:val="A"/>'), styles=styles)))[0].strip() == "x"


def test_text_that_would_turn_round_or_run_is_shown_as_it_stands(make, typeset, read):
    text = '\u202eabc\u2066 #panic() "); eval("x") $a$ \\u{41} {{ x }} \u200fdef'
    shown = "".join(read(typeset(make(p(text))))[0].split())
    assert shown == "".join(char for char in "".join(text.split())
                            if char not in "\u202e\u2066\u200f")


def codes(engine, docx, about, when):
    """The codes of a document's refusal; none where it is set."""
    try:
        engine.pdf(docx, metadata=about, timestamp=when)
    except DocumentRefused as refused:
        return {problem.code for problem in refused.problems}
    return set()


CODE = ['#panic("x")', '"); #import "a.typ": *', "\\u{41}\\n\\\"", "$x$ *b* _i_ ~ -- --- ...",
        "@ref [x]", "// stop /* her */", "```typ #x```", "#{ while true {} }", "= ikke - en + liste",
        "{{ 7 * 7 }} {% x %}", "smart \"quotes\" 'her'", "fi ffl 1/2 (c) -> =>", "http://eksempel.dk",
        "&#36;&#x23;&amp;&lt;b&gt;"]


@pytest.mark.parametrize("text", CODE)
def test_what_looks_like_code_stands_as_it_is_written(make, typeset, read, text):
    xml = text if "&#" in text else text.replace("&", "&amp;").replace("<", "&lt;")
    heading = p(xml, '<w:pStyle w:val="H1"/>')
    cell = f"<w:tbl><w:tblPr/><w:tr><w:tc>{p(xml)}</w:tc></w:tr></w:tbl>"
    docx = make(heading + p(xml) + cell, running={"header default": p(xml)})
    wanted = "".join(html.unescape(xml).split())
    assert "".join(read(typeset(docx))[0].split()).count(wanted) == 4


@pytest.mark.parametrize(("mark", "shown"), [
    ("\u200b", ""), ("\u200e", ""), ("\u2068", ""), ("\ufeff", ""), ("\u2028", " "), ("&#x85;", None),
    ("\u00a0", "\u00a0"), ("&#xE000;", None), ("&#xFFFE;", None), ("&#xD800;", None), ("&#0;", None),
    ("&#x10FFFF;", None), ("\u0301", None)])
def test_a_mark_that_nobody_sees_changes_no_word(make, engine, read, about, when, mark, shown):
    docx = make(p(f"før{mark}efter"))
    refused = codes(engine, docx, about, when)
    assert refused <= ({"pdf-xml", "pdf-tegn"} if shown is None else set())
    if not refused:
        pdf = engine.pdf(docx, metadata=about, timestamp=when)
        assert check_pdf(docx, pdf, about) == ()
        assert "".join(f"før{shown or ''}efter".split()) in "".join(read(pdf)[0].split()) or (
            shown is None)


@pytest.mark.parametrize("target", [
    "javascript:alert(1)", "file:///etc/passwd", "//vaert/del/fil", "vbscript:x", "data:text/html,x",
    "ms-word:ofe|u|x", "\\\\vaert\\del", "http:/x y", "HTTP://x\ty"])
def test_a_link_leads_to_no_program_and_no_file(make, refusals, target):
    link = '<w:p><w:hyperlink r:id="rL"><w:r><w:t>her</w:t></w:r></w:hyperlink></w:p>'
    docx = make(link, rels={"rL": ("hyperlink", target)})
    assert refusals(docx) == [("pdf-link", f"{MAIN}, afsnit 1")]


@pytest.mark.parametrize("name", [
    "<label>", 'a"b', "#panic()", "æøå", "_", "x" * 5_000, "1) [", "&#10;"])
def test_a_bookmark_may_be_called_anything(make, typeset, read, name):
    name = name.replace("<", "&lt;").replace('"', "&quot;")
    body = (f'<w:p><w:bookmarkStart w:id="0" w:name="{name}"/><w:r><w:t>mål</w:t></w:r></w:p>'
            f'<w:p><w:hyperlink w:anchor="{name}"><w:r><w:t>hop</w:t></w:r></w:hyperlink></w:p>')
    assert read(typeset(make(body)))[0].split() == ["mål", "hop"]


def test_a_style_chain_longer_than_anybodys_is_refused(make, refusals):
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="s{number}"><w:basedOn '
                     f'w:val="s{number - 1}"/></w:style>' for number in range(5_000))
    assert refusals(make(p("x", '<w:pStyle w:val="s4999"/>'), styles=styles)) == [
        ("pdf-vaerdi", f"{MAIN}, afsnit 1")]


def test_lists_that_point_at_each_other_end(make, typeset, read):
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{one}"><w:styleLink w:val="S{one}"/><w:numStyleLink '
        f'w:val="S{other}"/></w:abstractNum><w:num w:numId="{one}"><w:abstractNumId w:val="{one}"/>'
        "</w:num>"
        for one, other in ((1, 2), (2, 1)))
    item = p("x", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    assert read(typeset(make(item, numbering=numbering)))[0].strip() == "x"


def test_a_note_in_its_own_note_is_refused(make, refusals):
    reference = "<w:p><w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    docx = make(reference, rels={"rN": ("footnotes", "footnotes.xml")})
    notes = docx.parts[MAIN].replace(b"<w:body>", b"<w:footnote w:id='1'>").partition(b"<w:sectPr>")[0]
    notes = notes.replace(b"w:document", b"w:footnotes") + b"</w:footnote></w:footnotes>"
    assert {code for code, _ in refusals(Docx(docx.data, {
        **docx.parts, "word/footnotes.xml": notes}))} == {"pdf-note"}


def test_data_bound_to_a_control_and_fonts_inside_are_left_alone(make, typeset, read):
    control = ('<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr>'
               "<w:sdtContent>" + p("vist") + "</w:sdtContent></w:sdt>")
    docx = make(control)
    parts = {**docx.parts, "customXml/item1.xml": b"<a>Hemmelig</a>",
             "word/fonts/font1.odttf": b"\0" * 99}
    assert read(typeset(Docx(docx.data, parts)))[0].strip() == "vist"


@pytest.mark.parametrize("value", ["nan", "-inf", "1e400", "9" * 10, "9" * 20, "-5", "x", ""])
def test_no_measure_spoils_the_letters_that_come_after(make, engine, about, when, typeset, value):
    bodies = [p("x", f'<w:{one}/>') for one in (
        f'ind w:left="{value}"', f'spacing w:before="{value}" w:line="{value}"')]
    bodies += [p("x", run=f'<w:{name} w:val="{value}"/>') for name in (
        "sz", "spacing", "position", "w", "kern")]
    bodies += [p("x", f'<w:pBdr><w:top w:val="single" w:sz="{value}" w:space="{value}"/></w:pBdr>'),
               f'<w:tbl><w:tblPr><w:tblInd w:w="{value}"/></w:tblPr><w:tblGrid><w:gridCol '
               f'w:w="{value}"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="{value}"/></w:trPr>'
               f"<w:tc>{p('x')}</w:tc></w:tr></w:tbl>"]
    for body in bodies:
        assert codes(engine, make(body), about, when) <= {
            "pdf-vaerdi", "pdf-tekstvirkning", "pdf-kant"}
        assert typeset(make(p("og så et brev"))).pages == 1


@pytest.mark.parametrize("body", [
    p("x " * 100_000), "<w:p/>" * 20_000 + p("x"), p("\u00ad".join("ab" * 5_000)),
    "<w:p>" + "<w:r><w:tab/></w:r>" * 2_000 + "<w:r><w:t>x</w:t></w:r></w:p>"])
def test_much_of_the_same_is_set_soon(make, typeset, body):
    assert typeset(make(body)).pages


def png(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data))
            + chunk(b"IEND", b""))


def pictured(make, data: bytes, size: int = 635_000, target: str = "media/b.png") -> Docx:
    body = ('<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{0}" cy="{0}"/><wp:docPr id="1" '
            'name="b" descr="Logo"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/'
            'drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:embed="rIm"/></pic:blipFill>'
            "<pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>")
    return make(body.format(size), rels={"rIm": ("image", target)}, media={"b.png": data})


def test_a_picture_of_a_hundred_million_points_is_set(make, typeset):
    side = 10_000
    assert typeset(pictured(make, png(side, side, b"\0" * (side + 1) * side))).pages == 1


@pytest.mark.parametrize(("data", "size", "code"), [
    (png(60_000, 60_000), 635_000, "pdf-billede-stoerrelse"),
    (b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03", 635_000, "pdf-billede-stoerrelse"),
    (png(4, 4, b"\0" * 20), 0, "pdf-billede-stoerrelse"),
    (png(4, 4, b"\0" * 20), -635_000, "pdf-billede-stoerrelse"),
    (png(4, 4, b"\0" * 20), 10**12, "pdf-billede-stoerrelse"),
    (png(4, 4, b"\0" * 20)[:40], 635_000, "pdf-billede-fil"),
    (b"\xff\xd8\xff" + b"x" * 100, 635_000, "pdf-billede-fil"),
    (b"<svg/>", 635_000, "pdf-billede-format"),
])
def test_pictures_that_are_too_much_or_none_are_refused(make, refusals, data, size, code):
    assert [found for found, _ in refusals(pictured(make, data, size))] == [code]


def test_a_picture_from_outside_is_refused(make, refusals):
    docx = pictured(make, png(4, 4, b"\0" * 20), target="https://example.org/b.png")
    rels = docx.parts["word/_rels/document.xml.rels"].replace(
        b'b.png"', b'b.png" TargetMode="External"')
    outside = Docx(docx.data, {**docx.parts, "word/_rels/document.xml.rels": rels})
    assert refusals(outside) == [("pdf-udenfor", f"{MAIN}, afsnit 1")]


def test_a_missing_alternative_text_names_the_picture(make, engine, about, when):
    for name, shown in (("b.png", "b.png"), ("Alma Jensen.png", "?")):
        docx = pictured(make, png(4, 4, b"\0" * 20), target=f"media/{name}")
        parts = {**docx.parts, f"word/media/{name}": docx.parts["word/media/b.png"],
                 MAIN: docx.parts[MAIN].replace(b' descr="Logo"', b"")}
        with pytest.raises(DocumentRefused) as caught:
            engine.pdf(Docx(docx.data, parts), metadata=about, timestamp=when)
        (problem,) = caught.value.problems
        assert problem.code == "pdf-billede-alternativ-tekst"
        assert f"Billedet {shown} " in str(problem.message)


def test_points_are_read_from_the_files_own_head():
    assert pixels(png(300, 20)) == 6_000
    assert pixels(b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2\x00\x11\x08\x00\x0a\x00\x14\x03") == 200
    assert pixels(b"\xff\xd8\xff") == 0


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml", "word/settings.xml",
                                  "word/_rels/document.xml.rels"])
@pytest.mark.parametrize("data", [b"", b"<w:styles", b"\xff\xfe\x00", b"<!DOCTYPE x><x/>"])
def test_a_broken_part_is_refused_by_its_name(make, refusals, part, data):
    docx = make(p("x"))
    found = refusals(Docx(docx.data, {**docx.parts, part: data}))
    assert found[0][0] in ("pdf-xml", "pdf-dtd")
    assert found[0][1] == part
