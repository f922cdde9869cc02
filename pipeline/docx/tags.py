"""The tags of a template (`{{ … }}`, `{%p … %}`), found where the author wrote them.

docxtpl's preparation moves tags about and removes the paragraphs that hold only a tag, so each tag
is given a mark first. After the preparation the marks become line breaks inside the tags: Jinja's
line number is then the tag's number, and costs a letter nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from pipeline.errors import Problem, Text, text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_DELIMITER = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSER = {"{{": "}}", "{%": "%}", "{#": "#}"}
_PREFIX = re.compile(r"\{[{%#][-+]?(?:(?:tr|tc|p|r)\s)?(?:\s*(?:colspan|cellbg)\s)?")
# A comment takes its row out because its author wants it gone.
_ALONE = re.compile(r"\{[{%][-+]?(tr|tc|p)\s")
_OWN = re.compile(r"\{%[-+]?\s*(?:vm|hm)\s*[-+]?%\}")
_RAW = re.compile(r"\{%[-+]?(?:(?:p|r|tr|tc)\s)?\s*(raw|endraw)\s*[-+]?%\}")
_MARK = re.compile("\ufdd0([0-9]+)\ufdd1")


class Origin(NamedTuple):
    """The file a paragraph of a composed template comes from, and its number there.

    `tag` is what its author wrote where the composition has put another in its place.
    """

    name: str
    paragraph: int
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as its author wrote it, and the paragraph it stands in (counted from 1)."""

    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Place:
    """The part of a template where something is wrong; problems of that part are made here."""

    name: str
    part: str
    origins: Sequence[Origin] = ()

    def problem(self, paragraph: int, code: str, message: Text, remedy: Text) -> Problem:
        """A problem in a paragraph of this part (0: in the part as a whole)."""
        name = self.name
        if 0 < paragraph <= len(self.origins):
            name, paragraph, _ = self.origins[paragraph - 1]
        path = f"{name}: {self.part}" + (f", afsnit {paragraph}" if paragraph else "")
        return Problem(path, code, text("Skabelon"), message, remedy)

    def at(self, tag: Tag, code: str, message: Text, remedy: Text) -> Problem:
        """A problem with one tag; the message ends by showing the tag as its author wrote it."""
        shown = text("{fejl}: {tag}", fejl=message, tag=self.written(tag))
        return self.problem(tag.paragraph, code, shown, remedy)

    def written(self, tag: Tag) -> str:
        """A tag as its author wrote it."""
        known = 0 < tag.paragraph <= len(self.origins)
        return (known and self.origins[tag.paragraph - 1].tag) or tag.text


def mark_tags(root: etree._Element, place: Place) -> tuple[list[Tag], list[Problem]]:
    """Put a mark into every tag below `root`; the mark's number is the tag's index in the list."""
    tags: list[Tag] = []
    problems: list[Problem] = []
    raw = False
    for number, texts in paragraphs_of(root, place, problems):
        written = "".join(node.text or "" for node in texts)
        if "{" not in written and "}" not in written:
            continue
        marks: list[tuple[int, int]] = []
        for start, end, closed in find_tags(written, raw):
            tag = Tag(written[start:end].strip(), number)
            if raw_tag := _RAW.fullmatch(written[start:end]):
                raw = raw_tag[1] == "raw"
            elif raw:
                continue
            if not closed:
                problems.append(_unclosed(place, tag))
            elif _loses_text(tag, texts[0]):
                problems.append(_not_alone(place, tag))
            elif not _OWN.fullmatch(tag.text):
                prefix = _PREFIX.match(written, start)
                marks.append((prefix.end() if prefix else end, len(tags)))
                tags.append(tag)
        _insert(texts, marks)
    return tags, problems


def paragraphs_of(
    root: etree._Element, place: Place, problems: list[Problem]
) -> Iterator[tuple[int, list[etree._Element]]]:
    """Each paragraph's number and its text nodes; tags elsewhere than in text are problems."""
    found: dict[etree._Element | None, tuple[int, list[etree._Element]]] = {None: (0, [])}
    for element in root.iter(etree.Element):
        owner = _owner(element)
        if owner is not None and owner not in found:
            found[owner] = (len(found), [])
        number, texts = found[owner]
        if element.tag == f"{W}t":
            texts.append(element)
        elif element.text and _DELIMITER.search(element.text):
            problems.append(_misplaced(place, Tag(element.text.strip(), number)))
        for value in element.values():
            if _DELIMITER.search(str(value)) and "{" in str(value):
                problems.append(_misplaced(place, Tag(str(value), number)))
    yield from found.values()


