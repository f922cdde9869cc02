"""The field trees of a foreign PDF, walked without trust: full names, inheritance, lost widgets.

A field is a dictionary with a name of its own (/T) below which no other name stands; what else hangs
below it are its widgets. Widgets that only a page knows are found there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import DictionaryObject

from pipeline.forms import told
from pipeline.forms.limits import MAX_DEPTH, MAX_WIDGETS
from pipeline.forms.objects import Key, acroform, got, items, key_of, name, raw, resolved, string
from pipeline.forms.pages import Sheet, sheets

INHERITED = ("/FT", "/Ff", "/V", "/DV", "/DA", "/Q", "/MaxLen", "/Opt")
_AT_MOST = 4 * MAX_WIDGETS


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A widget as the file has it, and where it stands."""

    dictionary: DictionaryObject
    page: int
    """From 0; -1 where no page shows it."""
    order: int
    """Its number among the page's annotations."""


@dataclass(slots=True, eq=False)
class Node:
    """A field's own dictionary with what it inherits, and its widgets."""

    name: str
    dictionary: DictionaryObject
    inherited: dict[str, Any]
    places: list[Place] = field(default_factory=list)
    lost: Any = None
    """The top of its tree where the form does not know of it; None where it does."""

    def value(self, key: str, place: Place | None = None) -> Any:
        """What holds for the field, or for one of its widgets, with references followed."""
        if place is not None and (own := got(place.dictionary, key)) is not None:
            return own
        return resolved(self.inherited.get(key))

    @property
    def type(self) -> str:
        """"Tx", "Btn", "Ch" or "Sig"; empty where the file does not say."""
        return name(self.inherited.get("/FT"))


@dataclass(slots=True)
class Walked:
    """Everything found on the way."""

    root: DictionaryObject
    sheets: tuple[Sheet, ...]
    nodes: dict[str, list[Node]]
    """By full name; more than one where the form uses a name twice."""
    nameless: int = 0
    """Widgets that belong to no named field: nothing can be written in them."""
    knotted: bool = False
    """Whether a tree bites its own tail, or is deeper than any real one."""


def walk(root: DictionaryObject) -> Walked:
    """Walk the document's form. Raises DataError where it has too many pages or fields."""
    walking = _Walking(Walked(root, sheets(root), {}))
    form = acroform(root)
    for top in list(items(raw(form, "/Fields"))) if form is not None else []:
        walking.tree(top)
    for page, sheet in enumerate(walking.found.sheets):
        for order, reference in enumerate(sheet.annotations):
            annotation = resolved(reference)
            if isinstance(annotation, DictionaryObject) and name(
                    raw(annotation, "/Subtype")) == "Widget":
                walking.lost(reference, Place(annotation, page, order))
    if sum(len(node.places) for nodes in walking.found.nodes.values() for node in nodes) > MAX_WIDGETS:
        raise told.too_many_fields(MAX_WIDGETS)
    return walking.found


