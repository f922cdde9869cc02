"""What the engine cannot set is refused by name and place, all of it at once."""

from __future__ import annotations

import pytest

from pipeline.docx.package import Docx
from pipeline.errors import DocumentRefused
from pipeline.pdf import Attachment
from pipeline.pdf.engine import TypstEngine


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


FIELD = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {} </w:instrText></w:r>'
         '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("x")
         + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
GRAPHIC = ('<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.'
           'openxmlformats.org/drawingml/2006/{}"/></a:graphic></wp:inline></w:drawing></w:r>')

CASES = [
    (p("<w:r><w:pict><v:shape/></w:pict></w:r>"), "pdf-tekstboks"),
    (p("<w:r><mc:AlternateContent><mc:Choice Requires='wps'/></mc:AlternateContent></w:r>"),
     "pdf-tekstboks"),
    (p(GRAPHIC.format("chart")), "pdf-diagram"),
    (p(GRAPHIC.format("diagram")), "pdf-diagram"),
    (p("<w:r><w:object/></w:r>"), "pdf-objekt"),
    (p(run("x"), '<w:framePr w:dropCap="drop"/>'), "pdf-ramme"),
    (p("<w:ins>" + run("x") + "</w:ins>"), "pdf-sporede-aendringer"),
    (p("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"), "pdf-sporede-aendringer"),
    (p(run("x"), "<w:rPr><w:ins/></w:rPr>"), "pdf-sporede-aendringer"),
    (p("<w:r><w:footnoteReference w:id='1'/></w:r>"), "pdf-note"),
    (p(FIELD.format('DATE \\@ "d. MMMM yyyy"')), "pdf-felt"),
    (p(FIELD.format("REF maal")), "pdf-felt"),
    (p(FIELD.format("TOC")), "pdf-felt"),
    (p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + run("x")), "pdf-felt"),
    (p(FIELD.format("PAGE \\* ROMAN")), "pdf-sidetal"),
    (p("<m:oMath/>"), "pdf-formel"),
    (p(run("x", '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>')), "pdf-skrift"),
    (p(run("x", '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic"/>')), "pdf-skrift"),
    (p("<w:r><w:sym w:font='Wingdings' w:char='F04A'/></w:r>"), "pdf-symbol"),
    (p(run("x", "<w:outline/>")), "pdf-tekstvirkning"),
    (p(run("x", '<w:u w:val="double"/>')), "pdf-tekstvirkning"),
    (p(run("x", '<w:u w:val="single"/><w:strike/>')), "pdf-tekstvirkning"),
    (p(run("x", "<w:rtl/>")), "pdf-hoejre-mod-venstre"),
    (p(run("x"), "<w:bidi/>"), "pdf-hoejre-mod-venstre"),
    (p(run("x"), '<w:jc w:val="distribute"/>'), "pdf-justering"),
    (p(run("x"), '<w:tabs><w:tab w:val="decimal" w:pos="900"/></w:tabs>'), "pdf-tabulator"),
    (p(run("x"), '<w:pBdr><w:top w:val="wave" w:sz="4"/></w:pBdr>'), "pdf-kant"),
    (p(run("x"), '<w:shd w:val="pct25" w:fill="FFFFFF"/>'), "pdf-moenster"),
    (p("<w:r><w:br w:type='column'/></w:r>"), "pdf-spalteskift"),
    (p("<w:r><w:ruby/></w:r>"), "pdf-ukendt"),
    ("<w:altChunk/>", "pdf-udenfor"),
    ("<w:tbl><w:tblPr/><w:tr><w:tc><w:tbl><w:tblPr><w:tblpPr/></w:tblPr><w:tr><w:tc><w:p/></w:tc>"
     "</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>", "pdf-tabel-flydende"),
    ("<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr><w:textDirection w:val='btLr'/></w:tcPr><w:p/></w:tc>"
     "</w:tr></w:tbl>", "pdf-tekstretning"),
    ("<w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:br w:type='page'/></w:r></w:p></w:tc></w:tr>"
     "</w:tbl>", "pdf-sideskift-i-tabel"),
]


@pytest.mark.parametrize(("body", "code"), CASES, ids=[f"{code}-{number}" for number, (_, code)
                                                       in enumerate(CASES)])
def test_each_construct_is_refused_by_name(make, refusals, body, code):
    assert {found for found, _ in refusals(make(p(run("før")) + body))} == {code}


