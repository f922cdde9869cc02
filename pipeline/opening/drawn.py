"""What a filled form's fields show, against what they hold. Call it through `pipeline.forms.room`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pypdf.generic import StreamObject

from pipeline.forms.described import kind_of, options_of, states_of, value_of
from pipeline.forms.objects import dictionary, got, name, raw
from pipeline.forms.opening import opened
from pipeline.forms.proof import bare_letters, shown_letters
from pipeline.forms.walk import Node, Place, walk


@dataclass(frozen=True, slots=True)
class Unlike:
    """A field that shows something else than it holds."""

    name: str
    page: int
    """Counted from 0."""
    shows: str = field(repr=False)
    holds: str = field(repr=False)


def unlike(data: bytes) -> tuple[Unlike, ...]:
    """The fields whose drawn letters, or whose ticks, are not their values.

    A field that the file does not draw is drawn by each viewer from its value: nothing can differ.
    Raises DataError where the file cannot be read.
    """
    walked = walk(opened(data).root)
    written: dict[int, dict[int, tuple[Node, str]]] = {}
    found = []
    for node in (each for nodes in walked.nodes.values() for each in nodes):
        for place in node.places:
            if place.page < 0:
                continue
            if kind_of(node) in ("check", "radio"):
                found += list(_unlike_button(node, place))
            elif kind_of(node) in ("text", "combo") and _is_drawn(place):
                written.setdefault(place.page, {})[place.order] = node, _held(node)
    for page, wanted in written.items():
        found += list(_unlike_texts(data, page, wanted))
    return tuple(found)


def _is_drawn(place: Place) -> bool:
    looks = dictionary(place.dictionary, "/AP")
    return looks is not None and isinstance(got(looks, "/N"), StreamObject)


def _held(node: Node) -> str:
    """What a text or a choice should show."""
    value = value_of(node)
    said = value if isinstance(value, str) else ""
    return dict(options_of(node, node.places[0])).get(said, said)


def _unlike_texts(data: bytes, page: int, wanted: dict[int, tuple[Node, str]]) -> Iterator[Unlike]:
    shown = shown_letters(data, page, set(wanted))
    for order, (node, held) in wanted.items():
        letters = bare_letters(held)
        if shown.get(order, "") == letters:
            continue
        # Of letters that lie on each other PDFium reads but one: then each is read alone.
        alone = shown_letters(data, page, {order}).get(order, "")
        if alone != letters:
            yield Unlike(node.name, page, alone, held)


def _unlike_button(node: Node, place: Place) -> Iterator[Unlike]:
    """A button that is on where its field's value is off, or the other way."""
    state, value = name(raw(place.dictionary, "/AS")), node.value("/V")
    if value is None:
        return  # what is seen is then what is read
    own = states_of(place.dictionary)
    wanted = name(value) if name(value) in own else "Off"
    drawn = state if state in own else "Off"
    if drawn != wanted:
        yield Unlike(node.name, place.page, _tick(drawn), _tick(wanted))


def _tick(state: str) -> str:
    return "☐" if state == "Off" else "☒"
