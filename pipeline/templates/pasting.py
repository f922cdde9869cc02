"""How a field is written in a template: its tag with the questions that must be asked first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.formatting import ord_
from pipeline.templates.fieldtypes import Type

FILTERS: Mapping[str, str] = {
    "cpr": "cpr", "telefon": "telefon", "klokkeslaet": "klokken", "maaned": "maaned",
    "kroner": "kroner", "timer": "timer", "procent": "procent"}
"""The filter for each way a value is written."""

TAKEN = frozenset({"if", "in", "is", "or", "and", "not", "for", "set", "do", "loop", "else", "elif",
                   "true", "false", "none"})
"""Words that mean something to a template, and can name nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field is named: what stands before its name, what is to be asked, the loops around.

    `asked` are questions of the field's own sentence; `opening` and `closing` are whole paragraphs.
    """

    prefix: str = ""
    asked: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    names: frozenset[str] = TAKEN

    def within(self, name: str, found: Type) -> Place:
        """The place of the fields of an object here."""
        said = f"{self.prefix}{name}"
        return replace(self, prefix=f"{said}.", asked=(*self.asked, *questions(said, found)))

    def looped(self, name: str, found: Type) -> Place:
        """The place of a list's items, each under a short name of its own."""
        said = f"{self.prefix}{name}"
        asked = (*self.asked, *questions(said, found))
        item = _free(name, self.names)
        before = (f"{{%p if {' and '.join(asked)} %}}",) if asked else ()
        after = ("{%p endif %}",) if asked else ()
        inside = questions(item, found.items) if found.items else ()
        return Place(
            f"{item}.", inside, (*self.opening, *before, f"{{%p for {item} in {said} %}}"),
            ("{%p endfor %}", *after, *self.closing), self.names | {item})

    @property
    def item(self) -> str:
        """The name of the item that a loop here goes through."""
        return self.prefix.removesuffix(".")

    def open_to(self, name: str, found: Type, inner: str) -> Place:
        """The place of a field in something that can be protected: only `beskyttet` is always there."""
        inside = self.within(name, found)
        if not found.guarded or inner == "beskyttet":
            return inside
        return replace(inside, asked=(*inside.asked, f"not {self.prefix}{name}.beskyttet"))


def _free(name: str, taken: frozenset[str]) -> str:
    """The shortest beginning of a list's name that nothing else is called."""
    plain = name.replace("_", "")
    names = [*(plain[:length] for length in range(1, len(plain))), f"{plain}x"]
    return next(each for each in names if each not in taken)


def questions(said: str, found: Type) -> tuple[str, ...]:
    """What must hold before a field can be used."""
    there = (f"{said} is defined",) if found.absent else ()
    if not found.optional:
        return there
    # Of numbers 0 counts, of a yes or no the no does.
    some = f"{said} is not none" if found.kind in ("tal", "heltal", "janej") else said
    return (*there, some)


def printed(said: str, found: Type, form: str) -> str:
    """The tag that prints a field which is there; empty where only its parts can be printed."""
    if found.kind == "janej":
        return f"{{% if {said} %}}ja{{% else %}}nej{{% endif %}}"
    if found.kind == "liste":
        return _list(said, found, form)
    if found.kind == "objekt":
        return ""
    name = filter_for(found, form)
    return f"{{{{ {said} | {name} }}}}" if name else f"{{{{ {said} }}}}"


def filter_for(found: Type, form: str) -> str:
    """The filter that makes a single value into Danish text; empty where it is text already."""
    if form in FILTERS:
        return FILTERS[form]
    if found.kind == "tekst" and any(ord_(code) != code for code in found.values):
        return "ord"
    return {"dato": "dato", "tal": "tal"}.get(found.kind, "")


def _list(said: str, found: Type, form: str) -> str:
    items = found.items or Type("alt")
    if items.kind == "tekst" and not questions("x", items):
        ready = ' | map("ord") | list' if filter_for(items, form) == "ord" else ""
        return f"{{{{ {said}{ready} | liste }}}}"
    return ""


def asking(questions_: tuple[str, ...], tag: str) -> str:
    """A tag behind its questions, to stand in a sentence."""
    if not questions_:
        return tag
    return f"{{% if {' and '.join(questions_)} %}}{tag}{{% endif %}}"
