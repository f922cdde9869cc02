"""A folder of font files: what is in each, read before anything else may rely on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import Problem, TemplateError, text

SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
WEB = frozenset({".woff", ".woff2"})
MAX_FILES, MAX_BYTES, MAX_FACES = 1_000, 64 * 1024 * 1024, 64
TITLE = text("Skrifttyper")

_MAGIC = (b"\x00\x01\x00\x00", b"true", b"OTTO", b"ttcf")
_NEEDED = ("head", "hhea", "maxp", "OS/2", "name", "cmap", "hmtx")
_BOLD, _ITALIC, _TYPO = 1 << 5, 1, 1 << 7
# Unicode ranges as OS/2 counts them: Latin, Greek, Cyrillic, Hebrew, Arabic, punctuation, symbols.
_KNOWN = (0xE0002BFF, 0xD200FFFF, 0x0000002B, 0x00000000)
_RESTRICTED, _LICENCE, _NO_SUBSET, _BITMAP = 2, 0xF, 0x100, 0x200


@dataclass(frozen=True, slots=True)
class FontFile:
    """One font of a file, as far as it says something of itself."""

    path: Path
    index: int
    names: tuple[str, ...]
    """The family's names, the one Word shows first."""
    bold: bool
    italic: bool
    variable: bool
    metrics: tuple[float, float, float]
    fixed: bool
    closed: bool
    """Whether its maker forbids it in a PDF."""
    rare: bool
    """Whether it has other scripts than the built-in fonts."""


def read(folder: Path) -> tuple[FontFile, ...]:
    """Every font below the folder, in the order of their paths.

    Raises TemplateError naming every file that is no font, or none that can be used.
    """
    found: list[FontFile] = []
    problems: list[Problem] = []
    paths = sorted(_paths(folder))
    if len(paths) > MAX_FILES:
        raise TemplateError([Problem("", "skrift-for-mange", TITLE, text(
            "Mappen med skrifttyper har mere end {antal} filer.", antal=MAX_FILES), text(
            "Læg kun de skrifttyper i mappen, som brevene bruger."))])
    for path in paths:
        try:
            found += _fonts(path)
        except _Unfit as unfit:
            problems.append(unfit.problem(path.relative_to(folder).as_posix()))
    if problems:
        raise TemplateError(problems)
    return tuple(found)


def stamp(folder: Path) -> tuple[object, ...]:
    """What changes when a font in the folder does: paths, times and sizes."""
    try:
        states = [(path, path.stat()) for path in sorted(_paths(folder))]
    except OSError:
        return ()
    return tuple((str(path), state.st_mtime_ns, state.st_size) for path, state in states)


def _paths(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*")
            if path.suffix.lower() in SUFFIXES | WEB and not path.name.startswith(".")
            and path.is_file())


class _Unfit(Exception):
    """A file that cannot be used, and why."""

    def problem(self, name: str) -> Problem:
        """The reason, with the file's name."""
        message, remedy = _REASONS[str(self)]
        return Problem(name, f"skrift-{self}", TITLE, message, remedy)


def unreadable(name: str) -> Problem:
    """That the named file is no font."""
    return _Unfit("ulaeselig").problem(name)


_REASONS = {
    "webskrift": (
        text("Filen er en webskrift (WOFF)."),
        text("Læg skrifttypen i mappen som .ttf eller .otf.")),
    "for-stor": (
        text("Filen med skrifttypen fylder for meget."),
        text("Læg en mindre udgave af skrifttypen i mappen.")),
    "ulaeselig": (
        text("Filen kan ikke læses som en skrifttype."),
        text("Hent skrifttypen igen som .ttf eller .otf, eller fjern filen fra mappen.")),
}


def _fonts(path: Path) -> list[FontFile]:
    """The fonts of one file."""
    from fontTools.ttLib import TTLibError  # heavy

    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        raise _Unfit("ulaeselig") from None
    if head[:4] in (b"wOFF", b"wOF2"):
        raise _Unfit("webskrift")
    if size > MAX_BYTES:
        raise _Unfit("for-stor")
    count = int.from_bytes(head[8:12], "big") if head[:4] == b"ttcf" else 1
    if head[:4] not in _MAGIC or not 0 < count <= MAX_FACES:
        raise _Unfit("ulaeselig")
    try:
        return [_font(path, index, size) for index in range(count)]
    except (TTLibError, OSError, ValueError, KeyError, IndexError, AttributeError, TypeError,
            AssertionError, OverflowError, MemoryError, ArithmeticError, RecursionError):
        raise _Unfit("ulaeselig") from None
    except Exception as error:
        # A broken table ends in whatever unpacking it ends in, struct.error among them.
        if type(error).__module__ in ("struct", "_struct"):
            raise _Unfit("ulaeselig") from None
        raise


def _font(path: Path, index: int, size: int) -> FontFile:
    from fontTools.ttLib import TTFont

    with path.open("rb") as file:
        font = TTFont(file, fontNumber=index, lazy=True)
        tables = font.reader.tables
        if not all(tag in tables for tag in _NEEDED) or any(
                entry.offset + entry.length > size for entry in tables.values()):
            raise ValueError("a font without its tables")
        os2 = font["OS/2"]
        licence = os2.fsType
        return FontFile(
            path, index, _names(font), bool(os2.fsSelection & _BOLD), bool(os2.fsSelection & _ITALIC),
            "fvar" in font and any(axis.axisTag == "wght" for axis in font["fvar"].axes),
            _metrics(font), os2.panose.bProportion == 9 or ("post" in font and bool(
                font["post"].isFixedPitch)),
            licence & _LICENCE == _RESTRICTED or bool(licence & (_NO_SUBSET | _BITMAP)),
            any(getattr(os2, f"ulUnicodeRange{number}") & ~known
                for number, known in enumerate(_KNOWN, start=1)))


def _names(font: Any) -> tuple[str, ...]:
    """The family's names in every language: the one Word groups four styles under first."""
    table = font["name"]
    best = [table.getDebugName(1), table.getDebugName(16)]
    other = [record.toUnicode(errors="replace") for record in table.names
             if record.nameID in (1, 16)]
    names = tuple(dict.fromkeys(name.strip() for name in [*best, *other] if name and name.strip()))
    if not names:
        raise ValueError("a font without a name")
    return names


def _metrics(font: Any) -> tuple[float, float, float]:
    """Ascent, descent and gap in em, as Windows works them out."""
    # Read past fontTools, which has words to say of old dates in this table.
    em = int.from_bytes(font.reader["head"][18:20], "big")
    hhea, os2 = font["hhea"], font["OS/2"]
    if os2.fsSelection & _TYPO:
        high, low, gap = os2.sTypoAscender, -os2.sTypoDescender, os2.sTypoLineGap
    else:
        high, low = os2.usWinAscent, os2.usWinDescent
        gap = max(0, hhea.lineGap - ((high + low) - (hhea.ascent - hhea.descent)))
    if not (em > 0 and 0 < high <= 8 * em and 0 <= low <= 8 * em and 0 <= gap <= 8 * em):
        raise ValueError("a font of no height")
    return round(high / em, 4), round(low / em, 4), round(gap / em, 4)
