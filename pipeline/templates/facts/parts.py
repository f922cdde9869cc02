"""What the types of facts are made from: the case's own parts, and a few that many facts share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.templates.fieldtypes import DATE, NUMBER, TEXT, YES, Clue, Type, made_of

Facts = Mapping[str, Type]
"""Types by dotted name, as facts have them."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The types of the case's own parts that facts are made from, as one document's readers see them."""

    case: Type
    event: Type
    host: Type
    settings: Type
    author: str

    def item(self, liste: str) -> Type:
        """The type of a list's items."""
        return self.case.fields[liste].items or Type("objekt")


Rules = Mapping[str, Callable[[Parts], Facts]]
"""The types of facts by the name of the rule that derives them."""

FIGURE = made_of(beloeb=NUMBER, fra=DATE, til=DATE.maybe(), kilde=TEXT, lokal=YES)
PERIOD_USED = made_of(fra=DATE, til=DATE, brugt=NUMBER)


def when(*path: str) -> tuple[Clue, ...]:
    """Known once this field of the letter is filled in."""
    return (Clue(path, absolute=True),)
