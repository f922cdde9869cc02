"""Reads every expression of a template."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import nodes

from pipeline.docx.environment import METHODS
from pipeline.errors import text
from pipeline.templates.conditions import Conditions
from pipeline.templates.fields import Seen
from pipeline.templates.fieldtypes import ANY, NUMBER, TEXT, WHOLE, YES, Type, listed, made_of

LOOP = made_of(
    index=WHOLE, index0=WHOLE, revindex=WHOLE, revindex0=WHOLE, length=WHOLE, depth=WHOLE,
    depth0=WHOLE, first=YES, last=YES, cycle=ANY, changed=ANY, previtem=Type("alt", absent=True),
    nextitem=Type("alt", absent=True))
"""What Jinja's `loop` offers."""

class Expressions(Conditions):
    """Fields, filters and conditions, and what is made of them."""

    def _const(self, node: nodes.Const) -> Seen:
        value = node.value
        if isinstance(value, bool):
            return Seen(YES)
        kinds: Mapping[type, Type] = {str: TEXT, int: WHOLE, float: NUMBER}
        return Seen(kinds.get(type(value), Type("alt", optional=value is None)))

    def _list(self, node: nodes.List) -> Seen:
        items = [self.value(item).type for item in node.items]
        return Seen(listed(items[0] if items else ANY))

    _tuple = _list

    def _concat(self, node: nodes.Concat) -> Seen:
        for part in node.nodes:
            self.printed(part)
        return Seen(TEXT)

    def _arithmetic(self, node: nodes.BinExpr) -> Seen:
        left, right = self.filled_value(node.left), self.filled_value(node.right)
        kinds = {left.type.kind, right.type.kind} - {"alt"}
        if kinds <= {"tal", "heltal"}:
            whole = kinds == {"heltal"} and not isinstance(node, nodes.Div)
            return Seen(WHOLE if whole else NUMBER if kinds else ANY)
        if isinstance(node, nodes.Add) and (kinds == {"tekst"} or kinds == {"liste"}):
            return Seen(left.type)
        self.tell("regnestykke", text("Der kan kun regnes med tal"), text(
            "Skriv felterne efter hinanden, eller brug et filter."))
        return Seen(ANY)

    _add = _sub = _mul = _div = _floordiv = _mod = _arithmetic

    def _pow(self, node: nodes.Pow) -> Seen:
        self.filled_value(node.left)
        self.tell("regnestykke", text(
            "Regnestykket med {operator} er ikke tilladt i en skabelon.", operator="**"),
            text("Skriv felterne efter hinanden, eller brug et filter."))
        return Seen(ANY)

    def _neg(self, node: nodes.Neg) -> Seen:
        return Seen(self.filled_value(node.node).type)

    def _call(self, node: nodes.Call) -> Seen:
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.value(argument)
        if isinstance(node.node, nodes.Getattr):
            owner = self.filled_value(node.node.node)
            methods = {"tekst": METHODS[str], "alt": METHODS[str] | METHODS[dict]}.get(
                owner.type.kind, METHODS[dict])
            loops = isinstance(node.node.node, nodes.Name) and node.node.node.name == "loop"
            if node.node.attr in methods or (loops and node.node.attr in ("cycle", "changed")):
                return Seen(_method(node.node.attr))
        self.forbidden()
        return Seen(ANY)


def _method(name: str) -> Type:
    """What a method gives that a template may call."""
    if name in ("endswith", "startswith"):
        return YES
    if name in ("items", "keys", "values"):
        return listed(ANY)
    return TEXT if name in ("lower", "strip", "upper") else ANY
