"""How a kind's form is described: only what the schema cannot know, in the order it is asked.

A path is that of the case, and begins with the kind's own event where it is the event's:
"ansoegning.omfang.form", "barn.navn". What is asked over and over has its place in a list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.errors import Text
from pipeline.forms.blank.model import COLUMNS

From = Literal["people", "goals"]
"""Choices that are no words of the schema: the people, or the goals."""
FORAELDER, LEVERANDOER = "foraelder", "leverandoer"
"""Roles, as the case has them, of those who fill in a form."""


UNAIDED = Text("")
"""The help of a question that says enough by itself, whatever the schema has to say of it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question. What is None comes from the schema: title, help, whether it must be answered."""

    path: str
    title: Text | None = None
    help: Text | None = None
    width: int = COLUMNS
    lines: int | None = None
    required: bool | None = None
    labels: Mapping[str, Text] = field(default_factory=dict)
    """Words for the schema's codes; where there are some, no other code can be chosen."""
    among: From | None = None
    bound: bool = True
    """Whether it is a field of the case; else title and help must be given."""


@dataclass(frozen=True, slots=True)
class Say:
    """A paragraph to read."""

    words: Text
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A list that is asked as a table: a row for each item. Paths are the item's own."""

    path: str
    asks: tuple[Ask, ...]
    count: int
    title: Text | None = None
    help: Text | None = None


@dataclass(frozen=True, slots=True)
class Blocks:
    """A list whose items each have a heading of their own. Paths are the item's own.

    `title` has the place {nr}. `among`: there is an item for each person, and {navn} is theirs, or for
    each goal. `fixed` is what each says without asking; "{id}" in it is the person's or the goal's.
    `role`: only for people of that role. `chosen`: only for people who are ticked in that question, on
    a page; on paper all are there.
    """

    path: str
    title: Text
    asks: tuple[Ask, ...]
    count: int = 1
    among: From | None = None
    fixed: Mapping[str, str | bool] = field(default_factory=dict)
    role: str = ""
    chosen: str = ""


One = Ask | Say | Rows | Blocks


@dataclass(frozen=True, slots=True)
class Only:
    """What is asked for some answers to another question alone: a page leaves it out for the rest.

    On paper it is always there, and its words say when it is meant.
    """

    path: str
    values: tuple[str, ...]
    asked: tuple[One, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section: a heading, and what stands below it."""

    title: Text
    asked: tuple[One | Only, ...]
    sends: bool = False
    """Whether it tells where the form is sent: then the kommune's own lines stand below it."""

    @property
    def each(self) -> Iterator[tuple[One, Only | None]]:
        """What stands in it one by one, and for which answers."""
        for one in self.asked:
            if isinstance(one, Only):
                yield from ((inner, one) for inner in one.asked)
            else:
                yield one, None


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind's form as it is described."""

    parts: tuple[Part, ...]
    fixed: Mapping[str, str | bool] = field(default_factory=dict)
    """What the form says without asking, by path; "{id}" is the first person's."""
    people: tuple[str, ...] = (FORAELDER, FORAELDER)
    """The roles of those who fill it in together."""
    goals: int = 0
    """How many goals have a number on it."""