def _owner(element: etree._Element) -> etree._Element | None:
    if element.tag == f"{W}p":
        return element
    return next(element.iterancestors(f"{W}p"), None)


def find_tags(written: str, raw: bool) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each tag, and whether it is closed; a stray closer counts as unclosed."""
    place = 0
    while opener := _DELIMITER.search(written, place):
        start = opener.start()
        closer = _DELIMITER.search(written, opener.end())
        if raw and not _RAW.match(written, start):
            yield start, opener.end(), True
            place = opener.end()
            continue
        closed = closer is not None and closer[0] == _CLOSER.get(opener[0])
        if opener[0] not in _CLOSER:
            yield max(0, start - 20), opener.end(), False
            place = opener.end()
        else:
            end = closer.end() if closer and closed else (
                closer.start() if closer else len(written))
            yield start, end, closed
            if ended := _RAW.fullmatch(written, start, end):
                raw = ended[1] == "raw"
            place = end


def _insert(texts: Sequence[etree._Element], marks: Sequence[tuple[int, int]]) -> None:
    """Write the marks, in the order of their places, into the text nodes that follow each other."""
    waiting = list(reversed(marks))
    start = 0
    for node in texts:
        written, pieces, done = node.text or "", [], 0
        while waiting and waiting[-1][0] - start <= len(written):
            place, number = waiting.pop()
            pieces += [written[done:place - start], f"\ufdd0{number}\ufdd1"]
            done = place - start
        if pieces:
            node.text = "".join([*pieces, written[done:]])
        start += len(written)


def _loses_text(tag: Tag, node: etree._Element) -> bool:
    """Whether other text goes with the paragraph, row or cell that docxtpl takes out for a tag."""
    alone = _ALONE.match(tag.text)
    container = next(node.iterancestors(f"{W}{alone[1]}"), None) if alone else None
    return container is not None and tag.text != "".join(
        each.text or "" for each in container.iter(f"{W}t")).strip()


def _not_alone(place: Place, tag: Tag) -> Problem:
    return place.at(tag, "tag-ikke-alene", text("Tagget står sammen med tekst, som ville gå tabt"),
                    text("Lad {%p … %} stå alene i sit afsnit, {%tr … %} i sin række og "
                         "{%tc … %} i sin celle, eller skriv tagget uden p, tr og tc."))


def _unclosed(place: Place, tag: Tag) -> Problem:
    return place.at(tag, "tag-ikke-lukket", text("Tagget er ikke åbnet og lukket rigtigt"), text(
        "Skriv både begyndelse og slutning i samme afsnit: {{ felt }} eller {% if felt %}."))


def _misplaced(place: Place, tag: Tag) -> Problem:
    return place.at(tag, "tag-uden-for-tekst", text(
        "Tagget står et sted, hvor felter ikke kan bruges"), text(
        "Flyt tagget til almindelig tekst; felter kan ikke stå i feltkoder, billedtekster til "
        "skærmlæsere eller egenskaber."))


@dataclass(frozen=True, slots=True)
class Source:
    """A prepared part: Jinja source in which line number n is the tag `lines[n]`."""

    text: str
    lines: Sequence[Tag]

    def tag(self, line: int) -> Tag:
        """The tag on a line of the source."""
        return self.lines[min(line, len(self.lines) - 1)]


def number_lines(prepared: str, tags: Sequence[Tag], part: str) -> Source:
    """Turn the marks into line breaks, and every other line break in tags into a blank."""
    first = Tag(part, 0)
    lines = [first, first]
    raw = False

    def numbered(match: re.Match[str]) -> str:
        lines.append(tags[int(match[1])])
        return "\n"

    def rewritten(match: re.Match[str]) -> str:
        nonlocal raw
        tag = match[0]
        if keyword := _RAW.fullmatch(_MARK.sub("", tag)):
            raw = keyword[1] == "raw"
        if raw:
            return _MARK.sub("", tag)
        return _MARK.sub(numbered, tag.replace("\n", " "))

    # What is left outside the tags counts as text and keeps no line break of its own.
    pieces = TAG.split(prepared)
    written = [rewritten(match) for match in TAG.finditer(prepared)]
    joined = [_MARK.sub("", pieces[0])]
    for tag, piece in zip(written, pieces[1:], strict=True):
        joined += [tag, _MARK.sub("", piece)]
    return Source("".join(joined), lines)
