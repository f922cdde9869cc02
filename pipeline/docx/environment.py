"""The Jinja environment of every template: sandboxed, strict, without globals, bounded.

What a template may do is decided here: which filters, tests, methods and operators exist, and
which values have a text form. A value without one (a number with decimals, a date, nothing at all)
is refused rather than printed the way Python happens to print it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, UndefinedError
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Concat
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from pipeline.errors import Text, text

MAX_TEXT = 20_000_000
"""Characters of one part of a letter, and of any text built inside a template."""

TESTS = frozenset({
    "boolean", "defined", "divisibleby", "eq", "equalto", "even", "false", "ge", "greaterthan",
    "gt", "in", "integer", "iterable", "le", "lessthan", "lower", "lt", "mapping", "ne", "none",
    "number", "odd", "sequence", "string", "true", "undefined", "upper",
    "==", "!=", ">", ">=", "<", "<=",
})
"""Jinja's tests that only look at a value."""

METHODS: Mapping[type, frozenset[str]] = {
    dict: frozenset({"get", "items", "keys", "values"}),
    str: frozenset({"endswith", "lower", "startswith", "strip", "upper"}),
}
"""The methods a template may call: none of them changes a value or makes a longer one."""

LINE_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LAYOUT = re.compile(r"(\r\n|\r|\n|\t)")
_WHITE = re.compile(r"[\t\n\r]+")
_ATTRIBUTE = re.compile(r"[0-9A-Za-z]{1,32}")


class Refused(TemplateRuntimeError):
    """Raised while a template runs, when it asks for what no letter may hold or do."""

    def __init__(self, code: str, wording: Text, remedy: Text) -> None:
        super().__init__(code)
        self.code, self.wording, self.remedy = code, wording, remedy


class NeedsDocxtpl(TemplateRuntimeError):
    """Raised when a value is one of docxtpl's own (an image, say), which docxtpl must place."""


class MissingField(UndefinedError):
    """Raised when a template uses a field the data does not have; the message is its name."""


