"""A difference as people read it: what it is, where, what stands here and what stands in the file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipeline import schemas
from pipeline.errors import Text, text
from pipeline.merging.difference import Change
from pipeline.merging.identity import Path

WIDTH = 100
MARKS: Mapping[str, Text] = {
    "ny": text("ny"), "aendret": text("forskellig"), "mangler_der": text("kun i sagen")}
"""What each kind of difference is called, seen from the case."""


def lines(change: Change, language: str) -> Iterator[str]:
    """The difference in a few lines; values whole: nobody says yes to what they cannot see."""
    title = change.title.in_language(language)
    yield f"{MARKS[change.art].in_language(language)}: {change.place}  ({title})"
    for note in _notes(change):
        yield from _wrapped(note.in_language(language), "    ")
    schema = _schema(change.path)
    if change.art == "ny":
        yield from _value(change.new, schema, "    ", language)
    elif change.art == "aendret":
        for heading, value in ((text("i sagen"), change.old), (text("i filen"), change.new)):
            yield from _field(heading.in_language(language), value, schema, "    ", language)


def _notes(change: Change) -> Iterator[Text]:
    """What to think of before saying yes."""
    if change.locked:
        yield text("Kan ikke flettes: sagen har noget her, som afsenderen ikke må se. Ret det selv.")
    elif change.art != "mangler_der" and not change.own:
        yield text("Det er ikke afsenderens at bestemme. Se efter, før du tager det med.")
    elif change.off_the_page:
        yield text("Det står ikke på siderne, kun i filens data. Se efter, før du tager det med.")
    elif change.unseen:
        fields = dict.fromkeys(name.removeprefix(change.place).lstrip(".") for name in change.unseen)
        yield text("Står ikke på siderne, kun i filens data: {felter}.", felter=", ".join(fields))


def _schema(path: Path) -> Mapping[str, Any]:
    node: Mapping[str, Any] = schemas.resolved("sag")
    for step in path:
        node = node.get("items", {}) if isinstance(step, tuple) else node["properties"][step]
    return node


def _value(value: Any, schema: Mapping[str, Any], indent: str, language: str) -> Iterator[str]:
    """A value's lines: an object field by field, a list item by item."""
    if isinstance(value, Mapping):
        parts = schema.get("properties", {})
        for name, item in value.items():
            part = parts.get(name, {})
            title = Text(str(part.get("title", name))).in_language(language)
            yield from _field(title, item, part, indent, language)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for nr, item in enumerate(value, 1):
            yield from _field(f"{nr}", item, schema.get("items", {}), indent, language)
    else:
        yield from _wrapped(_word(value, language), indent)


def _field(name: str, value: Any, schema: Mapping[str, Any], indent: str, language: str
           ) -> Iterator[str]:
    """A field with its name: on one line where it is one word or sentence."""
    if isinstance(value, Mapping | list | tuple):
        yield f"{indent}{name}:"
        yield from _value(value, schema, f"{indent}  ", language)
    else:
        yield from _wrapped(f"{name}: {_word(value, language)}", indent)


def _wrapped(words: str, indent: str) -> Iterator[str]:
    for line in words.splitlines() or [""]:
        shown = "".join(char if char.isprintable() else " " for char in line)
        yield from textwrap.wrap(shown, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ",
                                 break_on_hyphens=False) or [indent.rstrip()]


def _word(value: Any, language: str) -> str:
    if isinstance(value, bool):
        return (text("ja") if value else text("nej")).in_language(language)
    if value is None:
        return text("intet").in_language(language)
    if isinstance(value, Decimal) and language == "da":
        return str(value).replace(".", ",")
    return str(value)


def as_json(change: Change, language: str) -> dict[str, Any]:
    """A difference for programs; its values are as exact as the case's."""
    return {"sti": change.place, "titel": change.title.in_language(language), "art": change.art,
            "i_sagen": change.old, "i_filen": change.new, "modsiger": change.contradicts,
            "kan_flettes": change.can_be_taken, "ikke_paa_siderne": list(change.unseen)}
