"""Texts with marks in finished letters: real lists for a screen reader, and every word of them."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline import Job, produce
from pipeline.docx.package import Docx
from pipeline.pdf import Metadata
from pipeline.pdf.office.libreoffice import LibreOfficeEngine
from pipeline.pdf.proof.check import check_pdf
from tests.cases import sag, settings

TEXT = """Vi har **især** set på *to* ting:

- Struktur: `<b>` & "to voksne"
  på samme linje
- Ro
  - i garderoben

Derfor:
1. Et møde
2. Træning

1. Nyt et
2. Nyt to"""
ITEM = "LI(Lbl LBody(P))"


def letter(**files: Any) -> Docx:
    """A decision with the text as its main reason, in a table's cell and in a sentence."""
    changed = sag("karla", {
        "afgoerelser[0].begrundelse.hovedhensyn": TEXT,
        "afgoerelser[0].betingelser[0].begrundelse": TEXT,
        "afgoerelser[0].behov.saerlige": TEXT})
    made = produce(changed, Job("afgoerelse", nr=1, settings=settings(), formats=("docx",)))[0]
    return Docx.read(made.files["docx"])


@pytest.fixture(scope="module")
def docx() -> Docx:
    return letter()


def test_typst_sets_them_and_the_text_is_the_same(docx, typeset, tags, about: Metadata) -> None:
    pdf = typeset(docx)
    assert check_pdf(docx, pdf, about) == ()
    assert f"P L({ITEM} {ITEM} L({ITEM})) P L({ITEM} {ITEM}) L({ITEM} {ITEM}) P" in tags(pdf)


def test_each_numbered_list_counts_from_one(docx, typeset, read) -> None:
    words = " ".join(" ".join(read(typeset(docx))).split())
    assert "Derfor: 1. Et møde 2. Træning 1. Nyt et 2. Nyt to" in words


def test_libreoffice_sets_the_same(docx, read, about: Metadata, when: Any) -> None:
    engine = LibreOfficeEngine()
    try:
        pdf = engine.pdf(docx, metadata=about, timestamp=when)
    finally:
        engine.close()
    assert check_pdf(docx, pdf, about) == ()
    words = " ".join(" ".join(read(pdf)).split())
    assert "Derfor: 1. Et møde 2. Træning 1. Nyt et 2. Nyt to" in words


def test_marks_that_stand_as_text_are_printed(typeset, read) -> None:
    changed = sag("karla", {"afgoerelser[0].begrundelse.hovedhensyn": "5*3 # ikke [en](x) __liste__"})
    made = produce(changed, Job("afgoerelse", nr=1, settings=settings()))[0]
    pdf = typeset(Docx.read(made.files["docx"]))
    assert "5*3 # ikke [en](x) __liste__" in " ".join(read(pdf))
