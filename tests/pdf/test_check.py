"""The last look: it finds what is missing, what is too much, and what the file fails to say."""

from __future__ import annotations

import dataclasses
import io

import pikepdf
import pytest

from pipeline.pdf import Metadata, Pdf
from pipeline.pdf.proof.check import check_pdf
from pipeline.pdf.proof.text import docx_paragraphs


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def codes(docx, pdf, about):
    return [(problem.code, problem.path) for problem in check_pdf(docx, pdf, about)]


TEXT = ["Kære forældre", "Vi har modtaget jeres ansøgning om hjemmetræning.", "Venlig hilsen"]
LONG = [f"Afsnit {number} med ord nok til at fylde en hel linje og lidt af den næste, så siden "
        "deles midt i et afsnit." for number in range(60)]
FIELD = '<w:p><w:r><w:t>Side </w:t></w:r><w:fldSimple w:instr=" PAGE "/></w:p>'


def test_a_good_pdf_has_no_problems(make, typeset, about):
    docx = make("".join(map(p, TEXT)), running={"header default": p("Eksempel Kommune"),
                                                "footer default": FIELD})
    assert codes(docx, typeset(docx), about) == []


def test_paragraphs_may_break_over_pages(make, typeset, about):
    docx = make("".join(map(p, LONG)), running={"header default": p("Eksempel Kommune"),
                                                "footer default": FIELD})
    pdf = typeset(docx)
    assert pdf.pages > 1
    assert codes(docx, pdf, about) == []


def test_a_header_that_begins_like_another_pages(make, typeset, about):
    docx = make("".join(map(p, LONG)), section="<w:titlePg/>", running={
        "header first": p("Eksempel Kommune"), "header default": p("Eksempel Kommune Sag 1"),
        "footer default": FIELD})
    pdf = typeset(docx)
    assert pdf.pages > 1
    assert codes(docx, pdf, about) == []


@pytest.mark.parametrize("missing", range(3))
def test_a_missing_paragraph_is_named(make, typeset, about, missing):
    docx = make("".join(map(p, TEXT)))
    pdf = typeset(make("".join(p(text) for number, text in enumerate(TEXT) if number != missing)))
    assert ("pdf-kontrol-tekst-mangler", f"word/document.xml, afsnit {missing + 1}") in codes(
        docx, pdf, about)


@pytest.mark.parametrize("number", [0, 23, 59])
def test_one_changed_letter_is_found(make, typeset, about, number):
    changed = [text.replace("hel", "hal") if at == number else text
               for at, text in enumerate(LONG)]
    docx, pdf = make("".join(map(p, LONG))), typeset(make("".join(map(p, changed))))
    assert ("pdf-kontrol-tekst-mangler", f"word/document.xml, afsnit {number + 1}") in codes(
        docx, pdf, about)


def test_paragraphs_in_another_order_are_found(make, typeset, about):
    docx, pdf = make("".join(map(p, TEXT))), typeset(make("".join(map(p, reversed(TEXT)))))
    assert codes(docx, pdf, about)


@pytest.mark.parametrize("extra", ["Noget ingen har skrevet", "12 kr."])
def test_text_too_much_is_found(make, typeset, about, extra):
    docx, pdf = make("".join(map(p, TEXT))), typeset(make("".join(map(p, [*TEXT, extra]))))
    assert [code for code, _ in codes(docx, pdf, about)] == ["pdf-kontrol-tekst-ekstra"]


def test_a_row_that_goes_on_over_the_page_is_read_across(make, typeset, about):
    def cell(prefix):
        return "<w:tc><w:tcPr/>" + "".join(
            p(f"{prefix}{number} " + f"{prefix} ord " * 30) for number in range(20)) + "</w:tc>"

    head = ("<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr/>" + p("Mål")
            + "</w:tc><w:tc><w:tcPr/>" + p("Timer") + "</w:tc></w:tr>")
    docx = make("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='4000'/><w:gridCol w:w='4000'/>"
                f"</w:tblGrid>{head}<w:tr>{cell('venstre')}{cell('hoejre')}</w:tr></w:tbl>"
                + p("efter"))
    pdf = typeset(docx)
    assert pdf.pages > 1
    assert codes(docx, pdf, about) == []


def spanned(high: str) -> str:
    merge = '<w:tcPr><w:vMerge{}/><w:vAlign w:val="center"/></w:tcPr>'
    return ("<w:tbl><w:tblPr/><w:tr><w:tc>" + merge.format(' w:val="restart"') + p(high)
            + "</w:tc><w:tc>" + p("b1") + "</w:tc></w:tr><w:tr><w:tc>" + merge.format("") + p("")
            + "</w:tc><w:tc>" + p("b2") + "</w:tc></w:tr></w:tbl>")


def test_a_cell_that_spans_rows_may_be_read_between_them(make, typeset, about):
    docx = make(spanned("Høj celle") + p("efter"))
    assert codes(docx, typeset(docx), about) == []
    other = typeset(make(spanned("Høj selle") + p("efter")))
    assert ("pdf-kontrol-tekst-mangler", "word/document.xml, afsnit 1") in codes(
        docx, other, about)


def test_template_residue_is_found(make, typeset, about):
    docx, pdf = make(p("Kære Ida")), typeset(make(p("Kære {{ navn }}")))
    assert "pdf-kontrol-skabelonrest" in [code for code, _ in codes(docx, pdf, about)]
    said = make(p("Skriv {{ navn }} i feltet"))
    assert codes(said, typeset(said), about) == []


