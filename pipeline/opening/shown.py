"""What opening a file came to, for people and for programs."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.carried.payload import Carried
from pipeline.documents import KINDS
from pipeline.errors import Text, text
from pipeline.opening.verdict import PROOFS, VERDICTS, Opened, Passage
from pipeline.validation import title_of

WIDTH = 100
MOST = 20
"""Passages that are shown on the screen; --json has them all."""
NAMED = 6
"""Values that are named of each part of the case."""

FOUND: Mapping[str, Text] = {
    "carried": text("Filen har sine data med."), "form": text("Filen er en udfyldt formular."),
    "nothing": text("Filen har ingen data med.")}


def as_json(found: Opened, language: str) -> dict[str, Any]:
    """The result for programs; the case's numbers are exact and need a writer that keeps them so."""
    return {
        "verdict": found.verdict, "case": found.case, "fundet": found.found, "bevis": found.proof,
        "dokument": found.kind, "sha256": found.sha256, "underskrevet": found.signed,
        "migreret": list(found.steps), "kuvert": _envelope(found.carried),
        "passager": [each.as_json(language) for each in found.passages],
        "ikke_paa_siderne": list(found.beside),
        "problemer": [each.as_json(language) for each in found.problems]}


def _envelope(carried: Carried | None) -> dict[str, Any] | None:
    """What a letter says of itself, without its case and settings."""
    return None if carried is None else {
        "dokument": carried.kind, "nr": carried.nr, "dato": carried.date.isoformat(),
        "modtager": carried.recipient, "forfattere": list(carried.authors),
        "laesere": list(carried.readers), "til_orientering": carried.til_orientering,
        "sprog": carried.language, "skabelon": carried.template, "skema": carried.schema,
        "program": carried.program}


def lines(found: Opened, language: str) -> Iterator[str]:
    """The verdict first, then what it rests on, what was found, and where the pages differ."""
    yield VERDICTS[found.verdict].in_language(language)
    if found.proof:
        yield PROOFS[found.proof].in_language(language)
    if found.verdict != "no-data" or found.found != "nothing":
        yield FOUND[found.found].in_language(language)
    yield from _about(found, language)
    for step in found.steps:
        yield text("Data er ført op til det nyeste skema: {trin}.", trin=step).in_language(language)
    for passage in found.passages[:MOST]:
        yield from _passage(passage, language)
    if len(found.passages) > MOST:
        yield text("… og {antal} steder mere. Se dem alle med --json.",
                   antal=len(found.passages) - MOST).in_language(language)
    yield from _beside(found, language)


def _about(found: Opened, language: str) -> Iterator[str]:
    carried = found.carried
    if carried is not None:
        yield text("{dokument}, nr. {nr}, {dato}, til {modtager}", dokument=KINDS[carried.kind].titel,
                   nr=carried.nr, dato=carried.date.isoformat(),
                   modtager=carried.recipient).in_language(language)
    elif found.kind in KINDS:
        yield KINDS[found.kind].titel.in_language(language)


def _passage(passage: Passage, language: str) -> Iterator[str]:
    """A place with both sides below each other, so that they can be held against each other."""
    yield ""
    place = passage.place.in_language(language)
    yield plain(f"{place}: … {passage.before} …" if passage.before else place)
    sides = ((text("i filen"), passage.here), (text("i data"), passage.ours))
    names = [name.in_language(language) for name, _ in sides]
    wide = max(map(len, names)) + 2
    for name, (_, said) in zip(names, sides, strict=True):
        yield from textwrap.wrap(plain(said) or "–", WIDTH, initial_indent=f"  {name}:".ljust(wide + 3),
                                 subsequent_indent=" " * (wide + 3), break_on_hyphens=False)


def _beside(found: Opened, language: str) -> Iterator[str]:
    """What the pages do not tell, part by part."""
    if not found.beside:
        return
    parts: dict[str, list[str]] = {}
    for path in found.beside:
        top, _, rest = path.partition(".")
        parts.setdefault(top.partition("[")[0], []).append(rest or path)
    yield ""
    yield text("{antal} oplysninger i data står ikke på siderne: papiret beviser dem ikke.",
               antal=len(found.beside)).in_language(language)
    for top, paths in parts.items():
        names = list(dict.fromkeys(re.sub(r"\[\d+\]", "", path) for path in paths))
        more = " …" if len(names) > NAMED else ""
        title = title_of("sag", [top]).in_language(language)
        yield f"  {title} ({len(paths)}): {', '.join(names[:NAMED])}{more}"


def plain(words: str) -> str:
    """Words of a foreign file as a terminal may be given them: nothing that moves its cursor."""
    return "".join(char if char.isprintable() else " " for char in words)
