"""Documents that other programs have saved again: the same pages are still proven, others are not."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.flow import produce
from pipeline.opening.opened import opened
from tests.conftest import job_for, sample
from tests.opening.letters import letter, of_parts, saved, with_text


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


def by_python_docx(docx, folder):
    import docx as library

    target = io.BytesIO()
    library.Document(io.BytesIO(docx)).save(target)
    return target.getvalue()


def by_libreoffice(docx, folder):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    (folder / "brev.docx").write_bytes(docx)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profil", "--headless",
                    "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder / "ud",
                    folder / "brev.docx"], check=True, capture_output=True, timeout=180)
    return (folder / "ud" / "brev.docx").read_bytes()


@pytest.mark.parametrize("save", [by_python_docx, by_libreoffice])
@pytest.mark.parametrize("kind", ["revurdering", "afgoerelse"])
def test_a_word_file_that_was_saved_again_is_proven_and_a_changed_one_is_not(save, kind, tmp_path):
    docx = letter(kind)["docx"]
    again = save(docx, tmp_path)
    assert again != docx
    found = opened(again)
    assert (found.verdict, found.proof, found.passages, found.problems) == ("proven", "text", (), ())
    changed = of_parts(again, lambda name, content: content.replace(b" ikke ", b" altid ")
                       if name == "word/document.xml" else content)
    told = opened(changed)
    assert told.verdict == "mismatch"
    assert any("altid" in each.here for each in told.passages)


@pytest.mark.parametrize(("part", "old", "new", "place"), [
    ("word/document.xml", b"</w:body>", b"<w:altChunk/></w:body>", "billeder og indsatte dokumenter"),
    ("word/document.xml", b"<w:rPr>", b"<w:rPr><w:strike/>", "overstreget tekst"),
    ("word/footer", b"</w:t>", b" men ikke altid</w:t>", "sidehoved og sidefod")])
def test_what_is_not_the_text_of_a_word_file_is_told_too(part, old, new, place):
    docx = of_parts(letter()["docx"], lambda name, content: content.replace(old, new)
                    if name.startswith(part) else content)
    assert docx != letter()["docx"]
    found = opened(docx)
    assert found.verdict == "mismatch"
    assert place in {str(each.place) for each in found.passages}


def test_a_comment_in_a_word_file_is_told():
    file = io.BytesIO()
    file.write(letter()["docx"])
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/comments.xml", COMMENTS)
    found = opened(file.getvalue())
    assert [(str(each.place), each.here) for each in found.passages] == [("kommentar", "Set af mig")]


COMMENTS = ('<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            '<w:comment w:id="0"><w:p><w:r><w:t>Set af mig</w:t></w:r></w:p></w:comment></w:comments>')


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


def test_what_libreoffice_set_is_held_against_what_it_sets_now():
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    case = sample("bo-kun-det-noedvendige")
    job = replace(job_for(case, "revurdering", nr=None), carry=True, engine="libreoffice",
                  formats=("pdf",))
    pdf = produce(case, job)[0].files["pdf"]
    for data in (pdf, saved(pdf)):
        found = opened(data)
        assert (found.verdict, found.proof, found.passages) == ("proven", "text", ())
    assert opened(with_text(pdf, b"26/77", b"26/78")).verdict == "mismatch"
