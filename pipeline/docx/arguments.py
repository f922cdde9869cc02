"""Passages' arguments while a template is put together: declared, bound, told where they are wrong."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from pipeline.docx import includes
from pipeline.docx.includes import Arguments, Include, Wrong
from pipeline.docx.tags import Place, Tag, W
from pipeline.errors import Problem, text


@dataclass(frozen=True, slots=True)
class Asked:
    """An include where it stands: the paragraph's number there, and its tag as written."""

    include: Include
    place: Place
    number: int
    tag: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What a passage takes, the paragraph that says so, and what is wrong with it."""

    taken: Arguments = ()
    paragraph: Any = None
    problems: tuple[Problem, ...] = ()


def declared(body: Any, place: Place, *, passage: bool) -> Declared:
    """What a file's text says of its arguments: only a passage's first paragraph may."""
    found, seen = Declared(), False
    for number, paragraph in enumerate(body.iter(f"{W}p"), 1):
        words = written(paragraph).strip()
        if words and not seen and passage:
            found = _first(paragraph, words, place, number)
        mention = includes.DECLARED.search(words)
        if mention and found.paragraph is not paragraph:
            stray = _not_first(words[mention.start():], place, number)
            found = replace(found, problems=(*found.problems, stray))
        seen = seen or bool(words)
    return found


def _first(paragraph: Any, words: str, place: Place, number: int) -> Declared:
    source = includes.declaration_of(words)
    if source is None:
        return Declared()
    try:
        taken = includes.arguments(source, given=False)
    except ValueError:
        return Declared((), paragraph, (_not_understood(words, place, number),))
    return Declared(taken, paragraph, tuple(
        _told(wrong, place, number) for wrong in includes.twice(taken)))


def plain(root: Any) -> Any:
    """A copy of a text with its includes bare and no arguments declared, to read the rest as Jinja."""
    root = copy.deepcopy(root)
    for paragraph in root.iter(f"{W}p"):
        words = written(paragraph)
        include = includes.include_of(words)
        bare = f'{{%p include "{include.name}" %}}' if include and include.source is not None else ""
        if bare or includes.declaration_of(words) is not None:
            for node in paragraph.iter(f"{W}t"):
                node.text, bare = bare, ""
    return root


def bound(asked: Asked, taken: Arguments) -> tuple[str, list[Problem]]:
    """The tag that binds the arguments of an include, "" where there are none, and what is wrong."""
    try:
        given = (() if asked.include.source is None
                 else includes.arguments(asked.include.source, given=True))
    except ValueError:
        return "", [_not_understood(asked.tag, asked.place, asked.number)]
    problems = [_told(wrong, asked.place, asked.number)
                for wrong in includes.wrong(asked.include.name, taken, given)]
    return includes.scope(taken, given) if taken and not problems else "", problems


def around(tag: str, paragraph: Any, elements: list[Any]) -> list[Any]:
    """The elements between the tag and its end, each a paragraph of its own like the include's."""
    if paragraph.getparent().tag == f"{W}tc" and (not elements or elements[-1].tag != f"{W}p"):
        # The closing tag's paragraph goes with the tag, and a table cell ends with a paragraph.
        elements = [*elements, etree.Element(f"{W}p")]
    return [_tagged(paragraph, tag), *elements, _tagged(paragraph, includes.END)]


def _tagged(paragraph: Any, tag: str) -> Any:
    """A paragraph that holds only a tag, at the place of another."""
    made = copy.copy(paragraph)
    for child in list(made):
        made.remove(child)
    run = etree.SubElement(made, f"{W}r")
    etree.SubElement(run, f"{W}t").text = tag
    return made


def written(paragraph: Any) -> str:
    """A paragraph's own words; a text box in it has paragraphs of its own."""
    return "".join(
        node.text or "" for node in paragraph.iter(f"{W}t")
        if next(node.iterancestors(f"{W}p")) is paragraph)


def _told(wrong: Wrong, place: Place, number: int) -> Problem:
    return place.problem(number, wrong.code, wrong.message, wrong.remedy)


def _not_understood(tag: str, place: Place, number: int) -> Problem:
    return place.at(Tag(tag, number), "argumenter-syntaks", text("Argumenterne kan ikke forstås"), text(
        "Skriv dem med komma imellem: {eksempel}.", eksempel='frist=klage.frist, om="afgørelsen"'))


def _not_first(tag: str, place: Place, number: int) -> Problem:
    return place.at(Tag(tag, number), "argumenter-ikke-foerst", text(
        "Argumenter kan kun stå som det første i en blok, i et afsnit for sig selv"), text(
        "Flyt {tag} op som blokkens første afsnit, eller slet det.", tag="{%p argumenter … %}"))
