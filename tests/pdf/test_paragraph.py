"""Paragraphs, runs, tabs, headings: what stands on the page, and where."""

from __future__ import annotations

import pypdfium2
import pytest

P = "<w:p><w:r><w:t>{0}</w:t></w:r></w:p>"
BREAK = '<w:r><w:br w:type="page"/></w:r>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


HOSTILE = [
    "#panic()", '"); #eval("1+1")', "$ x * _y_ ~ @ref [x] \\u{1}", "// kommentar /* her */",
    "{{ 7*7 }} {% x %}", "<w> & 'citat' \"citat\"", "æøå é ł ÆØÅ ü", "a  to  mellemrum", "-- --- ...",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_out_as_it_stands(make, typeset, read, text):
    from xml.sax.saxutils import escape

    pdf = typeset(make(paragraph(run(escape(text)))))
    assert "".join(read(pdf)[0].split()) == "".join(text.split())


def test_runs_of_every_look_make_one_line(make, typeset, read):
    looks = ["<w:b/>", "<w:i/>", '<w:u w:val="single"/>', "<w:strike/>", '<w:color w:val="C00000"/>',
             '<w:sz w:val="40"/>', '<w:highlight w:val="yellow"/>', '<w:shd w:val="clear" '
             'w:fill="DDDDDD"/>', '<w:vertAlign w:val="superscript"/>', '<w:spacing w:val="20"/>']
    body = paragraph(*[run(f"ord{number} ", look) for number, look in enumerate(looks)])
    assert read(typeset(make(body)))[0].split() == [f"ord{number}" for number in range(10)]


def test_capitals_are_set_as_capitals(make, typeset, read):
    body = paragraph(run("stor ", "<w:caps/>"), run("Små Æbler", "<w:smallCaps/>"))
    assert read(typeset(make(body)))[0].strip() == "STOR SMÅ ÆBLER"


def test_hidden_text_is_not_set(make, typeset, read):
    body = paragraph(run("synlig"), run("skjult", "<w:vanish/>"))
    assert read(typeset(make(body)))[0].strip() == "synlig"


def test_a_character_style_that_repeats_bold_switches_it_off(make, engine, typeset):
    styles = ('<w:style w:type="character" w:styleId="Fed"><w:name w:val="fed"/>'
              "<w:rPr><w:b/></w:rPr></w:style>")
    plain = typeset(make(paragraph(run("ordet"), properties='<w:pStyle w:val="Normal"/>')))
    both = typeset(make(paragraph(run("ordet", '<w:rStyle w:val="Fed"/>'),
                                  properties='<w:pStyle w:val="F"/>'),
                        styles=styles + '<w:style w:type="paragraph" w:styleId="F"><w:name '
                        'w:val="f"/><w:rPr><w:b/></w:rPr></w:style>'))
    once = typeset(make(paragraph(run("ordet", '<w:rStyle w:val="Fed"/>')), styles=styles))
    assert both.data == plain.data != once.data


def test_headings_are_renumbered_without_skips(make, typeset, tags):
    body = "".join(paragraph(run(text), properties=f'<w:pStyle w:val="{style}"/>')
                   for style, text in (("H2", "a"), ("H4", "b"), ("H1", "c"), ("H4", "d")))
    assert tags(typeset(make(body + paragraph(run("tekst"))))) == "H1 H2 H1 H2 P"


def test_an_empty_heading_is_no_heading(make, typeset, tags):
    body = paragraph(properties='<w:pStyle w:val="H1"/>') + paragraph(
        run("x"), properties='<w:pStyle w:val="H1"/>')
    assert tags(typeset(make(body))) == "H1"


def test_a_heading_with_a_tab_keeps_its_title(make, typeset, tags, read):
    body = paragraph(run("1"), "<w:r><w:tab/></w:r>", run("Baggrund"),
                     properties='<w:pStyle w:val="H1"/>')
    pdf = typeset(make(body))
    assert tags(pdf) == "H1"
    assert read(pdf)[0].split() == ["1", "Baggrund"]


def test_alignment_moves_the_text(make, typeset, glyphs):
    left, center, right = (
        glyphs(typeset(make(paragraph(run("X"), properties=f'<w:jc w:val="{side}"/>'))))["X"][0]
        for side in ("left", "center", "right"))
    assert left[0] == pytest.approx(56.7, abs=0.5)
    assert (center[0] + center[2]) / 2 == pytest.approx(595.3 / 2, abs=0.5)
    assert right[2] == pytest.approx(595.3 - 56.7, abs=0.5)


def test_indents_hang_and_start(make, typeset, glyphs):
    indent = '<w:ind w:left="1134" w:hanging="567"/>'
    found = glyphs(typeset(make(paragraph(run("A" + " ord" * 60 + "Z"), properties=indent))))
    assert found["A"][0][0] == pytest.approx(56.7 + 28.35, abs=0.5)
    assert min(box[0] for box in found["o"] if box[1] < found["A"][0][1] - 5) == pytest.approx(
        56.7 + 56.7, abs=0.5)


@pytest.mark.parametrize(("spacing", "gap"), [
    ("", 12.65),
    ('<w:spacing w:line="480" w:lineRule="auto"/>', 25.3),
    ('<w:spacing w:line="400" w:lineRule="exact"/>', 20.0),
    ('<w:spacing w:line="600" w:lineRule="atLeast"/>', 30.0),
    ('<w:spacing w:line="100" w:lineRule="atLeast"/>', 12.65),
])
def test_lines_stand_as_far_apart_as_in_word(make, typeset, glyphs, spacing, gap):
    body = paragraph(run("A"), "<w:r><w:br/></w:r>", run("B"), properties=spacing)
    found = glyphs(typeset(make(body)))
    assert found["A"][0][1] - found["B"][0][1] == pytest.approx(gap, abs=0.05)


@pytest.mark.parametrize(("first", "second", "settings", "gap"), [
    ('<w:spacing w:after="200"/>', '<w:spacing w:before="100"/>', "", 10.0),
    ('<w:spacing w:after="200"/>', '<w:spacing w:before="300"/>', "", 15.0),
    ('<w:spacing w:after="200"/>', '<w:spacing w:before="100"/>',
     "<w:compat><w:doNotUseHTMLParagraphAutoSpacing/></w:compat>", 15.0),
    ('<w:spacing w:after="200"/><w:contextualSpacing/>',
     '<w:spacing w:before="100"/><w:contextualSpacing/>', "", 0.0),
])
def test_space_between_paragraphs(make, typeset, glyphs, first, second, settings, gap):
    body = paragraph(run("A"), properties=first) + paragraph(run("B"), properties=second)
    found = glyphs(typeset(make(body, settings=settings)))
    assert found["A"][0][1] - found["B"][0][1] == pytest.approx(12.65 + gap, abs=0.05)


def test_an_empty_paragraph_takes_its_line(make, typeset, glyphs, tags):
    body = paragraph(run("A")) + paragraph() + paragraph(run("B"))
    pdf = typeset(make(body))
    found = glyphs(pdf)
    assert found["A"][0][1] - found["B"][0][1] == pytest.approx(25.3, abs=0.05)
    assert tags(pdf) == "P P"


def test_tabs_reach_their_stops(make, typeset, glyphs):
    stops = ('<w:tabs><w:tab w:val="left" w:pos="2000"/><w:tab w:val="center" w:pos="4000"/>'
             '<w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs>')
    tab = "<w:r><w:tab/></w:r>"
    body = paragraph(run("A"), tab, run("L"), tab, run("C"), tab, run("R"), properties=stops)
    found = glyphs(typeset(make(body)))
    assert found["L"][0][0] == pytest.approx(56.7 + 100, abs=0.5)
    assert (found["C"][0][0] + found["C"][0][2]) / 2 == pytest.approx(56.7 + 200, abs=0.5)
    assert found["R"][0][2] == pytest.approx(56.7 + 400, abs=0.5)
    assert len(found["."]) > 10


def test_a_word_wider_than_the_line_is_broken_inside_the_page(make, typeset, read, glyphs):
    pdf = typeset(make(paragraph(run("m" * 10_000))))
    assert "".join("".join(read(pdf)).split()) == "m" * 10_000
    assert max(box[2] for box in glyphs(pdf)["m"]) <= 595.3 - 56.6


def test_page_breaks_begin_a_page(make, typeset, read):
    brk = '<w:r><w:br w:type="page"/></w:r>'
    body = (paragraph(run("en")) + paragraph(brk) + paragraph(run("to"), brk, run("tre"))
            + paragraph(run("fire"), properties="<w:pageBreakBefore/>"))
    assert [page.strip() for page in read(typeset(make(body)))] == ["en", "to", "tre", "fire"]


def test_keep_with_next_moves_along(make, typeset, read):
    filler = "".join(paragraph(run(f"linje{number}")) for number in range(56))
    for keep, page in (("", 0), ("<w:keepNext/>", 1)):
        body = filler + paragraph(run("rubrik"), properties=keep) + paragraph(
            run("foelger " * 60), properties="<w:keepLines/>")
        pages = read(typeset(make(body)))
        assert "rubrik" in pages[page]
        assert "foelger" in pages[1]


def test_borders_and_shading_draw_one_box(make, typeset, read):
    box = ('<w:pBdr><w:top w:val="single" w:sz="8" w:space="4" w:color="000000"/><w:bottom '
           'w:val="single" w:sz="8" w:space="4" w:color="000000"/></w:pBdr>'
           '<w:shd w:val="clear" w:fill="EEEEEE"/>')
    body = paragraph(run("inde"), properties=box) + paragraph(run("også"), properties=box)
    assert read(typeset(make(body + paragraph(run("ude")))))[0].split() == ["inde", "også", "ude"]


def test_special_characters(make, typeset, read):
    body = paragraph(run("a"), "<w:r><w:noBreakHyphen/></w:r>", run("b"),
                     "<w:r><w:softHyphen/></w:r>", run("c \u2610 \u2612 \u2611"),
                     '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')
    text = read(typeset(make(body)))[0]
    for char in "\u2610\u2612\u2611":
        assert char in text


def test_check_boxes_in_words_own_font_are_set(make, typeset, read):
    box = '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/>'
    body = f"<w:p><w:sdt><w:sdtContent>{run(chr(0x2612), box)}</w:sdtContent></w:sdt>{run(' ja')}</w:p>"
    assert read(typeset(make(body)))[0].strip() == "\u2612 ja"


def test_formats_that_differ_by_the_side_they_name_are_two(make, typeset, glyphs):
    left, right = (f'<w:ind w:{side}="2000"/>' for side in ("left", "right"))
    found = glyphs(typeset(make(paragraph(run("A"), properties=left)
                                + paragraph(run("B"), properties=right))))
    assert found["A"][0][0] - found["B"][0][0] == pytest.approx(100, abs=1)


@pytest.mark.parametrize(("before", "after", "gap"), [
    (paragraph(run("A"), properties='<w:spacing w:after="400"/>'),
     paragraph(run("B"), properties='<w:pageBreakBefore/><w:spacing w:before="100"/>'), 5.0),
    (paragraph(run("A"), BREAK, properties='<w:spacing w:after="400"/>'),
     paragraph(run("B"), properties='<w:spacing w:before="100"/>'), 5.0),
    (paragraph(BREAK, properties='<w:spacing w:after="400"/>'), paragraph(run("B")), 0.0),
    (paragraph(BREAK, properties='<w:spacing w:after="400"/>'), paragraph() + paragraph(run("B")),
     12.65),
    (paragraph(run("A"), properties='<w:spacing w:after="400"/>'), paragraph(BREAK, run("B")), 0.0),
])
def test_what_begins_a_page_has_its_own_space_alone(make, typeset, glyphs, before, after, gap):
    pdf = typeset(make(before + after))
    assert pdf.pages == 2
    top = glyphs(typeset(make(paragraph(run("B")))))["B"][0][3]
    assert top - glyphs(pdf, 1)["B"][0][3] == pytest.approx(gap, abs=0.05)


def test_a_box_begins_a_page_with_its_space_above_it(make, typeset, glyphs):
    box = ('<w:pBdr><w:top w:val="single" w:sz="8" w:space="4" w:color="000000"/></w:pBdr>'
           '<w:spacing w:before="100"/>')
    for before, broken in ((paragraph(BREAK), ""), (paragraph(run("A")), "<w:pageBreakBefore/>")):
        pdf = typeset(make(before + paragraph(run("B"), properties=broken + box)))
        top = glyphs(typeset(make(paragraph(run("B"), properties=box))))["B"][0][3]
        assert pdf.pages == 2
        assert glyphs(pdf, 1)["B"][0][3] == pytest.approx(top, abs=0.05)


@pytest.mark.parametrize(("runs", "pages", "boxes"), [
    ([run("et"), BREAK, run("to")], ["et", "to slut"], [1, 1]),
    ([run("et"), BREAK], ["et", "slut"], [1, 0]), ([BREAK, run("to")], ["", "to slut"], [1, 1]),
    ([BREAK, BREAK, run("tre")], ["", "", "tre slut"], [1, 1, 1])])
def test_a_box_goes_on_over_a_break_of_the_page(make, typeset, read, runs, pages, boxes):
    sides = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="1" w:color="000000"/>'
                    for side in ("top", "left", "bottom", "right"))
    boxed = paragraph(*runs, properties=f"<w:pBdr>{sides}</w:pBdr>")
    pdf = typeset(make(boxed + paragraph(run("slut"))))
    assert [" ".join(page.split()) for page in read(pdf)] == pages
    document = pypdfium2.PdfDocument(pdf.data)
    drawn = [len(list(page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]))) for page in document]
    document.close()
    assert drawn == boxes


