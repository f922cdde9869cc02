"""Passages with arguments: bound for the passage alone, and told where they are wrong."""

from __future__ import annotations

import hashlib
from typing import Any

import docx
import pytest

from pipeline.docx.compile import compile_template
from pipeline.docx.compose import compose
from pipeline.docx.includes import arguments, declaration_of, include_of
from pipeline.errors import TemplateError
from tests.docx.building import ENVIRONMENT, codes, document, docx_bytes, lines, table, with_body
from tests.docx.equality import assert_same_as_docxtpl

HERE = '{%p include "dokument" %}'
NAME = "brev.docx"
CONTEXT = {"klage": {"frist": "1. maj"}, "frist": "ydre", "liste": ["a", "b"]}


def composed(main: Any, head: Any = None, **passages: Any) -> Any:
    return compose(docx_bytes(main), docx_bytes(head or document(HERE)),
                   {name: docx_bytes(each) for name, each in passages.items()}, NAME)


def letter(main: Any, head: Any = None, **passages: Any) -> list[str]:
    """The letter's paragraphs, which docxtpl would have made the same."""
    template = compile_template(composed(main, head, **passages), ENVIRONMENT, NAME)
    return lines(assert_same_as_docxtpl(template, CONTEXT, ENVIRONMENT).data)


def refusal(main: Any, head: Any = None, **passages: Any) -> TemplateError:
    with pytest.raises(TemplateError) as raised:
        compile_template(composed(main, head, **passages), ENVIRONMENT, NAME).render(CONTEXT)
    assert all(str(problem.remedy) for problem in raised.value.problems)
    return raised.value


def x() -> Any:
    return document('{%p argumenter frist, om="brevet" %}', "Klag over {{ om }} inden {{ frist }}")


def test_arguments_are_given_by_name_and_defaults_fill_the_rest() -> None:
    assert letter(document(
        '{%p include "x" with frist=klage.frist %}',
        '{%p include "x" with om="afgørelsen", frist=klage.frist | stort %}'), x=x()) == [
        "Klag over brevet inden 1. maj", "Klag over afgørelsen inden 1. MAJ"]


def test_they_hold_in_the_passage_and_what_it_includes_and_nowhere_else() -> None:
    assert letter(
        document("{{ frist }}", '{%p include "ydre" with a="A" %}',
                 "{{ frist }} {% if a is defined %}a{% endif %}"),
        ydre=document("{%p argumenter a %}", '{%p include "x" with frist=a %}',
                      '{%p include "indre" %}'),
        indre=document("{{ a }} {{ frist }}"), x=x()) == [
        "ydre", "Klag over brevet inden A", "A ydre", "ydre "]


def test_an_argument_is_worked_out_where_the_passage_is_asked_for() -> None:
    assert letter(
        document("{%p for frist in liste %}", '{%p include "x" with frist=frist, om=frist %}',
                 "{%p endfor %}"), x=x()) == ["Klag over a inden a", "Klag over b inden b"]


def test_an_argument_may_be_a_field_that_the_case_lacks() -> None:
    asking = document("{%p argumenter a %}", "{% if a is defined %}med{% else %}uden{% endif %}")
    assert letter(document('{%p include "x" with a=klage.nix %}'), x=asking) == ["uden"]


def test_what_a_passage_sets_stays_in_it_when_it_takes_arguments() -> None:
    setting = document('{%p argumenter a %}', '{%p set frist = a %}', "{{ frist }}")
    assert letter(document('{%p include "x" with a=1 %}', "{{ frist }}"), x=setting) == ["1", "ydre"]


def test_letterheads_conditions_and_cells_take_them_too() -> None:
    head = document('{%p include "x" with frist=1 %}', "{%p if klage %}",
                    '{%p include "x" with frist=2 %}', "{%p endif %}", HERE)
    assert letter(document("selve brevet"), head, x=x()) == [
        "Klag over brevet inden 1", "Klag over brevet inden 2", "selve brevet"]
    inner = docx.Document()
    inner.add_paragraph("{%p argumenter frist %}")
    inner.add_table(1, 1).cell(0, 0).text = "{{ frist }}"
    parts = composed(table([['{%p include "x" with frist=1 %}']]), x=inner)
    made = assert_same_as_docxtpl(compile_template(parts, ENVIRONMENT, NAME), CONTEXT, ENVIRONMENT)
    xml = made.parts["word/document.xml"].decode()
    assert ">1</w:t>" in xml
    assert "</w:tbl></w:tc>" not in xml


