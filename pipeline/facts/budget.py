"""Costs: an offer's budget, what is applied for, what is spent and left."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts import Fact, View


def budget(view: View) -> Iterator[Fact]:
    yield Fact("budget", None, "tilbuddet")


def cost_lines(view: View) -> Iterator[Fact]:
    yield Fact("linjer", [], "ansøgningen")


def accounts(view: View) -> Iterator[Fact]:
    yield Fact("regnskab", None, "udgifterne")
