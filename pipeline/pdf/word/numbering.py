"""List numbering: definitions, counters and the label of each paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.pdf.word import properties
from pipeline.pdf.word.properties import Props
from pipeline.pdf.word.xml import VAL, W, on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LEVELS = 9
MOST, MOST_LETTERS = 32_767, 780
"""The highest numbers of Word's; letters are doubled, trebled and so on after each alphabet."""
_MOST_OF = dict.fromkeys(("lowerLetter", "upperLetter", "chicago"), MOST_LETTERS)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    start: int
    format: str
    text: str
    suffix: str
    align: str
    restart: int | None
    legal: bool
    picture: bool
    paragraph: Props
    run: Props
    style: str


class Numbering:
    """The list definitions of one template."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._instances: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._links: dict[str, str] = {}
        self._style_links: dict[str, str] = {}
        for child in root if root is not None else ():
            if child.tag == W + "abstractNum":
                self._read_abstract(child)
            elif child.tag == W + "num":
                self._read_instance(child)

    def level(self, num_id: str, ilvl: int) -> Level | None:
        """The level that a paragraph of this list and level wears; None where there is none."""
        instance = self._instances.get(num_id)
        if instance is None:
            return None
        abstract, overrides, _ = instance
        return overrides.get(ilvl) or self._abstract.get(abstract, {}).get(ilvl)

    def level_of_style(self, num_id: str, style: str) -> int:
        """The level a style is tied to in its list; the first where it is tied to none."""
        for ilvl in range(LEVELS):
            level = self.level(num_id, ilvl)
            if level is not None and level.style == style:
                return ilvl
        return 0

    def abstract(self, num_id: str) -> str:
        """The definition behind the list: lists that share it count on from each other."""
        return self._instances[num_id][0]

    def start_override(self, num_id: str, ilvl: int) -> int | None:
        """Where this list starts a level over, though it shares its definition."""
        return self._instances[num_id][2].get(ilvl)

    def _read_abstract(self, element: Element) -> None:
        number = element.get(W + "abstractNumId") or ""
        levels = {}
        for child in element.iterfind(W + "lvl"):
            if 0 <= (ilvl := int(child.get(W + "ilvl") or 0)) < LEVELS:
                levels[ilvl] = _level(child)
        link, style = element.find(W + "numStyleLink"), element.find(W + "styleLink")
        if link is not None:
            self._links[number] = link.get(VAL) or ""
        if style is not None:
            self._style_links[style.get(VAL) or ""] = number
        self._abstract[number] = levels

    def _read_instance(self, element: Element) -> None:
        target = element.find(W + "abstractNumId")
        abstract = (target.get(VAL) or "") if target is not None else ""
        abstract = self._style_links.get(self._links.get(abstract, ""), abstract)
        overrides: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for child in element.iterfind(W + "lvlOverride"):
            ilvl = int(child.get(W + "ilvl") or 0)
            start, level = child.find(W + "startOverride"), child.find(W + "lvl")
            if start is not None:
                starts[ilvl] = int(start.get(VAL) or 1)
            if level is not None and 0 <= ilvl < LEVELS:
                overrides[ilvl] = _level(level)
        self._instances[element.get(W + "numId") or ""] = (abstract, overrides, starts)


class Counters:
    """How far each list of one document has counted."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._values: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    @property
    def begun(self) -> bool:
        """Whether anything has been counted."""
        return bool(self._values)

    def label(self, num_id: str, ilvl: int) -> str | None:
        """Count one paragraph and give its label; None where the number format is unknown."""
        level = self._numbering.level(num_id, ilvl)
        if level is None:
            return ""
        values = self._count(num_id, ilvl, level)
        if level.format == "bullet":
            return level.text
        label = level.text
        for above in range(ilvl + 1):
            if f"%{above + 1}" in label:
                other = self._numbering.level(num_id, above) or level
                value = values[above]
                shown = numeral(other.start if value is None else value,
                                "decimal" if level.legal and above < ilvl else other.format)
                if shown is None:
                    return None
                label = label.replace(f"%{above + 1}", shown)
        return label

    def _count(self, num_id: str, ilvl: int, level: Level) -> list[int | None]:
        values = self._values.setdefault(self._numbering.abstract(num_id), [None] * LEVELS)
        override = self._numbering.start_override(num_id, ilvl)
        fresh = (num_id, ilvl) not in self._started
        self._started.add((num_id, ilvl))
        current = values[ilvl]
        if override is not None and fresh:
            values[ilvl] = override
        else:
            values[ilvl] = level.start if current is None else current + 1
        for below in range(ilvl + 1, LEVELS):
            deeper = self._numbering.level(num_id, below)
            restart = deeper.restart if deeper is not None else None
            if restart is None or (restart and ilvl < restart):
                values[below] = None
        return values


def numeral(value: int, style: str) -> str | None:
    """A number as the list shows it; None where the format is not known, or goes no further."""
    if not 0 <= value <= _MOST_OF.get(style, MOST):
        return None
    if style == "decimal":
        return str(value)
    if style == "decimalZero":
        return f"{value:02d}"
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter if style == "lowerLetter" else letter.upper()
    if style in ("lowerRoman", "upperRoman"):
        return _roman(value) if style == "lowerRoman" else _roman(value).upper()
    if style == "chicago":
        return _CHICAGO[(value - 1) % 4] * ((value - 1) // 4 + 1)
    if style == "none":
        return ""
    return None


_CHICAGO = "*\u2020\u2021\u00a7"


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _roman(value: int) -> str:
    letters = ""
    for worth, letter in _ROMAN:
        letters += letter * (value // worth)
        value %= worth
    return letters


def _level(element: Element) -> Level:
    def value(name: str, default: str) -> str:
        found = element.find(W + name)
        return default if found is None else found.get(VAL) or default

    restart, legal = element.find(W + "lvlRestart"), element.find(W + "isLgl")
    return Level(
        int(value("start", "1")), value("numFmt", "decimal"), value("lvlText", ""),
        value("suff", "tab"), value("lvlJc", "left"),
        None if restart is None else int(restart.get(VAL) or 0),
        legal is not None and on(legal), element.find(W + "lvlPicBulletId") is not None,
        properties.paragraph(element.find(W + "pPr")), properties.run(element.find(W + "rPr")),
        value("pStyle", ""),
    )
