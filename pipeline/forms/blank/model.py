"""The values: a form as it is asked, whatever it is then set as."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal[
    "line", "text", "date", "time", "number", "amount", "cpr", "yes", "one", "menu", "several"]
"""What an answer is. `one` is chosen among buttons, `menu` from a list, `several` are ticked; `yes`
is a yes or a no."""

YES, NO = "ja", "nej"
COLUMNS = 12
"""A page is so many columns wide."""


When = tuple[str, tuple[str, ...]]
"""The name of another question, and the answers to it for which something is asked; without any, it is
asked whatever the answer is."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen: the value in the case, and the words on the form."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked. Its name is its path in the case: "ansoegninger.0.omfang.form"."""

    name: str
    kind: Kind
    title: str
    help: str = ""
    spoken: str = ""
    """What a screen reader says: the whole of the question, where it stands alone."""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    lines: int = 1
    width: int = COLUMNS
    longest: int | None = None
    whole: bool = False
    """A number without decimals."""
    bound: bool = True
    """Whether the answer has a place in the case; a signature has none."""
    when: When | None = None

    @property
    def comb(self) -> bool:
        """Whether each letter has a box of its own."""
        return self.kind == "cpr"

    @property
    def fields(self) -> tuple[str, ...]:
        """The full names of its fields: one, or for what is ticked one for each choice."""
        if self.kind == "several":
            return tuple(f"{self.name}.{each.value}" for each in self.choices)
        return (self.name,)


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph to read."""

    text: str
    strong: bool = False
    guide: bool = False
    """Whether it is of use only to who fills the form in."""
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Questions that are asked over and over, a row each time."""

    title: str
    help: str
    rows: tuple[tuple[Question, ...], ...]
    when: When | None = None

    @property
    def columns(self) -> tuple[Question, ...]:
        """The questions of the first row: their titles head the columns."""
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class Block:
    """Questions under a small heading of their own: a person, a goal, an expense."""

    title: str
    questions: tuple[Question, ...]
    one_of: str = ""
    """What the list is called that it is an item of; nothing where each has a person of its own."""
    when: When | None = None


Part = Question | Words | Table | Block


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form under a heading."""

    title: str
    parts: tuple[Part, ...]

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, in the order they are read."""
        for part in self.parts:
            yield from questions_of(part)


def questions_of(part: Part) -> Iterator[Question]:
    """Every question of a part, in its order."""
    if isinstance(part, Question):
        yield part
    elif isinstance(part, Block):
        yield from part.questions
    elif isinstance(part, Table):
        for row in part.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class Fixed:
    """What the form says without asking. `row`: only where something is answered below it."""

    path: str
    value: str | bool | tuple[str, ...]
    row: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form, in one language."""

    kind: str
    language: str
    tag: str
    """The language as PDF and Word name it: "en-GB"."""
    title: str
    words: tuple[Words, ...]
    sections: tuple[Section, ...]
    fixed: tuple[Fixed, ...]
    labels: dict[str, str]
    """The form's few words of its own, such as "Page"."""

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, in the order they are read."""
        for section in self.sections:
            yield from section.questions

    @property
    def digest(self) -> str:
        """What tells this form from every other, whatever it is set as."""
        return hashlib.sha256(json.dumps(
            self, default=_plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> dict[str, Any]:
    """A value of this module by its fields; four times faster than `dataclasses.asdict`."""
    return {name: getattr(value, name) for name in value.__slots__}
