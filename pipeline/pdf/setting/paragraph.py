"""A paragraph as code: its block, its lines, its tabs; a heading as a real heading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.pdf import emit
from pipeline.pdf.emit import array, joined, pt
from pipeline.pdf.fonts import bullet, width_bound
from pipeline.pdf.setting.content import Aligned, Content, Line
from pipeline.pdf.setting.context import Context
from pipeline.pdf.setting.functions import block_code, cell_code, item_code
from pipeline.pdf.setting.inline import Inline
from pipeline.pdf.setting.placing import FREE, Placed
from pipeline.pdf.word.formats import (
    Format,
    Surroundings,
    label_look,
    look_name,
    paragraph_format,
)
from pipeline.pdf.word.measures import LEADERS, Stop
from pipeline.pdf.word.xml import W, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(slots=True)
class Paragraph:
    """A paragraph as read: its format, content, list label and the width it is set in."""

    format: Format
    content: Content
    label: str
    width: float
    source: Element
    reach: float = 0.0
    """How wide the label is at most."""
    level: int = 0
    """Its heading level; 0 for an ordinary paragraph."""
    placed: list[Placed] = field(default_factory=list)
    """What it anchors at a place of its own."""
    number: int = 0
    """Its number in the document."""
    lead: float = 0.0
    """The space above it where it begins a page."""

    @property
    def empty(self) -> bool:
        """Whether it only takes up its line."""
        return not self.content.visible and not self.label

    @property
    def ends_page(self) -> bool:
        """Whether there is nothing of it after a page break."""
        chunks = self.content.chunks
        return len(chunks) > 1 and not any(any(line) for line in chunks[-1])

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
    context.paragraph, context.at = element, None
    properties = element.find(W + "pPr")
    format = paragraph_format(context.template, properties, around)
    if format.issues:
        context.refuse_all(format.issues)
    width = (points(dict(format.place).get("w")) or width) if format.place else width
    content = Inline(context, format, width).read(element)
    context.at = None
    label, reach = _label(context, format, properties) if format.level is not None else ("", 0.0)
    read = Paragraph(format, content, label, width, element, reach, number=context.number)
    if content.placed:
        read.placed = _placed(context, read)
    if content.aligned and not _all_aligned(read):
        context.refuse("pdf-tabulator", navn="ptab")
    if (format.outline is not None and content.words and not context.running):
        read.level = context.level(format.outline)
    return read


def set_paragraph(context: Context, read: Paragraph, gap: float) -> list[str]:
    """The paragraph as statements, one for each page it is broken over."""
    format, content = read.format, read.content
    if read.placed:
        above = [code for number, each in enumerate(read.placed)
                 for code in each.statements(0.0 if number else gap)]
        read.placed, gap = [], 0.0
        return [*above, *set_paragraph(context, read, gap)]
    if read.empty:
        chunks = len(content.chunks)
        # A link may lead to a paragraph without words.
        marks = [code for lines in content.chunks for line in lines for part in line for code in part]
        empty = joined([*marks, f"gap({pt(gap + format.mark.height())})"])
        return [empty] if chunks == 1 else [*marks, *["pagebreak()"] * (chunks - 1)]
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


def _placed(context: Context, read: Paragraph) -> list[Placed]:
    """What the paragraph anchors; a list item or a boxed paragraph has no clear top of its own."""
    found = []
    for each in read.content.placed:
        if not each.spot.on_page and (read.in_list or read.format.frame or read.format.place):
            context.refusals.add("pdf-placering", each.place, navn="paragraph")
        elif context.depth and (each.spot.on_page or each.spot.wrap not in FREE):
            context.refusals.add("pdf-ombrydning", each.place)
        else:
            found.append(each)
    return found


def set_alone(read: Paragraph) -> tuple[str, str] | None:
    """A paragraph that is all there is in a cell in one piece: what sets a body `b`, and the body."""
    chunks = read.content.chunks
    if read.empty or read.placed or read.level or read.label or len(chunks) > 1 or (
            read.content.tabbed):
        return None
    code = cell_code(read.format)
    return None if code is None else (code, _body(read, chunks[0], ""))


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
    aligned = [tab for own, tab in read.content.aligned if own is line]
    stops = [_aligned(read, tab) for tab in aligned] or list(format.stops)
    if format.first < 0 and not aligned:
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


def _aligned(read: Paragraph, tab: Aligned) -> Stop:
    """The stop that a tab has for itself."""
    left = 0.0 if tab.whole else read.format.left
    right = read.width if tab.whole else read.width - read.format.right
    position = {"center": (left + right) / 2, "right": right}.get(tab.side, left)
    return Stop(position - read.format.left, tab.side, LEADERS.get(tab.leader, ""))


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
        mapped = bullet(look.font.name, text)
        if mapped is None:
            context.refuse("pdf-punkttegn")
        text = mapped or ""
    elif text:
        context.sets(text, look.font)
    context.refuse_all(look.issues)
    if not text:
        return "", 0.0
    # Always in its own look: a list sets its labels outside the paragraph's own function.
    code = f"{look_name(context.template, look)}({emit.literal(text)})"
    return code, width_bound(text) * look.face.breadth * look.size + max(look.tracking, 0.0) * len(text)


def _name(context: Context, read: Paragraph, kind: str) -> str:
    """The function that sets paragraphs like this one, as blocks ("p") or list items ("i")."""
    template = context.template
    heading, overhang = bool(read.level), _overhang(read)
    key = (kind, read.format.ident, heading, overhang)
    name = template.names.get(key)
    if name is None:
        code = block_code(read.format, heading, overhang) if kind == "p" else item_code(read.format)
        name = template.names[key] = template.registry.name(kind, code)
    return name


def _all_aligned(read: Paragraph) -> bool:
    """Whether lines with tabs that have places of their own have no others."""
    own = [line for line, _ in read.content.aligned]
    return not read.label and all(
        len(line) - 1 == sum(each is line for each in own) for line in own)


def _overhang(read: Paragraph) -> float:
    """How far a right-hand tab stop lies outside the text, as in many a footer."""
    if not read.content.tabbed:
        return 0.0
    room = read.width - read.format.left - read.format.right
    reach = [stop.position for stop in (*read.format.stops, *(
        _aligned(read, tab) for _, tab in read.content.aligned)) if stop.kind != "left"]
    return max(0.0, max(reach, default=0.0) - room)
