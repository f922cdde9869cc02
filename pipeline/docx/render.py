"""From a compiled template and a context to a Word document."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType

from docxtpl import DocxTemplate
from jinja2 import Template
from jinja2.exceptions import SecurityError
from jinja2.runtime import new_context
from lxml import etree
from markupsafe import Markup

from pipeline.docx.environment import MissingField, TemplateEnvironment
from pipeline.docx.package import Docx, pack, read_parts
from pipeline.docx.rich.lists import Definitions, Lists, Shared
from pipeline.docx.rich.placing import placed
from pipeline.docx.structure import DRAWING_ID, FIRST_DRAWING, fits
from pipeline.docx.tags import Place, Source, Tag
from pipeline.docx.values import (
    MAX_TEXT,
    RICH,
    NeedsDocxtpl,
    Refused,
    bounded,
    is_docxtpl,
    text_form,
)
from pipeline.errors import PipelineError, Problem, TemplateError, text
from pipeline.richtext import RichText

_ROWLESS = "</w:tblGrid></w:tbl>"
DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


@dataclass(frozen=True, slots=True)
class Program:
    """One part of a template as a Jinja program."""

    place: Place
    source: Source
    template: Template = field(repr=False)
    fits_tables: bool
    """docxtpl fits the grids of this part's tables."""
    loose_tables: bool
    loose_drawings: bool
    always_ours: bool
    """docxtpl's rendering of the part is at fault, so it is never used (see _with_docxtpl)."""

    @property
    def has_tags(self) -> bool:
        """Whether letters can differ in this part."""
        return len(self.source.lines) > 2

    def encoded(self, context: Mapping[str, object], lists: Lists | None = None) -> bytes:
        """The part for one letter, as the bytes of an XML file; `lists` notes its texts' lists."""
        xml = self._run(context)
        if lists is not None and RICH in xml:
            xml = placed(xml, lists)
        if self.loose_drawings:
            xml = _numbered(xml)
        if (self.loose_tables and not fits(xml)) or (self.fits_tables and _ROWLESS in xml):
            xml = self._with_grids(xml)
        return (DECLARATION + xml).encode()

    def _with_grids(self, xml: str) -> str:
        """The XML with each table's grid fitted to its rows, by docxtpl."""
        try:
            tree = DocxTemplate(None).fix_tables(xml)
        except (AttributeError, TypeError, ValueError):
            raise TemplateError([self.place.problem(0, "tabel-uden-gitter", text(
                "En tabel har ingen kolonnebredder, så den kan ikke tilpasses sine rækker."), text(
                "Lav tabellen på ny i Word."))]) from None
        written: str = etree.tostring(tree, encoding="unicode")
        return written

    def _run(self, context: Mapping[str, object]) -> str:
        template = self.template
        fresh = new_context(
            template.environment, None, template.blocks, context, shared=True)  # type: ignore[arg-type]
        pieces: list[str] = []
        size = 0
        try:
            for piece in template.root_render_func(fresh):
                pieces.append(piece)
                size += len(piece)
                if size > MAX_TEXT:
                    bounded(size)
        except (NeedsDocxtpl, PipelineError):
            raise
        except Exception as error:
            tag = self.source.tag(_line(self.template, error.__traceback__))
            raise TemplateError([explained(error, self.place, tag)]) from None
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class CompiledTemplate:
    """A template ready to make letters; safe to share between threads."""

    name: str
    environment: TemplateEnvironment = field(repr=False)
    source: bytes = field(repr=False)
    programs: tuple[Program, ...] = field(repr=False)
    shared: Shared = field(repr=False)
    lists: Definitions = field(repr=False)

    @property
    def template_key(self) -> str:
        """Names what its letters share."""
        return self.shared.key

    def render(self, context: Mapping[str, object]) -> Docx:
        """The letter for one context, of which nothing is left for the next.

        Raises TemplateError where the template asks for what the context does not have.
        """
        lists = Lists(self.lists)
        try:
            varying = {
                program.place.part: program.encoded(context, lists) for program in self.programs
            }
        except NeedsDocxtpl:
            return self._with_docxtpl(context)
        shared = self.lists.shared(lists) if lists.used else self.shared
        return Docx(shared.writer.write(varying), {**shared.fixed, **varying}, shared.key)

    def docxtpl(self) -> DocxTemplate:
        """A fresh DocxTemplate of this template, to build images and rich text on."""
        template = DocxTemplate(io.BytesIO(self.source))
        template.render_init()
        return template

    def _with_docxtpl(self, context: Mapping[str, object]) -> Docx:
        """The letter by docxtpl itself, for values that only it can place."""
        template = next(_owners(context), None) or self.docxtpl()
        environment = self.environment.overlay(finalize=_docxtpl_form)
        try:
            template.render(dict(context), jinja_env=environment)
        except PipelineError:
            raise
        except Exception as error:
            place = Place(self.name, "word/document.xml")
            raise TemplateError([explained(error, place, Tag(self.name, 0))]) from None
        saved = io.BytesIO()
        template.save(saved)
        parts = read_parts(saved.getvalue(), self.name)
        # docxtpl escapes properties twice, and reads rendered footnotes as a template again where
        # a document has more than one section.
        for program in self.programs:
            if program.always_ours:
                parts[program.place.part] = program.encoded(context, Lists(self.lists))
        return Docx(pack(parts), parts)


