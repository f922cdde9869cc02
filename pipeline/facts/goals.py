"""Goals, and how far the child is with each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pipeline.facts import Fact, View
from pipeline.translation.language import DANISH, Language

STEPS = 10
"""A progress bar's columns."""


def goal_status(view: View) -> Iterator[Fact]:
    """`maalstatus`: each reported goal with its own wording, joined by id, and its progress."""
    goals = {goal["id"]: goal for goal in view.sag["maal"]}
    yield Fact("maalstatus", [
        {**goals[report["maal"]], **report,
         "fremgang": progress(goals[report["maal"]], report, view.language)}
        for report in view.event["maal"]], "målene og rapporten", ("maal",))


def progress(
    goal: Mapping[str, Any], report: Mapping[str, Any], language: Language = DANISH,
) -> dict[str, Any] | None:
    """How far the child is from the start to the goal, where both are numbers and one was measured.

    `procent` is of the way, never below 0 or above 100; `fyldt` and `tom` are a bar's columns.
    """
    numbers, now = goal["maaltal"], report["vaerdi"]
    if numbers is None or now is None or numbers["oensket"] == numbers["udgangspunkt"]:
        return None
    start, wanted = Decimal(numbers["udgangspunkt"]), Decimal(numbers["oensket"])
    way = min(max((Decimal(now) - start) / (wanted - start), Decimal(0)), Decimal(1))
    # Rounded down: a bar is full only when the goal is reached.
    filled = int(way * STEPS)
    return {"procent": int(way * 100), "fyldt": filled, "tom": STEPS - filled,
            "ord": language.words(
                "Nu {nu|tal}, ved start {start|tal}. Målet er {maal|tal}\u00a0{enhed}.",
                nu=now, start=start, maal=wanted, enhed=numbers["enhed"])}


def training_elements(view: View) -> Iterator[Fact]:
    """`elementer` with their goals' titles, and `maalliste`: the goals they name, once each."""
    goals = {goal["id"]: goal for goal in view.sag["maal"]}
    elements = view.event["elementer"]
    named = dict.fromkeys(goal for element in elements for goal in element["maal"])
    yield Fact("elementer", [
        {**element, "maal": [goals[goal]["titel"] for goal in element["maal"]],
         "sundhedsfagligt": bool(element["sundhedsfagligt"])} for element in elements],
        "ansøgningen", ("elementer", "maal"))
    yield Fact("maalliste", [goals[goal] for goal in named], "ansøgningen", ("elementer", "maal"))
    yield Fact("har_sundhedsfagligt", any(e["sundhedsfagligt"] for e in elements), "ansøgningen",
               ("elementer",))


def new_goals(view: View) -> Iterator[Fact]:
    """`nye_maal`: the goals that begin with an evaluation."""
    goals = {goal["id"]: goal for goal in view.sag["maal"]}
    yield Fact("nye_maal", [goals[goal] for goal in view.event["nye_maal"]], "evalueringen",
               ("evalueringer.nye_maal",))


def offered_goals(view: View) -> Iterator[Fact]:
    """`tilbudte_maal`: the goals an offer sets or builds on."""
    goals = {goal["id"]: goal for goal in view.sag["maal"]}
    yield Fact("tilbudte_maal", [goals[goal] for goal in view.event["maal"]], "tilbuddet",
               ("tilbud.maal",))
