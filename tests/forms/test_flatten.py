"""A form made into pages: the same picture, no field, and where a field was read its text is read."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import ImageChops
from pypdf import PdfReader

from pipeline.errors import DataError, DocumentRefused
from pipeline.forms.fill import fill
from pipeline.forms.flatten import flatten
from tests.forms.making import LOOKS, box, field, form, pdf, stream
from tests.forms.seeing import picture, words


def filled(turn: int = 0, page: str = "") -> bytes:
    data = form(
        field("a", entries=f"/MK<</R {turn}/BC[0]/BG[0.8]>>", size=(80, 80)), box("b", at=(50, 600)),
        box("c", at=(50, 500)), page=page, more=LOOKS,
        content="1 0 0 rg 2 0 0 2 0 0 cm 10 10 50 50 re f")
    return fill(data, {"a": "Ærø", "b": True}).pdf


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("page", ["", "/Rotate 90"])
def test_the_picture_is_the_same(turn, page):
    data = filled(turn, page)
    flat = flatten(data)
    difference = ImageChops.difference(picture(data), picture(flat))
    assert max(difference.getextrema()) < 40
    assert PdfReader(io.BytesIO(flat)).get_fields() is None
    assert "/Annots" not in PdfReader(io.BytesIO(flat)).pages[0]
    assert "Ærø" in " ".join(PdfReader(io.BytesIO(flat)).pages[0].extract_text().split())


def test_looks_that_are_smaller_than_their_field_are_stretched():
    data = form(box("a"), more={
        **LOOKS, 80: stream("0 0 5 5 re f", "/Subtype/Form/BBox[0 0 5 5]/Matrix[0 1 -1 0 0 0]")})
    data = data.replace(b"/AS/Off", b"/AS/Ja ")
    assert picture(flatten(data)).getpixel((60, 90)) < 50


def test_what_is_hidden_stays_hidden():
    data = filled().replace(b"/F 4", b"/F 2", 1)
    assert "Ærø" not in words(flatten(data))


def test_a_value_without_looks_is_painted_first():
    assert words(flatten(form(field("a", entries="/V(gammel)")))) == "gammel"


def test_a_value_without_looks_that_cannot_be_set_is_refused_by_name():
    with pytest.raises(DocumentRefused) as refused:
        flatten(form(field("a", entries="/V<FEFF0639>")))
    assert [(each.code, each.path) for each in refused.value.problems] == [("formular-tegn-tabes", "a")]


def test_other_annotations_stay():
    link = "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>"
    data = form(field("a", entries="/AP<</N 80 0 R>>"), more={**LOOKS, 60: link}, annots=" 60 0 R")
    (kept,) = PdfReader(io.BytesIO(flatten(data))).pages[0]["/Annots"]
    assert kept["/Subtype"] == "/Link"


def test_what_a_page_has_from_above_is_still_there():
    data = pdf({
        1: "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]>>>>",
        2: "<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2/MediaBox[0 0 600 800]"
           "/Resources<</XObject<</Flad0 80 0 R>>>>>>",
        3: "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[5 0 R]>>",
        4: stream("q 1 0 0 1 300 300 cm /Flad0 Do Q"),
        5: f"<</Type/Annot/Subtype/Widget/F 4{field('a', entries='/AP<</N 80 0 R>>')}>>",
        6: "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", **LOOKS})
    flat = flatten(data)
    assert picture(flat).getpixel((310, 490)) < 50
    assert picture(flat, 1).getpixel((310, 490)) < 50
    shared = PdfReader(io.BytesIO(flat)).trailer["/Root"]["/Pages"]["/Resources"]["/XObject"]
    assert list(shared) == ["/Flad0"]


def tagged(claim: str = "", numbers: str = "0 [50 0 R] 1 51 0 R") -> bytes:
    """A page with a heading and a field, both in the structure."""
    return form(
        field("a", entries="/StructParent 1/AP<</N 80 0 R>>/TU(Navn)"),
        root="/MarkInfo<</Marked true>>/StructTreeRoot 52 0 R/Metadata 54 0 R", page="/StructParents 0",
        content="/H1 <</MCID 0>> BDC EMC",
        more={**LOOKS, 50: "<</S/H1/P 53 0 R/K 0/Pg 3 0 R>>",
              51: "<</S/Form/P 53 0 R/K<</Type/OBJR/Obj 10 0 R/Pg 3 0 R>>>>",
              52: f"<</Type/StructTreeRoot/K 53 0 R/ParentTree<</Nums[{numbers}]>>>>",
              53: "<</S/Document/P 52 0 R/K[50 0 R 51 0 R]>>",
              54: stream(f"<x:xmpmeta>{claim}</x:xmpmeta>", "/Type/Metadata/Subtype/XML")})


CLAIM = "<pdfuaid:part>1</pdfuaid:part>"


def test_the_text_is_read_where_the_field_was():
    root = PdfReader(io.BytesIO(flatten(tagged(CLAIM)))).trailer["/Root"]
    page = PdfReader(io.BytesIO(flatten(tagged(CLAIM)))).pages[0]
    element = root["/StructTreeRoot"]["/K"]["/K"][1]
    content = element["/K"][0]
    assert (element["/S"], content["/Type"], content["/MCID"]) == ("/Form", "/MCR", 1)
    assert b"/Form <</MCID 1>> BDC" in page.get_contents().get_data()
    order = root["/StructTreeRoot"]["/ParentTree"]["/Nums"][1]
    assert [each["/S"] for each in order] == ["/H1", "/Form"]
    assert CLAIM.encode() in root["/Metadata"].get_data()


def test_a_claim_that_cannot_be_kept_is_taken_back():
    flat = flatten(tagged(CLAIM, "0 [50 0 R]"))
    root = PdfReader(io.BytesIO(flat)).trailer["/Root"]
    assert b"pdfuaid" not in root["/Metadata"].get_data()
    with pikepdf.open(io.BytesIO(flat)) as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize(("data", "code"), [
    (form(fields=""), "uden-felter"), (form(field("s", "Sig", "/V<</Type/Sig>>")), "signeret"),
    (b"hej", "ikke-pdf"),
])
def test_what_cannot_be_flattened_is_refused(data, code):
    with pytest.raises(DataError) as refused:
        flatten(data)
    assert refused.value.problems[0].code == f"formular-{code}"


def test_a_file_that_does_not_say_its_size_is_filled_too():
    data = form(field("a"))
    at = data.index(b"/Size")
    data = data[:at] + data[data.index(b"/Root"):]
    assert words(fill(data, {"a": "Ærø"}).pdf) == "Ærø"
    assert words(flatten(data)) == ""
