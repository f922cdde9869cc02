"""What was found, in lines for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.changes.blocks import STORIES
from pipeline.changes.difference import Change, Restyled
from pipeline.changes.groups import Failure, Group, Overview
from pipeline.changes.looks import NAMES, OTHER
from pipeline.changes.sides import Compared
from pipeline.errors import Text, text

AROUND = 80
"""Characters of an unchanged paragraph that are shown beside a changed one."""
SIDES = {"gammel": text("den gamle"), "ny": text("den nye")}


def lines(group: Group, number: int, language: str) -> Iterator[str]:
    """One difference: in how many letters, in which first, and what it is in the first of them."""
    example = group.example
    yield text("{nr}. Breve: {antal}, steder: {steder} ({eksempler}):", nr=number, antal=group.letters,
               steder=group.times, eksempler=_listed(group.first, group.letters, language)
               ).in_language(language)
    yield f"   @@ {_place(example.story, example.heading).in_language(language)}"
    if isinstance(example, Restyled):
        yield f"   ~ {_restyled(example).in_language(language)}"
        yield f"     {_short(example.words)}"
        return
    yield from (f"     {_short(words)}" for words in (example.before,) if words)
    yield from (f"   - {words}" for words in example.old)
    yield from (f"   + {words}" for words in example.new)
    yield from (f"     {_short(words)}" for words in (example.after,) if words)


def failure_line(failure: Failure, language: str) -> str:
    """Which side cannot make how many letters."""
    return text("Breve, der ikke kan laves med {side} skabelon: {antal} ({eksempler}).",
                antal=failure.letters, side=SIDES[failure.side],
                eksempler=_listed(failure.first, failure.letters, language)).in_language(language)


def as_json(overview: Overview, language: str) -> dict[str, Any]:
    """The whole for programs."""
    return {
        "breve": overview.letters, "aendrede": overview.changed, "kun_udseende": overview.restyled,
        "kan_ikke_laves": overview.failed, "udeladte_aendringer": overview.left_out,
        "aendringer": [_group_json(group, language) for group in overview.groups],
        "fejl": [{"side": each.side, "breve": each.letters, "eksempler": _first(each.first),
                  **each.problem.as_json(language)} for each in overview.failures]}


def _group_json(group: Group, language: str) -> dict[str, Any]:
    example = group.example
    found: dict[str, Any] = {
        "slags": "tekst" if isinstance(example, Change) else "udseende", "breve": group.letters,
        "gange": group.times, "del": STORIES[example.story].in_language(language),
        "overskrift": example.heading, "eksempler": _first(group.first)}
    if isinstance(example, Change):
        return {**found, "gammel": list(example.old), "ny": list(example.new)}
    return {**found, "tekst": example.words, "egenskaber": [
        {"navn": NAMES.get(name, OTHER).in_language(language), "gammel": old, "ny": new}
        for name, old, new in example.properties]}


def _first(first: Sequence[Compared]) -> list[dict[str, Any]]:
    return [{"sag": each.case, "dokument": each.kind, "nr": each.number, "modtager": each.recipient}
            for each in first]


def _listed(first: Sequence[Compared], letters: int, language: str) -> str:
    """The first letters by case, document and recipient."""
    named = ", ".join(f"{each.case} {each.kind}-{each.number} {each.recipient}" for each in first[:3])
    more = letters - len(first[:3])
    return named if not more else text("{breve} og {antal} til", breve=named, antal=more).in_language(
        language)


def _place(story: str, heading: str) -> Text:
    if not heading:
        return STORIES[story]
    return text("{hvor}, under »{overskrift}«", hvor=STORIES[story], overskrift=heading)


def _restyled(example: Restyled) -> Text:
    """The properties that differ, with what they were and are where that says something to people."""
    said: dict[str, Text] = {}
    for name, old, new in example.properties:
        words = NAMES.get(name, OTHER)
        plain = len(old) <= 30 and len(new) <= 30 and "=" not in old + new and name in NAMES
        told = text("{navn}: {foer} → {efter}", navn=words, foer=old or "–", efter=new or "–")
        said.setdefault(str(words), told if plain and name != "p:table" else words)
    found, *rest = said.values()
    for each in rest:
        found = text("{en}, {anden}", en=found, anden=each)
    return text("kun udseende: {egenskaber}", egenskaber=found)


def _short(words: str) -> str:
    return words if len(words) <= AROUND else f"{words[:AROUND].rstrip()} …"
