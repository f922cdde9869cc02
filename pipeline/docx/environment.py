"""The Jinja environment of every template: sandboxed, strict, without globals, bounded.

What a template may do is decided here: which filters, tests, methods and operators exist.
How values are written is decided in values.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, UndefinedError
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Concat, Expr, For, Impossible, Node, TemplateData, With
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from pipeline.docx.budget import LetterContext, built, reckoned, steps
from pipeline.docx.values import (
    Refused,
    attribute_form,
    content_form,
    property_form,
    text_form,
)
from pipeline.errors import text
from pipeline.richtext import RichText

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
    """Lets `a ~ b` give its operands the same text form as a field has, and has loops counted."""

    _looped: Node | None = None

    def visit_For(self, node: For, frame: Frame) -> None:
        """Write a loop, knowing what it goes through."""
        self._looped = node.iter
        super().visit_For(node, frame)

    def visit(self, node: Node, *args: Any, **kwargs: Any) -> Any:
        """Write the call that counts a loop's turns around what it goes through."""
        if node is not self._looped:
            return super().visit(node, *args, **kwargs)
        self._looped = None
        self.write("environment.steps(context, ")
        super().visit(node, *args, **kwargs)
        self.write(")")
        return None

    def visit_With(self, node: With, frame: Frame) -> None:
        """Say first which line it is: what fails in its values has no other."""
        self.newline(node)
        super().visit_With(node, frame)

    def _output_child_to_const(self, node: Expr, frame: Frame, finalize: Any) -> str:
        """Only the document's own text is settled beforehand: what a tag writes out itself is given its
        text form, or refused, as a field's value is."""
        if not isinstance(node, TemplateData):
            raise Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Concat(self, node: Concat, frame: Frame) -> None:
        """Write the call that joins the operands."""
        self.write("environment.join_texts(context, (")
        for operand in node.nodes:
            self.visit(operand, frame)
            self.write(", ")
        self.write("))")


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, narrowed to what letters need."""

    code_generator_class = _Generator
    context_class = LetterContext
    steps = staticmethod(steps)
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of the data comes before a method that happens to have its name."""
        if isinstance(obj, Mapping):
            try:
                return obj[attribute]
            except KeyError:
                if attribute not in METHODS[dict]:
                    return self.undefined(obj=obj, name=attribute)
        elif isinstance(obj, str | list | tuple) and not (
                attribute.startswith("_") or attribute in METHODS.get(type(obj), METHODS[str])):
            # Printed as it stands, a method would tell where in memory it lies.
            return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ARG002  (Jinja's signature)
        """No special case for str.format: like any method not listed, it cannot be called."""
        return

    def is_safe_callable(self, obj: Any) -> bool:
        """Only the listed methods, and what a loop offers (loop.cycle, loop.changed)."""
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        if type(owner).__module__ == "jinja2.runtime" and name in {"cycle", "changed"}:
            return True
        kind = (dict if isinstance(owner, Mapping) else str if isinstance(owner, RichText)
                else type(owner))
        return name in METHODS.get(kind, frozenset())

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers, and `+` on two texts or two lists; nothing that multiplies text.

        Powers are refused as a whole: a short one can take all memory.
        """
        numbers = _is_number(left) and _is_number(right)
        if operator == "**" or not (numbers or (operator == "+" and _joinable(left, right))):
            raise Refused("regnestykke", text(
                "Regnestykket med {operator} er ikke tilladt i en skabelon.", operator=operator),
                text("Skriv felterne efter hinanden, eller brug et filter."))
        if isinstance(left, RichText) or isinstance(right, RichText):
            return self.join_texts(context, (left, right))
        result = super().call_binop(context, operator, left, right)
        if numbers:
            reckoned(result)
        else:
            built(context, len(result))
        return result

    def join_texts(self, context: LetterContext, values: Iterable[object]) -> str:
        """`a ~ b`: each value in its text form."""
        values = list(values)
        marked = any(isinstance(value, RichText) for value in values)
        # What is joined with a text that has marks is settled now, else it could be read as marks.
        texts = [escape(text_form(value)) if marked else value if isinstance(value, str)
                 else text_form(value) for value in values]
        built(context, sum(map(len, texts)))
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


def _is_number(value: object) -> bool:
    return hasattr(value, "as_integer_ratio") and not isinstance(value, bool)


def _joinable(left: object, right: object) -> bool:
    return any(isinstance(left, kind) and isinstance(right, kind) for kind in (str, list, tuple))
