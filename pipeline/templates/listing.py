"""What a set of templates is made of: each file, what it is, and whether it is a kommune's own."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline import resources
from pipeline.documents import KINDS, Author
from pipeline.docx.includes import declaration_of
from pipeline.docx.tags import TAG
from pipeline.errors import PipelineError, Text, text
from pipeline.templates.files import TemplateFile
from pipeline.templates.findings import around
from pipeline.templates.passages import about
from pipeline.templateset import SUFFIX, TemplateSet

Sort = Literal["dokument", "brevpapir", "blok"]
AUTHORS: dict[Author, Text] = {
    "kommune": text("Kommunens brevpapir"), "foraelder": text("Forælderens brevpapir"),
    "leverandoer": text("Leverandørens brevpapir")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A template in use. `changed` says whether an own file differs from the built-in one of its
    name; None where there is none. `takes` are a passage's arguments as it declares them."""

    name: str
    sort: Sort
    title: Text
    path: Path
    own: bool
    changed: bool | None = None
    takes: str = ""

    def as_json(self, language: str) -> dict[str, object]:
        """The entry for programs."""
        return {"navn": self.name, "slags": self.sort, "titel": self.title.in_language(language),
                "fil": str(self.path), "egen": self.own, "aendret": self.changed,
                "argumenter": self.takes}


def entries(templates: TemplateSet) -> Iterator[Entry]:
    """Every template of a set: documents in the order of kinds, letterheads, passages by name."""
    documents, letterheads = templates.documents(), templates.letterheads()
    for kind in KINDS.values():
        if kind.id in documents:
            yield _entry(templates, kind.id, "dokument", kind.titel, documents[kind.id])
    for author, title in AUTHORS.items():
        if author in letterheads:
            yield _entry(templates, author, "brevpapir", title, letterheads[author])
    for name, path in templates.passages().items():
        title, takes = _of_passage(path)
        yield _entry(templates, name, "blok", title, path, takes)


def _entry(
    templates: TemplateSet, name: str, sort: Sort, title: Text, path: Path, takes: str = "",
) -> Entry:
    own = templates.is_own(path)
    built_in = resources.templates() / path.parent.name / f"{name}{SUFFIX}"
    changed = resources.content(path) != resources.content(built_in) \
        if own and built_in.is_file() else None
    return Entry(name, sort, title, path, own, changed, takes)


def _without_tags(file: TemplateFile) -> Iterator[str]:
    """The words of paragraphs, with an ellipsis for each field."""
    for paragraph in file.body.paragraphs:
        words = around(TAG.sub(_shown, paragraph.spot.words), "")
        if words.strip(" …."):
            yield words


def _shown(tag: re.Match[str]) -> str:
    if tag[0].startswith("{{"):
        return "…"
    return " / " if re.match(r"\{%[-a-z]*\s+el(se|if)\b", tag[0]) else ""


def _of_passage(path: Path) -> tuple[Text, str]:
    """Its first words and its arguments; what is wrong with a file, `check` says."""
    with contextlib.suppress(PipelineError):
        file = TemplateFile(path.name, resources.content(path))
        first = next((each.text for each in file.body.tags), "")
        words = about(file) or next(_without_tags(file), "")
        return text("{ord}", ord=words), (declaration_of(first) or "").strip()
    return text("Filen kan ikke læses."), ""
