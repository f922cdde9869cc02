"""What of a form is seen: only what the answers so far make room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.forms.blank.answers import Answer
from pipeline.forms.blank.model import Block, Form, Part, Question, Section, Table, When, Words
from pipeline.web.skema.draft import Draft

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Shown:
    """A part of a section as it is seen.

    `depends`: the question on the same page it depends on, with the answers it is meant for ("a b"); a
    browser hides it for others. `more`: the list that one more can be added to, below this part.
    """

    part: Part
    depends: tuple[str, str] | None = None
    more: str = ""

    @property
    def shape(self) -> str:
        """What it is set as."""
        return type(self.part).__name__.lower()


def showing(section: Section, draft: Draft) -> Iterator[Shown]:
    """The section's parts, without what other answers leave out and the rows nobody has asked for."""
    here = {each.name for part in section.parts for each in questions_of(part)}
    for part, last in _counted(section, draft):
        if isinstance(part, Question) and not part.bound:
            continue
        same_page = part.when is not None and part.when[0] in here
        if same_page or meant(part.when, draft.answers):
            depends = (part.when[0], " ".join(part.when[1])) if part.when and same_page else None
            yield Shown(_bound(part), depends, last)


def _counted(section: Section, draft: Draft) -> Iterator[tuple[Part, str]]:
    """Each part with its rows as many as are seen, and the list to add to below it."""
    for part in section.parts:
        if isinstance(part, Table):
            name, seen = list_of(part), draft.shown(list_of(part), [list(each) for each in part.rows])
            yield Table(part.title, part.help, part.rows[:seen], part.when), \
                name if seen < len(part.rows) else ""
        elif isinstance(part, Block) and part.one_of:
            blocks = [each for each in section.parts
                      if isinstance(each, Block) and each.one_of == part.one_of]
            seen = draft.shown(part.one_of, [list(each.questions) for each in blocks])
            at = blocks.index(part)
            if at < seen:
                yield part, part.one_of if at == seen - 1 < len(blocks) - 1 else ""
        else:
            yield part, ""


def _bound(part: Part) -> Part:
    """A block without what has no place in the case: a page is not signed."""
    if isinstance(part, Block):
        return Block(part.title, tuple(each for each in part.questions if each.bound),
                     part.one_of, part.when)
    return part


def meant(when: When | None, answers: Answers) -> bool:
    """Whether something is asked with these answers. Before the question it hangs on is answered, it is
    not."""
    return when is None or answers.get(when[0]) in when[1]


def kept(form: Form, answers: Answers) -> dict[str, Answer]:
    """The answers to what is asked."""
    left_out = {each.name for section in form.sections for part in section.parts
                if not meant(part.when, answers) for each in questions_of(part)}
    return {name: each for name, each in answers.items() if name not in left_out}


def questions_of(part: Part) -> Iterator[Question]:
    """Every question of a part, in its order."""
    if isinstance(part, Question):
        yield part
    elif isinstance(part, Block):
        yield from part.questions
    elif isinstance(part, Table):
        for row in part.rows:
            yield from row


def questions(section: Section) -> Iterator[Question]:
    """Every question of a section, in its order."""
    for part in section.parts:
        yield from questions_of(part)


def list_of(part: Part) -> str:
    """The list a part's questions are rows of."""
    if isinstance(part, Table):
        return part.columns[0].name.rpartition(".0.")[0]
    return part.one_of if isinstance(part, Block) else ""


def steps(form: Form, draft: Draft) -> tuple[Section, ...]:
    """The sections in which something is asked."""
    return tuple(section for section in form.sections if any(
        True for each in showing(section, draft) for _ in questions_of(each.part)))


def ending(form: Form) -> tuple[Section, ...]:
    """The sections in which nothing is asked: what to send with it, and where."""
    return tuple(section for section in form.sections
                 if all(isinstance(part, Words) for part in section.parts))
