"""A font as the engine sets it, and how it came to be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.pdf.fonts.names import METRICS, folded

Verdict = Literal["own", "twin", "stand-in", "symbol", "closed"]
"""`own`: the font itself, as a rule from a folder of own fonts; `twin`: one as wide; `stand-in`:
another, so lines may break elsewhere; `symbol`: pictures, not letters; `closed`: a font whose maker
forbids it in a PDF."""

NARROW, OTHER, FIXED = 1.0, 1.25, 1.8


@dataclass(frozen=True, slots=True)
class Face:
    """A font as the engine sets it; the metrics are those of the font Word has, in em."""

    family: str
    ascent: float
    descent: float
    gap: float
    weight: int = 400
    stretch: float = 1.0
    breadth: float = NARROW
    """How much wider than Arial a text can be at most."""
    others: tuple[str, ...] = ()
    """Where characters come from last, that no built-in font has either."""

    @property
    def height(self) -> float:
        """A single line, in em."""
        return self.ascent + self.descent + self.gap


@dataclass(frozen=True, slots=True)
class Choice:
    """What a font that a document asks for is set in."""

    name: str
    face: Face
    verdict: Verdict
    shown: str = ""
    """The name of the font that is set, where another one was asked for."""
    whole: bool = True
    """Whether the font has the bold, or the italic, that was asked for."""

    @property
    def plain(self) -> bool:
        """Whether there is nothing to say of it: lines break where Word breaks them."""
        return self.verdict in ("own", "twin") and self.whole


@dataclass(frozen=True, slots=True)
class Cut:
    """One style of a family: what Typst calls it."""

    family: str
    weight: int
    stretch: float


@dataclass(frozen=True, slots=True)
class Family:
    """A font by the name Word calls it, with the styles there are: (bold, italic) of each."""

    name: str
    cuts: dict[tuple[bool, bool], Cut]
    metrics: tuple[float, float, float]
    fixed: bool = False

    def face(self, bold: bool, italic: bool, metrics: tuple[float, float, float] | None) -> Face:
        """The style that comes closest, with other metrics than its own where they are given."""
        cut = self.cuts[min(self.cuts, key=lambda has: (has[1] != italic, has[0] != bold))]
        breadth = FIXED if self.fixed else NARROW if self.name == "Arimo" else OTHER
        return Face(cut.family, *(metrics or self.metrics), cut.weight, cut.stretch, breadth)


def built_in(name: str, *, fixed: bool = False) -> Family:
    """A family that is always there, bold and italic with it."""
    cuts = {(bold, italic): Cut(name, 700 if bold else 400, 1.0)
            for bold in (False, True) for italic in (False, True)}
    return Family(name, cuts, METRICS[folded(name)], fixed)


BUILT_IN = {folded(family.name): family for family in (
    built_in("Arimo"), built_in("Libertinus Serif"), built_in("DejaVu Sans Mono", fixed=True))}
"""What the packages the engine needs bring along."""

ARIMO = BUILT_IN["arimo"].face(False, False, None)
