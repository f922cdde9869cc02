"""A started template: right at once, short, and letters can be made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import produce
from pipeline.documents import KINDS
from pipeline.letters import Job
from pipeline.samples import samples_of
from pipeline.templates.checking import check
from pipeline.templates.files import TemplateFile
from pipeline.templates.sources import Source
from pipeline.templateset import TemplateSet
from pipeline.tools import engine, environment
from tests.templates.started import begun


def written(kind: str) -> list[str]:
    return [each.spot.words for each in TemplateFile(f"{kind}.docx", begun(kind)).body.paragraphs]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_started_template_has_no_finding(kind: str) -> None:
    source = Source(f"{kind}.docx", begun(kind), kind)
    report = check([source], None, environment(), engine("typst"))
    assert [finding.problem for finding in report.findings] == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_it_is_short_and_no_copy_of_the_built_in_one(kind: str) -> None:
    built_in = TemplateFile(kind, TemplateSet().document(kind).read_bytes())
    lines = written(kind)
    assert len(lines) < 40
    own = {words for words in lines if not words.startswith("{") and len(words) > 30}
    assert not own & {each.spot.words for each in built_in.body.paragraphs}
    assert lines[0] == "{{ brev.titel }}"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_letters_can_be_made_of_it(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "ny.docx"
    path.write_bytes(begun(kind))
    own = TemplateSet().instead(f"dokumenter/{kind}.docx", path)
    sample = next(samples_of(kind))
    letters = produce(sample.sag, Job(kind, nr=sample.number, settings=sample.settings, templates=own))
    assert letters
    for letter in letters:
        body = TemplateFile("brev", letter.files["docx"]).body
        words = " ".join(each.spot.words for each in body.paragraphs)
        assert "Kort fortalt" in words
        assert "Skriv brevet her" not in words
        assert "{" not in words


def test_a_passage_keeps_the_question_it_depends_on() -> None:
    lines = written("revurdering")
    at = lines.index('{%p include "klagevejledning" %}')
    assert lines[at - 1] == '{%p if revurdering.udfald == "uaendret" %}'
    assert lines[at + 1] == "{%p endif %}"


def test_a_field_that_a_passage_prints_is_not_printed_twice() -> None:
    assert not [words for words in written("afgoerelse") if "frist.klage" in words]
    assert not [words for words in written("ansoegning-udgifter") if "underskrifter" in words]


def test_every_letter_greets_and_says_goodbye() -> None:
    for kind in KINDS:
        whole = "\n".join(written(kind))
        assert '"indledning"' in whole or "Kære {{ modtager.navn }}" in whole
        assert any(words in whole for words in (
            '"hilsen"', '"foraelder_underskrift"', "Med venlig hilsen"))


def test_it_is_the_same_every_time() -> None:
    assert begun("tilbud") == begun("tilbud")
