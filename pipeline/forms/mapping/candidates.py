"""The places of a case that a form of a kind may ask for, each in the words that forms use."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.danish.fields import Field as CaseField
from pipeline.danish.fields import Step as TitledStep
from pipeline.danish.fields import fields
from pipeline.documents import KINDS
from pipeline.forms.mapping.paths import Match, Path, Step

ALSO: Mapping[str, str] = {
    "tlf": "telefon", "mobil": "telefon", "telefonnummer": "telefon", "mobilnummer": "telefon",
    "mail": "e-mail", "email": "e-mail", "mailadresse": "e-mail", "personnummer": "cpr",
    "cpr-nummer": "cpr", "cprnr": "cpr", "cprnummer": "cpr", "cpr-nr": "cpr", "cvr-nummer": "cvr",
    "cvrnr": "cvr", "cvr-nr": "cvr",
    "postnr": "postnummer", "adresse": "vej", "gade": "vej", "gadenavn": "vej", "født": "fødselsdato",
    "fødselsdag": "fødselsdato", "sagsnr": "sagsnummer", "journalnummer": "sagsnummer",
    "firma": "virksomhed", "firmanavn": "virksomhed", "kr": "beløb",
    "udgift": "hvad", "start": "fra", "startdato": "fra", "slut": "til", "slutdato": "til",
    "begrundelse": "hvorfor", "barnet": "barn", "barnets": "barn", "forældre": "forælder",
    "forældres": "forælder", "forælders": "forælder", "ansøger": "forælder", "ansøgers": "forælder",
    "mors": "mor", "fars": "far", "leverandørens": "leverandør", "leverandørs": "leverandør",
    "postnummer/by": "postnummer",
}
"""What forms call the things that the schema has other words for."""

_NOISE = frozenset({"og", "eller", "af", "for", "i", "på", "evt", "nr", "nummer", "fulde", "felt",
                    "tekst", "text", "field", "din", "dit", "jeres", "den", "det", "skriv"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place with its field's own words, and for each step above it the words of whose it is."""

    path: Path
    field: CaseField
    own: frozenset[str]
    whose: tuple[frozenset[str], ...] = ()
    unsaid: float = 0.78
    """What is left of its likelihood for each step that nothing is said of."""


@functools.cache
def candidates(kind: str) -> tuple[Candidate, ...]:
    """Every place a form of the kind may ask for, outside lists of its own."""
    event = KINDS[kind]
    found: list[Candidate] = []
    for known in fields().values():
        top = known.path.split(".")[0].removesuffix("[]")
        if known.form == "ingen" or known.path.endswith((".id", ".art", ".rolle")):
            continue
        if known.path == "sagsnummer" or top in ("barn", "sagsbehandler"):
            found += _outside(known)
        elif top == "parter":
            found += _of_parties(known)
        elif top == event.liste:
            found += _of_event(known, event.liste)
    return tuple(found)


def row_candidates(kind: str) -> Mapping[Path, tuple[Candidate, ...]]:
    """The places within each list that a table in such a form may be of."""
    liste = KINDS[kind].liste
    made: dict[Path, tuple[Candidate, ...]] = {}
    for known in fields().values():
        if known.form == "ingen" and known.path.startswith(f"{liste}[]."):
            inside = known.path.removeprefix(f"{liste}[].")
            if "[]" not in inside:
                within = f"{known.path}[]."
                made[Path((liste, -1, *inside.split(".")))] = tuple(
                    Candidate(Path(tuple(each.path.removeprefix(within).removesuffix("[]").split("."))),
                              each, tokens(each.title))
                    for each in fields().values() if each.path.startswith(within)
                    and "[]" not in each.path.removeprefix(within).removesuffix("[]"))
    return made


@functools.lru_cache(10_000)
def tokens(said: str) -> frozenset[str]:
    """The words of a label in the schema's spelling, without those that say nothing."""
    words = re.findall(r"[\w/-]*\w", said.casefold())
    return frozenset(ALSO.get(word, word) for word in words
                     if word not in _NOISE and not word.isdecimal())


def _outside(known: CaseField) -> Iterator[Candidate]:
    if "[]" not in known.path.removesuffix("[]"):
        yield Candidate(Path(tuple(known.path.removesuffix("[]").split("."))), known,
                        tokens(known.title), _whose(known.steps[:-1]))


def _of_parties(known: CaseField) -> Iterator[Candidate]:
    names = known.path.removeprefix("parter[].")
    if "[]" in names.removesuffix("[]"):
        return
    inner: tuple[Step, ...] = tuple(names.removesuffix("[]").split("."))
    for words, steps in (
            (("forælder", "mor"), (Match("rolle", "foraelder"),)),
            (("forælder", "far", "anden"), (Match("rolle", "foraelder"), 1)),
            (("leverandør",), (Match("rolle", "leverandoer"),))):
        yield Candidate(Path(("parter", *steps, *inner)), known, tokens(known.title),
                        (frozenset(words),))


def _of_event(known: CaseField, liste: str) -> Iterator[Candidate]:
    names = known.path.removeprefix(f"{liste}[].")
    if "[]" not in names.removesuffix("[]"):
        yield Candidate(Path((liste, -1, *names.removesuffix("[]").split("."))), known,
                        tokens(known.title), _whose(known.steps[1:-1]), unsaid=0.9)


def _whose(steps: Sequence[TitledStep]) -> tuple[frozenset[str], ...]:
    """What people would say to tell the thing from others; an address has its owner's name alone."""
    return tuple(tokens(step.names[0]) for step in steps if step.names[0] not in _UNSAID)


_UNSAID = frozenset({"Adresse", "Kontakt"})
