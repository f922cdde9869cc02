"""What letters of one template share stands in one file; their own source only calls it."""

from __future__ import annotations

import dataclasses
import re

import pytest

from pipeline.letters import checked, prepared
from pipeline.pdf.emit import Registry
from pipeline.pdf.setting import document
from pipeline.pdf.setting.engine import TypstEngine
from pipeline.tools import template_of
from tests.conftest import job_for, sample

# What makes content, or gives it its style, with its place in the source as its mark.
_MAKING = re.compile(r"(?<![\w.-])(?:block|table|grid|list|enum|pad|par|text|set|show)\b[ (.]")


@pytest.fixture(scope="module")
def letters():
    """A re-evaluation for each who is to have it, as Word documents."""
    sag = sample("zoe-uden-leverandoer")
    job = job_for(sag, "revurdering")
    case, settings, _ = checked(sag, job)
    return [template_of(letter.kind, letter.author, job.templates).render(letter.context)
            for letter in prepared(case, settings, job)]


def code_of(engine, docx, about) -> str:
    return document.source(docx, engine._templates.get(docx), engine._store, engine._heights,
                           about).code


def without_texts(code: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', code)


def test_a_letter_s_own_source_makes_nothing_itself(letters, about):
    engine = TypstEngine()
    assert letters
    for docx in letters:
        own = without_texts(code_of(engine, docx, about)).partition("#show: set-up")[2]
        body = own.partition("#show: ")[2].partition("\n}\n")[0]
        assert body.count("\n") > 20
        assert _MAKING.findall(body) == []


def test_letters_of_a_template_read_one_file(letters, about):
    engine = TypstEngine()
    for docx in letters:
        code_of(engine, docx, about)
    imports = {re.match(r'#import "(/[0-9a-f]{64}\.typ)": \*\n', code_of(engine, docx, about))[1]
               for docx in letters}
    assert len(imports) == 1
    shared = (engine._store.root / imports.pop()[1:]).read_text(encoding="utf-8")
    assert "#let set-up" in shared
    assert "Zoé" not in shared


def test_with_or_without_the_file_the_bytes_are_the_same(letters, about, when):
    for docx in letters:
        alone = dataclasses.replace(docx, template_key="")
        one, other = (TypstEngine().pdf(each, metadata=about, timestamp=when).data
                      for each in (docx, alone))
        assert one == other
        assert code_of(TypstEngine(), alone, about).startswith("#let set-up")


def test_definitions_settle_as_documents_double_in_number():
    registry = Registry()
    registry.name("p", "first")
    assert registry.settled() == ("", registry.source)
    settled = []
    for number in range(1, 10):
        registry.name("p", f"of {number}")
        registry.settle()
        older, newer = registry.settled()
        assert older + newer == registry.source
        settled.append(newer == "")
    assert [number for number, all_old in enumerate(settled, 1) if all_old] == [1, 2, 4, 8]
