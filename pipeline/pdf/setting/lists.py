"""Lists: neighbouring list paragraphs as real lists, nested by their indents."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.pdf.emit import array, joined, pt
from pipeline.pdf.setting.context import Context
from pipeline.pdf.setting.paragraph import Paragraph, set_item


@dataclass(slots=True)
class Item:
    """One list item: its paragraph, the space above it, and the lists inside it."""

    paragraph: Paragraph
    gap: float
    inner: list[List] = field(default_factory=list)


@dataclass(slots=True)
class List:
    """Items of one list at one indent."""

    num_id: str
    left: float
    items: list[Item] = field(default_factory=list)


def set_lists(context: Context, members: list[tuple[Paragraph, float]]) -> list[str]:
    """Neighbouring list paragraphs as statements, one per outer list."""
    return [_set(context, each, 0.0) for each in arrange(members)]


def arrange(members: list[tuple[Paragraph, float]]) -> list[List]:
    """Nest by indent: Word's own lists nest by level, its list styles by indent alone."""
    outer: list[List] = []
    open_lists: list[List] = []
    for paragraph, gap in members:
        left = paragraph.format.left
        while open_lists and open_lists[-1].left > left + 0.5:
            open_lists.pop()
        top = open_lists[-1] if open_lists else None
        if top is None or left > top.left + 0.5 or top.num_id != paragraph.format.num_id:
            if top is not None and left <= top.left + 0.5:
                open_lists.pop()
            made = List(paragraph.format.num_id, left)
            (open_lists[-1].items[-1].inner if open_lists else outer).append(made)
            open_lists.append(made)
        open_lists[-1].items.append(Item(paragraph, gap))
    return outer


def _set(context: Context, each: List, parent: float) -> str:
    first = each.items[0].paragraph.format
    indent = first.left + first.first - parent
    shared = min((item.gap for item in each.items[1:]), default=0.0)
    bodies = [_body(context, each, number, shared) for number in range(len(each.items))]
    labels = [_label(item.paragraph) for item in each.items]
    bullets = first.level is not None and first.level.format == "bullet"
    if bullets and len(set(labels)) == 1:
        form = f"(..b) => list(spacing: {pt(shared)}, marker: {labels[0]}, ..b)"
        code = f"{context.template.registry.name('l', form)}({', '.join(bodies)})"
    else:
        code = f"numbered({pt(shared)}, {array(labels)}, {', '.join(bodies)})"
    sticky = all(item.paragraph.format.keep_next for item in each.items)
    if indent:
        code = f"inset-by({pt(indent)}, {code})"
    return f"{'at-next' if sticky else 'at'}({pt(each.items[0].gap)}, {code})"


def _body(context: Context, each: List, number: int, shared: float) -> str:
    item = each.items[number]
    pieces = [set_item(context, item.paragraph)]
    pieces += [_set(context, inner, item.paragraph.format.left) for inner in item.inner]
    if number + 1 < len(each.items):
        extra = each.items[number + 1].gap - shared
        if extra > 0.001:
            pieces.append(f"gap({pt(extra)})")
    return joined(pieces)


def _label(paragraph: Paragraph) -> str:
    level = paragraph.format.level
    align = level.align if level is not None else "left"
    side = {"right": "right", "end": "right", "center": "center"}.get(align, "left")
    room = -paragraph.format.first
    if side == "left" and paragraph.reach <= room:
        # Nothing to measure: that spares Typst a look at the page.
        return f"box(width: {pt(room)}, align(left, {paragraph.label}))"
    return f"label-box({pt(room)}, {side}, {paragraph.label})"
