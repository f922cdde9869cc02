"""Block after block: reading a body, and setting it with Word's spacing, boxes and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.pdf.emit import pt
from pipeline.pdf.setting import boxes, frames, lists
from pipeline.pdf.setting.context import Context
from pipeline.pdf.setting.paragraph import Paragraph, read_paragraph, set_paragraph
from pipeline.pdf.setting.placing import Placed
from pipeline.pdf.word.formats import Surroundings
from pipeline.pdf.word.xml import MC, W, local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(slots=True)
class Table:
    """A table, set already; its rows' keep-with-next is inside."""

    code: str
    sticky: bool = False
    """Whether its last row stays with what follows."""


Block = Paragraph | Table | Placed

_WRAPPERS = {W + "sdt": W + "sdtContent", W + "customXml": "", W + "smartTag": ""}
_IGNORED = frozenset(W + name for name in (
    "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd",
    "sectPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr"))
_CODES = {W + "altChunk": "pdf-udenfor", W + "ins": "pdf-sporede-aendringer",
          W + "del": "pdf-sporede-aendringer", W + "moveFrom": "pdf-sporede-aendringer",
          W + "moveTo": "pdf-sporede-aendringer", MC + "AlternateContent": "pdf-tekstboks"}


def elements(context: Context, parent: Element) -> Iterator[Element]:
    """The paragraphs and tables of a body, cell or header, content controls unwrapped."""
    for child in parent:
        tag = child.tag
        if tag == W + "p" or tag == W + "tbl":
            yield child
        elif tag in _WRAPPERS:
            inner = child.find(_WRAPPERS[tag]) if _WRAPPERS[tag] else child
            if inner is not None:
                yield from elements(context, inner)
        elif tag == W + "bookmarkStart":
            _lift_anchor(context, child)
        elif tag not in _IGNORED:
            context.refuse(_CODES.get(tag, "pdf-ukendt"), navn=local(child))


def read(
    context: Context, children: Iterable[Element], around: Surroundings, width: float,
) -> list[Block]:
    """Read blocks in document order: counters and heading levels depend on it."""
    from pipeline.pdf.setting import repeated

    found: list[Block] = []
    framed = False
    for child in children:
        begun = context.number
        try:
            if child.tag == W + "p":
                paragraph = read_paragraph(context, child, around, width)
                framed = framed or bool(paragraph.format.place)
                found.append(paragraph)
            else:
                found.append(repeated.set_table(context, child, around, width))
        except (ValueError, ArithmeticError):
            # Word writes no such value; another program, or a hand, did.
            met = context.number > begun
            context.refusals.add("pdf-vaerdi", context.place if met else context.place_of(
                begun + 1, child))
    return _framed(context, found) if framed else found


def _framed(context: Context, found: list[Block]) -> list[Block]:
    """The blocks with neighbours of one frame made one thing."""
    whole: list[Block] = []
    for place, group in groupby(found, lambda block: block.format.place
                                if isinstance(block, Paragraph) else ()):
        members = list(group)
        if place:
            paragraphs = [block for block in members if isinstance(block, Paragraph)]
            framed = frames.framed(context, paragraphs)
            whole += [framed] if framed is not None else []
        else:
            whole += members
    return whole


class Spacing:
    """The space between blocks: the larger of after and before, or their sum where Word says so.

    What begins a page has its own space alone: the last block's stays on the page before.
    """

    def __init__(self, context: Context) -> None:
        self._sum = context.template.settings.sum_spacing
        self._context = context
        self._last: Paragraph | None = None
        self._after = 0.0

    def before(self, block: Block) -> float:
        """The gap above this block, which becomes the last one."""
        previous, after = self._last, self._after
        if isinstance(block, Placed) and not block.flows:
            return 0.0
        begun = previous is not None and previous.ends_page
        if not isinstance(block, Paragraph):
            self._last, self._after = None, 0.0
            return 0.0 if begun else after
        before = block.format.before
        if begun or breaks_page(self._context, block):
            self._last, self._after = block, block.format.after
            block.lead = before
            return 0.0
        if previous is not None and previous.format.style == block.format.style:
            after = 0.0 if previous.format.contextual else after
            before = 0.0 if block.format.contextual else before
        self._last, self._after = block, block.format.after
        return after + before if self._sum else max(after, before)

    @property
    def after(self) -> float:
        """The space that the last block asks for below itself."""
        return self._after


