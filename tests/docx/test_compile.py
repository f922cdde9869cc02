"""Errors in templates: all of them, with the paragraph and the tag as its author wrote it."""

from __future__ import annotations

import re

import pytest

from pipeline.docx.compile import compile_template
from pipeline.docx.package import Docx
from pipeline.errors import TemplateError
from tests.docx.building import ENVIRONMENT, NAME, codes, compiled, document, package, with_body


def failure(*paragraphs: str) -> TemplateError:
    with pytest.raises(TemplateError) as raised:
        compiled(*paragraphs)
    return raised.value


@pytest.mark.parametrize(("tag", "code"), [
    ("{{ barn.navn }", "tag-ikke-lukket"),
    ("{{ barn.navn", "tag-ikke-lukket"),
    ("{% if navn }}ja", "tag-ikke-lukket"),
    ("{ barn.navn }}", "tag-ikke-lukket"),
    ("{{ barn. }}", "syntaksfejl"),
    ("{{ barn navn }}", "syntaksfejl"),
    ("{{ 'barn }}", "syntaksfejl"),
    ("{{ }}", "syntaksfejl"),
    ("{% if %}{% endif %}", "syntaksfejl"),
    ("{% for x of y %}{% endfor %}", "syntaksfejl"),
    ("{{ x | storrt }}", "ukendt-filter"),
    ("{{ x | _indhold }}", "ukendt-filter"),
    ("{{ x | safe }}", "ukendt-filter"),
    ("{{ 'a' if x is rød }}", "ukendt-test"),
    ("{% if x %}", "blok-ikke-lukket"),
    ("{%p for x in y %}", "tag-ikke-alene"),
    ("{% endif %}", "blok-ikke-aabnet"),
    ("{% else %}", "blok-ikke-aabnet"),
    ("{% elif x %}", "blok-ikke-aabnet"),
    ("{% when x %}", "ukendt-tag"),
    ("{% set x %}a{% endset %}", "ukendt-tag"),
    ("{% include 'x' %}", "ukendt-tag"),
    ("{% import 'x' as y %}", "ukendt-tag"),
    ("{% from 'x' import y %}", "ukendt-tag"),
    ("{% extends 'x' %}", "ukendt-tag"),
    ("{% macro m() %}{% endmacro %}", "ukendt-tag"),
    ("{% call m() %}{% endcall %}", "ukendt-tag"),
    ("{% block b %}{% endblock %}", "ukendt-tag"),
    ("{% filter stort %}{% endfilter %}", "ukendt-tag"),
    ("{% autoescape false %}{% endautoescape %}", "ukendt-tag"),
    ("{{p x }}", "tag-ikke-alene"),
    ("{{ 'a & b' }}", "tegn-i-tag"),
])
def test_an_error_has_its_paragraph_and_its_code(tag: str, code: str) -> None:
    error = failure("Kære {{ navn }}", "{%p if x %}", "tekst", "{%p endif %}", f"Her: {tag} slut")
    assert code in codes(error)
    assert error.exit_code == 3
    for problem in error.problems:
        assert problem.path == f"{NAME}: word/document.xml, afsnit 5"
        assert str(problem.remedy)


def test_every_error_is_found_at_once() -> None:
    error = failure(
        "{{ a }", "{{ a | ukendt }}", "fint {{ a }}", "{% if a %}", "{{ b. }}", "{% slut %}")
    assert codes(error) == ["tag-ikke-lukket"]  # an unclosed tag can swallow what follows
    error = failure("{{ a | ukendt }}", "fint {{ a }}", "{% if a %}", "{{ b. }}", "{% slut %}")
    assert sorted((problem.code, problem.path[-1]) for problem in error.problems) == [
        ("blok-ikke-lukket", "3"), ("syntaksfejl", "4"), ("ukendt-filter", "1"),
        ("ukendt-tag", "5"),
    ]


def test_errors_of_every_part_are_found() -> None:
    template = document("{{ a. }}")
    template.core_properties.title = "{{ b. }}"
    template.sections[0].header.paragraphs[0].text = "{{ c. }}"
    template.sections[0].footer.paragraphs[0].text = "{{ d. }}"
    with pytest.raises(TemplateError) as raised:
        compile_template(package(template), ENVIRONMENT, NAME)
    assert {re.sub(r"^.*: |,.*$", "", each.path) for each in raised.value.problems} == {
        "word/document.xml", "word/header1.xml", "word/footer1.xml", "docProps/core.xml"}


