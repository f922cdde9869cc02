"""What a letter's readers are told rightly: the case as they may see it, and what comes out of that.

It is worked out anew from the case, for what was found in a finished letter alone: that the letter
was made from something else is what is looked into.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pipeline.errors import DataError
from pipeline.facts import derive
from pipeline.gate.secrets import secrets, visible
from pipeline.gate.watch import Watch
from pipeline.history import as_of
from pipeline.leaks import folded
from pipeline.letters import Letter, chosen_events
from pipeline.recipients import project, reader_of
from pipeline.rules.grounds import printable


def watch(case: Mapping[str, Any], letter: Letter) -> Watch:
    """The watch over one letter about a case: nothing that goes to its recipient may tell what one of
    its readers may not see."""
    view = letter.view
    readers = [reader_of(case, who) for who in view.readers]
    return Watch(
        (view.til_orientering or view.recipient).id, secrets(case, readers, view.day),
        functools.cache(lambda: in_words([*visible(case, readers, view.day), view.settings])),
        functools.cache(lambda: in_words([view.settings, *rightly(case, letter)])))


def rightly(case: Mapping[str, Any], letter: Letter) -> list[Any]:
    """The case as the letter's readers may see it, with its events and facts: a sum may come to what
    another's pay is. Nothing, where the case is not one to make the letter of."""
    try:
        seen, events = _projected(case, letter)
        if not events:
            return [seen]
        view = replace(letter.view, sag=seen, event=events[0][0], host=events[0][1],
                       events=tuple(event for event, _ in events))
        return [seen, events, [fact.value for fact in derive(view, letter.kind.rules)]]
    except DataError:
        return []


def in_words(told: Iterable[Any]) -> str:
    """Values as `folded` words, each apart from the next."""
    return folded(_APART.join(_leaves(list(told))))


_APART = "\n||||\n"
"""More than can stand inside a value."""


def _projected(case: Mapping[str, Any], letter: Letter) -> Any:
    view, kind = letter.view, letter.kind
    (_, places), = chosen_events(kind, case, letter.number)
    public = (view.settings["navn"], view.settings["adresse"]["by"])
    return project(
        printable(as_of(case, view.day)), [reader_of(case, who) for who in view.readers], view.day,
        [(kind.liste, place[0], kind.led, place[1]) if kind.led else (kind.liste, place[0])
         for place in places], kind.uses, public)


def _leaves(value: Any) -> Iterator[str]:
    """Every value as words: an amount as its whole kroner, with a point and without."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int | float | Decimal):
        # A year's figures are an amount only with a point.
        yield f"{int(value)} {int(value):,}".replace(",", ".")
    elif isinstance(value, dt.date):
        yield value.isoformat()
    else:
        yield str(value)
