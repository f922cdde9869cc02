"""Reads the filters of a template: what each is given and what it gives."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from jinja2 import nodes

from pipeline.docx.environment import TESTS
from pipeline.errors import Text, text
from pipeline.templates import filters
from pipeline.templates.fields import Fields, Seen
from pipeline.templates.fieldtypes import ANY, Type, listed


class Filtering(Fields):
    """Fields behind filters."""

    def _filter(self, node: nodes.Filter) -> Seen:
        name = node.name
        if node.node is None:
            return Seen(ANY)
        seen = self.value(node.node)
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.value(argument)
        if name == "default":
            return self._default(seen, node)
        self.need(seen)
        if not filters.takes(name, seen.type) or not filters.takes_items(name, seen.type):
            self._wrong_filter(seen, name)
            return Seen(filters.given(name, ANY))
        of = (seen.path or seen.of) if name in filters.OF_LISTS else ()
        if name in ("selectattr", "rejectattr"):
            return Seen(self._selected(seen.type, node), of=of)
        if name == "map":
            return Seen(self._mapped(seen.type, node), of=of)
        found = filters.given(name, seen.type)
        if not found.absent or (seen.path in self.known.filled):
            found = found.sure()
        return Seen(found, of=of)

    @staticmethod
    def _default(seen: Seen, node: nodes.Filter) -> Seen:
        """`default` helps a field that is missing; one that is empty only with `true`."""
        flags = [*node.args[1:], *(k.value for k in node.kwargs if k.key == "boolean")]
        also_empty = any(isinstance(flag, nodes.Const) and flag.value for flag in flags)
        found = seen.type
        return Seen(replace(found, absent=False, optional=found.optional and not also_empty,
                            known=() if also_empty else found.known), () if also_empty else seen.path)

    def _wrong_filter(self, seen: Seen, name: str) -> None:
        found = seen.type
        if found.kind == "liste" and found.kind in filters.SIGNATURES[name].takes:
            message = text("Filteret {filter} tager ikke en liste af sådanne felter", filter=name)
        else:
            message = text("Filteret {filter} kan ikke bruges på {felt}: det er {slags}", filter=name,
                           felt=seen.name or "…", slags=filters.NAMES[found.kind])
        fitting = [each for each, signature in filters.SIGNATURES.items()
                   if found.kind in signature.takes]
        self.tell("forkert-filter", message, text(
            "Brug et af disse: {kendte}.", kendte=", ".join(fitting) or "-"))

    def _selected(self, found: Type, node: nodes.Filter) -> Type:
        """The list with those items alone that a condition on a field leaves."""
        field_ = _text_of(node.args[:1])
        items = found.items or ANY
        if not field_ or items.kind == "alt":
            return found
        part = self._attribute(items, field_)
        test, value = _text_of(node.args[1:2]), node.args[2:3]
        if test and test not in TESTS:
            self._not_there(text("Testen {navn} findes ikke", navn=test), "ukendt-test", test, TESTS)
        if part and test in ("equalto", "eq", "==", "ne", "!=") and value:
            self._check_codes(Seen(part, (field_,)), value[0])
        if node.name == "selectattr" and len(node.args) == 1 and field_ in items.fields:
            return listed(items.also(**{field_: items.fields[field_].sure()}))
        return found

    def _mapped(self, found: Type, node: nodes.Filter) -> Type:
        items = found.items or ANY
        attribute = next((_text_of([k.value]) for k in node.kwargs if k.key == "attribute"), "")
        if attribute:
            part = self._attribute(items, attribute)
            return listed(part or ANY)
        name = _text_of(node.args[:1])
        if name and name not in filters.SIGNATURES:
            self._not_there(text("Filteret {navn} findes ikke", navn=name), "ukendt-filter", name,
                            filters.SIGNATURES)
        elif name and not filters.takes(name, items):
            self._wrong_filter(Seen(items), name)
        return listed(filters.given(name, items) if name else ANY)

    def _not_there(self, message: Text, code: str, name: str, known: Iterable[str]) -> None:
        names = sorted(each for each in known if each.isidentifier())
        close = difflib.get_close_matches(name, names, 1)
        self.tell(code, message, text("Mente du {forslag}?", forslag=close[0]) if close else text(
            "Brug et af disse: {kendte}.", kendte=", ".join(names)))

    def _attribute(self, items: Type, dotted: str) -> Type | None:
        """The type of an item's field by its dotted name."""
        found = items
        for name in dotted.split("."):
            if name.startswith("_"):
                self.forbidden()
                return None
            if found.kind == "alt":
                return None
            if name not in found.fields:
                self._unknown(name, dotted, found.fields)
                return None
            found = found.fields[name]
        return found

    def _check_codes(self, seen: Seen, other: nodes.Node) -> None:
        domain = seen.type.values
        for value in constants(other) or ():
            if domain and isinstance(value, str) and value not in domain:
                close = difflib.get_close_matches(value, sorted(domain), 1)
                remedy = text("Mente du {forslag}?", forslag=close[0]) if close else text(
                    "Brug et af disse: {kendte}.", kendte=", ".join(sorted(domain)))
                self.tell("ukendt-kode", text(
                    "Feltet {felt} kan aldrig være \"{kode}\"", felt=seen.name or "…",
                    kode=value), remedy)


def _text_of(arguments: list[nodes.Expr]) -> str:
    """A text argument, where it is written out."""
    found = next((each for each in arguments if isinstance(each, nodes.Const)), None)
    return found.value if found is not None and isinstance(found.value, str) else ""


def constants(node: nodes.Node) -> list[Any] | None:
    """The values an expression lists, where all are written out."""
    items = node.items if isinstance(node, nodes.List | nodes.Tuple) else [node]
    if not all(isinstance(item, nodes.Const) for item in items):
        return None
    return [item.value for item in items if isinstance(item, nodes.Const)]
