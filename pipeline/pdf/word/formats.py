"""How a paragraph is set, worked out from its properties once per template."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.pdf.setting.template import Template
from pipeline.pdf.word import looks, measures, properties
from pipeline.pdf.word.looks import Line, Look
from pipeline.pdf.word.measures import Stop
from pipeline.pdf.word.numbering import Level
from pipeline.pdf.word.properties import Props
from pipeline.pdf.word.styles import lay
from pipeline.pdf.word.xml import W, key_of, points

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Counted, not taken from a length: two threads must never give two formats one number.
_IDENTS = itertools.count()

@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a paragraph inherits from where it stands: its section, the table cell."""

    paragraph: tuple[tuple[str, str], ...] = ()
    run: tuple[tuple[str, str], ...] = ()
    dark: bool = False
    grid: float = 0.0
    """How far apart the section's grid holds lines, in points; 0 where there is none."""


BODY = Surroundings()


@dataclass(frozen=True, slots=True)
class Format:
    """Everything that decides how a paragraph is set; `ident` names it within its template."""

    ident: int
    style: str
    before: float
    after: float
    contextual: bool
    left: float
    right: float
    first: float
    align: str
    outline: int | None
    num_id: str
    ilvl: int
    level: Level | None
    stops: tuple[Stop, ...]
    tab: float
    """The distance between default tab stops."""
    keep_next: bool
    keep_lines: bool
    page_break: bool
    widow: bool
    borders: tuple[tuple[str, str], ...]
    fill: str
    line: Line
    base: Look
    mark: Look
    issues: tuple[tuple[str, str], ...]
    around: Surroundings
    place: tuple[tuple[str, str], ...] = ()
    """The frame it stands in at a place of its own, by attribute."""

    @property
    def frame(self) -> tuple[object, ...]:
        """What neighbours must share to stand in one box; empty where there is none."""
        if not self.borders and not self.fill:
            return ()
        return (self.borders, self.fill, self.left, min(self.first, 0.0), self.right)


def paragraph_format(
    template: Template, element: Element | None, around: Surroundings,
) -> Format:
    """The format of a paragraph with this `w:pPr` in these surroundings."""
    key = ("p", key_of(element), around)
    found = template.memo.get(key)
    if found is None:
        found = _format(template, element, around, next(_IDENTS))
        found = template.memo.setdefault(key, found)
    assert isinstance(found, Format)
    return found


def run_look(template: Template, format: Format, element: Element | None) -> Look:
    """The look of a run with this `w:rPr` in a paragraph of this format."""
    if element is None:
        return format.base
    key = ("r", format.style, format.around, format.line, format.fill, key_of(element))
    found = template.memo.get(key)
    if found is None:
        found = template.memo.setdefault(
            key, _look(template, format, properties.run(element)))
    assert isinstance(found, Look)
    return found


def label_look(template: Template, format: Format, mark: Element | None) -> Look:
    """The look of a list label: the paragraph mark's, then the numbering level's own."""
    key = ("b", format.ident, key_of(mark))
    found = template.memo.get(key)
    if found is None:
        level = format.level
        direct = properties.run(mark)
        for name in ("u", "highlight", "shd"):
            direct.pop(name, None)
        found = template.memo.setdefault(key, _look(
            template, format, {**direct, **(level.run if level is not None else {})}))
    assert isinstance(found, Look)
    return found


def interned(template: Template, look: Look) -> Look:
    """The one value for this look in its template: equal looks are the same object."""
    found = template.memo.setdefault(("l", look), look)
    assert isinstance(found, Look)
    return found


def look_name(template: Template, look: Look) -> str:
    """The name of the function that sets text in this look, an interned one."""
    name = template.names.get(id(look))
    if name is None:
        name = template.names[id(look)] = template.registry.name("r", looks.code(look))
    return name


def _look(template: Template, format: Format, direct: Props) -> Look:
    around = format.around
    props = template.styles.run(format.style, direct, dict(around.run))
    dark = looks.is_dark(format.fill) if format.fill else around.dark
    return interned(template, looks.look(props, format.line, template.typefaces, dark))


def _format(
    template: Template, element: Element | None, around: Surroundings, ident: int,
) -> Format:
    direct = properties.paragraph(element)
    style, props, level = _resolved(template, direct, around)
    line = measures.line(props)
    fill = props.get("shd", "auto")
    fill = "" if fill in ("auto", "") else fill
    dark = looks.is_dark(fill) if fill else around.dark
    below = dict(around.run)
    own = template.styles.run(style, {}, below)
    if around.grid and props.get("snapToGrid", "1") == "1":
        line = looks.gridded(line, looks.look(own, line, template.typefaces, dark), around.grid)
    base = interned(template, looks.look(own, line, template.typefaces, dark))
    mark = base
    if element is not None and (direct_mark := element.find(W + "rPr")) is not None:
        mark = looks.look(template.styles.run(style, properties.run(direct_mark), below), line,
                          template.typefaces, dark)
    align, issues = measures.align(props)
    left = points(props.get("ind.left"))
    first = points(props.get("ind.firstLine")) - points(props.get("ind.hanging"))
    tracked = [issue for issue in mark.issues if issue[0] == "pdf-sporede-aendringer"]
    return Format(
        ident, style, measures.space(props, "before"), measures.space(props, "after"),
        props.get("contextualSpacing") == "1", left, points(props.get("ind.right")), first,
        align, measures.outline(props), _num(props), int(props.get("ilvl", "0")), level,
        measures.stops(props, left, issues), template.settings.tab, props.get("keepNext") == "1",
        props.get("keepLines") == "1", props.get("pageBreakBefore") == "1",
        props.get("widowControl", "1") == "1", measures.borders(props, issues), fill, line, base, mark,
        (*properties.refused(props), *issues, *tracked), around,
        tuple(sorted((key[6:], value) for key, value in props.items() if key[:6] == "frame.")),
    )


def _resolved(
    template: Template, direct: Props, around: Surroundings,
) -> tuple[str, Props, Level | None]:
    """Style id, laid-over properties and numbering level.

    A numbering level's indents lie right below the style, or the paragraph, that names the list.
    """
    chain = template.styles.chain(direct.get("pStyle", ""), "paragraph")
    style = chain[-1].id if chain else ""
    props = {**template.styles.default_paragraph, **dict(around.paragraph)}
    level: Level | None = None
    for step in chain:
        if step.paragraph.get("numId", "0") != "0" and "ilvl" not in step.paragraph:
            props["ilvl"] = str(template.numbering.level_of_style(
                step.paragraph["numId"], step.id))
        level = _number_level(template, {**props, **step.paragraph}, step.paragraph, level, props)
        lay(props, step.paragraph)
    level = _number_level(template, {**props, **direct}, direct, level, props)
    lay(props, direct)
    return style, props, level if _num(props) else None


def _number_level(
    template: Template, both: Props, own: Props, level: Level | None, props: Props,
) -> Level | None:
    if "numId" not in own and "ilvl" not in own:
        return level
    if (num_id := both.get("numId", "0")) == "0":
        if level is not None:
            for name in ("left", "firstLine", "hanging"):
                props.pop(f"ind.{name}", None)
        return None
    found = template.numbering.level(num_id, int(both.get("ilvl", "0")))
    if found is not None:
        lay(props, found.paragraph)
    return found


def _num(props: Props) -> str:
    return "" if props.get("numId", "0") == "0" else props["numId"]
