"""Headers and footers on the pages of a PDF: found where they stand, and taken away."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

from pipeline.docx.package import Docx
from pipeline.pdf.proof.text import PAGE, running


def bare(docx: Docx, pages: Sequence[str], normal: Callable[[str], str]) -> list[str]:
    """The pages' text, made `normal`, without the document's headers and footers.

    A header is looked for where a page begins, a footer where it ends, and not the other way round:
    a paragraph that reads as one is no part of it.
    """
    heads, feet = (_patterns(tuple(map("".join, running(docx, kind))), normal)
                   for kind in ("header", "footer"))
    return [_without(normal(page), heads, feet) for page in pages]


def lone_number(docx: Docx) -> bool:
    """Whether some header or footer is a page number and nothing else: it looks like any number."""
    return any("".join(part).strip() == PAGE for part in running(docx))


@functools.lru_cache(maxsize=64)
def _patterns(parts: tuple[str, ...], normal: Callable[[str], str]) -> list[re.Pattern[str]]:
    """The headers, or the footers, the longest first: of two that fit, it is the page's own."""
    found = [_pattern(part, normal) for part in parts]
    return sorted((pattern for pattern in found if pattern is not None),
                  key=lambda pattern: -len(pattern.pattern))


def _pattern(value: str, normal: Callable[[str], str]) -> re.Pattern[str] | None:
    """A header or footer as a page shows it: page numbers are any digits."""
    pieces = [re.escape(normal(piece)) for piece in value.split(PAGE)]
    return re.compile(r"\d{1,5}".join(pieces)) if any(pieces) else None


def _without(
    page: str, heads: Sequence[re.Pattern[str]], feet: Sequence[re.Pattern[str]],
) -> str:
    """The page without its header and footer."""
    head = next((found for pattern in heads if (found := pattern.match(page))), None)
    page = page[head.end():] if head else page
    foot = next((found for pattern in feet if (
        found := re.compile(f"(?:{pattern.pattern})\\Z").search(page))), None)
    return page[:foot.start()] if foot else page
