"""Which font each text of a template asks for, by name, theme and font table, and which it gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import Problem, text
from pipeline.pdf.fonts import Choice, Library
from pipeline.pdf.fonts.names import Kind, folded
from pipeline.pdf.word.properties import Props
from pipeline.pdf.word.refusal import TITLE
from pipeline.pdf.word.xml import VAL, A, W, parse, rels

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN, SETTINGS = "word/document.xml", "word/settings.xml"
THEME, TABLE = "word/theme/theme1.xml", "word/fontTable.xml"
DEFAULT = "Times New Roman"
"""What Word sets a text in that asks for no font, or for a theme's where there is no theme."""

_SCRIPTS = {"ja": "Jpan", "ko": "Hang", "zh-TW": "Hant", "zh-HK": "Hant", "zh-MO": "Hant", "zh": "Hans"}
_SYMBOLS, _MONO = "02", "9"
_SERIFS = range(2, 11)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a document's font table says of one font."""

    alternative: str = ""
    kind: Kind | None = None
    symbol: bool = False


class Typefaces:
    """The fonts one template asks for."""

    def __init__(self, library: Library, parts: Mapping[str, bytes]) -> None:
        theme, table = used_parts(parts)
        self._library = library
        self._theme = _theme(_root(parts, theme), _root(parts, SETTINGS))
        self._table = _table(_root(parts, table))
        self._known: dict[tuple[str, bool, bool], Choice] = {}

    def choice(self, props: Props) -> Choice:
        """What a run with these resolved properties is set in."""
        return self.named(self._name(props), props.get("b") == "1", props.get("i") == "1")

    def named(self, name: str, bold: bool = False, italic: bool = False) -> Choice:
        """What a text in the named font is set in."""
        key = (name, bold, italic)
        known = self._known.get(key)
        if known is None:
            entry = self._table.get(folded(name), Entry())
            known = self._known[key] = self._library.choose(
                name, bold, italic, alternative=entry.alternative, kind=entry.kind,
                symbol=entry.symbol)
        return known

    def _name(self, props: Props) -> str:
        name = props.get("font.ascii") or props.get("font.hAnsi") or DEFAULT
        return self._theme.get(name[1:], DEFAULT) if name.startswith("@") else name


def used_parts(parts: Mapping[str, bytes]) -> tuple[str, str]:
    """The names of the theme and of the font table."""
    found = {kind: target for kind, target, external in rels(parts, MAIN).values() if not external}
    return found.get("theme", THEME), found.get("fontTable", TABLE)


def warning(choice: Choice) -> Problem:
    """What to know of a font that is not the one asked for."""
    name = shown(choice.name)
    if choice.verdict == "stand-in":
        return Problem(MAIN, "pdf-skrift-anden", TITLE, text(
            "Skrifttypen {navn} er erstattet af {anden}. Linjer kan brydes andre steder end i Word.",
            navn=name, anden=choice.shown), text(
            "Brug Arial, eller læg skrifttypens filer i mappen med skrifttyper."), "advarsel")
    return Problem(MAIN, "pdf-skrift-snit", TITLE, text(
        "Skrifttypen {navn} findes ikke i fed eller kursiv, så teksten er sat uden.", navn=name),
        text("Læg også den fede og den kursive udgave i mappen med skrifttyper."), "advarsel")


def shown(name: str) -> str:
    """A font's name for a message."""
    return "".join(char for char in name if char.isprintable())[:60] or "?"


def _root(parts: Mapping[str, bytes], part: str) -> Element | None:
    data = parts.get(part)
    return None if data is None else parse(part, data)


def _theme(root: Element | None, settings: Element | None) -> dict[str, str]:
    """The theme's fonts by the names runs call them."""
    names: dict[str, str] = {}
    if root is None:
        return names
    script = _script(settings)
    for kind in ("major", "minor"):
        fonts = root.find(f".//{A}{kind}Font")
        if fonts is None:
            continue
        said = {child.tag.removeprefix(A): child.get("typeface") or "" for child in fonts
                if child.tag != A + "font"}
        by_script = {child.get("script"): child.get("typeface") or ""
                     for child in fonts.iterfind(A + "font")}
        latin = said.get("latin") or DEFAULT
        names[kind + "HAnsi"] = names[kind + "Ascii"] = latin
        names[kind + "EastAsia"] = said.get("ea") or by_script.get(script) or latin
        names[kind + "Bidi"] = said.get("cs") or latin
    return names


def _script(settings: Element | None) -> str:
    """The East Asian script the document is written for."""
    found = settings.find(W + "themeFontLang") if settings is not None else None
    language = (found.get(W + "eastAsia") or "") if found is not None else ""
    return _SCRIPTS.get(language) or _SCRIPTS.get(language.partition("-")[0], "")


def _table(root: Element | None) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for font in root.iterfind(W + "font") if root is not None else ():
        def said(name: str, of: Element = font) -> str:
            child = of.find(W + name)
            return (child.get(VAL) or "") if child is not None else ""

        charset = font.find(W + "charset")
        symbol = charset is not None and (charset.get(VAL) or "").zfill(2) == _SYMBOLS
        found[folded(font.get(W + "name") or "")] = Entry(
            said("altName").split(",")[0].strip(),
            _kind(said("family"), said("pitch"), said("panose1")), symbol)
    return found


def _kind(family: str, pitch: str, panose: str) -> Kind | None:
    """What a font looks like; None where the table does not say."""
    if family == "modern" or (pitch == "fixed" and family in ("", "auto")) or (
            panose.startswith("02") and panose[7:8] == _MONO):
        return "mono"
    if family in ("roman", "swiss"):
        return "serif" if family == "roman" else "sans"
    if panose.startswith("02") and (serif := panose[2:4]) not in ("00", "01"):
        try:
            return "serif" if int(serif, 16) in _SERIFS else "sans"
        except ValueError:
            return None
    return None