def _docxtpl_form(value: object) -> object:
    """The text form when docxtpl renders: its own values pass, and its escapes in data do not."""
    if is_docxtpl(value):
        return value
    # docxtpl reads the whole as XML at once: marks are only left out.
    written = text_form(value.plain if isinstance(value, RichText) else value)
    if any(escape in written for escape in ("{_{", "}_}", "{_%", "%_}")):
        # docxtpl would read these as its own; a character reference hides them until XML is read.
        return Markup.escape(written).replace("_", Markup("&#95;"))
    return written


def _owners(value: object) -> Iterator[DocxTemplate]:
    """The DocxTemplates on which values in the context were built."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _owners(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _owners(each)
    elif is_docxtpl(value) and isinstance(getattr(value, "tpl", None), DocxTemplate):
        yield value.tpl  # type: ignore[attr-defined]


def _line(template: Template, traceback: TracebackType | None) -> int:
    """The innermost line of the template's own program in a traceback."""
    line = 1
    code = template.root_render_func.__code__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == code.co_filename:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    return line


def explained(error: Exception, place: Place, tag: Tag) -> Problem:
    """What went wrong while a template ran, in words; never with a value from the data."""
    if isinstance(error, Refused):
        message = text("{fejl} Det gælder {tag}.", fejl=error.wording, tag=place.written(tag))
        return place.problem(tag.paragraph, error.code, message, error.remedy)
    if isinstance(error, MissingField):
        return place.at(tag, "felt-mangler", text(
            "Feltet {felt} findes ikke", felt=str(error.message or "")), text(
            "Se efter stavefejl. Kan feltet mangle i en sag, så spørg først: "
            "{% if … is defined %}."))
    if isinstance(error, SecurityError):
        return place.at(tag, "ikke-tilladt", text("Tagget bruger noget, skabeloner ikke må"), text(
            "Brug kun sagens felter og de filtre, der er beskrevet for skabeloner."))
    return place.at(tag, "felt-fejl", text("Tagget kan ikke udføres"), text(
        "Se efter, om feltet har den form, som filteret eller løkken venter."))


def _numbered(xml: str) -> str:
    """Number the drawings, now that it is known which there are."""
    first, *rest = xml.split(DRAWING_ID)
    return first + "".join(
        f"{number}{piece}" for number, piece in enumerate(rest, FIRST_DRAWING)
    )
