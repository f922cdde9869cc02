"""A whole document as Typst source: sections in order, running parts and metadata last."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.docx.package import Docx
from pipeline.errors import DocumentRefused
from pipeline.pdf import Attachment, Metadata, blocks, pages, placing, section
from pipeline.pdf import metadata as about
from pipeline.pdf.context import MAIN, Context
from pipeline.pdf.emit import digest, pt
from pipeline.pdf.formats import BODY
from pipeline.pdf.images import Store
from pipeline.pdf.prelude import PRELUDE
from pipeline.pdf.refusal import Refusals, problem
from pipeline.pdf.rowheads import Heads
from pipeline.pdf.section import Section
from pipeline.pdf.shape import Shape, form, shape
from pipeline.pdf.template import Forms, Template
from pipeline.pdf.xml import W, parse, rels

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Measure = Callable[[str, Sequence[str], float], list[float]]
"""The heights of pieces of source set at a width, in points."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Source:
    """A document as Typst source, and what Typst cannot be told."""

    code: str
    heads: tuple[Heads, ...]
    """Which rows have headers, table by table."""


@dataclass(slots=True)
class _Part:
    """One section as read: its page, and its blocks."""

    page: Section
    blocks: list[blocks.Block] = field(default_factory=list)


def source(
    docx: Docx, template: Template, store: Store, measure: Measure, metadata: Metadata,
    attachments: Sequence[tuple[Attachment, str]] = (), *, quoting: bool = False,
) -> Source:
    """The document as Typst source; raises DocumentRefused naming all that cannot be set."""
    refusals = Refusals()
    context = Context(docx, template, refusals, store, quoting=quoting)
    parts = _known(context) or _walked(context, docx.parts[MAIN])
    running = {name: _running(context, name, page, any(
        name in other.running.values() and other.geometry != page.geometry for other, _ in parts))
               for name, page in _wanted([page for page, _ in parts]).items()}
    refusals.check()
    labels = {name: f"h{number}" for number, name in enumerate(running)}
    prelude = PRELUDE + about.language(metadata.language) + template.registry.source
    own = section.own_of(page for page, _ in parts)
    pieces = [prelude, context.notes.rules(), pages.NUMBERS if own.numbers else ""]
    for number, (page, code) in enumerate(parts):
        extra = _heights(template, prelude, running, page, measure)
        names = {key: labels[name] for key, name in page.running.items() if name in labels}
        pieces.append(section.page_rule(page, names, f"s{number}", extra, own))
        shift = section.first_page_shift(page, extra)
        if "text-top" in code:
            shift.append(f"let text-top = {pt(section.text_top(page, extra))}")
        pieces.append(f"#metadata(none)<s{number}>\n#{{\n" + "\n".join([*shift, code]) + "\n}\n")
    pieces.append(pages.LAST if own.numbers else "")
    pieces += [f"#metadata({code})<{labels[name]}>\n" for name, code in running.items()]
    pieces += [about.attached(attachment, path) for attachment, path in attachments]
    pieces.append(about.about(metadata))
    return Source("".join(pieces), tuple(context.heads))


def _known(context: Context) -> list[tuple[Section, str]]:
    """The sections as code, by way of a letter of the same shape; none where that cannot be."""
    found = shape(context.docx.parts[MAIN])
    if found is None:
        return []
    key = (found.pieces, _targets(context, MAIN))
    forms = context.template.shapes.get(key)
    if forms is None:
        forms = _forms(context, found)
        context.template.shapes.put(key, forms)
    sections, at = [], 0
    for page, each in forms.sections:
        end = at + len(each.rooms)
        code = each.filled(found.words[at:end])
        if code is None or not context.store.keeps(code):
            return []
        sections.append((page, code))
        at = end
    context.heads += forms.heads
    return sections


def _forms(context: Context, marked: Shape) -> Forms:
    """The sections as code without words, by a walk that has marks for them."""
    trial = Context(context.docx, context.template, Refusals(), context.store)
    forms, at = [], 0
    for page, code in _walked(trial, marked.marked):
        each = form(code, at, trial.rooms)
        if each is None:
            return Forms()
        forms.append((page, each))
        at += len(each.rooms)
    faithful = trial.verbatim and at == len(trial.rooms) == len(marked.words)
    if not faithful or len(trial.refusals):
        return Forms()
    return Forms(tuple(forms), tuple(trial.heads))


