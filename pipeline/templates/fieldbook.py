"""The fields of a kind as a Word document, to keep beside the template one is writing.

It is in Danish, as the templates are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.templates.entries import Entry, Group
from pipeline.templates.filterguide import PATTERNS, Shown
from pipeline.templates.passages import Passage
from pipeline.templates.wordfile import Block, Line, Run, Table, code, document, line

SMALL, CELL = "Brevinfo", "Tabeltekst"


@dataclass(frozen=True, slots=True)
class Book:
    """What is told: the document's title, its fields in groups, passages and filters."""

    titel: str
    groups: Sequence[Group]
    passages: Sequence[Passage]
    filters: Sequence[Shown]


def written(book: Book, like: bytes) -> bytes:
    """The Word document, with the styles of the template `like`."""
    title = f"Felter i skabelonen til {book.titel}"
    return document(like, _blocks(book, title), title, title)


def _blocks(book: Book, title: str) -> Iterator[Block]:
    chapters = list(_chapters(book))
    yield line(title, "Heading1")
    yield line("Hvert felt står her med en tekst, der kan kopieres ind i skabelonen, som den er. Kan et "
               "felt mangle i et brev, spørger teksten selv først.")
    yield line("Kontrollér skabelonen bagefter: hjemmetraening templates check FIL.")
    yield line("Indhold", "Heading2")
    for number, (heading, _) in enumerate(chapters):
        yield Line((Run(heading, target=f"sted{number}"),), "ListBullet")
    for number, (heading, blocks) in enumerate(chapters):
        yield line(heading, "Heading2", f"sted{number}")
        yield from blocks


def _chapters(book: Book) -> Iterator[tuple[str, list[Block]]]:
    needed = [(group, entry) for group in book.groups for entry in group.entries if entry.needed]
    if needed:
        yield "Det skal brevet sige", [_needed(needed)]
    yield "Sådan skrives det", [_patterns()]
    for groups in _together(book.groups):
        yield str(groups[0].title), list(_groups(groups, book.groups))
    if book.passages:
        yield "Blokke, der kan sættes ind", [_passages(book.passages)]
    yield "Filtre", [_filters(book.filters)]


def _together(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """Each group with those that stand in it, which come after it."""
    top: list[Group] = []
    for group in groups:
        if top and not group.path.startswith((f"{top[0].path}.", f"{top[0].path}[].")):
            yield top
            top = []
        top.append(group)
    if top:
        yield top


def _needed(entries: Sequence[tuple[Group, Entry]]) -> Table:
    caption = "Felter, som brevet skal skrive, og hvorfor"
    header = ("Felt", "Hvorfor", "Kopiér dette")
    return Table(caption, header, [
        ([Line((Run(_full(group, entry), strong=True),), CELL)], [line(str(entry.needed), CELL)],
         [code(words, CELL) for words in entry.whole]) for group, entry in entries], (4, 6, 6))


def _full(group: Group, entry: Entry) -> str:
    """A field's title with that of its group, where it has one."""
    return f"{group.title}: {entry.title}" if group.path else str(entry.title)


def _patterns() -> Table:
    caption = "Sådan skrives det"
    return Table(caption, ("Det vil du", "Kopiér dette"), [
        ([line(str(pattern.help), CELL)], [code(words, CELL) for words in pattern.lines])
        for pattern in PATTERNS], (1, 1))


def _groups(groups: Sequence[Group], every: Sequence[Group]) -> Iterator[Block]:
    """A top group and those within it; one that is like an earlier one is told by that."""
    folded: dict[str, str] = {}
    for number, group in enumerate(groups):
        twin = _twin(group, every)
        if twin is not None and any(
                group.path.removeprefix(path) == twin.path.removeprefix(other)
                for path, other in folded.items() if group.path.startswith(f"{path}.")):
            continue
        if number:
            yield line(str(group.title), "Heading3")
        yield from _about(group)
        if twin is not None:
            folded[group.path] = twin.path
            yield _like(group, twin)
        elif group.entries:
            yield _fields(group)


def _twin(group: Group, every: Sequence[Group]) -> Group | None:
    """The first group before this one with the same fields under another name."""
    before = every[:next(nr for nr, each in enumerate(every) if each is group)]
    return next((other for other in before if group.like(other)), None)


def _about(group: Group) -> Iterator[Line]:
    if group.help:
        yield line(str(group.help), keep=True)
    if group.opening:
        yield line("Felterne bruges mellem disse linjer, hver i sit afsnit:", keep=True)
        yield from (code(words, keep=True) for words in (*group.opening, "…", *group.closing))


def _like(group: Group, twin: Group) -> Line:
    said = f"Her er de samme felter og lister som under »{twin.title}«."
    if group.name == twin.name:
        return line(said, "Efter")
    return Line((Run(f"{said} Skriv "), Run(group.name, code=True),
                 Run(" i stedet for "), Run(twin.name, code=True), Run(".")), "Efter")


def _fields(group: Group) -> Table:
    caption = f"Felter i gruppen {group.title}"
    header = ("Felt", "Slags og eksempel", "Kopiér dette")
    # What the loop of a list looks like is said above its table.
    rows = [(list(_told(entry)), list(_held(entry)), _pasted(entry, group)) for entry in group.entries
            if f"{entry.path}[]" != group.path]
    return Table(caption, header, rows, (5, 4, 7))


def _told(entry: Entry) -> Iterator[Line]:
    yield Line((Run(str(entry.title), strong=True),), CELL)
    if entry.help:
        yield line(str(entry.help), SMALL)


def _held(entry: Entry) -> Iterator[Line]:
    yield line(f"{entry.type}", CELL)
    if entry.example:
        yield line(f"For eksempel: {entry.example}", SMALL)
    for value, words in entry.codes:
        same = value == words
        yield Line((Run(f'"{value}"', code=True), *(() if same else (Run(f" {words}"),))), SMALL)


def _pasted(entry: Entry, group: Group) -> list[Line]:
    """The tag; with the paragraphs around it that the group has not said."""
    if entry.opening == group.opening:
        return [code(entry.tag, CELL)]
    inner = len(group.opening)
    closing = entry.closing[:len(entry.closing) - len(group.closing)]
    return [code(words, CELL) for words in (*entry.opening[inner:], entry.tag, *closing)]


def _passages(passages: Sequence[Passage]) -> Table:
    header = ("Blok", "Kopiér dette")
    return Table("Blokke, der kan sættes ind", header, [
        ([line(each.about or each.name, CELL)], [code(each.tag, CELL)]) for each in passages], (1, 1))


def _filters(filters: Sequence[Shown]) -> Table:
    header = ("Filter", "Hvad det gør", "Eksempel",
              "Det bliver til")
    return Table("Filtre", header, [
        ([code(each.name, CELL)], [line(str(each.help), CELL)], [code(each.tag, CELL)],
         [line(each.printed, CELL)]) for each in filters], (2, 5, 6, 3))
