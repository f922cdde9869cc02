"""A form for any kind, asked in the schema's own order: for those whose forms nobody has described."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline import schemas
from pipeline.documents import DocumentKind
from pipeline.errors import Text
from pipeline.forms.blank.asked import FORAELDER, Ask, Asked, Blocks, Part, Say
from pipeline.forms.blank.kinds.common import SEND, child

BLOCKS = 3
"""Items of a list that there is room for, with a heading each."""
_DEEPEST = 2
"""Lists of lists are not asked: whoever needs them writes the case."""

_Schema = Mapping[str, Any]


def asked(kind: DocumentKind) -> Asked:
    """What the kind's event can hold."""
    node: _Schema = schemas.resolved("sag")["properties"][kind.liste]["items"]
    if kind.led:
        node = node["properties"][kind.led]["items"]
    found = tuple(_below(kind.event_name, node, ()))
    own = {f"{kind.event_name}.art": kind.art} if kind.art else {}
    send = () if kind.forfatter == "kommune" else (SEND,)
    return Asked((child(address=False), *send, Part(kind.titel, found)), fixed=own, people=(FORAELDER,))


def _below(base: str, node: _Schema, within: tuple[str, ...]) -> Iterator[Ask | Say | Blocks]:
    """The parts of an object, the plain ones as they come."""
    for name, part in node["properties"].items():
        path = ".".join((base, *within, name))
        if part.get("type") == "object":
            yield Say(_title(part), strong=True)
            yield from _below(base, part, (*within, name))
        elif part.get("type") != "array" or part["items"].get("type") != "object":
            yield Ask(path)
        elif len(within) < _DEEPEST:
            yield Blocks(path, Text("{titel} {nr}", (("titel", _title(part)),)),
                         tuple(_plain(part["items"], ())), count=BLOCKS)


def _plain(node: _Schema, within: tuple[str, ...]) -> Iterator[Ask]:
    """What an item of a list holds, without the lists in it."""
    for name, part in node["properties"].items():
        if part.get("type") == "object":
            yield from _plain(part, (*within, name))
        elif part.get("type") != "array" or part["items"].get("type") != "object":
            yield Ask(".".join((*within, name)))


def _title(part: _Schema) -> Text:
    title: str = part["title"]
    return Text(title)