class Missing(StrictUndefined):
    """A missing field: every use but `is defined` fails, naming the field."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        super().__init__(hint, obj, name, MissingField if exc is UndefinedError else exc)

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class _Generator(CodeGenerator):
    """Lets `a ~ b` give its operands the same text form as a field has."""

    def visit_Concat(self, node: Concat, frame: Frame) -> None:
        """Write the call that joins the operands."""
        self.write("environment.join_texts((")
        for operand in node.nodes:
            self.visit(operand, frame)
            self.write(", ")
        self.write("))")


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, narrowed to what letters need."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of the data comes before a method that happens to have its name."""
        if isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except KeyError:
                if attribute not in METHODS[dict]:
                    return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def wrap_str_format(self, value: Any) -> None:
        """No special case for str.format: like any method not listed, it cannot be called."""
        return None

    def is_safe_callable(self, obj: Any) -> bool:
        """Only the listed methods, and what a loop offers (loop.cycle, loop.changed)."""
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        if type(owner).__module__ == "jinja2.runtime" and name in {"cycle", "changed"}:
            return True
        kind = dict if isinstance(owner, Mapping) else type(owner)
        return name in METHODS.get(kind, frozenset())

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers, and `+` on two texts or two lists; nothing that multiplies text.

        Powers are refused as a whole: a short one can take all memory.
        """
        numbers = _is_number(left) and _is_number(right)
        if operator == "**" or not (numbers or operator == "+" and _joinable(left, right)):
            raise Refused("regnestykke", text(
                "Regnestykket med {operator} er ikke tilladt i en skabelon.", operator=operator),
                text("Skriv felterne efter hinanden, eller brug et filter."))
        result = super().call_binop(context, operator, left, right)
        if not numbers:
            bounded(len(result))
        return result

    def join_texts(self, values: Iterable[object]) -> str:
        """`a ~ b`: each value in its text form."""
        texts = [value if isinstance(value, str) else text_form(value) for value in values]
        bounded(sum(map(len, texts)))
        if any(isinstance(value, Markup) for value in texts):
            return Markup("").join(texts)
        return "".join(texts)


def make_environment(filters: Mapping[str, Callable[..., object]]) -> TemplateEnvironment:
    """The environment whose templates may use these filters and no others."""
    environment = TemplateEnvironment(autoescape=True, undefined=Missing, finalize=text_form)
    environment.globals.clear()
    environment.tests = {
        name: test for name, test in environment.tests.items() if name in TESTS
    }
    environment.filters = {
        **filters, ATTRIBUTE: attribute_form, PROPERTY: property_form, CONTENT: content_form,
    }
    return environment


ATTRIBUTE, PROPERTY, CONTENT = "_attribut", "_egenskab", "_indhold"
"""Filters the compiler puts on fields that stand elsewhere than in a line of text."""


def text_form(value: object) -> str:
    """What `{{ value }}` writes into a line of text (Jinja escapes what is no Markup).

    Text stands as it is, with line breaks and tabs as Word writes them; a whole number as its
    digits. Nothing else has a text form of its own.
    """
    if type(value) is str:
        # isprintable() is the fast way to know that nothing in it needs a closer look.
        return value if value.isprintable() else _laid_out(value)
    if type(value) is int:
        return str(value)
    return _rare_form(value)


def _rare_form(value: object) -> str:
    if isinstance(value, Markup):
        return value
    if isinstance(value, Undefined):
        return str(value)
    if is_docxtpl(value):
        raise NeedsDocxtpl
    if isinstance(value, str):
        return text_form(str.__str__(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(int(value))
    raise Refused("felt-uden-tekst", text("Feltet har ingen tekstform."), text(
        "Brug et filter, der gør værdien til tekst, for eksempel en dato eller et beløb."))


def _laid_out(value: str) -> str:
    check_characters(value)
    if not _LAYOUT.search(value):
        return value
    return Markup("").join(
        TAB if piece == "\t" else LINE_BREAK if place % 2 else escape(piece)
        for place, piece in enumerate(_LAYOUT.split(value))
    )


def check_characters(value: str) -> None:
    """Refuse a text with characters that no XML document can hold."""
    if _ILLEGAL.search(value):
        raise Refused("ugyldigt-tegn", text(
            "Feltet indeholder et styretegn, som et Word-dokument ikke kan rumme."), text(
            "Fjern tegnet fra sagens data; det er ofte kommet med fra en anden fil."))


def attribute_form(value: object) -> str:
    """The value of docxtpl's `colspan` and `cellbg`: a number or a colour."""
    written = str(value) if type(value) in (int, str) else ""
    if not _ATTRIBUTE.fullmatch(written):
        raise Refused("felt-i-celle", text(
            "Feltet skal være et helt tal (colspan) eller en farve (cellbg)."), text(
            "Ret feltet i skabelonen; en farve skrives med seks tegn, for eksempel DDEBF7."))
    return written


def property_form(value: object) -> str:
    """A document property (title, subject): text on one line."""
    if type(value) is str:
        check_characters(value)
        return _WHITE.sub(" ", value)
    return text_form(value)


def content_form(value: object) -> object:
    """`{{p x}}` and `{{r x}}` stand outside the text: only docxtpl's own values fit there."""
    if isinstance(value, Undefined):
        return str(value)
    if not is_docxtpl(value):
        raise Refused("felt-uden-for-tekst", text(
            "Feltet står uden for teksten ({{p …}} eller {{r …}}), men er almindelig tekst."),
            text("Skriv feltet uden p eller r."))
    return value


def is_docxtpl(value: object) -> bool:
    """Whether the value is one of docxtpl's own: InlineImage, RichText, Subdoc, Listing."""
    return type(value).__module__.startswith("docxtpl.")


def bounded(size: int) -> None:
    """Refuse a text that has grown beyond any letter."""
    if size > MAX_TEXT:
        raise Refused("for-stort", text("Skabelonen giver et alt for stort dokument."), text(
            "Se efter en løkke, der gentager sig selv."))


def _is_number(value: object) -> bool:
    return hasattr(value, "as_integer_ratio") and not isinstance(value, bool)


def _joinable(left: object, right: object) -> bool:
    return any(isinstance(left, kind) and isinstance(right, kind) for kind in (str, list, tuple))
