"""What is known of fonts by the names Word calls them: who has whose widths, and how high they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Kind = Literal["sans", "serif", "mono"]

GROUPS: tuple[tuple[str, ...], ...] = (
    ("Arimo", "Arial", "Helvetica", "Liberation Sans"),
    ("Calibri", "Carlito"),
    ("Cambria", "Caladea"),
    ("Times New Roman", "Tinos", "Liberation Serif", "TeX Gyre Termes", "Times"),
    ("Courier New", "Cousine", "Liberation Mono", "Courier"),
    ("Arial Narrow", "Liberation Sans Narrow"),
    ("Georgia", "Gelasio"),
)
"""Fonts whose characters are equally wide, so that lines break in the same places; best first."""

CLOSE: Mapping[str, str] = {
    "calibri light": "Calibri", "cambria math": "Cambria", "arial unicode ms": "Arial",
    "arial mt": "Arial", "arialmt": "Arial", "timesnewroman": "Times New Roman",
    "timesnewromanpsmt": "Times New Roman", "times roman": "Times New Roman",
}
"""What comes closest to a font that nothing has the widths of."""

KINDS: Mapping[str, Kind] = {
    **dict.fromkeys((
        "times new roman", "times", "cambria", "georgia", "garamond", "book antiqua", "palatino",
        "palatino linotype", "century", "century schoolbook", "bookman old style", "constantia",
        "baskerville", "baskerville old face", "bodoni mt", "perpetua", "rockwell", "sylfaen",
        "liberation serif", "tinos", "caladea", "gelasio", "aptos serif", "noto serif"), "serif"),
    **dict.fromkeys((
        "courier new", "courier", "consolas", "lucida console", "lucida sans typewriter",
        "cascadia code", "cascadia mono", "monaco", "monospace", "menlo", "aptos mono",
        "liberation mono",
        "cousine", "noto sans mono", "dejavu sans mono"), "mono"),
}
"""What a font looks like, where the document does not say; the rest has no serifs."""

STAND_INS: Mapping[Kind, tuple[str, ...]] = {
    "sans": ("Arimo",),
    "serif": ("Times New Roman", "Tinos", "Liberation Serif", "TeX Gyre Termes", "Cambria", "Caladea",
              "Noto Serif", "Libertinus Serif"),
    "mono": ("Courier New", "Cousine", "Liberation Mono", "DejaVu Sans Mono"),
}
"""What is set instead, best first; the last of each is always there."""

METRICS: Mapping[str, tuple[float, float, float]] = {
    "arimo": (0.905, 0.212, 0.033), "noto sans": (1.069, 0.293, 0.0),
    "libertinus serif": (0.894, 0.246, 0.0), "dejavu sans mono": (0.928, 0.236, 0.0),
    "arial": (0.905, 0.212, 0.033), "helvetica": (0.905, 0.212, 0.033),
    "liberation sans": (0.905, 0.212, 0.033), "arial narrow": (0.936, 0.212, 0.0),
    "calibri": (0.952, 0.269, 0.0), "calibri light": (0.952, 0.269, 0.0),
    "carlito": (0.952, 0.269, 0.0), "cambria": (0.950, 0.222, 0.0), "caladea": (0.950, 0.222, 0.0),
    "times new roman": (0.891, 0.216, 0.042), "times": (0.891, 0.216, 0.042),
    "liberation serif": (0.891, 0.216, 0.042), "tinos": (0.891, 0.216, 0.042),
    "courier new": (0.833, 0.300, 0.0), "courier": (0.833, 0.300, 0.0),
    "liberation mono": (0.833, 0.300, 0.0), "cousine": (0.833, 0.300, 0.0),
    "georgia": (0.917, 0.219, 0.0), "gelasio": (0.917, 0.219, 0.0),
    "verdana": (1.005, 0.210, 0.0), "tahoma": (1.000, 0.207, 0.0),
    "trebuchet ms": (0.939, 0.222, 0.0), "segoe ui": (1.079, 0.251, 0.0),
    "consolas": (0.920, 0.251, 0.0),
}
"""Ascent, descent and line gap in em, as Word reads them from the font itself."""

FALLBACK = ("Arimo", "Noto Sans", "Amiri", "DejaVu Sans Mono", "Libertinus Serif",
            "New Computer Modern Math")
"""Where a character comes from that a font lacks, in this order and from nowhere else."""


def folded(name: str) -> str:
    """A font's name as names are compared."""
    return " ".join(name.split()).casefold()


_GROUP = {folded(name): group for group in GROUPS for name in group}


def twins(name: str) -> tuple[str, ...]:
    """The fonts with the widths of the named one, best first."""
    return _GROUP.get(folded(name), ())
