"""Letters broken at random become a PDF or a named refusal, soon: nothing else ever happens."""

from __future__ import annotations

import time

import pytest

from pipeline import produce
from pipeline.docx.package import Docx
from tests.conftest import job_for, sample
from tests.pdf.mutants import tried

LETTERS = [("karla-tre-aar", "tilbud"), ("karla-tre-aar", "afgoerelse"),
           ("alma-to-hjem", "tilsynsrapport")]
EACH = 50
SOON = 10.0
"""Seconds for one, where each takes a twentieth."""


@pytest.mark.parametrize(("name", "kind"), LETTERS)
def test_whatever_breaks_a_letter_it_is_set_or_refused(name, kind, engine, about, when):
    sag = sample(name)
    letter = Docx.read(produce(sag, job_for(sag, kind, formats=("docx",)))[0].files["docx"])
    outcomes = set()
    for seed in range(EACH):
        start = time.monotonic()
        outcomes.add(tried(letter, seed, lambda docx: engine.pdf(docx, metadata=about, timestamp=when)))
        assert time.monotonic() - start < SOON, f"seed {seed}"
    assert "set" in outcomes
    assert len(outcomes) > 5
    # What came before spoils nothing that comes after.
    assert engine.pdf(letter, metadata=about, timestamp=when).pages
