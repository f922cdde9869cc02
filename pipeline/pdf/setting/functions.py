"""The Typst functions that set the paragraphs, and the list items, of one format."""

from __future__ import annotations

from pipeline.pdf.emit import pt
from pipeline.pdf.word import looks
from pipeline.pdf.word.formats import Format


def block_code(format: Format, heading: bool, overhang: float) -> str:
    """The function that sets paragraphs of this format: (gap, body), or (gap, level, body)."""
    base = looks.code(looks.plain(format.base))
    hang = min(format.first, 0.0)
    left = 0.0 if format.frame else format.left + hang
    right = (0.0 if format.frame else format.right) - overhang
    options = ["width: 100%", "above: g"]
    if format.keep_next or heading:
        options.append("sticky: true" if format.keep_next else "sticky: false")
    if format.keep_lines:
        options.append("breakable: false")
    if left > 0 or right > 0:
        options.append(f"inset: (left: {pt(max(left, 0))}, right: {pt(max(right, 0))})")
    inner = _inner(format, base, heading)
    block = f"block({', '.join(options)}, {inner})"
    if left < 0 or right < 0:
        block = block.replace("above: g", "above: 0pt")
        block = (f"block(width: 100%, above: g, sticky: {str(format.keep_next).lower()}, "
                 f"pad(left: {pt(min(left, 0))}, right: {pt(min(right, 0))}, {block}))")
    return f"(g, n, b) => {block}" if heading else f"(g, b) => {block}"


def item_code(format: Format) -> str:
    """The function that sets list items of this format: (body)."""
    base = looks.code(looks.plain(format.base))
    options = ["width: 100%"]
    if format.right > 0 and not format.frame:
        options.append(f"inset: (right: {pt(format.right)})")
    if format.keep_lines:
        options.append("breakable: false")
    return f"b => block({', '.join(options)}, {_inner(format, base, False, indent=False)})"


def cell_code(format: Format) -> str | None:
    """What sets a paragraph `b` that is alone in a cell in one piece; None where it takes a block.

    Each block is one more thing that Typst has to remember.
    """
    if (format.frame or format.right or format.left + min(format.first, 0.0)
            or format.align in ("center", "right")):
        return None
    return _inner(format, looks.code(looks.plain(format.base)), False)


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
