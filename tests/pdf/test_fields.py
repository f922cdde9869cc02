"""Fields: pages worked out, stored results as they stand, forms, lists of contents."""

from __future__ import annotations

import io

import pikepdf
import pytest

from pipeline.pdf.proof.check import check_pdf


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def begin(instruction: str) -> str:
    return (mark("begin") + f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
            + mark("separate"))


def field(instruction: str, result: str = "gemt") -> str:
    return begin(instruction) + (r(result) if result else "") + mark("end")


def p(*inner: str, form: str = "") -> str:
    return f"<w:p><w:pPr>{form}</w:pPr>{''.join(inner)}</w:p>"


def bookmarked(name: str, text: str) -> str:
    return f'<w:bookmarkStart w:id="1" w:name="{name}"/>{r(text)}<w:bookmarkEnd w:id="1"/>'


BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@pytest.mark.parametrize("instruction", [
    'DATE \\@ "d. MMMM yyyy"', "TIME", "REF maal", "NOTEREF n", "STYLEREF H1", "AUTHOR", "FILENAME",
    "CREATEDATE", "= SUM(ABOVE)", "=2*3", 'IF 1 = 1 "a" "b"', "ADDIN kilde", "CITATION x",
])
def test_what_word_showed_is_shown(make, typeset, read, about, instruction):
    docx = make(p(r("før "), field(instruction), r(" efter")))
    pdf = typeset(docx)
    assert read(pdf)[0].split() == ["før", "gemt", "efter"]
    assert check_pdf(docx, pdf, about) == ()


@pytest.mark.parametrize("instruction", ["XE ord", "TC ord", 'SET navn "Ida"', "NEXT"])
def test_what_shows_nothing_shows_nothing(make, typeset, read, instruction):
    silent = mark("begin") + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>" + mark("end")
    assert read(typeset(make(p(r("a"), silent, r("b")))))[0].split() == ["ab"]


@pytest.mark.parametrize("instruction", ["EQ \\f(1;2)", "INCLUDETEXT fil", "LINK x", "INDEX", "ukendt",
                                         "MACROBUTTON x", "SECTIONPAGES", "AUTONUM"])
def test_other_fields_are_refused(make, refusals, instruction):
    assert [code for code, _ in refusals(make(p(r("a"), field(instruction))))] == ["pdf-felt"]


def test_the_heading_of_a_page_is_not_known_in_its_header(make, refusals):
    docx = make(p(r("x")), running={"header default": p(field("STYLEREF H1"))})
    assert [code for code, _ in refusals(docx)] == ["pdf-felt"]
    docx = make(p(r("x")), running={"header default": p(field("PAGEREF maal"))})
    assert [code for code, _ in refusals(docx)] == ["pdf-felt"]


