"""A text with marks in a letter: paragraphs of its own where its field is alone, else in its line."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from docxtpl import Listing
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.docx.compile import compile_template
from pipeline.docx.package import Docx
from pipeline.errors import TemplateError
from pipeline.richtext import RichText
from pipeline.tools import environment
from tests.docx.building import NAME, document, package, table, with_body

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONG = "Vi har **især** set på:\n\n- a & b\n- *c*\n  - d\n\nDerfor:\n1. et\n2. to"
ENVIRONMENT = environment()


def text_of(element: Any) -> str:
    out = ""
    for node in element.iter(f"{W}t", f"{W}br", f"{W}tab"):
        out += {"t": node.text or "", "br": "\n", "tab": "\t"}[etree.QName(node).localname]
    return out


def paragraphs(letter: Docx) -> list[Any]:
    return list(etree.fromstring(letter.parts["word/document.xml"]).iter(f"{W}p"))


def said(letter: Docx) -> list[str]:
    return [text_of(each) for each in paragraphs(letter)]


def rendered(value: str, *tags: str) -> Docx:
    return compile_template(package(document(*(tags or ("{{ x }}",)))), ENVIRONMENT, NAME).render(
        {"x": value, "y": "y", "liste": [value, "b"]})


def looks(element: Any) -> list[tuple[str, bool, bool]]:
    """Each run's words, whether it is bold, whether it is italic."""
    return [(text_of(run), run.find(f"{W}rPr/{W}b") is not None, run.find(f"{W}rPr/{W}i") is not None)
            for run in element.iter(f"{W}r") if text_of(run)]


def test_alone_in_its_paragraph_it_becomes_paragraphs() -> None:
    assert said(rendered(RichText(LONG))) == [
        "Vi har især set på:", "a & b", "c", "d", "Derfor:", "et", "to"]


def test_bold_and_italic_are_runs() -> None:
    first, _, third, *_ = paragraphs(rendered(RichText(LONG)))
    assert looks(first) == [("Vi har ", False, False), ("især", True, False), (" set på:", False, False)]
    assert looks(third) == [("c", False, True)]


def test_in_a_sentence_it_stays_in_its_line() -> None:
    (only,) = paragraphs(rendered(RichText(LONG), "Grund: {{ x }} Slut."))
    assert text_of(only) == (
        "Grund: Vi har især set på:\n– a & b\n– c\n– d\nDerfor:\n1. et\n2. to Slut.")
    assert ("især", True, False) in looks(only)


def test_in_a_sentence_paragraphs_are_a_line_apart_and_a_list_begins_below() -> None:
    assert said(rendered(RichText("a\n\nb"), "Se: {{ x }}")) == ["Se: a\n\nb"]
    assert said(rendered(RichText("- a\n- b"), "Se: {{ x }}")) == ["Se: \n– a\n– b"]
    assert said(rendered(RichText("- a\n- b"), "{{ x }}.")) == ["– a\n– b."]


@pytest.mark.parametrize("tag", [
    "{{ x }}", " {{ x }} ", "{% if x %}{{ x }}{% endif %}", "{% if y %}{{ x }}{% else %}nej{% endif %}",
    "{{- x -}}", "{{ x | default('') }}", "{% with z = x %}{{ z }}{% endwith %}", "{{ x.strip() }}",
    "{{ liste | first }}",
])
def test_a_field_is_alone_however_its_author_asks_for_it(tag: str) -> None:
    assert said(rendered(RichText("a\n\nb"), tag)) == ["a", "b"]


def test_two_fields_in_one_paragraph_are_a_sentence() -> None:
    assert said(rendered(RichText("a\n\n- b"), "{{ x }}{{ x }}")) == ["a\n– ba\n– b"]


def test_a_single_paragraph_stays_the_authors() -> None:
    letter = rendered(RichText("**a** b"))
    (only,) = paragraphs(letter)
    assert [each[:2] for each in looks(only)] == [("a", True), (" b", False)]


def test_a_heading_stays_one_paragraph() -> None:
    made = document()
    made.add_paragraph("{{ x }}", style="Heading 1")
    letter = compile_template(package(made), ENVIRONMENT, NAME).render({"x": RichText("a\n\n- b")})
    assert said(letter) == ["a\n– b"]


