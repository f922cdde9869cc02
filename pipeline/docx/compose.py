"""One Word document out of three kinds: letterhead, document template, shared passages.

The letterhead is the base: its page, styles, header and footer. A paragraph `{%p include "x" %}`
is replaced by the body of the passage x; in the letterhead, `{%p include "dokument" %}` marks where
the document template goes. This happens before templates are compiled, so conditions around an
include work, and no passage is ever copied into another file. For arguments see `includes`.
"""

from __future__ import annotations

import copy
import functools
import io
from collections.abc import Iterator, Mapping
from typing import Any

import docx
from lxml import etree

from pipeline.docx import arguments, contents, includes, outside, privacy
from pipeline.docx.adopt import Adopter
from pipeline.docx.arguments import Asked, Declared
from pipeline.docx.namespaces import Namespaces
from pipeline.docx.outside import without_types
from pipeline.docx.package import pack, read_parts, unreadable
from pipeline.docx.restarting import begin_anew
from pipeline.docx.stories import aside_of
from pipeline.docx.tags import Origin, Place, W
from pipeline.errors import Problem, TemplateError, text

DOCUMENT = "dokument"
"""The name under which a letterhead includes the document template."""

_BODY, _BLOCK_PARENTS = "word/document.xml", (f"{W}body", f"{W}tc", f"{W}sdtContent")


def compose(
    document: bytes, letterhead: bytes, passages: Mapping[str, bytes], name: str
) -> ComposedParts:
    """The parts of the composed template; `name` is what messages call the document template.

    Raises TemplateError with every include that cannot be followed and everything in an included
    document that cannot be carried over.
    """
    return _Composition(document, letterhead, passages, name).parts()


class ComposedParts(dict[str, bytes]):
    """Parts of a template that know where each paragraph of the text comes from.

    A caseworker edits a passage or a letterhead, never the whole: problems must name that file.
    """

    origins: tuple[Origin, ...] = ()


class _Composition:
    """The work of one compose(): the base package, and the problems found so far."""

    def __init__(
        self, document: bytes, letterhead: bytes, passages: Mapping[str, bytes], name: str
    ) -> None:
        self._name = name
        self._sources = {**passages, DOCUMENT: document}
        self._passages = sorted(passages)
        self._labels, self._names = _Labels(), Namespaces()
        self._base = _opened(letterhead, f"{name}: brevpapir")
        self._document = _opened(document, name)
        self._adopter = Adopter(self._base.part)
        self._problems: list[Problem] = []
        self._places = 0

    def parts(self) -> ComposedParts:
        """Compose, and take the package apart."""
        place = Place(f"{self._name}: brevpapir", _BODY)
        self._labels.put(self._base.element.body, place.name)
        self._problems += outside.problems(self._base, place, letterhead=True)
        self._problems += contents.clean(self._base, place, letterhead=True)
        self._problems += _includes_in_stories(self._base, place.name)
        self._problems += arguments.declared(self._base.element.body, place, passage=False).problems
        self._expand(self._base.element.body, place, ())
        if not self._places:
            self._problems.append(place.problem(0, "brevpapir-uden-plads", text(
                "Brevpapiret har ingen plads til dokumentet."), text(
                "Sæt et afsnit ind i brevpapiret med {%p include \"dokument\" %}.")))
        if self._problems:
            raise TemplateError(self._problems)
        contents.make_unique(self._base.element.body)
        privacy.clean_package(self._base, self._document)
        origins = tuple(self._labels.origins(self._base.element.body))
        saved = io.BytesIO()
        self._base.save(saved)
        parts = ComposedParts(read_parts(saved.getvalue(), self._name))
        parts[_BODY] = self._names.declared(parts[_BODY])
        parts.origins = origins
        return parts

    def _expand(self, root: Any, place: Place, trail: tuple[str, ...]) -> None:
        """Replace each include below `root` by what it names."""
        paragraphs = list(root.iter(f"{W}p"))
        for number, paragraph in enumerate(paragraphs, 1):
            written = arguments.written(paragraph)
            if "include" not in written:
                continue
            include = includes.include_of(written)
            if include and paragraph.getparent().tag in _BLOCK_PARENTS:
                self._include(paragraph, Asked(include, place, number, written.strip()), trail)
            elif mention := includes.MENTION.search(written):
                self._problems.append(_not_alone(place, number, mention[0]))

    def _include(self, paragraph: Any, asked: Asked, trail: tuple[str, ...]) -> None:
        wanted = asked.include.name
        if refusals := self._refusals(wanted, asked.place, asked.number, trail):
            self._problems += refusals
            return
        self._places += wanted == DOCUMENT
        label = self._name if wanted == DOCUMENT else f"blokke/{wanted}.docx"
        source, inner = _opened(self._sources[wanted], label), Place(label, _BODY)
        body = source.element.body
        self._labels.put(body, label)
        self._names.note(source.element)
        for section in body.findall(f"{W}sectPr"):
            body.remove(section)
        found = [
            *outside.problems(source, inner, letterhead=False),
            *contents.clean(source, inner, letterhead=False), *_includes_in_stories(source, label)]
        self._problems += found or self._adopter.adopt(source, inner)
        if wanted != DOCUMENT:
            begin_anew(body, self._base.part)
        taken = arguments.declared(body, inner, passage=wanted != DOCUMENT)
        self._expand(body, inner, (*trail, wanted))
        self._put(paragraph, asked, taken, body)

    def _put(self, paragraph: Any, asked: Asked, taken: Declared, body: Any) -> None:
        """Put a passage's text where it was asked for, its arguments bound around it."""
        tag, problems = arguments.bound(asked, taken.taken)
        self._problems += (*taken.problems, *(() if taken.problems else problems))
        if taken.paragraph is not None:
            taken.paragraph.getparent().remove(taken.paragraph)
        elements = [copy.deepcopy(child) for child in body]
        if tag:
            self._labels.put_tag(paragraph, asked.tag)
            elements = arguments.around(tag, paragraph, elements)
        _replace(paragraph, elements)

    def _refusals(
        self, wanted: str, place: Place, number: int, trail: tuple[str, ...]
    ) -> list[Problem]:
        if wanted in trail or (wanted == DOCUMENT and trail):
            return [place.problem(number, "include-ring", text(
                "Blokken {navn} indsætter sig selv: {vej}.", navn=wanted,
                vej=" → ".join((*trail, wanted))), text(
                "Fjern den ene af de to include."))]
        if wanted == DOCUMENT and self._places:
            return [place.problem(number, "include-to-gange", text(
                "Brevpapiret har to pladser til dokumentet."), text(
                "Fjern den ene {%p include \"dokument\" %}."))]
        if wanted not in self._sources:
            return [place.problem(number, "include-ukendt", text(
                "Der findes ingen blok, der hedder {navn}.", navn=wanted), text(
                "Brug en af disse: {kendte}.", kendte=", ".join(self._passages) or "-"))]
        return []


