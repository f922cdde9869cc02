"""Tags of LibreOffice's made tidy: nothing to stop at where there is nothing to say."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline.pdf import Metadata, Pdf
from pipeline.pdf.office.touched import touched

Tree = tuple[str, Any]
"""A tag and what is in it: more tags, a mark's number, or None."""


def pdf_of(tops: list[Tree]) -> bytes:
    """A PDF of one empty page with these tags."""
    pdf = pikepdf.new()
    pdf.add_blank_page()

    def grown(trees: list[Tree], above: Any) -> Array:
        kids = Array()
        for name, inner in trees:
            tag = pdf.make_indirect(Dictionary(S=Name(f"/{name}"), P=above))
            if isinstance(inner, list):
                tag.K = grown(inner, tag)
            elif inner is not None:
                tag.K = inner
            kids.append(tag)
        return kids

    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = grown(tops, root)
    pdf.Root.StructTreeRoot = root
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize(("tops", "wanted"), [
    ([("P", None), ("P", 0), ("P", [])], "P"),
    ([("H1", 0), ("H2", None), ("H3", 1)], "H1 H2"),
    ([("L", [("LI", [("LBody", [("P", None)])])])], "L(LI(LBody))"),
    ([("P", [("Span", 0)]), ("P", Array([0, 1]))], "P(Span) P"),
])
def test_empty_paragraphs_have_no_tag(
    tops: list[Tree], wanted: str, about: Metadata, when: dt.datetime, tags: Callable[[Pdf], str],
) -> None:
    data, pages = touched(pdf_of([("Document", tops)]), about, when)
    assert tags(Pdf(data, pages)) == wanted