def _walked(context: Context, data: bytes) -> list[tuple[Section, str]]:
    """The sections as code."""
    tree = parse(MAIN, data)
    body = tree.find(W + "body")
    if body is None:
        raise DocumentRefused([problem("pdf-ikke-word", MAIN)])
    if tree.find(W + "background") is not None:
        context.refuse("pdf-sidebaggrund")
    context.anchors = _anchors(tree, data)
    found = [(part.page, blocks.set_blocks(
        context, placing.checked(context, part.blocks, part.page.geometry), closed=False))
        for part in _sections(context, body)]
    found[-1][1].extend(context.notes.closing())
    return [(page, "\n".join(code)) for page, code in found]


def _sections(context: Context, body: Element) -> list[_Part]:
    """The body cut at its section breaks, read in document order."""
    found: list[_Part] = []
    members: list[Element] = []
    before: Section | None = None

    def close(properties: Element | None) -> None:
        nonlocal before, members
        page = section.read_section(context, properties, before)
        before = page
        context.page = page.geometry
        read = blocks.read(context, members, BODY, page.geometry.room)
        if found and page.kind == "continuous":
            found[-1].blocks += read
        else:
            found.append(_Part(page, read))
        members = []

    for element in blocks.elements(context, body):
        members.append(element)
        if element.tag == W + "p" and (
                inner := element.find(f"{W}pPr/{W}sectPr")) is not None:
            close(inner)
    if members or not found:
        close(body.find(W + "sectPr"))
    return found


def _wanted(pages: Sequence[Section]) -> dict[str, Section]:
    """The header and footer parts that some page shows."""
    return {name: page for page in pages for key, name in page.running.items()
            if key.endswith("default") or (key.endswith("first") and page.title_page)}


def _running(context: Context, name: str, page: Section, shared: bool) -> str:
    """A header or footer as code; `shared` by pages of several sizes."""
    data = context.docx.parts.get(name)
    if data is None:
        return "none"
    room = page.geometry.room
    key = (name, data, _targets(context, name), page.geometry, shared)
    known = context.template.running.get(key)
    if known is not None and context.store.keeps(known):
        return known
    before = len(context.refusals)
    inside = Context(context.docx, context.template, context.refusals, context.store, name, True,
                     page.geometry, quoting=context.quoting)
    read = blocks.read(inside, blocks.elements(inside, parse(name, data)), BODY, room)
    placing.refuse_beside(inside, read, page.geometry)
    if shared and any(isinstance(block, placing.Placed) or getattr(block, "placed", ())
                      for block in read):
        inside.refuse("pdf-placering", navn="sidehoved")
    code = "{" + ";".join(blocks.set_blocks(inside, read, closed=True)) + "}"
    if len(context.refusals) == before:
        context.template.running.put(key, code)
    return code


def _targets(context: Context, name: str) -> tuple[object, ...]:
    """What a header's links and pictures are, so that another logo is another header."""
    parts, same = context.docx.parts, bool(context.docx.template_key)
    return tuple((ident, target, "" if same else digest(parts.get(target[1], b"")))
                 for ident, target in rels(parts, name).items())


def _heights(
    template: Template, prelude: str, running: dict[str, str], page: Section, measure: Measure,
) -> dict[str, float]:
    """How high each header and footer is; figures are equally wide, so they do not count."""
    found: dict[str, float] = {}
    room = page.geometry.room
    for key, name in page.running.items():
        code = running.get(name)
        if code is None:
            continue
        shape = ("h", _STRING.sub(lambda match: re.sub(r"\d", "0", match[0]), code), room)
        height = template.memo.get(shape)
        if height is None:
            height = template.memo.setdefault(shape, measure(prelude, [code], room)[0])
        assert isinstance(height, float)
        found[key] = height
    return found


def _anchors(tree: Element, data: bytes) -> dict[str, str]:
    """A label for each bookmark that a link points at and the document has."""
    if b"w:anchor=" not in data and b"\\l " not in data:
        return {}
    wanted = {link.get(W + "anchor") for link in tree.iter(W + "hyperlink")}
    text = "".join(part.text or "" for part in tree.iter(W + "instrText"))
    wanted.update(re.findall(r'\\l\s+"([^"]*)"', text))
    names = [mark.get(W + "name") or "" for mark in tree.iter(W + "bookmarkStart")]
    return {name: f"b{number}" for number, name in enumerate(dict.fromkeys(names))
            if name in wanted}


def measuring(prelude: str, pieces: Sequence[str], width: float) -> str:
    """Source whose pages are as high as each piece of code."""
    page = f"#set page(width: {pt(width)}, height: auto, margin: 0pt)\n"
    return prelude + page + "#pagebreak()\n".join(f"#{piece}\n" for piece in pieces)
