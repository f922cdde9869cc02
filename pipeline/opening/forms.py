"""A filled form that comes back: what its fields hold, and whether that is what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pipeline.errors import DataError, Problem, Text, text
from pipeline.forms.blank.carried import Carried
from pipeline.forms.blank.filled import is_word
from pipeline.forms.blank.made import described, docx, pdf
from pipeline.forms.fields import Field
from pipeline.forms.mapping.taken import taken
from pipeline.forms.room import room
from pipeline.opening.drawn import unlike
from pipeline.opening.paper import Paper, paper
from pipeline.opening.pictures import Spot, spots
from pipeline.opening.proof import page_of, pages
from pipeline.opening.verdict import Opened, Passage
from pipeline.opening.wordform import printed
from pipeline.opening.words import passages, piece, shown

if TYPE_CHECKING:
    from pipeline.forms.mapping import FormMap

_NO_FIELDS = ("formular-uden-felter", "formular-kun-xfa")
_NEAR = 0.5
"""Points within which a field still stands in its place."""


def form(data: bytes, digest: str, mapping: FormMap | None = None, name: str = "") -> Opened | None:
    """What a filled form holds and shows; None where the file has no fields.

    Raises DataError where it cannot be read, and TemplateError for a mapping that says what cannot be.
    """
    read = read_form(data, name)
    if read is None:
        return None
    fields, carried = read
    if carried is None and mapping is None:
        return Opened("form", "no-data", digest, problems=(_problem("uden-kobling", text(
            "Formularen er ikke en af programmets egne, og der er ingen kobling mellem dens felter og "
            "sagen."), text("Lav en med forms map, og angiv den med --map.")),))
    found = taken(data, mapping, source=name)
    case = found.sag.data if found.sag is not None else None
    kind = carried.plan.kind if carried is not None else mapping.kind if mapping is not None else ""
    if carried is None:
        # Somebody else's form: nobody here knows what its pages should say.
        return Opened("form", "template-unknown", digest, case, passages=_unlike(data),
                      problems=found.problems, kind=kind)
    signed = not is_word(data) and bool(room().run(paper, data).signed)
    differing = _word_differs(data, carried) if is_word(data) else _pdf_differs(data, fields, carried)
    known = described(carried.plan)[1].digest == carried.digest
    if not known:
        return Opened("form", "template-unknown", digest, case, passages=differing, kind=kind,
                      problems=(*found.problems, _other_edition()), signed=signed)
    return Opened("form", "mismatch" if differing else "proven", digest, case,
                  "" if differing else "fields", differing, found.problems, kind=kind, signed=signed)


def read_form(data: bytes, name: str) -> tuple[Mapping[str, Field], Carried | None] | None:
    """The fields and what the form carries; None where there are no fields. Raises DataError."""
    from pipeline.forms.blank.word.reading import read_word

    if is_word(data):
        fields, carried = room().run(read_word, data, name)
        return (fields, carried) if fields else None
    try:
        return room().inspect(data).fields, room().carried(data)
    except DataError as error:
        if {each.code for each in error.problems} <= set(_NO_FIELDS):
            return None
        raise


def _pdf_differs(data: bytes, fields: Mapping[str, Field], carried: Carried) -> tuple[Passage, ...]:
    """Where a form of ours shows another text than its own, or in a field another value."""
    blank = pdf(carried.plan)
    given, other = (room().run(paper, each) for each in (data, blank))
    found = [*passages(pages(given), pages(other)), *_notes(given, fields), *_unlike(data)]
    if not found and _rects(fields) == _rects(room().inspect(blank).fields):
        # Where boxes have grown with what was known before, all below them stands elsewhere.
        found += [Passage(page_of(each.page), "", shown(each.words.split()))
                  for each in room().run(_plain_spots, data, blank)]
    return tuple(found)


def _plain_spots(data: bytes, blank: bytes) -> tuple[Spot, ...]:
    """The pages alone, without what is written in fields."""
    return spots(data, blank, notes=False)


def _rects(fields: Mapping[str, Field]) -> list[tuple[str, int, tuple[int, ...]]]:
    """Where each field stands, roughly."""
    return sorted((name, widget.page, tuple(round(each / _NEAR) for each in widget.rect))
                  for name, each in fields.items() for widget in each.widgets)


def _notes(given: Paper, fields: Mapping[str, Field]) -> Iterator[Passage]:
    """What lies on the pages besides fields."""
    widgets = sum(len(each.widgets) for each in fields.values())
    if len(given.notes) + len(given.signatures) > widgets:
        for note in given.notes:
            if note.words:
                yield Passage(page_of(note.page), shown(note.words.split()), "")


def _unlike(data: bytes) -> tuple[Passage, ...]:
    """The fields that show something else than they hold."""
    if is_word(data):
        return ()
    return tuple(Passage(text("side {side}, felt {felt}", side=each.page + 1, felt=each.name),
                         shown(each.shows.split()), shown(each.holds.split()))
                 for each in room().run(unlike, data))


def _word_differs(data: bytes, carried: Carried) -> tuple[Passage, ...]:
    """Where a Word form's own words, outside its controls, are not ours."""
    given, other = (room().run(printed, each) for each in (data, docx(carried.plan)))
    one, two = ([piece(text("afsnit {nr}", nr=number), said) for number, said in enumerate(each, 1)]
                for each in (given, other))
    return passages(one, two)


def _other_edition() -> Problem:
    return _problem("blanket-anden-udgave", text(
        "Blanketten er lavet af en anden udgave af programmet eller af skemaerne."), text(
        "Brug den udgave, blanketten er lavet med, hvis det skal bevises."))


def _problem(code: str, message: Text, remedy: Text) -> Problem:
    return Problem("", code, text("Blanket"), message, remedy)
