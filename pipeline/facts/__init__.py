"""What a letter needs beyond the case: each figure and date computed once, with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.recipients import UNG, Reader
from pipeline.translation.language import DANISH, Language

PARTY_ONLY = ("relation", "foraeldremyndighed", "virksomhed", "cvr", "kontakt")
"""What a party of a case can have and the child has not."""


@dataclass(frozen=True, slots=True)
class View:
    """What one copy of a document is made from: the case as its readers may see it.

    `sag` and `event` are projected, `settings` are the kommune's (public), `recipient` is whom
    this copy is for, `authors` are the ids of those who have written it (nobody: the kommune).
    `events` are all of the letter's own, `event` the first; `host` is the event it stands in.
    `til_orientering`: who gets this copy of the recipient's letter, with the parents' consent.
    `language` is what its words are written in: another than Danish for a reading copy.
    `readers` are the ids of all who it was projected for.
    """

    sag: Mapping[str, Any] = field(repr=False)
    event: Mapping[str, Any] = field(repr=False)
    settings: Mapping[str, Any] = field(repr=False)
    recipient: Reader
    authors: tuple[str, ...]
    day: dt.date
    events: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    host: Mapping[str, Any] | None = field(default=None, repr=False)
    til_orientering: Reader | None = None
    language: Language = DANISH
    readers: tuple[str, ...] = ()

    def party(self, who: str) -> Mapping[str, Any]:
        """A party by id, as the readers may see them; the young person as one of them."""
        if who == UNG:
            nothing = dict.fromkeys(PARTY_ONLY)
            return {**nothing, **self.sag["barn"], "id": UNG, "rolle": UNG}
        party: Mapping[str, Any] = next(p for p in self.sag["parter"] if p["id"] == who)
        return party


@dataclass(frozen=True, slots=True)
class Fact:
    """One derived value and where it comes from.

    `name` is what templates call it ("frist.hoering"); `source` is the statute, setting or field
    it rests on; `inputs` are the fields it was computed from.
    """

    name: str
    value: Any = field(repr=False)
    source: str
    inputs: tuple[str, ...] = ()


Rule = Callable[[View], Iterable[Fact]]
"""A rule derives some facts from a view; document kinds list the rules they need."""


def derive(view: View, rules: Iterable[Rule]) -> tuple[Fact, ...]:
    """Every fact the rules give. Raises DataError where law and settings leave a gap."""
    return tuple(fact for rule in rules for fact in rule(view))


def as_context(view: View, facts: Iterable[Fact]) -> dict[str, Any]:
    """The names a template sees: the case's own fields, and the facts under their dotted names."""
    context: dict[str, Any] = {key: value for key, value in view.sag.items() if key != "kommune"}
    context["kommune"] = view.settings
    for fact in facts:
        head, _, tail = fact.name.partition(".")
        if tail:
            context.setdefault(head, {})[tail] = fact.value
        else:
            context[head] = fact.value
    return context
