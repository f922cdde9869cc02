"""Expressions of a mapping: in the same sandbox and with the same filters as in templates."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateSyntaxError
from jinja2.environment import TemplateExpression
from jinja2.exceptions import TemplateError as JinjaError
from markupsafe import Markup

from pipeline.errors import Problem, Text, text
from pipeline.formatting import NBSP
from pipeline.forms.mapping.reading import problem
from pipeline.tools import environment


class NoText(Exception):
    """Raised when an expression gives what has no text form: a date without a filter, say."""


def compiled(expression: str) -> TemplateExpression | None:
    """The expression; None where it cannot be understood."""
    try:
        return _compiled(expression)
    except (TemplateSyntaxError, JinjaError, RecursionError, SyntaxError):
        return None


def text_of(expression: str, context: Mapping[str, Any]) -> str:
    """What an expression writes; nothing where a field it needs is empty. Raises NoText."""
    found = compiled(expression)
    if found is None:
        raise NoText
    try:
        value = found(**context)
    except (JinjaError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError):
        return ""
    if value is None or value is False:
        return ""
    if isinstance(value, Markup):
        value = value.unescape()
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise NoText
    return value.replace(NBSP, " ")


def not_understood(path: str) -> Problem:
    """An expression that is none."""
    return problem(path, "udtryk", text("Udtrykket kan ikke forstås."), UNDERSTOOD)


UNDERSTOOD: Text = text("Skriv det som i en skabelon, men uden krøllede parenteser: barn.navn | fornavn")


@functools.lru_cache(1024)
def _compiled(expression: str) -> TemplateExpression:
    return environment().compile_expression(expression, undefined_to_none=True)
