"""A template's file as its author sees it: paragraphs with their numbers, headings, cells and tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.docx.includes import include_of
from pipeline.docx.package import read_parts
from pipeline.docx.tags import W, find_tags
from pipeline.pdf.word.xml import parse
from pipeline.templates.findings import Spot, around

MAIN, CORE, STYLES = "word/document.xml", "docProps/core.xml", "word/styles.xml"
VAL = f"{W}val"

_STORY = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")
_PREFIX = re.compile(r"\{[{%#][-+]?(tr|tc|p|r)\s")
_STATEMENT = re.compile(r"\{%.*?%\}")
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A tag where it stands. `include` names the passage of `{%p include "x" %}`."""

    text: str
    spot: Spot
    closed: bool = True
    prefix: str = ""
    include: str = ""
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its place and the level of heading it is (0: none)."""

    element: Any = field(repr=False)
    spot: Spot
    level: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """One part that holds text."""

    part: str
    root: Any = field(repr=False)
    paragraphs: Sequence[Paragraph] = field(repr=False)
    tags: Sequence[Placed] = field(repr=False)


class TemplateFile:
    """A Word file by its name in messages; the parts are read once.

    Raises TemplateError or DocumentRefused where it is no Word document that can be looked at.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.data = name, data
        self.parts: Mapping[str, bytes] = read_parts(data, name)
        self.styles = parse(STYLES, self.parts[STYLES]) if STYLES in self.parts else None
        self._levels = dict(_levels(self.styles))
        self.stories = {part: self._story(part, parse(part, data)) for part, data in self.parts.items()
                        if _STORY.fullmatch(part)}

    @property
    def properties(self) -> Iterator[Placed]:
        """The tags in the document's title and other properties."""
        root = parse(CORE, self.parts[CORE]) if CORE in self.parts else ()
        for element in root:
            words = element.text or ""
            for start, end, closed in find_tags(words, raw=False):
                yield Placed(words[start:end], Spot(self.name, CORE, words=words), closed)

    @property
    def body(self) -> Story:
        """The text itself."""
        return self.stories[MAIN]

    def spot(self, part: str = "", paragraph: int = 0) -> Spot:
        """A place by the number that problems have; the paragraph's own where there is one."""
        story = self.stories.get(part)
        if story and 0 < paragraph <= len(story.paragraphs):
            return story.paragraphs[paragraph - 1].spot
        return Spot(self.name, part)

    def _story(self, part: str, root: Any) -> Story:
        paragraphs = tuple(self._paragraphs(part, root))
        return Story(part, root, paragraphs, tuple(_tags(paragraphs)))

    def _paragraphs(self, part: str, root: Any) -> Iterator[Paragraph]:
        cells, heading = dict(_cells(root)), ""
        for number, element in enumerate(root.iter(f"{W}p"), 1):
            words = written(element)
            level = self.level(element)
            cell = next((each for each in element.iterancestors(f"{W}tc")), None)
            table, row, column = cells.get(cell, (0, 0, 0))
            spot = Spot(self.name, part, number, heading, table, row, column, words)
            yield Paragraph(element, spot, level)
            if level and words.strip():
                heading = around(_STATEMENT.sub(_between, words).strip(), "")

    def level(self, paragraph: Any) -> int:
        """The level of heading a paragraph is, 0 where it is none."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if own is not None:
            return _level(own)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return self._levels.get(style.get(VAL), 0) if style is not None else 0


def _between(statement: re.Match[str]) -> str:
    """What stands for a statement in a heading: a heading with branches is one thing or another."""
    return " / " if re.match(r"\{%[-+]?\s*el(?:se|if)\b", statement[0]) else ""


def written(paragraph: Any) -> str:
    """The paragraph's own text, tags and all; a text box in it has paragraphs of its own."""
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t")
                   if next(node.iterancestors(f"{W}p")) is paragraph)


def _levels(styles: Any) -> Iterator[tuple[str, int]]:
    """The paragraph styles that are headings, also those that build on one."""
    found = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")} \
        if styles is not None else {}
    for identifier, style in found.items():
        for _ in range(10):
            level = _own_level(style)
            above = style.find(f"{W}basedOn")
            if level or above is None or above.get(VAL) not in found:
                break
            style = found[above.get(VAL)]  # noqa: PLW2901
        if level:
            yield identifier, level


def _own_level(style: Any) -> int:
    name, outline = style.find(f"{W}name"), style.find(f"{W}pPr/{W}outlineLvl")
    named = _HEADING.fullmatch(name.get(VAL, "")) if name is not None else None
    return int(named[1]) if named else _level(outline) if outline is not None else 0


def _level(outline: Any) -> int:
    value = outline.get(VAL, "")
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def _cells(root: Any) -> Iterator[tuple[Any, tuple[int, int, int]]]:
    """Each table cell with the numbers of its table, its row and itself."""
    for number, table in enumerate(root.iter(f"{W}tbl"), 1):
        for row_number, row in enumerate(rows_of(table), 1):
            for column, cell in enumerate(
                    (each for each in row.iter(f"{W}tc") if _within(each, f"{W}tr") is row), 1):
                yield cell, (number, row_number, column)


def rows_of(table: Any) -> list[Any]:
    """A table's own rows, without those of tables inside it."""
    return [row for row in table.iter(f"{W}tr") if _within(row, f"{W}tbl") is table]


def _within(element: Any, tag: str) -> Any:
    return next(element.iterancestors(tag), None)


def _tags(paragraphs: Sequence[Paragraph]) -> Iterator[Placed]:
    """Every tag in the order of the text; what stands between raw and endraw is none."""
    raw = False
    for paragraph in paragraphs:
        words = paragraph.spot.words
        if "{" not in words and "}" not in words:
            continue
        in_table = bool(paragraph.spot.table)
        for start, end, closed in find_tags(words, raw):
            tag = words[start:end].strip()
            if re.match(r"\{%[-+]?(?:(?:p|r|tr|tc)\s)?\s*(raw|endraw)\s*[-+]?%\}", tag):
                raw = "endraw" not in tag
            elif not raw:
                prefix, include = _PREFIX.match(tag), include_of(tag)
                yield Placed(tag, paragraph.spot, closed, prefix[1] if prefix else "",
                             include.name if include else "", in_table)
