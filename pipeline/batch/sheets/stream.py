"""A sheet's XML as a stream: without a tree, a million rows need no more memory than one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, NoReturn
from xml.parsers import expat

PIECE = 2**18
"""Bytes read at a time."""
MAX_TEXT = 2**20
"""Characters in a cell; spreadsheet programs stop at 32,767."""
MAX_CELLS = 16_384
"""Cells in a row: spreadsheet programs have no more columns."""


@dataclass(slots=True)
class XmlCell:
    """A cell as it is written: `value` is <v>'s text, `text` that of <is>; whether it has a formula."""

    name: str
    kind: str
    style: str
    value: str | None = None
    text: str | None = None
    formula: bool = False


@dataclass(slots=True)
class XmlRow:
    """A row as it is written; `number` is "" where it is the one after the last."""

    number: str
    hidden: bool
    cells: list[XmlCell] = field(default_factory=list)


class _Reader:
    """What rows and shared texts have in common: the letters between tags, and no document type."""

    def __init__(self) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._finish
        parser.StartDoctypeDeclHandler = _refuse
        self._parser = parser
        self._letters: list[str] = []
        self._length = 0
        self._aside = 0

    def read(self, file: IO[bytes]) -> Iterator[Any]:
        """What the file holds, as it comes. Raises expat.ExpatError or ValueError."""
        more = True
        while more:
            piece = file.read(PIECE)
            more = bool(piece)
            try:
                self._parser.Parse(piece, not more)
            except (expat.ExpatError, ValueError):
                yield from self.taken()  # what came before the damage is whole
                raise
            yield from self.taken()

    def taken(self) -> list[Any]:
        """What is whole by now."""
        raise NotImplementedError

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """An element begins."""
        raise NotImplementedError

    def end(self, name: str) -> None:
        """An element is whole."""
        raise NotImplementedError

    def letters(self) -> str:
        """What stood between the tags of a text."""
        self._parser.CharacterDataHandler = None
        return "".join(self._letters)

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "t") and not self._aside:
            self._letters, self._length = [], 0
            self._parser.CharacterDataHandler = self._hear
        elif name == "rPh":  # reading aids for Japanese
            self._aside += 1
        else:
            self.start(name, attributes)

    def _finish(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "rPh":
            self._aside -= 1
        elif not (name == "t" and self._aside):
            self.end(name)

    def _hear(self, letters: str) -> None:
        self._letters.append(letters)
        self._length += len(letters)
        if self._length > MAX_TEXT:
            raise ValueError


class Rows(_Reader):
    """The rows of a sheet."""

    def __init__(self) -> None:
        super().__init__()
        self._whole: list[XmlRow] = []
        self._row: XmlRow | None = None
        self._cell: XmlCell | None = None

    def taken(self) -> list[XmlRow]:
        """The rows that are whole by now."""
        whole, self._whole = self._whole, []
        return whole

    def start(self, name: str, attributes: Mapping[str, str], /) -> None:
        """A row, a cell or a formula begins."""
        if name == "row":
            self._row = XmlRow(attributes.get("r", ""), attributes.get("hidden") in ("1", "true"))
        elif name == "c" and self._row is not None:
            self._cell = XmlCell(
                attributes.get("r", ""), attributes.get("t", "n"), attributes.get("s", "0"))
            self._row.cells.append(self._cell)
            if len(self._row.cells) > MAX_CELLS:
                raise ValueError
        elif name == "f" and self._cell is not None:
            self._cell.formula = True

    def end(self, name: str) -> None:
        """A text, a cell or a row is whole."""
        if name == "v" and self._cell is not None:
            self._cell.value = self.letters()
        elif name == "t" and self._cell is not None:
            self._cell.text = (self._cell.text or "") + self.letters()
        elif name == "c":
            self._cell = None
        elif name == "row" and self._row is not None:
            self._whole.append(self._row)
            self._row = None


class Texts(_Reader):
    """The texts that a workbook's cells share."""

    def __init__(self) -> None:
        super().__init__()
        self._whole: list[str] = []
        self._runs: list[str] = []

    def taken(self) -> list[str]:
        """The texts that are whole by now."""
        whole, self._whole = self._whole, []
        return whole

    def start(self, name: str, _: Mapping[str, str], /) -> None:
        """A text begins."""
        if name == "si":
            self._runs = []

    def end(self, name: str) -> None:
        """A run or a text is whole."""
        if name == "t":
            self._runs.append(self.letters())
        elif name == "si":
            self._whole.append("".join(self._runs))


def _refuse(*_: object) -> NoReturn:
    """No spreadsheet program declares a document type; who does wants entities expanded."""
    raise ValueError
