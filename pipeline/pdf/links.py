"""Where a link leads: only where the reader of a letter should be led."""

from __future__ import annotations

import re

from pipeline.pdf.context import Context
from pipeline.pdf.emit import literal

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
