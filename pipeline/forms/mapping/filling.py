"""A form filled from a case: values in, what there was no room for on pages behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.errors import Problem, text
from pipeline.forms import room, told
from pipeline.forms.entries import Given
from pipeline.forms.fields import Form
from pipeline.forms.letters import lacking, normal
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.check import check, digest_of
from pipeline.forms.mapping.check import refuse as refuse_map
from pipeline.forms.mapping.continuation import Point, Sheet, needed, pages, reference
from pipeline.forms.mapping.fromcase import Values, values_of
from pipeline.forms.mapping.seen import Seen
from pipeline.forms.report import Filled, Report
from pipeline.templateset import Templates
from pipeline.validation import ordered


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The form, and all that is to be said of it."""

    pdf: bytes = field(repr=False)
    report: Report
    values: Values
    moved: tuple[str, ...] = ()
    """Fields that refer to the pages behind the form, where their text stands."""
    problems: tuple[Problem, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is lacking that the form demands."""
        return all(each.severity != "fejl" for each in self.problems)


def fill_form(data: bytes, mapping: FormMap, view: Seen, *, flat: bool = False,
              templates: Templates = None) -> FilledForm:
    """The form in `data` with what one reader may see of a case.

    Raises TemplateError (the mapping does not go with the form), DataError and DocumentRefused (the
    form cannot be filled, or a text cannot be set).
    """
    form = room.inspect(data)
    refuse_map(mapping, form)
    values = values_of(form.fields, mapping, view)
    strange = _strange(form, values.given)
    filled, points, moved = _with_references(data, form, mapping, values, strange)
    pdf = room.flatten(filled.pdf) if flat else filled.pdf
    if points or values.more:
        sheet = Sheet(form.title or mapping.form, points, values.more)
        pdf = room.append(pdf, pages(sheet, mapping, view, templates))
    other = [each for each in check(mapping, form, digest_of(data))
             if each.code == "kobling-anden-formular"]
    problems = (*view.warnings, *other, *values.problems,
                *_told(filled.report, moved, values, strange))
    return FilledForm(pdf, filled.report, values, tuple(moved), ordered(problems))


def _strange(form: Form, given: Mapping[str, Given]) -> frozenset[str]:
    """The fields whose texts have letters that stand in no form of ours, though they do on a page."""
    return frozenset(name for name, value in given.items() if isinstance(value, str) and (
        name in form.fields and form.fields[name].kind == "text" and lacking(normal(value))))


def _with_references(data: bytes, form: Form, mapping: FormMap, values: Values,
                     strange: frozenset[str]) -> tuple[Filled, tuple[Point, ...], Mapping[str, int]]:
    """Fill, and where a text has no room, or letters of another script, fill again with where it is."""
    filled = room.fill(data, _referring(values.given, dict.fromkeys(strange, 1)))
    long = {name: str(values.given[name])
            for name in (*filled.report.overflowed, *filled.report.cut, *strange)
            if isinstance(values.given.get(name), str)}
    points = needed(form, mapping, long)
    if not points:
        return filled, (), {}
    names = [name for name in form.fields if name in long and form.fields[name].kind == "text"]
    moved = {name: point.number for name, point in zip(names, points, strict=True)}
    again = room.fill(data, _referring(values.given, moved))
    # A box that has no room for the reference either keeps what there is room for.
    small = {*again.report.overflowed, *again.report.cut} & set(moved)
    moved = {name: number for name, number in moved.items() if name not in small}
    return room.fill(data, _referring(values.given, moved)) if small else again, points, moved


def _referring(given: Mapping[str, Given], moved: Mapping[str, int]) -> dict[str, Given]:
    return {name: reference(moved[name]) if name in moved else value for name, value in given.items()}


def _told(report: Report, moved: Mapping[str, int], values: Values,
          strange: frozenset[str]) -> list[Problem]:
    """What filling says, and which texts have been moved."""
    # What a script would work out and the case has nothing for is told as that already.
    found = [each for each in report.problems if each.code != "formular-ikke-beregnet"
             or each.path not in values.empty]
    return [*found, *(_moved(name, number, strange) for name, number in moved.items())]


def _moved(name: str, number: int, strange: frozenset[str]) -> Problem:
    remedy = text("Send bilaget med formularen.")
    if name in strange:
        return told.problem("tegn-i-bilag", text(
            "Teksten har bogstaver, som ikke kan stå i et felt. Den står i bilag {nr}, og feltet "
            "henviser til det.", nr=number), remedy, name, "advarsel")
    return told.problem("i-bilag", text(
        "Der er ikke plads til teksten. Den står i bilag {nr}, og feltet henviser til det.", nr=number),
        remedy, name, "advarsel")
