"""The fonts of one engine: which there are, and which one a name is set in."""

from __future__ import annotations

import os
import shutil
import threading
import weakref
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import MachineError, Problem, TemplateError, text
from pipeline.pdf.fonts import files
from pipeline.pdf.fonts.faces import ARIMO, BUILT_IN, Choice, Cut, Family, Verdict
from pipeline.pdf.fonts.files import TITLE, FontFile
from pipeline.pdf.fonts.names import CLOSE, KINDS, METRICS, STAND_INS, Kind, folded, twins
from pipeline.pdf.fonts.symbols import SYMBOL_FONTS
from pipeline.temporary import private_folder

if TYPE_CHECKING:
    import typst

PACKAGES = ("fontpkg_arimo", "fontpkg_noto_sans", "fontpkg_amiri")

Variant = tuple[str, str, int, float]
"""What tells fonts apart for Typst: family, style, weight and width."""


def package_folder(package: str) -> Path:
    """Where a package keeps its font files. Raises MachineError where it is not installed."""
    import importlib

    try:
        module: Any = importlib.import_module(package)
    except ImportError:
        name = package.replace("_", "-")
        raise MachineError([Problem(
            name, "pdf-skrift-mangler", TITLE,
            text("Pakken {pakke} med skrifttyper er ikke installeret.", pakke=name),
            text("Installer pakken {pakke}, og prøv igen.", pakke=name),
        )]) from None
    return Path(module.ROOT) / "files"


class Library:
    """The built-in fonts, and those of a folder of own fonts, which is read once."""

    def __init__(self, folder: Path | None = None) -> None:
        """Raises TemplateError where the folder has a file that is no font."""
        self._lock = threading.Lock()
        self._typst: typst.Fonts | None = None
        self._links: Path | None = None
        self._closed: dict[str, str] = {}
        self._families: dict[str, Family] = dict(BUILT_IN)
        self._rare: tuple[str, ...] = ()
        own = files.read(folder) if folder is not None else ()
        if own and folder is not None:
            self._read(own, folder)

    def typst(self) -> typst.Fonts:
        """The fonts as Typst has them: read once, for any number of compilers."""
        with self._lock:
            if self._typst is None:
                self._typst = _scanned(self._links)
            return self._typst

    def choose(
        self, name: str, bold: bool = False, italic: bool = False, *,
        alternative: str = "", kind: Kind | None = None, symbol: bool = False,
    ) -> Choice:
        """What a text in the named font is set in.

        `alternative`, `kind` and `symbol` are what the document says of a font that is not there.
        """
        key = folded(name)
        wish, metrics = (bold, italic), METRICS.get(key)
        if key in self._families and key not in BUILT_IN:
            return self._choice(name, self._families[key], wish, None, "own")
        twin = self._first(twins(name))
        if twin is not None:
            return self._choice(name, twin, wish, metrics, "twin")
        if symbol or key in SYMBOL_FONTS:
            return Choice(name, ARIMO, "symbol")
        if key in self._closed:
            return Choice(name, ARIMO, "closed")
        if key in BUILT_IN:
            return self._choice(name, BUILT_IN[key], wish, None, "own")
        other = self._stand_in(name, alternative, KINDS.get(key) or kind or "sans")
        return self._choice(name, other, wish, metrics, "stand-in")

    def _first(self, names: Sequence[str]) -> Family | None:
        return next((self._families[key] for each in names
                     if (key := folded(each)) in self._families), None)

    def _stand_in(self, name: str, alternative: str, kind: Kind) -> Family:
        """What comes closest: what the document names, a near relation, one of its kind."""
        near = [each for each in (CLOSE.get(folded(name), ""), alternative) if each]
        candidates = [other for each in near for other in (each, *twins(each))]
        found = self._first([*candidates, *STAND_INS[kind]])
        assert found is not None
        return found

    def _choice(
        self, name: str, family: Family, wish: tuple[bool, bool],
        metrics: tuple[float, float, float] | None, verdict: Verdict,
    ) -> Choice:
        face = replace(family.face(*wish, metrics), others=self._rare)
        return Choice(name, face, verdict, family.name, wish in family.cuts)

    def _read(self, own: Sequence[FontFile], folder: Path) -> None:
        """Learn the names of the folder's fonts, and what Typst calls them."""
        open_ones = [font for font in own if not font.closed]
        self._closed = {folded(name): font.names[0] for font in own if font.closed
                        for name in font.names}
        self._links = private_folder("skrifter")
        weakref.finalize(self, _discard, self._links, os.getpid())
        linked = _linked(open_ones, self._links)
        infos = {(Path(info.path).resolve(), info.index):
                 (info.family, info.style, info.weight, info.stretch)
                 for info in self.typst().fonts() if info.path is not None}
        kept, doubles = _kept(open_ones, linked, infos, folder)
        if doubles:
            for path in doubles:
                path.unlink()
            self._typst = None
        self._rare = tuple(sorted({family for font, (family, *_) in kept if font.rare}))
        for name, family in _families(kept).items():
            self._families.setdefault(name, family)


