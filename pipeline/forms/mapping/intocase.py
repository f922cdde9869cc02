"""A form's answers put into a case that is there: the right child, the right people, and nothing twice.

The ids that a blank form gives people and goals are its own. Here somebody the case knows keeps the
case's id, and somebody new gets one that is nobody's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.documents import KINDS
from pipeline.errors import DataError, Problem, Text, text
from pipeline.forms.blank.plan import Plan
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.differing import differing, read_before
from pipeline.forms.mapping.paths import Path
from pipeline.forms.mapping.renaming import Ids, renamed
from pipeline.forms.mapping.tocase import Form, read
from pipeline.leaks import folded
from pipeline.merging.people import refuse_another, same_person
from pipeline.sag import Sag
from pipeline.validation import ordered

Case = Mapping[str, Any]
NUMBER = Path(("sagsnummer",))
SAYS_WHICH = ("brevdato", "art", "tilsyn")
"""Fields of a hearing that tell it from every other."""


def into_case(form: Form, mapping: FormMap, base: Case, plan: Plan | None, source: str = "") -> Sag:
    """The case with what the form says; `plan` is that of a form of ours.

    The case keeps its own number. Raises DataError where the form is about another child, made for
    another case or another parent, read before, or answers what the case does not have.
    """
    said = read(form, mapping, source=source).data
    if "barn" in base and not _has_only_the_name(base, said):
        refuse_another(base, said)
    if plan is not None:
        _refuse_another_case(base, plan)
        _refuse_another_hearing(base, said, plan)
        mapping = renamed(mapping, _people(base, said, plan), _goals(base, said, plan))
    numbers = {name for name, each in mapping.fields.items() if each.path == NUMBER}
    kept = numbers if "sagsnummer" in base else set()
    found = read(form, replace(mapping, fields={
        name: each for name, each in mapping.fields.items() if name not in kept}), base, source=source)
    if mapping.kind in KINDS and read_before(base, found, KINDS[mapping.kind]):
        raise _refused("laest-foer", text("Sagen har allerede præcis det, formularen siger."), text(
            "Er formularen læst før, så brug sagen, som den er."))
    told = differing(base, said, found, min(numbers, default=""))
    return replace(found, problems=ordered((*found.problems, *told)))


def _has_only_the_name(base: Case, said: Case) -> bool:
    """Whether a form tells of the child no more than the name, and that is the case's; or nothing."""
    child = said.get("barn") or {}
    if said.get("sagsnummer") or child.get("cpr") or child.get("foedselsdato"):
        return False
    return folded(child.get("navn", "")) in ("", folded(base["barn"].get("navn", "")))


def _refuse_another_case(base: Case, plan: Plan) -> None:
    if plan.case and base.get("sagsnummer") and plan.case != base["sagsnummer"]:
        raise _refused("anden-sag", text(
            "Blanketten er lavet til en anden sag end den, du har angivet."), text(
            "Vælg den sag, blanketten er lavet til."))


def _refuse_another_hearing(base: Case, said: Case, plan: Plan) -> None:
    """Raise DataError where the event that the form answers is not where it was in the case."""
    if not plan.known:
        return
    kind = KINDS[plan.kind]
    events: list[Case] = list(base.get(kind.liste) or ())
    own: Case = next(iter(said.get(kind.liste) or ()), {})
    asked: Case = events[plan.event] if plan.event < len(events) else {}
    if not asked or any(own.get(key, asked.get(key)) != asked.get(key) for key in SAYS_WHICH):
        raise _refused("anden-hoering", text(
            "Blanketten svarer på en anden høring end den, der står på dens plads i sagen."), text(
            "Kontrollér datoen på blanketten, og at sagen er den, blanketten er lavet til."))


def _people(base: Case, said: Case, plan: Plan) -> Ids:
    """The case's ids for the form's people.

    Raises DataError where a form made for one parent has been filled in by another.
    """
    there = {party["id"]: party for party in base.get("parter") or ()}
    told = {party["id"]: party for party in said.get("parter") or ()}
    names = {each.id: each.id for each in plan.people if each.known and each.id in there}
    for own in names:
        _refuse_another_parent(there[own], told.get(own, {}))
    for own in (each.id for each in plan.people if each.id not in names):
        meant = same_person(base, told[own], frozenset(names.values())) if own in told else None
        names[own] = meant or _free(own, {*there, *names.values()})
    return names


def _refuse_another_parent(mine: Case, party: Case) -> None:
    if mine.get("cpr") and party.get("cpr") and mine["cpr"] != party["cpr"]:
        raise _refused("anden-foraelder", text(
            "CPR-nummeret i blanketten er ikke den forælders, som den er lavet til."), text(
            "Er det den anden forælder, der har udfyldt den, så lav en ny med --case og --for. Er "
            "nummeret tastet forkert, så ret det i blanketten."))


def _goals(base: Case, said: Case, plan: Plan) -> Ids:
    """The case's ids for the goals that the form adds: one by the same title is the case's own."""
    titles = {goal["titel"].casefold(): str(goal["id"]) for goal in base.get("maal") or ()}
    told = {goal["id"]: str(goal.get("titel", "")).casefold() for goal in said.get("maal") or ()}
    kept = {each.id for each in plan.goals}
    names: dict[str, str] = {}
    for own in (each.id for each in plan.goals if not each.known):
        names[own] = titles.get(told.get(own, "")) or _free(
            own, {*titles.values(), *names.values(), *(kept - {own})})
    return names


def _free(wanted: str, taken: set[str]) -> str:
    """The id itself, or with the first number that makes it nobody's."""
    if wanted not in taken:
        return wanted
    stem = wanted.rstrip("0123456789")
    return next(name for nr in range(1, len(taken) + 2) if (name := f"{stem}{nr}") not in taken)


def _refused(code: str, message: Text, remedy: Text) -> DataError:
    return DataError([Problem("", f"blanket-{code}", text("Blanket"), message, remedy)])