class _Labels:
    """Remembers where paragraphs come from while they are moved about."""

    _ATTRIBUTE = "oprindelse"

    def __init__(self) -> None:
        self._origins: list[Origin] = []

    def put(self, body: Any, name: str) -> None:
        """Label the paragraphs of one file."""
        for number, paragraph in enumerate(body.iter(f"{W}p"), 1):
            paragraph.set(self._ATTRIBUTE, str(len(self._origins)))
            self._origins.append(Origin(name, number))

    def put_tag(self, paragraph: Any, tag: str) -> None:
        """Label a paragraph as holding a tag of ours in place of its author's."""
        origin = self._origins[int(paragraph.get(self._ATTRIBUTE))]
        paragraph.set(self._ATTRIBUTE, str(len(self._origins)))
        self._origins.append(origin._replace(tag=tag))

    def origins(self, body: Any) -> Iterator[Origin]:
        """Take the labels off again; a paragraph of our own counts with the one before it."""
        origin = self._origins[0]
        for paragraph in body.iter(f"{W}p"):
            label = paragraph.attrib.pop(self._ATTRIBUTE, None)
            origin = self._origins[int(label)] if label else origin
            yield origin


def _opened(data: bytes, name: str) -> Any:
    """A python-docx document with a body, read within bounds."""
    try:
        document = docx.Document(io.BytesIO(_repacked(data, name)))
        whole = document.element.body is not None and document.part.styles.element is not None
    except (KeyError, ValueError, AttributeError, TypeError, etree.XMLSyntaxError):
        raise unreadable(name) from None
    if not whole:
        raise unreadable(name)
    return document


@functools.lru_cache(64)
def _repacked(data: bytes, name: str) -> bytes:
    """A file's parts, packed anew: a passage is opened once for each document it goes into."""
    return pack(without_types(read_parts(data, name), name))


def _includes_in_stories(document: Any, label: str) -> Iterator[Problem]:
    """An include in a header or footer would need relations of its own: refused."""
    for part, root in aside_of(document):
        for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
            if mention := includes.MENTION.search(arguments.written(paragraph)):
                yield Place(label, part).problem(
                    number, "include-i-sidehoved", text(
                        "Der kan ikke indsættes en blok her: {tag}", tag=mention[0]), text(
                        "Flyt den til selve brevet, uden for sidehoved, sidefod og noter."))


def _not_alone(place: Place, number: int, tag: str) -> Problem:
    return place.problem(number, "include-ikke-alene", text(
        "En blok kan kun indsættes i et afsnit for sig selv: {tag}", tag=tag), text(
        "Skriv {%p include \"navn\" %} som det eneste i afsnittet."))


def _replace(paragraph: Any, elements: list[Any]) -> None:
    """Put the elements in the paragraph's place; a table cell still ends with a paragraph."""
    parent = paragraph.getparent()
    place = parent.index(paragraph)
    parent.remove(paragraph)
    for offset, element in enumerate(elements):
        parent.insert(place + offset, element)
    if parent.tag == f"{W}tc" and (not len(parent) or parent[-1].tag != f"{W}p"):
        etree.SubElement(parent, f"{W}p")
