"""What an author is told of a field, and of fields that stand together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.errors import Text
from pipeline.templates.fieldtypes import Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """One field. `path` has [] for each list: "maalstatus[].titel".

    `tag` can be pasted into a sentence as it is, once `opening` and `closing`, whole paragraphs, stand
    around: the loops it is within. `codes` are the values it can have and their Danish words.
    `needed`: why a letter must print it.
    """

    path: str
    title: Text
    help: Text | None
    kind: Kind
    type: Text
    tag: str
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    example: str = ""
    can_be_missing: bool = False
    needed: Text | None = None

    @property
    def whole(self) -> tuple[str, ...]:
        """The paragraphs that print it, wherever they are pasted."""
        return (*self.opening, self.tag, *self.closing)


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together: in one object, or in each item of a list.

    `name` is how a template names the object or the item; `opening` and `closing` are the paragraphs
    of the loop that goes through the list.
    """

    path: str
    title: Text
    help: Text | None
    name: str
    entries: tuple[Entry, ...]
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()

    def like(self, other: Group) -> bool:
        """Whether its tags are the other's with another name in front."""
        return bool(self._shape()) and self._shape() == other._shape()

    def _shape(self) -> tuple[object, ...]:
        named = re.compile(rf"\b{re.escape(self.name)}\b")
        return tuple((entry.path.removeprefix(self.path), entry.title, entry.type, entry.codes,
                      named.sub("", entry.tag))
                     for entry in self.entries if entry.path not in (self.path, self.path[:-2]))
