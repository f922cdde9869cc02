"""The values: a form, its fields, and where each is seen on its pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from pipeline.errors import Problem

Kind = Literal["text", "check", "radio", "combo", "list", "signature", "button"]
"""What a field is; a `button` does something and holds no value."""

Rect = tuple[float, float, float, float]
"""Left, bottom, right and top in the page's own points, before it is turned; see Page."""

Value = str | bool | tuple[str, ...] | None
"""What a field holds: a text or an option's export value, a tick, the chosen lines of a list; None
where it is empty."""

FILLABLE: frozenset[Kind] = frozenset({"text", "check", "radio", "combo", "list"})


@dataclass(frozen=True, slots=True)
class Widget:
    """One place where a field is seen."""

    page: int
    """Counted from 0; -1 where it stands on no page."""
    rect: Rect
    rotation: int = 0
    """Degrees that its own text is turned against the clock: 0, 90, 180 or 270."""
    on_state: str = ""
    """The name of the state in which a check box or a radio button is on."""
    hidden: bool = False
    """Whether it is neither seen on a screen nor printed."""

    @property
    def width(self) -> float:
        """In points."""
        return self.rect[2] - self.rect[0]

    @property
    def height(self) -> float:
        """In points."""
        return self.rect[3] - self.rect[1]


@dataclass(frozen=True, slots=True)
class Format:
    """How the form itself wants a text written, read from its scripts; nothing of them is run."""

    kind: Literal["date", "number", "percent", "time", "special"]
    pattern: str = ""
    """A date's or a time's pattern as the form has it ("dd-mm-yyyy")."""
    decimals: int = 0
    """Of a number or a percentage."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its full name: the parts of its path in the form, with a dot between them."""

    name: str
    kind: Kind
    widgets: tuple[Widget, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    """(export value, what is shown) of each choice of a radio, a combo or a list."""
    on_states: tuple[str, ...] = ()
    """The states a check box or a radio can be on in, each once."""
    required: bool = False
    read_only: bool = False
    hidden: bool = False
    """Whether none of its widgets is ever seen."""
    multiline: bool = False
    comb: bool = False
    """Whether its characters stand in `max_length` boxes of one width."""
    password: bool = False
    editable: bool = False
    """Whether a combo takes a text that is none of its options."""
    multiple: bool = False
    """Whether a list takes more than one of its options."""
    max_length: int | None = None
    tooltip: str = ""
    """/TU: what a screen reader says."""
    mapping_name: str = ""
    """/TM: what the field is called when it is exported."""
    value: Value = field(default=None, repr=False)
    """What stands in it; for a radio or a choice its export value."""
    default: Value = field(default=None, repr=False)
    calculated: bool = False
    """Whether the form works it out by a script, which runs in a viewer alone."""
    format: Format | None = None
    font_size: float = 0.0
    """In points; 0 where the form lets the text decide."""
    language: str = ""

    @property
    def page(self) -> int:
        """The page it is first seen on, from 0; -1 where it is on none."""
        return min((widget.page for widget in self.widgets if widget.page >= 0), default=-1)

    @property
    def fillable(self) -> bool:
        """Whether a person can write in it."""
        return self.kind in FILLABLE and not self.read_only

    def export_of(self, value: str) -> str | None:
        """The export value of a choice that is named by it or by what is shown; None for neither."""
        exports = [export for export, _ in self.options]
        if value in exports:
            return value
        return next((export for export, shown in self.options if shown == value), None)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size in points before it is turned, and the degrees it is turned by the clock."""

    width: float
    height: float
    rotation: int = 0
    left: float = 0.0
    low: float = 0.0
    """With `left`, where its lower left corner lies in its own points; nearly always 0."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it was read: its fields in the order Tab goes through them."""

    fields: Mapping[str, Field]
    pages: tuple[Page, ...]
    defects: tuple[Problem, ...] = ()
    has_xfa: bool = False
    signed: bool = False
    encrypted: bool = False
    owner_password: bool = False
    """Whether its maker has restricted it with a password that is not needed to open it."""
    tagged: bool = False
    language: str = ""
    title: str = ""

    @property
    def fillable(self) -> tuple[Field, ...]:
        """The fields a person can write in, in their order."""
        return tuple(each for each in self.fields.values() if each.fillable)

    # A mappingproxy cannot be pickled, and a form travels between processes.
    def __getstate__(self) -> dict[str, Any]:
        state = {name: getattr(self, name) for name in self.__slots__}
        return {**state, "fields": dict(self.fields)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, MappingProxyType(value) if name == "fields" else value)
