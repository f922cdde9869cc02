"""The sample letters that come along: what templates are tried out on, and where examples are from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline import resources
from pipeline.errors import DataError, UsageError
from pipeline.letters import Job, Letter, checked, makeable, prepared
from pipeline.sag import Sag, read_sag, read_settings

FIELD = tuple[str, ...]
"""A field's way from the letter, lists not told apart from what they hold."""
Which = int | Literal["alle"] | None
"""An event's number, all of them, or the newest."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One event of a sample case that makes letters: the case's file name, the event's number."""

    name: str
    number: int
    sag: Sag = field(repr=False)
    settings: Mapping[str, Any] | None = field(repr=False)
    letters: tuple[Letter, ...] = field(repr=False)


def samples_of(
    kind: str, settings: Mapping[str, Any] | None = None, nr: Which = None,
) -> Iterator[Sample]:
    """The sample letters of a kind, in the order of the cases' names: the newest event's of each case,
    that of number `nr`, or all.

    `settings` are a kommune's, else those the samples are made with. With somebody's own a sample may
    lack something (a rate of its year, say): it is left out. Raises DataError where all do.
    """
    folder = resources.samples()
    usual = read_settings(folder / "kommuner" / "solbaek.toml")
    made, lacking = False, None
    for path in sorted((folder / "sager").glob("*.json")):
        sag = read_sag(path)
        if kind not in makeable(sag):
            continue
        own = None if "kommune" in sag.data else usual
        try:
            yield from of_case(kind, sag, path.stem, settings or own, nr)
            made = True
        except DataError as error:
            lacking = error
        except UsageError:
            # The case has no event of that number.
            continue
    if lacking and not made:
        raise lacking


def of_case(
    kind: str, sag: Sag, name: str, settings: Mapping[str, Any] | None, nr: Which = None,
) -> Iterator[Sample]:
    """The letters of a kind in one case. Raises what making them would raise."""
    job = Job(kind, nr=nr, settings=settings)
    case, used, _ = checked(sag, job)
    letters = prepared(case, used, job)
    for number in sorted({letter.number for letter in letters}):
        yield Sample(name, number, sag, settings, tuple(
            letter for letter in letters if letter.number == number))


def telling(samples: Iterable[Sample], fields: Iterable[FIELD]) -> Sample | None:
    """The sample whose letters have most of these fields filled in; of several the first.

    None where there is no sample.
    """
    wanted = frozenset(fields)
    best = max(((len(wanted & filled(sample)), -nr, sample) for nr, sample in enumerate(samples)),
               key=lambda found: found[:2], default=None)
    return best[2] if best else None


def filled(sample: Sample) -> frozenset[FIELD]:
    """The fields that have something in at least one of a sample's letters."""
    return frozenset(tuple(path.replace("[]", "").split("."))
                     for letter in sample.letters for path, _ in _values(letter.context, ""))


def examples(samples: Iterable[Sample]) -> dict[str, Any]:
    """A value for each field that any letter has, by its path with [] for each list."""
    found: dict[str, Any] = {}
    for sample in samples:
        for letter in sample.letters:
            for path, value in _values(letter.context, ""):
                found.setdefault(path, value)
    return found


def _values(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every field below a value that has something, single values and lists of them with what they
    hold."""
    if isinstance(value, Mapping):
        if path and value:
            yield path, None
        for name, inner in value.items():
            yield from _values(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        plain = [item for item in value if not isinstance(item, Mapping)]
        if value:
            yield path, plain or None
        for item in value:
            if isinstance(item, Mapping):
                yield from _values(item, f"{path}[]")
    elif value is not None and value != "":
        yield path, value
