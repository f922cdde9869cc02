"""Documents saved as Strict Open XML, with measures that carry their unit."""

from __future__ import annotations

import re

import pytest

from pipeline.pdf.proof.check import check_pdf
from pipeline.pdf.word.xml import number, points
from tests.pdf.conftest import packed

BODY = ('<w:p><w:pPr><w:ind w:start="{indent}"/><w:spacing w:before="{before}" w:line="{line}" '
        'w:lineRule="auto"/><w:jc w:val="start"/></w:pPr><w:r><w:rPr><w:b w:val="true"/>'
        '<w:sz w:val="{size}"/></w:rPr><w:t>Kære Alma</w:t></w:r></w:p>')
USUAL = {"indent": "720", "before": "200", "line": "360", "size": "28"}
_NAME = re.compile(rb"http://schemas\.openxmlformats\.org/(wordprocessingml|drawingml|officeDocument)"
                   rb"/2006/")
UNITS = {"indent": "36pt", "before": "10pt", "line": "18pt", "size": "14pt"}


def strict(docx):
    """The same document under Strict's names."""
    def renamed(data: bytes) -> bytes:
        return _NAME.sub(rb"http://purl.oclc.org/ooxml/\1/", data)

    return packed({name: renamed(data) for name, data in docx.parts.items()})


def test_a_strict_document_is_set_like_any_other(make, typeset, about):
    usual, other = make(BODY.format(**USUAL)), strict(make(BODY.format(**UNITS)))
    assert b"purl" not in b"".join(other.parts.values())
    assert typeset(other).data == typeset(usual).data
    assert check_pdf(other, typeset(other), about) == ()


def test_what_a_strict_document_hides_is_found(refusals, make):
    docx = strict(make("<w:p><w:ins><w:r><w:t>x</w:t></w:r></w:ins></w:p>"))
    assert [code for code, _ in refusals(docx)] == ["pdf-sporede-aendringer"]


@pytest.mark.parametrize(("value", "expected"), [
    ("240", 12), ("12pt", 12), ("1in", 72), ("25.4mm", 72), ("2.54cm", 72), ("2pc", 24), ("2pi", 24),
    ("-6pt", -6), ("12.5", 0.625), (" 3pt ", 3), ("12px", 0), ("pt", 0), ("", 0),
])
def test_measures_say_their_unit(value, expected):
    assert points(value) == pytest.approx(expected)


@pytest.mark.parametrize("value", ["12px", "1e999pt", "--1pt", "1pt2"])
def test_what_is_no_measure_is_not_read(value):
    with pytest.raises(ValueError, match="could not"):
        number(value, 20)
