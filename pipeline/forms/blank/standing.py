"""A form that was made for a case, as one that stands by itself: all that it knows is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.documents import KINDS
from pipeline.forms.blank.answers import Answer
from pipeline.forms.blank.plan import Named, Plan


def standing(plan: Plan, answers: Mapping[str, Answer]) -> tuple[Plan, dict[str, Answer]]:
    """The plan of a form that is no case's, and the same answers by the names of its questions.

    What the case knew of goals and people without asking is answered by it.
    """
    renamed = dict(_places(plan))
    found = {_renamed(name, renamed): each for name, each in answers.items()}
    for nr, goal in enumerate(plan.goals):
        if goal.known and goal.words:
            found.setdefault(f"maal.{nr}.titel", goal.words)
    for nr, person in enumerate(plan.people):
        if person.known and person.words:
            found.setdefault(f"parter.{nr}.navn", person.words)
    return Plan(plan.kind, plan.language, people=_placed(plan.people), goals=_placed(plan.goals)), found


def _placed(named: tuple[Named, ...]) -> tuple[Named, ...]:
    """Each in the place it has among those who are asked about."""
    return tuple(replace(each, place=nr, words="", known=False) for nr, each in enumerate(named))


def _places(plan: Plan) -> list[tuple[str, str]]:
    """How names begin in the form, and in the one that stands by itself."""
    spec = KINDS[plan.kind]
    event = f"{spec.liste}.{plan.event}."
    inner = [(f"{event}{spec.led}.{plan.inner}.", f"{spec.liste}.0.{spec.led}.0.")] if spec.led else []
    return [*inner, (event, f"{spec.liste}.0."),
            *((f"parter.{each.place}.", f"parter.{nr}.") for nr, each in enumerate(plan.people)),
            *((f"maal.{each.place}.", f"maal.{nr}.") for nr, each in enumerate(plan.goals))]


def _renamed(name: str, renamed: Mapping[str, str]) -> str:
    before = next((each for each in renamed if name.startswith(each)), "")
    return f"{renamed[before]}{name.removeprefix(before)}" if before else name
