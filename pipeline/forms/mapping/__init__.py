"""A mapping: which field of a form goes with which place in the case. A small file, TOML or JSON.

    kind = "ansoegning-udgifter"
    formular = {navn = "ansoegning.pdf", sha256 = "…"}
    i_haanden = ["Underskrift"]

    [felter]
    "Barn.Navn" = "barn.navn"
    "Barn.Fornavn" = {udtryk = "barn.navn | fornavn"}
    "Mor.Tlf" = "parter[rolle=foraelder].kontakt.telefon"
    "Start" = {sti = "ansoegninger[-1].omfang.start", format = "dato_kort"}
    "CPR1" = {sti = "barn.cpr", del = "foedselsdato"}
    "Form" = {sti = "ansoegninger[-1].omfang.form", valg = {"0" = "heldag", "1" = "halvdag"}}
    "Heldag" = {sti = "ansoegninger[-1].omfang.form", naar = "heldag"}
    "I alt" = {sum = "ansoegninger[-1].udgifter[].beloeb"}

    [[raekker]]
    liste = "ansoegninger[-1].udgifter"
    antal = 6
    felter = {"Hvad{n}" = "hvad", "Beloeb{n}" = "beloeb"}

    [faste]
    "ansoegninger[-1].art" = "udgifter"

A text alone is a path. `udtryk` is an expression as in templates and goes one way: into the form.
Rows are numbered from 1, or from `fra`; `{n:02}` is a number of two digits; two tables of one list
go on one after the other. `faste` are what every form of this kind says without a field of its own,
wherever something is answered in the same item of a list.
Everything a reader needs is in `Source`, `Rows` and `FormMap`; `paths` tells what a path may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

from pipeline.forms.mapping.paths import Path

Scalar = str | int | bool
"""A value of the case that an option or a tick stands for."""

Part = Literal["", "dag", "maaned", "aar", "foedselsdato", "loebenummer"]
"""What of a date or a CPR number a field holds, where the form has a box for each."""

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Source:
    """What one field is filled from, and what is read from it."""

    path: Path | None = None
    expression: str = ""
    """As in a template; goes into the form only."""
    total: Path | None = None
    """The sum of these: written into the form, and compared with what comes back in it."""
    part: Part = ""
    style: str = ""
    """The filter that writes the value, where it is not written as forms usually have it."""
    choices: Mapping[str, Scalar] = field(default_factory=dict)
    """The value in the case for each of the form's options, by export value or by what is shown."""
    when: Scalar | None = None
    """The box is ticked when the case has this value at the path, or has it among others there."""
    required: bool = False
    """Whether somebody has to fill it in, also where the form itself does not say so."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table in the form, each an item of a list."""

    path: Path
    count: int
    fields: Mapping[str, Source]
    """By the fields' names with {n} where the row's number stands; paths are within the item."""
    first: int = 1
    """The number of the first row."""

    def name(self, template: str, row: int) -> str:
        """A field's name in a row counted from 0."""
        return _NUMBER.sub(lambda match: format(self.first + row, match[1] or ""), template)


_NUMBER = re.compile(r"\{n(?::(0[1-9]))?\}")


@dataclass(frozen=True, slots=True)
class Bound:
    """A field and its source in the whole case; `row`: which list it is a row of, and which item."""

    name: str
    source: Source
    row: tuple[Path, int] | None = None


@dataclass(frozen=True, slots=True)
class FormMap:
    """A form's mapping."""

    kind: str = ""
    form: str = ""
    """The form's file name, for people."""
    digest: str = ""
    """SHA-256 of the form it was made for, where it is known."""
    fields: Mapping[str, Source] = field(default_factory=dict)
    rows: tuple[Rows, ...] = ()
    constants: Mapping[Path, Any] = field(default_factory=dict)
    by_hand: tuple[str, ...] = ()
    """Fields that people fill in themselves: signatures, boxes of the authority's own."""

    def bound(self) -> Iterator[Bound]:
        """Every field it names, those of its rows one by one."""
        for name, source in self.fields.items():
            yield Bound(name, source)
        before: dict[Path, int] = {}
        for rows in self.rows:
            start = before.get(rows.path, 0)
            before[rows.path] = start + rows.count
            for row in range(rows.count):
                item = rows.path.item(start + row)
                for template, source in rows.fields.items():
                    yield Bound(rows.name(template, row), _within(source, item),
                                (rows.path, start + row))

    def capacity(self) -> Mapping[Path, int]:
        """How many items of each list the form has rows for."""
        room: dict[Path, int] = {}
        for rows in self.rows:
            room[rows.path] = room.get(rows.path, 0) + rows.count
        return room


def _within(source: Source, item: Path) -> Source:
    return replace(source, path=item.join(source.path)) if source.path else source
