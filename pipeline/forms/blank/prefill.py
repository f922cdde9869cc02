"""A form for one reader of a case: what they may see of it stands there, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.danish.fields import fields as case_fields
from pipeline.documents import KINDS, DocumentKind
from pipeline.errors import Problem, UsageError, text
from pipeline.formats import parse_date
from pipeline.forms.blank import kinds
from pipeline.forms.blank.asked import FORAELDER, LEVERANDOER, Ask, Asked
from pipeline.forms.blank.model import Form
from pipeline.forms.blank.plan import Named, Plan
from pipeline.forms.blank.targets import target
from pipeline.forms.entries import Given
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.paths import Match, Which
from pipeline.forms.mapping.wording import Unfit, worded
from pipeline.history import as_of
from pipeline.merging.people import born
from pipeline.recipients import UNG, custodial, project, reader_of
from pipeline.rules.grounds import printable

Case = Mapping[str, Any]
THE_YOUNG_FILL_IN = frozenset({"hoeringssvar"})
"""Kinds that the young person can be the author of: heard, and else no party (barnets lov § 3)."""


@dataclass(frozen=True, slots=True)
class For:
    """Whom a form is for, of which case, and when: protection of an address is of a day."""

    case: Case = field(repr=False)
    reader: str
    day: dt.date
    nr: int | None = None
    """Which event is answered, where the form answers one; None is the newest."""
    public: tuple[str, ...] = ()
    """Words that everybody knows: the kommune's name, its town."""


def planned(plan: Plan, whom: For) -> tuple[Plan, Case]:
    """The plan with what the case knows, and the case as the reader may see it.

    Raises UsageError where the reader fills in no such form or there is nothing to answer, and
    DataError where a text of the case would give away what the reader may not see.
    """
    kind, asked = KINDS[plan.kind], kinds.of(plan.kind)
    _refuse_nobody(kind, whom, asked.people)
    at = _event(kind, whom)
    seen = with_birth_date(_seen(kind, whom, at), whom.case, asked)
    people = tuple(_people(whom, seen, asked.people))
    goals = tuple(_goals(whom.case, seen)) if asked.goals else ()
    event = len(whom.case.get(kind.liste) or ()) if at is None else at
    inner = len(whom.case[kind.liste][at].get(kind.led) or ()) if at is not None and kind.led else 0
    return Plan(plan.kind, plan.language, event, inner, at is not None, whom.reader, people, goals,
                plan.kommune, plan.send, str(whom.case["sagsnummer"])), seen


def _refuse_nobody(kind: DocumentKind, whom: For, roles: Sequence[str]) -> None:
    """Raise UsageError where the reader is nobody who fills in such a form."""
    if whom.reader == UNG and kind.id in THE_YOUNG_FILL_IN:
        return
    if whom.reader == UNG:
        raise UsageError([Problem("--for", "ung-er-ikke-part", kind.titel, text(
            "Den unge er ikke part i det, blanketten handler om: det er forældrene."), text(
            "Lav den til en forælder. Den unge kan svare på en høring, der også er sendt til den "
            "unge."))])
    ids = [party["id"] for party in whom.case["parter"] if party["rolle"] in roles]
    if whom.reader not in ids and LEVERANDOER in roles:
        raise UsageError([Problem("--for", "ukendt-udfylder", text("Den, der udfylder"), text(
            "Sagen har ingen med det id, der kan udfylde blanketten."), text(
            "Vælg en af: {navne}.", navne=", ".join(ids) or "-"))])
    if whom.reader not in ids:
        raise UsageError([Problem("--for", "ukendt-foraelder", text("Forælder"), text(
            "Sagen har ingen forælder med det id."), text(
            "Vælg en af: {navne}.", navne=", ".join(ids) or "-"))])


def _people(whom: For, seen: Case, roles: Sequence[str]) -> Iterator[Named]:
    """Who fills it in, by their places in the case: where several can, everybody who has custody, and
    the providers where they can too."""
    if whom.reader == UNG:
        yield Named(UNG, 0, seen["barn"]["navn"], known=True, role=UNG)
        return
    own = {whom.reader}
    if len(roles) > 1:
        own |= {*custodial(whom.case), *(party["id"] for party in whom.case["parter"]
                                         if LEVERANDOER in roles and _may_write(party))}
    names = {party["id"]: party["navn"] for party in seen["parter"]}
    for place, party in enumerate(whom.case["parter"]):
        if party["id"] in own:
            yield Named(party["id"], place, names.get(party["id"]) or "", known=True,
                        role=party["rolle"])


