"""The data in a letter: what it was made from, as its readers may see it, and how that is written.

The case in it is the letter's own projection, never more. It has the events the letter is about in
their lists, so that it reads as a case; what a reader may not see is not in it, and an address that is
hidden is `{"beskyttet": true}`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline import __version__, schemas
from pipeline.documents import Place
from pipeline.errors import text
from pipeline.letters import Letter
from pipeline.sag import MAX_BYTES
from pipeline.templateset import Templates, template_set

CARRIED = "hjemmetraening.json"
"""What the file is called that a PDF carries."""

LONGEST = MAX_BYTES
"""Bytes of it: as many as of a case."""

VERSION = 1
"""Of the envelope around the case; the case has the version of its schema (`skema`)."""

TITLE = text("Filens data")
"""What problems with it are about."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What one copy of a document was made from: enough to make it again, and no more.

    `recipient` is who gets the copy, `readers` whose eyes the case was projected for, `authors` who
    has written it (nobody: the kommune); `til_orientering`: the recipient gets the letter of the
    first reader. `places` say which events of `sag` it is about, as `DocumentKind.events` does.
    `template` is the digest of all that its words can come from but the case; `schema` the case's
    version, `program` ours. `settings` and `sag` are JSON values, complete by no schema.
    """

    kind: str
    nr: int
    date: dt.date
    recipient: str
    authors: tuple[str, ...]
    readers: tuple[str, ...]
    til_orientering: bool
    places: tuple[Place, ...]
    language: str
    template: str
    schema: str
    program: str
    settings: Mapping[str, Any] = field(repr=False)
    sag: Mapping[str, Any] = field(repr=False)


def payload(letter: Letter, templates: Templates = None) -> Carried:
    """What a letter is to carry, from its own projection. Raises UsageError for a lost folder."""
    view = letter.view
    sag, places = _with_events(letter)
    return Carried(
        kind=letter.kind.id, nr=letter.number, date=view.day,
        recipient=(view.til_orientering or view.recipient).id, authors=view.authors,
        readers=view.readers, til_orientering=view.til_orientering is not None, places=places,
        language=view.language.code, template=template_set(templates).digest(letter.kind.id),
        schema=str(view.sag["skema"]), program=__version__,
        settings=_public(view.settings), sag=sag)


def _with_events(letter: Letter) -> tuple[dict[str, Any], tuple[Place, ...]]:
    """The projected case as JSON values with the letter's events in their list, and their places."""
    kind, view = letter.kind, letter.view
    events: Sequence[Any] = view.events
    part = (letter.variant,) if kind.dele else ()
    sag = dict(view.sag)
    if kind.led and view.host is not None:
        sag[kind.liste] = [{**view.host, kind.led: events}]
        places: list[Place] = [(0, index) for index in range(len(events))]
    elif kind.liste in kind.uses:
        places = [(index, *part) for index in _among(sag[kind.liste], events)]
    else:
        sag[kind.liste] = events
        places = [(index, *part) for index in range(len(events))]
    # The settings have a place of their own, without what is only the kommune's.
    return {key: plain(value) for key, value in sag.items()
            if value not in (None, ()) and key != "kommune"}, tuple(places)


def _among(listed: Sequence[Any], events: Sequence[Any]) -> list[int]:
    """Where the events stand in their list; two that are the same are two."""
    found: list[int] = []
    for event in events:
        found.append(next(index for index, each in enumerate(listed)
                          if each == event and index not in found))
    return found


def _public(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that everybody may see: no folder of somebody's machine."""
    properties = schemas.resolved("kommune")["properties"]
    return {key: plain(value) for key, value in settings.items()
            if value not in (None, ()) and "foraelder" in properties[key]["x-roller"]}


def plain(value: Any) -> Any:
    """A projected value as JSON: dates as text, marks as typed, nothing where there is nothing."""
    kind = type(value)
    if kind is dict:
        return {key: item if type(item) is str else plain(item) for key, item in value.items()
                if item is not None and item != () and not (item is False and key == "beskyttet")}
    if kind is tuple or kind is list:
        return [plain(item) for item in value]
    if isinstance(value, str):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value
