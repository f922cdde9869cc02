"""Sums that people have written in a form, against what its own figures add up to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from pipeline.danish.fields import fields
from pipeline.danish.numbers import Trouble, by_hand, parse_number
from pipeline.documents import KINDS, DocumentKind
from pipeline.errors import Problem, Text, text
from pipeline.forms.fields import Field
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.paths import Match, Path, Which
from pipeline.forms.mapping.understanding import WHERE, is_blank


def told_sums(form: Mapping[str, Field], mapping: FormMap, data: Mapping[str, Any],
              unread: Collection[str]) -> Iterator[Problem]:
    """A problem for each sum that is not that of its figures; not where a figure was unread."""
    for each in mapping.bound():
        target = form.get(each.name)
        if each.source.total is None or target is None or is_blank(target):
            continue
        of = {other.name for other in mapping.bound() if other.source.path
              and other.source.path.generic == each.source.total.generic}
        if of & set(unread):
            continue
        try:
            written = parse_number(by_hand(str(target.value)), money=True)
        except Trouble as trouble:
            yield _problem(each.source.total, f"{WHERE}-{trouble.code}", each.name, trouble)
            continue
        if written != total(data, each.source.total, KINDS.get(mapping.kind)):
            yield _problem(each.source.total, f"{WHERE}-sum", each.name, Trouble("sum", text(
                "Summen er en anden end den, tallene giver."), text(
                "Kontrollér både tallene og summen, og ret det, der er forkert.")))


def total(data: Mapping[str, Any], path: Path, kind: DocumentKind | None) -> int | Decimal:
    """What the numbers at a path add up to; 0 where there are none."""
    numbers = [value for value in every(data, path, kind)
               if isinstance(value, int | Decimal) and not isinstance(value, bool)]
    return sum(numbers, start=0)


def every(data: Any, path: Path, kind: DocumentKind | None) -> list[Any]:
    """Every value at a path of a case."""
    found: list[Any] = [data]
    listed = ""
    for step in path.steps:
        if isinstance(step, str):
            listed = step
            found = [node[step] for node in found if isinstance(node, Mapping) and step in node]
        elif isinstance(step, Match):
            found = [[item for item in items if isinstance(item, Mapping)
                      and item.get(step.field) == step.value] for items in found]
        else:
            art = kind.art if kind and kind.liste == listed else None
            found = [item for items in found for item in _chosen(items, step, art)]
    return [value for item in found for value in (item if isinstance(item, list | tuple) else [item])]


def _chosen(items: Any, step: int | Which, art: str | None) -> list[Any]:
    if not isinstance(items, list | tuple):
        return []
    if step is Which.ALL:
        return list(items)
    if step is Which.NEW or step == -1:
        return [item for item in items if art is None or item.get("art") == art][-1:]
    assert isinstance(step, int)
    return list(items[step:step + 1])


def _problem(path: Path, code: str, name: str, trouble: Trouble) -> Problem:
    from pipeline.forms.mapping.tocase import place

    known = fields().get(path.generic)
    title = Text(known.title) if known else text("Formular")
    return Problem(str(path), code, title, trouble.message, trouble.remedy, place=place(name))
