"""What a Word template has to translate: an extractor for Babel, and catalogs kept up to date.

In a mapping file for pybabel: `[docx: **.docx]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from lxml import etree

from pipeline.docx.package import read_parts
from pipeline.docx.tags import W
from pipeline.templateset import PASSAGES
from pipeline.translation.places import CORE, Found, stories, title_of, words_of
from pipeline.translation.sentences import sentence_of
from pipeline.translation.syntax import field_names, renamed

HEADER = ('msgid ""\nmsgstr ""\n"Language: {locale}\\n"\n"MIME-Version: 1.0\\n"\n'
          '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n')
MOST_NOTES = 12
"""Notes of a sentence that stands in many places."""


@dataclass(slots=True)
class Message:
    """A Danish sentence, the files it stands in, and what its translator should know."""

    danish: str
    files: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)


def docx(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Iterable[str],  # noqa: ARG001
    options: Mapping[str, Any],  # noqa: ARG001
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's extractor for a Word template: (paragraph, "", message, notes). Raises TemplateError."""
    yield from ((number, "", message, list(notes))
                for number, message, notes in messages_of(fileobj.read(), ""))


def messages_of(data: bytes, name: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(paragraph, message, notes) of everything in a Word template that has words.

    What a passage calls itself is in no letter, so its title is left out. Raises TemplateError where
    the file is no Word document.
    """
    parts = read_parts(data, name)
    for part in stories(parts):
        root = etree.fromstring(parts[part])
        headings = _headings(root)
        for found in words_of(root):
            yield from _message(found, headings.get(found.paragraph, ""))
    passage = Path(name).parent.name == PASSAGES
    if CORE in parts and not passage and (titled := title_of(etree.fromstring(parts[CORE]))):
        yield from _message(titled, "")


def _message(found: Found, heading: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    if found.words.message:
        where = (f"under »{heading}«",) if heading else ()
        yield found.paragraph, found.words.message, (*where, *found.words.notes)


def _headings(root: Any) -> dict[int, str]:
    """The heading above each paragraph."""
    above: dict[int, str] = {}
    heading = ""
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        above[number] = heading
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "").lower() if style is not None else ""
        if name.startswith(("heading", "overskrift")) and (sentence := sentence_of(paragraph)):
            heading = sentence.message
    return above


def catalog_of(messages: Iterable[Message], known: Mapping[str, str], locale: str) -> Catalog:
    """A catalog of these messages in their order; what is known keeps its translation.

    So does a sentence whose fields have got other names.
    """
    catalog = Catalog(locale=locale, fuzzy=False)
    by_words = {_numbered(danish): danish for danish, translation in known.items() if translation}
    for each in messages:
        earlier = each.danish if known.get(each.danish) else by_words.get(_numbered(each.danish), "")
        names = dict(zip(field_names(earlier), field_names(each.danish), strict=True)) if earlier else {}
        translation = renamed(known[earlier], names) if earlier else ""
        added = catalog.add(each.danish, translation, [(file, 0) for file in each.files],
                            auto_comments=list(each.notes)[:MOST_NOTES])
        # A per cent sign is a per cent sign, and our places are no program's.
        added.flags -= {"python-format", "python-brace-format"}
    return catalog


def _numbered(message: str) -> str:
    """A message with numbers for its fields."""
    return renamed(message, {name: str(at) for at, name in enumerate(field_names(message))})


def write(catalog: Catalog, file: IO[bytes]) -> None:
    """The catalog as a gettext file; the same messages give the same bytes."""
    file.write(HEADER.format(locale=catalog.locale_identifier).encode())
    write_po(file, catalog, width=100, include_lineno=False, omit_header=True)


def gathered(found: Iterable[tuple[str, str, tuple[str, ...]]]) -> list[Message]:
    """(message, file, notes) of many places as one message for each sentence, in order."""
    messages: dict[str, Message] = {}
    for danish, file, notes in found:
        message = messages.setdefault(danish, Message(danish))
        message.files[file] = None
        message.notes.update(dict.fromkeys(notes))
    return list(messages.values())
