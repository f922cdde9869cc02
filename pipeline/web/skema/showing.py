"""What of a form is seen: only what the answers so far make room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.forms.blank.answers import Answer
from pipeline.forms.blank.model import (
    Block,
    Choice,
    Form,
    Part,
    Question,
    Section,
    Table,
    When,
    Words,
    questions_of,
)
from pipeline.forms.blank.plan import Plan
from pipeline.web.skema.draft import Draft
from pipeline.web.skema.growing import GOALS, PEOPLE, list_of, lists, people_seen

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of a section as it is seen.

    `depends`: the question on the same page it depends on, with the answers it is meant for ("a b"); a
    browser hides it for others. `more`: the list that one more can be added to, below this part, and
    `nr` how many items it has; `called` is what would be added. `first`: the list that it begins.
    `removable`: the list and the number of the item, where it can be taken away.
    """

    part: Part
    depends: tuple[str, str] | None = None
    more: str = ""
    nr: int = 0
    called: str = ""
    first: str = ""
    removable: str = ""

    @property
    def shape(self) -> str:
        """What it is set as."""
        return type(self.part).__name__.lower()


def showing(form: Form, plan: Plan, section: Section, draft: Draft) -> Iterator[Shown]:
    """The section's parts, without what other answers leave out and the rows nobody has asked for."""
    here = {each.name for part in section.parts for each in questions_of(part)}
    people, goals = people_seen(plan, form, draft), _goals(form, plan, draft)
    for shown in _counted(form, section, draft):
        part = shown.part
        if (isinstance(part, Question) and not part.bound) or _unseen(part, plan, people):
            continue
        same_page = part.when is not None and part.when[0] in here
        if same_page or meant(part.when, draft.answers):
            depends = (part.when[0], " ".join(part.when[1])) if part.when and same_page else None
            said = _said(_headed(part, draft.answers), plan, people, goals)
            yield replace(shown, part=said, depends=depends)


def _counted(form: Form, section: Section, draft: Draft) -> Iterator[Shown]:
    """Each part with its rows as many as are seen, and whether there can be more."""
    every = lists(form)
    for part in section.parts:
        name = list_of(part)
        if not name:
            yield Shown(part)
            continue
        items = every[name]
        seen = draft.shown(name, items)
        if isinstance(part, Table):
            yield Shown(replace(part, rows=part.rows[:seen]), more=name if seen < len(items) else "",
                        nr=seen, called=part.title, first=name)
        elif isinstance(part, Block) and (at := list(items).index(part.questions)) < seen:
            more = at == seen - 1 < len(items) - 1
            yield Shown(part, more=name if more else "", nr=seen,
                        called=_title_of(section, items[seen]) if more else "",
                        first=name if at == 0 else "",
                        removable=f"{name}:{at}" if seen > 1 and (name != PEOPLE or at) else "")


def _title_of(section: Section, item: Sequence[Question]) -> str:
    return next(part.title for part in section.parts
                if isinstance(part, Block) and part.questions == item)


def _unseen(part: Part, plan: Plan, people: Sequence[str]) -> bool:
    """Whether a part is the own of somebody nobody has told of."""
    if not isinstance(part, Block) or list_of(part) or len(people) == len(plan.people):
        return False
    steps = part.questions[0].name.split(".") if part.questions else []
    number = int(steps[-2]) if len(steps) > 1 and steps[-2].isdecimal() else 0
    return number >= len(people)


def _goals(form: Form, plan: Plan, draft: Draft) -> dict[str, str]:
    """The goals that have been told of, by id, with their titles."""
    asked = lists(form).get(GOALS, ())
    told = draft.shown(GOALS, asked) if asked else 0
    known = sum(each.known for each in plan.goals)
    return {each.id: each.words or str(draft.answers.get(f"{GOALS}.{each.place}.titel", ""))
            for each in plan.goals[:known + told]}


def _said(part: Part, plan: Plan, people: Sequence[str], goals: Mapping[str, str]) -> Part:
    """A part as a page has it: not signed, and only those to choose who have been told of."""
    if isinstance(part, Question):
        return _choosing(part, plan, people, goals)
    if isinstance(part, Block):
        return replace(part, questions=tuple(
            _choosing(each, plan, people, goals) for each in part.questions if each.bound))
    return part


def _headed(part: Part, answers: Answers) -> Part:
    """A block about what was answered elsewhere, with those words in its heading."""
    if isinstance(part, Block) and part.when is not None and not part.when[1]:
        return replace(part, title=f"{part.title}: {answers.get(part.when[0], '')}")
    return part


def _choosing(question: Question, plan: Plan, people: Sequence[str], goals: Mapping[str, str]
              ) -> Question:
    values = {each.value for each in question.choices}
    if values and values <= {each.id for each in plan.people}:
        return replace(question, choices=tuple(
            each for each in question.choices if each.value in people))
    if values and values <= {each.id for each in plan.goals}:
        return replace(question, choices=tuple(
            Choice(each.value, f"{each.label}: {goals[each.value]}" if goals[each.value] else each.label)
            for each in question.choices if each.value in goals))
    return question


def meant(when: When | None, answers: Answers) -> bool:
    """Whether something is asked with these answers. Before the question it hangs on is answered, it is
    not."""
    if when is None:
        return True
    said = answers.get(when[0], "")
    each = said if isinstance(said, tuple) else (said,)
    return any(one in when[1] for one in each) if when[1] else bool(said)


def kept(form: Form, answers: Answers) -> dict[str, Answer]:
    """The answers to what is asked."""
    left_out = {each.name for section in form.sections for part in section.parts
                if not meant(part.when, answers) for each in questions_of(part)}
    return {name: each for name, each in answers.items() if name not in left_out}


def steps(form: Form, plan: Plan, draft: Draft) -> tuple[Section, ...]:
    """The sections in which something is asked."""
    return tuple(section for section in form.sections if any(
        True for each in showing(form, plan, section, draft) for _ in questions_of(each.part)))


@dataclass(frozen=True, slots=True)
class Ending:
    """What is to be done with the document, or comes after: a heading, and what stands below it."""

    title: str
    words: tuple[str, ...]


def ending(form: Form, answers: Answers) -> tuple[Ending, ...]:
    """Who signs; then what to send with it, where, and what comes after: where nothing is asked."""
    signed = [each for each in form.sections if any(
        not question.bound for part in each.parts for question in questions_of(part))]
    told = [each for each in form.sections if all(isinstance(part, Words) for part in each.parts)]
    return tuple(Ending(each.title, found) for each in (*signed, *told) if (found := tuple(
        part.text for part in each.parts if isinstance(part, Words) and meant(part.when, answers))))
