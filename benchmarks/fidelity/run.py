"""A whole run: every document set by both, and compared."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.fidelity import sheets
from benchmarks.fidelity.corpus import Document
from benchmarks.fidelity.likeness import compared
from benchmarks.fidelity.ours import Ours, Outcome
from benchmarks.fidelity.records import Record
from benchmarks.fidelity.theirs import LIMIT, Theirs, place
from benchmarks.fidelity.workers import Bounds, Lost, Maker, results

OURS = Bounds(seconds=180, recycle=150)
# LibreOffice inherits the limit, and asks for much it never uses.
THEIRS = Bounds(seconds=2 * LIMIT + 60, bytes=16 * 2**30, recycle=10_000)
COMPARED = Bounds(seconds=120, recycle=300)
WORST = 30
"""Documents of equal page count that are drawn too, the least alike first."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do it with: our fonts, where PDFs are put, LibreOffice's kept results, processes."""

    work: Path
    cache: Path
    fonts: Path | None = None
    processes: int = 2
    office: bool = True


def run(documents: Sequence[Document], plan: Plan) -> list[Record]:
    """A record of every document, in their order."""
    records = _ours(documents, plan)
    if plan.office:
        made = [record for record in records if record.outcome.status == "converted"]
        _theirs(made, plan)
        _compare([record for record in made if record.reference and record.reference.how], plan)
    return records


def our_pdf(plan: Plan, document: Document) -> Path:
    return plan.work / f"{document.digest}.pdf"


def their_pdf(plan: Plan, document: Document) -> Path:
    return place(plan.cache) / f"{document.digest}.pdf"


def _ours(documents: Sequence[Document], plan: Plan) -> list[Record]:
    items = [(one.path, our_pdf(plan, one)) for one in documents]
    found: dict[int, Outcome] = {}
    for number, result in _all("typst", Ours, (plan.fonts,), items, OURS, plan.processes):
        found[number] = result if isinstance(result, Outcome) else Outcome(result.how, said=result.said)
    return [Record(one, found[number]) for number, one in enumerate(documents)]


def _theirs(records: Sequence[Record], plan: Plan) -> None:
    items = [(one.document.path, one.document.digest) for one in records]
    for number, result in _all("libreoffice", Theirs, (place(plan.cache),), items, THEIRS,
                               plan.processes):
        if isinstance(result, Lost):
            records[number].fault = f"{result.how}: {result.said}"
        else:
            records[number].reference = result


def _compare(records: Sequence[Record], plan: Plan) -> None:
    items = [(our_pdf(plan, one.document), their_pdf(plan, one.document)) for one in records]
    for number, result in _all("compare", _comparing, (), items, COMPARED, plan.processes):
        if isinstance(result, Lost):
            records[number].fault = f"{result.how}: {result.said}"
        else:
            records[number].likeness = result


def draw(records: Iterable[Record], plan: Plan, folder: Path) -> None:
    """Side-by-side pictures: all whose pages differ, and the least alike of the others."""
    folder.mkdir(parents=True, exist_ok=True)
    known = [record for record in records if record.likeness is not None]
    even = [record for record in known if not record.differs]
    even.sort(key=lambda one: min((page.words - page.picture for page in one.likeness.alike),  # type: ignore[union-attr]
                                  default=1.0))
    chosen = [("pages", record) for record in known if record.differs]
    chosen += [("worst", record) for record in even[:WORST]]
    items = []
    for kind, record in chosen:
        name = record.document.name.replace("/", "__").removesuffix(".docx")
        start = record.likeness.departs if record.likeness else None
        items.append((our_pdf(plan, record.document), their_pdf(plan, record.document),
                      folder / f"{kind}-{name[-150:]}.png", max((start or 1) - 1, 1)))
    for number, result in _all("pictures", _drawing, (), items, COMPARED, plan.processes):
        if isinstance(result, Lost):
            print(f"no picture of {items[number][2].stem}: {result.how}", file=sys.stderr)


def _comparing() -> Any:
    return compared


def _drawing() -> Any:
    return sheets.sheet


def _all(
    what: str, maker: Maker, arguments: Sequence[Any], items: Sequence[Sequence[Any]],
    bounds: Bounds, processes: int,
) -> Iterable[tuple[int, Any]]:
    """The results as they come, with a count on a terminal."""
    for done, found in enumerate(
            results(maker, arguments, items, bounds=bounds, processes=processes), 1):
        if sys.stderr.isatty():
            print(f"\r{what} {done}/{len(items)}", end="\n" if done == len(items) else "",
                  file=sys.stderr, flush=True)
        yield found
