"""A whole document as Typst source: sections in order, running parts and metadata last."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.docx.package import Docx
from pipeline.errors import DocumentRefused, Problem
from pipeline.pdf import Attachment, Metadata
from pipeline.pdf.emit import digest, pt
from pipeline.pdf.setting import blocks, flowing, pages, placing, section
from pipeline.pdf.setting import metadata as about
from pipeline.pdf.setting.context import MAIN, Context
from pipeline.pdf.setting.images import Store
from pipeline.pdf.setting.links import anchors
from pipeline.pdf.setting.prelude import opening
from pipeline.pdf.setting.rowheads import Heads
from pipeline.pdf.setting.section import Section
from pipeline.pdf.setting.sectioning import sections
from pipeline.pdf.setting.shape import Shape, form, shape
from pipeline.pdf.setting.template import Forms, Template
from pipeline.pdf.word.formats import BODY
from pipeline.pdf.word.refusal import Refusals, problem
from pipeline.pdf.word.xml import W, parse, rels

Measure = Callable[[str, Sequence[str], float], list[float]]
"""The heights of pieces of source set at a width, in points."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(frozen=True, slots=True)
class Source:
    """A document as Typst source, and what Typst cannot be told."""

    code: str
    heads: tuple[Heads, ...]
    """Which rows have headers, table by table."""
    warnings: tuple[Problem, ...]
    """What whoever sends it should know."""


def source(
    docx: Docx, template: Template, store: Store, measure: Measure, metadata: Metadata,
    attachments: Sequence[tuple[Attachment, str]] = (), *, quoting: bool = False,
) -> Source:
    """The document as Typst source; raises DocumentRefused naming all that cannot be set."""
    refusals = Refusals()
    context = Context(docx, template, refusals, store, quoting=quoting)
    parts, running = _read(context)
    labels = {name: f"h{number}" for number, name in enumerate(running)}
    own = section.own_of(page for page, _ in parts)
    language = about.language(metadata.language)
    shared = store if docx.template_key else None
    pieces = [context.notes.rules(), pages.NUMBERS if own.numbers else ""]
    for number, (page, code) in enumerate(parts):
        extra = _heights(template, running, page, lambda pieces, room: measure(
            opening(template.registry, shared, language), pieces, room))
        if section.uneven(page, extra):
            context.refuse("pdf-lige-ulige")
        names = {key: labels[name] for key, name in page.running.items() if name in labels}
        form = template.registry.name("s", section.page_code(page, names, f"s{number}", extra, own))
        shift = section.first_page_shift(page, extra)
        if "text-top" in code:
            shift.append(f"let text-top = {pt(section.text_top(page, extra))}")
        pieces.append(f"#show: {form}\n#{{\n" + "\n".join([*shift, code]) + "\n}\n")
    refusals.check()
    pieces.append(pages.LAST if own.numbers else "")
    pieces += [f"#metadata({code})<{labels[name]}>\n" for name, code in running.items()]
    pieces += [about.attached(attachment, path) for attachment, path in attachments]
    pieces.append(about.about(metadata))
    template.registry.settle()
    whole = opening(template.registry, shared, language) + "".join(pieces)
    return Source(whole, tuple(context.heads), tuple(context.warnings))


def _read(context: Context) -> tuple[list[tuple[Section, str]], dict[str, str]]:
    """The sections, and the headers and footers by part, as code; raises all refusals at once."""
    refusals = context.refusals
    try:
        parts = _known(context) or _walked(context, context.docx.parts[MAIN])
        running = {name: _running(context, name, page, any(
            name in other.running.values() and other.geometry != page.geometry
            for other, _ in parts)) for name, page in _wanted([page for page, _ in parts]).items()}
    except (ValueError, ArithmeticError):
        context.refuse("pdf-vaerdi")
    except DocumentRefused as refused:
        refusals.take(refused.problems)
    refusals.check()
    return parts, running


