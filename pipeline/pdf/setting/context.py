"""What the walk through one document carries with it: the document, the place, the counters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.docx.package import Docx
from pipeline.errors import Problem
from pipeline.pdf.fonts import BOX_FONTS, BOXES, Choice
from pipeline.pdf.setting.breaks import Room
from pipeline.pdf.setting.footnotes import Notes
from pipeline.pdf.setting.images import Store
from pipeline.pdf.setting.rowheads import Heads
from pipeline.pdf.setting.template import Template
from pipeline.pdf.word import typefaces
from pipeline.pdf.word.fields import Field
from pipeline.pdf.word.geometry import PLAIN, Geometry
from pipeline.pdf.word.numbering import Counters
from pipeline.pdf.word.place import Place, named, told
from pipeline.pdf.word.quoting import quoted
from pipeline.pdf.word.refusal import Refusals
from pipeline.pdf.word.xml import rels

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN = "word/document.xml"


@dataclass(slots=True)
class Context:
    """The state of one walk; a header or footer is a walk of its own."""

    docx: Docx
    template: Template
    refusals: Refusals
    store: Store
    part: str = MAIN
    running: bool = False
    """In a header or footer, where PDF/UA allows no links and nothing is a heading."""
    page: Geometry = PLAIN
    """The page of the section we are in."""
    number: int = 0
    """The paragraphs met so far: how a place is told to a person."""
    rooms: list[Room] = field(default_factory=list)
    """For each piece of text that is not blank, the line it stands in."""
    marked: bool = False
    """Whether marks stand for the words."""
    verbatim: bool = True
    """Whether the code has the words as they are, not in capitals."""
    warnings: dict[Problem, None] = field(default_factory=dict)
    """What whoever sends the document should know, each thing once."""
    pixels: dict[str, int] = field(default_factory=dict)
    """How many points the pictures met so far have, by part."""
    quoting: bool = False
    """Whether a place is told with words of the document too."""
    paragraph: Element | None = None
    """The paragraph met last."""
    at: Element | None = None
    """What is being read in it."""
    noted: str | None = None
    """The number of the note we are in; "" where it has a mark of its own."""
    notes: Notes = field(default_factory=Notes)
    fields: list[Field] = field(default_factory=list)
    """The fields that go on from one paragraph to the next."""
    depth: int = 0
    """How many tables we are inside."""
    tables: int = 0
    """How many tables have begun that stand in no other."""
    heading: int = 0
    headings: int = 0
    """How many headings have been met."""
    heads: list[Heads] = field(default_factory=list)
    """Which rows have headers, for each table that is one to a reader, in the order they end."""
    anchors: dict[str, str] = field(default_factory=dict)
    """The labels of the bookmarks that links point at."""
    placed: set[str] = field(default_factory=set)
    counters: Counters = field(init=False)
    rels: Mapping[str, tuple[str, str, bool]] = field(init=False)

    def __post_init__(self) -> None:
        self.counters = Counters(self.template.numbering)
        self.rels = rels(self.docx.parts, self.part)

    @property
    def place(self) -> Place:
        """Where we are, as a person can find it in Word."""
        number = max(self.number, 1)
        shown = told(self.part, number, self.tables if self.depth else 0, self.headings)
        words = quoted(self.paragraph, self.at) if self.quoting and self.paragraph is not None else ""
        return Place.at(self._path(number), shown, words)

    def place_of(self, number: int, paragraph: Element | None = None) -> Place:
        """Where the paragraph of this number is."""
        words = quoted(paragraph) if self.quoting and paragraph is not None else ""
        return Place.at(self._path(number), told(self.part, number), words)

    def _path(self, number: int) -> str:
        return f"{named(self.part)}, afsnit {number}"

    def refuse(self, code: str, **values: object) -> None:
        """Note that what stands here cannot be set."""
        self.refusals.add(code, self.place, **values)

    def refuse_all(self, issues: Iterable[tuple[str, str]]) -> None:
        """Refuse what properties carried along."""
        for code, name in issues:
            self.refuse(code, navn=name)

    def sets(self, text: str, font: Choice) -> None:
        """Note what there is to say of the font that a text, or a field, is set in."""
        if font.plain or text.isspace():
            return
        if font.name.lower() in BOX_FONTS:
            # Boxes come from elsewhere anyhow; which texts are boxes is not seen in their marks.
            self.verbatim = False
            if text and set(text) <= BOXES:
                return
        if font.verdict in ("symbol", "closed"):
            self.refuse("pdf-skrift" if font.verdict == "symbol" else "pdf-skrift-lukket",
                        navn=typefaces.shown(font.name))
        else:
            self.warnings[typefaces.warning(font)] = None

    def level(self, outline: int) -> int:
        """The heading's level: the first is 1 and none is skipped, as PDF/UA asks."""
        self.headings += 1
        self.heading = min(outline + 1, self.heading + 1)
        return self.heading
