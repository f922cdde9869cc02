"""Our own letters against LibreOffice, the real program: as many pages, and the same words on each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.fidelity.likeness import compared, whole
from pipeline.documents import KINDS
from pipeline.docx.package import Docx
from pipeline.letters import Letter, checked, prepared
from pipeline.pdf import Engine
from pipeline.pdf.office.libreoffice import LibreOfficeEngine
from pipeline.pdf.setting.engine import TypstEngine
from pipeline.tools import template_of
from pipeline.versions import metadata_of
from tests.conftest import job_for, sample, sample_kinds

THREE = ("karla-tre-aar", "oskar-to-love", "liv-uden-leverandoer")
"""Their cases hold every kind and every variant."""
PAGE, WHOLE = 0.7, 0.95
"""Of the words, in the same order: what a page must have in common with LibreOffice's, and all pages.

LibreOffice may leave a heading alone at a page's foot, and has been seen to lose rows of a table
that goes on over a page; we do neither. So a page may differ by some lines, the letter by fewer.
"""


@pytest.fixture(scope="module")
def libreoffice() -> Iterator[LibreOfficeEngine]:
    engine = LibreOfficeEngine()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def typst() -> TypstEngine:
    return TypstEngine()


def variant(letter: Letter) -> str:
    return next((str(fact.value) for fact in letter.facts if fact.name == "brev.variant"), "")


def chosen(kind: str) -> list[Letter]:
    """The fullest letter of every variant in every letterhead."""
    found: dict[tuple[str, str], Letter] = {}
    for name in THREE:
        if (name, kind) in sample_kinds():
            job = job_for(sample(name), kind)
            case, own, _ = checked(sample(name), job)
            for letter in prepared(case, own, job):
                key = variant(letter), letter.author
                found[key] = max((found.get(key, letter), letter), key=lambda one: len(str(one.context)))
    assert {known for known, _ in found} == set(KINDS[kind].titles)
    return list(found.values())


def set_by(engine: Engine, docx: Docx, letter: Letter, target: Path) -> Path:
    noon = dt.datetime.combine(letter.view.day, dt.time(12), dt.UTC)
    target.write_bytes(engine.pdf(docx, metadata=metadata_of(letter), timestamp=noon).data)
    return target


def unlike(ours: Path, theirs: Path) -> list[str]:
    """What is wrong with one letter."""
    likeness = compared(ours, theirs)
    if likeness.ours != likeness.theirs:
        return [f"{likeness.ours} pages, LibreOffice {likeness.theirs}"]
    alike = whole(ours, theirs)
    return [f"page {number}: {page.words:.3f} of the words"
            for number, page in enumerate(likeness.alike, 1) if page.words < PAGE] + (
        [f"all pages: {alike:.3f} of the words"] if alike < WHOLE else [])


@pytest.mark.parametrize("kind", list(KINDS))
def test_pages_and_words_are_libreoffices(
    kind: str, typst: TypstEngine, libreoffice: LibreOfficeEngine, tmp_path: Path,
) -> None:
    wrong = {}
    for letter in chosen(kind):
        docx = template_of(letter.kind, letter.author, None).render(letter.context)
        found = unlike(set_by(typst, docx, letter, tmp_path / "ours.pdf"),
                       set_by(libreoffice, docx, letter, tmp_path / "theirs.pdf"))
        name = " ".join((letter.view.sag["sagsnummer"], kind, str(letter.number), variant(letter),
                         letter.view.recipient.rolle))
        wrong |= {name: found} if found else {}
    assert not wrong
