"""An .xlsx workbook read row by row: values as they were saved, whatever made them.

It is read here and not by openpyxl because three things must be told that openpyxl's streaming mode
does not: formulas without a saved result, merged cells, and hidden rows without keeping them all.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from xml.parsers.expat import ExpatError

from lxml import etree

from pipeline.batch.files import File
from pipeline.batch.sheets.cells import Odd, Raw
from pipeline.batch.sheets.package import open_package, unreadable
from pipeline.batch.sheets.stream import Rows, Texts, XmlCell, XmlRow
from pipeline.batch.sheets.styles import Styles, moment, padded
from pipeline.danish.numbers import exact
from pipeline.sag import MAX_DIGITS

WORKSHEET = "/worksheet"
"""How the type of a relation to a sheet of cells ends; charts and macros are others."""


MAX_MERGED = 1_000
"""Merged ranges that are looked at; one is enough to refuse a sheet."""


@dataclass(frozen=True, slots=True)
class SheetRef:
    """A sheet of a workbook: its title, its part in the archive, whether people see it."""

    title: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row that is not empty: its number from 1, and its cells by column from 0."""

    number: int
    cells: Mapping[int, Raw]
    hidden: bool = False


class Workbook:
    """A workbook to read from, as a context. Raises DataError where it cannot be read."""

    def __init__(self, file: File) -> None:
        self._name = file.name
        self._strings: list[str] | None = None
        with ExitStack() as opened:
            self._archive = opened.enter_context(
                open_package(opened.enter_context(file.open()), file.name))
            self._read()
            self._opened = opened.pop_all()

    def _read(self) -> None:
        with self._readable():
            book = self._tree("xl/workbook.xml")
            properties = book.find("{*}workbookPr")
            self._from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
            self.sheets = tuple(self._refs(book))
            self._styles = Styles(self._tree("xl/styles.xml")
                                  if "xl/styles.xml" in self._archive.namelist() else None)

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._opened.close()

    def rows(self, sheet: SheetRef) -> Iterator[RawRow]:
        """The sheet's rows in order, one at a time, without those that are empty."""
        with self._readable(), self._archive.open(sheet.part) as file:
            number = 0
            for row in Rows().read(file):
                number = int(row.number or number + 1)
                if cells := dict(self._cells(row)):
                    yield RawRow(number, cells, row.hidden)

    def merged(self, sheet: SheetRef) -> list[str]:
        """The ranges of merged cells ("A3:B3"); they stand behind the rows, so this reads them all."""
        found: list[str] = []
        with self._readable(), self._archive.open(sheet.part) as file:
            tail = b""
            while chunk := file.read(2**20):
                found += [ref.decode() for ref in re.findall(
                    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z0-9:$]+)\"", tail + chunk)]
                tail = chunk[-200:]
                if len(found) > MAX_MERGED:
                    break
        return list(dict.fromkeys(found))

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except (etree.XMLSyntaxError, ExpatError, zipfile.BadZipFile, zlib.error, EOFError, KeyError,
                ValueError, TypeError, IndexError, ArithmeticError, NotImplementedError):
            raise unreadable(self._name) from None

    def _refs(self, book: Any) -> Iterator[SheetRef]:
        relations = {relation.get("Id"): relation
                     for relation in self._tree("xl/_rels/workbook.xml.rels")}
        for sheet in book.iterfind("{*}sheets/{*}sheet"):
            relation = relations[next((value for key, value in sheet.attrib.items()
                                       if key.endswith("}id")), "")]
            if str(relation.get("Type")).endswith(WORKSHEET):
                part = posixpath.normpath(posixpath.join("/xl", relation.get("Target"))).lstrip("/")
                yield SheetRef(sheet.get("name", ""), part, sheet.get("state", "visible") != "visible")

    def _tree(self, part: str) -> Any:
        """A small part as a tree."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        tree: Any = etree.fromstring(self._archive.read(part), parser)
        if tree.getroottree().docinfo.doctype:
            raise ValueError  # who declares a document type wants entities expanded
        return tree

    def _cells(self, row: XmlRow) -> Iterator[tuple[int, Raw]]:
        at = -1
        for cell in row.cells:
            at = column_number(cell.name) if cell.name else at + 1
            value = self._value(cell)
            if value is not None and not (isinstance(value, str) and not value.strip()):
                yield at, value

    def _value(self, cell: XmlCell) -> Raw | None:
        if cell.text is not None:
            return _unescaped(cell.text)
        if cell.value is None or (cell.value == "" and cell.kind != "str"):
            return Odd.UNCALCULATED if cell.formula else None
        match cell.kind:
            case "s":
                return self._shared()[int(cell.value)]
            case "str":
                return _unescaped(cell.value)
            case "b":
                return cell.value in ("1", "true")
            case "e":
                return Odd.ERROR
            case "d":
                return _iso(cell.value)
        return self._number(cell.value, int(cell.style))

    def _number(self, written: str, style: int) -> Raw:
        value = float(written)
        if self._styles.is_moment(style):
            return moment(value, self._from_1904)
        if abs(value) >= 10**MAX_DIGITS:
            return Odd.SHORTENED
        # Fifteen digits are what people typed and see: the sixteenth comes of binary arithmetic.
        number = exact(format(value, f".{MAX_DIGITS}g"))
        if isinstance(number, int) and (shown := padded(number, self._styles.format(style))):
            return shown
        return number

    def _shared(self) -> list[str]:
        if self._strings is None:
            with self._archive.open("xl/sharedStrings.xml") as file:
                self._strings = [_unescaped(shared) for shared in Texts().read(file)]
        return self._strings


def column_number(cell: str) -> int:
    """The column of a cell's name, from 0: "C14" is in 2."""
    number = 0
    for letter in cell:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _iso(written: str) -> Raw:
    try:
        return dt.datetime.fromisoformat(written).replace(tzinfo=None)
    except ValueError:
        return Odd.DATE


def _unescaped(written: str) -> str:
    """Excel writes control characters as _x000D_."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), written) \
        if "_x" in written else written
