"""What letters are made with: compiled templates, what those may do, PDF engines, fonts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.documents import Author, DocumentKind
from pipeline.letters import EngineName
from pipeline.templateset import Templates, template_set
from pipeline.translation.language import DANISH, Language

if TYPE_CHECKING:
    from pipeline.docx.environment import TemplateEnvironment
    from pipeline.docx.render import CompiledTemplate
    from pipeline.pdf import Engine


def template_of(
    kind: DocumentKind, author: Author, templates: Templates, language: Language = DANISH,
) -> CompiledTemplate:
    """A kind's compiled template: its document, its author's letterhead, the passages."""
    from pipeline.docx.templates import load

    found = template_set(templates)
    return load(found.document(kind.id), found.letterhead(author), found.passages(),
                environment(language), language)


def environment(language: Language = DANISH) -> TemplateEnvironment:
    """What a template may do: our filters, writing a language, and a few harmless ones of Jinja's."""
    return _environment(language)


@cache
def _environment(language: Language) -> TemplateEnvironment:
    from jinja2.filters import FILTERS as OF_JINJA

    from pipeline.docx.environment import make_environment
    from pipeline.formatting import FILTERS_OF_JINJA

    return make_environment({
        **{name: OF_JINJA[name] for name in FILTERS_OF_JINJA}, **language.filters})


def engine(
    name: EngineName = "typst", fonts: Path | None = None, *, quoting: bool = False,
) -> Engine:
    """The PDF engine of that name, made when it is first needed; `fonts` is a folder of own fonts.

    With `quoting`, its refusals have the words around their places: never for a log. Raises
    TemplateError where the folder has a file that is no font.
    """
    from pipeline.pdf import engines

    return engines.engine(name, fonts, quoting=quoting)


def own_fonts(templates: Templates) -> Path | None:
    """The folder of own fonts that belongs to the templates, where there is one."""
    return template_set(templates).fonts()
