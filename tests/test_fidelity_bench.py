"""The fidelity bench: a document never takes it down, and its figures count what they say."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks.fidelity.corpus import Document, documents
from benchmarks.fidelity.likeness import Likeness, PageLikeness, difference
from benchmarks.fidelity.ours import Outcome
from benchmarks.fidelity.records import Record, agreement, constructs
from benchmarks.fidelity.table import table
from benchmarks.fidelity.theirs import Reference
from benchmarks.fidelity.workers import Bounds, Lost, results


def doubling() -> Any:
    def double(what: Any) -> Any:
        if what == "hang":
            time.sleep(60)
        if what == "die":
            os._exit(3)
        if what == "eat":
            bytearray(8 * 2**30)
        if what == "panic":
            raise SystemExit("as a panic: no Exception")
        return 2 * what

    return double


def broken() -> Any:
    raise ImportError("nothing to work with")


def test_what_hangs_dies_or_eats_is_lost_alone() -> None:
    items = [(what,) for what in (1, "hang", 2, "die", 3, "eat", 4, "panic", 5)]
    found = dict(results(doubling, (), items, bounds=Bounds(seconds=3, bytes=2 * 2**30, recycle=2),
                         processes=2))
    assert [found[number] for number in (0, 2, 4, 6, 8)] == [2, 4, 6, 8, 10]
    lost = [found[number].how for number in (1, 3, 5, 7) if isinstance(found[number], Lost)]
    assert lost == ["hung", "crashed", "raised", "raised"]


@pytest.mark.filterwarnings("ignore")
def test_a_worker_that_does_not_start_ends_the_run(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError):
        list(results(broken, (), [(1,), (2,)], bounds=Bounds(), processes=1))
    assert "nothing to work with" in capfd.readouterr().err


def test_documents_are_found_at_any_depth_and_lock_files_are_none(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("a/b/en.docx", "a/to.docx", "a/~$to.docx", "a/tre.doc"):
        (tmp_path / name).write_bytes(name.encode())
    found = documents([tmp_path / "a"])
    assert [one.name for one in found] == ["a/b/en.docx", "a/to.docx"]
    with pytest.raises(SystemExit):
        documents([tmp_path / "a" / "b" / "tom"])


def record(name: str, outcome: Outcome, ours: int = 0, theirs: int = 0, words: float = 1.0) -> Record:
    pages = tuple(PageLikeness(words, 0.0, 0.0) for _ in range(min(ours, theirs)))
    return Record(Document(Path(name), f"mappe/{name}", name), outcome, Reference("tagged", 1.0),
                  Likeness(ours, theirs, pages) if ours else None)


RECORDS = (
    record("a", Outcome("converted"), 1, 1),
    record("b", Outcome("converted"), 2, 2, 0.9),
    record("c", Outcome("converted"), 2, 3),
    record("d", Outcome("converted", endnotes=True), 1, 2),
    record("e", Outcome("refused", constructs=(("pdf-felt", "TOC"), ("pdf-felt", "REF")))),
    record("f", Outcome("refused", constructs=(("pdf-felt", "TOC"), ("pdf-spalter", "")))),
    record("g", Outcome("crashed", said="exit code -11")))


def test_refusals_are_counted_by_document_and_by_sole_reason() -> None:
    assert constructs(RECORDS) == [
        ("pdf-felt", "", 2, 1), ("pdf-felt", "TOC", 2, 0), ("pdf-felt", "REF", 1, 0),
        ("pdf-spalter", "", 1, 0)]


def test_agreement_tells_long_documents_and_endnotes_apart() -> None:
    found = agreement(RECORDS)
    assert (found["same_pages"], found["compared"]) == (2, 4)
    assert (found["same_pages_long"], found["compared_long"]) == (1, 3)
    assert (found["same_pages_plain"], found["compared_plain"]) == (1, 2)
    assert (found["pages_alike"], found["pages"]) == (4, 6)


def test_the_table_names_what_differs_and_what_crashed() -> None:
    shown = table(RECORDS, office=True)
    assert "mappe/c" in shown
    assert "exit code -11" in shown
    assert shown.index("mappe/c") < shown.index("mappe/d")


def test_pictures_that_are_the_same_differ_by_nothing() -> None:
    from PIL import Image

    white, black = Image.new("L", (40, 60), 255), Image.new("L", (40, 60), 0)
    assert difference(white, white) == 0
    assert difference(white, black) == pytest.approx(1)
    assert 0.4 < difference(white, Image.new("L", (40, 30), 0)) < 0.6
