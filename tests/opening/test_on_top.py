"""What somebody lays over the pages, or puts in their place, though the text below is still there."""

from __future__ import annotations

import io

import pytest

from pipeline.opening.opened import opened
from pipeline.opening.paper import document
from pipeline.opening.pictures import spots
from tests.opening.letters import letter, saved

PDF = "revurdering"


def drawn_on(pdf, operators, page=0, resources=None):
    """The PDF with something drawn last on a page."""
    import pikepdf

    def change(opened_):
        target = opened_.pages[page]
        target.contents_add(pikepdf.Stream(opened_, b"q"), prepend=True)
        target.contents_add(pikepdf.Stream(opened_, b"Q " + operators))
        for name, make in (resources or {}).items():
            held = target.obj.Resources.get(name, pikepdf.Dictionary())
            target.obj.Resources[name] = pikepdf.Dictionary(
                {**dict(held.items()), **dict(make(opened_).items())})

    return saved(pdf, change)


def helvetica(opened_):
    import pikepdf

    return pikepdf.Dictionary(F9=opened_.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)))


def place_of(pdf, words, page=0):
    """Where some words stand: left, bottom, right, top."""
    with document(pdf) as opened_:
        reader = opened_[page].get_textpage()
        found = reader.search(words).get_next()
        assert found is not None
        start, count = found
        boxes = [reader.get_charbox(at) for at in range(start, start + count)]
        reader.close()
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes),
            max(b[3] for b in boxes))


def first_words(pdf):
    """Some words in the middle of the first page."""
    with document(pdf) as opened_:
        reader = opened_[0].get_textpage()
        said = reader.get_text_range().split()
        reader.close()
    return " ".join(said[40:42])


def test_a_white_box_over_words_is_told_with_what_it_covers():
    pdf = letter(PDF)["pdf"]
    words = first_words(pdf)
    left, low, right, top = place_of(pdf, words)
    covered = drawn_on(pdf, f"1 g {left} {low} {right - left} {top - low} re f".encode())
    found = opened(covered)
    assert found.verdict == "mismatch"
    (passage,) = found.passages
    assert str(passage.place) == "side 1, udseende"
    assert words.split()[0] in passage.ours


def test_a_line_through_words_is_told():
    pdf = letter(PDF)["pdf"]
    left, low, right, top = place_of(pdf, first_words(pdf))
    middle = (low + top) / 2
    assert opened(drawn_on(pdf, f"0.8 w 0 G {left} {middle} m {right} {middle} l S".encode())
                  ).verdict == "mismatch"


def test_other_words_over_ours_are_told():
    pdf = letter(PDF)["pdf"]
    changed = drawn_on(pdf, b"1 g 60 500 400 40 re f BT 0 g /F9 11 Tf 70 515 Td (Afslag) Tj ET",
                       resources={"/Font": helvetica})
    found = opened(changed)
    assert found.verdict == "mismatch"
    assert any("Afslag" in each.here for each in found.passages)


def test_a_picture_of_the_page_with_another_number_over_the_same_text_is_told():
    """What a scanner with text recognition gives, touched up."""
    import pikepdf
    import pypdfium2
    from PIL import Image

    pdf = letter(PDF)["pdf"]
    opened_ = pypdfium2.PdfDocument(pdf)
    page = opened_[0].render(scale=2, grayscale=True).to_pil().convert("L")
    opened_.close()

    def scanned(picture: Image.Image) -> bytes:
        raw = picture.tobytes()

        def image(document_):
            return pikepdf.Dictionary(Im=pikepdf.Stream(document_, raw, {
                "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": picture.width,
                "/Height": picture.height, "/ColorSpace": pikepdf.Name.DeviceGray,
                "/BitsPerComponent": 8}))

        return drawn_on(pdf, b"595.3 0 0 841.9 0 0 cm /Im Do", resources={"/XObject": image})

    words = first_words(pdf)
    left, low, right, top = (round(2 * each) for each in place_of(pdf, words))
    touched = page.copy()
    touched.paste(255, (left, page.height - top, left + (right - left) // 2, page.height - low))
    found = opened(scanned(touched))
    assert found.verdict == "mismatch"
    assert not any(each.here for each in found.passages)


@pytest.mark.parametrize("subtype", ["FreeText", "Text", "Highlight", "Stamp", "Widget", "Ink"])
def test_a_note_on_a_page_is_told(subtype):
    import pikepdf

    def change(opened_):
        note = opened_.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{subtype}"), Rect=[100, 300, 200, 330],
            Contents="Set og godkendt"))
        page = opened_.pages[0].obj
        page.Annots = pikepdf.Array([*page.get("/Annots", []), note])

        if subtype == "Widget":
            note.T = "felt"
            opened_.Root.AcroForm = pikepdf.Dictionary(Fields=[note])

    found = opened(saved(letter(PDF)["pdf"], change))
    assert found.verdict == "mismatch"
    assert ("side 1, note eller felt", "Set og godkendt") in {
        (str(each.place), each.here) for each in found.passages}


def signed(pdf, rect, operators=b"0 g 0 0 10 10 re f"):
    """The PDF with a signature field that somebody has signed, drawn at a place of the first page."""
    import pikepdf

    def change(opened_):
        look = pikepdf.Stream(opened_, operators, {
            "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form,
            "/BBox": [0, 0, rect[2] - rect[0], rect[3] - rect[1]]})
        field = opened_.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T="Underskrift",
            Rect=rect, F=4, AP=pikepdf.Dictionary(N=opened_.make_indirect(look)),
            V=pikepdf.Dictionary(Type=pikepdf.Name.Sig, Filter=pikepdf.Name("/Adobe.PPKLite"),
                                 ByteRange=[0, 10, 20, 30], Contents=b"\0" * 16)))
        page = opened_.pages[0].obj
        page.Annots = pikepdf.Array([*page.get("/Annots", []), field])
        opened_.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)

    return saved(pdf, change)


def test_a_signature_is_told_and_not_believed():
    found = opened(signed(letter(PDF)["pdf"], [20, 20, 30, 30]))
    assert (found.verdict, found.proof, found.signed) == ("proven", "whole", True)
    assert [(each.code, each.severity) for each in found.problems] == [("underskrevet", "advarsel")]


def test_a_signature_that_covers_words_is_told():
    pdf = letter(PDF)["pdf"]
    rect = list(place_of(pdf, first_words(pdf)))
    found = opened(signed(pdf, rect, b"1 g 0 0 500 500 re f"))
    assert (found.verdict, found.signed) == ("mismatch", True)


def test_a_page_of_another_size_is_told():
    def change(opened_):
        opened_.pages[0].obj.MediaBox = [0, 0, 595.3, 600]

    assert opened(saved(letter(PDF)["pdf"], change)).verdict == "mismatch"


def test_the_same_page_looks_the_same():
    pdf = letter(PDF)["pdf"]
    assert spots(pdf, pdf) == ()
    assert spots(saved(pdf), pdf) == ()


def test_what_is_drawn_where_nothing_is_seen_is_nothing():
    import pikepdf

    pdf = drawn_on(letter(PDF)["pdf"], b"1 g 10 10 30 30 re f")
    with pikepdf.open(io.BytesIO(pdf)) as opened_:
        assert opened_.pages
    assert opened(pdf).verdict == "proven"
