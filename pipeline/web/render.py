"""Pages from their templates, in one language, with nothing in them that was not given."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.responses import HTMLResponse

from pipeline.errors import Text
from pipeline.locale import LANGUAGES, translate

PAGES = Path(__file__).parent / "pages"
NAMES = {"da": "Dansk", "en": "English"}


@cache
def environment() -> Environment:
    """The pages' templates; `_("Danish")` is their sentence in the page's language."""
    made = Environment(loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)
    made.globals["_"] = pass_context(_said)
    made.filters["said"] = pass_context(_in_language)
    made.filters["amid"] = _amid
    return made


def _said(context: Context, danish: str, /, **values: object) -> str:
    words = translate(danish, context["lang"])
    return words.format(**values) if values else words


def _in_language(context: Context, words: Text) -> str:
    return words.in_language(context["lang"])


def _amid(title: str) -> str:
    """A numbered title, such as "Mål 2", as it stands inside a sentence; a person's name is left as it
    is."""
    return title[:1].lower() + title[1:] if title[-1:].isdecimal() else title


def page(name: str, lang: str, path: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page; `path` is its address without the language, for the way to the other one."""
    return HTMLResponse(rendered(name, lang, path, **values), status)


def rendered(name: str, lang: str, path: str, **values: Any) -> str:
    """A page's own words."""
    others = [(each, NAMES[each]) for each in LANGUAGES if each != lang]
    words = environment().get_template(name).render(lang=lang, path=path, others=others, **values)
    # JSON may have half a surrogate pair in it, and no page can.
    return words.encode("utf-8", "backslashreplace").decode()
