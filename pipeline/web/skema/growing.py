"""Lists that grow and shrink as somebody answers: a page has room for more than paper has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.forms.blank import kinds
from pipeline.forms.blank.answers import Answer
from pipeline.forms.blank.asked import FORAELDER
from pipeline.forms.blank.model import Block, Form, Part, Question, Table
from pipeline.forms.blank.plan import LONGEST, Named, Plan, completed
from pipeline.web.skema.draft import Draft

MOST_ROWS, MOST_BLOCKS = 100, 20
"""Rows of a table and items with a heading of their own: more than anybody sends at once."""
STEP = 10
"""Room is made for so many at a time."""
PEOPLE, GOALS = "parter", "maal"

Items = Sequence[Sequence[Question]]


def list_of(part: Part) -> str:
    """The list a part's questions are rows of, or one of its items."""
    if isinstance(part, Table):
        return part.columns[0].name.rpartition(".0.")[0]
    if isinstance(part, Block):
        name = part.questions[0].name if part.questions else ""
        # Somebody who is asked about when they are chosen is not added one by one.
        return PEOPLE if name.startswith(f"{PEOPLE}.") and part.when is None else part.one_of
    return ""


def lists(form: Form) -> Mapping[str, Items]:
    """The questions of each item of every list that is asked."""
    found: dict[str, list[Sequence[Question]]] = {}
    for section in form.sections:
        for part in section.parts:
            if isinstance(part, Table):
                found.setdefault(list_of(part), []).extend(part.rows)
            elif isinstance(part, Block) and list_of(part):
                found.setdefault(list_of(part), []).append(part.questions)
    return found


def grown(plan: Plan, paper: Form, draft: Draft, *, named: bool = True) -> Plan:
    """The plan with room for what is answered and one more, and with the names that are known.

    `paper` is the kind's form as it is on paper; a form that nobody sees needs no names.
    """
    tables = {list_of(part) for section in paper.sections for part in section.parts
              if isinstance(part, Table)}
    room = []
    for name, items in lists(paper).items():
        wanted = _wanted(name, draft)
        most = MOST_ROWS if name in tables else MOST_BLOCKS
        if name != PEOPLE and wanted >= len(items):
            room.append((name, min(most, (wanted // STEP + 1) * STEP)))
    whole = completed(plan, kinds.of(plan.kind))
    people = tuple(replace(each, words=_name(draft.answers, each.place) or each.words)
                   for each in whole.people)
    shown = named and any(each.words for each in people)
    return replace(plan, people=people if shown else plan.people, room=tuple(room))


def _wanted(listed: str, draft: Draft) -> int:
    """How many items of a list are answered or asked for."""
    numbers = (found[1] for name in draft.answers
               if (found := re.match(rf"{re.escape(listed)}\.(\d{{1,4}})\.", name)))
    return max(draft.rows.get(listed, 1), max((int(each) + 1 for each in numbers), default=0))


def _name(answers: Mapping[str, Answer], place: int) -> str:
    said = answers.get(f"{PEOPLE}.{place}.navn", "")
    return said.strip()[:LONGEST] if isinstance(said, str) else ""


def people_seen(plan: Plan, form: Form, draft: Draft) -> tuple[str, ...]:
    """The ids of those who are asked about: a second parent once somebody has added them."""
    asked = lists(form).get(PEOPLE, ())
    ids = tuple(each.id for each in plan.people)
    if {each.role for each in plan.people} != {FORAELDER} or not asked:
        return ids
    return ids[:draft.shown(PEOPLE, asked)]


def one_more(draft: Draft, form: Form, listed: str) -> Draft:
    """With one more of a list's items seen."""
    items = lists(form).get(listed)
    return replace(draft, rows={**draft.rows, listed: draft.shown(listed, items) + 1}) if items \
        else draft


def one_less(draft: Draft, plan: Plan, form: Form, listed: str, nr: int) -> Draft:
    """Without an item of a list, counted from 0; those behind it move up."""
    items = lists(form).get(listed)
    if not items or not 0 <= nr < len(items) or (listed == PEOPLE and nr == 0):
        return draft
    seen = draft.shown(listed, items)
    gone, followers = _gone(plan, listed, nr), [listed]
    if listed in (PEOPLE, GOALS):
        followers += _own(form, listed)
    answers = {name: each for name, answer in _moved(draft.answers, followers, nr).items()
               if (each := _without(answer, gone, name, form))}
    kept = replace(plan, goals=_renumbered(plan, nr), room=(), send=(), kommune="") \
        if listed == GOALS else draft.plan
    return replace(draft, answers=answers, rows={**draft.rows, listed: max(seen - 1, 1)}, plan=kept)


def _gone(plan: Plan, listed: str, nr: int) -> str:
    """The id of what is taken away, where others name it."""
    named = {PEOPLE: plan.people, GOALS: plan.goals}.get(listed, ())
    return next((each.id for each in named if each.place == nr), "")


def _renumbered(plan: Plan, nr: int) -> tuple[Named, ...]:
    """The goals without one: each of the others keeps the id that it is known by."""
    return tuple(replace(each, place=each.place - (each.place > nr)) for each in plan.goals
                 if each.place != nr)


def _own(form: Form, listed: str) -> list[str]:
    """Other lists with an item for each person, or for each goal."""
    blocks = (part for section in form.sections for part in section.parts
              if isinstance(part, Block) and part.questions and not list_of(part))
    of_goals = {True: GOALS, False: PEOPLE}
    return sorted({each.questions[0].name.rpartition(".")[0].rpartition(".")[0] for each in blocks
                   if of_goals[bool(each.when and each.when[0].startswith(f"{GOALS}."))] == listed})


def _moved(answers: Mapping[str, Answer], listed: Sequence[str], nr: int) -> dict[str, Answer]:
    """The answers without those of one item, the later ones an item further up."""
    found: dict[str, Answer] = {}
    for name, answer in answers.items():
        base = next((each for each in listed if name.startswith(f"{each}.")), "")
        number, _, rest = name.removeprefix(f"{base}.").partition(".")
        if not base or not number.isdecimal() or int(number) < nr:
            found[name] = answer
        elif int(number) > nr:
            found[f"{base}.{int(number) - 1}.{rest}"] = answer
    return found


def _without(answer: Answer, gone: str, name: str, form: Form) -> Answer:
    """An answer that no longer names what is gone."""
    question = next((each for each in form.questions if each.name == name), None)
    if not gone or question is None or gone not in {each.value for each in question.choices}:
        return answer
    return tuple(each for each in answer if each != gone) if isinstance(answer, tuple) else (
        "" if answer == gone else answer)
