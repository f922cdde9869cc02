"""The letter's fields, conditions and repetitions, as each template language writes them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

_FIELD = re.compile(r"\{(:?)(\w+)\}")

Rows = list[tuple[str, ...]]
Around = tuple[list[str], list[str]]
"""What stands in paragraphs of its own before and after some blocks."""


class Syntax(ABC):
    """How one template language writes; `within` is the list whose item is being written, or ""."""

    def words(self, text: str, within: str) -> str:
        """The text with its fields in this language."""
        return _FIELD.sub(lambda found: self.field(found[2], within if found[1] else ""), text)

    def flag(self, name: str, within: str) -> tuple[str, str]:
        """The name of a flag, and the list it belongs to."""
        return (name[1:], within) if name.startswith(":") else (name, "")

    @abstractmethod
    def field(self, name: str, within: str) -> str:
        """A value."""

    @abstractmethod
    def only(self, flag: str, words: str, within: str) -> str:
        """Words under a condition, inside a paragraph."""

    @abstractmethod
    def when(self, flag: str, within: str) -> Around:
        """A condition around blocks."""

    @abstractmethod
    def each(self, items: str, first: str) -> Around:
        """A repetition of blocks."""

    @abstractmethod
    def rows(self, items: str, cells: tuple[str, ...]) -> Rows:
        """The rows of a table that has one for each item."""


class Jinja(Syntax):
    """docxtpl's, and so ours."""

    def field(self, name: str, within: str) -> str:
        return f"{{{{ {self._path(name, within)} }}}}"

    def only(self, flag: str, words: str, within: str) -> str:
        return f"{{% if {self._path(*self.flag(flag, within))} %}}{words}{{% endif %}}"

    def when(self, flag: str, within: str) -> Around:
        return [f"{{%p if {self._path(*self.flag(flag, within))} %}}"], ["{%p endif %}"]

    def each(self, items: str, first: str) -> Around:
        return [f"{{%p for punkt in {items} %}}"], ["{%p endfor %}"]

    def rows(self, items: str, cells: tuple[str, ...]) -> Rows:
        rest = ("",) * (len(cells) - 1)
        said = tuple(self.words(cell, items) for cell in cells)
        return [(f"{{%tr for punkt in {items} %}}", *rest), said, ("{%tr endfor %}", *rest)]

    def _path(self, name: str, within: str) -> str:
        return f"punkt.{name}" if within else name


class Docxtemplater(Syntax):
    """Sections that open and close; one that has its paragraph to itself leaves no paragraph."""

    def field(self, name: str, within: str) -> str:
        return f"{{{name}}}"

    def only(self, flag: str, words: str, within: str) -> str:
        name, _ = self.flag(flag, within)
        return f"{{#{name}}}{words}{{/{name}}}"

    def when(self, flag: str, within: str) -> Around:
        name, _ = self.flag(flag, within)
        return [f"{{#{name}}}"], [f"{{/{name}}}"]

    def each(self, items: str, first: str) -> Around:
        return [f"{{#{items}}}"], [f"{{/{items}}}"]

    def rows(self, items: str, cells: tuple[str, ...]) -> Rows:
        said = [self.words(cell, items) for cell in cells]
        return [(f"{{#{items}}}{said[0]}", *said[1:-1], f"{said[-1]}{{/{items}}}")]


class Carbone(Syntax):
    """Paths; its first and its next item show a repetition. Conditions leave an empty paragraph."""

    def field(self, name: str, within: str) -> str:
        return f"{{{self._path(name, within)}}}"

    def only(self, flag: str, words: str, within: str) -> str:
        opening, closing = self._condition(flag, within)
        return f"{opening}{words}{closing}"

    def when(self, flag: str, within: str) -> Around:
        opening, closing = self._condition(flag, within)
        return [opening], [closing]

    def each(self, items: str, first: str) -> Around:
        return [], [f"{{d.{items}[i+1].{first}}}"]

    def rows(self, items: str, cells: tuple[str, ...]) -> Rows:
        said = tuple(self.words(cell, items) for cell in cells)
        return [said, tuple(cell.replace("[i]", "[i+1]") for cell in said)]

    def _condition(self, flag: str, within: str) -> tuple[str, str]:
        path = self._path(*self.flag(flag, within))
        return f"{{{path}:ifEQ(true):showBegin}}", f"{{{path}:showEnd}}"

    def _path(self, name: str, within: str) -> str:
        return f"d.{within}[i].{name}" if within else f"d.{name}"


SYNTAXES: dict[str, Syntax] = {
    "docxtpl": Jinja(), "docxtemplater": Docxtemplater(), "carbone": Carbone()}
