"""Data in a Word file: where Word keeps it, and what is made of other people's files."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx as docx_library
import pytest
from lxml import etree

from pipeline.carried.word import OURS, carrying, in_docx
from pipeline.docx.package import Docx, pack, read_parts
from pipeline.docx.splice import spliced
from pipeline.errors import DataError
from tests.carried.cases import carrying as letters

ITEM, ABOUT = "customXml/item1.xml", "customXml/itemProps1.xml"


def made() -> bytes:
    return letters("partshoering")[0].files["docx"]


def test_word_finds_the_part_by_its_relations_and_types() -> None:
    parts = read_parts(made())
    assert {ITEM, ABOUT, "customXml/_rels/item1.xml.rels"} <= set(parts)
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {each.get("Target"): each.get("Type") for each in relations}
    assert targets[f"../{ITEM}"].endswith("/relationships/customXml")
    assert len({each.get("Id") for each in relations}) == len(relations)
    inner = etree.fromstring(parts["customXml/_rels/item1.xml.rels"])[0]
    assert (inner.get("Target"), inner.get("Type").rsplit("/", 1)[1]) == (
        "itemProps1.xml", "customXmlProps")
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {each.get("PartName") or each.get("Extension"): each.get("ContentType") for each in types}
    assert named["xml"] == "application/xml"
    assert named[f"/{ABOUT}"].endswith("customXmlProperties+xml")
    assert OURS.encode() in parts[ABOUT]


def test_the_rest_of_the_file_is_the_letter_as_it_was() -> None:
    (data,) = in_docx(made())
    parts = read_parts(made())
    plain = {name: content for name, content in parts.items() if not name.startswith("customXml")}
    again = carrying(Docx(pack(plain), plain), data)
    assert in_docx(again) == (data,)
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_letters_that_xml_reads_as_its_own_come_back() -> None:
    parts = {name: content for name, content in read_parts(made()).items()
             if not name.startswith("customXml")}
    for data in (b'{"a":"<&>\\"\'"}', '{"a":"]]>&amp; æøå \u0085"}'.encode(), b'{"a":"  \\n  "}'):
        assert in_docx(carrying(Docx(pack(parts), parts), data)) == (data,)


def test_saved_by_python_docx_it_is_still_there() -> None:
    document = docx_library.Document(io.BytesIO(made()))
    document.paragraphs[0].add_run(" rettet")
    saved = io.BytesIO()
    document.save(saved)
    assert in_docx(saved.getvalue()) == in_docx(made())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_saved_by_libreoffice_it_is_still_there(tmp_path: Path) -> None:
    (tmp_path / "brev.docx").write_bytes(made())
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless",
         "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "ud"),
         str(tmp_path / "brev.docx")], check=True, capture_output=True, timeout=180)
    saved = (tmp_path / "ud" / "brev.docx").read_bytes()
    assert saved != made()
    assert in_docx(saved) == in_docx(made())


def test_two_are_two_whatever_numbers_they_have() -> None:
    item = read_parts(made())[ITEM]
    twice = spliced(made(), {"customXml/item7.xml": item.replace(b'"nr":', b'"nr":1')})
    assert len(in_docx(twice)) == 2


@pytest.mark.parametrize("content", [
    b"<data/>", b'<data xmlns="https://example.com/data"/>', b"<data", b"", b"\xff\xfe",
    f'<andet xmlns="{OURS}"/>'.encode(),
    f'<!DOCTYPE data [<!ENTITY x "y">]><data xmlns="{OURS}">&x;</data>'.encode(),
])
def test_what_is_not_ours_is_not_found(content: bytes) -> None:
    assert in_docx(spliced(made(), {ITEM: content})) == ()


def test_nothing_outside_is_fetched_into_it(tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("HEMMELIG")
    content = (f'<!DOCTYPE data [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
               f'<data xmlns="{OURS}">&x;</data>').encode()
    assert in_docx(spliced(made(), {ITEM: content})) == ()


@pytest.mark.parametrize("data", [b"PK\3\4", b"%PDF-1.7", made()[:-100], pack({"a.xml": b"<a/>"})])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(DataError):
        in_docx(data)


def test_a_part_that_unpacks_to_gigabytes_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("word/document.xml", b"<w/>")
        with archive.open(ITEM, "w") as part:
            for _ in range(260):
                part.write(bytes(1024 * 1024))
    with pytest.raises(DataError) as refused:
        in_docx(target.getvalue())
    assert [problem.code for problem in refused.value.problems] == ["docx-for-stor"]
