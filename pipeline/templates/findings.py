"""A finding: what is wrong in a template, where its author sees it, and the words around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.errors import Problem, Severity, Text, text

TITLE = text("Skabelon")
AROUND = 90
"""Letters of the paragraph that are shown around a place."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a paragraph stands: its number in the part, the heading above it, its table cell.

    All numbers count from 1; 0 is for none. `words` are the paragraph's own: a template holds no
    person's data.
    """

    file: str
    part: str = ""
    paragraph: int = 0
    heading: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    words: str = ""

    @property
    def path(self) -> str:
        """The place for programs, as all messages about templates have it."""
        number = f", afsnit {self.paragraph}" if self.paragraph else ""
        return f"{self.file}: {self.part}{number}" if self.part else self.file

    @property
    def shown(self) -> Text:
        """The place for people."""
        if not self.part:
            return text("{fil}", fil=self.file)
        place = text("{fil}, {hvor}", fil=self.file, hvor=part_name(self.part))
        if self.paragraph:
            place = text("{hvor}, afsnit {nummer}", hvor=place, nummer=self.paragraph)
        if self.table:
            place = text("{hvor}, tabel {tabel}, række {raekke}, celle {celle}", hvor=place,
                         tabel=self.table, raekke=self.row, celle=self.column)
        if self.heading:
            place = text("{hvor}, under »{overskrift}«", hvor=place, overskrift=self.heading)
        return place


_PARTS: Mapping[str, Text] = {
    "document": text("brødteksten"), "header": text("sidehovedet"), "footer": text("sidefoden"),
    "footnotes": text("fodnoterne"), "core": text("dokumentets egenskaber"),
    "styles": text("typografierne"), "settings": text("indstillingerne"),
}


def part_name(part: str) -> Text:
    """What people call a part of a Word document."""
    stem = part.rpartition("/")[2].partition(".")[0].rstrip("0123456789")
    return _PARTS.get(stem, text("{stykke}", stykke=part))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right. `kinds` are the documents it holds for; empty: any. `via` is where the
    author's own file asks for the one it stands in."""

    code: str
    spot: Spot
    message: Text
    remedy: Text = field(compare=False)
    severity: Severity = "fejl"
    tag: str = ""
    kinds: tuple[str, ...] = field(default=(), compare=False)
    via: Spot | None = field(default=None, compare=False)

    @property
    def problem(self) -> Problem:
        """The finding as every command shows problems."""
        spot = self.spot
        place = spot.shown
        if self.kinds:
            place = text("{hvor} (i {dokumenter})", hvor=place, dokumenter=", ".join(self.kinds))
        return Problem(spot.path, self.code, TITLE, self.message, self.remedy, self.severity, place,
                       around(spot.words, self.tag))

    def as_json(self, language: str = "da") -> dict[str, object]:
        """The finding for programs."""
        spot = self.spot
        cell = {"cell": {"table": spot.table, "row": spot.row, "column": spot.column}}
        return {
            **self.problem.as_json(language), "file": spot.file, "part": spot.part,
            "paragraph": spot.paragraph, "heading": spot.heading, **(cell if spot.table else {}),
            "tag": self.tag, "kinds": list(self.kinds)}


def around(words: str, tag: str) -> str:
    """A paragraph's words around a tag, cut where it is long."""
    at = max(words.find(tag), 0) if tag else 0
    start = max(0, at - AROUND // 3)
    end = min(len(words), max(at + len(tag), start) + AROUND)
    return f"{'… ' if start else ''}{words[start:end].strip()}{' …' if end < len(words) else ''}"


def gathered(findings: Iterable[Finding], documents: int) -> tuple[Finding, ...]:
    """Each finding once with the kinds it holds for; those of every document checked name none.

    In the order of files, parts and paragraphs.
    """
    kinds: dict[Finding, list[str]] = {}
    for finding in findings:
        kinds.setdefault(finding, []).extend(finding.kinds)
    merged = [replace(finding, kinds=() if len(set(names)) in (0, documents) else tuple(
        dict.fromkeys(names))) for finding, names in kinds.items()]
    return tuple(sorted(merged, key=lambda each: (
        each.spot.file, each.spot.part != "word/document.xml", each.spot.part, each.spot.paragraph,
        each.severity != "fejl")))
