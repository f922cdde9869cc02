"""Whether every letter a template can make is well-formed, seen from its Jinja tree alone.

The tree is walked with the stack of open XML elements in hand: a condition or a loop may only hold
whole elements, and a field may only stand where its text form fits. So no letter has to be parsed
to know that it is XML. On the way the tree learns what rendering needs to know: whether a table's
columns can vary, and whether drawings can be repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jinja2 import nodes

from pipeline.docx.environment import ATTRIBUTE, CONTENT, PROPERTY
from pipeline.docx.tags import Place, Source, Tag
from pipeline.errors import Problem, text

DRAWING_ID = "\0"
"""Stands for a drawing's number until it is known; no text can hold this character."""
LINE = "\ufdd2"
"""Stands for a line break outside the tags, which must not count as one."""
FIRST_DRAWING = 1001

_MARKUP = re.compile(r"<(/?)([\w:.-]+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>")
_COMMENT = re.compile(r"<!--.*?-->|<\?.*?\?>", re.S)
_UNFINISHED = re.compile(r"<[\w:.-]+(?:[^<>\"']|\"[^\"]*\"|'[^']*')*(?:\"[^\"]*|'[^']*)?$")
_ATTRIBUTE_PLACE = re.compile(r"<([\w:.-]+)\s.*?([\w:.-]+)=[\"'][^\"']*$", re.S)
_SPAN = re.compile(r'w:val="([^"]*)"')
_GRID = re.compile(
    r"<(?:(w:tbl)[ >]|(w:gridCol)\b|(w:tc)[ >]|w:gridSpan w:val=\"(\d+)\"|(/w:tr)>|(/w:tbl)>)")
_WRAPPED = ("<w:sdt", "<w:customXml", "<w:tcPrChange", "<mc:AlternateContent")
_ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_CELL_ATTRIBUTES = ("w:gridSpan", "w:shd")


class _State(NamedTuple):
    """Where in the XML one is: the open elements, and the attribute being written, if any."""

    open: tuple[str, ...] = ()
    attribute: str = ""


@dataclass(slots=True)
class _Row:
    depth: int
    cells: int = 0
    span: int = 0


@dataclass(slots=True)
class _Table:
    depth: int
    columns: int = 0
    full_row: bool = False
    short_row: bool = False
    loose: bool = False
    rows: list[_Row] = field(default_factory=list)


@dataclass(slots=True)
class Structure:
    """What the walk found."""

    problems: list[Problem] = field(default_factory=list)
    loose_tables: bool = False
    """A table's rows can have other columns than its grid, so the grid is made to fit. (That a
    table may have no rows at all is seen in the letter itself.)"""
    loose_drawings: bool = False
    """Drawings stand in conditions or loops, so they are numbered letter by letter."""


