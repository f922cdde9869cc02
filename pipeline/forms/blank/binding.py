"""A form's mapping to the case, made by the same act as the form.

A person is found by the id the form gives them, a signature by whose it is, and what is told of a
goal by the goal it is about, so that a form read
into a case that knows them lands on what is theirs. An application is always one more in its list, and
so is an answer among those to a hearing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.documents import KINDS, DocumentKind
from pipeline.forms.blank import kinds
from pipeline.forms.blank.asked import Blocks
from pipeline.forms.blank.model import Form, Question
from pipeline.forms.blank.plan import Plan
from pipeline.forms.mapping import FormMap, Rows, Source
from pipeline.forms.mapping.paths import Match, Path, Step, Which

BEHIND = 9000
"""Where the rows of a list go that has others already, such as what was spent before: behind them all.
Between them nothing is left."""


def mapping(form: Form, plan: Plan) -> FormMap:
    """Which field of the form goes with which place in the case; the plan must be a completed one."""
    return _Binding(plan).map_of(form)


class _Binding:
    def __init__(self, plan: Plan) -> None:
        self._plan, self._kind = plan, KINDS[plan.kind]
        # Lists of the event with an item for each person or goal, which says whose it is.
        asked = (one for part in kinds.of(plan.kind).parts for one, _ in part.each)
        self._each = {one.path.split(".")[-1]: one.among for one in asked
                      if isinstance(one, Blocks) and "." in one.path}

    def map_of(self, form: Form) -> FormMap:
        """The whole mapping."""
        fields: dict[str, Source] = {}
        rows: dict[tuple[str, ...], dict[str, tuple[Source, int]]] = {}
        for question in form.questions:
            if not question.bound:
                continue
            names = tuple(question.name.split("."))
            at = self._row(names)
            for name, source in self._sources(question, at):
                if at is None:
                    fields[name] = source
                else:
                    numbered = ".".join((*names[:at], "{n}", *name.split(".")[at + 1:]))
                    before = rows.setdefault(names[:at], {}).get(numbered, (source, 0))
                    rows[names[:at]][numbered] = (before[0], before[1] + 1)
        return FormMap(
            kind=form.kind, form=f"{form.kind}.pdf", fields=fields,
            rows=tuple(self._table(names, found) for names, found in rows.items()),
            constants={self._path(tuple(each.path.split("."))): each.value for each in form.fixed},
            by_hand=tuple(each.name for each in form.questions if not each.bound))

    def _sources(self, question: Question, at: int | None) -> Sequence[tuple[str, Source]]:
        names = tuple(question.name.split("."))
        path = self._path(names) if at is None else Path(tuple(names[at + 1:]))
        if question.kind == "several":
            return [(f"{question.name}.{each.value}", Source(path=path, when=each.value))
                    for each in question.choices]
        return [(question.name, Source(path=path, required=question.required))]

    def _table(self, names: tuple[str, ...], found: Mapping[str, tuple[Source, int]]) -> Rows:
        count = max(number for _, number in found.values())
        fields = {name: source for name, (source, _) in found.items()}
        return Rows(self._path(names), count, fields, first=0)

    def _row(self, names: tuple[str, ...]) -> int | None:
        """Where the number of a row stands in a name: of an item that is known by nothing else."""
        for at, name in enumerate(names):
            if (name.isdecimal() and at < len(names) - 1 and self._step(names, at) == int(name)
                    and not _is_event(self._kind, names, at)):
                return at
        return None

    def _path(self, names: tuple[str, ...]) -> Path:
        return Path(tuple(self._step(names, at) for at in range(len(names))))

    def _step(self, names: tuple[str, ...], at: int) -> Step:
        name = names[at]
        if not name.isdecimal():
            return name
        above, nr = names[at - 1], int(name)
        if at == 1 and above in ("parter", "maal"):
            listed = self._plan.people if above == "parter" else self._plan.goals
            return Match("id", next(each.id for each in listed if each.place == nr))
        if _is_event(self._kind, names, at):
            return nr if at == 1 and self._plan.known else Which.NEW
        if self._each.get(above) == "people":
            return Match("part", self._plan.people[nr].id)
        if self._each.get(above) == "goals":
            return Match("maal", next(each.id for each in self._plan.goals if each.place == nr))
        return nr + BEHIND if at == 1 else nr


def _is_event(kind: DocumentKind, names: tuple[str, ...], at: int) -> bool:
    """Whether this is the number of the event itself, or in its own list of what it is made of."""
    return names[0] == kind.liste and (at == 1 or (at == 3 and names[2] == kind.led))


def as_plain(found: FormMap) -> dict[str, Any]:
    """The mapping as JSON values, as it travels with the form."""
    from pipeline.forms.mapping.writing import as_json

    return as_json(found)
