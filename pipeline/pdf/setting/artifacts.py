"""Lines a page draws outside every tag: decoration, and marked as that.

LibreOffice leaves the lines round paragraphs and cells unmarked; PDF/UA-1 wants every drawn thing
to be either something a reader is told of or an artifact.
"""

from __future__ import annotations

from typing import Any

_BUILDING = frozenset({"m", "l", "c", "v", "y", "h", "re"})
_DRAWING = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_ENDING = _DRAWING | {"n"}
_OPENING = frozenset({"BMC", "BDC"})


def mark_lines(pdf: Any) -> None:
    """Mark as artifacts the paths of an open PDF that nothing has marked; text is left alone."""
    import pikepdf

    for page in pdf.pages:
        before = list(pikepdf.parse_content_stream(page))
        after = _marked(before)
        if len(after) > len(before):
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(after))


def _marked(instructions: list[Any]) -> list[Any]:
    """The page's instructions with each unmarked path between two marks."""
    import pikepdf

    begin = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
    end = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    found: list[Any] = []
    path: list[Any] = []
    depth = 0
    for instruction in instructions:
        name = str(instruction.operator)
        depth += (name in _OPENING) - (name == "EMC")
        if depth or not (path or name in _BUILDING):
            found.append(instruction)
            continue
        # Between the first point of a path and its end stand only parts of it.
        path.append(instruction)
        if name in _ENDING:
            found += [begin, *path, end] if name in _DRAWING else path
            path = []
    return [*found, *path]
