"""Goals, and how far the child is with each."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts import Fact, View


def goal_status(view: View) -> Iterator[Fact]:
    """`maalstatus`: each reported goal with its own wording, joined by id."""
    goals = {goal["id"]: goal for goal in view.sag["maal"]}
    yield Fact("maalstatus", [{**goals[report["maal"]], **report} for report in view.event["maal"]],
               "målene og rapporten", ("maal",))


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
