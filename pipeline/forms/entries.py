"""What is to be written in each field: the given values held against what the form can take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.errors import DocumentRefused, Problem, text
from pipeline.forms import told
from pipeline.forms.fields import Field
from pipeline.forms.letters import lacking, normal
from pipeline.forms.limits import MAX_VALUE

Given = str | bool | Sequence[str] | None
"""A value as it is given; None empties the field."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one field is to hold."""

    target: Field
    text: str = field(default="", repr=False)
    """Of a text field, or of a combo that takes texts of one's own."""
    chosen: tuple[str, ...] = field(default=(), repr=False)
    """Export values of the choices; for a check box of one state, the state."""
    cut: str = field(default="", repr=False)
    """What was more than the form allows."""

    @property
    def empty(self) -> bool:
        """Whether the field is to hold nothing."""
        return not self.text and not self.chosen


@dataclass(slots=True)
class Entries:
    """The fields to be written, and the names of those that cannot be."""

    ready: dict[str, Entry]
    unknown: list[str]
    without_option: list[str]
    unfit: list[str]
    too_long: list[str]
    skipped: list[str]


class _NoOption(Exception):
    """A choice has no such option."""


class _Unfit(Exception):
    """A value is of a kind that the field cannot hold."""


def entries(fields: Mapping[str, Field], values: Mapping[str, Given]) -> Entries:
    """Sort the values. Raises DocumentRefused naming the fields with letters that cannot be set."""
    found = Entries({}, [], [], [], [], [])
    closed: list[Problem] = []
    for name, value in values.items():
        one = fields.get(name)
        if one is None:
            found.unknown.append(name)
        elif one.read_only:
            found.skipped.append(name)
        elif _bytes(value) > MAX_VALUE:
            found.too_long.append(name)
        else:
            try:
                found.ready[name] = entry = _entry(one, value)
                if lacking(shown(entry)):
                    closed.append(_unset(name))
            except _NoOption:
                found.without_option.append(name)
            except _Unfit:
                found.unfit.append(name)
    if closed:
        raise DocumentRefused(closed)
    return found


def shown(entry: Entry) -> str:
    """The text that will be seen, all of it."""
    if entry.target.kind == "text":
        return "*" * len(entry.text) if entry.target.password else entry.text
    if entry.target.kind in ("combo", "list"):
        texts = dict(entry.target.options)
        return "\n".join([*(texts[each] for each in entry.chosen), entry.text]).strip("\n")
    return ""


def _entry(one: Field, value: Given) -> Entry:
    if one.kind == "text":
        return _text(one, value)
    if one.kind == "check":
        return _check(one, value)
    if one.kind in ("radio", "combo", "list"):
        return _choice(one, value)
    raise _Unfit


def _text(one: Field, value: Given) -> Entry:
    if value is not None and not isinstance(value, str):
        raise _Unfit
    whole = normal(value or "")
    if not one.multiline:
        whole = whole.replace("\n", " ")
    most = len(whole) if one.max_length is None else one.max_length
    return Entry(one, whole[:most], cut=whole[most:])


def _check(one: Field, value: Given) -> Entry:
    if value is None or value is False or value in ("", "Off"):
        return Entry(one)
    if value is True:
        if len(one.options) > 1:
            raise _Unfit  # several boxes under one name: which of them?
        return Entry(one, chosen=one.on_states[:1])
    if not isinstance(value, str):
        raise _Unfit
    if value in one.on_states and len(one.options) < 2:
        return Entry(one, chosen=(value,))
    export = one.export_of(value)
    if export is None:
        raise _NoOption
    return Entry(one, chosen=(export,))


def _choice(one: Field, value: Given) -> Entry:
    if not (value is None or isinstance(value, str | list | tuple)):
        raise _Unfit
    wanted = [value] if isinstance(value, str) else list(value or ())
    if not all(isinstance(each, str) for each in wanted):
        raise _Unfit
    wanted = [each for each in wanted if each or one.export_of(each) is not None]
    if len(wanted) > 1 and not one.multiple:
        raise _Unfit
    exports = [one.export_of(each) for each in wanted]
    if None in exports:
        if one.editable and len(wanted) == 1:
            return Entry(one, normal(wanted[0]).replace("\n", " "))
        raise _NoOption
    return Entry(one, chosen=tuple(dict.fromkeys(each for each in exports if each is not None)))


def _bytes(value: object) -> int:
    parts = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else ()
    return sum(len(each.encode("utf-8", "replace")) for each in parts if isinstance(each, str))


def _unset(name: str) -> Problem:
    return told.problem("tegn-mangler", text(
        "Teksten har tegn, som ikke kan sættes i en formular (kun latinske, græske og kyrilliske "
        "bogstaver, tal og almindelige tegn kan)."),
        text("Skriv den med latinske bogstaver, et navn for eksempel som i passet, eller vedlæg den på "
             "et ark for sig."), name)
