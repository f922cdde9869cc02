"""The fields of a filled form to a case, through its mapping; every problem at its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pipeline.danish.fields import Field as CaseField
from pipeline.danish.fields import constants, fields
from pipeline.danish.numbers import Trouble
from pipeline.documents import KINDS
from pipeline.errors import Problem, Text, text
from pipeline.forms.fields import Field
from pipeline.forms.mapping import Bound, FormMap, Part
from pipeline.forms.mapping.paths import Path, Which
from pipeline.forms.mapping.sums import told_sums
from pipeline.forms.mapping.tree import Broken, Ended, Tree
from pipeline.forms.mapping.understanding import is_blank, joined, understood
from pipeline.sag import Sag
from pipeline.validation import ordered, problems_of, title_of, validate

Form = Mapping[str, Field]
"""A form's fields by full name, whatever it was set as."""

Rows = AbstractSet[tuple[Path, int]]
"""Rows of the form, by their list and their place in it."""

LACKING = frozenset({"mangler", "anyOf", "minItems", "if", "forbudt"})
"""Complaints of the schema that are about what is not there."""


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    form: Form
    mapping: FormMap
    tree: Tree
    problems: list[Problem] = field(default_factory=list)
    ticks: dict[Path, list[tuple[Any, str]]] = field(default_factory=dict)
    parts: dict[Path, dict[Part, Field]] = field(default_factory=dict)


def read(form: Form, mapping: FormMap, base: Mapping[str, Any] | None = None, *,
         source: str = "") -> Sag:
    """The case that a filled form says, merged into `base` where there is one.

    Nothing is raised: the Sag carries the problems and knows the field of each value. A field that
    nobody has filled in leaves the base as it is: it may be empty because its reader must not see
    what stands there. The mapping must have been checked (`check.refuse`).
    """
    kind = KINDS.get(mapping.kind)
    reading = _Reading(form, mapping, Tree(base, kind))
    bound = tuple(mapping.bound())
    filled = {each.row for each in bound if each.row and each.name in form
              and not is_blank(form[each.name])}
    for each in bound:
        if each.row is None or each.row in filled:
            _take(reading, each)
    _settle(reading)
    _drop_rows(reading, bound, filled)
    _say_constants(reading)
    ended = reading.tree.ended()
    ended.data.update({name: value for name, value in constants().items() if name not in ended.data})
    problems = [*reading.problems, *_broken(ended),
                *told_sums(form, mapping, ended.data, {one.name for _, one in ended.broken}),
                *_missing(reading, bound, filled)]
    places = {path: place(name) for path, name in ended.fields.items()}
    return Sag(ended.data, source, places, ordered(problems))


def every_problem(sag: Sag, whole: bool) -> tuple[Problem, ...]:
    """The reader's problems and those the schema has with what was read, each at its field.

    `whole`: the form was read into a case, so what is missing there and the rules count too.
    """
    if whole:
        return ordered(sag.located(validate(sag)))
    return ordered(sag.located(each for each in problems_of(sag.data, "sag")
                               if each.code not in LACKING))


def place(name: str) -> Text:
    """A form's field as the place of a problem."""
    return text("felt {felt}", felt=name)


def steps_of(path: str) -> list[str | int]:
    """A place as problems name it ("tilsyn[0].dato"), step by step."""
    steps = path.replace("[", ".[").split(".")
    return [int(each[1:-1]) if each.startswith("[") else each for each in steps]


@lru_cache(4096)
def known_at(path: Path) -> CaseField | None:
    """What the schema says of the field at a path; of a whole list of values too."""
    return fields().get(path.generic) or fields().get(f"{path.generic}[]")


