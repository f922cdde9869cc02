"""Another's case under the ids of ours: what refers to a person or a goal finds the same one here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from pipeline.merging.incoming import Incoming
from pipeline.merging.people import refuse_another, same_person
from pipeline.rules.references import GOALS, PEOPLE

Case = Mapping[str, Any]
Known = Callable[[Case, Case, frozenset[str]], str | None]
"""The id that an item of theirs has in our case, if it is there and nobody else's yet."""

SAYS_WHAT_IT_IS = ("titel", "udgangspunkt", "oensket", "maaling", "sat")
"""A goal that shares one of these with ours of the same id is ours in another wording."""


def aligned(mine: Case, incoming: Incoming) -> Incoming:
    """What came, with its people and goals under the ids that they have here.

    Somebody new whose id is another's here gets a free one. Raises DataError where it is about
    another child, or nothing says that it is about the same.
    """
    theirs = incoming.sag
    refuse_another(mine, theirs)
    people = _names(mine, theirs, "parter", same_person)
    goals = _names(mine, theirs, "maal", same_goal)
    if not people and not goals:
        return incoming
    by_pattern = {**dict.fromkeys(("parter[].id", *PEOPLE), people),
                  **dict.fromkeys(("maal[].id", *GOALS), goals)}
    return replace(incoming, sag=_renamed(theirs, by_pattern, ""),
                   authors=tuple(people.get(who, who) for who in incoming.authors),
                   readers=tuple(people.get(who, who) for who in incoming.readers))


def same_goal(mine: Case, goal: Case, matched: frozenset[str] = frozenset()) -> str | None:
    """The id that a goal of theirs has here: its own, where the goal there is not quite another."""
    for own in mine.get("maal") or ():
        if own["id"] == goal["id"] and own["id"] not in matched and _one_goal(own, goal):
            return str(own["id"])
    return None


def _one_goal(own: Case, other: Case) -> bool:
    shared = any(own.get(key) is not None and own.get(key) == other.get(key)
                 for key in SAYS_WHAT_IT_IS)
    return shared or own["titel"] in _wordings(other) or other["titel"] in _wordings(own)


def _wordings(goal: Case) -> Iterable[str]:
    return [earlier["titel"] for earlier in goal.get("historik") or () if "titel" in earlier]


def _names(mine: Case, theirs: Case, liste: str, known: Known) -> dict[str, str]:
    """Their ids that are others here, with those."""
    names: dict[str, str] = {}
    taken = {item["id"] for item in mine.get(liste) or ()}
    for item in theirs.get(liste) or ():
        own = str(item["id"])
        names[own] = known(mine, item, frozenset(names.values())) or _free(
            own, taken | set(names.values()))
    return {old: new for old, new in names.items() if old != new}


def _free(wanted: str, taken: set[str]) -> str:
    """The id itself, or with the first number that makes it nobody's."""
    if wanted not in taken:
        return wanted
    return next(name for n in range(2, len(taken) + 3)
                if (name := f"{wanted[:26]}{n}") not in taken)


def _renamed(value: Any, names: Mapping[str, Mapping[str, str]], pattern: str) -> Any:
    """The value with other ids where the schema's references have them."""
    if isinstance(value, Mapping):
        return {key: _renamed(item, names, f"{pattern}.{key}".lstrip("."))
                for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(item, names, f"{pattern}[]") for item in value]
    return names[pattern].get(value, value) if pattern in names else value
