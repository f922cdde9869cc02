"""Sections: page size and margins, headers and footers, and where each begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.pdf.emit import pt
from pipeline.pdf.setting import pages
from pipeline.pdf.setting.context import Context
from pipeline.pdf.setting.footnotes import Form, form_of
from pipeline.pdf.setting.pages import PLAIN as PLAIN_NUMBERS
from pipeline.pdf.setting.pages import Numbers
from pipeline.pdf.word.geometry import PLAIN, Geometry, geometry
from pipeline.pdf.word.xml import VAL, R, W, local, on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(frozen=True, slots=True)
class Section:
    """One section's page; headers and footers as part names by "header first" and the like."""

    geometry: Geometry = PLAIN
    running: dict[str, str] = field(default_factory=dict)
    title_page: bool = False
    two_sided: bool = False
    """Whether pages of even number have headers and footers of their own."""
    kind: str = "nextPage"
    numbers: Numbers = PLAIN_NUMBERS
    border: str = ""
    grid: float = 0.0
    """How far apart a grid holds lines, in points; 0 where there is none."""
    notes: dict[str, Form] = field(default_factory=dict)
    """What it says of its footnotes and endnotes, by kind."""


@dataclass(frozen=True, slots=True)
class Own:
    """What some section of a document has: page numbers of its own, a border."""

    numbers: bool
    border: bool


def own_of(sections: Iterable[Section]) -> Own:
    """What some of the sections have."""
    found = list(sections)
    return Own(any(not each.numbers.plain for each in found), any(each.border for each in found))


def read_section(context: Context, element: Element | None, before: Section | None) -> Section:
    """A `w:sectPr`; headers it does not name are those of the section before."""
    notes = dict(context.template.settings.notes)
    if element is None:
        return Section(notes=notes)
    running = dict(before.running) if before is not None else {}
    title_page, kind, numbers, border, grid = False, "nextPage", PLAIN_NUMBERS, "", 0.0
    page = geometry(element, context.template.settings.gutter_at_top)
    for child in element:
        name = local(child)
        if name in ("headerReference", "footerReference"):
            relation = context.rels.get(child.get(R + "id") or "")
            if relation is not None:
                running[f"{name[:6]} {child.get(W + 'type') or 'default'}"] = relation[1]
        elif name == "titlePg":
            title_page = on(child)
        elif name == "type":
            kind = child.get(VAL) or "nextPage"
        elif name == "pgNumType":
            numbers = pages.numbers(context, child)
        elif name == "pgBorders":
            border = pages.border(context, child, page)
        elif name == "docGrid":
            grid = pages.grid(context, child)
        elif name in ("footnotePr", "endnotePr"):
            notes[name[:-2]] = {**notes.get(name[:-2], {}), **form_of(child)}
        else:
            _refuse(context, name, child)
    settings = context.template.settings
    if settings.mirrored and page.left != page.right:
        context.refuse("pdf-sektion", navn="mirrorMargins")
    section = Section(page, running, title_page, settings.even_and_odd, kind, numbers, border, grid,
                      notes)
    if not page.usable:
        context.refuse("pdf-sidestoerrelse")
    if before is not None:
        _refuse_kind(context, section, before)
    return section


