"""A mapping with other ids for people and goals than the form was made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.forms.mapping import FormMap, Rows, Source
from pipeline.forms.mapping.paths import Match, Path, Step
from pipeline.rules.references import GOALS, PEOPLE

Ids = Mapping[str, str]
"""New ids by old ones."""

_PEOPLE = frozenset(each.removesuffix("[]") for each in ("parter[].id", *PEOPLE))
_GOALS = frozenset(each.removesuffix("[]") for each in ("maal[].id", *GOALS))


def renamed(mapping: FormMap, people: Ids, goals: Ids) -> FormMap:
    """The mapping with these ids wherever it names a parent or a goal; the fields keep their names."""
    new = _Renaming(people, goals)
    return replace(
        mapping, fields={name: new.source(each, Path(())) for name, each in mapping.fields.items()},
        rows=tuple(new.rows(each) for each in mapping.rows),
        constants={new.path(path): new.value(path, value) for path, value in mapping.constants.items()})


class _Renaming:
    def __init__(self, people: Ids, goals: Ids) -> None:
        self._people, self._goals = people, goals

    def rows(self, rows: Rows) -> Rows:
        """A table."""
        item = rows.path.item(0)
        return replace(rows, path=self.path(rows.path), fields={
            name: self.source(each, item) for name, each in rows.fields.items()})

    def source(self, source: Source, above: Path) -> Source:
        """A field's source; `above` is what its path is within."""
        if source.path is None:
            return source
        whole = above.join(source.path)
        return replace(
            source, path=Path(self.path(whole).steps[len(above.steps):]),
            when=self.value(whole, source.when),
            choices={option: self.value(whole, value) for option, value in source.choices.items()})

    def path(self, path: Path) -> Path:
        """A path, whose items may be named by whose they are."""
        return Path(tuple(self._step(path.steps[:at], step) for at, step in enumerate(path.steps)))

    def value(self, path: Path, value: Any) -> Any:
        """A value at a path, which may be an id."""
        return self._ids(path).get(value, value) if isinstance(value, str) else value

    def _step(self, above: tuple[Step, ...], step: Step) -> Step:
        if not isinstance(step, Match):
            return step
        return replace(step, value=self._ids(Path((*above, 0, step.field))).get(step.value, step.value))

    def _ids(self, path: Path) -> Ids:
        if path.generic in _PEOPLE:
            return self._people
        return self._goals if path.generic in _GOALS else {}