@pytest.mark.parametrize("written", [
    '{%p include “x” with frist=klage.frist, om=”afgørelsen” %}',
    "{%p include ‘x’ with frist=klage.frist, om=‘afgørelsen’ %}",
    "{%p include „x“ with frist=klage.frist, om=„afgørelsen“ %}",
    '{%p\u00a0include\u00a0"x"\u00a0with\u00a0frist=klage.frist,\u00a0om="afgørelsen"\u00a0%}',
    '  {%p include "x"   with frist = klage.frist ,om= "afgørelsen"%} ',
])
def test_words_own_quotes_and_spaces_do_no_harm(written: str) -> None:
    assert letter(document(written), x=x()) == ["Klag over afgørelsen inden 1. maj"]


def test_a_tag_that_word_has_split_is_one_tag() -> None:
    pieces = ['{%p incl', 'ude "', 'x" wi', "th fri", "st=klage.", 'frist, om="afgør', 'elsen" %', "}"]
    runs = "".join(
        f'<w:r><w:rPr><w:lang w:val="da-DK"/></w:rPr><w:t xml:space="preserve">{piece}</w:t></w:r>'
        f'<w:proofErr w:type="spellStart"/>' for piece in pieces)
    main = with_body(f"<w:p>{runs}</w:p>")
    assert letter(main, x=x()) == ["Klag over afgørelsen inden 1. maj"]


@pytest.mark.parametrize(("written", "expected", "words"), [
    ('{%p include "x" %}', ["blok-argument-mangler"], "frist"),
    ('{%p include "x" with om="b" %}', ["blok-argument-mangler"], 'include "x" with frist='),
    ('{%p include "x" with frist=1, omm=2 %}', ["blok-argument-ukendt"], "frist, om"),
    ('{%p include "x" with frist=1, frist=2 %}', ["blok-argument-to-gange"], "frist"),
    ('{%p include "x" with om=1, fryst=2, om=3 %}', [
        "blok-argument-mangler", "blok-argument-ukendt", "blok-argument-to-gange"], "fryst"),
    ('{%p include "x" with %}', ["argumenter-syntaks"], "komma"),
    ('{%p include "x" with frist %}', ["argumenter-syntaks"], "komma"),
    ('{%p include "x" with frist= %}', ["argumenter-syntaks"], "komma"),
    ('{%p include "x" with frist=1 om=2 %}', ["argumenter-syntaks"], "komma"),
    ('{%p include "x" with frist=(1 %}', ["argumenter-syntaks"], "komma"),
    ('{%p include "x" with klage.frist=1 %}', ["argumenter-syntaks"], "komma"),
    ('{%p include "x" with loop=1, frist=1 %}', ["argumenter-syntaks"], "komma"),
    ('{%p include "y" with frist=1 %}', ["blok-argument-ukendt"], "{%p argumenter frist %}"),
    ('{%p include "x" with frist=klage.frist | findesikke %}', ["ukendt-filter"], "findesikke"),
])
def test_what_is_wrong_is_told_where_the_passage_is_asked_for(
    written: str, expected: list[str], words: str,
) -> None:
    error = refusal(document("a", written), x=x(), y=document("y"))
    assert codes(error) == expected
    assert {problem.path for problem in error.problems} == {f"{NAME}: word/document.xml, afsnit 2"}
    assert any(words in f"{problem.message} {problem.remedy}" for problem in error.problems)


def test_a_mistake_in_an_argument_is_shown_as_its_author_wrote_it() -> None:
    written = '{%p include "x" with frist=klage.frist.dag.tal %}'
    (problem,) = refusal(document("a", written), x=x()).problems
    assert (problem.code, problem.path) == ("felt-mangler", f"{NAME}: word/document.xml, afsnit 2")
    assert written in str(problem.message)


