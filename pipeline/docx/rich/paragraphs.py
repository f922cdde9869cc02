"""A text as paragraphs and list items that look as the author's paragraph does."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.docx.rich.letterhead import ListStyle, Look
from pipeline.docx.rich.lists import Lists
from pipeline.docx.rich.runs import runs
from pipeline.richtext.blocks import Block

_CHILD = re.compile(r"<(\w+:\w+)(?: [^>]*)?(?:/>|>.*?</\1>)", re.S)
_ORDER = {f"w:{name}": place for place, name in enumerate((
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind"))}
"""The order Word asks for in `w:pPr`, as far as we add to it; what is not here comes after."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The paragraph that an author's field stands in, as XML taken apart."""

    opening: str
    properties: str
    before: str
    """What marks the paragraph's beginning (bookmarks, empty runs)."""
    look: str
    """The `w:rPr` of the field's run."""
    after: str
    narrow: bool
    """Whether it stands in a table's cell or a text box."""


def paragraphs(frame: Frame, blocks: Sequence[Block], lists: Lists) -> str:
    """The paragraphs as XML."""
    out = []
    setter = _Setter(frame, blocks, lists)
    last = len(blocks) - 1
    for place, block in enumerate(blocks):
        out += [frame.opening if place == 0 else "<w:p>", setter.properties(place),
                frame.before if place == 0 else "", runs(block.spans, frame.look),
                frame.after if place == last else "", "</w:p>"]
    return "".join(out)


class _Setter:
    """Decides the properties of each paragraph of one text."""

    def __init__(self, frame: Frame, blocks: Sequence[Block], lists: Lists) -> None:
        self._frame, self._blocks, self._lists = frame, blocks, lists
        self._own: Look = lists.letterhead.look(frame.properties)
        self._only_items = all(block.list for block in blocks)
        self._numbers: dict[int, str] = {}

    def properties(self, place: int) -> str:
        """The `w:pPr` of one paragraph."""
        block = self._blocks[place]
        if block.list:
            return self._item(block, self._ends_list(place))
        if self._own.item is not None and place > 0:
            # It goes on inside the author's own list item: no label, the text below its text.
            return self._with(_in_list("0", 0), _indent(self._own.left, 0))
        if not self._frame.narrow and not self._ends_list(place):
            return self._with("<w:keepNext/>")
        return self._frame.properties

    def _ends_list(self, place: int) -> bool:
        """Whether no item follows."""
        return place + 1 == len(self._blocks) or not self._blocks[place + 1].list

    def _item(self, block: Block, last: bool) -> str:
        head = self._lists.letterhead
        own = self._own
        if own.item is not None and self._only_items and block.level == 0:
            return self._frame.properties
        style = head.bullets if block.list == "punkt" else head.numbers
        if style is not None and self._like_list(style):
            return self._in_style(style, block, last)
        # Inside the author's own item even the outer list is an inner one.
        level = block.level + (own.item is not None and not self._only_items)
        left = own.left + head.step * (level + (own.item is None))
        shown = min(level, 1)
        return self._with(_in_list(self._number(block, shown), shown), _indent(left, head.step))

    def _like_list(self, style: ListStyle) -> bool:
        """Whether the letterhead's list style fits here: in running text of its size."""
        own = self._own
        return not (self._frame.narrow or own.item or own.left or own.boxed) and (
            own.size == style.size)

    def _in_style(self, style: ListStyle, block: Block, last: bool) -> str:
        added = [f'<w:pStyle w:val="{style.style}"/>']
        if block.level or block.list == "nummer":
            added.append(_in_list(self._number(block, block.level), block.level))
        if last and self._own.after:
            # What comes after a list keeps the distance it has to any other paragraph.
            added.append(f'<w:spacing w:after="{self._own.after}"/>')
        return self._with(*added, without=("w:numPr", "w:ind", "w:spacing"))

    def _number(self, block: Block, level: int) -> str:
        if block.list == "punkt":
            return self._lists.bullets(level)
        if block.run not in self._numbers:
            self._numbers[block.run] = self._lists.begin_numbered()
        return self._numbers[block.run]

    def _with(self, *added: str, without: Collection[str] = ()) -> str:
        """The author's properties with these elements instead of their own kind."""
        inner = self._frame.properties.replace("<w:pPr/>", "").removeprefix("<w:pPr>").removesuffix(
            "</w:pPr>")
        new = {found[1]: each for each in added if (found := _CHILD.match(each))}
        kept = {found[1]: found[0] for found in _CHILD.finditer(inner) if found[1] not in without}
        whole = sorted({**kept, **new}.items(), key=lambda each: _ORDER.get(each[0], len(_ORDER)))
        return f"<w:pPr>{''.join(xml for _, xml in whole)}</w:pPr>"


def _in_list(number: str, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _indent(left: int, hanging: int) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'
