"""A case to the values of a form's fields, through its mapping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import Problem, Text, text
from pipeline.forms import told
from pipeline.forms.entries import Given
from pipeline.forms.fields import Field
from pipeline.forms.mapping import Bound, FormMap
from pipeline.forms.mapping.expressions import NoText, text_of
from pipeline.forms.mapping.paths import Path
from pipeline.forms.mapping.seen import PROTECTED, Seen
from pipeline.forms.mapping.sums import total
from pipeline.forms.mapping.tocase import known_at
from pipeline.forms.mapping.wording import Unfit, worded, written


@dataclass(frozen=True, slots=True)
class Values:
    """What is to be put in the fields, and what there was nothing to put in.

    `more` are the items of each list that the form has no rows for; they stand beside the form.
    """

    given: Mapping[str, Given] = field(repr=False)
    empty: tuple[str, ...] = ()
    """The case has nothing for these."""
    protected: tuple[str, ...] = ()
    """The reader may not see what belongs in these."""
    unfit: tuple[str, ...] = ()
    """The form cannot take what the case has: it has no such option, say."""
    unmapped: tuple[str, ...] = ()
    """Fields of the form that the mapping says nothing of."""
    required: tuple[str, ...] = ()
    """Of all these, those that the form or the mapping demands."""
    more: Mapping[Path, Sequence[Any]] = field(default_factory=dict, repr=False)

    @property
    def problems(self) -> Iterator[Problem]:
        """All of it; what is demanded is more than a warning. Fields that may be empty are counted."""
        demanded = [name for name in self.empty if name in self.required]
        for names, code, message, remedy in _told(self, demanded):
            for name in names:
                grave = code == "passer-ikke" or name in self.required
                yield told.problem(code, message, remedy, name, "fejl" if grave else "advarsel")
        if rest := len(self.empty) - len(demanded):
            yield told.problem("tomme-felter", text("Sagen har intet til {antal} felter.", antal=rest),
                               text("Udfyld dem i hånden, hvis de skal bruges."), severity="advarsel")
        for path, items in self.more.items():
            yield told.problem("flere-raekker", text(
                "Formularen har for få rækker: {antal} står i bilaget.", antal=len(items)), text(
                "Send bilaget med formularen."), str(path), "advarsel")


def values_of(form: Mapping[str, Field], mapping: FormMap, view: Seen) -> Values:
    """The values of a form's fields. The mapping must have been checked (`check.refuse`)."""
    found = _Found({}, {}, {}, {})
    named: set[str] = set(mapping.by_hand)
    required: list[str] = []
    for bound in mapping.bound():
        named.add(bound.name)
        target = form.get(bound.name)
        if target is None:
            continue
        if (target.required or bound.source.required) and bound.row is None:
            required.append(bound.name)
        _find(found, bound, target, view)
    return Values(
        found.given, tuple(found.empty), tuple(found.protected), tuple(found.unfit),
        tuple(each.name for each in form.values() if each.fillable and each.name not in named),
        (*required, *(each.name for each in form.values() if each.required)),
        dict(_more(mapping, view)))


@dataclass(frozen=True, slots=True)
class _Found:
    given: dict[str, Given]
    empty: dict[str, None]
    protected: dict[str, None]
    unfit: dict[str, None]


def _find(found: _Found, bound: Bound, target: Field, view: Seen) -> None:
    """Sort a field by what the case has for it."""
    try:
        value = _value(bound, target, view)
    except (Unfit, NoText):
        found.unfit[bound.name] = None
        return
    if value is PROTECTED:
        found.protected[bound.name] = None
    elif value in (None, "", []):
        # Rows beyond the case's own list are nothing that is missing.
        if bound.row is None or view.at(bound.row[0].item(bound.row[1])) is not None:
            found.empty[bound.name] = None
    else:
        found.given[bound.name] = value


def _value(bound: Bound, target: Field, view: Seen) -> Any:
    source = bound.source
    if source.expression:
        item = view.at(bound.row[0].item(bound.row[1])) if bound.row else None
        if bound.row and item is None:
            return None
        return text_of(source.expression, {**view.context, "punkt": item,
                                           "nr": bound.row[1] + 1 if bound.row else 0})
    if source.total is not None:
        return _sum(bound, target, view)
    assert source.path is not None
    value = view.at(source.path)
    if value is None or value == () or value is PROTECTED:
        return PROTECTED if value is PROTECTED else None
    return worded(value, source, known_at(source.path), target)


def _sum(bound: Bound, target: Field, view: Seen) -> str | None:
    path = bound.source.total
    assert path is not None
    numbers = view.at(path)
    if not numbers or numbers is PROTECTED:
        return None
    return written(total({"tal": numbers}, Path(("tal",)), None), bound.source.style, known_at(path),
                   target)


def _more(mapping: FormMap, view: Seen) -> Iterator[tuple[Path, Sequence[Any]]]:
    for path, room in mapping.capacity().items():
        items = view.at(path)
        if isinstance(items, Sequence) and not isinstance(items, str) and len(items) > room:
            yield path, items[room:]


_Row = tuple[tuple[str, ...], str, Text, Text]


def _told(values: Values, demanded: Sequence[str]) -> Iterator[_Row]:
    yield tuple(demanded), "uden-vaerdi", text("Sagen har intet til feltet."), text(
        "Udfyld oplysningen i sagen, eller udfyld feltet i hånden.")
    yield values.protected, "beskyttet", text(
        "Feltet er ikke udfyldt: oplysningen er beskyttet for den, formularen er for."), text(
        "Udfyld feltet i hånden, hvis oplysningen må gives.")
    yield values.unfit, "passer-ikke", text("Det, sagen har, kan ikke skrives i feltet."), text(
        "Ret koblingen: skriv valg, et format eller et udtryk, der passer til feltet.")
    yield values.unmapped, "uden-kilde", text("Koblingen siger ikke, hvad feltet udfyldes med."), text(
        "Tilføj feltet i koblingen, eller skriv det under i_haanden.")