def _scanned(own: Path | None) -> typst.Fonts:
    import typst

    folders = [*map(package_folder, PACKAGES), *([own] if own is not None else [])]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True,
                       font_paths=[str(folder) for folder in folders])


def _linked(own: Sequence[FontFile], links: Path) -> dict[Path, Path]:
    """A folder with the files that may be used, and no others."""
    linked: dict[Path, Path] = {}
    for font in own:
        if font.path not in linked:
            link = links / f"{len(linked):04}{font.path.suffix.lower()}"
            try:
                link.symlink_to(font.path.resolve())
            except (OSError, NotImplementedError):
                shutil.copyfile(font.path, link)
            linked[font.path] = link
    return linked


def _kept(
    own: Sequence[FontFile], linked: dict[Path, Path],
    infos: dict[tuple[Path, int], Variant], folder: Path,
) -> tuple[list[tuple[FontFile, Variant]], set[Path]]:
    """The fonts, each variant but once; and the files that have nothing new.

    Raises TemplateError naming the files Typst cannot read.
    """
    ours = {link.resolve() for link in linked.values()}
    taken = {variant for (path, _), variant in infos.items() if path not in ours}
    kept: list[tuple[FontFile, Variant]] = []
    problems: dict[Problem, None] = {}
    for font in own:
        variant = infos.get((linked[font.path].resolve(), font.index))
        if variant is None:
            problems[files.unreadable(font.path.relative_to(folder).as_posix())] = None
        elif variant not in taken:
            taken.add(variant)
            kept.append((font, variant))
    if problems:
        raise TemplateError(problems)
    return kept, set(linked.values()) - {linked[font.path] for font, _ in kept}


def _families(kept: Sequence[tuple[FontFile, Variant]]) -> dict[str, Family]:
    """The families by every name they have; the name Word groups styles under wins."""
    found: dict[str, Family] = {}
    for first in (True, False):
        for font, (family, _, weight, stretch) in kept:
            names = font.names[:1] if first else font.names[1:]
            for name in names:
                _add(found, name, font, Cut(family, weight, stretch), first)
    return found


def _add(found: dict[str, Family], name: str, font: FontFile, cut: Cut, first: bool) -> None:
    key = folded(name)
    family = found.get(key)
    if family is None:
        family = found[key] = Family(font.names[0] if first else name, {}, font.metrics, font.fixed)
    family.cuts.setdefault((font.bold, font.italic), cut)
    if font.variable:
        bold = Cut(cut.family, 700, cut.stretch)
        family.cuts.setdefault((True, font.italic), bold)


def _discard(folder: Path, owner: int) -> None:
    """Remove the folder, unless we are a copy of the process that made it."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