def _may_write(party: Case) -> bool:
    """Whether somebody can write with a provider: a parent whose custody is not said can, since a
    provider is not told of it."""
    return party["rolle"] == LEVERANDOER or (
        party["rolle"] == FORAELDER and party.get("foraeldremyndighed") is None)


def _event(kind: DocumentKind, whom: For) -> int | None:
    """The event that is answered: of a kind that stands in another's list. Else one is added."""
    if not kind.led:
        if whom.nr is not None:
            raise UsageError([Problem("--nr", "svarer-ikke", kind.titel, text(
                "Blanketten svarer ikke på noget i sagen, men lægger en ansøgning til."), text(
                "Udelad --nr."))])
        return None
    count = len(whom.case.get(kind.liste) or ())
    nr = whom.nr or count
    if not 1 <= nr <= count:
        raise UsageError([Problem(kind.liste, "ingen-haendelse", kind.titel, text(
            "Sagen har ingen hændelse af den slags, eller ikke med det nummer."), text(
            "Se sagens liste, eller vælg et andet nummer med --nr."))])
    if whom.reader == UNG and not whom.case[kind.liste][nr - 1].get("til_barnet"):
        asked = f"{kind.liste}[{nr - 1}].til_barnet"
        raise UsageError([Problem(asked, "ung-ikke-hoert", kind.titel, text(
            "Høringen er ikke sendt til den unge."), text(
            "Vælg en anden høring med --nr, eller skriv i sagen, at den også er til den unge."))])
    return nr - 1


def _seen(kind: DocumentKind, whom: For, at: int | None) -> Case:
    """The case as the reader may see it, with the event that is answered in its place."""
    events = [(kind.liste, at)] if at is not None else []
    seen, own = project(printable(as_of(whom.case, whom.day)), [reader_of(whom.case, whom.reader)],
                        whom.day, events, [each for each in kind.uses if each != kind.liste],
                        whom.public)
    if seen["barn"].get("cpr"):
        # The birth date stands in the number, and is asked of those who have none.
        seen = {**seen, "barn": {**seen["barn"], "foedselsdato": None}}
    if at is None:
        return {**seen, kind.liste: ()}
    if not own:
        raise UsageError([Problem(kind.liste, "ikke-part", kind.titel, text(
            "Forælderen er ikke part i det, der skal svares på."), text(
            "Vælg en anden med --for, eller et andet nummer med --nr."))])
    return {**seen, kind.liste: (*({} for _ in range(at)), own[0][0])}


def with_birth_date(seen: Case, case: Case, asked: Asked) -> Case:
    """With the birth date where that is asked and not the CPR number, in which it stands."""
    paths = {one.path for part in asked.parts for one, _ in part.each if isinstance(one, Ask)}
    if "barn.cpr" in paths or (date := born(case["barn"])) is None:
        return seen
    return {**seen, "barn": {**seen["barn"], "foedselsdato": parse_date(date)}}


def _goals(case: Case, seen: Case) -> Iterator[Named]:
    """The goals that still hold, by their places in the case."""
    titles = {goal["id"]: goal for goal in seen.get("maal") or ()}
    for place, goal in enumerate(case.get("maal") or ()):
        shown = titles.get(goal["id"])
        if shown is not None and not shown.get("udgaar"):
            yield Named(goal["id"], place, shown["titel"], known=True)


def values(form: Form, bound: FormMap, seen: Case, *, begun: bool = False) -> dict[str, Given]:
    """What the case as it is seen says to each field of the form.

    `begun`: the case has the event that the form adds, as the last of its list.
    """
    targets = {one.name: one for question in form.questions for one in target(question)}
    known, found = case_fields(), {}
    for each in bound.bound():
        if each.source.path is None or each.name not in targets:
            continue
        value = _at(seen, [-1 if begun and step is Which.NEW else step
                           for step in each.source.path.steps])
        if value in (None, (), []):
            continue
        try:
            found[each.name] = worded(value, each.source, known.get(each.source.path.generic),
                                      targets[each.name])
        except Unfit:
            continue
    return {name: value for name, value in found.items() if value not in ("", False, ())}


def _at(node: Any, steps: Sequence[Any]) -> Any:
    """What stands at a path; None for what does not."""
    for step in steps:
        if isinstance(step, str):
            node = node.get(step) if isinstance(node, Mapping) else None
        elif isinstance(step, Match):
            node = next((item for item in node or () if item.get(step.field) == step.value), None)
        elif isinstance(step, int):
            node = node[step] if node and -len(node) <= step < len(node) else None
        else:
            return None
        if node is None:
            return None
    return node
