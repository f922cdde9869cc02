"""RESULTS.md: what a run measured, beside whom, and how it is to be read; written by the run itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.table import Comparison, Figure, Section, against

PLACE = Path(__file__).with_name("RESULTS.md")
FUZZING = Path(__file__).with_name("FUZZING.md")
"""What the last `python -m tests.fuzzing --write` counted."""
HEAD = """\
# How fast, beside whom

Written by `{command}`, {date}. Each comparison is of medians from paired runs in one go: the sides
take turns, so that what else the machine does hurts them alike. Seconds differ by machine, ratios less.
What a peer makes is compared with ours in text before it is timed. What we lose is listed first.
"""


def markdown(
    sheet: Sequence[Section], machine: Sequence[str], command: str, date: dt.date | None,
) -> str:
    """The whole page; `date` is said only where it was passed in."""
    day = f"{date:%Y-%m-%d}" if date else "no date given"
    lines = [HEAD.format(command=command, date=day), *(f"- {each}" for each in machine), "",
             "## What is lost", "", *_lost(sheet)]
    for section in sheet:
        lines += ["", f"## {section.title}", ""]
        if section.reading:
            lines += [section.reading, ""]
        lines += _tables(section)
    lines += ["", "## What comes in, broken at random", "",
              "`make fuzz`: a fault is anything but a result or a refusal in words.", "",
              FUZZING.read_text(encoding="utf-8").rstrip()]
    return "\n".join(lines) + "\n"


def _lost(sheet: Sequence[Section]) -> list[str]:
    """Every comparison in which a peer did better."""
    found = [f"- {each.what} ({section.title}): {against(theirs, each.ours, each.unit)} than {who}"
             for section in sheet for each in section.lines if isinstance(each, Comparison)
             for who, theirs in each.peers if not isinstance(theirs, str) and theirs < each.ours]
    return found or ["Nothing in this run."]


def _tables(section: Section) -> Iterator[str]:
    """The comparisons as one table, the other figures as another."""
    compared = [each for each in section.lines if isinstance(each, Comparison)]
    if compared:
        yield "| what | hjemmetraening | floor | peer | its figure | read |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for each in compared:
            yield from _compared(each)
    figures = [each for each in section.lines if isinstance(each, Figure)]
    if figures:
        yield from ["", "| figure | value | |", "| --- | --- | --- |"] if compared else [
            "| figure | value | |", "| --- | --- | --- |"]
        yield from (f"| {each.name} | {_shown(each.value)} {each.unit} | {each.note} |"
                    for each in figures)


def _compared(each: Comparison) -> Iterator[str]:
    """A line a peer; what is ours and the floor stand in the first."""
    floor = f"{_shown(each.floor[1])} {each.unit} ({each.floor[0]})" if each.floor else ""
    first = [each.what, f"{_shown(each.ours)} {each.unit}", floor]
    for who, theirs in each.peers:
        told = ["not measured", theirs] if isinstance(theirs, str) else [
            f"{_shown(theirs)} {each.unit}", against(theirs, each.ours, each.unit)]
        yield f"| {' | '.join([*first, who, *told])} |"
        first = ["", "", ""]


def _shown(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
