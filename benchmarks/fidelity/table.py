"""The run as one table for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.fidelity.records import (
    ALIKE,
    Record,
    agreement,
    constructs,
    counts,
    seconds,
)

STATES = ("converted", "refused", "failed", "raised", "crashed", "hung")
WORST = 25
NAMED = 12
"""Rows for what one code names; a file has them all."""


def table(records: Sequence[Record], *, office: bool) -> str:
    """Everything there is to say about a run, most important first."""
    parts = [_went(records), _groups(records)]
    if office:
        parts += [_agreement(records), _differing(records), _unlike(records)]
    return "\n".join(line for part in (*parts, _refused(records), _times(records), _lost(records))
                     for line in part)


def _went(records: Sequence[Record]) -> Iterator[str]:
    found = counts(records)
    distinct = len({record.document.digest for record in records})
    yield f"{len(records)} documents, {distinct} of them distinct"
    for state in STATES:
        yield _line(state, found.get(state, 0), len(records))


def _groups(records: Sequence[Record]) -> Iterator[str]:
    yield f"\n{'converted, by folder':<58}"
    for group in sorted({record.group for record in records}):
        mine = [record for record in records if record.group == group]
        yield _line(group, sum(r.outcome.status == "converted" for r in mine), len(mine))


def _agreement(records: Sequence[Record]) -> Iterator[str]:
    found = agreement(records)
    yield "\nagainst LibreOffice"
    yield _line("same page count", found["same_pages"], found["compared"])
    yield _line("same page count where LibreOffice has several",
                found["same_pages_long"], found["compared_long"])
    yield _line("  the same, documents without endnotes, fonts known",
                found["same_pages_plain"], found["compared_plain"])
    yield _line(f"pages with {ALIKE:.0%} of the words", found["pages_alike"], found["pages"])
    yield _line("  the same, documents of equal page count",
                found["even_pages_alike"], found["even_pages"])
    yield (f"  words, median {found['words_median']:.3f}; picture difference, median "
           f"{found['picture_median']:.4f}, p95 {found['picture_p95']:.4f}; "
           f"drift, median {found['drift_median']:.1f} pt")
    yield (f"  LibreOffice could not: {found['libreoffice_could_not']}; only without tags: "
           f"{found['libreoffice_plain_only']}; not comparable: {found['not_comparable']}")


def _differing(records: Sequence[Record]) -> Iterator[str]:
    """Those with other page counts, the ones LibreOffice gives several pages first."""
    yield f"\n{'other page count (E: endnotes, F: a font of no known widths)':<90} ours  LO  parts on"
    found = [record for record in records if record.differs]
    for record in sorted(found, key=lambda one: (-one.likeness.theirs, one.document.name)):  # type: ignore[union-attr]
        likeness = record.likeness
        assert likeness is not None
        yield (f"  {record.document.name[-88:]:<88} {likeness.ours:>4} {likeness.theirs:>3}  "
               f"{likeness.departs or '-':<3} {record.marks}".rstrip())


def _unlike(records: Sequence[Record]) -> Iterator[str]:
    """Those of equal page count with the page that is least like LibreOffice's."""
    yield f"\n{'same page count, least alike (worst page)':<90} words  picture  drift pt"
    found = []
    for record in records:
        if record.likeness is not None and record.likeness.alike and not record.differs:
            pages = record.likeness.alike
            found.append((min(page.words for page in pages), max(page.picture for page in pages),
                          max((page.drift for page in pages), key=abs), record.document.name))
    worst = sorted(found)[:WORST] + sorted(found, key=lambda one: -one[1])[:WORST]
    for words, picture, drift, name in dict.fromkeys(worst):
        yield f"  {name[-88:]:<88} {words:>5.2f}  {picture:>7.4f}  {drift:>7.1f}"


def _refused(records: Sequence[Record]) -> Iterator[str]:
    yield f"\n{'refused for':<72} documents  sole reason"
    shown = 0
    for code, named, every, sole in constructs(records):
        shown = shown + 1 if named else 0
        if shown <= NAMED:
            label = f"    {named}" if named else f"  {code}"
            yield f"{label[:70]:<72} {every:>9}  {sole:>11}"


def _times(records: Sequence[Record]) -> Iterator[str]:
    ours = [r.outcome.seconds for r in records if r.outcome.status == "converted"]
    both = [r for r in records if r.reference is not None and r.reference.how]
    yield f"\n{'seconds a document':<40} {'median':>8} {'p95':>8} {'total':>8}"
    sides = (("typst, converted", ours),
             ("typst, where LibreOffice set it too", [r.outcome.seconds for r in both]),
             ("libreoffice (warm, when it was set)",
              [r.reference.seconds for r in both if r.reference is not None]))
    for name, values in sides:
        if values:
            found = seconds(values)
            yield f"  {name:<38} {found['median']:>8.3f} {found['p95']:>8.3f} {found['total']:>8.1f}"


def _lost(records: Sequence[Record]) -> Iterator[str]:
    """What may not happen, with the last words."""
    for record in records:
        if record.outcome.status not in ("converted", "refused"):
            yield f"\n{record.outcome.status}: {record.document.name}\n{record.outcome.said.rstrip()}"
        if record.fault:
            yield f"\nnot comparable: {record.document.name}\n{record.fault.rstrip()}"


def _line(name: str, part: int, whole: int) -> str:
    share = f"{part / whole:.1%}" if whole else "-"
    return f"  {name:<58} {part:>6} of {whole:<6} {share:>7}"
