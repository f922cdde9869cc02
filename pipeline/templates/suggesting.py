"""The tags that print a field in one sentence: with its filter, in its loop, asked for first."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.templates.fieldtypes import ANY, Path, Type, made_of
from pipeline.templates.pasting import asking, printed, questions

_MONEY = ("beloeb", "i_alt")
_BEST = ("navn", "tekst", "titel", "beskrivelse", "hvad")
_ITEMS = "xyzw"
"""What items are called, from the outermost loop in."""


def suggested(path: Path, names: Type, depth: int = 0) -> str:
    """Tags an author can paste for a field by its path: `{{ brev.dato | dato }}`.

    `depth` is how many loops the tags will stand in.
    """
    found, said = names, ""
    asked: tuple[str, ...] = ()
    for place, step in enumerate(path, 1):
        found = found.fields[step]
        said = f"{said}.{step}".lstrip(".")
        asked += questions(said, found)
        if found.guarded and path[place:]:
            asked += (f"not {said}.beskyttet",)
        if found.kind == "liste" and (path[place:] or not printed(said, found, "")):
            return asking(asked, _loop(said, path[place:], found.items or ANY, depth))
    if found.kind == "objekt" and (some := _telling(found)):
        return asking(asked, " ".join(
            suggested((*path, name), _sure(names, path), depth) for name in some))
    return asking(asked, printed(said, found, _form(said, found)))


def _loop(said: str, path: Path, items: Type, depth: int) -> str:
    """The tags for each item of a list, or for a field of each."""
    name = _ITEMS[depth % len(_ITEMS)]
    inside = suggested((name, *path), made_of(**{name: items}), depth + 1)
    return f"{{% for {name} in {said} %}}{inside}{{% endfor %}}"


def _telling(found: Type) -> Sequence[str]:
    """What says most of a group of fields: a period's days, else its best text."""
    if {"fra", "til"} <= found.fields.keys():
        return ("fra", "til")
    plain = [name for name, part in found.fields.items() if part.kind == "tekst" and not part.values]
    return [name for name in _BEST if name in plain][:1] or plain[:1]


def _sure(names: Type, path: Path) -> Type:
    """The names, where a field and all it stands in have been asked for."""
    if not path:
        return names
    inner = names.fields[path[0]]
    return names.also(**{path[0]: _sure(inner, path[1:]).sure()})


def _form(said: str, found: Type) -> str:
    """How the value is written, where its schema or its name says so."""
    if found.kind == "tal" and said.endswith(_MONEY):
        return "kroner"
    return found.said.form if found.said else ""
