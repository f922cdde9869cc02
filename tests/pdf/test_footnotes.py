"""Footnotes and endnotes: numbered, linked, tagged, at the foot of their page or after it all."""

from __future__ import annotations

import io

import pikepdf
import pytest

from pipeline.docx.package import Docx
from pipeline.pdf.proof.check import check_pdf

RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


def refer(number: int, kind: str = "footnote", extra: str = "") -> str:
    return f'<w:r>{RAISED}<w:{kind}Reference w:id="{number}"{extra}/></w:r>'


def note(number: int, text: str, kind: str = "footnote") -> str:
    return (f'<w:{kind} w:id="{number}"><w:p><w:r>{RAISED}<w:{kind}Ref/></w:r>{run(text)}</w:p>'
            f"</w:{kind}>")


def said(pages) -> list[str]:
    """The pages' text without spaces: a reader cannot tell whether a raised mark stands apart."""
    return ["".join(page.split()) for page in pages]


LINE = '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>'


@pytest.fixture
def noted(make):
    """A document with these notes, by kind."""

    def build(body: str, notes: str, kind: str = "footnote", **more: object) -> Docx:
        docx = make(body, rels={"rNote": (f"{kind}s", f"{kind}s.xml")}, **more)
        head = docx.parts["word/styles.xml"].partition(b">")[0].replace(b"w:styles", b"w:notes")
        part = head + b">" + (LINE.format(kind) + notes).encode() + b"</w:notes>"
        return Docx(docx.data, {**docx.parts, f"word/{kind}s.xml": part})

    return build


def test_a_footnote_stands_at_the_foot_of_its_page(noted, typeset, glyphs, tags, read, about):
    docx = noted(p(run("Loven"), refer(5), run(" siger.")) + p(run("Og"), refer(3)),
                 note(3, " Zulu") + note(5, " Xray"))
    pdf = typeset(docx)
    found = glyphs(pdf)
    assert found["X"][0][1] > found["Z"][0][1]
    assert found["Z"][0][1] == pytest.approx(56.7, abs=4)
    assert tags(pdf) == "P(Lbl(Link(Span)) Note(P)) P(Lbl(Link(Span)) Note(P))"
    words = " ".join(read(pdf)[0].split())
    assert words.index("Xray") < words.index("Zulu")
    assert words.count("1") == words.count("2") == 2
    assert check_pdf(docx, pdf, about) == ()
    less = Docx(docx.data, {**docx.parts, "word/footnotes.xml": docx.parts[
        "word/footnotes.xml"].replace(b"Zulu", b"Andet")})
    assert "word/footnotes.xml" in [problem.path for problem in check_pdf(less, pdf, about)]


def test_a_footnote_of_the_second_page_stands_there(noted, typeset, read, about):
    docx = noted("".join(p(run(f"linje {number}")) for number in range(70)) + p(run("x"), refer(1)),
                 note(1, " Bemærk"))
    pdf = typeset(docx)
    pages = read(pdf)
    assert "Bemærk" not in pages[0]
    assert "Bemærk" in pages[1]
    assert check_pdf(docx, pdf, about) == ()


def test_a_footnote_in_a_cell(noted, typeset, read):
    table = ("<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>" + p(run("celle"), refer(1))
             + "</w:tc></w:tr></w:tbl>")
    assert "Bemærk" in read(typeset(noted(table, note(1, " Bemærk"))))[0]


def test_endnotes_come_last(noted, typeset, read, about):
    body = p(run("Loven"), refer(1, "endnote")) + p(run("siger"), refer(2, "endnote"))
    docx = noted(body, note(1, " Første", "endnote") + note(2, " Anden", "endnote"), "endnote")
    pdf = typeset(docx)
    assert read(pdf)[0].split() == ["Loveni", "sigerii", "i", "Første", "ii", "Anden"]
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        assert len(document.pages[0].Annots) == 2
    assert check_pdf(docx, pdf, about) == ()


def test_numbers_as_the_document_says(noted, typeset, read):
    settings = '<w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr>'
    docx = noted(p(run("Loven"), refer(1)), note(1, " Bemærk"), settings=settings)
    assert read(typeset(docx))[0].split() == ["Lovena", "a", "Bemærk"]


