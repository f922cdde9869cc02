"""Texts that people write at length: paragraphs, lists, bold and italics typed with a few marks.

A small subset of Markdown, and only in fields whose schema says `x-rigtekst`:

- a blank line begins a new paragraph, a single line break stays one;
- `**bold**`, `*italic*` and `_italic_`, the last two around whole words only;
- lines beginning with `- ` or `* ` are a list; lines beginning with `1. `, `2. ` and so on from 1 are a
  numbered one; two blanks before the mark are a list inside the item above;
- a backslash before a mark makes it a character like any other.

All else is text as it was typed. It is read here and by no library for Markdown: those make lists of a
line that begins with a date ("14. marts") and put the line after a list into its last item.
"""

from __future__ import annotations

import re

from pipeline.richtext.blocks import Block, blocks_of

__all__ = ["RichText", "may_have_marks", "rich", "unmarked"]


class RichText(str):
    """A text with marks. To everything that does not set them it is the text as it was typed."""

    __slots__ = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its paragraphs and list items, read anew each time: nothing of a case is kept."""
        return blocks_of(str.__str__(self))

    @property
    def plain(self) -> str:
        """What a reader sees, without bold and italics: a line for each paragraph and list item."""
        return "\n".join(block.plain for block in self.blocks)

    def upper(self) -> RichText:
        """The same marks around capitals."""
        return RichText(super().upper())

    def lower(self) -> RichText:
        """The same marks around small letters."""
        return RichText(super().lower())

    def strip(self, chars: str | None = None, /) -> RichText:
        """Without white space at its ends."""
        return RichText(super().strip(chars))

    def with_capital(self) -> RichText:
        """Its first letter or figure as a capital, whatever marks stand before it."""
        return RichText(_FIRST.sub(lambda found: found[0].upper(), self, count=1))


_FIRST = re.compile(r"[^\W_]")
_BEGINNINGS = ("- ", "-\t", " ", "\t")
_MARKS = str.maketrans("", "", "*_\\")


def rich(value: str) -> str:
    """The text as a RichText where it has marks; else as it is."""
    if may_have_marks(value):
        made = RichText(value)
        first, *more = made.blocks
        if more or first.list or first.plain.strip() != value.strip() or any(
                span.bold or span.italic for span in first.spans):
            return made
    return value


def unmarked(value: str) -> str:
    """The words that a reader can make out, without marks and without what only looks like them."""
    return RichText(value).plain.translate(_MARKS) if may_have_marks(value) else value


def may_have_marks(value: str) -> bool:
    """A quick look, since most texts have none."""
    return ("*" in value or "_" in value or "\n" in value or "\\" in value
            or value.startswith(_BEGINNINGS))
