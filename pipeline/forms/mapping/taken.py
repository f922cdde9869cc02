"""A filled form's file to a case, with the mapping that is given or the one it carries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.errors import DataError, Problem, text
from pipeline.forms import room, told
from pipeline.forms.blank.carried import Carried
from pipeline.forms.blank.filled import is_word
from pipeline.forms.blank.plan import Plan
from pipeline.forms.fields import Field, Value
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.check import refuse
from pipeline.forms.mapping.intocase import into_case
from pipeline.forms.mapping.reading import map_of
from pipeline.forms.mapping.received import received
from pipeline.forms.mapping.tocase import every_problem, read
from pipeline.forms.mapping.writing import as_json
from pipeline.sag import Sag


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read from a form: a case, or where there is no mapping the fields' own values."""

    sag: Sag | None
    values: Mapping[str, Value] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def data(self) -> Mapping[str, Any]:
        """As JSON has it."""
        return self.values if self.sag is None else self.sag.data


def taken(data: bytes, mapping: FormMap | None = None, base: Mapping[str, Any] | None = None,
          source: str = "", *, came: dt.date | None = None) -> Taken:
    """Read a form's file; `base` is the case that its answers are put into, `came` when it came.

    Without a mapping that of a form of ours is used. Raises DataError for a file that is no form, or
    that does not belong to the case or the mapping, and TemplateError for a mapping that says what
    cannot be.
    """
    fields, carried, form_problems = _opened(data, source, trusting=mapping is None)
    own = own_map(carried)
    if carried is not None and mapping is not None and as_json(mapping) not in (
            as_json(own) if own else {}, carried.mapping):
        raise _another_mapping()
    chosen = mapping if mapping is not None else own
    if chosen is None:
        return Taken(None, {each.name: each.value for each in fields.values()
                            if each.kind not in ("button", "signature")}, form_problems)
    refuse(chosen)
    chosen = received(chosen, came) if came else chosen
    plan = carried.plan if carried else None
    if base is not None:
        sag = into_case(fields, chosen, base, plan, source)
    else:
        sag = _alone(read(fields, chosen, source=source), plan)
    return Taken(sag, problems=every_problem(sag, whole=base is not None))


def _alone(sag: Sag, plan: Plan | None) -> Sag:
    """What a form says by itself; of one made from a case that is seldom what is meant."""
    if plan is None or not plan.case:
        return sag
    return replace(sag, problems=(*sag.problems, Problem("", "blanket-uden-sag", text("Blanket"), text(
        "Blanketten er lavet til en sag, men er læst uden den. Resten af sagen er ikke med."), text(
        "Angiv sagen med --case, når du læser blanketten med forms read."), "advarsel")))


def _another_mapping() -> DataError:
    return DataError([Problem("--map", "blanket-anden-kobling", text("Kobling"), text(
        "Blanketten har sin egen kobling med, og den er en anden end den, du har angivet."), text(
        "Udelad --map."))])


def case_of(data: bytes, mapping: FormMap | None, source: str) -> Sag:
    """The case of one form, with its problems; for a batch. Raises DataError where there is none."""
    found = taken(data, mapping, source=source)
    if found.sag is None:
        raise told.refused("uden-kobling", text(
            "Der er ingen kobling mellem formularens felter og sagen."), text(
            "Lav en med forms map, og angiv den med --map."))
    return found.sag


def _opened(data: bytes, source: str, *, trusting: bool
            ) -> tuple[Mapping[str, Field], Carried | None, tuple[Problem, ...]]:
    """A form's fields, what it carries where it is one of ours, and its defects; PDF or Word.

    `trusting`: what it carries is needed, so raise DataError where that is broken.
    """
    if is_word(data):
        from pipeline.forms.blank.word.reading import read_word

        return *read_word(data, source), ()
    form = room.inspect(data)
    try:
        own = room.carried(data)
    except DataError:
        if trusting:
            raise
        own = None
    return form.fields, own, tuple(each for each in form.defects if each.severity == "fejl")


def carried_map(data: bytes) -> FormMap | None:
    """The mapping that a PDF form of ours carries."""
    return own_map(room.carried(data))


def own_map(carried: Carried | None) -> FormMap | None:
    """The mapping of a form of ours: made anew where the form is as we would make it today."""
    from pipeline.forms.blank.made import described

    if carried is None:
        return None
    _, form, mapping = described(carried.plan)
    return mapping if form.digest == carried.digest else map_of(carried.mapping)

