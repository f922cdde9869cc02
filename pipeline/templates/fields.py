"""Reads the fields that a template names: which there are, of what type, and what is wrong."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from jinja2 import nodes

from pipeline.errors import Text, text
from pipeline.formatting import ord_
from pipeline.templates import filters
from pipeline.templates.fieldtypes import ANY, Path, Type
from pipeline.templates.knowledge import NOTHING, Knowledge


class Tell(Protocol):
    """Where findings go."""

    def __call__(self, code: str, message: Text, remedy: Text, *, warning: bool = False) -> None:
        """Note a finding at the tag that is being read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A value an expression has: its type, its path where it is a field as it stands, and the list it
    is `of` where it only has something when that list has."""

    type: Type
    path: Path = ()
    of: Path = ()

    @property
    def name(self) -> str:
        """The field as its author names it."""
        return ".".join(step.partition("#")[0] for step in self.path)


def readers(roles: Collection[str]) -> Text | None:
    """Readers in words, by their roles; None where there are none."""
    found = [who for role, who in READERS.items() if role in roles]
    return functools.reduce(lambda one, other: text(
        "{en} og {anden}", en=one, anden=other), found) if found else None


READERS = {"foraelder": text("forælderen"), "anden_foraelder": text("den anden forælder"),
           "ung": text("barnet eller den unge"), "leverandoer": text("leverandøren")}


def _settled(node: nodes.Expr) -> object:
    """What an expression always is; None where that depends on the letter."""
    try:
        return node.as_const()
    except (nodes.Impossible, TypeError, ValueError):
        return None


class Fields:
    """Reads fields where `names` are the letter's own and `scope` those of loops and set.

    `known` is what the conditions around say. `used` gathers the fields that are named, `shown` those
    that are printed; `lists` knows which list a loop's name is an item of.
    """

    def __init__(self, names: Type, tell: Tell) -> None:
        self.names, self.tell = names, tell
        self.scope: dict[str, Seen] = {}
        self.known = NOTHING
        self.used: set[Path] = set()
        self.shown: set[Path] = set()
        self.lists: dict[str, Path] = {}
        self._printing = False
        self.left_out: frozenset[str] = frozenset()

    def value(self, node: nodes.Node) -> Seen:
        """The value of an expression; everything wrong inside it is told."""
        read: Callable[[Any], Seen] | None = getattr(self, f"_{type(node).__name__.lower()}", None)
        if read is not None:
            return read(node)
        for child in node.iter_child_nodes():
            self.value(child)
        return Seen(ANY)

    def filled_value(self, node: nodes.Node) -> Seen:
        """The value where there must be one."""
        seen = self.value(node)
        self.need(seen)
        return seen

    def printed(self, node: nodes.Node) -> None:
        """An expression whose value stands in the text."""
        kept, self._printing = self._printing, True
        self.need(seen := self.value(node))
        self._printing = kept
        kind = seen.type.kind
        if kind in ("tal", "dato", "janej", "liste", "objekt"):
            self._unprintable(seen)
        elif kind == "tekst" and seen.path:
            values = self.known.codes.get(seen.path, seen.type.values)
            if any(ord_(value) != value for value in values):
                self.tell("kode-uden-ord", text(
                    "Feltet {felt} er en kode og bliver skrevet som den", felt=seen.name), text(
                    "Skriv {forslag}.", forslag=f"{{{{ {seen.name} | ord }}}}"), warning=True)

    def _unprintable(self, seen: Seen) -> None:
        kind = seen.type.kind
        named = seen.name or "…"
        message = text("Feltet {felt} er {slags} og har ingen tekstform",
                       felt=named, slags=filters.NAMES[kind])
        if kind == "objekt":
            some = ", ".join(list(seen.type.fields)[:6])
            remedy = text("Skriv et af dets felter, for eksempel {felter}.", felter=some)
        elif kind == "janej":
            remedy = text("Spørg efter det: {forslag}.", forslag=f"{{% if {named} %}} … {{% endif %}}")
        else:
            filter_ = filters.PRINTERS[kind]
            remedy = text("Brug et filter: {forslag}.", forslag=f"{{{{ {named} | {filter_} }}}}")
        self.tell("felt-uden-tekst", message, remedy)

    def forbidden(self) -> None:
        """Tell that a tag reaches for what no template may."""
        self.tell("ikke-tilladt", text("Tagget bruger noget, skabeloner ikke må"), text(
            "Brug kun sagens felter og de filtre, der er beskrevet for skabeloner."))

    def need(self, seen: Seen) -> None:
        """Tell where a value can be missing or empty."""
        if not self.known.is_there(seen.path, seen.type):
            self.tell("felt-uden-spoergsmaal", text(
                "Feltet {felt} findes ikke i alle breve", felt=seen.name or "…"), text(
                "Spørg først: {forslag}.",
                forslag=f"{{% if {seen.name or '…'} is defined %}} … {{% endif %}}"))
        elif not self.known.is_some(seen.path, seen.type):
            named, who = seen.name or "…", readers(seen.type.unseen)
            message = text("Feltet {felt} kan være tomt", felt=named) if who is None else text(
                "Feltet {felt} er tomt hos {laesere}, som ikke må se det", felt=named, laesere=who)
            self.tell("felt-uden-spoergsmaal", message, text(
                "Spørg først: {forslag}.", forslag=f"{{% if {named} %}} … {{% endif %}}"))

    def _name(self, node: nodes.Name) -> Seen:
        if node.name in self.scope:
            return self.scope[node.name]
        if node.name in self.names.fields:
            return self._noted(Seen(self.names.fields[node.name], (node.name,)))
        if self.names.kind == "alt":
            return Seen(ANY)
        if node.name in self.left_out:
            known = ", ".join(sorted(self.names.fields))
            self.tell("felt-foelger-ikke-med", text(
                "Listen {felt} følger ikke med til dette dokument", felt=node.name), text(
                "Brug de felter, dokumentet har: {kendte}.", kendte=known))
            return Seen(ANY)
        self._unknown(node.name, node.name, {*self.scope, *self.names.fields})
        return Seen(ANY)

    def _noted(self, seen: Seen) -> Seen:
        """The field, noted as used: an item of a list under the list's name."""
        path = seen.path
        while path and path[0] in self.lists:
            path = (*self.lists[path[0]], *path[1:])
        if not path:
            return seen
        self.used.add(path)
        if seen.type.nobodys:
            self.tell("felt-ses-af-ingen", text(
                "Feltet {felt} må ingen af dokumentets læsere se", felt=seen.name or "…"), text(
                "Fjern det. Se, hvem der må se hvad, med hjemmetraening roles."))
        if self._printing:
            self.shown.add(path)
        return seen

    def _getattr(self, node: nodes.Getattr) -> Seen:
        return self._field(self.filled_value(node.node), node.attr)

    def _getitem(self, node: nodes.Getitem) -> Seen:
        seen = self.filled_value(node.node)
        name = _settled(node.arg)
        if isinstance(name, str):
            return self._field(seen, name)
        self.value(node.arg)
        if seen.type.kind == "objekt":
            named = seen.name or "…"
            self.tell("felt-regnet-ud", text(
                "Feltets navn i {felt} bliver regnet ud, så det kan ikke kontrolleres", felt=named),
                text("Skriv navnet efter et punktum: {forslag}.",
                     forslag=f"{named}.{next(iter(seen.type.fields), '…')}"))
        if seen.type.kind == "liste":
            sure = isinstance(node.arg, nodes.Slice)
            return Seen(seen.type if sure else replace(seen.type.items or ANY, absent=True))
        return Seen(ANY)

    def _field(self, seen: Seen, name: str) -> Seen:
        """A field of a value."""
        found, kind = seen.type, seen.type.kind
        if name.startswith("_"):
            self.forbidden()
            return Seen(ANY)
        if kind == "alt":
            return Seen(ANY, (*seen.path, name) if seen.path else ())
        if kind == "objekt" and name in found.fields:
            if found.guarded and name != "beskyttet" and not self.known.is_open(
                    seen.path, found):
                self.tell("felt-kan-vaere-beskyttet", text(
                    "Feltet {felt} kan være beskyttet og har da ingen {navn}", felt=seen.name or "…",
                    navn=name), text("Spørg først: {forslag}.", forslag=(
                        f"{{% if not {seen.name or '…'}.beskyttet %}} … {{% endif %}}")))
            return self._noted(Seen(found.fields[name], (*seen.path, name) if seen.path else ()))
        if kind == "objekt":
            self._unknown(name, f"{seen.name}.{name}".lstrip("."), found.fields)
        elif kind == "liste":
            self.tell("felt-er-en-liste", text(
                "Feltet {felt} er en liste og har ingen {navn}", felt=seen.name or "…", navn=name), text(
                "Gå listen igennem: {forslag}.",
                forslag=f"{{%p for x in {seen.name or '…'} %}} … {{%p endfor %}}"))
        else:
            self.tell("felt-findes-ikke", text(
                "Feltet {felt} er {slags} og har ingen felter", felt=seen.name or "…",
                slags=filters.NAMES[kind]), text("Fjern .{navn}.", navn=name))
        return Seen(ANY)

    def _unknown(self, name: str, shown: str, known: Iterable[str]) -> None:
        close = difflib.get_close_matches(name, list(known), 3, 0.6) or self._deeper(name)
        remedy = text("Mente du {forslag}?", forslag=", ".join(close)) if close else text(
            "Brug et af disse: {kendte}.", kendte=", ".join(sorted(known)) or "-")
        self.tell("felt-findes-ikke", text("Feltet {felt} findes ikke", felt=shown), remedy)

    def _deeper(self, name: str) -> list[str]:
        """Fields of that name one step down: `navn` may be meant as `barn.navn`."""
        return [f"{head}.{name}" for head, found in self.names.fields.items()
                if name in found.fields][:3]

    def _under(self, more: Knowledge, node: nodes.Node) -> Seen:
        """A value where more is known."""
        kept, self.known = self.known, self.known.both(more)
        seen = self.value(node)
        if self.known.is_some(seen.path, seen.type) and self.known.is_there(seen.path, seen.type):
            seen = replace(seen, type=seen.type.sure())
        self.known = kept
        return seen
