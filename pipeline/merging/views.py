"""Our case as the sender may have seen it: what they could not see is no difference and no deletion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.carried.payload import plain
from pipeline.documents import KINDS
from pipeline.errors import DataError
from pipeline.history import as_of
from pipeline.merging.identity import keys_of
from pipeline.merging.incoming import Incoming
from pipeline.recipients import KOMMUNE, UNG, project, reader_of
from pipeline.rules.grounds import printable

Case = Mapping[str, Any]


def views(mine: Case, incoming: Incoming) -> tuple[Case, ...]:
    """Our case as it stands, as a document of that day has it, and as its readers see that.

    The last is left out where the readers are not people of our case, or a text of it would be
    refused them.
    """
    then = printable(as_of(mine, incoming.date))
    seen = _seen(then, incoming)
    return (mine, then) if seen is None else (mine, then, seen)


def _seen(then: Case, incoming: Incoming) -> Case | None:
    """The projection that a letter like theirs of our case would have been made from."""
    here = {party["id"] for party in then.get("parter") or ()} | {KOMMUNE, UNG}
    if not incoming.readers or not set(incoming.readers) <= here or incoming.kind not in KINDS:
        return None
    kind = KINDS[incoming.kind]
    readers = [reader_of(then, who) for who in incoming.readers]
    try:
        seen, _ = project(then, readers, incoming.date, (), kind.uses)
        if kind.led:
            # Of the event that is answered they have the answer's own part alone.
            return plain({**seen, kind.liste: ()})  # type: ignore[no-any-return]
        own = dict(_events(then, incoming))
        _, events = project(then, readers, incoming.date, [(kind.liste, at) for at in own], kind.uses)
    except DataError:
        return None
    listed = [event for event, _ in events] if kind.liste not in kind.uses else seen[kind.liste]
    shown: dict[str, Any] = plain({**seen, kind.liste: listed})
    return shown


def _events(then: Case, incoming: Incoming) -> Iterator[tuple[int, Any]]:
    """The events of ours that their document is about, with their places."""
    liste = KINDS[incoming.kind].liste
    theirs = incoming.sag.get(liste) or ()
    wanted = [keys_of((liste,), theirs)[int(place[0])] for place in incoming.places]
    ours = then.get(liste) or ()
    for at, key in enumerate(keys_of((liste,), ours)):
        if key in wanted:
            yield at, ours[at]
