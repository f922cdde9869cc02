"""A text with marks, cut into paragraphs and list items."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.richtext.emphasis import Span, spans_of

ListKind = Literal["", "punkt", "nummer"]
"""No list, one with bullets, one with numbers."""

INDENT = 2
"""Blanks before a mark that put its list inside the item above."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or an item of a list.

    `level` counts from 0. `number` is the item's own; items of one list have the same `run`, and no
    other list of the text has it.
    """

    spans: tuple[Span, ...]
    list: ListKind = ""
    level: int = 0
    number: int = 0
    run: int = 0

    @property
    def label(self) -> str:
        """What stands before it where no list can be set."""
        return "– " if self.list == "punkt" else f"{self.number}. " if self.list else ""

    @property
    def plain(self) -> str:
        """Its words as a reader sees them, with its label."""
        return self.label + "".join(span.text for span in self.spans)


class _Line(NamedTuple):
    """A line as typed; one that can be an item has its mark's kind, its number and its words."""

    text: str
    words: str
    indented: bool
    list: ListKind = ""
    number: int = 0
    followed: bool = False
    """Whether the next number is there further down."""


@dataclass(slots=True)
class _Raw:
    """A block before the marks inside its lines are looked at."""

    lines: list[str]
    list: ListKind = ""
    level: int = 0
    number: int = 0
    run: int = 0


_ITEM = re.compile(r"[ \t]*(?:[-*]|([1-9]\d{0,3})\.)[ \t]+(\S.*)")
_ONLY_MARKS = re.compile(r"[-*_ \t]*")
_NO_ITEM = re.compile(r"([ \t]*)(?:\\(-)|(\d{1,4})\\(\.))(?=[ \t])")


def blocks_of(text: str) -> tuple[Block, ...]:
    """The paragraphs and list items of a text, at least one."""
    reader = _Reader()
    for line in _with_followers([_read(line) for line in text.split("\n")]):
        reader.take(line)
    return tuple(Block(spans_of("\n".join(raw.lines)), raw.list, raw.level, raw.number, raw.run)
                 for raw in reader.raws or [_Raw([text])])


def _read(line: str) -> _Line:
    """A line, and what it would be as an item."""
    blanks = line.expandtabs(INDENT)
    indented = len(blanks) - len(blanks.lstrip(" ")) >= INDENT
    found = _ITEM.fullmatch(line)
    if found is None or _ONLY_MARKS.fullmatch(found[2]):
        kept_out = _NO_ITEM.match(line)
        words = "".join(kept_out.groups("")) + line[kept_out.end():] if kept_out else line
        return _Line(line, words, indented)
    return _Line(line, found[2], indented, "nummer" if found[1] else "punkt", int(found[1] or 0))


def _with_followers(lines: list[_Line]) -> list[_Line]:
    """The lines, those with a number knowing whether the next number follows.

    A line that begins with "1. april" is no list; two that begin with 1 and 2 are one.
    """
    seen: list[_Line] = []
    coming = {False: 0, True: 0}
    for line in reversed(lines):
        followed = line.list == "nummer" and coming[line.indented] == line.number + 1
        seen.append(line._replace(followed=followed))
        if line.text.strip() and not (line.indented and not line.list):
            coming = {**coming, line.indented: line.number} if line.indented else {
                False: line.number, True: 0}
    return seen[::-1]


class _Reader:
    """Takes line after line, and knows which lists are open."""

    def __init__(self) -> None:
        self.raws: list[_Raw] = []
        self._open: list[_Raw] = []
        """The last item of the open list, and that of the list inside it."""
        self._inner_first = False
        self._runs = 0
        self._blank = True

    def take(self, line: _Line) -> None:
        """Begin a block with the line, or go on with the last one."""
        if not line.text.strip():
            self._blank = True
            return
        level = int(bool(self._open) and line.indented and not self._inner_first)
        if line.list == "punkt" or (line.list and self._counts(line, level)):
            self._item(line, level)
        elif self._open and line.indented and not self._blank:
            self._open[-1].lines.append(_as_text(line).lstrip())
        elif self._open or self._blank:
            self._open = []
            self.raws.append(_Raw([_as_text(line)]))
        else:
            self.raws[-1].lines.append(_as_text(line))
        self._blank = False

    def _counts(self, line: _Line, level: int) -> bool:
        """Whether a number begins a list, or is the next one of the list that is open."""
        before = self._open[level] if level < len(self._open) else None
        goes_on = before is not None and before.list == "nummer" and line.number == before.number + 1
        return goes_on or (line.number == 1 and line.followed)

    def _item(self, line: _Line, level: int) -> None:
        before = self._open[level] if level < len(self._open) else None
        self._inner_first = line.indented if not self._open else self._inner_first and line.indented
        goes_on = before is not None and before.list == line.list and (
            line.list == "punkt" or line.number == before.number + 1)
        if not goes_on:
            self._runs += 1
        run = before.run if before is not None and goes_on else self._runs
        item = _Raw([line.words], line.list, level, line.number, run)
        self._open = [*self._open[:level], item]
        self.raws.append(item)


def _as_text(line: _Line) -> str:
    """The line as typed, where it is no item."""
    return line.text if line.list else line.words