def _take(reading: _Reading, bound: Bound) -> None:
    """Read one field."""
    source, target = bound.source, reading.form.get(bound.name)
    if target is None or source.path is None:
        return
    known = known_at(source.path)
    assert known is not None, "the mapping was checked"
    if source.part:
        reading.parts.setdefault(source.path, {})[source.part] = target
    elif source.when is not None:
        ticked = reading.ticks.setdefault(source.path, [])
        if not is_blank(target):
            ticked.append((source.when, bound.name))
    elif is_blank(target) and target.value is not False:
        reading.tree.note(source.path, bound.name)
    else:
        _put(reading, source.path, bound.name, lambda: understood(target, source, known))


def _put(reading: _Reading, path: Path, name: str, value: Any) -> None:
    try:
        reading.tree.put(path, value(), name)
    except Trouble as trouble:
        reading.tree.put(path, Broken(trouble, name), name)


def _settle(reading: _Reading) -> None:
    """Put together what stands in several fields."""
    for path, parts in reading.parts.items():
        name = next(iter(parts.values())).name
        if all(map(is_blank, parts.values())):
            reading.tree.note(path, name)
        else:
            said = {part: str(target.value or "") for part, target in parts.items()}
            _put(reading, path, name, lambda said=said: joined(said))
    for path, ticked in reading.ticks.items():
        known = known_at(path)
        if known and known.many and ticked:
            reading.tree.put(path, [value for value, _ in ticked], ticked[0][1])
        elif len(ticked) > 1:
            reading.tree.put(path, Broken(Trouble("felt-flere-kryds", text(
                "Der er sat flere krydser, men kun ét kan gælde."), text(
                "Fjern krydserne i de felter, der ikke gælder.")), ticked[1][1]), ticked[1][1])
        elif ticked:
            reading.tree.put(path, *ticked[0])


def _drop_rows(reading: _Reading, bound: tuple[Bound, ...],
               filled: Rows) -> None:
    """Take away the items whose rows are empty now; a table nobody has touched leaves the list."""
    touched = {row[0] for row in filled if row}
    for row in dict.fromkeys(each.row for each in bound if each.row):
        if row not in filled and row[0] in touched:
            reading.tree.drop(row[0].item(row[1]))


def _say_constants(reading: _Reading) -> None:
    """Put what every such form says, where something is answered beside it."""
    for path, value in reading.mapping.constants.items():
        if reading.tree.answered(path):
            reading.tree.put(path, value, "")


def _broken(ended: Ended) -> Iterator[Problem]:
    for path, one in ended.broken:
        yield Problem(path, one.trouble.code, title_of("sag", steps_of(path)), one.trouble.message,
                      one.trouble.remedy, place=place(one.name))


def _missing(reading: _Reading, bound: tuple[Bound, ...],
             filled: Rows) -> Iterator[Problem]:
    """Fields that somebody had to fill in and did not, and those the form does not have."""
    for each in bound:
        target = reading.form.get(each.name)
        if target is None:
            yield Problem(_path(each), "felt-findes-ikke", text("Formular"), text(
                "Formularen har ikke feltet, som koblingen nævner."), text(
                "Brug den formular, koblingen er lavet til, eller ret koblingen."),
                place=place(each.name))
        elif (target.required or each.source.required) and is_blank(target) and (
                each.row in filled if each.row else _asked(reading, each.source.path)):
            known = known_at(each.source.path) if each.source.path else None
            title = Text(known.title) if known else text("Formular")
            yield Problem(_path(each), "felt-skal-udfyldes", title, text("Feltet er ikke udfyldt."),
                          text("Udfyld feltet i formularen."), place=place(each.name))


def _path(bound: Bound) -> str:
    return str(bound.source.path or bound.source.total or "")


def _asked(reading: _Reading, path: Path | None) -> bool:
    """Whether a field must be filled in: not where the case has its value already, and not of a second
    parent, say, of whom nothing is told."""
    if path is None:
        return True
    if (found := reading.tree.existing(path)) and found[1] in found[0]:
        return False
    last = [step for step in path.steps if not isinstance(step, str)][-1:]
    return not last or last[0] in (-1, Which.NEW) or reading.tree.answered(path)