def test_a_link_leads_to_a_paragraph_that_only_breaks_the_page(make, typeset, read):
    mark = '<w:bookmarkStart w:id="0" w:name="ny"/><w:bookmarkEnd w:id="0"/>'
    body = (f'<w:p><w:hyperlink w:anchor="ny">{run("se")}</w:hyperlink></w:p>'
            + paragraph(mark, BREAK) + paragraph(run("her")))
    assert [page.strip() for page in read(typeset(make(body)))] == ["se", "her"]


@pytest.mark.parametrize(("ending", "pages"), [
    (paragraph(BREAK), 1), (paragraph(run("B"), BREAK), 1), (paragraph(BREAK) + paragraph(), 2),
    (paragraph(BREAK) + paragraph(BREAK), 2), (paragraph(BREAK, BREAK), 2)])
def test_a_break_that_ends_the_document_begins_no_page(make, typeset, ending, pages):
    assert typeset(make(paragraph(run("A")) + ending)).pages == pages


def test_a_break_that_ends_a_section_begins_no_page_besides(make, typeset, read):
    section = ('<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
               'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>')
    body = paragraph(run("A")) + paragraph(BREAK, properties=section) + paragraph(run("B"))
    assert [page.strip() for page in read(typeset(make(body)))] == ["A", "B"]
