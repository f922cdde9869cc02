"""The rows of one case to the case: values at their paths, lists in their order, cells remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.batch.sheets.cells import Raw, text_of, value_of
from pipeline.batch.sheets.headings import OWN, Meant, number_heading
from pipeline.batch.sheets.rowless import rowless
from pipeline.batch.sheets.tables import Line, problem
from pipeline.danish.fields import constants, fields, lists
from pipeline.danish.numbers import Trouble
from pipeline.errors import Problem, Text, text
from pipeline.sag import Sag, in_cell

Node = dict[str | int, Any]
"""A part of the case that is being put together: by name, or by number where it is a list."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A cell that is in the case: its value, or why it has none. `blank`: nobody wrote there."""

    cell: str
    value: Any = None
    blank: bool = False
    trouble: Trouble | None = None


@dataclass(slots=True)
class Made:
    """What has come of the rows so far."""

    places: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


HERE, ROWS = "#", "#rows"
"""Where a node remembers the cell of the row it was made from, and that its items are rows."""

BROKEN = object()
"""Stands for a value that could not be read."""


def case_of(rows: tuple[Line, ...], source: str) -> Sag:
    """The case of a row and of its lists' rows. Nothing is raised: the Sag carries the problems."""
    main, *others = rows
    made, tree = Made(), Node()
    tree[HERE] = main.table.cell(main.table.case_column, main.number)
    _fill(tree, main, made)
    for row in sorted(others, key=lambda row: row.table.base.count("[]")):
        if (item := _item(tree, row, made)) is not None:
            _fill(item, row, made)
    for row in rows:
        _tell(row, made)
    data: dict[str, Any] = {**constants(), **_finished(tree, "", made)}
    lacking = rowless(data, made.places) if main.table.sheet else ()
    return Sag(data, source, {**dict(lacking), **made.places}, tuple(made.problems))


def _fill(node: Node, row: Line, made: Made) -> None:
    """Put a row's cells where their columns say."""
    for number, meant in row.table.columns.items():
        if meant.field:
            cell = row.table.cell(number, row.number)
            leaf = _leaf(row.cells.get(number), meant, cell)
            _put(node, _steps(meant.path), leaf, made)


def _leaf(raw: Raw | None, meant: Meant, cell: str) -> Leaf:
    if raw is None:
        return Leaf(cell, blank=True)
    known = fields()[meant.field]
    try:
        return Leaf(cell, value_of(raw, known, known.many and not meant.path.endswith("]")))
    except Trouble as trouble:
        return Leaf(cell, trouble=trouble)


def _put(node: Node, steps: tuple[str | int, ...], leaf: Leaf, made: Made) -> None:
    """Put a leaf at a path."""
    *above, last = steps
    for step in above:
        if leaf.blank and isinstance(node.get(step), Leaf):
            return
        node = _inside(node, step, made)
    there = node.get(last)
    if there is None or isinstance(there, Leaf) or _blank(there):
        node[last] = leaf if there is None or not leaf.blank else there
    elif not leaf.blank:
        made.problems.append(_contradiction(leaf.cell))


def _inside(node: Node, step: str | int, made: Made) -> Node:
    """The part of the case at a step; a cell that says there is none is contradicted."""
    there = node.get(step)
    if isinstance(there, dict):
        return there
    if isinstance(there, Leaf) and not there.blank:
        made.problems.append(_contradiction(there.cell))
    node[step] = inner = Node()
    return inner


def _item(tree: Node, row: Line, made: Made) -> Node | None:
    """The list's item that a row fills: a new one, in the item of the list above that it names."""
    node, own = tree, lists()[row.table.base]
    for level, path in enumerate((*own.above, own.path)):
        for step in path.rpartition("[].")[2].split("."):
            node = _inside(node, step, made)
        if path != own.path:
            chosen = _chosen(node, row, level, made)
            if chosen is None:
                return None
            node = chosen
    return _new(node, row, made)


def _chosen(node: Node, row: Line, level: int, made: Made) -> Node | None:
    """The item that a row's number names; without a number, the only one there is."""
    column = next((n for n, meant in row.table.columns.items() if meant.path == f"#{level}"), None)
    there = [n for n in _numbers(node) if ROWS in node or not _blank(node[n])]
    wanted = _number(row.cells.get(column)) if column is not None else None
    if column is None or column not in row.cells:
        wanted = there[0] if len(there) == 1 else None
    if wanted in there:
        found: Node = node[wanted]
        return found
    heading = number_heading(lists()[row.table.base].above[level])
    made.problems.append(problem("nummer-ukendt", text(
        "Rækken siger ikke, hvilken række på det andet ark den hører til, eller der er ikke nogen med "
        "det nummer."), text(
        "Skriv nummeret i kolonnen »{kolonne}«; den første i sagen er 1.", kolonne=heading),
        row.table.cell(column if column is not None else row.table.case_column, row.number)))
    return None


