"""A paragraph's measures, read from its resolved properties."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.pdf.word.looks import Line
from pipeline.pdf.word.properties import Props
from pipeline.pdf.word.strokes import KINDS
from pipeline.pdf.word.xml import number, points

AUTO_SPACING = 14.0
"""What Word takes for "automatic" space before and after, in points."""


MOST_LINES = 132.0
"""The greatest line spacing Word knows, in lines."""


LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_", "middleDot": "\u00b7", "heavy": "_"}
"""What fills a tab's space, by name."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A tab stop: its distance from the text's left edge, its kind and its leader."""

    position: float
    kind: str
    leader: str


def line(props: Props) -> Line:
    """The line spacing."""
    value = props.get("spacing.line")
    if value is None:
        return Line()
    rule = props.get("spacing.lineRule", "auto")
    if rule == "auto":
        if not 0 <= (multiple := number(value, 20) / 240) <= MOST_LINES:
            raise ValueError("beyond any page")
        return Line("auto", multiple)
    return Line("exact" if rule == "exact" else "atLeast", abs(points(value)))


def space(props: Props, side: str) -> float:
    """The space before or after."""
    if props.get(f"spacing.{side}Autospacing", "0") in ("1", "true", "on"):
        return AUTO_SPACING
    return points(props.get(f"spacing.{side}"))


def outline(props: Props) -> int | None:
    """The outline level that makes a heading of it, counted from 0."""
    value = props.get("outlineLvl", "9")
    return int(value) if value in "012345678" else None


def align(props: Props) -> tuple[str, list[tuple[str, str]]]:
    """The alignment, and a refusal where it is none of the four."""
    value = props.get("jc", "left")
    known = {"left": "left", "start": "left", "right": "right", "end": "right",
             "center": "center", "both": "justify"}
    return known.get(value, "left"), [] if value in known else [("pdf-justering", value)]


def stops(
    props: Props, left: float, issues: list[tuple[str, str]],
) -> tuple[Stop, ...]:
    """The tab stops, measured from the paragraph's left edge; refusals go to `issues`."""
    found = []
    for key, value in props.items():
        if key.startswith("tab."):
            kind, leader = value.split(" ")
            if kind in ("left", "right", "center"):
                found.append(Stop(points(key[4:]) - left, kind, LEADERS.get(leader, "")))
            elif kind != "clear":
                issues.append(("pdf-tabulator", kind))
    return tuple(sorted(found, key=lambda stop: stop.position))


def borders(
    props: Props, issues: list[tuple[str, str]],
) -> tuple[tuple[str, str], ...]:
    """The borders by side; refusals go to `issues`."""
    found = []
    for side in ("top", "left", "bottom", "right", "between"):
        value = props.get(f"pBdr.{side}", "none")
        kind = value.split(" ")[0]
        if kind in ("none", "nil"):
            continue
        if kind not in KINDS:
            issues.append(("pdf-kant", kind))
        found.append((side, value))
    if props.get("pBdr.bar", "none").split(" ")[0] not in ("none", "nil"):
        issues.append(("pdf-kant", "bar"))
    return tuple(found)
