"""How a run of text looks, worked out from its properties once per template."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from pipeline.pdf import fonts
from pipeline.pdf.emit import colour, family, pt
from pipeline.pdf.word.properties import Props
from pipeline.pdf.word.strokes import KINDS, NONE, kind, stroke
from pipeline.pdf.word.typefaces import Typefaces
from pipeline.pdf.word.xml import number

_HIGHLIGHTS = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF",
    "red": "FF0000", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080",
    "lightGray": "C0C0C0", "black": "000000", "white": "FFFFFF",
}
_UNDERLINES = {
    "single": "", "words": "", "thick": "2", "dotted": "dotted", "dash": "dashed",
    "dashLong": "dashed", "double": "!", "wave": "!",
}


LARGEST = 1638.0
"""The largest size of text in Word, in points."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's line spacing: a multiple, or a height in points, exact or at least."""

    rule: str = "auto"
    value: float = 1.0
    grid: float = 0.0
    """How far apart the page's grid holds lines, in points; 0 where it does not, or is not asked."""
    rise: float = 0.0
    """How far below a grid line the paragraph's own text has its baseline."""


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that decides how a run is set; `issues` are refusals if it has any text."""

    font: fonts.Choice
    size: float
    bold: bool = False
    italic: bool = False
    fill: str = "000000"
    underline: str = ""
    strike: bool = False
    background: str = ""
    border: str = ""
    """The line around it, as properties tell it."""
    shift: float = 0.0
    raised: str = ""
    tracking: float = 0.0
    kerned: bool = False
    """Whether pairs of letters are moved together: Word does so only where it is asked to."""
    capitals: str = ""
    hidden: bool = False
    line: Line = Line()
    issues: tuple[tuple[str, str], ...] = ()

    @property
    def face(self) -> fonts.Face:
        """The font it is set in."""
        return self.font.face

    def height(self) -> float:
        """The height of one line, in points."""
        top, bottom = self.edges()
        return top + bottom

    def edges(self) -> tuple[float, float]:
        """How far one line reaches above and below its baseline, in points."""
        face, size, line = self.face, self.size, self.line
        if line.rule == "exact":
            return 0.8 * line.value, 0.2 * line.value
        bottom = face.descent * size
        top = (face.ascent + face.gap) * size
        if line.grid:
            return _on_grid(top, bottom, line)
        if line.rule == "auto":
            # More than one line's room goes below the text; less is taken from above it.
            more = (line.value - 1) * face.height * size
            return top + min(more, 0.0), bottom + max(more, 0.0)
        return max(top, line.value - bottom), bottom


def gridded(line: Line, look: Look, grid: float) -> Line:
    """The spacing of lines that a grid holds apart, for a paragraph whose text looks so."""
    top, bottom = replace(look, line=Line()).edges()
    return replace(line, grid=grid, rise=top + (_rows(top + bottom, grid) * grid - top - bottom) / 2)


def _rows(height: float, grid: float) -> int:
    """How many lines of the grid a line of text takes."""
    return max(math.ceil(height / grid - 0.001), 1)


def _on_grid(top: float, bottom: float, line: Line) -> tuple[float, float]:
    """A line in the middle of as many grid lines as it takes, with what a multiple adds below."""
    height = _rows(top + bottom, line.grid) * line.grid
    # All that is as high as the paragraph's text shares its baseline: a line is never higher.
    above = line.rise if line.rise < height <= line.grid else top + (height - top - bottom) / 2
    more = max(line.value - 1, 0.0) * height if line.rule == "auto" else 0.0
    return above, height - above + more


def look(props: Props, line: Line, typefaces: Typefaces, dark: bool) -> Look:
    """The look of a run with these resolved properties."""
    issues = [(key[1:], value) for key, value in props.items() if key[0] == "!" and value]
    size = _number(props.get("sz"), 20.0, 2) / 2
    background = _background(props)
    if not 0.5 <= size <= LARGEST:
        issues.append(("pdf-tekstvirkning", "sz"))
    underline = _UNDERLINES.get(props.get("u", "none"), "!") if _underlined(props) else ""
    strike = props.get("strike") == "1"
    if underline == "!":
        issues.append(("pdf-tekstvirkning", "u"))
    if props.get("dstrike") == "1" or (strike and _underlined(props)):
        # PDF/UA lets a text be underlined or struck out, not both.
        issues.append(("pdf-tekstvirkning", "strike"))
    border = props.get("bdr", NONE)
    if kind(border) and kind(border) not in KINDS:
        issues.append(("pdf-kant", kind(border)))
    raised = props.get("vertAlign", "baseline")
    return Look(
        typefaces.choice(props), size, props.get("b") == "1", props.get("i") == "1",
        _ink(props, background, dark), underline or ("_" if _underlined(props) else ""), strike,
        background, border if kind(border) else "", _number(props.get("position"), 0.0, 2) / 2,
        raised if raised in ("superscript", "subscript") else "",
        _number(props.get("tracking"), 0.0, 20) / 20,
        0 < _number(props.get("kern"), 0.0, 2) <= 2 * size,
        "caps" if props.get("caps") == "1" else "small" if props.get("smallCaps") == "1" else "",
        props.get("vanish") == "1", line, tuple(issues),
    )


def code(look: Look) -> str:
    """The Typst function that sets a text in this look."""
    size, shift = look.size, look.shift
    if look.raised:
        shift += 0.33 * size if look.raised == "superscript" else -0.14 * size
        size *= 0.65
    top, bottom = _moved_edges(look)
    # A run lies inside its paragraph's look: all that one can have, the other must take back.
    settings = [
        f"font: {family(look.face.family, look.face.others)}", f"size: {pt(size)}",
        f"weight: {look.face.weight}",
        f'style: "{"italic" if look.italic else "normal"}"', f"fill: {colour(look.fill)}",
        f"top-edge: {pt(top)}", f"bottom-edge: {pt(-bottom)}",
        f"stretch: {round(look.face.stretch * 100, 1)}%", f"tracking: {pt(look.tracking)}",
        f"kerning: {str(look.kerned).lower()}",
    ]
    if shift:
        settings.append(f"baseline: {pt(-shift)}")
    function = f"text.with({', '.join(settings)})"
    wrapped = _decorated(look, f"{function}(b)")
    return function if wrapped is None else f"b => {wrapped}"


def _moved_edges(look: Look) -> tuple[float, float]:
    """The edges of a line that has this text in it.

    Typst moves the glyphs and not the edges. Small raised text leaves its line as high as it is;
    text that is moved as it stands takes the room it moves into.
    """
    top, bottom = look.edges()
    if look.line.rule == "exact":
        return top, bottom
    return top + max(look.shift, 0.0), bottom - min(look.shift, 0.0)


def plain(look: Look) -> Look:
    """The look without what is drawn around a text: what a paragraph as a whole can carry."""
    return replace(look, underline="", strike=False, background="", border="", raised="", shift=0.0,
                   capitals="", hidden=False, issues=())


def _decorated(look: Look, body: str) -> str | None:
    result = None
    if look.underline:
        drawn = {"_": "", "2": f", stroke: {pt(look.size / 9)}"}.get(
            look.underline, f', stroke: (thickness: {pt(look.size / 18)}, dash: "{look.underline}")')
        result = f"underline({result or body}{drawn})"
    elif look.strike:
        result = f"strike({result or body})"
    if look.background or look.border:
        top, bottom = look.edges()
        fill = colour(look.background) if look.background else "none"
        line = f"stroke: {stroke(look.border)[1]}, " if look.border else ""
        result = (f"highlight(fill: {fill}, {line}top-edge: {pt(top)}, "
                  f"bottom-edge: {pt(-bottom)}, extent: 0pt, {result or body})")
    return result


def _underlined(props: Props) -> bool:
    return props.get("u", "none") not in ("none", "")


def _background(props: Props) -> str:
    if props.get("highlight", "none") != "none":
        return _HIGHLIGHTS.get(props["highlight"], "")
    shade = props.get("shd", "auto")
    return "" if shade in ("auto", "") else shade


def _ink(props: Props, background: str, dark: bool) -> str:
    value = props.get("color", "auto")
    if value != "auto":
        return value
    return "FFFFFF" if (is_dark(background) if background else dark) else "000000"


def is_dark(fill: str) -> bool:
    """Whether Word sets automatic text in white on this fill."""
    try:
        red, green, blue = (int(fill[at:at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return 0.299 * red + 0.587 * green + 0.114 * blue < 60


def _number(value: str | None, default: float, parts: int) -> float:
    try:
        return number(value, parts) if value else default
    except ValueError:
        return default