@pytest.mark.parametrize(("paragraphs", "expected", "number"), [
    (["tekst", "{%p argumenter a %}"], "argumenter-ikke-foerst", 2),
    (["{%p argumenter a %}", "{%p argumenter b=1 %}"], "argumenter-ikke-foerst", 2),
    (["med tekst {%p argumenter a %}"], "argumenter-ikke-foerst", 1),
    (["{% argumenter a %}"], "argumenter-ikke-foerst", 1),
    (["{%p argumenter %}"], "argumenter-syntaks", 1),
    (["{%p argumenter a b %}"], "argumenter-syntaks", 1),
    (["{%p argumenter a, loop %}"], "argumenter-syntaks", 1),
    (["{%p argumenter a, a %}"], "blok-argument-to-gange", 1),
])
def test_a_passage_says_what_it_takes_first_and_once(
    paragraphs: list[str], expected: str, number: int,
) -> None:
    error = refusal(document('{%p include "x" with a=1 %}'), x=document(*paragraphs))
    found = [problem for problem in error.problems if problem.path.startswith("blokke/x.docx")]
    assert [(problem.code, problem.path) for problem in found] == [
        (expected, f"blokke/x.docx: word/document.xml, afsnit {number}")]


def test_an_empty_paragraph_may_stand_before() -> None:
    passage = document("", "{%p argumenter a %}", "{{ a }}")
    assert letter(document('{%p include "x" with a=1 %}'), x=passage) == ["", "1"]


def test_neither_document_nor_letterhead_takes_any() -> None:
    for main, head in ((document("{%p argumenter a %}"), None),
                       (document("a"), document("{%p argumenter a %}", HERE))):
        assert codes(refusal(main, head)) == ["argumenter-ikke-foerst"]
    error = refusal(document("a"), document('{%p include "dokument" with a=1 %}'))
    assert codes(error) == ["blok-argument-ukendt"]


def test_circles_are_found_through_arguments_and_in_letterheads() -> None:
    ring = document("{%p argumenter a %}", '{%p include "y" with b=a %}')
    back = document("{%p argumenter b %}", '{%p include "x" with a=b %}')
    for main, head in ((document('{%p include "x" with a=1 %}'), None),
                       (document("a"), document(HERE, '{%p include "x" with a=1 %}'))):
        error = refusal(main, head, x=ring, y=back)
        assert codes(error) == ["include-ring"]
        assert "x → y → x" in str(error.problems[0].message)
        assert error.problems[0].path == "blokke/y.docx: word/document.xml, afsnit 2"


def test_composing_leaves_its_authors_files_as_they_are() -> None:
    files = [docx_bytes(document('{%p include "x" with frist=1 %}')), docx_bytes(document(HERE)),
             docx_bytes(x())]
    before = [hashlib.sha256(each).hexdigest() for each in files]
    one = compose(files[0], files[1], {"x": files[2]}, NAME)
    assert [hashlib.sha256(each).hexdigest() for each in files] == before
    assert dict(compose(files[0], files[1], {"x": files[2]}, NAME)) == dict(one)


@pytest.mark.parametrize(("source", "pairs"), [
    ('a=f("x, y"), b=[1, 2], c={"d": 1}', [("a", 'f("x, y")'), ("b", "[1, 2]"), ("c", '{"d": 1}')]),
    ("a='(', b=x == y", [("a", "'('"), ("b", "x == y")]), ("æøå=1", [("æøå", "1")])])
def test_commas_in_texts_and_brackets_part_nothing(source: str, pairs: list[tuple[str, str]]) -> None:
    assert list(arguments(source, given=True)) == pairs


@pytest.mark.parametrize("tag", [
    "{%p include x %}", '{% include "x" %}', '{%p include "x" if y %}', "{{ x }}"])
def test_what_is_no_include_is_none(tag: str) -> None:
    assert include_of(tag) is None
    assert declaration_of(tag) is None
