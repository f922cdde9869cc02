"""A CSV file read row by row: letters, separator and quotation marks found out, or refused."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from pipeline.batch.files import File
from pipeline.batch.sheets.package import refuse
from pipeline.batch.sheets.tables import LOOK, is_case_number
from pipeline.batch.sheets.xlsx import RawRow
from pipeline.errors import DataError, Problem, text

SEPARATORS = (";", "\t", ",")
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

NOT_WINDOWS = re.compile(
    r"[^\x00-\x7f\u00a0£§«»°±²³´·½äÄàÀáÁåÅæÆçÇèÈéÉêëËíÍïîñÑóÓôöÖøØßúÚüÜýÝðÐþÞšŠžŽ€–—‘’“”„…•]"
    r"|(?<=[^\W\d])[‘“”„•](?=[^\W\d])")
"""Letters and signs that Danish texts in Windows-1252 do not have: what the æ, ø and å of other
programs' and older machines' files look like when they are read as if they were Windows'."""


def csv_rows(source: File) -> Iterator[RawRow]:
    """The file's rows with their numbers, as a spreadsheet program would show them.

    Raises OSError, or DataError where letters or quotation marks cannot be made out.
    """
    encoding = _encoding(source)
    with io.TextIOWrapper(source.open(), encoding, newline="") as file:
        separator, skip = _separator(file)
        file.seek(0)
        reader = csv.reader(file, delimiter=separator, strict=True)
        try:
            for number, record in enumerate(reader, start=1):
                cells = {n: value for n, value in enumerate(record) if value.strip()}
                if cells and number > skip:
                    yield RawRow(number, cells)
        except csv.Error:
            raise DataError([Problem(source.name, "csv-citationstegn", text("Regneark"), text(
                "Et citationstegn (\") står forkert på linje {linje} eller kort før.",
                linje=reader.line_num), text(
                "Et felt med citationstegn eller linjeskift skal have citationstegn om sig, og dem "
                "indeni skal være dobbelte. Gem igen som CSV fra regnearksprogrammet."))]) from None


def _encoding(source: File) -> str:
    """The encoding of a whole file: by its first bytes, else UTF-8, else Windows-1252."""
    with source.open() as file:
        start = file.read(4)
    for mark, name in BOMS:
        if start.startswith(mark):
            _require(source, name, "strict") or _undecidable(source.name)
            return name
    if _require(source, "utf-8", "strict"):
        return "utf-8"
    if not _require(source, "cp1252", "windows"):
        _undecidable(source.name)
    return "cp1252"


def _require(source: File, encoding: str, how: str) -> bool:
    """Whether a file can be read in an encoding, in pieces; NUL is in no text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with source.open() as file:
            while piece := file.read(2**20):
                read = decoder.decode(piece)
                if "\0" in read or (how == "windows" and NOT_WINDOWS.search(read)):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _undecidable(name: str) -> bool:
    refuse(name, "tegnsaet", text("Det kan ikke ses, hvilket tegnsæt filen er i."), text(
        "Gem den igen som »CSV UTF-8« eller som Excel-projektmappe (.xlsx)."))


def _separator(file: io.TextIOBase) -> tuple[str, int]:
    """What stands between the cells of the heading row, and how many rows say so before it."""
    first = file.readline(100).strip("\ufeff\r\n")
    if match := re.fullmatch(r"sep=([;,\t|])", first, re.IGNORECASE):
        return match[1], 1
    found = [(width, separator) for separator in SEPARATORS
             if (width := _width(file, separator))]
    return max(found, key=lambda pair: pair[0])[1] if found else ";", 0


def _width(file: io.TextIOBase, separator: str) -> int:
    """How many cells the heading row has with a separator; 0 where there is no such row."""
    file.seek(0)
    reader = csv.reader(file, delimiter=separator)
    try:
        for number, record in enumerate(reader):
            if any(is_case_number(cell, "") for cell in record):
                return len(record)
            if number >= LOOK:
                break
    except csv.Error:
        pass
    return 0