def _new(node: Node, row: Line, made: Made) -> Node | None:
    """A new item of a list: with the number its row has, else the next."""
    if ROWS not in node:
        if not _blank(node):
            made.problems.append(_contradiction(row.table.cell(row.table.case_column, row.number)))
        node.clear()
        node[ROWS] = True
    column = next((n for n, meant in row.table.columns.items() if meant.path == OWN), None)
    number = max(_numbers(node), default=-1) + 1
    if column is not None and column in row.cells:
        stated = _number(row.cells[column])
        if stated is None or stated in node:
            made.problems.append(problem("nummer-to-gange", text(
                "Nummeret er ikke et helt tal, eller en anden række i sagen har det samme."), text(
                "Giv sagens rækker numrene 1, 2, 3 og så videre."), row.table.cell(column, row.number)))
        else:
            number = stated
    node[number] = item = Node({HERE: row.table.cell(row.table.case_column, row.number)})
    return item


def _number(raw: Raw | None) -> int | None:
    """A row's number, counted from 0."""
    try:
        said = "" if raw is None else text_of(raw)
    except Trouble:
        return None
    return int(said) - 1 if re.fullmatch(r"[1-9]\d{0,4}", said, re.ASCII) else None


def _contradiction(cell: str) -> Problem:
    return problem("liste-to-steder", text("Listen er skrevet to steder."), text(
        "Skriv den enten på dens eget ark eller i kolonnerne her."), cell)


def _numbers(node: Node) -> list[int]:
    return [step for step in node if isinstance(step, int)]


def _blank(node: Any) -> bool:
    """Whether nobody has written anything in a part of the case."""
    if isinstance(node, Leaf):
        return node.blank
    return all(_blank(inner) for step, inner in node.items() if step not in (HERE, ROWS))


def _finished(node: Any, path: str, made: Made) -> Any:
    """A part of the case as JSON values; BROKEN where its cell could not be read."""
    if isinstance(node, Leaf):
        made.places[path] = node.cell
        if node.trouble:
            made.problems.append(_problem(node.trouble, path, node.cell))
        return BROKEN if node.trouble else node.value
    if HERE in node:
        made.places[path] = node[HERE]
    if numbers := sorted(_numbers(node)):
        return _finished_list([node[n] for n in numbers if not _blank(node[n])], path, made)
    found = {}
    for step, inner in node.items():
        if step not in (HERE, ROWS):
            value = _remember(inner, f"{path}.{step}".lstrip("."), made) if _blank(inner) else \
                _finished(inner, f"{path}.{step}".lstrip("."), made)
            if value is not BROKEN:
                found[step] = value
    return found


def _finished_list(items: Iterable[Any], path: str, made: Made) -> list[Any]:
    found: list[Any] = []
    for item in items:
        value = _finished(item, f"{path}[{len(found)}]", made)
        if value is not BROKEN:
            found.append(value)
    return found


def _remember(node: Any, path: str, made: Made) -> Any:
    """Where an empty cell is: a problem may be that it is empty."""
    if isinstance(node, Leaf):
        made.places[path] = node.cell
    else:
        for step, inner in node.items():
            if isinstance(step, str) and step not in (HERE, ROWS):
                _remember(inner, f"{path}.{step}", made)
    return BROKEN


def _problem(trouble: Trouble, path: str, cell: str) -> Problem:
    generic = re.sub(r"\[\d+\]", "[]", path)
    known = fields().get(generic) or fields()[f"{generic}[]"]
    return Problem(path, trouble.code, Text(known.title), trouble.message, trouble.remedy,
                   place=in_cell(cell))


def _tell(row: Line, made: Made) -> None:
    """What people may not have seen of a row."""
    if row.hidden:
        made.problems.append(replace(problem("skjult-raekke", text(
            "Rækken er skjult i regnearket. Den er taget med."), text(
            "Slet rækken, hvis den ikke skal med."),
            row.table.cell(row.table.case_column, row.number)), severity="advarsel"))
    for number in row.cells.keys() - row.table.columns.keys():
        made.problems.append(problem("celle-uden-overskrift", text(
            "Cellen står i en kolonne uden overskrift."), text(
            "Giv kolonnen en overskrift, eller slet cellen. Et komma eller semikolon i en CSV-fil kan "
            "også have delt en celle."), row.table.cell(number, row.number)))


def _steps(path: str) -> tuple[str | int, ...]:
    """("parter", 0, "navn") of "parter[0].navn"."""
    return tuple(int(number) if number else name
                 for number, name in re.findall(r"\[(\d+)\]|([a-z_]+)", path))
