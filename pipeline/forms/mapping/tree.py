"""A case that is put together from a form's fields: each value at its path, beside what was there."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.danish.numbers import Trouble
from pipeline.documents import DocumentKind
from pipeline.forms.mapping.paths import Match, Path, Step, Which
from pipeline.validation import path_text


@dataclass(frozen=True, slots=True)
class Broken:
    """Stands for a value that could not be read, until its place in the case is known."""

    trouble: Trouble
    name: str


@dataclass(slots=True)
class Ended:
    """The case, the field of each of its values, and what could not be read, by path."""

    data: dict[str, Any] = field(repr=False)
    fields: dict[str, str] = field(default_factory=dict)
    broken: list[tuple[str, Broken]] = field(default_factory=list)


class Tree:
    """The case while it grows."""

    def __init__(self, base: Mapping[str, Any] | None, kind: DocumentKind | None) -> None:
        self.data: dict[str, Any] = copy.deepcopy(dict(base or {}))
        self._kind = kind
        self._made: dict[int, tuple[Any, Any]] = {}
        self._new: dict[int, Any] = {}
        self._names: list[tuple[Any, str, str]] = []
        self._blank: list[tuple[Any, str, str]] = []

    def put(self, path: Path, value: Any, name: str) -> None:
        """Put a value at a path; what it stands in is made where it is missing."""
        holder, key = self._holder(path)
        holder[key] = value
        self._names.append((holder, key, name))

    def note(self, path: Path, name: str) -> None:
        """Remember which field a place belongs to where nobody has written in it."""
        if found := self.existing(path):
            self._blank.append((*found, name))

    def drop(self, path: Path) -> None:
        """Take an item away once all is put: till then the others keep their places."""
        if found := self.existing(Path((*path.steps, ""))):
            found[0].clear()
            self._keep(found[0])

    def existing(self, path: Path) -> tuple[dict[str, Any], str] | None:
        """What holds the place at a path, where that is there already."""
        holder, key = self._walk(self.data, path, make=False)
        return None if holder is None else (holder, key)

    def answered(self, path: Path) -> bool:
        """Whether something was put in the item of a list that a path goes into, or in the case."""
        last = max((n for n, step in enumerate(path.steps) if not isinstance(step, str)), default=-1)
        found = self.existing(Path((*path.steps[:last + 1], ""))) if last >= 0 else (self.data, "")
        if found is None:
            return False
        written = {id(holder) for holder, key, _ in self._names if key in holder}
        return any(id(node) in written for node, _ in _places(found[0], ()))

    def _keep(self, node: Any) -> Any:
        """Remember a node that was made here, and what it was made with."""
        self._made[id(node)] = (node, dict(node) if isinstance(node, dict) else [])
        return node

    def _untouched(self, node: Any) -> bool:
        """Whether nothing has been written in a node that was made here, or nothing is left of it."""
        made = self._made.get(id(node))
        return made is not None and node in (made[1], {}, [])

    def ended(self) -> Ended:
        """The case without what was made for nothing."""
        ended = Ended(self.data)
        self._pruned(self.data)
        where = {id(node): path for node, path in _places(self.data, ())}
        for holder, key, name in (*self._blank, *self._names):
            if id(holder) in where:
                path = path_text((*where[id(holder)], key))
                if name:
                    ended.fields[path] = name
                if isinstance(value := holder.get(key), Broken):
                    ended.broken.append((path, value))
        for holder, key, _ in self._names:
            if isinstance(holder.get(key), Broken):
                del holder[key]
        return ended

    def _pruned(self, node: Any) -> bool:
        """Whether nothing is left of a node that was made here."""
        if isinstance(node, dict):
            for key in [key for key, value in node.items() if self._pruned(value)]:
                del node[key]
        elif isinstance(node, list):
            node[:] = [item for item in node if not self._pruned(item)]
        else:
            return False
        return self._untouched(node)

    def _holder(self, path: Path) -> tuple[dict[str, Any], str]:
        holder, key = self._walk(self.data, path, make=True)
        assert holder is not None
        return holder, key

    def _walk(self, node: Any, path: Path, make: bool) -> tuple[dict[str, Any] | None, str]:
        *above, last = path.steps
        assert isinstance(last, str), "a value stands in a field"
        for number, step in enumerate(above):
            after = path.steps[number + 1]
            if isinstance(step, str):
                node = self._child(node, step, list if not isinstance(after, str) else dict, make)
            else:
                if isinstance(node, dict):
                    return None, last
                node = self._item(node, path.steps[:number + 1], after, make)
            if node is None:
                return None, last
        return (node if isinstance(node, dict) else None), last

    def _child(self, node: Any, name: str, kind: type, make: bool) -> Any:
        if not isinstance(node, dict):
            return None
        if not isinstance(node.get(name), kind):
            if not make:
                return None
            node[name] = self._keep(kind())
        return node[name]

    def _item(self, items: Any, steps: tuple[Step, ...], after: Step, make: bool) -> Any:
        """The item of a list that a step names; for a list that is still to be narrowed, the list."""
        if isinstance(items, Among):
            return items.item(self, steps[-1], make)
        step = steps[-1]
        if isinstance(step, Match):
            chosen = Among(items, step)
            return chosen if isinstance(after, int) else chosen.item(self, 0, make)
        if step is Which.NEW or step == -1:
            return self._event(items, steps, make)
        return self._numbered(items, step, make)

    def _numbered(self, items: list[Any], number: Step, make: bool) -> Any:
        assert isinstance(number, int)
        while make and len(items) <= number:
            self._append(items, {})
        return items[number] if 0 <= number < len(items) else None

    def _event(self, items: list[Any], steps: tuple[Step, ...], make: bool) -> Any:
        """The newest event of the document's kind, or the one that is added."""
        art = self._kind.art if self._kind and steps[:-1] == (self._kind.liste,) else None
        if id(items) in self._new:
            return self._new[id(items)]
        own = [item for item in items if isinstance(item, dict) and art in (None, item.get("art"))]
        if steps[-1] is not Which.NEW and own:
            return own[-1]
        if not make:
            return None
        self._new[id(items)] = self._append(items, {"art": art} if art else {})
        return self._new[id(items)]

    def _append(self, items: list[Any], item: dict[str, Any]) -> dict[str, Any]:
        items.append(self._keep(item))
        return item


@dataclass(frozen=True, slots=True)
class Among:
    """The items of a list that have a value in a field."""

    items: list[Any]
    match: Match

    def item(self, tree: Tree, number: Any, make: bool) -> Any:
        """One of them by its place among them; made where it is missing."""
        found = [item for item in self.items
                 if isinstance(item, dict) and item.get(self.match.field) == self.match.value]
        while make and len(found) <= number:
            found.append(tree._append(self.items, {self.match.field: self.match.value}))
        return found[number] if -len(found) <= number < len(found) else None


def _places(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[Any, tuple[str | int, ...]]]:
    """Every object of the case with its path."""
    if isinstance(node, dict):
        yield node, path
        for key, value in node.items():
            yield from _places(value, (*path, key))
    elif isinstance(node, list):
        for number, item in enumerate(node):
            yield from _places(item, (*path, number))
