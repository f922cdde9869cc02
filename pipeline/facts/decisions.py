"""Decisions of one letter, each with its own reasons; and who must approve it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts import Fact, View


def approval(view: View) -> Iterator[Fact]:
    yield Fact("brev.udkast", False, "indstilling")


def decisions(view: View) -> Iterator[Fact]:
    yield Fact("afgoerelser", list(view.events), "afgørelserne")
