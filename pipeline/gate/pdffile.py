"""What a PDF says besides its pages: properties, bookmarks, alt texts, links and the files in it."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.gate.channel import Channel
from pipeline.gate.words import bare, unescaped
from pipeline.pdf import Pdf

_KEYED = re.compile(rb"/(\w+)\s*(?:\(((?:[^()\\]|\\.)*+)\)|<([0-9A-Fa-f\s]*+)>)", re.DOTALL)
_LITERAL = re.compile(rb"\(((?:[^()\\]|\\.)*+)\)", re.DOTALL)
_FIGURES = re.compile(rb"<FEFF([0-9A-F]*)>")
_SHOWN = re.compile(rb"/(Alt|ActualText|E)\s*(?:\(((?:[^()\\]|\\.)*+)\)|<([0-9A-Fa-f\s]*+)>)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_CONTROL = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}
_TAG = re.compile(r"<[^>]*>")

_CHANNELS = {
    "Alt": "billedtekst", "ActualText": "billedtekst", "Contents": "billedtekst", "E": "billedtekst",
    "Title": "bogmaerke", "Dest": "bogmaerke", "T": "bogmaerke", "URI": "henvisning",
    "Author": "egenskaber", "Subject": "egenskaber", "Keywords": "egenskaber", "Creator": "egenskaber",
    "F": "medfoelgende", "UF": "medfoelgende", "Desc": "medfoelgende"}
"""Which of a PDF's words are of which kind; the others are marks that nobody is shown."""

MAX_UNPACKED = 100 * 1024 * 1024
"""Bytes of all that is packed in one file: a letter's come to a few hundred thousand."""


def haystack(pdf: Pdf, pages: Sequence[str]) -> bytes:
    """All words of a PDF as `bare` has them. Raises ValueError as `channels` does."""
    shown = bare("".join(pages))
    if pdf.engine != "typst":
        return b"|".join((shown, *(bare(one.words) for one in _thorough(pdf.data))))
    outside, told = _parted(pdf.data)
    words = [*map(_text, map(_unescaped, _LITERAL.findall(outside))), *(each for _, each in told)]
    figures = bytes.fromhex(b"007C".join(_FIGURES.findall(outside)).decode())
    return b"|".join((shown, bare(figures.decode("utf-16-be", "replace")), *map(bare, words)))


def channels(pdf: Pdf, pages: Sequence[str], *, loose: bool = False) -> Iterator[Channel]:
    """Each place in a PDF where something can stand, `pages` among them.

    Typst writes everything but what is in streams as it stands; any other file is read by pikepdf.
    Raises ValueError for one that cannot be read, or holds more than `MAX_UNPACKED` bytes.
    """
    yield Channel("tekst", "\f".join(pages), loose)
    if pdf.engine != "typst":
        yield from _thorough(pdf.data)
        return
    outside, told = _parted(pdf.data)
    for name, words in told:
        yield Channel(name, _TAG.sub("\n", words))
        yield Channel("opmaerkning", words, marks=True)
    yield from _channels(_keyed(outside))


def _channels(said: Mapping[str, Sequence[str]]) -> Iterator[Channel]:
    for name, words in said.items():
        yield Channel(name, "\n".join(words), marks=name == "opmaerkning")