def page_code(
    section: Section, names: dict[str, str], start: str, extra: dict[str, float], own: Own,
) -> str:
    """The function that sets a section's pages: (body); `names` label its headers and footers.

    What no section of the document has of its `own` is not spoken of.
    """
    page = section.geometry
    top = text_top(section, extra)
    bottom = max(page.bottom, page.footer + extra.get("footer default", 0.0))
    parts = [
        f"width: {pt(page.width)}", f"height: {pt(page.height)}",
        f"margin: (left: {pt(page.left)}, right: {pt(page.right)}, top: {pt(top)}, "
        f"bottom: {pt(bottom)})", "header-ascent: 0pt", "footer-descent: 0pt",
    ]
    if own.numbers:
        parts.append(f'numbering: "{section.numbers.figures}"')
    if own.border:
        parts.append(f"background: {section.border or 'none'}")
    for side, edge, distance in (("header", "top", page.header), ("footer", "bottom", page.footer)):
        default = _reference(f"{side} default", names, extra)
        first = _reference(f"{side} first", names, extra) if section.title_page else "none"
        if section.title_page and first == "none" and (default != "none" or section.two_sided):
            first = "(<nothing>, 0pt)"
        even = _reference(f"{side} even", names, extra) if section.two_sided else "none"
        if default == first == even == "none":
            parts.append(f"{side}: none")
            continue
        value = "value-at(here())" if own.numbers else "here().page()"
        shown = f"if calc.even({value}) {{ {even} }} else {{ {default} }}" if (
            section.two_sided) else default
        parts.append(f"{side}: context align({edge}, pad({edge}: {pt(distance)}, "
                     f"running(<{start}>, {first}, {shown})))")
    marks = [*(section.numbers.marks() if own.numbers else []), f"[#metadata(none)<{start}>]"]
    # What stands first tells Typst which pages these are: here, it is the same in every letter.
    return f"body => {{set page({', '.join(parts)});{';'.join(marks)};body}}"


def text_top(section: Section, extra: dict[str, float]) -> float:
    """How far below the page's top its text begins: below a header that is higher than its margin."""
    page = section.geometry
    top = max(page.top, page.header + extra.get("header default", 0.0))
    # A grid stands in the middle of the page.
    return top + (page.height - top - page.bottom) % section.grid / 2 if section.grid else top


def uneven(section: Section, extra: dict[str, float]) -> bool:
    """Whether the text of even pages would begin, or end, elsewhere than that of the others."""
    page = section.geometry
    return section.two_sided and any(
        abs(max(margin, distance + extra.get(f"{side} default", 0.0))
            - max(margin, distance + extra.get(f"{side} even", 0.0))) > 0.01
        for side, margin, distance in (("header", page.top, page.header),
                                       ("footer", page.bottom, page.footer)))


def first_page_shift(section: Section, extra: dict[str, float]) -> list[str]:
    """What makes room on a first page whose header or footer is of another height."""
    if not section.title_page:
        return []
    page = section.geometry
    statements = []
    for side, margin, distance in (("header", page.top, page.header),
                                   ("footer", page.bottom, page.footer)):
        usual = max(margin, distance + extra.get(f"{side} default", 0.0))
        shift = max(margin, distance + extra.get(f"{side} first", 0.0)) - usual
        if abs(shift) < 0.01:
            continue
        statements.append(
            f"v({pt(shift)})" if side == "header" else
            f"place(bottom, float: true, clearance: 0pt, block(height: {pt(shift)}))")
    return statements


def _reference(key: str, names: dict[str, str], extra: dict[str, float]) -> str:
    """A header's label and height as code; the height lets it be taller than its margin."""
    if key not in names:
        return "none"
    return f"(<{names[key]}>, {pt(extra.get(key, 0.0) + 0.01)})"


def _refuse(context: Context, name: str, element: Element) -> None:
    if name == "cols" and int(element.get(W + "num") or 1) > 1:
        context.refuse("pdf-spalter")
    elif name == "lnNumType":
        context.refuse("pdf-linjenumre")
    elif name == "sectPrChange":
        context.refuse("pdf-sporede-aendringer")
    elif name == "vAlign" and element.get(VAL) not in ("top", None):
        context.refuse("pdf-sektion", navn=name)
    elif name == "textDirection" and element.get(VAL) not in ("lrTb", "tb", None):
        context.refuse("pdf-tekstretning")
    elif name in ("bidi", "rtlGutter") and on(element):
        context.refuse("pdf-hoejre-mod-venstre")


def _refuse_kind(context: Context, section: Section, before: Section) -> None:
    same_page = (section.geometry == before.geometry and section.running == before.running
                 and section.numbers.plain and section.border == before.border)
    if section.kind in ("oddPage", "evenPage", "nextColumn") or (
            section.kind == "continuous" and not (same_page and not section.title_page)):
        context.refuse("pdf-sektion", navn=section.kind)
