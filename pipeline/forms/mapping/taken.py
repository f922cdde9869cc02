"""A filled form's file to a case, with the mapping that is given or the one it carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import Problem, text
from pipeline.forms import room, told
from pipeline.forms.blank.carried import Carried
from pipeline.forms.blank.filled import is_word
from pipeline.forms.fields import Field, Value
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.check import refuse
from pipeline.forms.mapping.reading import map_of
from pipeline.forms.mapping.tocase import every_problem, read
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
          source: str = "") -> Taken:
    """Read a form's file; `base` is the case that its answers are put into.

    Without a mapping that of a form of ours is used. Raises DataError for a file that is no form, and
    TemplateError for a mapping that says what cannot be.
    """
    fields, own, form_problems = _opened(data)
    chosen = mapping if mapping is not None else own
    if chosen is None:
        return Taken(None, {each.name: each.value for each in fields.values()
                            if each.kind not in ("button", "signature")}, form_problems)
    refuse(chosen)
    sag = read(fields, chosen, base, source=source)
    return Taken(sag, problems=every_problem(sag, whole=base is not None))


def case_of(data: bytes, mapping: FormMap | None, source: str) -> Sag:
    """The case of one form, with its problems; for a batch. Raises DataError where there is none."""
    found = taken(data, mapping, source=source)
    if found.sag is None:
        raise told.refused("uden-kobling", text(
            "Der er ingen kobling mellem formularens felter og sagen."), text(
            "Lav en med forms map, og angiv den med --map."))
    return found.sag


def _opened(data: bytes) -> tuple[Mapping[str, Field], FormMap | None, tuple[Problem, ...]]:
    """A form's fields, and its mapping where it carries one of ours; from a PDF or from Word."""
    if is_word(data):
        from pipeline.forms.blank.word.reading import read_word

        fields, carried = read_word(data)
        return fields, own_map(carried), ()
    form = room.inspect(data)
    return form.fields, carried_map(data), tuple(
        each for each in form.defects if each.severity == "fejl")


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