def test_the_message_shows_the_tag_and_the_remedy_what_to_do() -> None:
    problem = failure("{{ x | storrt }}").problems[0]
    assert "{{ x | storrt }}" in str(problem.message)
    assert "storrt" in str(problem.message)
    assert "stort" in str(problem.remedy)


@pytest.mark.parametrize("paragraphs", [
    ("før {% if a %}midt", "slut{% endif %}{% if b %}", "{%p endif %}"),
    ("{%p if a %}", "tekst {% endif %} mere"),
    ("{% for x in y %}a", "{%p endfor %}"),
    ("{%p for x in y %}", "{% else %}", "{%p endfor %}"),
])
def test_blocks_that_would_break_the_document_are_refused(paragraphs: tuple[str, ...]) -> None:
    assert "blok-paa-tvaers" in codes(failure(*paragraphs))


def test_a_block_over_two_paragraphs_that_joins_them_is_allowed() -> None:
    template = compiled("Kære {% if a %}ven", "og {% endif %}nabo")
    for value in (True, False):
        Docx.read(template.render({"a": value}).data)


DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/>'
    '<wp:docPr id="1" name="Billede" descr="{{ alt }}"/><a:graphic><a:graphicData uri="x"/>'
    "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText>HYPERLINK "{{ link }}"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


@pytest.mark.parametrize("fragment", [DRAWING, FIELD])
def test_a_field_outside_text_is_refused_with_its_place(fragment: str) -> None:
    template = with_body("<w:p><w:r><w:t>et</w:t></w:r></w:p>", fragment)
    with pytest.raises(TemplateError) as raised:
        compile_template(package(template), ENVIRONMENT, NAME)
    assert codes(raised.value) == ["tag-uden-for-tekst"]
    assert raised.value.problems[0].path == f"{NAME}: word/document.xml, afsnit 2"


def test_a_tag_half_inside_a_link_is_refused() -> None:
    template = with_body(
        "<w:p><w:r><w:t>{{ na</w:t></w:r><w:hyperlink w:anchor='x'><w:r><w:t>vn }}</w:t></w:r>"
        "</w:hyperlink></w:p>")
    with pytest.raises(TemplateError) as raised:
        compile_template(package(template), ENVIRONMENT, NAME)
    assert codes(raised.value) == ["blok-paa-tvaers"]


def test_the_same_parts_have_the_same_key() -> None:
    one, same, other = compiled("{{ a }}"), compiled("{{ b }} mere"), document("{{ a }}")
    other.styles["Normal"].font.size = 12 * 12_700
    assert one.template_key == same.template_key != ""
    assert compile_template(
        package(other), ENVIRONMENT, NAME).template_key != one.template_key


def test_an_endnote_with_a_field_is_refused() -> None:
    parts = {**package(document("a")), "word/endnotes.xml": b"<x>{{ navn }}</x>"}
    with pytest.raises(TemplateError) as raised:
        compile_template(parts, ENVIRONMENT, NAME)
    assert [(each.path, each.code) for each in raised.value.problems] == [
        (f"{NAME}: word/endnotes.xml", "tag-uden-for-tekst")]


def test_comments_in_the_xml_are_no_elements() -> None:
    template = with_body("<w:p><!-- <w:p> --><w:r><w:t>{{ a }}</w:t></w:r></w:p>")
    made = compile_template(package(template), ENVIRONMENT, NAME)
    assert "æ".encode() in made.render({"a": "æ"}).parts["word/document.xml"]


def test_a_document_without_properties_gets_empty_ones() -> None:
    parts = package(document("{{ a }}"))
    del parts["docProps/core.xml"]
    kind = rb'<Override PartName="/docProps/core.xml"[^>]*/>'
    parts["[Content_Types].xml"] = re.sub(kind, b"", parts["[Content_Types].xml"])
    parts["_rels/.rels"] = re.sub(
        rb'<Relationship [^>]*core-properties"[^>]*/>', b"", parts["_rels/.rels"])
    made = compile_template(parts, ENVIRONMENT, NAME).render({"a": "x"})
    assert b"modified" not in made.parts["docProps/core.xml"]
    assert made == compile_template(parts, ENVIRONMENT, NAME).render({"a": "x"})
