"""The statutes that apply on the letter's date."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts import Fact, View
from pipeline.law import quantities, statute


def statutes(view: View) -> Iterator[Fact]:
    """`hjemmel.<topic>` for every topic: barnets lov from 1 January 2024, serviceloven before.

    A topic whose statute of now was never seen in a source has no name in a letter.
    """
    for topic, quantity in quantities("hjemler").items():
        if not quantity.known_after(view.day):
            continue
        value = statute(topic, view.day)
        yield Fact(f"hjemmel.{topic}", view.language.words(value.vaerdi), value.kilde, ("brevdato",))
