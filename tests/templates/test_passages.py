"""The passages offered to a kind are those that make sense in its letters."""

from __future__ import annotations

import pytest

from pipeline.documents import KINDS
from pipeline.templates.passages import fitting
from pipeline.templateset import TemplateSet
from pipeline.tools import environment
from tests.templates.started import found


def offered(kind: str) -> dict[str, str]:
    files = {name: path.read_bytes() for name, path in TemplateSet().passages().items()}
    return {each.tag: each.about for each in fitting(kind, files, environment())}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_offered_can_be_put_in(kind: str) -> None:
    tags = [tag for tag in offered(kind) if "foraelder_" not in tag]
    assert '{%p include "hilsen" %}' in tags
    assert [f for f in found(kind, tags) if f.severity == "fejl"] == []


def test_a_passage_is_told_by_its_first_heading() -> None:
    assert offered("afgoerelse")['{%p include "klagevejledning" %}'] == "Hvis du vil klage"


def test_one_that_needs_what_the_letter_lacks_is_not_offered() -> None:
    assert '{%p include "klagevejledning" %}' not in offered("tilbud")
    assert '{%p include "afgoerelse_svar" %}' not in offered("afgoerelse")


def test_a_file_that_cannot_be_read_is_left_out() -> None:
    assert list(fitting("tilbud", {"oedelagt": b"ikke en Word-fil"}, environment())) == []