class Walker:
    """Walks one part's tree, checks it, and fits its nodes for rendering."""

    def __init__(self, source: Source, place: Place, in_properties: bool = False) -> None:
        self.found = Structure()
        self._source, self._place, self._in_properties = source, place, in_properties
        self._depth = 0
        self._tables: list[_Table] = []
        self._drawings = FIRST_DRAWING
        self._texts: list[nodes.TemplateData] = []

    def walk(self, tree: nodes.Template) -> Structure:
        """Check the whole tree."""
        state = self._body(tree.body, _State())
        if state != _State() and not self.found.problems:
            self._crossing(self._source.tag(1))
        if not self.found.loose_drawings:
            for data in self._texts:
                data.data = re.sub(DRAWING_ID, self._next_drawing, data.data)
        return self.found

    def _body(self, body: Iterable[nodes.Node], state: _State) -> _State:
        for node in body:
            if isinstance(node, nodes.Output):
                state = self._output(node, state)
            elif isinstance(node, nodes.If):
                state = self._branches(node, state)
            elif isinstance(node, nodes.For):
                state = self._loop(node, state)
            elif isinstance(node, nodes.With):
                state = self._body(node.body, state)
        return state

    def _output(self, node: nodes.Output, state: _State) -> _State:
        for index, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                child.data = self._restored(child.data)
                self._texts.append(child)
                state = self._text(child.data, state)
            else:
                node.nodes[index] = self._fitted(child, state)
        return state

    @staticmethod
    def _restored(data: str) -> str:
        for written, meant in _ESCAPES:
            data = data.replace(written, meant)
        return data.replace(LINE, "\n")

    def _fitted(self, expression: nodes.Expr, state: _State) -> nodes.Expr:
        """The field, behind the filter for where it stands."""
        if state.attribute:
            if state.attribute in _CELL_ATTRIBUTES:
                return _filtered(expression, ATTRIBUTE)
            self.found.problems.append(self._place.at(
                self._source.tag(expression.lineno), "tag-uden-for-tekst",
                text("Tagget står et sted, hvor felter ikke kan bruges"),
                text("Flyt tagget til almindelig tekst.")))
        elif self._in_properties:
            return _filtered(expression, PROPERTY)
        elif not state.open or state.open[-1] != "w:t":
            return _filtered(expression, CONTENT)
        return expression

    def _branches(self, node: nodes.If, state: _State) -> _State:
        self._depth += 1
        branches = (node.body, *(each.body for each in node.elif_), node.else_)
        ends = {self._body(branch, state) for branch in branches}
        self._depth -= 1
        if len(ends) == 1:
            return ends.pop()
        self._crossing(self._source.tag(node.lineno))
        return state

    def _loop(self, node: nodes.For, state: _State) -> _State:
        self._depth += 1
        if any(self._body(body, state) != state for body in (node.body, node.else_)):
            self._crossing(self._source.tag(node.lineno))
        self._depth -= 1
        return state

    def _crossing(self, tag: Tag) -> None:
        self.found.problems.append(self._place.at(
            tag, "blok-paa-tvaers", text("Blokken begynder og slutter ikke samme slags sted"),
            text("Sæt begge ender i samme tekst, eller begge i egne afsnit ({%p … %}) "
                 "eller egne tabelrækker ({%tr … %}).")))

    def _text(self, data: str, state: _State) -> _State:
        if state.attribute:
            ended = data.find('"')
            if ended < 0:
                return state
            data = f'<{state.attribute} x="' + data[ended:]
        data = _COMMENT.sub("", data)
        stack = list(state.open)
        for match in _MARKUP.finditer(data):
            closing, name, attributes, empty = match.groups()
            if closing:
                if not stack or stack[-1] != name:
                    return _State(("", *stack, name))
                stack.pop()
                self._closed(name)
            else:
                self._opened(name, attributes, stack)
                if not empty:
                    stack.append(name)
        unfinished = _UNFINISHED.search(data)
        attribute = ""
        if unfinished:
            place = _ATTRIBUTE_PLACE.match(unfinished[0])
            attribute = place[1] if place else "?"
        return _State(tuple(stack), attribute)

    def _opened(self, name: str, attributes: str, stack: Sequence[str]) -> None:
        if name == "w:tbl":
            self._tables.append(_Table(self._depth))
        elif name == "wp:docPr" and self._depth:
            self.found.loose_drawings = True
        elif self._tables:
            self._in_table(name, attributes, stack, self._tables[-1])

    def _in_table(self, name: str, attributes: str, stack: Sequence[str], table: _Table) -> None:
        """Count columns as docxtpl's fix_tables does, whichever rows there will be."""
        parent = stack[-1] if stack else ""
        if name == "w:gridCol":
            table.columns += 1
        elif name == "w:tr":
            table.rows.append(_Row(self._depth))
        elif name == "w:tc" and parent == "w:tr" and table.rows:
            row = table.rows[-1]
            row.cells += 1
            row.span += 1
            table.loose |= self._depth != row.depth
        elif name == "w:gridSpan" and stack[-3:] == ["w:tr", "w:tc", "w:tcPr"] and table.rows:
            span = _SPAN.search(attributes)
            if span and span[1].isdecimal():
                table.rows[-1].span += int(span[1]) - 1
            else:
                table.loose = True

    def _closed(self, name: str) -> None:
        if name == "w:tr" and self._tables and self._tables[-1].rows:
            row = self._tables[-1].rows.pop()
            for table in self._tables:
                table.loose |= row.cells > table.columns
            innermost = self._tables[-1]
            innermost.short_row |= row.span < innermost.columns
            innermost.full_row |= row.depth == innermost.depth and row.span >= innermost.columns
        elif name == "w:tbl" and self._tables:
            table = self._tables.pop()
            self.found.loose_tables |= table.loose or (table.short_row and not table.full_row)

    def _next_drawing(self, _: re.Match[str]) -> str:
        self._drawings += 1
        return str(self._drawings - 1)


def _filtered(expression: nodes.Expr, name: str) -> nodes.Filter:
    node = nodes.Filter(expression, name, [], [], None, None, lineno=expression.lineno)
    node.environment = expression.environment
    return node


def fits(xml: str) -> bool:
    """Whether every table of a rendered part surely has the columns of its rows.

    Then docxtpl's fix_tables would change nothing, and the part need not be parsed. Tables in
    tables and wrapped cells are left to it.
    """
    if any(mark in xml for mark in _WRAPPED):
        return False
    columns = cells = span = widest = 0
    inside = False
    for table, column, cell, spanned, row, ended in _GRID.findall(xml):
        if cell:
            cells += 1
            span += 1
        elif spanned:
            span += int(spanned) - 1
        elif column:
            columns += 1
        elif row:
            if cells > columns:
                return False
            widest, cells, span = max(widest, span), 0, 0
        elif table:
            if inside:
                return False
            inside, columns, widest = True, 0, 0
        elif ended:
            if widest < columns:
                return False
            inside = False
    return True
