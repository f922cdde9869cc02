"""Every sample gives its documents, and each PDF is what it says it is."""

from __future__ import annotations

import io
import re
import unicodedata

import pypdf
import pytest

from pipeline import produce
from pipeline.documents import KINDS
from pipeline.docx.package import Docx
from pipeline.letters import checked, prepared
from pipeline.pdf.proof.text import docx_paragraphs
from tests.conftest import job_for, sample, sample_kinds, sample_names

RESIDUE = ("{{", "}}", "{%", "%}", "None", "Undefined", "True", "False", "\ufffd")


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b]+", "", unicodedata.normalize("NFC", text))


def test_every_kind_comes_from_several_samples() -> None:
    made = [kind for _, kind in sample_kinds()]
    assert set(made) == set(KINDS)
    assert all(made.count(kind) >= 2 for kind in KINDS)


THREE = ("karla-tre-aar", "oskar-to-love", "liv-uden-leverandoer")


def test_three_children_through_the_years_need_every_kind_and_every_variant() -> None:
    told = set()
    for name, kind in sample_kinds():
        if name in THREE:
            job = job_for(sample(name), kind)
            case, own, _ = checked(sample(name), job)
            told |= {(kind, fact.value) for letter in prepared(case, own, job)
                     for fact in letter.facts if fact.name == "brev.variant"}
    assert told == {(kind.id, variant) for kind in KINDS.values() for variant in kind.titles}


def test_the_samples_tell_the_stories_asked_for() -> None:
    names = " ".join(str(sample(name).data) for name in sample_names())
    assert all(letter in names for letter in "æøåÆØÅé'-")


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_documents_of_a_sample(name: str, kind: str) -> None:
    sag = sample(name)
    letters = produce(sag, job_for(sag, kind))
    assert letters
    for letter in letters:
        paragraphs = docx_paragraphs(Docx.read(letter.files["docx"]))
        words = "\n".join(paragraphs)
        assert not [mark for mark in RESIDUE if re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", words)]
        assert_complete(letter.files["docx"])
        assert_archivable(letter.files["pdf"], sag.data["sagsnummer"])
        assert_same_text(letter.files["pdf"], paragraphs)
        assert str(letter.pages) == str(len(pypdf.PdfReader(io.BytesIO(letter.files["pdf"])).pages))


def assert_complete(docx: bytes) -> None:
    """No empty heading, no heading without anything under it, no label without its value."""
    import docx as python_docx

    document = python_docx.Document(io.BytesIO(docx))
    body = list(document.iter_inner_content())
    for before, after in zip(body, [*body[1:], None], strict=True):
        style = getattr(before, "style", None)
        if style is None or not style.name.lower().startswith("heading"):
            continue
        assert before.text.strip(), "empty heading"
        assert after is not None, f"nothing under {before.text!r}"
        follows = getattr(getattr(after, "style", None), "name", "").lower()
        assert not (follows.startswith("heading") and follows <= style.name.lower()), before.text
    labels = [p.text for p in document.paragraphs if p.text.rstrip().endswith((":", "("))]
    for label in labels:
        place = next(i for i, b in enumerate(body) if getattr(b, "text", None) == label)
        assert place + 1 < len(body), f"nothing after {label!r}"
    for table in document.tables:
        to_sign = "Underskrift" in [cell.text for cell in table.rows[0].cells]
        for row in table.rows:
            cells = [cell.text.strip() for cell in row.cells]
            assert any(cells), "empty row"
            bar = len(table.rows) == 1 and any(cell.endswith("%") for cell in cells)
            assert all(cells) or not cells[0] or to_sign or bar, f"empty cell beside {cells[0]!r}"


def assert_archivable(data: bytes, case_number: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(data))
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/StructTreeRoot"]
    assert str(catalog["/Lang"]).startswith("da")
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert case_number in (reader.metadata.title or "")
    xmp = catalog["/Metadata"].get_object().get_data().decode()
    # What carries data is PDF/A-3: PDF/A-2 takes no attachments.
    part = 3 if "/AF" in catalog else 2
    assert re.search(rf"pdfaid:part[>=\"]+{part}", xmp)
    assert re.search(r"pdfaid:conformance[>=\"]+A", xmp)
    assert re.search(r"pdfuaid:part[>=\"]+1", xmp)


def assert_same_text(data: bytes, paragraphs: list[str]) -> None:
    """With another reader than the flow's own check: every paragraph is on a page, in full."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    printed = squeezed("".join(page.extract_text() for page in reader.pages))
    for paragraph in paragraphs:
        wanted = squeezed(paragraph)
        halves = wanted[: len(wanted) // 2], wanted[len(wanted) // 2:]
        # A page break may stand inside a paragraph, so its two halves are looked for.
        assert wanted in printed or any(half in printed for half in halves), paragraph