def test_the_look_of_the_fields_run_is_kept() -> None:
    made = with_body(
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Arial"/><w:i/><w:color w:val="FF0000"/></w:rPr>'
        "<w:t>{{ x }}</w:t></w:r></w:p>")
    letter = compile_template(package(made), ENVIRONMENT, NAME).render({"x": RichText("**a**\n\nb")})
    looks = [[etree.QName(each).localname for each in run.find(f"{W}rPr")]
             for paragraph in paragraphs(letter) for run in paragraph.iter(f"{W}r")]
    assert looks == [["rFonts", "b", "bCs", "i", "color"], ["rFonts", "i", "color"]]


def test_bookmarks_stay_around_it() -> None:
    made = with_body('<w:p><w:bookmarkStart w:id="1" w:name="her"/><w:r><w:t>{{ x }}</w:t></w:r>'
                     '<w:bookmarkEnd w:id="1"/></w:p>')
    first, last = paragraphs(compile_template(package(made), ENVIRONMENT, NAME).render(
        {"x": RichText("a\n\nb")}))
    assert first.find(f"{W}bookmarkStart") is not None
    assert last.find(f"{W}bookmarkEnd") is not None
    assert (first.find(f"{W}bookmarkEnd"), last.find(f"{W}bookmarkStart")) == (None, None)


def test_a_picture_or_a_link_beside_it_makes_it_a_sentence() -> None:
    link = '<w:hyperlink w:anchor="x"><w:r><w:t>her</w:t></w:r></w:hyperlink>'
    for beside in ("<w:r><w:br/></w:r>", link):
        made = with_body(f"<w:p>{beside}<w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p>")
        letter = compile_template(package(made), ENVIRONMENT, NAME).render({"x": RichText("a\n\nb")})
        assert len(paragraphs(letter)) == 1


@pytest.mark.parametrize("properties", [
    "<w:pageBreakBefore/>", '<w:framePr w:w="2000" w:hAnchor="page"/>'])
