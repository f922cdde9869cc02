"""A Word file with some parts changed: the bytes of all the others stay as they are, packed."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.docx.package import LEVEL_LETTER, PackedPart, ending, pack_part, unreadable

_LOCAL = struct.Struct("<4s5H3I2H")
_LINE = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_UTF8_NAME, _SIZES_AFTER = 0x800, 0x8


@dataclass(frozen=True, slots=True)
class _Kept:
    """A part as it lies in the file, with its line of the directory."""

    name: str
    local: bytes
    line: bytes

    def directory_line(self, offset: int) -> bytes:
        """The directory's line, with the part's new offset."""
        return self.line[:42] + offset.to_bytes(4, "little") + self.line[46:]


def spliced(data: bytes, changes: Mapping[str, bytes | None], name: str = "") -> bytes:
    """The file with these parts put in: in place of the one they are called after, else at the end.

    None takes a part out. The same file and changes give the same bytes. The file must be one that
    `read_parts` has read; raises TemplateError where it is packed as Word never does.
    """
    left = dict(changes)
    parts: list[_Kept | PackedPart] = []
    for kept in _parts(data, name):
        if kept.name not in left:
            parts.append(kept)
        elif (content := left.pop(kept.name)) is not None:
            parts.append(pack_part(kept.name, content, LEVEL_LETTER))
    parts += [pack_part(part, content, LEVEL_LETTER)
              for part, content in left.items() if content is not None]
    offset, directory = 0, []
    for part in parts:
        directory.append(part.directory_line(offset))
        offset += len(part.local)
    return b"".join([*(part.local for part in parts), *directory, ending(directory, offset)])


def _parts(data: bytes, name: str) -> Iterator[_Kept]:
    """Every part, in the directory's order; what lies between them belongs to none."""
    try:
        _, disk, _, here, count, size, start, _ = _END.unpack_from(data, data.rfind(b"PK\5\6"))
        lines = list(_lines(data[start:start + size]))
        if disk or here != count or len(lines) != count:
            raise unreadable(name)
        for part, line, offset in lines:
            after = _after(data, line, offset)
            if not offset < after <= start:
                raise unreadable(name)
            yield _Kept(part, data[offset:after], line)
    except (struct.error, UnicodeDecodeError):
        raise unreadable(name) from None


def _after(data: bytes, line: bytes, offset: int) -> int:
    """Where a part ends: behind its bytes, and behind the sizes that some programs write after them."""
    flags, packed = int.from_bytes(line[8:10], "little"), int.from_bytes(line[20:24], "little")
    mark, *_, named, extra = _LOCAL.unpack_from(data, offset)
    if mark != b"PK\3\4":
        raise struct.error
    end: int = offset + _LOCAL.size + named + extra + packed
    if flags & _SIZES_AFTER:
        end += 16 if data[end:end + 4] == b"PK\7\10" else 12
    return end


def _lines(directory: bytes) -> Iterator[tuple[str, bytes, int]]:
    """The directory's lines: each part's name, the line itself and the part's offset."""
    at = 0
    while at < len(directory):
        mark, _, _, flags, *_, named, extra, comment, _, _, _, offset = _LINE.unpack_from(directory, at)
        if mark != b"PK\1\2":
            raise struct.error
        after = at + _LINE.size + named + extra + comment
        raw = directory[at + _LINE.size:at + _LINE.size + named]
        yield raw.decode("utf-8" if flags & _UTF8_NAME else "cp437"), directory[at:after], offset
        at = after
