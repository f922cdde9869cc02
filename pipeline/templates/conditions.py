"""Reads the conditions of a template: what is known where one holds, and where it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jinja2 import nodes

from pipeline.errors import text
from pipeline.templates import filters
from pipeline.templates import knowledge as know
from pipeline.templates.fields import Seen
from pipeline.templates.fieldtypes import ANY, TEXT, YES, Type
from pipeline.templates.filtering import Filtering, constants
from pipeline.templates.knowledge import NOTHING, Knowledge

Known = tuple[Knowledge, Knowledge]
"""What is known where a condition holds, and where it does not."""

_ORDER = frozenset({"lt", "lteq", "gt", "gteq"})
_GROUPS: Mapping[str, str] = {"tal": "tal", "heltal": "tal", "tekst": "tekst", "dato": "dato"}


class Conditions(Filtering):
    """Fields and filters in conditions."""

    def condition(self, node: nodes.Node) -> Known:
        """What is known where the expression holds, and where not."""
        if isinstance(node, nodes.Not):
            then, otherwise = self.condition(node.node)
            return otherwise, then
        if isinstance(node, nodes.And | nodes.Or):
            return self._joint(node)
        if isinstance(node, nodes.Compare):
            return self._comparison(node)
        if isinstance(node, nodes.Test):
            return self._tested(node)
        seen = self.value(node)
        self._must_exist(seen)
        return _something(seen), know.empty(seen.path)

    def _must_exist(self, seen: Seen) -> None:
        """An empty field can be asked for; one that is missing cannot."""
        if not self.known.is_there(seen.path, seen.type):
            self.need(seen)

    def _joint(self, node: nodes.And | nodes.Or) -> Known:
        then, otherwise = self.condition(node.left)
        both = isinstance(node, nodes.And)
        kept, self.known = self.known, self.known.both(then if both else otherwise)
        then_right, otherwise_right = self.condition(node.right)
        self.known = kept
        if both:
            return then.both(then_right), otherwise.either(then.both(otherwise_right))
        return then.either(otherwise.both(then_right)), otherwise.both(otherwise_right)

    def _comparison(self, node: nodes.Compare) -> Known:
        left = self.value(node.expr)
        self._must_exist(left)
        then, otherwise = NOTHING, NOTHING
        for operand in node.ops:
            right = self.value(operand.expr)
            if operand.op in _ORDER:
                self.need(left)
                self.need(right)
            if operand.op not in ("in", "notin"):
                self._check_kinds(left, right)
            found = self._known_by(operand.op, node.expr, left, operand.expr)
            then, otherwise = then.both(found[0]), found[1] if len(node.ops) == 1 else NOTHING
            left = right
        return then, otherwise

    def _known_by(self, op: str, node: nodes.Node, seen: Seen, other: nodes.Node) -> Known:
        if isinstance(node, nodes.Const) and not isinstance(other, nodes.Const):
            return self._known_by(op, other, self.value(other), node) if op in ("eq", "ne") else (
                NOTHING, NOTHING)
        if op in ("ne", "notin"):
            then, otherwise = self._known_by({"ne": "eq", "notin": "in"}[op], node, seen, other)
            return otherwise, then
        values = constants(other)
        if op in _ORDER or values is None:
            return know.filled(seen.of) if op in ("gt", "gteq") else NOTHING, NOTHING
        return self._one_of(seen, values, other)

    def _one_of(self, seen: Seen, values: list[Any], other: nodes.Node) -> Known:
        if values == [None]:
            return NOTHING, know.some(seen.path)
        if all(isinstance(value, str) for value in values):
            self._check_codes(seen, other)
            words, domain = frozenset(values), self.known.codes.get(seen.path, seen.type.values)
            return know.one_of(seen.path, words), know.none_of(seen.path, words, domain)
        if all(values) and not any(isinstance(value, bool) for value in values):
            return _something(seen), NOTHING
        return NOTHING, NOTHING

    def _check_kinds(self, left: Seen, right: Seen) -> None:
        groups = [_GROUPS.get(seen.type.kind) for seen in (left, right)]
        plain = [seen.type.kind for seen in (left, right)]
        if "alt" in plain or groups[0] == groups[1] != "" or plain[0] == plain[1]:
            return
        seen, other = (left, right) if left.path else (right, left)
        self.tell("forkert-sammenligning", text(
            "Feltet {felt} er {slags} og kan ikke sammenlignes med {anden}", felt=seen.name or "…",
            slags=filters.NAMES[seen.type.kind], anden=filters.NAMES[other.type.kind]), text(
            "Sammenlign med en værdi af samme slags."))

    def _tested(self, node: nodes.Test) -> Known:
        seen = self.value(node.node)
        if node.name in ("defined", "undefined"):
            then, otherwise = know.there(seen.path), NOTHING
            return (then, otherwise) if node.name == "defined" else (otherwise, then)
        self._must_exist(seen)
        for argument in node.args:
            self.value(argument)
        if node.name == "none":
            return NOTHING, know.some(seen.path)
        equal = {"eq": "eq", "equalto": "eq", "==": "eq", "ne": "ne", "!=": "ne", "in": "in"}
        if node.name in equal and node.args:
            return self._known_by(equal[node.name], node.node, seen, node.args[0])
        return NOTHING, NOTHING

    def _truth(self, node: nodes.Node) -> Seen:
        self.condition(node)
        return Seen(YES)

    _compare = _test = _not = _truth

    def _and(self, node: nodes.And) -> Seen:
        then, _ = self.condition(node.left)
        return Seen(_joined(self.value(node.left).type, self._under(then, node.right).type))

    def _or(self, node: nodes.Or) -> Seen:
        _, otherwise = self.condition(node.left)
        left, right = self.value(node.left), self._under(otherwise, node.right)
        return Seen(_joined(left.type.sure(), right.type))

    def _condexpr(self, node: nodes.CondExpr) -> Seen:
        then, otherwise = self.condition(node.test)
        one = self._under(then, node.expr1)
        other = self._under(otherwise, node.expr2) if node.expr2 is not None else Seen(TEXT)
        return Seen(_joined(one.type, other.type))


def _something(seen: Seen) -> Knowledge:
    """That there is something in a value, and in the list it is of."""
    return know.filled(seen.path).both(know.filled(seen.of))


def _joined(one: Type, other: Type) -> Type:
    """What is one or the other."""
    if one.kind == other.kind or {one.kind, other.kind} == {"tal", "heltal"}:
        wider = one if one.kind != "heltal" else other
        return replace(wider, optional=one.optional or other.optional, absent=one.absent or other.absent,
                       values=one.values | other.values if one.values and other.values else frozenset(),
                       known=())
    return ANY
