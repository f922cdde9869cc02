"""The ZIP writer: same bytes, readable by everyone; and the reader's bounds."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import docx
import pytest

from pipeline.docx.package import CONTENT_TYPES, Docx, PackageWriter, pack, read_parts
from pipeline.errors import TemplateError
from tests.docx.building import document, docx_bytes

PARTS = {
    "word/document.xml": b"<a>" + b"tekst " * 500 + b"</a>",
    CONTENT_TYPES: b"<Types/>",
    "word/media/billede1.png": bytes(range(256)),
    "word/blåbær.xml": "<æ/>".encode(),
    "tom.xml": b"",
}


def test_zipfile_reads_back_every_part() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(PARTS))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == PARTS
        assert archive.namelist()[0] == CONTENT_TYPES
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_part_that_does_not_get_smaller_is_stored() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(PARTS))) as archive:
        assert archive.getinfo("word/media/billede1.png").compress_type == zipfile.ZIP_STORED
        assert archive.getinfo("word/document.xml").compress_type == zipfile.ZIP_DEFLATED


def test_the_order_parts_are_given_in_does_not_matter() -> None:
    assert pack(PARTS) == pack(dict(reversed(PARTS.items())))


def test_a_writer_packs_many_letters_of_one_template() -> None:
    shared = {name: data for name, data in PARTS.items() if name != "word/document.xml"}
    writer = PackageWriter(shared)
    letters = [{"word/document.xml": f"<a>{number}</a>".encode() * 40} for number in range(3)]
    packed = [writer.write(letter) for letter in letters]
    assert [read_parts(data) for data in packed] == [{**shared, **each} for each in letters]
    assert packed == [writer.write(letter) for letter in letters]


def test_what_we_pack_python_docx_opens() -> None:
    packed = pack(read_parts(docx_bytes(document("Kære Åse"))))
    assert docx.Document(io.BytesIO(packed)).paragraphs[0].text == "Kære Åse"


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"<html>", pack(PARTS)[:-30]])
def test_a_file_that_is_no_docx_is_refused(data: bytes) -> None:
    with pytest.raises(TemplateError) as raised:
        Docx.read(data, "brev.docx")
    assert [(problem.path, problem.code) for problem in raised.value.problems] == [
        ("brev.docx", "docx-ulaeselig")]


def test_a_zip_without_a_text_part_is_refused() -> None:
    with pytest.raises(TemplateError) as raised:
        Docx.read(pack({CONTENT_TYPES: b"<Types/>"}))
    assert raised.value.problems[0].code == "docx-uden-tekst"


def test_a_zip_that_unpacks_beyond_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.docx.package.MAX_UNPACKED", 1_000)
    with pytest.raises(TemplateError) as raised:
        Docx.read(pack(PARTS))
    assert raised.value.problems[0].code == "docx-for-stor"


def test_reading_a_package_loads_no_template_machinery() -> None:
    program = (
        "import sys, pipeline.docx, pipeline.docx.package\n"
        "print(sorted({'docx', 'docxtpl', 'jinja2', 'lxml'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
