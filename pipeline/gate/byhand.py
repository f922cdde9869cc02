"""The watch over a letter that somebody has edited: all that is known is the case and who gets it."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.errors import DataError, PipelineError, Problem, UsageError, text
from pipeline.gate.known import in_words
from pipeline.gate.secrets import secrets, visible
from pipeline.gate.watch import Watch
from pipeline.letters import Job, Letter, makeable, prepared
from pipeline.recipients import KOMMUNE, UNG, reader_of
from pipeline.sag import Sag
from pipeline.validation import refuse, validate


def watch_for(
    sag: Sag, settings: Mapping[str, Any] | None, recipient: str, day: dt.date,
) -> Watch:
    """The watch over a letter to somebody in the case, as they may see it on `day`.

    Raises DataError with the problems of the case, and UsageError where it has no such recipient.
    """
    refuse(validate(sag, settings))
    case, public = sag.data, settings or sag.data.get("kommune", {})
    known = [party["id"] for party in case["parter"]]
    if recipient not in (*known, UNG, KOMMUNE):
        raise UsageError([Problem("--recipient", "ukendt-modtager", text("Modtager"), text(
            "Sagen har ingen med det id."), text(
            "Vælg et af: {navne}.", navne=", ".join((*known, UNG, KOMMUNE))))])
    readers = [reader_of(case, recipient)]
    return Watch(
        recipient, secrets(case, readers, day),
        functools.cache(lambda: in_words([*visible(case, readers, day), public])),
        functools.cache(lambda: in_words([public, *_told(sag, public, recipient, day)])))


def _told(sag: Sag, settings: Mapping[str, Any], recipient: str, day: dt.date) -> Iterator[Any]:
    """What the recipient is told in any letter that can be made of the case."""
    for kind in makeable(sag):
        with contextlib.suppress(PipelineError):
            for letter in _letters(sag, settings, kind, day):
                if recipient == (letter.view.til_orientering or letter.view.recipient).id:
                    yield [letter.view.sag, letter.view.events, [fact.value for fact in letter.facts]]


def _letters(
    sag: Sag, settings: Mapping[str, Any], kind: str, day: dt.date) -> tuple[Letter, ...]:
    try:
        return prepared(sag.data, settings, Job(kind, "alle", today=day))
    except DataError:
        return prepared(sag.data, settings, Job(kind, today=day))
