"""How a template's letters will look: fonts that are other ones in the PDF, and what cannot be set.

The PDF engine is shown a letter with every branch in it and an "x" for each field.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lxml import etree

from pipeline.docx import compile as compiling
from pipeline.docx.compose import ComposedParts
from pipeline.docx.package import Docx, pack
from pipeline.docx.structure import DRAWING_ID, LINE
from pipeline.docx.tags import TAG, Place, W
from pipeline.errors import DocumentRefused, Problem, TemplateError, text
from pipeline.pdf import Engine, Metadata
from pipeline.pdf.setting.fontlist import fonts_of
from pipeline.templates.files import MAIN, STYLES, TemplateFile
from pipeline.templates.findings import Finding, Spot
from pipeline.templates.syntax import place_of

_IN_ATTRIBUTE = re.compile(r'(w:fill=")\{\{[^"]*\}\}|(=")\{\{[^"]*\}\}')
_STORY = re.compile(r"word/(?:header|footer)\d*\.xml")
_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_NUMBER = f"{W}rsidR"

Files = Mapping[str, TemplateFile]
"""The files a document is put together from, by their names in messages."""


def other_fonts(parts: Mapping[str, bytes], letterhead: TemplateFile, files: Files,
                folder: Path | None) -> Iterator[Finding]:
    """Each font that is set in another one with other widths, at a place that asks for it."""
    for choice in fonts_of(Docx(b"", parts), folder):
        if choice.plain:
            continue
        spot = _asking(choice.name, files) or letterhead.spot(STYLES)
        if choice.verdict == "symbol":
            yield Finding("pdf-skrift", spot, text(
                "Teksten er sat med symbolskriften {navn}, der ikke har bogstaver.", navn=choice.name),
                text("Skriv teksten med en almindelig skrifttype."))
        elif choice.verdict == "closed":
            yield Finding("pdf-skrift-lukket", spot, text(
                "Skrifttypen {navn} må efter sin licens ikke lægges ind i en PDF-fil.",
                navn=choice.name), text("Brug en anden skrifttype."))
        else:
            yield Finding("pdf-skrift-anden", spot, text(
                "Skrifttypen {navn} følger ikke med, så linjer brydes andre steder i PDF-filen.",
                navn=choice.name), text(
                "Brug Arial, eller læg skrifttypens filer i mappen skrifter."), "advarsel")


def _asking(font: str, files: Files) -> Spot | None:
    """The first text that itself asks for a font; none where its style does."""
    for file in files.values():
        for story in file.stories.values():
            for paragraph in story.paragraphs:
                if any(font in fonts.values() for fonts in paragraph.element.iter(f"{W}rFonts")):
                    return paragraph.spot
    return None


def not_set(parts: ComposedParts, engine: Engine, files: Files) -> Iterator[Finding]:
    """What the PDF engine refuses of the template, at its place in the author's file."""
    try:
        document, numbers = _with_every_branch(parts)
    except TemplateError:
        return
    try:
        engine.pdf(document, metadata=Metadata("Skabelon", "Skabelon"), timestamp=_DAY)
    except DocumentRefused as refused:
        yield from (_refusal(problem, parts, numbers, files) for problem in refused.problems)


def _with_every_branch(parts: ComposedParts) -> tuple[Docx, Sequence[int]]:
    """A document without tags, and which paragraph of the composed one each of its paragraphs is."""
    made = dict(parts)
    root = etree.fromstring(parts[MAIN])
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        paragraph.set(_NUMBER, f"{number:08X}")
    made[MAIN] = _bare(root, MAIN, compiling.BODY)
    for part in parts:
        if _STORY.fullmatch(part):
            made[part] = _bare(etree.fromstring(parts[part]), part, compiling.STORY)
    numbers = [int(paragraph.get(_NUMBER, "0"), 16)
               for paragraph in etree.fromstring(made[MAIN]).iter(f"{W}p")]
    return Docx(pack(made), made), numbers


def _bare(root: etree._Element, part: str, kind: str) -> bytes:
    written = compiling.prepared(Place("", part), kind, root).text
    written = _IN_ATTRIBUTE.sub(lambda found: f"{found[1]}auto" if found[1] else f"{found[2]}1", written)
    written = TAG.sub(lambda tag: "x" if tag[0].startswith("{{") else "", written)
    numbered = (f"{number}{piece}" for number, piece in enumerate(written.split(DRAWING_ID)[1:], 1001))
    return (written.split(DRAWING_ID)[0] + "".join(numbered)).replace(LINE, "\n").encode()


def _refusal(
    problem: Problem, parts: ComposedParts, numbers: Sequence[int], files: Files,
) -> Finding:
    """A refusal where the author sees it; the remedies by another engine are no help to her."""
    part, _, rest = problem.path.partition(",")
    number = place_of(f"x: {part},{rest}".rstrip(","))[2]
    spot = next(iter(files.values())).spot(part if part != "pdf" else "")
    if part == MAIN and 0 < number <= len(numbers) and numbers[number - 1]:
        name, own, _ = parts.origins[numbers[number - 1] - 1]
        spot = files[name].spot(MAIN, own) if name in files else spot
    elif part != MAIN:
        owner = next((file for file in files.values() if file.name.startswith("brevpapir/")), None)
        spot = owner.spot(part, number) if owner else spot
    return Finding(problem.code, spot, problem.message, problem.remedy, problem.severity)
