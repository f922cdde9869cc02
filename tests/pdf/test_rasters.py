"""Pictures travel without what their files say of them, and without what was cropped away."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from pipeline.docx.package import Docx
from pipeline.pdf.office.sealed import sealed
from pipeline.pdf.setting.engine import TypstEngine
from pipeline.pdf.word import rasters

SECRET = b"Hemmeligsen"
CUT = '<a:srcRect l="50000" b="25000"/>'
RED, BLUE = (255, 0, 0), (0, 0, 255)


def image(mode="RGB", size=(400, 200)):
    """Red, with a blue right half."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    return picture.convert(mode)


def saved(picture, kind, **options):
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def secretive_jpeg():
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET.decode(), 6
    data = saved(image(), "JPEG", exif=exif, comment=SECRET, quality=90)
    iptc = b"\xff\xed" + struct.pack(">H", 2 + len(SECRET)) + SECRET
    thumbnail = b"\xff\xe0" + struct.pack(">H", 16 + 3 * 4) + b"JFIF\0\1\1\0\0\1\0\1\2\2" + SECRET + b"!"
    return data[:2] + thumbnail + iptc + data[2:] + SECRET


def secretive_png():
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", SECRET.decode())
    about.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    data = saved(image(), "PNG", pnginfo=about, exif=exif)
    return data + SECRET


@pytest.fixture
def with_picture(make):
    def build(data, inside="", name="b.png"):
        body = (
            '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="2540000" cy="1270000"/><wp:docPr id="1" '
            'name="b" descr="Logo"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/'
            'drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:embed="rIm"/>' + inside +
            "</pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
            "</w:r></w:p><w:p><w:r><w:t>x</w:t></w:r></w:p>")
        return make(body, rels={"rIm": ("image", f"media/{name}")}, media={name: data})

    return build


