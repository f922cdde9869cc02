"""Every figure and date that a letter was computed from, with rule, inputs and source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.facts import Fact
from pipeline.facts.statutes import statutes
from pipeline.letters import Letter

WORDS = ("hjemmel.", "frist.")
"""Facts whose words are shown too: statutes and periods."""

TELLING = ("regnestykke", "navn", "hjemmel", "kilde")
"""Words inside a computed value that belong to its trail. No other text is shown: it may be a
person's."""


ASIDE = ("forsendelser", "poster", "godkendt", "elementer", "elementer_godkendt", "elementer_afvist")
"""Parts of a decision that are told as written: nothing is computed from them here."""


@dataclass(frozen=True, slots=True)
class Step:
    """One derived value: what it is called, its rule, inputs and source, in which letter to whom."""

    dokument: str
    nr: int
    modtager: str
    navn: str
    vaerdi: Any
    regel: str
    kilde: str
    felter: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """For programs: dates as ÅÅÅÅ-MM-DD, amounts as numbers in text, exact."""
        value = self.vaerdi.isoformat() if isinstance(self.vaerdi, dt.date) else \
            str(self.vaerdi) if isinstance(self.vaerdi, Decimal) else self.vaerdi
        return {"dokument": self.dokument, "nr": self.nr, "modtager": self.modtager,
                "navn": self.navn, "vaerdi": value, "regel": self.regel, "kilde": self.kilde,
                "felter": list(self.felter)}


def trail(letter: Letter) -> Iterator[Step]:
    """The steps of one letter in the order they were computed; the statutes last."""
    reader = letter.view.til_orientering or letter.view.recipient
    for rule in sorted(letter.kind.rules, key=lambda rule: rule is statutes):
        name = f"{rule.__module__.removeprefix('pipeline.')}.{rule.__name__}"
        for fact in rule(letter.view):
            yield from (Step(letter.kind.id, letter.number, reader.id, path, value, name, fact.source,
                             fact.inputs) for path, value in figures(fact))


def figures(fact: Fact) -> Iterator[tuple[str, Any]]:
    """The dates, numbers and statutes inside a fact, each under its whole name."""
    if isinstance(fact.value, str):
        if fact.name.startswith(WORDS):
            yield fact.name, fact.value
        return
    yield from _leaves(fact.name, fact.value)


def _leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, Mapping):
        computed = "regnestykke" in value
        for key, item in value.items():
            if key in ASIDE:
                continue
            if isinstance(item, str):
                if computed and key in TELLING:
                    yield f"{path}.{key}", item
            else:
                yield from _leaves(f"{path}.{key}", item)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for index, item in enumerate(value):
            yield from _leaves(f"{path}[{index}]", item)
    elif isinstance(value, dt.date | Decimal | int):
        yield path, value