def test_all_refusals_come_at_once_each_with_its_place(make, refusals):
    body = p(run("a")) + CASES[0][0] + p(run("b")) + CASES[5][0]
    running = {"footer default": p(run("x")) + CASES[4][0]}
    assert refusals(make(body, running=running)) == [
        ("pdf-tekstboks", "word/document.xml, afsnit 2"),
        ("pdf-ramme", "word/document.xml, afsnit 4"),
        ("pdf-objekt", "word/footer0.xml, afsnit 2"),
    ]


def test_messages_name_no_text_of_the_document(make, engine, about, when):
    secret = "Hemmeligsen"
    body = "".join(p(run(secret), extra) for extra in ('<w:framePr w:dropCap="drop"/>', "<w:bidi/>"))
    body += p(run(secret + "\u4e2d")) + p(run(secret, '<w:rFonts w:ascii="Ukendt" w:hAnsi="U"/>'))
    with pytest.raises(DocumentRefused) as caught:
        engine.pdf(make(body), metadata=about, timestamp=when)
    for problem in caught.value.problems:
        for language in ("da", "en"):
            assert secret not in " ".join(problem.as_json(language).values())
        assert str(problem.message)
        assert str(problem.remedy)


def test_only_who_asks_is_told_the_words_of_the_place(make, about, when):
    said = "Kære Alma, her er mere at læse i brevet"
    docx = make(p(run("før")) + p(run(said) + "<w:r><w:object/></w:r>") + p("<w:r><w:object/></w:r>"))
    for quoting, place in ((False, "afsnit 2"),
                           (True, "afsnit 2 (»Kære Alma, her er mere at …«)")):
        with pytest.raises(DocumentRefused) as caught:
            TypstEngine(quoting=quoting).pdf(docx, metadata=about, timestamp=when)
        assert [problem.path for problem in caught.value.problems] == [
            f"word/document.xml, {place}", "word/document.xml, afsnit 3"]


@pytest.mark.parametrize(("text", "code"), [("\u4e2d", "U+4E2D"), ("\ue123", "U+E123"),
                                            ("\u0e01", "U+0E01")])
def test_a_character_no_font_has_is_named(make, engine, about, when, text, code):
    with pytest.raises(DocumentRefused) as caught:
        engine.pdf(make(p(run(f"abc {text} def"))), metadata=about, timestamp=when)
    (problem,) = caught.value.problems
    assert problem.code == "pdf-tegn"
    assert code in str(problem.message)
    assert caught.value.__cause__ is None
    assert "abc" not in str(problem.message)


def test_a_style_nobody_uses_refuses_nothing(make, typeset):
    styles = ('<w:style w:type="paragraph" w:styleId="R"><w:name w:val="r"/><w:pPr><w:framePr '
              'w:w="1"/></w:pPr></w:style>')
    assert typeset(make(p(run("x")), styles=styles)).pages == 1


@pytest.mark.parametrize(("data", "code"), [
    (b"<w:document", "pdf-xml"),
    (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "pdf-dtd"),
    (b"<x/>", "pdf-ikke-word"),
])
def test_a_main_part_that_is_no_word_text_is_refused(make, refusals, data, code):
    docx = make(p(run("x")))
    broken = Docx(docx.data, {**docx.parts, "word/document.xml": data})
    assert refusals(broken) == [(code, "word/document.xml")]


FILE = Attachment("sag.json", b'{"sagsnummer": "1"}', "application/json", "Sagens data")


@pytest.mark.parametrize(("standard", "attachments", "code"), [
    (("ua-1", "a-2a"), (FILE,), "pdf-vedhaeftning"),
    (("ua-1", "a-3a"), (FILE, FILE), "pdf-vedhaeftning-navn"),
    (("a-2a",), (), "pdf-standard"),
    ((), (), "pdf-standard"),
    (("ua-1", "1.7"), (), "pdf-standard"),
])
def test_wishes_that_do_not_go_together_are_refused(
        make, engine, about, when, standard, attachments, code):
    with pytest.raises(DocumentRefused) as caught:
        engine.pdf(make(p(run("x"))), metadata=about, timestamp=when, standard=standard,
                   attachments=attachments)
    assert [problem.code for problem in caught.value.problems] == [code]


@pytest.mark.parametrize("body", [
    p(run("x"), '<w:spacing w:line="mange"/>'),
    "<w:tbl><w:tblPr/><w:tr><w:trPr><w:gridBefore w:val='x'/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
    "</w:tbl>",
])
def test_a_value_that_cannot_be_read_is_refused(make, refusals, body):
    assert refusals(make(body)) == [("pdf-vaerdi", "word/document.xml")]
