"""A copy without data: what is taken out is gone, and all else is what it was."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest

from pipeline import produce
from pipeline.carried.payload import CARRIED
from pipeline.carried.pdf import in_pdf
from pipeline.carried.stripped import stripped
from pipeline.carried.word import in_docx
from pipeline.docx.package import read_parts
from pipeline.docx.splice import spliced
from pipeline.errors import DataError
from tests.carried.cases import CHEAP, carrying
from tests.conftest import job_for, sample

KIND = "partshoering"


def pages(data: bytes) -> list[tuple[str, bytes]]:
    """Each page's text and its picture."""
    document = pdfium.PdfDocument(data)
    found = [(page.get_textpage().get_text_range(), page.render(scale=1).to_numpy().tobytes())
             for page in document]
    document.close()
    return found


def test_a_pdf_shows_the_same_and_holds_nothing() -> None:
    whole = carrying(KIND)[0].files["pdf"]
    (data,) = in_pdf(whole)
    made = stripped(whole)
    assert made.removed == (CARRIED,)
    assert in_pdf(made.data) == ()
    assert pages(made.data) == pages(whole)
    with pikepdf.open(io.BytesIO(made.data)) as pdf, pikepdf.open(io.BytesIO(whole)) as before:
        assert "/AF" not in pdf.Root
        assert not list(pdf.attachments)
        assert not [each for each in pdf.objects if isinstance(each, pikepdf.Stream)
                    and (each.get("/Type") == "/EmbeddedFile" or bytes(each.read_bytes()) == data)]
        assert {bytes(each.read_raw_bytes()) for page in pdf.pages for each in [page.obj.Contents]} == {
            bytes(each.read_raw_bytes()) for page in before.pages for each in [page.obj.Contents]}
        assert pdf.docinfo.Title == before.docinfo.Title
        assert bytes(pdf.Root.Metadata.read_bytes()) == bytes(before.Root.Metadata.read_bytes())
        assert pdf.Root.StructTreeRoot is not None
    assert CARRIED.encode() not in made.data


def test_a_word_file_is_the_letter_that_never_carried() -> None:
    sag = sample(CHEAP[KIND])
    plain = produce(sag, job_for(sag, KIND, carry=False, formats=("docx",)))[0].files["docx"]
    whole = carrying(KIND)[0].files["docx"]
    made = stripped(whole)
    assert made.removed == (CARRIED,)
    assert in_docx(made.data) == ()
    kept, wanted = read_parts(made.data), read_parts(plain)
    assert set(kept) == set(wanted)
    assert [name for name in kept if kept[name] != wanted[name]
            and name not in ("[Content_Types].xml", "word/_rels/document.xml.rels")] == []
    assert b"customXml" not in kept["word/_rels/document.xml.rels"] + kept["[Content_Types].xml"]


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_twice_is_once_and_the_same_every_time(form: str) -> None:
    whole = carrying(KIND)[0].files[form]
    once = stripped(whole)
    assert once == stripped(whole)
    assert stripped(once.data).data == once.data
    assert stripped(once.data).removed == ()


def test_somebody_elses_attachments_stay() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(carrying(KIND)[0].files["pdf"])) as pdf:
        pdf.attachments["bilag.txt"] = b"Et bilag"
        pdf.save(target)
    made = stripped(target.getvalue())
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert list(pdf.attachments) == ["bilag.txt"]
    theirs = spliced(carrying(KIND)[0].files["docx"], {"customXml/item2.xml": b"<deres/>"})
    assert "customXml/item2.xml" in read_parts(stripped(theirs).data)


def test_both_of_two_go() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(carrying(KIND)[0].files["pdf"])) as pdf:
        pdf.attachments["andet"] = pikepdf.AttachedFileSpec(pdf, b"{}", filename=CARRIED)
        pdf.save(target)
    assert in_pdf(stripped(target.getvalue()).data) == ()


def test_a_lock_on_changes_stays() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(carrying(KIND)[0].files["pdf"])) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="x", user="", R=6))
    made = stripped(target.getvalue()).data
    assert in_pdf(made) == ()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.is_encrypted


@pytest.mark.parametrize("apart", [True, False], ids=["an object of its own", "in its field"])
def test_a_signed_file_is_refused_by_name(apart: bool) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(carrying(KIND)[0].files["pdf"])) as pdf:
        signature: pikepdf.Object = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig, Filter=pikepdf.Name("/Adobe.PPKLite"), ByteRange=[0, 1, 2, 3],
            Contents=pikepdf.String("x"))
        if apart:
            signature = pdf.make_indirect(signature)
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=[pdf.make_indirect(
            pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("u"), V=signature))])
        pdf.save(target)
    word = carrying(KIND)[0].files["docx"]
    relations = read_parts(word)["_rels/.rels"].replace(
        b"</Relationships>", b'<Relationship Id="rS" Type="http://schemas.openxmlformats.org/package/'
        b'2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>'
        b"</Relationships>")
    for signed in (target.getvalue(), spliced(word, {"_rels/.rels": relations})):
        with pytest.raises(DataError) as refused:
            stripped(signed)
        assert [problem.code for problem in refused.value.problems] == ["filens-data-signeret"]


@pytest.mark.parametrize("data", [b"", b"hej", b"%PDF-1.7", b"PK\3\4"])
def test_what_is_neither_is_refused(data: bytes) -> None:
    with pytest.raises(DataError):
        stripped(data)
