"""Whether everybody can read the letters of a template: headings, tables, pictures, language, title."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.docx.syntax import BLOCKS, keyword_of
from pipeline.docx.tags import W
from pipeline.errors import text
from pipeline.pdf.word.xml import OFF, VAL, WP, parse
from pipeline.templates.files import CORE, MAIN, Paragraph, Placed, Story, TemplateFile, rows_of
from pipeline.templates.findings import Finding
from pipeline.templates.reading import normal

DANISH = ("da", "da-DK")
_DC = "{http://purl.org/dc/elements/1.1/}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"

Body = Callable[[str], Story | None]
"""The text of a passage by its name."""


class Headings:
    """The headings a letter can have, whichever conditions hold: a skip is told where every way to a
    heading skips a level."""

    def __init__(self, passage: Body, kind: str) -> None:
        self.findings: list[Finding] = []
        self.seen = 0
        self._passage, self._kind = passage, kind
        self._above = frozenset({0})
        self._open: list[tuple[str, frozenset[int], frozenset[int], bool]] = []
        self._inside: tuple[str, ...] = ()

    def story(self, story: Story) -> None:
        """Walk one text; a block of paragraphs is a fork of ways, or a way that may be left out."""
        tags: dict[int, list[Placed]] = {}
        for tag in story.tags:
            if tag.prefix == "p":
                tags.setdefault(tag.spot.paragraph, []).append(tag)
        depth = len(self._open)
        for paragraph in story.paragraphs:
            for tag in tags.get(paragraph.spot.paragraph, ()):
                self._tag(tag, depth)
            if paragraph.level:
                self._heading(paragraph)
        while len(self._open) > depth:
            self._close()

    def _tag(self, tag: Placed, depth: int) -> None:
        keyword = keyword_of(normal(tag.text))
        if tag.include:
            inner = self._passage(tag.include)
            if inner is not None and tag.include not in self._inside:
                kept, self._inside = self._inside, (*self._inside, tag.include)
                self.story(inner)
                self._inside = kept
        elif keyword in BLOCKS:
            self._open.append((keyword, self._above, frozenset(), False))
        elif keyword in ("elif", "else") and len(self._open) > depth:
            opener, before, ends, whole = self._open[-1]
            self._open[-1] = (opener, before, ends | self._above, whole or keyword == "else")
            self._above = before
        elif keyword in BLOCKS.values() and len(self._open) > depth:
            self._close()

    def _close(self) -> None:
        opener, before, ends, whole = self._open.pop()
        left_out = opener != "with" and not (opener == "if" and whole)
        self._above = ends | self._above | (before if left_out else frozenset())

    def _heading(self, paragraph: Paragraph) -> None:
        spot, level = paragraph.spot, paragraph.level
        kinds = (self._kind,) if self._kind else ()
        if not spot.words.strip() and not len(paragraph.element.findall(f".//{W}drawing")):
            self.findings.append(Finding("overskrift-tom", spot, text(
                "Afsnittet er en overskrift uden tekst."), text(
                "Slet afsnittet, eller giv det en almindelig typografi."), "advarsel", kinds=kinds))
            return
        self.seen += 1
        if level > max(self._above) + 1:
            self.findings.append(Finding("overskrift-springer", spot, text(
                "Overskriften er på niveau {niveau}, men kommer lige efter niveau {over}.",
                niveau=level, over=max(self._above)), text(
                "Brug niveau {niveau}, så en skærmlæser kan følge med.",
                niveau=max(self._above) + 1), "advarsel", kinds=kinds))
        self._above = frozenset({level})


def of_file(file: TemplateFile) -> Iterator[Finding]:
    """Tables, pictures and language of one file."""
    for story in file.stories.values():
        yield from _tables(story)
        yield from _pictures(file, story)
        yield from _languages(story)


def no_headings(file: TemplateFile, kind: str) -> Finding:
    """A document nobody can leaf through by ear."""
    return Finding("overskrifter-mangler", file.spot(MAIN), text(
        "Dokumentet har ingen overskrifter."), text(
        "Giv titlen typografien Overskrift 1 og afsnittenes overskrifter Overskrift 2."), "advarsel",
        kinds=(kind,))


def of_letterhead(file: TemplateFile) -> Iterator[Finding]:
    """The language of the letters, which their letterhead says."""
    languages = [lang.get(VAL, "") for lang in _defaults(file.styles)] if file.styles is not None else []
    if not any(language.startswith("da") for language in languages):
        yield Finding("sprog-mangler", file.spot("word/styles.xml"), text(
            "Brevpapiret siger ikke, at brevene er på dansk."), text(
            "Vælg Gennemse, Sprog, Angiv korrektursprog, Dansk, og Angiv som standard."), "advarsel")


def _defaults(styles: Any) -> Iterable[Any]:
    yield from styles.iterfind(f"{W}docDefaults//{W}lang")
    for style in styles.iterfind(f"{W}style"):
        if style.get(f"{W}default") not in (None, *OFF) and style.get(f"{W}type") == "paragraph":
            yield from style.iterfind(f"{W}rPr/{W}lang")


def no_title(files: Iterable[TemplateFile]) -> bool:
    """Whether none of the files has a title among its properties."""
    for file in files:
        if CORE in file.parts:
            title = parse(CORE, file.parts[CORE]).find(f"{_DC}title")
            if title is not None and (title.text or "").strip():
                return False
    return True


def _tables(story: Story) -> Iterator[Finding]:
    """Tables of columns whose first row does not say that it is their header."""
    first = {paragraph.spot.table: paragraph.spot for paragraph in reversed(story.paragraphs)}
    for number, table in enumerate(story.root.iter(f"{W}tbl"), 1):
        rows = rows_of(table)
        columns = max((len(row.findall(f"{W}tc")) for row in rows), default=0)
        look = table.find(f"{W}tblPr/{W}tblLook")
        repeated = any(tag.prefix == "tr" and keyword_of(normal(tag.text)) == "for"
                       and tag.spot.table == number for tag in story.tags)
        set_off = _looks(look, "firstRow")
        has_data = (repeated and not _looks(look, "firstColumn")) or (len(rows) > 1 and set_off)
        if has_data and columns > 1 and number in first and not any(
                _is_on(row.find(f"{W}trPr/{W}tblHeader")) for row in rows[:1]):
            yield Finding("tabel-uden-overskrift", first[number], text(
                "Tabellens første række er ikke markeret som overskrift."), text(
                "Stil markøren i rækken, og vælg Tabellayout, Gentag overskriftsrækker."), "advarsel")


def _looks(look: Any, name: str) -> bool:
    """Whether a table's style sets off its first row or column; older files say it in one number."""
    if look is None:
        return False
    own = look.get(f"{W}{name}")
    if own is not None:
        return own not in OFF
    bits = {"firstRow": 0x20, "firstColumn": 0x80}
    try:
        return bool(int(look.get(VAL, "0"), 16) & bits[name])
    except ValueError:
        return False


