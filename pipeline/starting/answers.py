"""A document that was begun, as the answers to its blank form: to go on with in a browser.

The form asks about everybody and every goal, with what is known filled in, so that what comes of it
stands by itself. Only what the writer may see of the case is in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.carried.payload import plain
from pipeline.documents import KINDS
from pipeline.errors import DataError, Problem, Text, text
from pipeline.forms.blank import kinds
from pipeline.forms.blank.answers import Answer, as_answers, as_fields
from pipeline.forms.blank.asked import FORAELDER, LEVERANDOER
from pipeline.forms.blank.made import described
from pipeline.forms.blank.model import Form
from pipeline.forms.blank.plan import MOST, Named, Plan
from pipeline.forms.blank.prefill import values, with_birth_date
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.tocase import read
from pipeline.history import as_of
from pipeline.recipients import custodial, project, reader_of
from pipeline.richtext import RichText
from pipeline.rules.grounds import printable
from pipeline.starting.case import Started
from pipeline.validation import title_of


@dataclass(frozen=True, slots=True)
class Answered:
    """The form's plan, the answers by question, and the titles of what it has no place for."""

    plan: Plan
    answers: Mapping[str, Answer] = field(repr=False)
    lost: tuple[Text, ...] = ()


def answered(begun: Started, kind: str, day: dt.date, language: str = "da",
             public: Sequence[str] = ()) -> Answered:
    """The answers that a begun document gives to its kind's form.

    What stands in `public` words is no secret. Raises DataError where a text of the case would give
    away what the writer may not see, or the writer has no part in what is answered.
    """
    seen = _seen(begun, kind, day, public)
    plan = _roomy(_plan(kind, seen, language), seen)
    _, form, bound = described(plan)
    answers = as_answers(form, values(form, bound, seen, begun=True))
    return Answered(plan, answers, tuple(_lost(form, bound, answers, seen, kind)))


def _seen(begun: Started, kind: str, day: dt.date, public: Sequence[str]) -> Any:
    """The case as its writer may see it, with nothing in the event's list but the event."""
    spec, case = KINDS[kind], begun.case
    place = _place(case, kind, day)
    path = (spec.liste, place[0]) if not spec.led else (spec.liste, place[0], spec.led, place[1])
    seen, own = project(printable(as_of(case, day)), [reader_of(case, begun.writer)], day, [path],
                        [each for each in spec.uses if each != spec.liste] + ["maal"], public)
    if not own:
        raise _not_theirs(kind)
    event, host = own[0]
    if seen["barn"].get("cpr"):
        # The birth date stands in the number.
        seen = {**seen, "barn": {**seen["barn"], "foedselsdato": None}}
    seen = dict(with_birth_date(seen, case, kinds.of(kind)))
    people = [each for each in seen["parter"] if each["id"] in _people(begun, kind)]
    return _typed({**seen, "parter": sorted(people, key=lambda each: each["id"] != begun.writer),
            "maal": [each for each in seen.get("maal") or () if not each.get("udgaar")],
            spec.liste: ({**(host or {}), spec.led: (event,)} if spec.led else event,)})


def _typed(value: Any) -> Any:
    """The same, with texts as they were typed: their marks are for who writes on."""
    if isinstance(value, Mapping):
        return {name: _typed(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_typed(each) for each in value)
    return str(value) if isinstance(value, RichText) else value


def _not_theirs(kind: str) -> DataError:
    spec = KINDS[kind]
    if spec.led:
        return DataError([Problem(spec.liste, "ikke-din-hoering", spec.titel, text(
            "Det, der skal svares på, er ikke sendt til den, der svarer."), text(
            "Vælg den, brevet er til."))])
    return DataError([Problem(spec.liste, "ikke-din-ansoegning", spec.titel, text(
        "Det er kun den, der har forældremyndigheden, der kan søge om det."), text(
        "Vælg en anden forælder eller et andet skema."))])


def _place(case: Mapping[str, Any], kind: str, day: dt.date) -> tuple[int, int]:
    """Where the event that was begun stands: the newest of that day."""
    spec = KINDS[kind]
    if spec.led:
        return len(case[spec.liste]) - 1, len(case[spec.liste][-1][spec.led]) - 1
    found = [at for at, each in enumerate(case[spec.liste]) if each.get("brevdato") == day.isoformat()
             and spec.art in (None, "", each.get("art"))]
    return found[-1], 0


def _people(begun: Started, kind: str) -> set[str]:
    """Who is asked about: the writer, and in what parents sign together everybody with custody."""
    roles = kinds.of(kind).people
    if len(roles) == 1:
        return {begun.writer}
    return {begun.writer, *custodial(begun.case), *(
        party["id"] for party in begun.case["parter"] if party.get("rolle") == LEVERANDOER in roles)}


def _plan(kind: str, seen: Mapping[str, Any], language: str) -> Plan:
    people = tuple(Named(each["id"], place, each.get("navn") or "", role=each.get("rolle", FORAELDER))
                   for place, each in enumerate(seen["parter"]))
    goals = tuple(Named(each["id"], place) for place, each in enumerate(seen["maal"]))
    return Plan(kind, language, people=people, goals=goals[:MOST] if kinds.of(kind).goals else ())


def _roomy(plan: Plan, seen: Mapping[str, Any]) -> Plan:
    """The plan with room for every item of the event's lists."""
    spec = KINDS[plan.kind]
    event = seen[spec.liste][0]
    before = f"{spec.liste}.0"
    if spec.led:
        event, before = event[spec.led][0], f"{before}.{spec.led}.0"
    room = [(f"{before}.{name}", min(len(value), MOST)) for name, value in event.items()
            if isinstance(value, tuple) and value and isinstance(value[0], Mapping)]
    return replace(plan, room=tuple(room))


# --- what there is no place for --------------------------------------------------------------------


def _lost(form: Form, bound: FormMap, answers: Mapping[str, Answer], seen: Mapping[str, Any],
          kind: str) -> Iterator[Text]:
    """What the answers do not say of the event, by title, each once."""
    spec = KINDS[kind]
    said = read(as_fields(form, answers), bound).data
    event = seen[spec.liste][0]
    back: Mapping[str, Any] = next(iter(said.get(spec.liste) or ()), {})
    if spec.led:
        event, back = event[spec.led][0], next(iter(back.get(spec.led) or ()), {})
    told: dict[str, Text] = {}
    before: list[str | int] = [spec.liste, 0, *((spec.led, 0) if spec.led else ())]
    for path in _missing(plain(event), back, ()):
        title = title_of("sag", [*before, *path])
        told.setdefault(str(title), title)
    yield from (each for name, each in told.items() if name)


def _missing(value: Any, back: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """The places of what is said in one and not in the other."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _missing(each, back.get(name) if isinstance(back, Mapping) else None,
                                (*path, name))
    elif isinstance(value, list):
        for nr, each in enumerate(value):
            other = back[nr] if isinstance(back, list) and nr < len(back) else None
            yield from _missing(each, other, (*path, nr))
    elif value not in (None, "") and back is None and path[-1] not in NOT_ASKED:
        yield path


NOT_ASKED = frozenset({"beskyttet", "art", "part", "ansoeger", "modtaget"})
"""What a form says without asking, or the kommune writes."""
