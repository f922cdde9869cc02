"""An .xlsx file from the outside: what it is, and whether it is safe to read, before it is read."""

from __future__ import annotations

import zipfile
from typing import BinaryIO, NoReturn

from pipeline.errors import DataError, Problem, Text, text

MAX_ENTRIES = 2_000
MAX_HELD = 256 * 2**20
"""Bytes of each part that is kept in memory: the shared texts, the styles, the list of sheets."""
MAX_SHEET = 4 * 2**30
"""Bytes of a sheet, which is read as it streams: 1,048,576 full rows are about one gigabyte."""
MAX_RATIO = 500
"""How many times smaller a part may have been packed, from RATIO_FROM bytes: XML repeats itself
twenty to a hundred times over, a bomb a thousand."""
RATIO_FROM = 10 * 2**20

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Excel files begin, and those with a password."""

SAVE_AS = text("Åbn filen i regnearksprogrammet, og gem den som Excel-projektmappe (.xlsx) eller CSV.")


def open_package(file: BinaryIO, name: str) -> zipfile.ZipFile:
    """The archive of a spreadsheet within bounds; the file stays the caller's to close.

    Raises OSError, or DataError saying why not.
    """
    if file.read(8) == OLE:
        _refuse_old(name, file.read(2 * 2**20))
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile:
        raise unreadable(name) from None
    try:
        _check(archive, name)
    except BaseException:
        archive.close()
        raise
    return archive


def _refuse_old(name: str, beginning: bytes) -> NoReturn:
    if "EncryptedPackage".encode("utf-16-le") in beginning:
        refuse(name, "regneark-laast", text("Regnearket er låst med en adgangskode."),
               text("Fjern adgangskoden, og gem filen igen."))
    refuse(name, "regneark-gammelt", text("Regnearket er i det gamle Excel-format (.xls)."),
           SAVE_AS)


def _check(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        refuse(name, "regneark-laast", text("Regnearket er låst med en adgangskode."),
               text("Fjern adgangskoden, og gem filen igen."))
    if any(part.endswith("vbaProject.bin") for part in names):
        refuse(name, "regneark-makroer", text("Regnearket indeholder makroer."), SAVE_AS)
    if "mimetype" in names or "xl/workbook.bin" in names:
        refuse(name, "regneark-format", text("Regnearket er ikke en Excel-projektmappe (.xlsx)."),
               SAVE_AS)
    if len(set(names)) < len(names) or "[Content_Types].xml" not in names:
        raise unreadable(name)
    if len(entries) > MAX_ENTRIES or any(_too_big(entry) for entry in entries):
        refuse(name, "regneark-for-stort", text("Regnearket fylder for meget, når det pakkes ud."), text(
            "Slet billeder og ark, der ikke hører til, eller del regnearket i flere filer."))


def _too_big(entry: zipfile.ZipInfo) -> bool:
    limit = MAX_SHEET if entry.filename.startswith("xl/worksheets/") else MAX_HELD
    packed = max(entry.compress_size, 1)
    return entry.file_size > limit or (
        entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * packed)


def unreadable(name: str) -> DataError:
    """The error for a file that is no spreadsheet, or a damaged one."""
    return DataError([_problem(name, "regneark-ulaeseligt", text(
        "Filen kan ikke læses som et regneark (.xlsx)."), SAVE_AS)])


def refuse(name: str, code: str, message: Text, remedy: Text) -> NoReturn:
    """Refuse a whole file."""
    raise DataError([_problem(name, code, message, remedy)])


def _problem(name: str, code: str, message: Text, remedy: Text) -> Problem:
    return Problem(name, code, text("Regneark"), message, remedy)