class _Walking:
    """The trees of one document, each object of them met but once."""

    def __init__(self, found: Walked) -> None:
        self.found = found
        self._seen: set[Key] = set()
        self._known: dict[int, Node] = {}
        self._places = {key_of(reference): (page, order) for page, sheet in enumerate(found.sheets)
                        for order, reference in enumerate(sheet.annotations)}

    def tree(self, top: Any, lost: Any = None) -> None:
        """The fields from the top of a tree down."""
        waiting: list[tuple[Any, str, dict[str, Any], int]] = [(top, "", {}, 0)]
        while waiting:
            reference, above, inherited, depth = waiting.pop()
            node = resolved(reference)
            if not isinstance(node, DictionaryObject):
                continue
            if depth > MAX_DEPTH or key_of(reference) in self._seen:
                self.found.knotted = True
                continue
            self._meet(reference)
            full, holds = _joined(above, node), _below(inherited, node)
            kids = list(_kids(node, self._seen))
            fields = [kid for kid in kids if got(resolved(kid), "/T") is not None]
            waiting += [(kid, full, holds, depth + 1) for kid in reversed(fields)]
            own = [kid for kid in kids if got(resolved(kid), "/T") is None]
            if not fields or own:
                self._end(reference, own, Node(full, node, holds, lost=lost))

    def _meet(self, reference: Any) -> None:
        self._seen.add(key_of(reference))
        if len(self._seen) > _AT_MOST:
            raise told.too_many_fields(MAX_WIDGETS)

    def _end(self, reference: Any, kids: list[Any], node: Node) -> None:
        """A field with its widgets: its kids, or itself."""
        for each in kids or [reference]:
            if kids and key_of(each) in self._seen:
                self.found.knotted = True
                continue
            self._meet(each)
            widget = resolved(each)
            if kids or name(raw(widget, "/Subtype")) == "Widget" or got(widget, "/Rect") is not None:
                node.places.append(Place(widget, *self._places.get(key_of(each), (-1, 0))))
        if not node.name or not node.type:
            self.found.nameless += len(node.places)
            return
        self._known[id(node.dictionary)] = node
        self.found.nodes.setdefault(node.name, []).append(node)

    def lost(self, reference: Any, place: Place) -> None:
        """A widget on a page: if no tree led to it, its own tree is walked from the top."""
        if key_of(reference) in self._seen:
            return
        chain = _ancestors(reference)
        if key_of(chain[0]) not in self._seen:
            self.tree(chain[0], lost=chain[0])
        if key_of(reference) in self._seen:
            return
        self._meet(reference)
        parent = self._known.get(id(resolved(chain[-2])))
        if parent is not None and got(place.dictionary, "/T") is None:
            parent.places.append(place)
        else:
            self._stray(chain, place)

    def _stray(self, chain: list[Any], place: Place) -> None:
        """A field whose parent does not know of it."""
        full, holds = "", dict[str, Any]()
        for each in chain:
            full, holds = _joined(full, resolved(each)), _below(holds, resolved(each))
        if got(place.dictionary, "/T") is None or not name(holds.get("/FT")):
            self.found.nameless += 1
            return
        node = Node(full, place.dictionary, holds, [place], lost=chain[0])
        self._known[id(place.dictionary)] = node
        self.found.nodes.setdefault(full, []).append(node)


def _kids(node: DictionaryObject, seen: set[Key]) -> Iterator[Any]:
    """The fields and widgets below a field; a kid that only holds further kids is not there."""
    waiting = [(kid, 0) for kid in reversed(list(items(raw(node, "/Kids"))))]
    while waiting:
        kid, depth = waiting.pop()
        found = resolved(kid)
        if not isinstance(found, DictionaryObject):
            continue
        if got(found, "/T") is None and got(found, "/Kids") is not None:
            if key_of(kid) not in seen and depth < MAX_DEPTH:
                seen.add(key_of(kid))
                waiting += [(each, depth + 1) for each in reversed(list(items(raw(found, "/Kids"))))]
            continue
        yield kid


def _ancestors(reference: Any) -> list[Any]:
    """References from the top of a tree down to one of its ends."""
    chain, seen = [reference], {key_of(reference)}
    while len(chain) <= MAX_DEPTH:
        holder = resolved(chain[0])
        above = raw(holder, "/Parent") if isinstance(holder, DictionaryObject) else None
        if not isinstance(resolved(above), DictionaryObject) or key_of(above) in seen:
            break
        seen.add(key_of(above))
        chain.insert(0, above)
    return chain


def _joined(above: str, node: DictionaryObject) -> str:
    own = string(raw(node, "/T"))
    return above if not own else f"{above}.{own}" if above else own


def _below(inherited: dict[str, Any], node: DictionaryObject) -> dict[str, Any]:
    own = {key: raw(node, key) for key in INHERITED if raw(node, key) is not None}
    return {**inherited, **own} if own else inherited