def test_capitals_leaders_and_hyphens_are_the_same_text(make, typeset, about):
    stops = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
    docx = make("<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Store bogstaver</w:t></w:r></w:p>"
                f"<w:p><w:pPr>{stops}</w:pPr><w:r><w:t>Løn</w:t><w:tab/><w:t>12</w:t></w:r></w:p>"
                + p("SMART-mål og hjemme-træning " * 40))
    assert codes(docx, typeset(docx), about) == []


def test_the_file_must_say_what_was_asked(make, typeset, about):
    docx = make("".join(map(p, TEXT)))
    pdf = typeset(docx)
    other = Metadata("Andet", about.author, about.subject, "en")
    assert [code for code, _ in codes(docx, pdf, other)] == [
        "pdf-kontrol-titel", "pdf-kontrol-sprog"]
    assert [code for code, _ in codes(docx, dataclasses.replace(pdf, pages=2), about)] == [
        "pdf-kontrol-sider"]


def test_an_untagged_pdf_that_claims_nothing_is_found(make, typeset, about):
    docx = make("".join(map(p, TEXT)))
    with pikepdf.open(io.BytesIO(typeset(docx).data)) as document:
        del document.Root.MarkInfo, document.Root.Metadata
        buffer = io.BytesIO()
        document.save(buffer)
    found = [code for code, _ in codes(docx, Pdf(buffer.getvalue(), 1), about)]
    assert "pdf-kontrol-tags" in found
    assert found.count("pdf-kontrol-pdfa") == 2
    assert "pdf-kontrol-pdfua" in found


def test_an_empty_page_and_a_broken_file_are_found(make, typeset, about):
    docx = make(p("a") + p("", "<w:pageBreakBefore/>") + p("b", "<w:pageBreakBefore/>"))
    assert ("pdf-kontrol-tom-side", "pdf, side 2") in codes(docx, typeset(docx), about)
    assert codes(docx, Pdf(b"%PDF-1.7 ikke rigtig", 1), about) == [
        ("pdf-kontrol-ulaeselig", "pdf")]


def test_the_text_of_a_document(make):
    body = (p("en") + "<w:p/>" + '<w:p><w:r><w:t>to</w:t><w:tab/><w:t>tre</w:t><w:br/></w:r>'
            '<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r></w:p>' + FIELD
            + "<w:tbl><w:tr><w:tc>" + p("celle") + "</w:tc></w:tr></w:tbl>")
    assert docx_paragraphs(make(body)) == ["en", "", "to\ttre\n", "Side", "celle"]


def numbered(text: str, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def numbering(*levels: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
        for number, (form, text, more) in enumerate(levels))
    return (f'<w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')


def test_a_last_paragraph_may_read_as_the_header_does(make, typeset, about):
    running = {"header default": p("Eksempel Kommune"), "footer default": p("Hjemmetræning")}
    body = [p("Kære alle"), p("Eksempel Kommune")]
    docx = make("".join(body), running=running)
    assert codes(docx, typeset(docx), about) == []
    other = typeset(make(body[0], running=running))
    assert ("pdf-kontrol-tekst-mangler", "word/document.xml, afsnit 2") in codes(docx, other, about)


def test_what_a_header_says_in_the_word_document_is_no_residue(make, typeset, about):
    running = {"header default": p("Skriv {{ navn }}")}
    docx = make(p("Kære alle"), running=running)
    assert codes(docx, typeset(docx), about) == []
    other = make(p("Kære alle"), running={"header default": p("Skriv Ida")})
    assert "pdf-kontrol-skabelonrest" in [code for code, _ in codes(other, typeset(docx), about)]


def test_a_footer_of_a_page_number_alone_is_not_too_much(make, typeset, about):
    alone = '<w:p><w:fldSimple w:instr=" PAGE "/></w:p>'
    docx = make(p("Kære alle"), running={"footer default": alone})
    assert codes(docx, typeset(docx), about) == []
    other = typeset(make(p("Kære alle") + p("Noget andet"), running={"footer default": alone}))
    assert codes(docx, other, about) == [("pdf-kontrol-tekst-ekstra", "pdf")]


@pytest.mark.parametrize(("levels", "items"), [
    ([("lowerLetter", "%1.", "")], [("a", 0), ("b", 0)]),
    ([("upperLetter", "%1", "")], [("A", 0), ("A", 0), ("CC", 0)]),
    ([("upperLetter", "%1.", ""), ("lowerLetter", "%1.%2", "<w:isLgl/>")],
     [("", 0), ("", 1), ("to", 1)]),
])
def test_lists_whose_numbers_read_as_their_words(make, typeset, about, levels, items):
    definition = numbering(*levels)
    docx = make(p("før") + "".join(numbered(*item) for item in items), numbering=definition)
    assert codes(docx, typeset(docx), about) == []
    fewer = make(p("før") + "".join(numbered(*item) for item in items[:-1]), numbering=definition)
    assert codes(docx, typeset(fewer), about)


def test_an_empty_page_is_a_warning_where_the_document_is_not_ours(make, typeset, about):
    docx = make(p("a") + p("", "<w:pageBreakBefore/>") + p("b", "<w:pageBreakBefore/>"))
    problem, = check_pdf(docx, typeset(docx), about, blank="advarsel")
    assert (problem.code, problem.path, problem.severity) == (
        "pdf-kontrol-tom-side", "pdf, side 2", "advarsel")
