"""Bad input, one by one: each has its verdict and its reason; nothing is run, nothing is believed."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable

import pytest

from pipeline.carried.envelope import as_bytes
from pipeline.carried.payload import CARRIED
from pipeline.opening.opened import opened
from tests.forms.harmful import harmful
from tests.opening.letters import data_of, letter, of_parts, saved, with_data, with_text


def pdf():
    return letter()["pdf"]


def held():
    return as_bytes(data_of(pdf()))


def two_of_our_name():
    import pikepdf

    def change(document):
        document.attachments["andet.json"] = pikepdf.AttachedFileSpec(
            document, held().replace(b'"nr":1', b'"nr":2'), filename=CARRIED)

    return saved(pdf(), change)


def bomb():
    """Ten gigabytes of nothing as ten megabytes."""
    import pikepdf

    packer = zlib.compressobj(9)
    start = packer.compress(bytes(2**24)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(2**24)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = start + again * 640
    assert len(packed) < 11 * 2**20

    def change(document):
        document.attachments[CARRIED].obj["/EF"]["/F"].write(
            packed, filter=pikepdf.Name.FlateDecode)

    return saved(pdf(), change)


def zip_bomb():
    """A Word file whose data unpack to a gigabyte."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(letter()["docx"])) as old, zipfile.ZipFile(
            target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        with new.open("customXml/item9.xml", "w", force_zip64=True) as file:
            for _ in range(64):
                file.write(bytes(2**24))
    return target.getvalue()


def locked():
    import pikepdf

    return saved(pdf(), encryption=pikepdf.Encryption(owner="ejer", user="bruger"))


def scanned():
    """The letter printed and scanned: pictures of its pages."""
    import pypdfium2

    target, images = io.BytesIO(), []
    document = pypdfium2.PdfDocument(pdf())
    for page in document:
        images.append(page.render(scale=1).to_pil().convert("L"))
    document.close()
    images[0].save(target, "PDF", save_all=True, append_images=images[1:])
    return target.getvalue()


def printed_to_a_file():
    """Our pages as a printer's PDF has them: no data."""
    def change(document):
        del document.attachments[CARRIED]

    return saved(pdf(), change)


def reaches_out():
    """A letter with an action that would run when it is opened."""
    import pikepdf

    def change(document):
        document.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS="app.alert('kørt')")

    return saved(pdf(), change)


def entities():
    body = (b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "b"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
            b'<data xmlns="https://hjemmetraening.invalid/data">&a;&f;</data>')
    return of_parts(letter()["docx"], lambda name, content: body
                    if name == "customXml/item1.xml" else content)


def with_envelope(**changes):
    """The data with parts of their envelope changed, and no seal to go with it."""
    said = json.loads(held())
    return with_data(pdf(), json.dumps({**said, **changes}, ensure_ascii=False).encode())


def with_case(**changes):
    return with_envelope(sag={**json.loads(held())["sag"], **changes})


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "data edited by hand": (lambda: with_text(pdf(), b'"Ida Holm"', b'"Ida Holst"'), "mismatch",
                            "data-rettet"),
    "data laid out anew": (lambda: with_data(pdf(), json.dumps(
        json.loads(held()), ensure_ascii=False, indent=1).encode()), "mismatch", "data-rettet"),
    "an envelope of a newer version": (lambda: with_envelope(udgave=2), "no-data", "filens-data-nyere"),
    "an envelope of no version": (lambda: with_envelope(udgave=None), "no-data", "filens-data-udgave"),
    "a case of a newer schema": (lambda: with_envelope(
        skema="2", sag={**json.loads(held())["sag"], "skema": "2"}), "no-data", "skema-nyere"),
    "a schema that points elsewhere": (lambda: with_case(skema="https://example.dk/s.json"), "no-data",
                                       "skema-modsiger"),
    "both schemas point elsewhere": (lambda: with_envelope(
        skema="file:///s.json", sag={**json.loads(held())["sag"], "skema": "file:///s.json"}),
        "no-data", "skema-ukendt"),
    "$schema in the case": (lambda: with_case(**{"$schema": "https://example.dk/s.json"}), "mismatch",
                            "ukendt-felt"),
    "$schema in the envelope": (lambda: with_envelope(**{"$schema": "https://example.dk/s.json"}),
                                "mismatch", "data-rettet"),
    "another kind": (lambda: with_envelope(dokument="findes-ikke"), "no-data", "filens-data-form"),
    "the same key twice": (lambda: with_text(pdf(), b'"sagsnummer":', b'"skema":"1","sagsnummer":'),
                           "no-data", "dobbelt-noegle"),
    "a number nobody can count to": (lambda: with_text(pdf(), b'"nr":1', b'"nr":1e999'), "no-data",
                                     "tal"),
    "no JSON": (lambda: with_data(pdf(), b"{" * 100), "no-data", "json"),
    "parentheses without end": (lambda: with_data(pdf(), b"[" * 100_000), "no-data", "for-dybt"),
    "no UTF-8": (lambda: with_data(pdf(), b'{"a":"\xff"}'), "no-data", "tegnsaet"),
    "nothing": (lambda: with_data(pdf(), b""), "no-data", "json"),
    "two with our name": (two_of_our_name, "no-data", "data-to-gange"),
    "ten gigabytes": (bomb, "no-data", "filens-data-for-store"),
    "a gigabyte in Word": (zip_bomb, "no-data", "docx-for-stor"),
    "entities in Word": (entities, "no-data", "ingen-data"),
    "locked": (locked, "no-data", "filens-data-laast"),
    "scanned": (scanned, "no-data", "ingen-data"),
    "printed to a file": (printed_to_a_file, "no-data", "ingen-data"),
    "an empty file": (lambda: b"", "no-data", "formular-tom-fil"),
    "no PDF": (lambda: b"hej", "no-data", "formular-ikke-pdf"),
    "half a PDF": (lambda: pdf()[:len(pdf()) // 3], "no-data", "filens-data-ulaeselig"),
    "half a Word file": (lambda: letter()["docx"][:4_000], "no-data", "docx-ulaeselig"),
    "a file of many megabytes": (lambda: b"%PDF-1.7" + bytes(21 * 2**20), "no-data",
                                 "formular-for-stor"),
}


@pytest.mark.parametrize("way", BAD)
def test_it_has_its_verdict_and_its_reason(way):
    make, verdict, code = BAD[way]
    found = opened(make())
    assert found.verdict == verdict
    assert code in [each.code for each in found.problems]
    assert (found.case is None) == (verdict == "no-data")


def test_what_would_run_is_not_run_and_the_pages_are_still_proven():
    assert opened(reaches_out()).verdict == "proven"


def test_a_scan_is_told_from_a_letter_without_data():
    messages = {str(opened(make()).problems[0].message) for make in (scanned, printed_to_a_file)}
    assert len(messages) == 2


@pytest.mark.parametrize("way", [
    "kids in a ring", "pages in a ring", "a bomb for a value", "a bomb for a page", "300 pages",
    "half of a form", "nothing but noise"])
def test_a_form_made_to_do_harm_is_no_proof(way):
    found = opened(harmful(way))
    assert found.verdict == "no-data"
    assert found.problems


def test_messages_have_no_value_of_the_case():
    name = data_of(pdf()).sag["barn"]["navn"]
    for way in ("data edited by hand", "the same key twice", "another kind"):
        for problem in opened(BAD[way][0]()).problems:
            assert not any(part in " ".join(problem.as_json().values()) for part in name.split())
