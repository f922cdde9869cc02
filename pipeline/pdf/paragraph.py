"""A paragraph as code: its block, its lines, its tabs; a heading as a real heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.pdf import emit, looks
from pipeline.pdf.content import Content, Line
from pipeline.pdf.context import Context
from pipeline.pdf.emit import array, joined, pt
from pipeline.pdf.fonts import bullet, width_bound
from pipeline.pdf.formats import (
    Format,
    Surroundings,
    label_look,
    look_name,
    paragraph_format,
)
from pipeline.pdf.inline import Inline
from pipeline.pdf.measures import Stop
from pipeline.pdf.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(slots=True)
class Paragraph:
    """A paragraph as read: its format, content, list label and the width it is set in."""

    format: Format
    content: Content
    label: str
    width: float
    reach: float = 0.0
    """How wide the label is at most."""
    level: int = 0
    """Its heading level; 0 for an ordinary paragraph."""
    number: int = 0

    @property
    def empty(self) -> bool:
        """Whether it only takes up its line."""
        return not self.content.visible and not self.label

    @property
    def in_list(self) -> bool:
        """Whether it is set as a list item: a label that hangs, in one piece."""
        level = self.format.level
        return bool(self.label and level is not None and level.suffix == "tab"
                    and self.format.first < 0 and not self.level
                    and len(self.content.chunks) == 1 and not self.format.page_break)


def read_paragraph(
    context: Context, element: Element, around: Surroundings, width: float,
) -> Paragraph:
    """Read one `w:p`, noting every refusal in it."""
    context.number += 1
    properties = element.find(W + "pPr")
    format = paragraph_format(context.template, properties, around)
    if format.issues:
        context.refuse_all(format.issues)
    room = max(width - format.left - format.right, 1.0)
    content = Inline(context, format, room / max(format.base.size, 1.0)).read(element)
    label, reach = _label(context, format, properties) if format.level is not None else ("", 0.0)
    read = Paragraph(format, content, label, width, reach, number=context.number)
    if (format.outline is not None and content.words and not context.running):
        read.level = context.level(format.outline)
    return read


def set_paragraph(context: Context, read: Paragraph, gap: float) -> list[str]:
    """The paragraph as statements, one for each page it is broken over."""
    format, content = read.format, read.content
    if read.empty:
        chunks = len(content.chunks)
        empty = f"gap({pt(gap + format.mark.height())})"
        return [empty] if chunks == 1 else ["pagebreak()"] * (chunks - 1)
    statements: list[str] = []
    for number, lines in enumerate(content.chunks):
        if number:
            statements.append("pagebreak()")
        if not any(any(line) for line in lines) and len(lines) == 1 and number:
            continue
        label = read.label if not number else ""
        if not label and len(content.chunks) > 1 and not any(any(line) for line in lines):
            continue
        body = _body(read, lines, label)
        name = _name(context, read, "p")
        level = f", {read.level}" if read.level else ""
        statements.append(f"{name}({pt(0 if number else gap)}{level}, {body})")
    return statements


def set_item(context: Context, read: Paragraph) -> str:
    """The paragraph as the body of a list item, whose indent the list gives."""
    body = _body(read, read.content.chunks[0], "")
    name = _name(context, read, "i")
    return f"{name}({body})"


def _body(read: Paragraph, lines: list[Line], label: str) -> str:
    level = read.format.level
    if label and level is not None:
        first = lines[0]
        if level.suffix == "tab":
            first = [[label], *first]
        else:
            space = ['" "'] if level.suffix == "space" else []
            first = [[label, *space, *first[0]], *first[1:]]
        lines = [first, *lines[1:]]
    pieces = []
    for number, line in enumerate(lines):
        start = read.format.first if number == 0 else 0.0
        pieces += [*(["linebreak()"] if number else []), *_line(read, line, start)]
    return joined(pieces)


def _line(read: Paragraph, line: Line, start: float) -> list[str]:
    if len(line) == 1:
        return line[0]
    format = read.format
    stops = list(format.stops)
    if format.first < 0:
        stops = sorted([*stops, Stop(0.0, "left", "")], key=lambda stop: stop.position)
    table = array([_stop(stop) for stop in stops])
    every = read.format.tab
    parts = [joined(piece) if piece else "[]" for piece in line]
    head = f"{pt(start)}, {pt(format.left)}, {table}, {pt(every)}"
    if not read.level:
        return [f"tabs({head}, {array(parts)})"]
    # PDF/UA wants a heading's text readable as it stands: only the space depends on the page.
    pieces = [parts[0]]
    for number in range(1, len(parts)):
        pieces += [f"tab-space({head}, {array(parts[:number + 1])})", parts[number]]
    return pieces


def _stop(stop: Stop) -> str:
    leader = emit.literal(stop.leader) if stop.leader else "none"
    return f'({pt(stop.position)}, "{stop.kind}", {leader})'


def _label(context: Context, format: Format, properties: Element | None) -> tuple[str, float]:
    """The list label as code, in its own look, and how wide it is at most."""
    level = format.level
    if level is None:
        return "", 0.0
    text = context.counters.label(format.num_id, format.ilvl)
    if text is None:
        context.refuse("pdf-nummerering", navn=level.format)
        return "", 0.0
    mark = properties.find(W + "rPr") if properties is not None else None
    look = label_look(context.template, format, mark)
    if level.picture:
        context.refuse("pdf-punkttegn")
        return "", 0.0
    if level.format == "bullet":
        mapped = bullet(look.font or look.face.family, text)
        if mapped is None:
            context.refuse("pdf-punkttegn")
        text = mapped or ""
    elif look.font:
        context.refuse("pdf-skrift", navn=look.font)
    context.refuse_all(look.issues)
    if not text:
        return "", 0.0
    # Always in its own look: a list sets its labels outside the paragraph's own function.
    code = f"{look_name(context.template, look)}({emit.literal(text)})"
    return code, width_bound(text) * look.size + max(look.tracking, 0.0) * len(text)


def _name(context: Context, read: Paragraph, kind: str) -> str:
    """The function that sets paragraphs like this one, as blocks ("p") or list items ("i")."""
    template = context.template
    key = (kind, read.format.ident, bool(read.level), _overhang(read))
    name = template.names.get(key)
    if name is None:
        code = block_code(read) if kind == "p" else item_code(read)
        name = template.names[key] = template.registry.name(kind, code)
    return name


def block_code(read: Paragraph) -> str:
    """The function that sets paragraphs of this format: (gap, body), or (gap, level, body)."""
    format = read.format
    base = looks.code(looks.plain(format.base))
    hang = min(format.first, 0.0)
    left = 0.0 if format.frame else format.left + hang
    right = (0.0 if format.frame else format.right) - _overhang(read)
    options = ["width: 100%", "above: g"]
    if format.keep_next or read.level:
        options.append("sticky: true" if format.keep_next else "sticky: false")
    if format.keep_lines:
        options.append("breakable: false")
    if left > 0 or right > 0:
        options.append(f"inset: (left: {pt(max(left, 0))}, right: {pt(max(right, 0))})")
    inner = _inner(format, base, bool(read.level))
    block = f"block({', '.join(options)}, {inner})"
    if left < 0 or right < 0:
        block = block.replace("above: g", "above: 0pt")
        block = (f"block(width: 100%, above: g, sticky: {str(format.keep_next).lower()}, "
                 f"pad(left: {pt(min(left, 0))}, right: {pt(min(right, 0))}, {block}))")
    return f"(g, n, b) => {block}" if read.level else f"(g, b) => {block}"


def item_code(read: Paragraph) -> str:
    """The function that sets list items of this format: (body)."""
    format = read.format
    base = looks.code(looks.plain(format.base))
    options = ["width: 100%"]
    if format.right > 0 and not format.frame:
        options.append(f"inset: (right: {pt(format.right)})")
    if format.keep_lines:
        options.append("breakable: false")
    return f"b => block({', '.join(options)}, {_inner(format, base, False, indent=False)})"


def _inner(format: Format, base: str, heading: bool, indent: bool = True) -> str:
    settings = []
    if format.align == "justify":
        settings.append("justify: true")
    if indent and format.first > 0:
        settings.append(f"first-line-indent: (amount: {pt(format.first)}, all: true)")
    elif indent and format.first < 0:
        settings.append(f"hanging-indent: {pt(-format.first)}")
    dressed = f"{base.removesuffix(')').replace('text.with(', 'text(', 1)}, "
    if heading:
        # The look lies inside: Typst's own look of a heading would win over one around it.
        body = f"heading(level: n, {dressed}b))"
        if settings:
            body = f"{{set par({', '.join(settings)});{body}}}"
    else:
        body = f"{dressed}par({', '.join([*settings, 'b'])}))"
    if not format.widow:
        body = "{set text(costs: (widow: 0%, orphan: 0%));" + body + "}"
    return f"align({format.align}, {body})" if format.align in ("center", "right") else body


def _overhang(read: Paragraph) -> float:
    """How far a right-hand tab stop lies outside the text, as in many a footer."""
    if not read.content.tabbed:
        return 0.0
    room = read.width - read.format.left - read.format.right
    reach = [stop.position for stop in read.format.stops if stop.kind != "left"]
    return max(0.0, max(reach, default=0.0) - room)
