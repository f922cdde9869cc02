"""What is known of each document after a run, and the figures over all of them."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.fidelity.corpus import Document
from benchmarks.fidelity.likeness import Likeness
from benchmarks.fidelity.ours import Outcome
from benchmarks.fidelity.theirs import Reference

ALIKE = 0.95
"""A page with so much of its words in the same order holds the same text."""


OTHER_FONT = "pdf-skrift-anden"
"""Our warning that a font is set as another: LibreOffice takes another other."""


@dataclass(slots=True)
class Record:
    """One document; what stands as None was not asked, or could not be said."""

    document: Document
    outcome: Outcome
    reference: Reference | None = None
    likeness: Likeness | None = None
    fault: str = ""
    """What happened where the two PDFs could not be compared."""

    @property
    def group(self) -> str:
        """The folder it came from."""
        return self.document.name.partition("/")[0]

    @property
    def differs(self) -> bool:
        """Whether the pages are not as many."""
        return self.likeness is not None and self.likeness.ours != self.likeness.theirs

    @property
    def marks(self) -> str:
        """Why the two sides need not agree: E for endnotes, F for a font that has a stand-in."""
        found = {"E": self.outcome.endnotes, "F": OTHER_FONT in self.outcome.warnings}
        return "".join(mark for mark, holds in found.items() if holds)

    def as_json(self) -> dict[str, Any]:
        """All of it, for programs."""
        likeness = asdict(self.likeness) if self.likeness else None
        return {"name": self.document.name, "digest": self.document.digest,
                "outcome": asdict(self.outcome),
                "reference": asdict(self.reference) if self.reference else None,
                "likeness": likeness, "fault": self.fault}


def constructs(records: Iterable[Record]) -> list[tuple[str, str, int, int]]:
    """(code, what it names, documents refused for it, documents refused for it alone), most first.

    A code that names many things has a row for each of them, and one for them all.
    """
    every, sole = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for record in records:
        if record.outcome.status != "refused":
            continue
        found = record.outcome.constructs
        codes = {code for code, _ in found}
        every.update({(code, "") for code in codes} | {one for one in found if one[1]})
        sole.update([(code, "") for code in codes if len(codes) == 1])
        sole.update([one for one in found if one[1] and len(found) == 1])
    order = sorted(every, key=lambda one: (
        -every[one[0], ""], one[0], one[1] != "", -every[one], one[1]))
    return [(code, named, every[code, named], sole[code, named]) for code, named in order]


def counts(records: Sequence[Record]) -> dict[str, int]:
    """How many went how."""
    return dict(Counter(record.outcome.status for record in records))


def agreement(records: Sequence[Record]) -> dict[str, Any]:
    """Pages, words and pictures against LibreOffice's, over the documents both have set."""
    both = [record for record in records if record.likeness is not None]
    long = [record for record in both if record.likeness is not None and record.likeness.theirs > 1]
    plain = [record for record in long if not record.marks]
    pages = [page for record in both if record.likeness is not None for page in record.likeness.alike]
    even = [page for record in both if record.likeness is not None and not record.differs
            for page in record.likeness.alike]
    return {
        "compared": len(both), "same_pages": sum(not record.differs for record in both),
        "compared_long": len(long), "same_pages_long": sum(not record.differs for record in long),
        "compared_plain": len(plain), "same_pages_plain": sum(not record.differs for record in plain),
        "pages": len(pages), "pages_alike": sum(page.words >= ALIKE for page in pages),
        "even_pages": len(even), "even_pages_alike": sum(page.words >= ALIKE for page in even),
        "words_median": _middle([page.words for page in pages]),
        "picture_median": _middle([page.picture for page in pages]),
        "picture_p95": _late([page.picture for page in pages]),
        "drift_median": _middle([abs(page.drift) for page in pages]),
        "libreoffice_could_not": sum(
            record.reference is not None and not record.reference.how for record in records),
        "libreoffice_plain_only": sum(
            record.reference is not None and record.reference.how == "plain" for record in records),
        "not_comparable": sum(bool(record.fault) for record in records)}


def seconds(values: Sequence[float]) -> dict[str, float]:
    """Median, the 95th of a hundred, and all together."""
    return {"median": _middle(values), "p95": _late(values), "total": sum(values)}


def _middle(values: Sequence[float]) -> float:
    return statistics.median(values) if values else 0.0


def _late(values: Sequence[float]) -> float:
    return sorted(values)[min(int(len(values) * 0.95), len(values) - 1)] if values else 0.0
