"""From carried data back to the letter it came from: nothing is projected or validated anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pipeline import schemas
from pipeline.carried.payload import CARRIED, TITLE, Carried
from pipeline.copies import author_of
from pipeline.documents import KINDS, DocumentKind, Place
from pipeline.errors import DataError, Problem, TemplateError, text
from pipeline.facts import View
from pipeline.formats import parse_date
from pipeline.letters import Letter, letter_of
from pipeline.recipients import reader_of
from pipeline.richtext import rich
from pipeline.templateset import Templates
from pipeline.translation.catalogs import language
from pipeline.translation.language import DANISH, Language

T = TypeVar("T")


def restored(carried: Carried, templates: Templates = None) -> Letter:
    """The letter that carried the data, ready to render.

    Raises DataError where the data cannot be a letter's, UsageError or TemplateError where its
    language is not there.
    """
    spoken = DANISH if carried.language == DANISH.code else language(carried.language, templates)
    return guarded(lambda: _letter(carried, spoken))


def guarded(work: Callable[[], T]) -> T:
    """What `work` gives; whatever it stumbles over in data that nobody validated is a DataError.

    A field that a template does not get is the data's fault here: with a whole case it gets it.
    """
    try:
        return work()
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, StopIteration, TemplateError,
            TypeError, ValueError):
        raise DataError([Problem(CARRIED, "filens-data-ufuldstaendige", TITLE, text(
            "Dokumentet kan ikke laves af filens data: der mangler noget, eller noget passer ikke "
            "sammen."), text("Bed om filen igen, som den blev lavet."))]) from None


def _letter(carried: Carried, spoken: Language) -> Letter:
    kind = KINDS[carried.kind]
    sag = complete(carried.sag, schemas.resolved("sag"))
    found = [_event(kind, sag, place) for place in carried.places]
    seen = {key: value if key in kind.uses or key == "parter" or not isinstance(value, tuple) else ()
            for key, value in sag.items()}
    readers = [reader_of(sag, who) for who in carried.readers]
    recipient = reader_of(sag, carried.recipient)
    view = View(
        seen, found[0][0], complete(carried.settings, schemas.resolved("kommune")),
        readers[0] if carried.til_orientering else recipient, carried.authors, carried.date,
        tuple(event for event, _ in found), found[0][1],
        recipient if carried.til_orientering else None, spoken, carried.readers)
    variant = str(carried.places[0][1]) if kind.dele else kind.variant(view.event)
    return letter_of(kind, carried.nr, view, variant, author_of(sag, carried.authors))


def _event(
    kind: DocumentKind, sag: Mapping[str, Any], place: Place,
) -> tuple[Mapping[str, Any], Mapping[str, Any] | None]:
    """An event of the letter's, and the one it stands in."""
    event = sag[kind.liste][place[0]]
    if not kind.led:
        return event, None
    return event[kind.led][place[1]], {**event, kind.led: ()}


def complete(value: Any, schema: Mapping[str, Any]) -> Any:
    """A JSON value as projecting left it: complete by its schema, with dates and marks."""
    if isinstance(value, Mapping):
        return {name: _field(value.get(name), part)
                for name, part in schema.get("properties", {}).items()}
    if isinstance(value, list):
        return tuple(complete(item, schema.get("items", {})) for item in value)
    if isinstance(value, str):
        if schema.get("format") == "dato":
            return parse_date(value)
        return rich(value) if "x-rigtekst" in schema else value
    return value


def _field(value: Any, part: Mapping[str, Any]) -> Any:
    if value is None:
        return () if part.get("type") == "array" else None
    found = complete(value, part)
    if "x-vaerner" in part and isinstance(found, dict):
        return {"beskyttet": True} if value.get("beskyttet") is True else {**found, "beskyttet": False}
    return found
