"""The statutes that apply on the letter's date."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts import Fact, View
from pipeline.law import quantities, statute


def statutes(view: View) -> Iterator[Fact]:
    """`hjemmel.<topic>` for every topic: barnets lov from 1 January 2024, serviceloven before."""
    for topic in quantities("hjemler"):
        value = statute(topic, view.day)
        yield Fact(f"hjemmel.{topic}", value.vaerdi, value.kilde, ("brevdato",))
