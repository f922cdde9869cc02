"""The plan: which form is made, for whom, and what is known of the case already."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from pipeline.documents import KINDS
from pipeline.errors import Text, text
from pipeline.forms.blank.asked import FORAELDER, LEVERANDOER, Asked
from pipeline.locale import LANGUAGES
from pipeline.recipients import UNG

ADDED_GOALS = 2
"""Goals there is room for besides those the case has."""
MOST, MOST_EVENTS, LONGEST = 100, 10_000, 300
"""People or goals of a form, events of a case, and letters of a title or a line: there are fewer."""
CALLED: Mapping[str, tuple[Text, Text]] = {
    FORAELDER: (text("Forælder"), text("Forælder {nr}", nr="")),
    LEVERANDOER: (text("Leverandør"), text("Leverandør {nr}", nr="")),
    UNG: (text("Den unge"), text("Den unge")),
}
"""What a person without a name is called by their role: alone, and among several."""


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a goal: the id that the case knows it by, its place in its list, its words."""

    id: str
    place: int
    words: str = ""
    known: bool = False
    """Whether the case has it already."""
    role: str = FORAELDER
    """Of a person: who they are in the case."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a form is made from, besides the schemas and the kinds' descriptions.

    It travels inside the form, so that the form can be made again.
    """

    kind: str
    language: str = "da"
    event: int = 0
    """The place of the event in its list of the case."""
    inner: int = 0
    """And in the event's own list, for a kind that has one."""
    known: bool = False
    """Whether the case has the event already."""
    reader: str = ""
    """Who of the case fills it in, a parent, a provider or "ung"; the others are not asked about."""
    people: tuple[Named, ...] = ()
    goals: tuple[Named, ...] = ()
    kommune: str = ""
    send: tuple[str, ...] = ()
    """Where and how the form is sent, a line each."""
    case: str = ""
    """The number of the case it was made from; it is read into no other."""
    room: tuple[tuple[str, int], ...] = ()
    """Items of lists, by the list's whole path, for those that have room for more than on paper."""

    def as_json(self) -> dict[str, Any]:
        """The plan for a file."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        if not self.room:
            del plain["room"]
        return plain

    def items(self, path: str, described: int) -> int:
        """How many items of a list are asked for, where its description says so many."""
        return max(dict(self.room).get(path, 0), described)


def from_json(value: Mapping[str, Any]) -> Plan:
    """A plan as it was written in a file, which may be anybody's.

    Raises ValueError, TypeError or KeyError where it is none that we would write.
    """
    named = {name: tuple(Named(**each) for each in value[name]) for name in ("people", "goals")}
    room = tuple((str(path), count) for path, count in value.get("room", ()))
    plan = Plan(**{**value, **named, "send": tuple(value["send"]), "room": room})
    everyone = (*plan.people, *plan.goals)
    texts = (plan.kommune, *plan.send, plan.reader, plan.case, *(each.words for each in everyone))
    numbers = (plan.event, plan.inner, *(each.place for each in everyone))
    if not (plan.kind in KINDS and plan.language in LANGUAGES and 1 <= len(plan.people) <= MOST
            and len(everyone) <= 2 * MOST and len(plan.send) <= MOST
            and all(isinstance(each, str) and len(each) <= LONGEST for each in texts)
            and all(type(each) is int and 0 <= each < MOST_EVENTS for each in numbers)
            and all(type(count) is int and 0 < count <= MOST and len(path) <= LONGEST
                    for path, count in plan.room)
            and all(re.fullmatch("[a-z0-9]{1,30}", each.id) for each in everyone)
            and all(each.role in CALLED for each in plan.people)):
        raise ValueError
    return plan


def completed(plan: Plan, asked: Asked) -> Plan:
    """The plan with a place for each person and goal that the form has room for."""
    people = plan.people or tuple(
        Named(f"{role}{asked.people[:place].count(role) + 1}", place, role=role)
        for place, role in enumerate(asked.people))
    if not asked.goals:
        return replace(plan, people=people, goals=())
    known = sum(each.known for each in plan.goals)
    room = max(asked.goals, known + plan.items("maal", ADDED_GOALS))
    taken = {each.id for each in plan.goals}
    free = (name for nr in range(1, 1000) if (name := f"maal{nr}") not in taken)
    place = max((each.place for each in plan.goals), default=-1) + 1
    added = tuple(Named(next(free), place + nr) for nr in range(room - len(plan.goals)))
    return replace(plan, people=people, goals=(*plan.goals, *added))


def asked_about(plan: Plan, person: Named) -> bool:
    """Whether a person's name and address are asked: not where another would have to tell of them.

    The young person is no party with an address of their own: the child's is the case's.
    """
    return person.id != UNG and not (plan.reader and person.known and person.id != plan.reader)


def person_words(plan: Plan, place: int) -> str:
    """What a person is called on the form: the name where it is known."""
    named = plan.people[place]
    alike = [nr for nr, each in enumerate(plan.people) if each.role == named.role]
    alone, numbered = CALLED[named.role]
    called = alone if len(alike) == 1 else replace(numbered, values=(("nr", alike.index(place) + 1),))
    return named.words or called.in_language(plan.language)


def goal_words(plan: Plan, place: int) -> str:
    """What a goal is called on the form."""
    return text("Mål {nr}", nr=place + 1).in_language(plan.language)
