"""A kommune's settings: one figure and one way of receipt for each day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipeline.errors import Problem, text
from pipeline.rules.common import Case, broken, date_of, events


def rates(_case: Case, settings: Case) -> Iterator[Problem]:
    """A rate ends after it begins, and no day has two of the same."""
    listed = list(events(settings, "satser"))
    for path, rate in listed:
        start, end = date_of(rate, "fra"), date_of(rate, "til")
        if start and end and end < start:
            yield broken(f"kommune.{path}.til", "slut-foer-start", "Satser", text(
                "Satsen slutter, før den begynder."), text("Ret fra- eller til-datoen."))
    for (_, first), (place, other) in combinations(listed, 2):
        if first.get("noegle") == other.get("noegle") and _overlap(first, other):
            yield broken(f"kommune.{place}.fra", "satser-overlapper", "Satser", text(
                "To satser for det samme gælder på samme dag."), text(
                "Lad hver dag have én sats."))


def _overlap(one: Case, other: Case) -> bool:
    spans = [(date_of(rate, "fra"), date_of(rate, "til")) for rate in (one, other)]
    return all(start and end for start, end in spans) and (
        max(start for start, _ in spans if start) <= min(end for _, end in spans if end))


def receipt_rules(_case: Case, settings: Case) -> Iterator[Problem]:
    """From one day on there is one rule for a channel."""
    for (_, one), (path, other) in combinations(events(settings, "modtagelse"), 2):
        if (one.get("kanal"), one.get("fra")) == (other.get("kanal"), other.get("fra")):
            yield broken(f"kommune.{path}.fra", "modtagelse-to-gange", "Modtagelse", text(
                "To regler om modtagelse begynder samme dag for samme kanal."), text("Slet den ene."))
