"""Where a link leads: only where the reader of a letter should be led."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.pdf.emit import literal
from pipeline.pdf.setting.context import Context
from pipeline.pdf.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SCHEMES = re.compile(r"(?:https?|mailto|tel):[^\s\x00-\x1f]+", re.IGNORECASE)


def destination(context: Context, target: str, anchor: str) -> str | None:
    """Where a link leads, as code; None leaves the text plain."""
    if context.running:
        return None
    if target:
        if not _SCHEMES.fullmatch(target):
            context.refuse("pdf-link")
            return None
        return literal(f"{target}#{anchor}" if anchor else target)
    label = context.anchors.get(anchor)
    return f"<{label}>" if label else None


def anchors(tree: Element, data: bytes) -> dict[str, str]:
    """A label for each bookmark that a link or a field names and the document has."""
    if b"w:anchor=" not in data and b"\\l " not in data and b"REF" not in data:
        return {}
    wanted = {link.get(W + "anchor") for link in tree.iter(W + "hyperlink")}
    # One instruction may be cut into several pieces, in the middle of a name.
    told = "".join((*(part.text or "" for part in tree.iter(W + "instrText")),
                    *(part.get(W + "instr") or "" for part in tree.iter(W + "fldSimple"))))
    names = [mark.get(W + "name") or "" for mark in tree.iter(W + "bookmarkStart")]
    return {name: f"b{number}" for number, name in enumerate(dict.fromkeys(names))
            if name and (name in wanted or name in told)}
