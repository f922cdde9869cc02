"""templates check: every mistake is found where it is, and what is right is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline import resources
from pipeline.documents import KINDS
from pipeline.docx.compile import compile_template
from pipeline.docx.compose import compose
from pipeline.errors import TemplateError, UsageError
from pipeline.templates.checking import Report, check
from pipeline.templates.findings import Finding
from pipeline.templates.sources import Source, sources_of
from pipeline.templateset import TemplateSet
from pipeline.tools import engine, environment
from tests.templates import broken
from tests.templates.broken import CASES, Case, good, hostile, line, saved

TEMPLATES = resources.templates()


def checked(data: bytes, kind: str = "afgoerelse", **engines: Any) -> Report:
    return check([Source(f"{kind}.docx", data, kind)], TEMPLATES, environment(), **engines)


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def told(finding: Finding) -> str:
    return f"{finding.message} {finding.remedy}"


def test_a_template_that_is_right_has_no_finding() -> None:
    assert checked(saved(good()), engine=engine("typst")).findings == ()


def test_the_built_in_templates_have_no_finding() -> None:
    report = check(sources_of([TEMPLATES], None, TEMPLATES), TEMPLATES, environment())
    assert [finding.problem for finding in report.findings] == []
    assert len(report.sources) == len(TemplateSet().files())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_pdf_engine_sets_every_built_in_template(kind: str) -> None:
    data = (TEMPLATES / "dokumenter" / f"{kind}.docx").read_bytes()
    report = checked(data, kind, engine=engine("typst"))
    assert [finding.problem for finding in report.findings] == []


def test_there_are_enough_mistakes() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40
    assert len({case.code for case in CASES}) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_found_where_it_is(case: Case) -> None:
    document = good()
    case.breaks(document)
    report = checked(saved(document))
    found = [finding for finding in report.findings if finding.code == case.code]
    assert found, report.findings
    shown = [f"{finding.spot.path} {told(finding)}" for finding in report.findings]
    assert any(finding.spot.path.endswith(case.place) and case.words in told(finding)
               for finding in found), shown
    assert codes(report) <= {case.code, *case.also}, shown
    assert report.exit_code == (0 if case.warning else 3)
    assert all(finding.severity == ("advarsel" if case.warning else "fejl") for finding in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_cannot_be_made_into_a_template_is_an_error(case: Case) -> None:
    """Whatever making a template refuses, checking finds too."""
    document = good()
    case.breaks(document)
    passages = {path.stem: path.read_bytes() for path in (TEMPLATES / "blokke").glob("*.docx")}
    letterhead = (TEMPLATES / "brevpapir" / "kommune.docx").read_bytes()
    try:
        parts = compose(saved(document), letterhead, passages, "afgoerelse.docx")
        compile_template(parts, environment(), "afgoerelse.docx")
    except TemplateError:
        assert checked(saved(document)).exit_code == 3


def test_everything_wrong_is_told_at_once() -> None:
    document = good()
    line("{{ barn.nvan }} {{ brev.dato }}", "{%p if bilag %}", "{{ frist.klge }}")(document)
    report = checked(saved(document))
    assert codes(report) == {"felt-findes-ikke", "felt-uden-tekst", "blok-ikke-lukket"}
    assert [finding.spot.paragraph for finding in report.findings] == [10, 10, 11, 12]


def test_a_place_tells_the_heading_the_cell_and_the_words_around() -> None:
    document = good()
    broken.table(("Hvad", "Hvem"), ("a", "b"), header=True)(document)
    table = document.tables[0]
    table.cell(1, 1).text = "Vi skriver {{ barn.nvan }} her"
    (finding,) = checked(saved(document)).findings
    spot = finding.spot
    assert (spot.table, spot.row, spot.column) == (1, 2, 2)
    assert spot.heading == "Efter {{ a.hjemmel }}"
    assert finding.problem.words == "Vi skriver {{ barn.nvan }} her"
    assert "tabel 1, række 2, celle 2" in str(finding.problem.place)
    assert finding.as_json()["cell"] == {"table": 1, "row": 2, "column": 2}


def test_a_heading_with_branches_is_one_or_the_other() -> None:
    document = good()
    document.add_heading(
        "{% if bilag %}Med bilag{% elif brev.udkast %}Udkast{% else %}Uden{% endif %}", 2)
    line("{{ barn.nvan }}")(document)
    (finding,) = checked(saved(document)).findings
    assert finding.spot.heading == "Med bilag / Udkast / Uden"


def test_english_has_its_own_words() -> None:
    document = good()
    line("{{ barn.nvan }}")(document)
    (finding,) = checked(saved(document)).findings
    assert finding.as_json("en")["message"] != finding.as_json("da")["message"]


def test_a_tag_that_word_has_split_is_one_tag() -> None:
    document = good()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ barn", ".", "nvan }", "} og {{ ba", "rn.navn }}"):
        paragraph.add_run(piece)
    (finding,) = checked(saved(document)).findings
    assert (finding.code, finding.tag) == ("felt-findes-ikke", "{{ barn.nvan }}")


GUARDED = (
    "{% if a.periode %}{{ a.periode.fra | dato }}{% endif %}",
    "{% if not a.periode %}x{% else %}{{ a.periode.fra | dato }}{% endif %}",
    "{% if a.periode and a.periode.til %}{{ a.periode.til | dato }}{% endif %}",
    "{% if not a.periode or not a.periode.til %}x{% else %}{{ a.periode.til | dato }}{% endif %}",
    "{{ a.til_barnet | default(\"-\", true) }}",
    "{{ a.til_barnet or \"-\" }}",
    "{{ a.til_barnet if a.til_barnet else \"-\" }}",
    "{% if a.til_barnet is not none %}{{ a.til_barnet }}{% endif %}",
    "{% if frist.klage_senest is defined %}{{ frist.klage_senest | dato }}{% endif %}",
    "{% if a.ydelse == \"udgifter\" %}{{ a.maksimum.beloeb | kroner }}{% endif %}",
    "{% if a.bilag %}{{ a.bilag | first }}{% endif %}",
    "{% if a.bilag | length > 1 %}{{ a.bilag | last }}{% endif %}",
    "{% set p = a.periode %}{% if p %}{{ p.fra | dato }}{% endif %}",
    "{% with p = a.periode %}{% if a.periode %}{{ p.fra | dato }}{% endif %}{% endwith %}",
    "{% for x in a.poster if x.begrundelse %}{{ x.begrundelse }}{% endfor %}",
    "{% for x in a.poster | selectattr(\"begrundelse\") %}{{ x.begrundelse }}{% endfor %}",
    "{% if modtager.adresse and not modtager.adresse.beskyttet %}{{ modtager.adresse.vej }}{% endif %}",
    "{% for x in a.vilkaar %}{{ loop.index }}. {{ x }}{% else %}ingen{% endfor %}",
)


@pytest.mark.parametrize("tag", GUARDED)
def test_a_field_that_was_asked_for_is_no_finding(tag: str) -> None:
    document = good()
    document.paragraphs[-1].insert_paragraph_before(tag)
    assert [finding.problem for finding in checked(saved(document)).findings] == []


@pytest.mark.parametrize("name", sorted(hostile()))
def test_a_hostile_file_is_a_finding_and_no_more(name: str) -> None:
    data, code = hostile()[name]
    report = checked(data)
    assert codes(report) == {code}
    assert report.exit_code == 3


def test_the_kind_is_the_stem_or_given(tmp_path: Path) -> None:
    for name in ("afgoerelse.docx", "min.docx", "bilag.docx", "kommune.docx"):
        (tmp_path / name).write_bytes(b"x")
    named = {path.name: path for path in tmp_path.iterdir()}
    (one,) = sources_of([named["afgoerelse.docx"]], None, TEMPLATES)
    assert (one.name, one.kind) == ("afgoerelse.docx", "afgoerelse")
    (one,) = sources_of([named["min.docx"]], "ophoer", TEMPLATES)
    assert one.kind == "ophoer"
    assert [one.name for one in sources_of([named["bilag.docx"], named["kommune.docx"]], None,
                                           TEMPLATES)] == ["blokke/bilag.docx", "brevpapir/kommune.docx"]
    for wrong in (named["min.docx"], tmp_path / "findes-ikke.docx"):
        with pytest.raises(UsageError):
            sources_of([wrong], None, TEMPLATES)


def test_a_passage_is_checked_in_the_documents_that_use_it() -> None:
    import docx

    passage = docx.Document(str(TEMPLATES / "blokke" / "klagevejledning.docx"))
    passage.add_paragraph("{{ a.hjemmel }} {{ frist.klge }}")
    report = check([Source("blokke/klagevejledning.docx", saved(passage))], TEMPLATES, environment())
    assert {finding.spot.file for finding in report.findings} == {"blokke/klagevejledning.docx"}
    assert {finding.kinds for finding in report.findings} == {("revurdering", "afgoerelse", "ophoer")}
    assert codes(report) == {"felt-findes-ikke"}


def test_a_letterhead_is_checked_for_language_and_place() -> None:
    import docx

    bare = docx.Document()
    bare.add_paragraph("{{ barn.nvan }}")
    report = check([Source("brevpapir/kommune.docx", saved(bare))], TEMPLATES, environment())
    assert codes(report) >= {"sprog-mangler", "brevpapir-uden-plads", "felt-findes-ikke"}
    assert {finding.spot.file for finding in report.findings} == {"brevpapir/kommune.docx"}


def test_what_the_pdf_engine_refuses_is_told_in_the_authors_file() -> None:
    document = good()
    line("{%p if bilag %}", "x", "{%p endif %}")(document)
    broken.run_xml("<w:ruby><w:rubyBase/></w:ruby>")(document)
    report = checked(saved(document), engine=engine("typst"))
    assert [(finding.spot.paragraph, finding.code) for finding in report.findings] == [
        (13, "pdf-ukendt")]
