"""Documents that other programs have saved again: the same pages are still proven, others are not."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable

import pytest

from pipeline.opening.opened import opened
from tests.opening.letters import letter, saved


def by_qpdf(pdf):
    return saved(pdf)


def by_qpdf_packed(pdf):
    import pikepdf

    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)


def by_qpdf_linear(pdf):
    return saved(pdf, linearize=True)


def locked_for_changes(pdf):
    import pikepdf

    return saved(pdf, encryption=pikepdf.Encryption(owner="ejerens", user=""))


def by_pypdf(pdf):
    from pypdf import PdfWriter

    target = io.BytesIO()
    PdfWriter(clone_from=io.BytesIO(pdf)).write(target)
    return target.getvalue()


def by_pypdf_added_to(pdf):
    from pypdf import PdfWriter

    target = io.BytesIO()
    writer = PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_metadata({"/Keywords": "arkiveret"})
    writer.write(target)
    return target.getvalue()


def by_pdfium(pdf):
    import pypdfium2

    target, document = io.BytesIO(), pypdfium2.PdfDocument(pdf)
    document.save(target)
    document.close()
    return target.getvalue()


def by_mupdf(pdf):
    import pymupdf

    return pymupdf.open(stream=pdf).tobytes(garbage=4, deflate=True, clean=True)


def by_ghostscript(pdf):
    if shutil.which("gs") is None:
        pytest.skip("Ghostscript is not installed")
    return subprocess.run(["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", "-o", "-",
                           "-"], input=pdf, capture_output=True, check=True, timeout=120).stdout


def without_metadata(pdf):
    def change(document):
        del document.Root.Metadata

    return saved(pdf, change)


WAYS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "qpdf": (by_qpdf, "whole"), "qpdf, packed": (by_qpdf_packed, "whole"),
    "qpdf, for the web": (by_qpdf_linear, "whole"), "locked for changes": (locked_for_changes, "whole"),
    "pypdf": (by_pypdf, "whole"), "pypdf, behind": (by_pypdf_added_to, "whole"),
    "PDFium": (by_pdfium, "whole"), "MuPDF": (by_mupdf, "whole"),
    "Ghostscript": (by_ghostscript, "text"), "without XMP": (without_metadata, "text")}


@pytest.mark.parametrize("way", WAYS)
def test_the_same_pages_are_proven(way):
    save, proof = WAYS[way]
    data = save(letter()["pdf"])
    assert data != letter()["pdf"]
    found = opened(data)
    assert (found.verdict, found.proof, found.passages, found.problems) == ("proven", proof, (), ())


@pytest.mark.parametrize("way", ["qpdf", "pypdf", "MuPDF", "Ghostscript"])
def test_pages_of_another_letter_are_not(way):
    """The data of one letter in the pages of another, and then saved by somebody's program."""
    save, _ = WAYS[way]
    found = opened(save(in_place_of(letter()["pdf"], letter("tilsynsrapport")["pdf"])))
    assert found.verdict == "mismatch"
    assert found.passages


def in_place_of(pdf, pages):
    """The PDF with another's pages."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pages)) as others:
        def change(document):
            del document.pages[:]
            document.pages.extend(others.pages)

        return saved(pdf, change)


def test_a_page_less_a_page_more_and_pages_in_another_order():
    import pikepdf

    pdf = letter("evaluering")["pdf"]

    def less(document):
        del document.pages[1]

    def more(document):
        document.add_blank_page()

    def again(document):
        document.pages.append(document.pages[0])

    def turned(document):
        document.pages.reverse()

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) > 2
    for change in (less, more, again, turned):
        assert opened(saved(pdf, change)).verdict == "mismatch", change.__name__
