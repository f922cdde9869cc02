"""A Word document in memory: read safely, written the same way every time."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.docx.strict import transitional
from pipeline.errors import Problem, TemplateError, Text, text

MAX_PARTS = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts together; a letter has one or two hundred thousand."""

CONTENT_TYPES = "[Content_Types].xml"

LEVEL_ONCE = 9
"""For what is compressed once per template."""
LEVEL_LETTER = 3
"""For what is compressed for every letter: as fast as level 1, half the time of level 6."""

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_UTF8_NAME = 0x800
_STORED, _DEFLATED = 0, 8
_MIDNIGHT, _FIRST_DAY = 0, 0x21
"""1980-01-01 00:00, the first moment the format knows: no letter tells when it was packed."""


@dataclass(frozen=True, slots=True)
class Docx:
    """A Word document: the file's bytes and its parts by name ("word/document.xml").

    `template_key` names everything that stays the same for all letters of one template (styles,
    numbering, settings, fonts, images): two documents with one key share those parts. It is empty
    where that is not known, as for a file somebody edited by hand.
    """

    data: bytes = field(repr=False)
    parts: Mapping[str, bytes] = field(repr=False)
    template_key: str = ""

    @classmethod
    def read(cls, data: bytes, name: str = "") -> Docx:
        """Unpack a .docx file within bounds; `name` is what messages call it.

        Raises TemplateError where the file is no ZIP, has no main part or unpacks beyond bounds.
        """
        return cls(data, read_parts(data, name))


def read_parts(data: bytes, name: str = "") -> dict[str, bytes]:
    """Every part of a .docx file, uncompressed, in the file's order."""
    try:
        # Counted before the directory is read: a long one takes minutes.
        if data.count(b"PK\1\2") > 2 * MAX_PARTS:
            raise _too_large(name)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise _too_large(name)
            if len({entry.filename.casefold() for entry in entries}) < len(entries):
                # Two programs would read two documents.
                raise unreadable(name)
            parts = transitional({entry.filename: _unpacked(archive, entry) for entry in entries})
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError,
            OSError, ValueError, IndexError):
        raise unreadable(name) from None
    if "word/document.xml" not in parts:
        raise TemplateError([_problem(name, "docx-uden-tekst", text(
            "Word-filen har ingen tekstdel (word/document.xml)."), text(
            "Åbn filen i Word, og gem den igen som .docx."))])
    return parts


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One part: no more of it than it says, whatever it unpacks to, and only as Word packs it."""
    if entry.compress_type not in (_STORED, _DEFLATED):
        raise zipfile.BadZipFile
    with archive.open(entry) as file:
        return file.read(entry.file_size + 1)


def _too_large(name: str) -> TemplateError:
    return TemplateError([_problem(name, "docx-for-stor", text(
        "Word-filen fylder for meget, når den pakkes ud."), text(
        "Gem dokumentet på ny i Word, eller fjern store billeder."))])


def unreadable(name: str) -> TemplateError:
    """The error for a file that is no Word document."""
    return TemplateError([_problem(name, "docx-ulaeselig", text(
        "Filen kan ikke læses som et Word-dokument (.docx)."), text(
        "Åbn filen i Word, og gem den igen som .docx."))])


def _problem(name: str, code: str, message: Text, remedy: Text) -> Problem:
    return Problem(name, code, text("Word-dokument"), message, remedy)


class PackedPart(NamedTuple):
    """One packed part: its place in the file's body, and its line in the directory at the end."""

    local: bytes
    directory: bytes
    name: bytes

    def directory_line(self, offset: int) -> bytes:
        """The directory's line, once the part's offset in the file is known."""
        return self.directory + offset.to_bytes(4, "little") + self.name


def pack_part(name: str, data: bytes, level: int) -> PackedPart:
    """A part compressed at a level, or stored where that makes it no smaller."""
    packed, method = zlib.compress(data, level, -15), _DEFLATED
    if len(packed) >= len(data):
        packed, method = data, _STORED
    raw_name = name.encode()
    flags = 0 if name.isascii() else _UTF8_NAME
    common = (
        flags, method, _MIDNIGHT, _FIRST_DAY, zlib.crc32(data), len(packed), len(data),
        len(raw_name), 0,
    )
    local = _LOCAL.pack(b"PK\3\4", _VERSION, *common)
    directory = _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *common, 0, 0, 0, 0, 0)
    return PackedPart(local + raw_name + packed, directory[:-4], raw_name)


class PackageWriter:
    """Packs the letters of one template: what they share is compressed once and kept.

    The shared parts come first ([Content_Types].xml at the very start), then those that vary.
    """

    def __init__(self, shared: Mapping[str, bytes]) -> None:
        offset, body, directory = 0, [], []
        for name in sorted(shared, key=_place):
            entry = pack_part(name, shared[name], LEVEL_ONCE)
            directory.append(entry.directory_line(offset))
            body.append(entry.local)
            offset += len(entry.local)
        self._body = b"".join(body)
        self._directory = b"".join(directory)
        self._count = len(body)

    def write(self, varying: Mapping[str, bytes], level: int = LEVEL_LETTER) -> bytes:
        """The package with the shared parts and these."""
        offset, body, directory = len(self._body), [self._body], [self._directory]
        for name, data in varying.items():
            entry = pack_part(name, data, level)
            directory.append(entry.directory_line(offset))
            body.append(entry.local)
            offset += len(entry.local)
        count = self._count + len(varying)
        return b"".join([*body, *directory, ending(directory, offset, count)])


def ending(directory: Sequence[bytes], offset: int, count: int | None = None) -> bytes:
    """What comes behind the directory: how many parts there are (else one a line), where it begins."""
    count = len(directory) if count is None else count
    return _END.pack(b"PK\5\6", 0, 0, count, count, sum(map(len, directory)), offset, 0)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A .docx file of these parts; the same parts give the same bytes."""
    return PackageWriter(parts).write({})


def parts_key(parts: Mapping[str, bytes]) -> str:
    """A digest over the names and bytes of parts."""
    digest = hashlib.sha256()
    for name in sorted(parts):
        digest.update(f"{len(name.encode())}:{name}{len(parts[name])}:".encode())
        digest.update(parts[name])
    return digest.hexdigest()


def _place(name: str) -> tuple[int, str]:
    """Content types first, then the relations of the package, then the rest by name."""
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


_FIRST: Sequence[str] = (CONTENT_TYPES, "_rels/.rels", "word/document.xml")
