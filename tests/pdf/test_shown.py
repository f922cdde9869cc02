"""The quick reader: it reads what PDFium reads, and nothing that Typst did not write."""

from __future__ import annotations

import dataclasses
import io
import re
import zlib

import pikepdf
import pypdfium2
import pytest

from pipeline import produce
from pipeline.pdf.proof import check
from pipeline.pdf.proof import shown as quick_reader
from pipeline.pdf.proof.compare import _normal
from pipeline.pdf.proof.shown import shown
from tests.conftest import job_for, sample, sample_kinds
from tests.pdf.test_inline import RELS, image, picture

PANGRAM = "Høj bly gom vandt fræk sexquiz på wc. HØJ BLY GOM VANDT FRÆK SEXQUIZ PÅ WC (0123456789)"
ODD = 'Å (a) (b\\) )(( [x] {y} <z> ((æ)) "q" §%&/=?@£$€½~^*_#;:,.!|\u00a0é ü \\\\ \\n'


def p(text: str, properties: str = "", run: str = "") -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return (f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
            f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>')


def by_pdfium(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [check._page_text(document, number) for number in range(len(document))]
    finally:
        document.close()


def same(data: bytes) -> bool:
    pages = shown(data)
    assert pages is not None
    return list(map(_normal, pages)) == list(map(_normal, by_pdfium(data)))


@pytest.fixture(scope="module")
def letter(make, typeset):
    """A document of two pages and two fonts, whose texts differ."""
    docx = make(p(PANGRAM) + p("Første side. " * 40) + p("Fed skrift", run="<w:b/>")
                + p("Anden side, med andre ord", "<w:pageBreakBefore/>"))
    return docx, typeset(docx)


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_it_reads_the_samples_as_pdfium_does(name, kind):
    sag = sample(name)
    letters = produce(sag, job_for(sag, kind))
    assert letters
    assert all(same(letter.files["pdf"]) for letter in letters)


@pytest.mark.parametrize("text", [ODD, PANGRAM + ODD, "".join(map(chr, range(0xA1, 0x17F)))])
def test_every_way_to_write_a_string_is_read(make, typeset, text):
    pdf = typeset(make(p(PANGRAM * 2) + p(text.replace("\u00ad", "")) + p("() " * 40)))
    assert same(pdf.data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("alt", ["Kommunens logo", "Sølvbæk (våben) \\ BT", "Logo (a) b) ("])
def test_text_around_a_picture_is_read(make, typeset, kind, alt):
    descr = f' descr="{alt}"'
    pdf = typeset(make(p("Før") + f"<w:p>{picture(descr)}</w:p>" + p("efter"),
                       rels=RELS, media={"b.png": image(kind)}))
    assert b"/Subtype/Image/" in pdf.data
    assert same(pdf.data)
    assert shown(pdf.data.replace(b"/Subtype/Image/", b"/Subtype/Form //")) is None


def test_no_pdfium_page_is_needed_for_a_good_letter(letter, about, monkeypatch):
    docx, pdf = letter
    monkeypatch.setattr(check, "_page_text", lambda *_: pytest.fail("asked PDFium"))
    assert check.check_pdf(docx, pdf, about) == ()


def test_strings_of_a_font_with_few_glyphs_are_read_the_quick_way(letter, monkeypatch):
    quick = shown(letter[1].data)
    assert quick is not None
    monkeypatch.setattr(quick_reader, "_decoded", lambda _: pytest.fail("read the slow way"))
    assert shown(letter[1].data) == quick


def test_both_ways_read_the_same(letter, monkeypatch):
    quick = shown(letter[1].data)
    assert quick is not None
    monkeypatch.setattr(quick_reader, "_FORMS", [])
    assert shown(letter[1].data) == quick


def changed(data: bytes, old: str, new: str) -> bytes:
    """The file with one object's words replaced, its length kept."""
    assert len(old) == len(new)
    assert data.count(old.encode()) >= 1
    return data.replace(old.encode(), new.encode())


def swapped(data: bytes, name: str) -> bytes:
    """The first two references of this name exchanged."""
    one, other = re.findall(rf"/{name} (\d+) 0 R".encode(), data)[:2]
    assert len(one) == len(other)
    mark = f"/{name} ".encode()
    return data.replace(mark + one + b" ", mark + b"\0" * len(one) + b" ").replace(
        mark + other + b" ", mark + one + b" ").replace(
        mark + b"\0" * len(one) + b" ", mark + other + b" ")


def repacked(data: bytes, old: bytes, new: bytes) -> bytes:
    """The file with one thing replaced in every page's content, all lengths kept."""
    for number in re.findall(rb"/Contents (\d+) 0 R", data):
        match = re.search(rb"\n" + number + rb" 0 obj\n.*?/Length (\d+).*?stream\n", data, re.DOTALL)
        assert match is not None
        start, end = match.end(), match.end() + int(match[1])
        content = zlib.decompress(data[start:end])
        if old in content:
            packed = zlib.compress(content.replace(old, new, 1), 9)
            return data[:start] + packed.ljust(end - start, b"\0")[:end - start] + data[end:]
    pytest.fail("not found")


@pytest.mark.parametrize("name", ["Contents", "ToUnicode"])
def test_another_pages_stream_or_another_fonts_map_does_not_pass(letter, about, name):
    docx, pdf = letter
    other = swapped(pdf.data, name)
    pages = shown(other)
    assert pages != shown(pdf.data)
    assert check.check_pdf(docx, dataclasses.replace(pdf, data=other), about)


def test_missing_text_does_not_pass(letter, about):
    docx, pdf = letter
    block = rb"[(\000\001"
    other = repacked(pdf.data, block, b"[(")
    assert shown(other) != shown(pdf.data)
    assert check.check_pdf(docx, dataclasses.replace(pdf, data=other), about)


@pytest.mark.parametrize(("old", "new"), [
    (b"BT 0 Tr", b"BT 3 Tr"), (b"]TJ", b"]TX"), (b"BT 0 Tr/f0", b"BT 0 Tr/f7"),
    (b"EMC", b"/x Do"), (b"EMC", b"(x)'"), (b"[(\\000\\001", b"[(\\000\\377"),
    (b"[(\\000", b"[(\\q00"), (b"/Span<<", b"/Span<</ActualText<00>"),
])
def test_what_typst_does_not_write_is_not_read(letter, old, new):
    assert shown(repacked(letter[1].data, old, new)) is None


@pytest.mark.parametrize(("old", "new"), [
    ("/Identity-H/", "/Identity-V/"), ("/Type/Pages/", "/Type/Pagez/"),
    ("/Contents ", "/Contentz "), ("/Kids[", "/Kidz["), ("startxref\n", "startxxxx\n"),
    ("/FlateDecode", "/FlateDecodX"), ("/ToUnicode ", "/ToUnicodX "), ("/Count 2", "/Count 1"),
])
def test_a_file_put_together_otherwise_is_not_read(letter, old, new):
    assert shown(changed(letter[1].data, old, new)) is None


def test_a_file_that_was_written_on_is_not_read(letter):
    data = letter[1].data
    assert shown(data + b"\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF") is None
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(buffer)
    assert shown(buffer.getvalue()) is None
    assert shown(b"%PDF-1.7") is None
    assert shown(b"") is None
