"""A case with what was accepted in it: exact, in its own order, and no worse than it was."""

from __future__ import annotations

import copy
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipeline.errors import DataError, Problem, UsageError, text
from pipeline.merging.alignment import aligned
from pipeline.merging.difference import Change
from pipeline.merging.identity import Key, Path, covers, keys_of, list_name, written
from pipeline.merging.incoming import Incoming
from pipeline.merging.placing import insert_field, insert_item
from pipeline.merging.provenance import recorded
from pipeline.sag import Sag
from pipeline.validation import ordered, title_of, validate

EVERYTHING, NEW = "alle", "nye"
"""What can be said instead of paths: all that can be taken; only what contradicts nothing."""

RECEIVED = frozenset({"ansoegninger", "hoeringer.svar"})
"""The lists of what arrives on a day that counts."""


def accepted(changes: Sequence[Change], accept: Iterable[str], reject: Iterable[str] = ()
             ) -> tuple[Change, ...]:
    """The changes that somebody has said yes to, and not no.

    Raises UsageError for a path that names no difference: it may be a slip of the pen.
    """
    yes, no = tuple(accept), tuple(reject)
    unknown = [each for each in (*yes, *no) if each not in (EVERYTHING, NEW)
               and not any(covers(each, change.place) for change in changes)]
    if unknown:
        raise UsageError([Problem("--accept", "ingen-forskel-der", text("Forskelle"), text(
            "{antal} af stierne nævner ikke en forskel mellem filen og sagen.", antal=len(unknown)),
            text("Skriv stien, som den står i listen over forskelle, eller brug alle eller nye."))])
    return tuple(change for change in changes if change.can_be_taken
                 and any(_meant(each, change) for each in yes)
                 and not any(_meant(each, change) for each in no))


def _meant(word: str, change: Change) -> bool:
    if word == EVERYTHING:
        return True
    return not change.contradicts if word == NEW else covers(word, change.place)


def merged(
    mine: Mapping[str, Any], incoming: Incoming, changes: Sequence[Change], day: dt.date,
    received: dt.date | None = None, by: str = "",
) -> dict[str, Any]:
    """Our case with the changes and where they came from; it is not changed itself.

    `day` is today, `by` who said yes. Where it is known when the file was `received`, an application
    or an answer that is new gets that day. Raises DataError with the problems that the case would get.
    """
    case = copy.deepcopy(dict(mine))
    for change in changes:
        _put(case, change)
        if received and isinstance(change.path[-1], tuple) and list_name(change.path) in RECEIVED:
            _found(case, change.path)["modtaget"] = received.isoformat()
    case = recorded(case, aligned(mine, incoming), [change.place for change in changes],
                    received or day, by)
    _refuse_worse(mine, case)
    return case


def _refuse_worse(mine: Mapping[str, Any], case: Mapping[str, Any]) -> None:
    """Raise DataError where the case has a fault that it did not have before."""
    def grave(data: Mapping[str, Any]) -> list[Problem]:
        return [each for each in validate(Sag(data)) if each.severity == "fejl"]

    before, worse = Counter((each.code, str(each.title)) for each in grave(mine)), []
    for each in grave(case):
        kind = each.code, str(each.title)
        if not before[kind]:
            worse.append(each)
        before[kind] -= bool(before[kind])
    if worse:
        raise DataError(ordered(worse))


def _put(case: dict[str, Any], change: Change) -> None:
    """Set one value in the case; what it stands in is made where it is not there."""
    node: Any = case
    for at, step in enumerate(change.path[:-1]):
        above = change.path[:at]
        if isinstance(step, tuple):
            node = _item(node, above, step)
        else:
            if step not in node:
                listed = isinstance(change.path[at + 1], tuple)
                insert_field(node, step, [] if listed else {}, above)
            node = node[step]
    last = change.path[-1]
    if isinstance(last, tuple):
        insert_item(node, change.path[:-1], change.new)
    else:
        insert_field(node, last, change.new, change.path[:-1])


def _found(case: Any, path: Path) -> Any:
    for at, step in enumerate(path):
        case = _item(case, path[:at], step) if isinstance(step, tuple) else case[step]
    return case


def _item(items: Sequence[Any], path: Path, key: Key) -> Any:
    """The item of that name. Raises DataError where it is not there: it was not accepted."""
    for own, item in zip(keys_of(path, items), items, strict=True):
        if own == key:
            return item
    steps = [step for step in path if isinstance(step, str)]
    raise DataError([Problem(written(path), "hoerer-til-andet", title_of("sag", steps), text(
        "Noget i filen hører til noget andet i den, som ikke er taget med."), text(
        "Tag begge dele med, eller ingen af dem."))])