def set_blocks(context: Context, blocks: list[Block], *, closed: bool) -> list[str]:
    """The blocks as statements. A `closed` body (cell, header) keeps the space at its end."""
    before, statements, after = spaced(context, blocks)
    # Typst drops space at the top of a container; Word keeps it.
    opening = [f"gap({pt(before)})"] if before > 0 else []
    closing = [f"gap({pt(after)})"] if closed and after else []
    return [*opening, *statements, *closing]


def spaced(context: Context, blocks: list[Block]) -> tuple[float, list[str], float]:
    """The blocks as statements, and the space above the first and below the last."""
    spacing = Spacing(context)
    statements: list[str] = []
    before: float | None = None
    for frame, members in _in_boxes(context, blocks):
        gaps = [spacing.before(block) for block in members]
        if before is None:
            before, gaps[0] = gaps[0], 0.0
        if frame:
            opening, gaps[0] = gaps[0], 0.0
            inner = _sequence(context, members, gaps)
            # A page begins outside the box.
            outside = len(_opening(context, members[0]))
            statements += inner[:outside]
            statements += boxes.framed(context, members, opening, inner[outside:])
        else:
            statements += _sequence(context, members, gaps)
    return before or 0.0, statements, spacing.after


def _in_boxes(context: Context, blocks: list[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """The blocks cut where a box begins or ends; no box goes on over a break of the page."""
    page = 0

    def box(block: Block) -> object:
        nonlocal page
        page += breaks_page(context, block)
        frame = block.format.frame if isinstance(block, Paragraph) else ()
        return (page, frame) if frame else ()

    for key, group in groupby(blocks, box):
        yield bool(key), list(group)


def breaks_page(context: Context, block: Block) -> bool:
    """Whether a block is to begin a page: in a cell or a header none can."""
    return isinstance(block, Paragraph) and block.format.page_break and not (
        context.depth or context.running)


def _sequence(context: Context, members: list[Block], gaps: list[float]) -> list[str]:
    statements: list[str] = []
    pairs = list(zip(members, gaps, strict=True))
    for in_list, group in groupby(pairs, lambda pair: isinstance(pair[0], Paragraph)
                                  and pair[0].in_list):
        if in_list:
            items = [(block, gap) for block, gap in group if isinstance(block, Paragraph)]
            statements += _opening(context, items[0][0])
            statements += [code for block, _ in items for each in block.placed
                           for code in each.statements(0.0)]
            statements += lists.set_lists(context, items)
            continue
        for block, gap in group:
            if isinstance(block, Placed):
                statements += block.statements(gap)
                continue
            if isinstance(block, Table):
                name = "at-next" if block.sticky else "at"
                statements.append(f"{name}({pt(gap)}, {block.code})")
                continue
            statements += [*_opening(context, block), *set_paragraph(context, block, gap)]
    return statements


def _opening(context: Context, block: Block) -> list[str]:
    """What begins a page, with its space at the top: Typst would drop that, Word does not."""
    begun = ["pagebreak(weak: true)"] if breaks_page(context, block) else []
    lead = block.lead if isinstance(block, Paragraph) else 0.0
    return [*begun, f"gap({pt(lead)})"] if lead > 0 else begun


def _lift_anchor(context: Context, mark: Element) -> None:
    """A bookmark between paragraphs marks no place of its own: links to it stay plain text."""
    label = context.anchors.get(mark.get(W + "name") or "")
    if label and label not in context.placed:
        following = mark.getnext()
        target = following.find(f".//{W}p") if following is not None else None
        if following is not None and following.tag == W + "p":
            target = following
        if target is not None:
            target.append(mark)
        else:
            context.anchors.pop(mark.get(W + "name") or "")
