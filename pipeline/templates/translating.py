"""A kommune's catalog brought up to date with its own templates, for somebody to fill in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import resources
from pipeline.errors import Problem, UsageError, text
from pipeline.templateset import TemplateSet
from pipeline.translation.catalogs import FILE, FOLDER, OURS, read
from pipeline.translation.extract import Message, catalog_of, gathered, messages_of, write


@dataclass(frozen=True, slots=True)
class Updated:
    """A catalog: where it belongs, its bytes, its sentences, and how many have no translation."""

    path: Path
    data: bytes
    sentences: int
    lacking: int


def updated(templates: TemplateSet, code: str) -> Updated:
    """The catalog of a set's own sentences in a language; what is translated stays.

    Sentences that ours has are left out. For a language that we do not have, all of ours are in it.
    Raises UsageError where the set has no folder of its own or there is no such language,
    TemplateError for a file that cannot be read.
    """
    if not templates.own:
        raise UsageError([Problem("--templates", "skabelonmappe-mangler", text("Skabelonmappe"), text(
            "Der er ingen mappe med egne skabeloner."), text("Angiv den med --templates MAPPE."))])
    path = templates.own[0] / FOLDER / f"{code}.po"
    ours = OURS / code / "LC_MESSAGES" / FILE
    there, everything = ours.is_file(), OURS / "en" / "LC_MESSAGES" / FILE
    own = read(str(path), resources.content(path), code) if path.is_file() else None
    known = read(str(ours), resources.content(ours), code) if there else None
    theirs = gathered(_of_set(templates))
    wanted = [each for each in theirs if known is None or each.danish not in known.sentences]
    if known is None:
        wanted = _with(read_messages(everything), wanted)
    elif own:
        # What the kommune says otherwise than we do.
        wanted = _with(wanted, [Message(danish) for danish in own.sentences
                                if danish in known.sentences])
    found = own or known
    catalog = catalog_of(wanted, own.sentences if own else {}, found.locale if found else _locale(code))
    file = io.BytesIO()
    write(catalog, file)
    lacking = sum(1 for message in catalog if message.id and not message.string)
    return Updated(path, file.getvalue(), len(wanted), lacking)


def _of_set(templates: TemplateSet) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(message, file, notes) of every file that is the set's own."""
    for name, path in templates.files().items():
        if templates.is_own(path):
            yield from ((message, name, notes)
                        for _, message, notes in messages_of(resources.content(path), name))


def read_messages(path: Path) -> list[Message]:
    """The sentences of a catalog with their places and notes."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return [Message(str(each.id), dict.fromkeys(place for place, _ in each.locations),
                        dict.fromkeys(each.auto_comments)) for each in read_po(file) if each.id]


def _with(first: list[Message], more: list[Message]) -> list[Message]:
    known = {each.danish for each in first}
    return [*first, *(each for each in more if each.danish not in known)]


def _locale(code: str) -> str:
    """The language's own code, once it is known to be one."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(code))
    except (UnknownLocaleError, ValueError):
        raise UsageError([Problem("--language", "ukendt-sprog", text("Sprog"), text(
            "Sprogets kode er ikke kendt."), text(
            "Skriv den som to bogstaver, for eksempel en, pl eller uk."))]) from None