@pytest.mark.parametrize(("form", "settings", "section", "marks"), [
    ('<w:numFmt w:val="upperRoman"/>', False, True, "I II"),
    ('<w:numStart w:val="4"/>', False, True, "4 5"),
    ('<w:numStart w:val="4"/>', True, False, "4 5"),
    ('<w:numFmt w:val="chicago"/>', True, False, "* \u2020"),
    ('<w:pos w:val="pageBottom"/><w:numRestart w:val="continuous"/>', True, True, "1 2"),
])
def test_notes_count_as_the_document_or_its_section_says(
        noted, typeset, read, about, form, settings, section, marks):
    form = f"<w:footnotePr>{form}</w:footnotePr>"
    docx = noted(p(run("x"), refer(1)) + p(run("y"), refer(2)), note(1, " En") + note(2, " To"),
                 settings=form if settings else "", section=form if section else "")
    pdf = typeset(docx)
    first, second = marks.split()
    assert said(read(pdf)) == [f"x{first}y{second}{first}En{second}To"]
    assert check_pdf(docx, pdf, about) == ()


def sections(first: str, form: str = "", kind: str = "") -> str:
    sheet = ('<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
             'w:left="1134" w:header="567" w:footer="567"/>')
    kind = f'<w:type w:val="{kind}"/>' if kind else ""
    return f"<w:p><w:pPr><w:sectPr>{form}{kind}{sheet}</w:sectPr></w:pPr>{first}</w:p>"


def test_notes_start_over_with_each_section(noted, typeset, read):
    form = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
    body = sections(run("x") + refer(1), form) + p(run("y"), refer(2))
    docx = noted(body, note(1, " En") + note(2, " To"), section=form)
    assert said(read(typeset(docx))) == ["x11En", "y11To"]


ENDS = '<w:endnotePr><w:pos w:val="sectEnd"/></w:endnotePr>'


def test_endnotes_at_the_end_of_their_section(noted, typeset, read, about):
    body = sections(run("x") + refer(1, "endnote")) + p(run("y"), refer(2, "endnote"))
    docx = noted(body, note(1, " En", "endnote") + note(2, " To", "endnote"), "endnote", settings=ENDS)
    pdf = typeset(docx)
    assert said(read(pdf)) == ["xiiEn", "yiiiiTo"]
    assert check_pdf(docx, pdf, about) == ()


def test_endnotes_in_the_middle_of_a_page_are_refused(noted, refusals):
    sheet = ('<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar '
             'w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" '
             'w:footer="567"/></w:sectPr>')
    body = sections(run("x") + refer(1, "endnote")) + p(run("y"))
    docx = noted(body, note(1, " En", "endnote"), "endnote", settings=ENDS, page=sheet)
    assert [code for code, _ in refusals(docx)] == ["pdf-note"]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_mark_of_its_own_stands_as_the_text_says(noted, typeset, read, about, kind):
    own = refer(1, kind, ' w:customMarkFollows="1"').replace("</w:r>", "<w:t>*)</w:t></w:r>")
    marked = note(1, " Egen", kind).replace(f"<w:{kind}Ref/>", "<w:t>*)</w:t>")
    docx = noted(p(run("x"), own) + p(run("y"), refer(2, kind)), marked + note(2, " To", kind), kind)
    pdf = typeset(docx)
    first = "1" if kind == "footnote" else "i"
    assert said(read(pdf)) == [f"x*)y{first}*)Egen{first}To"]
    assert check_pdf(docx, pdf, about) == ()


def test_forms_of_notes_that_are_not_there_refuse_nothing(make, typeset):
    form = '<w:footnotePr><w:pos w:val="beneathText"/><w:numRestart w:val="eachPage"/></w:footnotePr>'
    assert typeset(make(p(run("x")), section=form, settings=form)).pages == 1


@pytest.mark.parametrize(("reference", "settings", "section"), [
    (refer(9), "", ""),
    (refer(1), '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>', ""),
    (refer(1), '<w:footnotePr><w:numFmt w:val="hebrew1"/></w:footnotePr>', ""),
    (refer(1), '<w:footnotePr><w:pos w:val="beneathText"/></w:footnotePr>', ""),
    (refer(1), "", '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>'),
])
def test_notes_it_cannot_set_are_refused(noted, refusals, reference, settings, section):
    docx = noted(p(run("x"), reference), note(1, "y"), settings=settings, section=section)
    assert {code for code, _ in refusals(docx)} == {"pdf-note"}


def test_what_stands_in_a_note_is_refused_by_its_place(noted, refusals):
    inner = note(1, "y") + note(2, "z").replace("<w:p>", "<w:p><w:ins w:id='1'/>")
    assert refusals(noted(p(run("x"), refer(1), refer(2)), inner)) == [
        ("pdf-sporede-aendringer", "word/footnotes.xml, afsnit 3")]


def test_notes_of_letters_of_one_shape_are_their_own(noted, typeset, read):
    for word in ("Ida", "Bo"):
        docx = noted(p(run("x"), refer(1)), note(1, " " + word))
        assert word in read(typeset(docx))[0]
