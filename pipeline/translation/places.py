"""Every place of a template that has words: paragraphs, descriptions of pictures and tables, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from lxml import etree

from pipeline.docx.tags import W
from pipeline.translation import syntax
from pipeline.translation.sentences import NBSP, sentence_of

MAIN, CORE, STYLES = "word/document.xml", "docProps/core.xml", "word/styles.xml"
_STORIES = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DESCRIBED = {_DRAWING: ("descr", "title"), f"{W}tblCaption": (f"{W}val",),
              f"{W}tblDescription": (f"{W}val",)}


class Translatable(Protocol):
    """Words that can be replaced by a translation."""

    @property
    def message(self) -> str:
        """The words as a message; empty where they cannot be one."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What the translator should know."""
        ...

    def write(self, translation: str, /) -> None:
        """Put a translation in the words' place."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a template and the number of their paragraph in the part, 0 outside of any."""

    words: Translatable
    paragraph: int


@dataclass(frozen=True, slots=True)
class _Attribute:
    """A picture's or a table's description for screen readers."""

    element: Any
    name: str
    notes: tuple[str, ...] = ("til skærmlæsere",)

    @property
    def message(self) -> str:
        """The description."""
        return syntax.escaped(self.element.get(self.name)).replace(NBSP, " ")

    def write(self, translation: str, /) -> None:
        """Put the translation in its place."""
        self.element.set(self.name, "".join(token.value for token in syntax.tokens(translation)))


@dataclass(frozen=True, slots=True)
class _Property:
    """A property of the document: text with tags, in no paragraph."""

    element: Any
    sentence: Any
    notes: tuple[str, ...] = ("dokumentets titel",)

    @property
    def message(self) -> str:
        """The property's words."""
        return str(self.sentence.message)

    def write(self, translation: str, /) -> None:
        """Put the translation in its place."""
        self.sentence.write(translation)
        self.element.text = "".join(node.text or "" for node in self.sentence.paragraph.iter(f"{W}t"))


def stories(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The parts that hold paragraphs."""
    return (part for part in parts if _STORIES.fullmatch(part))


def words_of(root: Any) -> Iterator[Found]:
    """Every place in a part that has words to translate, paragraph by paragraph."""
    paragraphs = list(root.iter(f"{W}p"))
    for number, paragraph in enumerate(paragraphs, 1):
        sentence = sentence_of(paragraph)
        if sentence is not None:
            yield Found(sentence, number)
    for element in root.iter(*_DESCRIBED):
        for name in _DESCRIBED[element.tag]:
            if syntax.has_words(element.get(name, "")):
                yield Found(_Attribute(element, name), 0)


def title_of(root: Any) -> Found | None:
    """The title among a document's properties, where it has words of its own."""
    element = root.find(TITLE)
    if element is None or not (element.text or "").strip():
        return None
    paragraph = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = element.text
    sentence = sentence_of(paragraph)
    return None if sentence is None else Found(_Property(element, sentence), 0)
