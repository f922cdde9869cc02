"""Spans of a text as runs, with the look of the run that the template's author gave the field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import escape

from pipeline.docx.values import text_form
from pipeline.richtext.blocks import Block
from pipeline.richtext.emphasis import Span

_LEADING = re.compile(r"(?:<w:(?:rStyle|rFonts)\b[^>]*/>)*")
_BOLD = re.compile(r"<w:b(?:Cs)?(?: [^>]*)?/>")
_ITALIC = re.compile(r"<w:i(?:Cs)?(?: [^>]*)?/>")


def runs(spans: Iterable[Span], look: str) -> str:
    """Whole runs; `look` is the `w:rPr` they have besides, or nothing."""
    return "".join(
        f'<w:r>{emphasised(look, span.bold, span.italic)}<w:t xml:space="preserve">'
        f"{_words(span.text)}</w:t></w:r>" for span in spans)


def inside(blocks: Sequence[Block], look: str, below: bool) -> str:
    """All of a text inside a `w:t` that is open: blank lines for paragraphs, dashes for bullets.

    `below`: it begins on a line of its own.
    """
    written = "\n" if below else ""
    out = []
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        for span in (Span(written + block.label), *block.spans):
            if span.bold or span.italic:
                out.append(f'</w:t></w:r>{runs([span], look)}<w:r>{look}<w:t xml:space="preserve">')
            else:
                out.append(_words(span.text))
        written = "\n" if block.list or (following and following.list) else "\n\n"
    return "".join(out)


@lru_cache(1024)
def emphasised(look: str, bold: bool, italic: bool) -> str:
    """The `w:rPr` made bold and italic; the elements stand in the order Word asks for."""
    if not bold and not italic:
        return look
    inner = look.removeprefix("<w:rPr>").removesuffix("</w:rPr>").replace("<w:rPr/>", "")
    leading = _LEADING.match(inner)
    head = leading[0] if leading else ""
    rest = inner[len(head):]
    bolds = "<w:b/><w:bCs/>" if bold else "".join(_BOLD.findall(rest))
    italics = "<w:i/><w:iCs/>" if italic else "".join(_ITALIC.findall(rest))
    rest = _ITALIC.sub("", _BOLD.sub("", rest))
    return f"<w:rPr>{head}{bolds}{italics}{rest}</w:rPr>"


def _words(text: str) -> str:
    return escape(text_form(text))