def test_what_asks_is_not_shown(make, typeset, read, about):
    inner = field("MERGEFIELD koen", "dreng") + field("PAGE", "7")
    outer = (mark("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>" + inner
             + '<w:r><w:instrText> = "dreng" "han" "hun"</w:instrText></w:r>' + mark("separate")
             + r("han") + mark("end"))
    docx = make(p(r("a "), outer))
    pdf = typeset(docx)
    assert read(pdf)[0].split() == ["a", "han"]
    assert check_pdf(docx, pdf, about) == ()


def test_a_reference_to_a_page_is_worked_out(make, typeset, read, about):
    docx = make(p(r("se side "), field("PAGEREF maal \\h", "9")) + BREAK + p(r("side to")) + BREAK
                + p(bookmarked("maal", "Mål")))
    pdf = typeset(docx)
    assert " ".join(read(pdf)[0].split()) == "se side 3"
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        assert len(document.pages[0].Annots) == 1
    assert check_pdf(docx, pdf, about) == ()


def test_it_counts_as_its_section_does(make, typeset, read):
    docx = make(p(r("se side "), field("PAGEREF maal", "9")) + BREAK + p(bookmarked("maal", "Mål")),
                section='<w:pgNumType w:fmt="upperRoman" w:start="4"/>')
    assert " ".join(read(typeset(docx))[0].split()) == "se side V"


def test_a_page_of_nothing_is_the_one_word_showed(make, typeset, read):
    assert read(typeset(make(p(r("side "), field("PAGEREF vaek", "9")))))[0].split() == ["side", "9"]


def test_a_bookmark_in_an_empty_line_has_a_page(make, typeset, read):
    empty = p(bookmarked("maal", "").replace(r(""), ""))
    body = p(field("PAGEREF maal", "9")) + BREAK + empty + p(r("x"))
    assert read(typeset(make(body)))[0].split() == ["2"]


@pytest.mark.parametrize("switch", ["\\p", "\\* Roman"])
def test_pages_told_in_other_ways_are_refused(make, refusals, switch):
    docx = make(p(field(f"PAGEREF maal {switch}")) + p(bookmarked("maal", "Mål")))
    assert [code for code, _ in refusals(docx)] == ["pdf-sidetal"]


STOPS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs>'
TAB = "<w:r><w:tab/></w:r>"


def entry(name: str, text: str, number: str) -> str:
    page = field(f"PAGEREF {name} \\h", number)
    return f'<w:hyperlink w:anchor="{name}">{r(text)}{TAB}{page}</w:hyperlink>'


def test_a_list_of_contents_has_the_pages_of_this_document(make, typeset, read, tags, about):
    body = (p(begin('TOC \\o "1-3" \\h'), entry("_Toc1", "Baggrund", "8"), form=STOPS)
            + p(entry("_Toc2", "Mål", "9"), form=STOPS) + p(mark("end"))
            + p(bookmarked("_Toc1", "Baggrund"), form='<w:pStyle w:val="H1"/>') + BREAK
            + p(bookmarked("_Toc2", "Mål"), form='<w:pStyle w:val="H1"/>'))
    docx = make(body)
    pdf = typeset(docx)
    words = read(pdf)[0].replace(".", " ").split()
    assert words == ["Baggrund", "1", "Mål", "2", "Baggrund"]
    assert tags(pdf).count("Link") == 2 * tags(pdf).count("P(Link")
    assert check_pdf(docx, pdf, about) == ()


def test_a_list_of_contents_whose_pages_nobody_works_out_is_refused(make, refusals):
    body = p(begin("TOC"), r("Mål"), TAB, r("9"), mark("end"), form=STOPS)
    assert [code for code, _ in refusals(make(body))] == ["pdf-felt"]


def test_only_what_stands_goes_on_over_paragraphs(make, refusals, typeset, read):
    over = p(begin("QUOTE x"), r("første")) + p(r("anden"), mark("end"))
    assert read(typeset(make(over)))[0].split() == ["første", "anden"]
    for instruction in ('HYPERLINK "https://eksempel.dk"', "PAGE"):
        docx = make(p(begin(instruction), r("a")) + p(r("b"), mark("end")))
        assert {code for code, _ in refusals(docx)} == {"pdf-felt"}


def test_an_end_without_beginning_is_refused(make, refusals):
    docx = make(p(begin("QUOTE x"), r("a")) + p(mark("end"), mark("end")))
    assert [code for code, _ in refusals(docx)] == ["pdf-felt"]


CHECK = "<w:ffData><w:checkBox>{}</w:checkBox></w:ffData>"
LIST = ('<w:ffData><w:ddList>{}<w:listEntry w:val="ja"/><w:listEntry w:val="nej"/></w:ddList>'
        "</w:ffData>")


@pytest.mark.parametrize(("kind", "data", "shown"), [
    ("FORMCHECKBOX", CHECK.format('<w:default w:val="0"/>'), "\u2610"),
    ("FORMCHECKBOX", CHECK.format('<w:default w:val="1"/>'), "\u2612"),
    ("FORMCHECKBOX", CHECK.format('<w:default w:val="1"/><w:checked w:val="0"/>'), "\u2610"),
    ("FORMCHECKBOX", CHECK.format('<w:default w:val="0"/><w:checked/>'), "\u2612"),
    ("FORMDROPDOWN", LIST.format(""), "ja"),
    ("FORMDROPDOWN", LIST.format('<w:result w:val="1"/>'), "nej"),
])
def test_forms_show_what_was_chosen(make, typeset, read, about, kind, data, shown):
    chosen = mark("begin", data) + f"<w:r><w:instrText>{kind}</w:instrText></w:r>" + mark("end")
    docx = make(p(chosen, r(" enig")))
    pdf = typeset(docx)
    assert read(pdf)[0].split() == [shown, "enig"]
    assert check_pdf(docx, pdf, about) == ()


def ptab(side: str, to: str = "margin", leader: str = "none") -> str:
    return f'<w:r><w:ptab w:relativeTo="{to}" w:alignment="{side}" w:leader="{leader}"/></w:r>'


def test_tabs_to_the_middle_and_the_right(make, typeset, glyphs):
    line = p(r("A"), ptab("center"), r("M"), ptab("right"), r("Z"),
             form='<w:ind w:left="400"/><w:tabs><w:tab w:val="left" w:pos="900"/></w:tabs>')
    found = glyphs(typeset(make(p(r("x")), running={"header default": line})))
    middle = (found["M"][0][0] + found["M"][0][2]) / 2
    assert middle == pytest.approx(595.3 / 2, abs=1)
    assert found["Z"][0][2] == pytest.approx(595.3 - 56.7, abs=1)


def test_tabs_to_the_indents(make, typeset, glyphs):
    line = p(ptab("right", "indent"), r("Z"), form='<w:ind w:right="1000"/>')
    found = glyphs(typeset(make(line)))
    assert found["Z"][0][2] == pytest.approx(595.3 - 56.7 - 50, abs=1)


def test_tabs_of_both_kinds_in_one_line_are_refused(make, refusals):
    docx = make(p(r("a"), TAB, ptab("right"), r("b")))
    assert [code for code, _ in refusals(docx)] == ["pdf-tabulator"]
