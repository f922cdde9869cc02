"""The ZIP writer: same bytes, readable by everyone; and the reader's bounds."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time
import tracemalloc
import warnings
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


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, data in entries:
            archive.writestr(name, data)
    return target.getvalue()


MAIN = ("word/document.xml", b"<a/>")


def lying() -> bytes:
    """A part that says it has a thousand bytes, and unpacks to a hundred million."""
    data = bytearray(zipped(("word/document.xml", b"\0" * 100_000_000)))
    for mark, size in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        at = data.find(mark) + size
        data[at:at + 4] = (1_000).to_bytes(4, "little")
    return bytes(data)


HOSTILE = {
    "deep": (zipped(("word/document.xml", b"\0" * 210_000_000)), "docx-for-stor"),
    "lying": (lying(), "docx-ulaeselig"),
    "many": (zipped(MAIN, *((f"{number}", b"") for number in range(5_000))), "docx-for-stor"),
    "another packing": (zipped(MAIN, method=zipfile.ZIP_BZIP2), "docx-ulaeselig"),
    "twice": (zipped(MAIN, ("word/document.xml", b"<b/>")), "docx-ulaeselig"),
    "twice but for case": (zipped(MAIN, ("Word/Document.xml", b"<b/>")), "docx-ulaeselig"),
    "backslashes": (zipped(("word\\document.xml", b"<a/>")), "docx-uden-tekst"),
    "nested": (zipped(("word/x.docx", zipped(MAIN))), "docx-uden-tekst"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_package_made_to_do_harm_is_refused_soon_and_in_little_memory(name: str) -> None:
    data, code = HOSTILE[name]
    tracemalloc.start()
    start = time.monotonic()
    with pytest.raises(TemplateError) as raised:
        read_parts(data)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert raised.value.problems[0].code == code
    assert time.monotonic() - start < 5
    assert most < 20_000_000


def test_names_that_lead_out_of_the_package_lead_nowhere() -> None:
    odd = ("../../etc/x", "/word/x.xml", "word\\x.xml", "C:x", "con")
    assert set(read_parts(zipped(MAIN, *((name, b"") for name in odd)))) == {MAIN[0], *odd}


def test_a_package_spoiled_anywhere_is_read_or_refused() -> None:
    whole, chance = zipped(MAIN, ("word/æ.xml", b"x" * 99), (CONTENT_TYPES, b"y")), random.Random(1)
    refused = 0
    for _ in range(2_000):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(data))
            data[at:at + chance.choice([0, 1, 1, 5])] = bytes([chance.randrange(256)])
        try:
            read_parts(bytes(data))
        except TemplateError:
            refused += 1
    assert 500 < refused < 2_000


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
