"""Letters in which what comes from the case can be told from what the template says.

Two letters that differ in the same words of the template differ in the same way, whoever they are for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from pipeline.docx.environment import ATTRIBUTE, PROPERTY, TemplateEnvironment
from pipeline.docx.values import attribute_form, property_form, text_form

OPEN, CLOSE = "\ue5d0", "\ue5d1"
"""Around each value of the case; no letter has these characters."""
DATA = "…"
"""What stands for a value of the case where only the template's words count."""

_MARKED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_MARKS = re.compile(f"[{OPEN}{CLOSE}]")


class _Bare(str):
    """A value that stands in no text, such as a column's span."""

    __slots__ = ()


@cache
def marking(environment: TemplateEnvironment) -> TemplateEnvironment:
    """The same environment, with a mark on both sides of every value it writes into a text."""
    marked: TemplateEnvironment = environment.overlay(finalize=_marked)
    marked.filters = {**environment.filters, ATTRIBUTE: lambda value: _Bare(attribute_form(value)),
                      PROPERTY: lambda value: _Bare(property_form(value))}
    return marked


def _marked(value: Any) -> object:
    if isinstance(value, _Bare):
        return str(value)
    written = text_form(value)
    # What is more than text is placed by its type.
    if type(written) not in (str, Markup) or type(value) not in (str, int, Markup):
        return written
    if not written:
        return written
    # Markup is XML already (a text with line breaks): it stays so.
    kept = Markup if isinstance(written, Markup) else escape
    return Markup(f"{OPEN}{kept(_MARKS.sub('', written))}{CLOSE}")  # noqa: S704 - escaped by `kept`


def plain(words: str) -> str:
    """The words without marks, as the letter has them."""
    return _MARKS.sub("", words)


def of_template(words: str) -> str:
    """The template's own words, with a sign for each value."""
    return _MARKS.sub("", _MARKED.sub(DATA, words))
