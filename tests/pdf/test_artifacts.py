"""Lines nobody marked are marked as decoration; what says something is left as it is."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest

from pipeline.pdf.setting.artifacts import mark_lines

LINE = b"0 0 m 10 0 l S"
TAG = b"/P << /MCID 0 >> BDC "
MARKED = b"/Artifact BMC 0 0 m 10 0 l S EMC"


def page_of(content: bytes) -> Any:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(content)
    return pdf


@pytest.mark.parametrize(("content", "wanted"), [
    (LINE, MARKED),
    (b"q 1 w " + LINE + b" Q", b"q 1 w " + MARKED + b" Q"),
    (b"0 0 10 10 re f* " + LINE, b"/Artifact BMC 0 0 10 10 re f* EMC " + MARKED),
    (TAG + LINE + b" EMC " + LINE, TAG + LINE + b" EMC " + MARKED),
    (TAG + b"/Span BMC EMC " + LINE + b" EMC", TAG + b"/Span BMC EMC " + LINE + b" EMC"),
    (b"/Artifact BMC " + LINE + b" EMC", MARKED),
    (b"0 0 10 10 re W n", b"0 0 10 10 re W n"),
    (b"0 0 10 10 re W n " + LINE, b"0 0 10 10 re W n " + MARKED),
    (b"BT (Ord) Tj ET " + LINE, b"BT (Ord) Tj ET " + MARKED),
    (b"/Im0 Do", b"/Im0 Do"), (b"0 0 m 1 1 l", b"0 0 m 1 1 l"), (b"", b""),
])
def test_only_unmarked_lines_are_marked(content: bytes, wanted: bytes) -> None:
    pdf = page_of(content)
    mark_lines(pdf)
    assert pdf.pages[0].Contents.read_bytes().split() == wanted.split()


def test_a_page_without_such_lines_keeps_its_bytes() -> None:
    content = b"/Artifact   BMC\n0.10 0 m  10 0 l S\nEMC"
    pdf = page_of(content)
    mark_lines(pdf)
    assert pdf.pages[0].Contents.read_bytes() == content