def _is_on(element: Any) -> bool:
    return element is not None and element.get(VAL) not in OFF


def _pictures(file: TemplateFile, story: Story) -> Iterator[Finding]:
    """Pictures without words for those who cannot see them."""
    number = 0
    for element in story.root.iter("*"):
        number += element.tag == f"{W}p"
        if element.tag != f"{WP}docPr" or next(
                element.getparent().iter(_PICTURE), None) is None:
            continue
        decorative = any(mark.get("val") in ("1", "true") for mark in element.iter(_DECORATIVE))
        words = f"{element.get('descr', '')}{element.get('title', '')}".strip()
        if not words and not decorative:
            # In headers and footers pictures are set as decoration.
            message = text(
                "Billedet har ingen alternativ tekst, så det kan ikke komme i PDF-filen."
            ) if story.part == MAIN else text(
                "Billedet har ingen alternativ tekst, så ingen skærmlæser kan sige, hvad det viser.")
            yield Finding("billede-uden-tekst", file.spot(story.part, number), message, text(
                "Højreklik på billedet i Word, vælg \"Rediger alternativ tekst\", og beskriv billedet, "
                "eller markér det som dekorativt."))


def _languages(story: Story) -> Iterator[Finding]:
    """The first text that is marked as something else than Danish."""
    for paragraph in story.paragraphs:
        for run in paragraph.element.iterfind(f"{W}r"):
            lang = run.find(f"{W}rPr/{W}lang")
            marked = lang.get(VAL) if lang is not None else None
            if marked and marked not in DANISH and run.find(f"{W}t") is not None:
                yield Finding("sprog-andet", paragraph.spot, text(
                    "Teksten er markeret som et andet sprog ({sprog}), og en skærmlæser læser den "
                    "sådan.", sprog=marked), text(
                    "Markér hele teksten, vælg Gennemse, Sprog, Angiv korrektursprog, og vælg Dansk."),
                    "advarsel")
                return