def _parted(data: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    """What stands outside all streams, and the words of those that tell something besides a page."""
    if b"%%EOF" not in data[-64:]:
        raise ValueError("a file without an end")
    outside, told, at = [], [], 0
    while (start := data.find(_STREAM, at)) >= 0:
        end = data.find(_ENDSTREAM, start)
        if end < 0:
            raise ValueError("a stream without an end")
        head = data[at:start]
        if data.startswith(b"<?xpacket", start + len(_STREAM)):
            told.append(("egenskaber", _text(data[start + len(_STREAM):end])))
        elif b"/EmbeddedFile" in head[head.rfind(b" obj"):]:
            packed = data[start + len(_STREAM):end]
            told.append(("medfoelgende", unescaped(_text(
                _unpacked(packed) if b"/FlateDecode" in head else packed), json=True)))
        outside.append(head)
        at = end + len(_ENDSTREAM)
    return b"".join((*outside, data[at:])), told


_STREAM, _ENDSTREAM = b"stream\n", b"\nendstream"


def _keyed(source: bytes) -> dict[str, list[str]]:
    """The strings of dictionaries, those of one kind together."""
    said: dict[str, list[str]] = {}
    for key, literal, figures in _KEYED.findall(source):
        channel = _CHANNELS.get(key.decode(), "opmaerkning")
        said.setdefault(channel, []).append(_string(literal, figures))
    said.setdefault("opmaerkning", []).extend(_string(one, b"") for one in _LITERAL.findall(source))
    return said


def _string(literal: bytes, figures: bytes) -> str:
    """A string of a PDF as text."""
    if figures:
        figures = b"".join(figures.split())
        return _text(bytes.fromhex((figures + b"0" * (len(figures) % 2)).decode()))
    return _text(_unescaped(literal))


def _unescaped(literal: bytes) -> bytes:
    return _ESCAPE.sub(_unescape, literal) if b"\\" in literal else literal


def _unescape(found: re.Match[bytes]) -> bytes:
    said = found[1]
    if said.isdigit():
        return bytes([int(said, 8) & 255])
    return _CONTROL.get(said, said)


def _text(data: bytes) -> str:
    """Bytes as words: UTF-16 and UTF-8 where they say so or can be, else one byte a letter."""
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _unpacked(data: bytes) -> bytes:
    """A packed stream within bounds."""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, MAX_UNPACKED)
    except zlib.error:
        raise ValueError("a stream that cannot be unpacked") from None
    if unpacker.unconsumed_tail:
        raise ValueError("too large")
    return found


def _thorough(data: bytes) -> Iterator[Channel]:
    """By pikepdf: every string of every object, and what streams hold that tell something."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            said: dict[str, list[str]] = {}
            room = [MAX_UNPACKED]
            for one in pdf.objects:
                _gather(one, "", said, room, 0)
            _gather(pdf.trailer.get("/Info"), "", said, room, 0)
    except (pikepdf.PdfError, RuntimeError):
        raise ValueError("a PDF that cannot be read") from None
    yield from _channels(said)


DEEPEST = 60


def _gather(one: Any, key: str, said: dict[str, list[str]], room: list[int], depth: int) -> None:
    """The strings of an object under the kind its key says; other objects come in their own turn."""
    import pikepdf

    if isinstance(one, pikepdf.String):
        said.setdefault(_CHANNELS.get(key, "opmaerkning"), []).append(str(one))
    elif isinstance(one, pikepdf.Name):
        said.setdefault("opmaerkning", []).append(str(one))
    elif depth > DEEPEST:
        raise ValueError("too deep")
    elif isinstance(one, pikepdf.Array):
        for item in one:
            if not getattr(item, "is_indirect", False):
                _gather(item, key, said, room, depth + 1)
    elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for name, item in one.items():
            if not getattr(item, "is_indirect", False):
                _gather(item, str(name)[1:], said, room, depth + 1)
        if isinstance(one, pikepdf.Stream):
            _gather_stream(one, said, room)


def _gather_stream(stream: Any, said: dict[str, list[str]], room: list[int]) -> None:
    """The words of metadata and of files; of a page's drawing what is said besides."""
    kind = str(stream.get("/Type", ""))
    if str(stream.get("/Subtype", "")) == "/Image" or "/Length1" in stream:
        return
    found = bytes(stream.read_bytes())
    room[0] -= len(found)
    if room[0] < 0:
        raise ValueError("too large")
    if kind == "/Metadata":
        said.setdefault("egenskaber", []).append(_TAG.sub("\n", _text(found)))
        said.setdefault("opmaerkning", []).append(_text(found))
    elif kind == "/EmbeddedFile":
        said.setdefault("medfoelgende", []).append(
            unescaped(_text(found), json=True))
    else:
        said.setdefault("billedtekst", []).extend(
            _string(literal, figures) for _, literal, figures in _SHOWN.findall(found))
