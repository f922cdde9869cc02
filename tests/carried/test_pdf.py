"""Data in a PDF: an associated file of PDF/A-3, and what is made of other people's files."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from pipeline.carried.payload import CARRIED, LONGEST
from pipeline.carried.pdf import in_pdf
from pipeline.errors import DataError
from tests.carried.cases import carrying

Change = Callable[[pikepdf.Pdf], object]


def made() -> bytes:
    return carrying("partshoering")[0].files["pdf"]


def changed(change: Change, **how: Any) -> bytes:
    """The letter after somebody has done something to it."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(made())) as pdf:
        change(pdf)
        pdf.save(target, static_id=True, **how)
    return target.getvalue()


def test_it_is_listed_as_the_archives_standard_asks() -> None:
    with pikepdf.open(io.BytesIO(made())) as pdf:
        (spec,) = pdf.Root.AF
        assert list(pdf.attachments) == [CARRIED]
        assert (str(spec.UF), str(spec.F), str(spec.AFRelationship)) == (CARRIED, CARRIED, "/Data")
        assert str(spec.Desc) == "De oplysninger, dokumentet er lavet af"
        assert str(spec.EF.F.Subtype) == "/application/json"
        # The day of the letter, and no clock.
        assert str(spec.EF.F.Params.ModDate) == str(pdf.docinfo["/ModDate"])
        with pdf.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "A")
            assert said["pdfuaid:part"] == "1"
        assert in_pdf(made()) == (bytes(spec.EF.F.read_bytes()),)


def test_a_letter_without_has_none() -> None:
    def away(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.AF
        del pdf.Root.Names

    assert in_pdf(changed(away)) == ()
    empty = pikepdf.new()
    target = io.BytesIO()
    empty.save(target)
    assert in_pdf(target.getvalue()) == ()


def nothing(_: pikepdf.Pdf) -> None:
    pass


SAVED: dict[str, dict[str, Any]] = {
    "as it was": {}, "tightly": {"object_stream_mode": pikepdf.ObjectStreamMode.generate,
                                 "recompress_flate": True},
    "openly": {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
    "for the web": {"linearize": True},
    "locked for changes": {"encryption": pikepdf.Encryption(owner="x", user="", R=6)},
}


@pytest.mark.parametrize("how", SAVED)
def test_saved_by_another_program_it_is_still_there(how: str) -> None:
    assert in_pdf(changed(nothing, **SAVED[how])) == in_pdf(made())


def test_it_is_found_wherever_a_program_has_put_it() -> None:
    def only_listed(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.AF

    def only_beside(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Names

    def pinned(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment,
                                  Rect=[0, 0, 9, 9], FS=pdf.Root.AF[0])
        pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(note)])
        del pdf.Root.AF
        del pdf.Root.Names

    for change in (only_listed, only_beside, pinned):
        assert in_pdf(changed(change)) == in_pdf(made()), change.__name__


def test_two_by_our_name_are_two() -> None:
    def another(pdf: pikepdf.Pdf) -> None:
        spec = pikepdf.AttachedFileSpec(pdf, b"{}", filename=CARRIED, mime_type="application/json")
        pdf.attachments["en anden"] = spec

    found = in_pdf(changed(another))
    assert len(found) == 2
    assert set(found) == {*in_pdf(made()), b"{}"}


def put(data: bytes, **entries: Any) -> Change:
    """Put these packed bytes in the place of what is carried."""
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(b"x")
        stream.write(data, filter=entries.get("filters"), decode_parms=entries.get("parms"))
        for key in ("/F", "/UF"):
            pdf.Root.AF[0].EF[key] = stream
    return change


def refused(data: bytes) -> str:
    with pytest.raises(DataError) as error:
        in_pdf(data)
    return error.value.problems[0].code


FLATE = pikepdf.Name.FlateDecode


def test_ten_gigabytes_are_not_unpacked() -> None:
    packer, pieces = zlib.compressobj(9), []
    for _ in range(64):
        pieces.append(packer.compress(bytes(1024 * 1024)))
    bomb = b"".join([*pieces, packer.flush()])
    assert len(bomb) < 100_000
    keep = {"stream_decode_level": pikepdf.StreamDecodeLevel.none}
    assert refused(changed(put(bomb, filters=FLATE), **keep)) == "filens-data-for-store"
    plain = changed(put(b" " * (LONGEST + 1)), compress_streams=False)
    assert refused(plain) == "filens-data-for-store"


def test_what_is_packed_otherwise_or_in_pieces_is_refused() -> None:
    twice = pikepdf.Array([FLATE, FLATE])
    keep = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}
    for change in (put(zlib.compress(zlib.compress(b"{}")), filters=twice), put(b"qqq", filters=FLATE),
                   put(b"7b7d>", filters=pikepdf.Name.ASCIIHexDecode)):
        assert refused(changed(change, **keep)) == "filens-data-pakket"


def test_what_is_no_pdf_or_locked_is_refused() -> None:
    assert refused(b"%PDF-1.7\nhej") == "filens-data-ulaeselig"
    assert refused(b"") == "filens-data-ulaeselig"
    locked = changed(nothing, encryption=pikepdf.Encryption(owner="x", user="y", R=6))
    assert refused(locked) == "filens-data-laast"


def test_a_thousand_attachments_are_too_many() -> None:
    def crowd(pdf: pikepdf.Pdf) -> None:
        spec = pdf.Root.AF[0]
        pdf.Root.AF = pikepdf.Array([spec] * 1_001)

    assert refused(changed(crowd)) == "filens-data-for-mange"


def bite(pdf: pikepdf.Pdf) -> None:
    tree = pdf.make_indirect(pikepdf.Dictionary())
    tree.Kids = pikepdf.Array([tree])
    pdf.Root.Names.EmbeddedFiles = tree


ODD: dict[str, Change] = {
    "names are no dictionary": lambda pdf: setattr(pdf.Root, "Names", pikepdf.Array([])),
    "files are a number": lambda pdf: setattr(pdf.Root.Names, "EmbeddedFiles", 7),
    "a list in no order": lambda pdf: setattr(pdf.Root.Names, "EmbeddedFiles", pikepdf.Dictionary(
        Names=[1, 2, 3])),
    "a list that bites its tail": bite,
    "no file in it": lambda pdf: setattr(pdf.Root.AF[0], "EF", pikepdf.Dictionary()),
    "a file that is a text": lambda pdf: setattr(pdf.Root.AF[0].EF, "F", pikepdf.String("x")),
    "beside is a number": lambda pdf: setattr(pdf.Root, "AF", 3),
}


@pytest.mark.parametrize("what", ODD)
def test_a_file_made_to_confuse_gives_data_or_a_refusal(what: str) -> None:
    try:
        found = in_pdf(changed(ODD[what]))
    except DataError:
        return
    assert set(found) <= {*in_pdf(made())}
