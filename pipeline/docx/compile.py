"""From a composed template to a compiled one: docxtpl's preparation, then one Jinja program a part.

docxtpl reads a template anew for every letter. Here its preparation of the XML runs once; what is
left to do for a letter is what Jinja does.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError, nodes
from lxml import etree

from pipeline.docx import structure, syntax, tags
from pipeline.docx.environment import TemplateEnvironment
from pipeline.docx.package import pack, read_parts, unreadable
from pipeline.docx.render import CompiledTemplate, Program
from pipeline.docx.rich.lists import Definitions, Shared
from pipeline.docx.tags import Place, Source
from pipeline.errors import Problem, TemplateError, text

MAIN, CORE = "word/document.xml", "docProps/core.xml"
_CORE = "core"
BODY, STORY, _NOTES = "body", "story", "notes"
"""What kind of part it is: the text, a header or footer, footnotes."""
_DRAWING = re.compile(r"(<wp:docPr\b[^>]*?\sid=\")[^\"]*")
_HELD = re.compile("\ufdd3([0-9]+)\ufdd3")
_OPENER = re.compile(rb"\{[{%]")
_LAYOUT = re.compile("[\t\n\a\f]")
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
"""The document properties docxtpl renders."""


def compile_template(
    parts: Mapping[str, bytes], environment: TemplateEnvironment, name: str
) -> CompiledTemplate:
    """Compile the parts of a Word document; `name` is what messages call the template.

    Of composed parts (see compose) problems tell the file and the paragraph they come from. Raises
    TemplateError with everything found wrong in any part.
    """
    origins = getattr(parts, "origins", ())
    document = _opened(pack(parts), name)
    if CORE not in parts:
        parts = _with_properties(document)
    programs: list[Program] = []
    fixed = dict(parts)
    problems: list[Problem] = []
    for part, kind, content in _stories(document):
        place = Place(name, part, origins if part == MAIN else ())
        try:
            program = _compile_part(place, kind, content, environment)
        except TemplateError as error:
            problems += error.problems
            continue
        del fixed[part]
        if program.has_tags:
            programs.append(program)
        else:
            fixed[part] = program.encoded({})
    problems += _tags_elsewhere(fixed, name)
    if problems:
        raise TemplateError(problems)
    source = pack(parts)
    return CompiledTemplate(
        name, environment, source, tuple(programs), Shared.of(fixed), Definitions(source, fixed))


def _stories(document: Any) -> Iterator[tuple[str, str, Any]]:
    """The parts docxtpl renders: their names, their kinds and their XML trees."""
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            part = relation.target_part
            yield part.partname.lstrip("/"), STORY, parse_xml(part.blob)
    for part in document.part.package.iter_parts():
        if part.content_type == CONTENT_TYPE.WML_FOOTNOTES:
            yield part.partname.lstrip("/"), _NOTES, etree.fromstring(part.blob)
    yield MAIN, BODY, document.element
    properties = document.core_properties
    for each in _PROPERTIES:
        setattr(properties, each, getattr(properties, each))
    yield CORE, _CORE, properties._element


def _opened(source: bytes, name: str) -> Any:
    try:
        return docx.Document(io.BytesIO(source))
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError):
        raise unreadable(name) from None


def _with_properties(document: Any) -> dict[str, bytes]:
    """The parts of a document without properties, which python-docx would else date today."""
    element = document.core_properties._element
    for child in list(element):
        element.remove(child)
    saved = io.BytesIO()
    document.save(saved)
    return read_parts(saved.getvalue())


def _tags_elsewhere(fixed: Mapping[str, bytes], name: str) -> Iterator[Problem]:
    """Tags in parts that are never filled in would be sent as they are."""
    for part, data in fixed.items():
        if part.startswith("word/") and part.endswith("notes.xml") and _OPENER.search(data):
            yield Place(name, part).problem(0, "tag-uden-for-tekst", text(
                "Der står et tag i en del af dokumentet, som ikke bliver udfyldt."), text(
                "Flyt tagget til selve brevet; slutnoter kan ikke have felter."))


def _compile_part(
    place: Place, kind: str, root: Any, environment: TemplateEnvironment
) -> Program:
    source = prepared(place, kind, root)
    if problems := syntax.check_tags(source, environment, place):
        raise TemplateError(problems)
    tree, found = walked(source, place, kind, environment)
    try:
        code = environment.compile(tree)
    except TemplateSyntaxError as error:
        raise _not_understood(error.lineno, source, place) from None
    except (SyntaxError, RecursionError):
        raise _not_understood(1, source, place) from None
    return Program(
        place=place,
        source=source,
        template=Template.from_code(environment, code, {}),
        fits_tables=kind == BODY,
        loose_tables=kind == BODY and found.loose_tables,
        loose_drawings=kind == BODY and found.loose_drawings,
        always_ours=kind in (_CORE, _NOTES),
    )


def prepared(place: Place, kind: str, root: Any) -> Source:
    """A part as Jinja source. Raises TemplateError with every tag that is not whole or stands where
    it cannot be."""
    # python-docx's own element classes give `text` another meaning.
    root = etree.fromstring(etree.tostring(root))
    marked, problems = _mark(root, place, kind)
    if problems:
        raise TemplateError(problems)
    return _prepared(etree.tostring(root, encoding="unicode"), kind, marked, place.part)


def walked(
    source: Source, place: Place, kind: str, environment: TemplateEnvironment,
) -> tuple[nodes.Template, structure.Structure]:
    """The program of a part whose tags are right each on its own, fitted for rendering.

    Raises TemplateError with every block that would tear the document's XML apart.
    """
    try:
        tree = environment.parse(source.text)
    except TemplateSyntaxError as error:
        raise _not_understood(error.lineno, source, place) from None
    except RecursionError:
        raise _not_understood(1, source, place) from None
    found = structure.Walker(source, place, in_properties=kind == _CORE).walk(tree)
    if found.problems:
        raise TemplateError(found.problems)
    return tree, found


def _not_understood(line: int, source: Source, place: Place) -> TemplateError:
    return TemplateError([place.at(
        source.tag(line), "syntaksfejl", text("Tagget kan ikke forstås"),
        text("Se efter stavefejl, manglende parenteser og anførselstegn."))])


def _mark(root: Any, place: Place, kind: str) -> tuple[list[tags.Tag], list[Problem]]:
    if kind != _CORE:
        return tags.mark_tags(root, place)
    # Properties are no paragraphs: each is a text of its own.
    return [], []


def _prepared(xml: str, kind: str, marked: list[tags.Tag], part: str) -> Source:
    if kind == _CORE:
        return _prepared_properties(xml, part)
    head, body, tail = "", xml, ""
    if kind == BODY:
        start, end = xml.index("<w:body"), xml.rindex("</w:body>") + len("</w:body>")
        head, body, tail = xml[:start], xml[start:end], xml[end:]
    body = DocxTemplate.patch_xml(None, body)
    if kind == BODY:
        body = _DRAWING.sub(rf"\g<1>{structure.DRAWING_ID}", body)
    body = _with_layout(body)
    return tags.number_lines(head + body + tail, marked, part)


def _with_layout(prepared: str) -> str:
    """Tabs and line breaks written as characters become Word's, as docxtpl makes them."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\ufdd3{len(held) - 1}\ufdd3"

    static = tags.TAG.sub(hold, prepared)
    if _LAYOUT.search(static):
        static = DocxTemplate(None).resolve_listing(static).replace("\n", structure.LINE)
    return _HELD.sub(lambda match: held[int(match[1])], static)


def _prepared_properties(xml: str, part: str) -> Source:
    """The properties' XML as Jinja source, each tag with its own line."""
    found: list[tags.Tag] = []

    def marked(match: re.Match[str]) -> str:
        found.append(tags.Tag(html.unescape(match[0]), 0))
        opening = re.match(r"\{[{%#][-+]?", match[0])
        cut = opening.end() if opening else 0
        return f"{match[0][:cut]}\ufdd0{len(found) - 1}\ufdd1{html.unescape(match[0][cut:])}"

    return tags.number_lines(tags.TAG.sub(marked, xml.replace("\n", " ")), found, part)
