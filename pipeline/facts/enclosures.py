"""What is enclosed with a letter."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts import Fact, View


def own_enclosures(view: View) -> Iterator[Fact]:
    """`bilag`: what the event itself lists."""
    yield Fact("bilag", list(view.event["bilag"]), "sagen", ("bilag",))