def test_a_paragraph_that_cannot_be_two_stays_one(properties: str) -> None:
    made = with_body(f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p>")
    letter = compile_template(package(made), ENVIRONMENT, NAME).render({"x": RichText("a\n\nb")})
    assert said(letter) == ["a\n\nb"]


def test_in_a_text_box_the_box_gets_the_paragraphs() -> None:
    box = ('<w:p><w:r><w:t>{{ x }}</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{{ x }}</w:t>'
           "</w:r></w:p></w:txbxContent></w:pict></w:r></w:p>")
    letter = compile_template(package(with_body(box)), ENVIRONMENT, NAME).render(
        {"x": RichText("a\n\nb")})
    root = etree.fromstring(letter.parts["word/document.xml"])
    inner = [text_of(each) for each in root.iter(f"{W}p") if each.getparent().tag != f"{W}body"]
    assert inner == ["a", "b"]
    assert text_of(root.find(f"{W}body/{W}p/{W}r")) == "a\n\nb"


def test_headers_and_footnotes_take_it_too() -> None:
    made = document("x")
    made.sections[0].header.paragraphs[0].text = "{{ x }}"
    letter = compile_template(package(made), ENVIRONMENT, NAME).render({"x": RichText("**a**\n\n- b")})
    (name,) = [name for name in letter.parts if name.startswith("word/header")]
    root = etree.fromstring(letter.parts[name])
    assert [text_of(each) for each in root.iter(f"{W}p")] == ["a", "b"]


def test_a_property_has_its_words_on_one_line() -> None:
    made = document("x")
    made.core_properties.title = "Om {{ x }}"
    letter = compile_template(package(made), ENVIRONMENT, NAME).render({"x": RichText("**a**\n\n- b")})
    assert b"Om a \xe2\x80\x93 b" in letter.parts["docProps/core.xml"]


@pytest.mark.parametrize(("tag", "shown"), [
    ("{{ x | upper }}", "A <B>"), ("{{ x | stort }}", "A <b>"), ("{{ x.upper() }}", "A <B>"),
    ("{{ x ~ '*' ~ y }}", "a <b>*y"), ("{{ '_' + x + '_' }}", "_a <b>_"), ("{{ x | length }}", "11"),
    ("{% if x == '*a* **<b>**' %}ens{% endif %}", "ens"),
    ("{% if x is string and '*' in x %}1{% endif %}", "1"),
    ("{% if x is defined and x %}1{% endif %}", "1"),
])
def test_to_filters_and_questions_it_is_a_text(tag: str, shown: str) -> None:
    assert said(rendered(RichText("*a* **<b>**"), tag)) == [shown]


@pytest.mark.parametrize("tag", ["{{ x }}", "Se {{ x }}", "{{ 'a' ~ x }}"])
def test_a_character_no_document_can_hold_is_refused(tag: str) -> None:
    for char in "\1\2\0":
        with pytest.raises(TemplateError) as error:
            rendered(RichText(f"**a**{char}"), tag)
        assert error.value.problems[0].code == "ugyldigt-tegn"


def test_data_cannot_pretend_to_be_a_text_with_marks() -> None:
    for tag in ("{{ x }}", "{{ y ~ x }}"):
        with pytest.raises(TemplateError):
            rendered("\1**a**\2", tag)


def test_where_docxtpl_has_to_place_a_value_marks_are_left_out() -> None:
    template = compile_template(package(document("{{ x }}", "{{ bilag }}")), ENVIRONMENT, NAME)
    letter = template.render({"x": RichText("**a** & b\n\n- c"), "bilag": Listing("her")})
    assert said(letter) == ["a & b\n– c", "her"]


def test_in_a_content_control_inside_a_line_it_stays_in_its_line() -> None:
    made = with_body("<w:p><w:sdt><w:sdtContent><w:r><w:t>{{ x }}</w:t></w:r></w:sdtContent></w:sdt>"
                     "</w:p>")
    letter = compile_template(package(made), ENVIRONMENT, NAME).render({"x": RichText("**a**\n\nb")})
    assert said(letter) == ["a\n\nb"]


def test_a_text_without_the_schemas_word_is_literal() -> None:
    assert said(rendered("**a**\n\n- b")) == ["**a**\n\n- b"]


ALPHABET = st.one_of(
    st.text("ab1 *_-.\\\n\t<&>\"'{%}", max_size=60),
    st.text(st.characters(exclude_categories=["C"]), max_size=30),
    st.lists(st.sampled_from(["- a", "  - **b**", "1. c", "2. _d_", "  1. e", "  2. f", "x", "", "*"]),
             max_size=10).map("\n".join))


def in_list() -> Any:
    made = document()
    made.add_paragraph("{{ x }}", style="List Bullet")
    return made


TEMPLATES = {place: compile_template(package(made), ENVIRONMENT, NAME) for place, made in {
    "alone": document("{{ x }}"), "sentence": document("Før {{ x }} efter"), "list": in_list(),
    "cell": table([["{{ x }}"]])}.items()}


@given(ALPHABET, st.sampled_from(sorted(TEMPLATES)))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_text_gives_a_whole_document_that_says_all_of_it(text: str, where: str) -> None:
    letter = TEMPLATES[where].render({"x": RichText(text)})
    shown = "\n".join(said(letter))
    blocks = RichText(text).blocks
    if where == "sentence":
        wanted = "Før " + RichText(text).plain + " efter"
    elif len(blocks) == 1 and not blocks[0].list:
        wanted = blocks[0].plain
    else:
        wanted = "\n".join("".join(span.text for span in block.spans) for block in blocks)
    assert re.sub(r"\s+", " ", shown).strip() == re.sub(r"\s+", " ", wanted).strip()
    assert docx.Document(io.BytesIO(letter.data)).paragraphs is not None
    numbers = {each.get(f"{W}val") for part in letter.parts.values() if b"w:numPr" in part
               for each in etree.fromstring(part).iter(f"{W}numId")}
    known = {each.get(f"{W}numId") for each in etree.fromstring(
        letter.parts["word/numbering.xml"]).iter(f"{W}num")}
    assert numbers <= known | {"0"}