def _known(context: Context) -> list[tuple[Section, str]]:
    """The sections as code, by way of a letter of the same shape; none where that cannot be."""
    found = shape(context.docx.parts[MAIN])
    if found is None:
        return []
    key = (found.pieces, _targets(context, MAIN))
    forms = context.template.shapes.get(key)
    if forms is None:
        forms = _forms(context, found) if found.whole else Forms()
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
    context.warnings.update(dict.fromkeys(forms.warnings))
    return sections


def _forms(context: Context, marked: Shape) -> Forms:
    """The sections as code without words, by a walk that has marks for them."""
    trial = Context(context.docx, context.template, Refusals(), context.store, marked=True)
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
    return Forms(tuple(forms), tuple(trial.heads), tuple(trial.warnings))


def _walked(context: Context, data: bytes) -> list[tuple[Section, str]]:
    """The sections as code."""
    tree = context.template.scheme.resolve(parse(MAIN, data), data)
    body = tree.find(W + "body")
    if body is None:
        raise DocumentRefused([problem("pdf-ikke-word", MAIN)])
    if tree.find(W + "background") is not None:
        context.refuse("pdf-sidebaggrund")
    context.anchors = anchors(tree, data)
    found = []
    for part in sections(context, body):
        code = blocks.set_blocks(
            context, flowing.checked(context, part.blocks, part.page.geometry), closed=False)
        # The mark that ends a paragraph stays where the page breaks: nothing is left for the next.
        ended = code[:-1] if code and code[-1] == "pagebreak()" else code
        found.append((part.page, [*ended, *part.closing]))
    found[-1][1].extend(context.notes.closing())
    return [(page, "\n".join(code)) for page, code in found]


def _wanted(pages: Sequence[Section]) -> dict[str, Section]:
    """The header and footer parts that some page shows."""
    return {name: page for page in pages for key, name in page.running.items()
            if key.endswith("default") or (key.endswith("first") and page.title_page)
            or (key.endswith("even") and page.two_sided)}


def _running(context: Context, name: str, page: Section, shared: bool) -> str:
    """A header or footer as code; `shared` by pages of several sizes."""
    data = context.docx.parts.get(name)
    if data is None:
        return "none"
    room = page.geometry.room
    key = (name, data, _targets(context, name), page.geometry, shared)
    known = context.template.running.get(key)
    if known is not None and context.store.keeps(known[0]):
        context.warnings.update(dict.fromkeys(known[1]))
        return known[0]
    before = len(context.refusals)
    inside = Context(context.docx, context.template, context.refusals, context.store, name, True,
                     page.geometry, quoting=context.quoting)
    root = context.template.scheme.resolve(parse(name, data), data)
    read = blocks.read(inside, blocks.elements(inside, root), BODY, room)
    placing.refuse_beside(inside, read, page.geometry)
    if shared and any(isinstance(block, placing.Placed) or getattr(block, "placed", ())
                      for block in read):
        inside.refuse("pdf-placering", navn="sidehoved")
    code = "{" + ";".join(blocks.set_blocks(inside, read, closed=True)) + "}"
    if len(context.refusals) == before:
        context.template.running.put(key, (code, tuple(inside.warnings)))
    context.warnings.update(inside.warnings)
    return code


def _targets(context: Context, name: str) -> tuple[object, ...]:
    """What a header's links and pictures are, so that another logo is another header."""
    parts, same = context.docx.parts, bool(context.docx.template_key)
    return tuple((ident, target, "" if same else digest(parts.get(target[1], b"")))
                 for ident, target in rels(parts, name).items())


def _heights(
    template: Template, running: dict[str, str], page: Section,
    measure: Callable[[Sequence[str], float], list[float]],
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
            height = template.memo.setdefault(shape, measure([code], room)[0])
        assert isinstance(height, float)
        found[key] = height
    return found


def measuring(prelude: str, pieces: Sequence[str], width: float) -> str:
    """Source whose pages are as high as each piece of code."""
    page = f"#set page(width: {pt(width)}, height: auto, margin: 0pt)\n"
    return prelude + page + "#pagebreak()\n".join(f"#{piece}\n" for piece in pieces)
