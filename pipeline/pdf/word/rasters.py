"""A picture's own bytes as they may travel: nothing said of it, and nothing that was cut away.

A camera writes when, where and by whom into a picture's file, and Word leaves what a person cropped
away in it. A turn that a camera only notes down is dropped with the rest: Word turns a picture when
it is put in, and neither it nor LibreOffice follows the note again.
"""

from __future__ import annotations

import functools
import io
import re
import zlib
from collections.abc import Iterator

KINDS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
WHOLE = 100_000
"""What a crop's numbers are shares of."""
MAX_PROFILE = 4 * 1024 * 1024
"""Bytes of an unpacked colour profile; large ones have half a million."""
MAX_CUT = 60_000_000
"""Points of a picture that something is cut away from."""

Crop = tuple[float, float, float, float]
"""The shares taken away at the left, top, right and bottom."""

_SHOWN = frozenset((b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"IDAT",
                    b"IEND"))
_SOS, _EOI, _APP0, _APP2, _APP14 = 0xDA, 0xD9, 0xE0, 0xE2, 0xEE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# What may follow 0xFF inside a picture's lines without ending them.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def kind_of(data: bytes) -> str | None:
    """"png" or "jpg"; None for what is neither."""
    return next((kind for start, kind in KINDS if data.startswith(start)), None)


def pixels(data: bytes) -> int:
    """How many points a PNG or JPEG says that it has; none where it does not say."""
    width, height = size(data)
    return width * height


def size(data: bytes) -> tuple[int, int]:
    """How wide and high a PNG or JPEG says that it is."""
    if data.startswith(KINDS[0][0]):
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            return (int.from_bytes(data[at + 7:at + 9], "big"),
                    int.from_bytes(data[at + 5:at + 7], "big"))
        at += 2 + int.from_bytes(data[at + 2:at + 4], "big")
    return 0, 0


def for_print(data: bytes) -> bool:
    """Whether a picture is of inks, and does not say which."""
    return data.startswith(KINDS[1][0]) and b"ICC_PROFILE\0" not in data and any(
        segment[1] in _FRAMES and segment[9:10] == b"\4" for segment in _segments(data))


@functools.lru_cache(maxsize=16)
def bare(data: bytes) -> bytes:
    """A PNG or JPEG without metadata, thumbnails, further frames or what follows its end.

    Raises ValueError where it is in pieces.
    """
    if kind_of(data) == "png":
        return KINDS[0][0] + b"".join(_chunks(data))
    return b"\xff\xd8" + b"".join(_segments(data))


def _chunks(data: bytes) -> Iterator[bytes]:
    """The chunks of a PNG that show something."""
    at, last = 8, b""
    while last != b"IEND":
        length, name = int.from_bytes(data[at:at + 4], "big"), data[at + 4:at + 8]
        end = at + 12 + length
        if end > len(data) or (name == b"IHDR") != (not last):
            raise ValueError("a PNG in pieces")
        if name in _SHOWN and not (name == b"iCCP" and _bursts(data[at + 8:end - 4])):
            yield data[at:end]
        at, last = end, name


def _bursts(profile: bytes) -> bool:
    """Whether a packed colour profile is no profile, or far too large for one."""
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(profile.partition(b"\0")[2][1:], MAX_PROFILE)
    except zlib.error:
        return True
    return bool(unpacker.unconsumed_tail)


def _segments(data: bytes) -> Iterator[bytes]:
    """The segments of a JPEG that show something."""
    at, frames = 2, 0
    while True:
        marker = data[at + 1:at + 2]
        if data[at:at + 1] != b"\xff" or not marker:
            raise ValueError("a JPEG in pieces")
        if marker == b"\xff":
            at += 1
            continue
        if marker[0] == _EOI:
            yield b"\xff\xd9"
            return
        end = at + 2 + int.from_bytes(data[at + 2:at + 4], "big")
        frames += marker[0] in _FRAMES
        if marker[0] == _SOS:
            found = _MARKER.search(data, end)
            end = found.start() if found is not None else len(data) + 1
        if end > len(data) or end < at + 4 or frames > 1:
            raise ValueError("a JPEG in pieces")
        yield _kept(marker[0], data[at:end])
        at = end


def _kept(marker: int, segment: bytes) -> bytes:
    """A segment, or what is left of it: of the notes only what its colours are read by."""
    if marker == _APP0:
        # Density, but no thumbnail.
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0" if (
            segment[4:9] == b"JFIF\0" and len(segment) >= 18) else b""
    if marker == _APP2:
        return segment if segment[4:16] == b"ICC_PROFILE\0" else b""
    if marker == _APP14:
        return segment if segment[4:9] == b"Adobe" else b""
    return b"" if 0xE0 <= marker <= 0xEF or marker == 0xFE else segment


@functools.lru_cache(maxsize=8)
def cut(data: bytes, crop: Crop) -> tuple[bytes, Crop]:
    """The picture without the points that a crop takes away, and what is left of the crop.

    A point of which a part is seen stays. A PNG keeps every point as it is; a JPEG is written
    again as finely as it was. Raises ValueError where that cannot be done.
    """
    from PIL import Image

    width, height = size(data)
    if not 0 < width * height <= MAX_CUT:
        raise ValueError("too much to cut from")
    left, right = _edges(crop[0], crop[2], width)
    top, bottom = _edges(crop[1], crop[3], height)
    try:
        with Image.open(io.BytesIO(bare(data)), formats=("PNG", "JPEG")) as picture:
            packed = _packed(picture, (left, top, right, bottom))
    except (OSError, SyntaxError, zlib.error, IndexError, KeyError, TypeError, EOFError,
            OverflowError) as error:
        raise ValueError("a picture in pieces") from error
    return packed, (_rest(crop[0], left, width, right - left),
                    _rest(crop[1], top, height, bottom - top),
                    _rest(crop[2], width - right, width, right - left),
                    _rest(crop[3], height - bottom, height, bottom - top))


def _packed(picture: object, box: tuple[int, int, int, int]) -> bytes:
    """One part of a picture as a file of the same kind."""
    from PIL import Image, JpegImagePlugin

    assert isinstance(picture, Image.Image)
    target = io.BytesIO()
    if not isinstance(picture, JpegImagePlugin.JpegImageFile):
        picture.crop(box).save(target, "PNG")
        return target.getvalue()
    if picture.mode == "CMYK" and "adobe" not in picture.info:
        raise ValueError("colours that cannot be written again")
    sampling = JpegImagePlugin.get_sampling(picture)
    picture.crop(box).save(target, "JPEG", qtables=picture.quantization,
                           subsampling=max(sampling, 0),
                           icc_profile=picture.info.get("icc_profile"))
    return target.getvalue()


def _edges(before: float, after: float, length: int) -> tuple[int, int]:
    """The first point that is kept, and the one after the last."""
    first, last = (int(max(share, 0.0) * WHOLE + 1e-6) * length // WHOLE
                   for share in (before, after))
    return first, length - last


def _rest(share: float, gone: int, length: int, left: int) -> float:
    """What a crop still takes away at a side, as a share of what is left."""
    return (share * length - gone) / left
