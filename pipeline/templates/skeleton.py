"""A template to begin with: short, and right from the first line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from pipeline.documents import KINDS, DocumentKind
from pipeline.templates.entries import Entry
from pipeline.templates.files import Placed, TemplateFile
from pipeline.templates.names import names_of
from pipeline.templates.needed import NEEDED
from pipeline.templates.reference import entries_of, groups_of
from pipeline.templates.suggesting import suggested
from pipeline.templates.wordfile import Block, document, line

BEFORE = ("afgoerelse_udkast", "tilbud_kopi", "indledning")
ABOUT = ("foraelder_barn",)
AFTER = ("klagevejledning", "bisidder", "aktindsigt", "persondata", "foraelder_mangler",
         "foraelder_sendes_til", "hilsen", "foraelder_underskrift", "afgoerelse_godkendt", "bilag",
         "kopi_til")
"""The shared passages that stand around what a letter is about, in their order."""

GREETS, ENDS = {"indledning"}, {"hilsen", "foraelder_underskrift"}
"""Passages that greet the reader, and that say goodbye."""

CHILD = "{%p if modtager.er_ung %}"
"""A question that the shared passages ask themselves."""

_ASKED = re.compile(r"\{% if (?P<question>.*?) %\}(?P<tag>.*)\{% endif %\}")
_PRINTED = re.compile(r"\{\{ ([\w.]+)")

Around = tuple[str, ...]
"""The questions that a passage depends on."""


def started(kind: str, like: bytes, passages: Mapping[str, bytes]) -> bytes:
    """A template of the kind, with the styles and the shared passages of the template `like`.

    It prints every field that the letter needs, itself or by one of its `passages`.
    """
    used = dict(_contexts(TemplateFile(f"{kind}.docx", like).body.tags))
    shared = [TemplateFile(name, passages[name]) for name in (*BEFORE, *ABOUT, *AFTER) if name in used]
    said = "\n".join(tag.text for file in shared for tag in file.body.tags)
    return document(like, _blocks(kind, used, said), "{{ brev.titel }}")


def model(kind: str, there: Collection[str]) -> str:
    """The kind whose template a new one of `kind` takes after: its own, where it is `there`.

    While it has none, the one by the same author that rests on least of what its letters lack.
    """
    if kind in there:
        return kind
    own = KINDS[kind]

    def unlike(other: DocumentKind) -> tuple[int, int]:
        return (len({*other.rules} - {*own.rules}), -len({*other.rules} & {*own.rules}))

    return min((each for each in KINDS.values() if each.id in there and each.forfatter == own.forfatter),
               key=unlike).id


def _blocks(kind: str, used: Mapping[str, Around], said: str) -> Iterator[Block]:
    yield line("{{ brev.titel }}", "Heading1")
    yield from _passages(BEFORE, used)
    if not GREETS & used.keys():
        yield line("Kære {{ modtager.navn }}")
    yield from _passages(ABOUT, used)
    yield line("Kort fortalt", "Heading2")
    # A note for the author: no letter has it.
    yield line(f"{{#p Skriv brevet her. Felter og blokke: hjemmetraening templates fields {kind} #}}")
    yield from (line(words) for words in _needed(kind, said))
    yield from _passages(AFTER, used)
    if not ENDS & used.keys():
        yield line("Med venlig hilsen", "Closing")
        yield line(_signed(kind))


def _contexts(tags: Sequence[Placed]) -> Iterator[tuple[str, Around]]:
    """Each passage of a template with the questions it depends on.

    One in a loop or in the second branch of a question is left out: it belongs to its surroundings.
    """
    opened: list[str] = []
    for tag in tags:
        word = tag.text.removeprefix("{%p ").split(" ")[0]
        if tag.include:
            around = tuple(each for each in opened if each != CHILD)
            if all(each.startswith("{%p if ") for each in around):
                yield tag.include, around
        elif tag.prefix == "p" and word in ("if", "for", "with"):
            opened.append(tag.text)
        elif tag.prefix == "p" and word in ("elif", "else") and opened[-1] != CHILD:
            opened[-1] = tag.text
        elif tag.prefix == "p" and word.startswith("end"):
            opened.pop()


def _passages(names: Sequence[str], used: Mapping[str, Around]) -> Iterator[Block]:
    for name in names:
        if name in used:
            yield from (line(words) for words in used[name])
            yield line(f'{{%p include "{name}" %}}')
            yield from (line("{%p endif %}") for _ in used[name])


def _needed(kind: str, said: str) -> Iterator[str]:
    """The paragraphs that print what a letter needs and no passage prints; fields of one list in one
    loop."""
    entries = {entry.path.replace("[]", ""): entry for entry in entries_of(groups_of(kind))}
    opening, closing = Around(), Around()
    for name in NEEDED[kind]:
        if name in said or f" in {name.partition('.')[0]} " in said:
            continue
        entry = entries.get(name)
        if (entry.opening if entry else ()) != opening:
            yield from closing
            opening, closing = (entry.opening, entry.closing) if entry else ((), ())
            yield from opening
            yield from _which(name, entries)
        yield from _labelled(entry) if entry else _whole(name, kind, entries)
    yield from closing


def _which(name: str, entries: Mapping[str, Entry]) -> Iterator[str]:
    """Which item of a list it is, where its needed field does not say so itself."""
    listed, own = entries.get(name.rpartition(".")[0]), entries[name]
    if listed is not None and listed.kind == "liste" and listed.tag != own.tag:
        yield listed.tag


def _labelled(entry: Entry) -> Iterator[str]:
    """A field after its title; one that can be missing or empty takes its paragraph with it."""
    label, tag = _last(entry), entry.tag
    asked = _ASKED.fullmatch(tag) if entry.can_be_missing else None
    questions = [asked["question"]] if asked else []
    tag = asked["tag"] if asked else tag
    if entry.kind == "liste" and not entry.opening and (listed := _PRINTED.match(tag)):
        questions.append(listed[1])
    if questions:
        yield f"{{%p if {' and '.join(questions)} %}}"
    yield f"{label}: {tag}"
    if questions:
        yield "{%p endif %}"


def _last(entry: Entry) -> str:
    return str(entry.title).rpartition(": ")[2]


def _whole(name: str, kind: str, entries: Mapping[str, Entry]) -> Iterator[str]:
    """A group of fields in one paragraph, after its title."""
    inner = next(entry for path, entry in entries.items() if path.startswith(f"{name}."))
    tags = suggested(tuple(name.split(".")), names_of(kind))
    titles = str(inner.title).rpartition(": ")[0]
    yield f"{titles}: {tags}" if titles else tags


def _signed(kind: str) -> str:
    """Who signs a letter that no shared passage signs."""
    name = "ansoeger" if KINDS[kind].forfatter == "foraelder" else "leverandoer"
    return next(entry.tag for entry in entries_of(groups_of(kind)) if entry.path == f"{name}.navn")
