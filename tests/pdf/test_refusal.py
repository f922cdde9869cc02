"""What the engine cannot set is refused by name and place, all of it at once."""

from __future__ import annotations

import pytest

from pipeline.docx.package import Docx
from pipeline.errors import DocumentRefused
from pipeline.pdf import Attachment
from pipeline.pdf.engines import AutoEngine
from pipeline.pdf.setting.engine import TypstEngine
from pipeline.pdf.word import refusal
from pipeline.pdf.word.refusal import _REASONS


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
    (p(FIELD.format("EQ x")), "pdf-felt"),
    (p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + run("x")), "pdf-felt"),
    (p(FIELD.format("PAGE \\* ROMAN")), "pdf-sidetal"),
    (p("<m:oMath/>"), "pdf-formel"),
    (p(run("x", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')), "pdf-skrift"),
    (p("<w:r><w:sym w:font='Wingdings' w:char='F04A'/></w:r>"), "pdf-symbol"),
    (p(run("x", "<w:outline/>")), "pdf-tekstvirkning"),
    (p(run("x", '<w:u w:val="double"/>')), "pdf-tekstvirkning"),
    (p(run("x", '<w:u w:val="single"/><w:strike/>')), "pdf-tekstvirkning"),
    (p(run("x", "<w:rtl/>")), "pdf-hoejre-mod-venstre"),
    (p(run("x"), "<w:bidi/>"), "pdf-hoejre-mod-venstre"),
    (p(run("x"), '<w:jc w:val="distribute"/>'), "pdf-justering"),
    (p(run("x"), '<w:tabs><w:tab w:val="decimal" w:pos="900"/></w:tabs>'), "pdf-tabulator"),
    (p(run("x"), '<w:pBdr><w:top w:val="wave" w:sz="4"/></w:pBdr>'), "pdf-kant"),
    (p(run("x"), '<w:shd w:val="diagStripe" w:fill="FFFFFF"/>'), "pdf-moenster"),
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


OBJECT = "<w:r><w:object/></w:r>"
SAID = (run("Kære Alma, her er mere ") + OBJECT + run(" at læse i brevet end før."))


def told(docx, engine, about, when):
    with pytest.raises(DocumentRefused) as caught:
        engine.pdf(docx, metadata=about, timestamp=when)
    return caught.value


def test_only_who_asks_is_told_the_words_of_the_place(make, about, when):
    docx = make(p(run("før")) + p(SAID) + p(OBJECT))
    for quoting, words in ((False, ["", ""]), (True, [
            "… Alma, her er mere […] at læse i brevet …", "… i brevet end før. […]"])):
        error = told(docx, TypstEngine(quoting=quoting), about, when)
        assert [problem.path for problem in error.problems] == [
            "word/document.xml, afsnit 2", "word/document.xml, afsnit 3"]
        assert [problem.words for problem in error.problems] == words
        assert "Alma" not in f"{error}{error!r}"
        for problem in error.problems:
            assert ("words" in problem.as_json()) is quoting
            assert "Alma" not in " ".join(
                value for key, value in problem.as_json("en").items() if key != "words")


QUOTES = [
    (p(run("a b c d e ") + run("f g", "<w:rtl/>") + run(" h i j k l")), "… b c d e [f g] h i j k …"),
    (p(run("et to"), "<w:bidi/>"), "et to"),
    (p(run("1 2 3 4 5 6 7 8 9"), "<w:bidi/>"), "1 2 3 4 5 6 7 8 …"),
    (p(run("op\u202e\u009b31mned"), "<w:bidi/>"), "op\ufffd31mned"),
    (p(run("m" * 90), "<w:bidi/>"), "m" * 30 + "…"),
    (p(run("Ærø") + "<w:ins>" + run("ny") + "</w:ins>"), "Ærø[ny]"),
    (p(OBJECT), ""),
]


@pytest.mark.parametrize(("body", "words"), QUOTES)
def test_words_stand_around_what_is_meant_and_drive_no_terminal(make, about, when, body, words):
    error = told(make(body), TypstEngine(quoting=True), about, when)
    assert error.problems[0].words == words


def test_a_place_is_told_by_numbers_in_either_language(make, about, when):
    heading = p(run("Alma"), '<w:pStyle w:val="H1"/>')
    table = f"<w:tbl><w:tblPr/><w:tr><w:tc>{p(OBJECT)}</w:tc></w:tr></w:tbl>"
    docx = make(heading + table + heading + p(OBJECT), running={"header default": p(OBJECT)})
    problems = told(docx, TypstEngine(), about, when).problems
    assert [str(problem.place) for problem in problems] == [
        "brødteksten, afsnit 2, i tabel nr. 1, efter overskrift nr. 1",
        "brødteksten, afsnit 4, efter overskrift nr. 2", "et sidehoved, afsnit 1"]


def test_a_part_with_a_name_of_its_own_is_not_named(make, about, when):
    docx = make(p(run("x")), running={"header default": p(OBJECT)})
    rels = docx.parts["word/_rels/document.xml.rels"].replace(b"header0.xml", b"Alma.xml")
    other = Docx(docx.data, {**docx.parts, "word/Alma.xml": docx.parts["word/header0.xml"],
                             "word/_rels/document.xml.rels": rels})
    problem, = told(other, TypstEngine(), about, when).problems
    assert (problem.path, str(problem.place)) == ("?, afsnit 1", "en del af dokumentet, afsnit 1")


def test_the_way_out_by_another_engine_is_only_where_there_is_one(make, about, when):
    def remedies(engine, body):
        return [str(problem.remedy) for problem in told(make(body), engine, about, when).problems]

    class Other:
        def pdf(self, *_, **__):
            raise DocumentRefused([])

    assert "--engine auto" in remedies(TypstEngine(), p(OBJECT))[0]
    assert "--engine auto" not in remedies(AutoEngine(TypstEngine(), Other()), p(OBJECT))[0]
    assert "--engine auto" not in remedies(TypstEngine(), p("<w:ins/>"))[0]
    for code in _REASONS:
        assert "--format" not in str(refusal.problem(code, "pdf").remedy)


def test_a_value_nobody_can_read_hides_no_other_refusal(make, refusals):
    unread = p(run("x"), '<w:spacing w:line="mange"/>')
    assert [code for code, _ in refusals(make(p(OBJECT) + unread + p("<w:ins/>")))] == [
        "pdf-objekt", "pdf-vaerdi", "pdf-sporede-aendringer"]


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


def test_every_character_no_font_has_is_told_where_it_stands(make, about, when):
    docx = make(p(run("Alma har \u4e2d her")) + p(run("intet")) + p(run("\u0e01\u4e2d")),
                running={"footer default": p(run("fod \u0e02"))})
    error = told(docx, TypstEngine(quoting=True), about, when)
    assert [(problem.path, dict(problem.message.values)["tegn"], problem.words)
            for problem in error.problems] == [
        ("word/document.xml, afsnit 1", "U+4E2D", "Alma har [\u4e2d] her"),
        ("word/document.xml, afsnit 3", "U+0E01 U+4E2D", "[\u0e01]\u4e2d"),
        ("word/footer0.xml, afsnit 1", "U+0E02", "fod [\u0e02]")]
    plain = told(docx, TypstEngine(), about, when)
    assert [problem.words for problem in plain.problems] == ["", "", ""]


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
    assert refusals(make(body)) == [("pdf-vaerdi", "word/document.xml, afsnit 1")]