def pictures(data):
    """Each picture of a PDF as its colours, and its packed bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)
                 and each.get("/Subtype") == "/Image"]
        return [(pikepdf.PdfImage(each).as_pil_image().convert("RGB"), each.read_raw_bytes())
                for each in found]


@pytest.mark.parametrize("data", [secretive_jpeg(), secretive_png()], ids=["jpeg", "png"])
def test_what_a_file_says_of_its_picture_stays_behind(with_picture, typeset, data):
    assert SECRET in data
    assert SECRET not in rasters.bare(data)
    pdf = typeset(with_picture(data)).data
    (picture, packed), = pictures(pdf)
    assert SECRET not in pdf + packed
    # A turn that is only noted down is not followed, as in Word and LibreOffice.
    assert picture.size == (400, 200)
    parts = Docx.read(sealed(with_picture(data))).parts
    assert not any(SECRET in part for part in parts.values())


@pytest.mark.parametrize("data", [
    saved(image(), "PNG"), saved(image("P"), "PNG"), saved(image("RGBA"), "PNG"),
    saved(image(), "JPEG", quality=95), saved(image(), "JPEG", progressive=True),
    saved(image("CMYK"), "JPEG"), saved(image("L"), "JPEG")],
    ids=["png", "palette", "alpha", "jpeg", "progressive", "cmyk", "grey"])
def test_points_that_were_cropped_away_are_gone(with_picture, typeset, data):
    packed, rest = rasters.cut(data, (0.5, 0.0, 0.0, 0.25))
    assert rest == (0.0, 0.0, 0.0, 0.0)
    shown = Image.open(io.BytesIO(packed)).convert("RGB")
    expected = Image.open(io.BytesIO(data)).convert("RGB").crop((200, 0, 400, 150))
    assert shown.size == (200, 150)
    # Beside the cut a JPEG's colours run into one another.
    inner = [each.crop((20, 0, 200, 150)).tobytes() for each in (shown, expected)]
    assert max(abs(one - other) for one, other in zip(*inner, strict=True)) <= (
        0 if data.startswith(b"\x89PNG") else 8)
    if Image.open(io.BytesIO(data)).mode != "CMYK":
        (picture, _), *_ = pictures(typeset(with_picture(data, CUT)).data)
        assert picture.size == (200, 150)
    assert rasters.cut(data, (0.5, 0.0, 0.0, 0.25))[0] == packed


def test_a_crop_between_two_points_keeps_the_one_that_is_seen_in_part(with_picture, typeset):
    data = saved(image(), "PNG")
    packed, rest = rasters.cut(data, (0.00125, 0.0, 0.00375, 0.0))
    assert rasters.size(packed) == (399, 200)
    assert rest == pytest.approx((0.5 / 399, 0, 0.5 / 399, 0))
    (picture, _), = pictures(typeset(with_picture(data, '<a:srcRect l="125" r="375"/>')).data)
    assert picture.size == (399, 200)


@pytest.mark.parametrize(("name", "inside"), [
    ("b.png", CUT), ("b.jpg", CUT), ("b.png", '<a:srcRect l="50%"/>')])
def test_libreoffice_is_handed_no_more_than_is_seen(with_picture, name, inside):
    data = saved(image(), "PNG" if name == "b.png" else "JPEG")
    parts = Docx.read(sealed(with_picture(data, inside, name))).parts
    (cut,) = [part for part in parts if "/cut" in part]
    assert rasters.size(parts[cut])[0] == 200
    assert b'r:embed="rCut' in parts["word/document.xml"]
    assert cut.encode() in parts["word/_rels/document.xml.rels"]


def test_what_cannot_be_cut_is_refused(with_picture, refusals):
    data = saved(image("CMYK"), "JPEG")
    at = data.index(b"\xff\xee")
    plain = data[:at] + data[at + 2 + int.from_bytes(data[at + 2:at + 4], "big"):]
    assert [code for code, _ in refusals(with_picture(plain, CUT))] == ["pdf-billede-afskaaret"]
    torn = saved(image(), "PNG").replace(b"IDAT", b"IDAT", 1)
    spoiled = torn[:60] + bytes([torn[60] ^ 255]) + torn[61:]
    assert [code for code, _ in refusals(with_picture(spoiled, CUT))] == ["pdf-billede-afskaaret"]


def chunk(kind, content):
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def animated():
    frames = [image(size=(40, 20)), Image.new("RGB", (40, 20), (0, 255, 0))]
    return saved(frames[0], "PNG", save_all=True, append_images=frames[1:])


def profile_bomb():
    data = saved(image(size=(40, 20)), "PNG")
    packed = zlib.compress(b"\0" * 500_000_000, 9)
    return data[:33] + chunk(b"iCCP", b"x\0\0" + packed) + data[33:]


def many_points(kind):
    return saved(Image.new("L", (9_000, 9_000)), kind)


SET = {
    "16 bits": saved(Image.new("I;16", (40, 20)), "PNG"),
    "one bit": saved(image("1"), "PNG"), "grey and alpha": saved(image("LA"), "PNG"),
    "palette": saved(image("P"), "PNG", transparency=0), "animated": animated(),
    "profile bomb": profile_bomb(), "progressive": saved(image(), "JPEG", progressive=True),
}


@pytest.mark.parametrize("name", SET)
def test_every_kind_of_png_and_jpeg_is_set(with_picture, typeset, name):
    pdf = typeset(with_picture(SET[name]))
    assert pdf.pages == 1
    assert b"acTL" not in rasters.bare(SET[name])
    assert len(pictures(pdf.data)) <= 2


PNG, JPEG = saved(image(), "PNG"), saved(image(), "JPEG")
LYING = PNG[:16] + struct.pack(">II", 1, 1) + PNG[24:29] + struct.pack(
    ">I", zlib.crc32(b"IHDR" + struct.pack(">II", 1, 1) + PNG[24:29])) + PNG[33:]
FRAME = JPEG.index(b"\xff\xc0")


@pytest.mark.parametrize(("data", "code"), [
    (PNG[:-30], "pdf-billede-fil"), (PNG[:len(PNG) // 2], "pdf-billede-fil"),
    (JPEG[:-2], "pdf-billede-fil"), (JPEG[:300], "pdf-billede-fil"), (JPEG[:3], "pdf-billede-fil"),
    (PNG[:33] + PNG[8:33] + PNG[33:], "pdf-billede-fil"),
    (JPEG[:FRAME] + JPEG[FRAME:FRAME + 19] + JPEG[FRAME:], "pdf-billede-fil"),
    (JPEG[:FRAME + 5] + b"\0\0" + JPEG[FRAME + 7:], "pdf-billede-fil"),
    (JPEG[:FRAME + 5] + b"\xff\xff\xff\xff" + JPEG[FRAME + 9:], "pdf-billede-stoerrelse"),
    (saved(image("CMYK"), "JPEG"), "pdf-billede-farver"), (b"GIF89a", "pdf-billede-format"),
], ids=range(11))
def test_pictures_in_pieces_or_that_lie_are_refused(with_picture, refusals, data, code):
    assert [found for found, _ in refusals(with_picture(data))] == [code]


def test_a_picture_that_says_it_is_smaller_shows_no_more(with_picture, engine: TypstEngine, typeset):
    for picture, _ in pictures(typeset(with_picture(LYING)).data):
        assert picture.size == (1, 1)
