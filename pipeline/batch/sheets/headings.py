"""A column's heading: a field's path as the schemas have it, or its title as people say it.

"parter[0].navn" counts from 0 like every path of the project; "Part 1: Navn" counts from 1 like people.
"""

from __future__ import annotations

import difflib
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.danish.fields import Field, Step, fields, lists

CASE = "#sag"
OWN = "#nr"
"""Columns that are no field: which case a list's row belongs to, and the row's own number."""

GENITIVES = ("s", "ets", "ens")
"""Barn + ets, Sagsbehandler + ens: "Barnets navn" is "Barn: Navn"."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a heading means. `path` is within the table's item: "adresse.vej", "bilag[0]", CASE, OWN,
    or "#0" for the number of the outermost list's item that the row belongs to; `field` is the
    field's whole path with [], "" where it is none."""

    path: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A heading that means nothing or several things; `candidates` are headings that would do."""

    candidates: tuple[str, ...] = ()
    ambiguous: bool = False


def plain(heading: str) -> str:
    """A heading without what does not matter: case, spaces, a last point, the required column's star."""
    folded = unicodedata.normalize("NFC", heading).casefold()
    return re.sub(r"\s*:\s*", ": ", re.sub(r"\s+", " ", folded)).strip(" *:.")


def meaning(heading: str, base: str) -> Meant | Unclear:
    """What a heading means in the table of a list's items, or of cases where `base` is ""."""
    known, said = _known(base), plain(heading)
    if said in known.special:
        return Meant(known.special[said])
    if (by_path := _by_path(re.sub(r"\s", "", heading), base)) is not None:
        return by_path
    key, numbers = _numbered(said)
    return _chosen(known.titles.get((key, len(numbers)), {}), numbers, base) or Unclear(
        tuple(_suggestions(said, base)))


def heading_of(field: Field, base: str, places: Sequence[int] = ()) -> str:
    """The heading of a field in a table, with the numbers of its lists from 1."""
    numbers = iter(places)
    steps = _inside(field, base)
    parts = []
    for step in steps:
        number = next(numbers, None) if step.listed else None
        parts.append(step.names[0] if number is None else f"{step.names[0]} {number + 1}")
    return ": ".join(parts)


def number_heading(path: str) -> str:
    """The heading of the column with the number of a list's item."""
    return f"{lists()[path].item} nr."


@dataclass(frozen=True, slots=True)
class _Known:
    """The headings of a table: special ones, and by (title, how many numbers) the fields and how
    much was left out of their titles."""

    special: Mapping[str, str]
    titles: Mapping[tuple[str, int], Mapping[str, int]]


@functools.cache
def _known(base: str) -> _Known:
    titles: dict[tuple[str, int], dict[str, int]] = {}
    for field in fields().values():
        if _below(field.path, base):
            for key, count, left_out in _ways(field, base):
                found = titles.setdefault((key, count), {})
                found[field.path] = min(left_out, found.get(field.path, left_out))
    return _Known(_special(base), titles)


def _special(base: str) -> dict[str, str]:
    if not base:
        return {}
    own = lists()[base]
    special = {plain(number_heading(path)): f"#{n}" for n, path in enumerate(own.above)}
    return {**special, plain(number_heading(base)): OWN, "sagsnummer": CASE}


def _below(path: str, base: str) -> bool:
    return not base or path.startswith(f"{base}[].")


def _inside(field: Field, base: str) -> tuple[Step, ...]:
    """The field's steps within an item of the table."""
    above = len(base.split(".")) if base else 0
    return field.steps[above:]


def _ways(field: Field, base: str) -> Iterator[tuple[str, int, int]]:
    """(what may be written, numbers in it, objects left out) for a field."""
    *above, last = _inside(field, base)
    numbers = sum(step.listed for step in above)
    choices = [step.names if step.listed else (*step.names, "") for step in above]
    for chosen in itertools.product(*choices, last.names):
        kept = [part for part in chosen if part]
        left_out = len(chosen) - len(kept)
        key = plain(": ".join(kept))
        yield key, numbers, left_out
        if last.listed and field.form != "ingen":
            yield key, numbers + 1, left_out
        if above and not above[0].listed and len(kept) == len(chosen):
            for ending in GENITIVES:
                owner = f"{kept[0]}{ending} "
                yield plain(owner + ": ".join(kept[1:])), numbers, left_out


def _numbered(said: str) -> tuple[str, tuple[int, ...]]:
    """A title's parts without their numbers, and the numbers counted from 0."""
    parts, numbers = [], []
    for part in said.split(": "):
        match = re.fullmatch(r"(.*\S) ([1-9]\d{0,3})\.?", part, re.ASCII)
        parts.append(match[1] if match else part)
        if match:
            numbers.append(int(match[2]) - 1)
    return ": ".join(parts), tuple(numbers)


def _by_path(written: str, base: str) -> Meant | None:
    """A field whose path was written, whole or within the item; None where there is none."""
    if not re.fullmatch(r"[a-z_]+(\[\d{0,4}\])*(\.[a-z_]+(\[\d{0,4}\])*)*", written, re.ASCII):
        return None
    inside = written.removeprefix(f"{base}[].")
    generic = re.sub(r"\[\d*\]", "[]", inside)
    whole = f"{base}[].{generic}" if base else generic
    for path in (whole, f"{whole}[]"):
        field = fields().get(path)
        if field and inside.count("[]") <= (1 if field.many and inside.endswith("[]") else 0):
            return Meant(inside.removesuffix("[]"), path)
    return None


def _chosen(found: Mapping[str, int], numbers: tuple[int, ...], base: str) -> Meant | Unclear | None:
    """The field whose title was said most fully."""
    if not found:
        return None
    fewest = min(found.values())
    best = [path for path, left_out in found.items() if left_out == fewest]
    if len(best) > 1:
        return Unclear(tuple(heading_of(fields()[path], base, numbers) for path in best), True)
    inside = best[0].removeprefix(f"{base}[].")
    for number in numbers:
        inside = inside.replace("[]", f"[{number}]", 1)
    return Meant(inside.removesuffix("[]"), best[0])


def _suggestions(said: str, base: str) -> Iterator[str]:
    """Headings that look like what was written."""
    known, (key, numbers) = _known(base), _numbered(said)
    if close := difflib.get_close_matches(key, [title for title, _ in known.titles], n=1, cutoff=0.75):
        found = next(paths for (title, _), paths in known.titles.items() if title == close[0])
        yield heading_of(fields()[next(iter(found))], base, numbers or (0,) * 3)
