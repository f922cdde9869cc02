"""The body of a document cut into its sections, each read with the page it is set on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.pdf.setting import blocks, section
from pipeline.pdf.setting.context import Context
from pipeline.pdf.setting.section import Section
from pipeline.pdf.word.formats import Surroundings
from pipeline.pdf.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(slots=True)
class Part:
    """One section as read: its page, and its blocks."""

    page: Section
    blocks: list[blocks.Block] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    """Its endnotes, as statements."""


def sections(context: Context, body: Element) -> list[Part]:
    """The body cut at its section breaks, read in document order."""
    found: list[Part] = []
    members: list[Element] = []
    before: Section | None = None

    def close(properties: Element | None) -> None:
        nonlocal before, members
        page = section.read_section(context, properties, before)
        before = page
        _add(context, found, page, members)
        members = []

    for element in blocks.elements(context, body):
        members.append(element)
        if element.tag == W + "p" and (
                inner := element.find(f"{W}pPr/{W}sectPr")) is not None:
            close(inner)
    if members or not found:
        close(body.find(W + "sectPr"))
    return found


def _add(context: Context, found: list[Part], page: Section, members: list[Element]) -> None:
    """Read a section; one that goes on with the page belongs to the one before."""
    context.page = page.geometry
    context.notes.begin(page.notes)
    read = blocks.read(context, members, Surroundings(grid=page.grid), page.geometry.room)
    if found and page.kind == "continuous":
        if found[-1].closing:
            # Its endnotes would have to stand in the middle of the page.
            context.refuse("pdf-note")
        found[-1].blocks += read
    else:
        found.append(Part(page, read))
    if context.notes.by_section:
        found[-1].closing += context.notes.closing()
