"""What is said where a form and the case it was read into do not agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.documents import DocumentKind
from pipeline.errors import Problem, Text, text
from pipeline.forms.mapping.tocase import place, steps_of
from pipeline.sag import Sag
from pipeline.validation import title_of

Case = Mapping[str, Any]


def differing(base: Case, said: Case, found: Sag, number: str) -> Iterator[Problem]:
    """Warnings: `said` is what the form says alone, `number` its field for the case's number."""
    yield from _another_number(base, said, number)
    yield from _changed(base, found)


def _another_number(base: Case, said: Case, name: str) -> Iterator[Problem]:
    own = base.get("sagsnummer")
    if own and said.get("sagsnummer", own) != own:
        yield Problem("sagsnummer", "felt-andet-sagsnummer", text("Sagsnummer"), text(
            "Formularen har et andet sagsnummer end sagen. Sagen har beholdt sit eget."), text(
            "Kontrollér, at det er den rigtige sag."), "advarsel", place(name))


def _changed(base: Case, found: Sag) -> Iterator[Problem]:
    """What the case had another value for before the form was read."""
    for where, name in found.places.items():
        steps = steps_of(where)
        before, after = _at(base, steps), _at(found.data, steps)
        if before is not None and after is not None and before != after:
            assert isinstance(name, Text), "a form's fields are words"
            yield Problem(where, "felt-aendrer-sagen", title_of("sag", steps), text(
                "Formularen siger noget andet, end der stod i sagen. Nu står det, som formularen siger "
                "det."), text("Kontrollér, hvad der er rigtigt, og ret ellers sagen."), "advarsel", name)


def read_before(base: Case, found: Sag, kind: DocumentKind) -> bool:
    """Whether the case has this event already; the kommune may have added to it."""
    return any(len(after) > len(before) and any(
        all(event.get(key) == value for key, value in after[-1].items()) for event in before)
        for before, after in zip(_lists(base, kind), _lists(found.data, kind), strict=False))


def _lists(case: Case, kind: DocumentKind) -> list[Any]:
    """The lists that an event of the kind can be added to."""
    events = case.get(kind.liste) or ()
    return [event.get(kind.led) or () for event in events] if kind.led else [events]


def _at(node: Any, steps: list[str | int]) -> Any:
    """What stands there; None for what does not."""
    for step in steps:
        if isinstance(step, int):
            node = node[step] if isinstance(node, list) and step < len(node) else None
        else:
            node = node.get(step) if isinstance(node, Mapping) else None
    return node
