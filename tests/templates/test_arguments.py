"""templates check reads a passage with what each document gives it."""

from __future__ import annotations

from typing import Any

import docx
import pytest

from pipeline import resources
from pipeline.templates.checking import Report, check
from pipeline.templates.passages import fitting
from pipeline.templates.sources import Source
from pipeline.tools import engine, environment
from tests.templates.broken import good, line, saved

TEMPLATES = resources.templates()


def passage(*paragraphs: str) -> bytes:
    made = docx.Document()
    for each in paragraphs:
        made.add_paragraph(each)
    return saved(made)


def checked(include: str, *paragraphs: str, **more: Any) -> Report:
    """A decision that includes passage x, which has these paragraphs."""
    document = good()
    line(include)(document)
    return check([Source("afgoerelse.docx", saved(document), "afgoerelse"),
                  Source("blokke/x.docx", passage(*paragraphs))], TEMPLATES, environment(), **more)


def found(report: Report) -> list[tuple[str, str]]:
    return [(finding.code, finding.spot.file) for finding in report.findings]


TAKES = ("{%p argumenter hvornaar, om=\"brevet\" %}", "Klag over {{ om }} inden {{ hvornaar | dato }}.")


def test_a_passage_with_its_arguments_is_right() -> None:
    report = checked('{%p include "x" with hvornaar=brev.dato %}', *TAKES, engine=engine("typst"))
    assert [finding.problem for finding in report.findings] == []


@pytest.mark.parametrize(("include", "code"), [
    ('{%p include "x" %}', "blok-argument-mangler"),
    ('{%p include "x" with hvornaar=brev.dato, naar=1 %}', "blok-argument-ukendt"),
    ('{%p include "x" with hvornaar=brev.dato, hvornaar=brev.dato %}', "blok-argument-to-gange"),
    ('{%p include "x" with hvornaar %}', "argumenter-syntaks"),
])
def test_arguments_are_told_at_the_include_once(include: str, code: str) -> None:
    (finding,) = checked(include, *TAKES).findings
    assert (finding.code, finding.spot.file, finding.spot.paragraph) == (code, "afgoerelse.docx", 10)


def test_an_arguments_field_must_be_the_documents() -> None:
    report = checked('{%p include "x" with hvornaar=brev.datoo %}', *TAKES)
    assert found(report) == [("felt-findes-ikke", "afgoerelse.docx")]
    assert "include" in str(report.findings[0].message)


def test_the_argument_has_the_type_of_what_was_given() -> None:
    report = checked('{%p include "x" with hvornaar=barn.navn %}', *TAKES)
    assert found(report) == [("forkert-filter", "blokke/x.docx")]
    report = checked('{%p include "x" with hvornaar=brev.dato %}', "{%p argumenter hvornaar %}",
                     "{{ hvornaar }} {{ hvornaar.nix }} {{ om }}")
    assert {code for code, _ in found(report)} == {"felt-uden-tekst", "felt-findes-ikke"}
    assert {file for _, file in found(report)} == {"blokke/x.docx"}


def test_what_was_asked_before_the_include_holds_in_the_passage() -> None:
    unguarded = checked('{%p include "x" with d=barn.diagnose %}', "{%p argumenter d %}", "{{ d }}")
    assert found(unguarded) == [("felt-uden-spoergsmaal", "blokke/x.docx")]
    document = good()
    for each in ("{%p if barn.diagnose %}", '{%p include "x" with d=barn.diagnose %}', "{%p endif %}"):
        line(each)(document)
    report = check([Source("afgoerelse.docx", saved(document), "afgoerelse"),
                    Source("blokke/x.docx", passage("{%p argumenter d %}", "{{ d }}"))],
                   TEMPLATES, environment())
    assert found(report) == []


def test_arguments_end_with_their_passage() -> None:
    document = good()
    for each in ('{%p include "x" with hvornaar=brev.dato %}', "{{ om }}"):
        line(each)(document)
    report = check([Source("afgoerelse.docx", saved(document), "afgoerelse"),
                    Source("blokke/x.docx", passage(*TAKES))], TEMPLATES, environment())
    assert found(report) == [("felt-findes-ikke", "afgoerelse.docx")]


def test_a_passage_that_was_right_once_is_still_looked_at_for_its_arguments() -> None:
    """Documents that were read before it must not hide what a later one gives."""
    sources = []
    for kind, include in (("afgoerelse", '{%p include "x" with hvornaar=brev.dato %}'),
                          ("ophoer", '{%p include "x" %}')):
        document = docx.Document(str(TEMPLATES / "dokumenter" / f"{kind}.docx"))
        document.add_paragraph(include)
        sources.append(Source(f"{kind}.docx", saved(document), kind))
    report = check([*sources, Source("blokke/x.docx", passage(*TAKES))], TEMPLATES, environment())
    assert found(report) == [("blok-argument-mangler", "ophoer.docx")]


def test_a_passage_is_offered_where_all_its_arguments_have_values_of_their_own() -> None:
    files = {"uden": passage('{%p argumenter om="brevet" %}', "{{ om }} {{ barn.navn }}"),
             "med": passage("{%p argumenter om %}", "{{ om }}"),
             "galt": passage("{%p argumenter om om %}", "tekst")}
    offered = list(fitting("afgoerelse", files, environment()))
    assert [one.tag for one in offered] == ['{%p include "uden" %}']


def test_a_declaration_elsewhere_is_told() -> None:
    report = checked('{%p include "x" %}', "tekst", "{%p argumenter a %}")
    assert found(report) == [("argumenter-ikke-foerst", "blokke/x.docx")]
