"""Goals, training elements, the week and evaluations."""

from __future__ import annotations

from pipeline.templates.facts.grants import granted
from pipeline.templates.facts.parts import Facts, Parts, Rules, when
from pipeline.templates.facts.people import SIGNATURE
from pipeline.templates.fieldtypes import DATE, NUMBER, TEXT, WHOLE, YES, Clue, Type, listed, made_of


def _goal(parts: Parts) -> Type:
    return parts.item("maal")


def _goal_status(parts: Parts) -> Facts:
    report = parts.event.fields["maal"].items or Type("objekt")
    progress = made_of(procent=WHOLE, fyldt=WHOLE, tom=WHOLE, ord=TEXT)
    return {"maalstatus": listed(_goal(parts).also(**report.fields, fremgang=progress.maybe()))}


def _training_elements(parts: Parts) -> Facts:
    element = parts.event.fields["elementer"].items or Type("objekt")
    return {"elementer": listed(element.also(maal=listed(TEXT), sundhedsfagligt=YES)),
            "maalliste": listed(_goal(parts)), "har_sundhedsfagligt": YES}


def _new_goals(parts: Parts) -> Facts:
    return {"nye_maal": listed(_goal(parts))}


def _offered_goals(parts: Parts) -> Facts:
    return {"tilbudte_maal": listed(_goal(parts))}


def _timetable(parts: Parts) -> Facts:
    row = parts.event.fields["ugeskema"].items or Type("objekt")
    return {"ugeskema": listed(row.also(timer=NUMBER)), "ugedage": WHOLE,
            "ugetimer": NUMBER.maybe(when("ugeskema"))}


def _evaluation(parts: Parts) -> Facts:
    # There is no next evaluation only because the grant ends before it.
    last = (Clue(("frist", "evaluering"), frozenset({"nej"}), absolute=True),)
    return {"underskrifter": listed(SIGNATURE), "forrige": DATE.maybe(),
            "frist.evaluering": DATE.maybe(), "frist.bevilling": DATE.maybe(last),
            "bevilling.hjemmetraening": granted(parts)["bevilling.hjemmetraening"]}


RULES: Rules = {
    "evaluation": _evaluation, "goal_status": _goal_status, "new_goals": _new_goals,
    "offered_goals": _offered_goals, "timetable": _timetable,
    "training_elements": _training_elements,
}
