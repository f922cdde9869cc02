"""Every field that templates of a kind may use: what people call it, and the tag to paste."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents import KINDS
from pipeline.errors import text
from pipeline.templates.entries import Entry, Group
from pipeline.templates.fieldtypes import Type
from pipeline.templates.names import names_of, worked_out
from pipeline.templates.walking import Examples, Walk

FIRST = ("brev", "modtager", "barnet", "barn")
"""The groups an author looks for first; then what the letter is about, and what it works out."""

SINGLE = ""
"""The path of the group of fields that stand in no other."""


def groups_of(kind: str, examples: Examples | None = None) -> tuple[Group, ...]:
    """Every field of a kind, in groups: what the letter knows of itself, what it is about, what it
    works out, the rest of the case.

    `examples` are values by path, for the fields whose schemas give none.
    """
    names = names_of(kind)
    walk = Walk(kind, names, examples or {})
    order = _order(kind, names)
    single = Group(SINGLE, text("Enkelte felter"), None, "", tuple(
        walk.single(name) for name in order if not walk.is_group(name)))
    found = [group for name in order if walk.is_group(name) for group in walk.groups(name)]
    return tuple(sorted([single, *found], key=lambda group: _rank(group, kind)))


def entries_of(groups: Sequence[Group]) -> Iterator[Entry]:
    """The fields of some groups."""
    return (entry for group in groups for entry in group.entries)


def matching(groups: Sequence[Group], words: str) -> tuple[Group, ...]:
    """The groups with those fields alone whose path, title or explanation has all these words."""
    wanted = words.casefold().split()
    found = (replace(group, entries=tuple(entry for entry in group.entries if all(
        word in f"{entry.path} {group.title} {entry.title} {entry.help or ''}".casefold()
        for word in wanted))) for group in groups)
    return tuple(group for group in found if group.entries)


def _order(kind: str, names: Type) -> list[str]:
    """The names at the top: those in FIRST, the event, what is worked out, the case's own; not those
    that no reader may see."""
    first = [name for name in (*FIRST, KINDS[kind].event_name) if name in names.fields]
    own = worked_out(kind)
    rest = sorted((name for name, found in names.fields.items()
                   if name not in first and not found.nobodys),
                  key=lambda name: name not in own)
    return [*first, *rest]


def _rank(group: Group, kind: str) -> int:
    """The single fields after the groups that everybody needs."""
    top = group.path.partition(".")[0].partition("[")[0]
    return 0 if top in (*FIRST, KINDS[kind].event_name) else 1 if group.path == SINGLE else 2
