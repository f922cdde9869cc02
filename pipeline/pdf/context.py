"""What the walk through one document carries with it: the document, the place, the counters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.docx.package import Docx
from pipeline.pdf.footnotes import Notes
from pipeline.pdf.geometry import PLAIN, Geometry
from pipeline.pdf.images import Store
from pipeline.pdf.numbering import Counters
from pipeline.pdf.refusal import Refusals
from pipeline.pdf.rowheads import Heads
from pipeline.pdf.template import Template
from pipeline.pdf.xml import W, rels

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN = "word/document.xml"
QUOTED = 6
"""How many words tell a person which paragraph is meant."""


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
    rooms: list[float] = field(default_factory=list)
    """For each piece of text that is not blank, the ems its line has room for."""
    verbatim: bool = True
    """Whether the code has the words as they are, not in capitals."""
    pixels: dict[str, int] = field(default_factory=dict)
    """How many points the pictures met so far have, by part."""
    quoting: bool = False
    """Whether a place is told with words of the document too."""
    paragraph: Element | None = None
    """The paragraph met last."""
    noted: str = ""
    """The number of the note we are in."""
    notes: Notes = field(default_factory=Notes)
    depth: int = 0
    """How many tables we are inside."""
    heading: int = 0
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
    def place(self) -> str:
        """Where we are, as a person can find it in Word."""
        place = self.place_of(self.number)
        if not self.quoting or self.paragraph is None:
            return place
        words = "".join(part.text or "" for part in self.paragraph.iter(W + "t")).split()
        more = " …" if len(words) > QUOTED else ""
        return f"{place} (»{' '.join(words[:QUOTED])[:80]}{more}«)" if words else place

    def place_of(self, number: int) -> str:
        """Where the paragraph of this number is."""
        return f"{self.part}, afsnit {number}"

    def refuse(self, code: str, **values: object) -> None:
        """Note that what stands here cannot be set."""
        self.refusals.add(code, self.place, **values)

    def refuse_all(self, issues: Iterable[tuple[str, str]]) -> None:
        """Refuse what properties carried along."""
        for code, name in issues:
            self.refuse(code, navn=name)

    def level(self, outline: int) -> int:
        """The heading's level: the first is 1 and none is skipped, as PDF/UA asks."""
        self.heading = min(outline + 1, self.heading + 1)
        return self.heading
