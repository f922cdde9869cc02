"""Filling a form: values in, painted by our own hand, read back and compared before it is given out.

Call it through `room`: the form is somebody else's file and may be made to harm.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pypdf import PdfWriter

from pipeline.errors import DataError, PipelineError
from pipeline.forms import told
from pipeline.forms.defects import is_broken
from pipeline.forms.described import kind_of, options_of, state_of, states_of, value_of
from pipeline.forms.embedded import Fonts
from pipeline.forms.entries import Entries, Entry, Given, entries, shown
from pipeline.forms.fields import FILLABLE, Field
from pipeline.forms.inspect import fields_of, is_signed
from pipeline.forms.letters import lacking, normal
from pipeline.forms.misdrawn import misdrawn
from pipeline.forms.objects import acroform, dictionary, got, raw, true
from pipeline.forms.opening import Opened, opened
from pipeline.forms.painter import Painted, Painter, Wording
from pipeline.forms.proof import Seen, prove
from pipeline.forms.report import Filled, Report
from pipeline.forms.walk import Node, Place, Walked, walk
from pipeline.forms.written import chosen_numbers, put, scroll, settle, tidy


def fill(data: bytes, values: Mapping[str, Given]) -> Filled:
    """The form with these values by full field names, and a report of all that went otherwise.

    Raises DataError for a file that cannot be filled (signed, locked, no form), and DocumentRefused
    naming the fields with letters that cannot be set, or that do not come out as they were written.
    """
    document = opened(data)
    try:
        return _Filling(data, document, values).done()
    except (PipelineError, MemoryError):
        raise
    except Exception:
        raise told.unreadable() from None


@dataclass(slots=True)
class _Outcome:
    """What is noted while painting."""

    seen: dict[tuple[int, int], Seen] = field(default_factory=dict)
    rest: dict[str, str] = field(default_factory=dict)
    small: dict[str, None] = field(default_factory=dict)


class _Filling:
    """One form on its way."""

    def __init__(self, data: bytes, document: Opened, values: Mapping[str, Given]) -> None:
        self._document = document
        walk(document.root)  # what is too much is refused before it is copied
        self._writer = PdfWriter(clone_from=document.reader)
        self._walked = walk(self._writer.root_object)
        self._fields = fields_of(self._walked)
        if is_signed(self._walked):
            raise DataError([told.signed()])
        self._entries = entries(self._fields, values)
        self._old, self._unpainted = _to_paint_anew(data, self._walked, self._fields, self._entries)
        self._outcome = _Outcome()

    def done(self) -> Filled:
        """Write, paint, prove and report."""
        ready = self._entries.ready
        everything = {**self._old, **ready}
        texts = [shown(each) for each in everything.values()] + [
            text for name in everything if self._fields[name].kind == "list"
            for _, text in self._fields[name].options]
        fonts = Fonts(self._writer, texts)
        painter = Painter(self._writer, fonts)
        for name, entry in everything.items():
            for node in _same(self._walked.nodes[name], entry.target):
                if name in ready:
                    put(node, entry)
                self._paint(painter, node, entry)
        tidy(self._walked, fonts)
        target = io.BytesIO()
        self._writer.write(target)
        pdf = target.getvalue()
        prove(pdf, ready, self._outcome.seen)
        return Filled(pdf, self._report())

    def _paint(self, painter: Painter, node: Node, entry: Entry) -> None:
        one = entry.target
        for place in node.places:
            if one.kind in ("check", "radio"):
                painter.button(node, place, one, state_of(node, place))
                settle(node, place, entry)
                continue
            painted = painter.text(node, place, one, _wording(node, entry))
            if one.kind == "list":
                scroll(node, painted.first)
            self._note(place, one.name, painted)

    def _note(self, place: Place, name: str, painted: Painted) -> None:
        if place.page >= 0:
            self._outcome.seen[place.page, place.order] = Seen(name, painted.seen)
        if len(painted.setting.rest) > len(self._outcome.rest.get(name, "")):
            self._outcome.rest[name] = painted.setting.rest
        if painted.setting.shrunk:
            self._outcome.small[name] = None

    def _report(self) -> Report:
        found, ready = self._entries, self._entries.ready
        return Report(
            filled=tuple(ready), unknown=tuple(found.unknown),
            overflowed={name: rest for name, rest in self._outcome.rest.items() if name in ready},
            cut={name: entry.cut for name, entry in ready.items() if entry.cut},
            small=tuple(name for name in self._outcome.small
                        if name in ready and name not in self._outcome.rest),
            without_option=tuple(found.without_option), unfit=tuple(found.unfit),
            too_long=tuple(found.too_long), skipped=tuple(found.skipped),
            stale=tuple(one.name for one in self._fields.values()
                        if ready and one.calculated and one.name not in ready),
            unpainted=tuple(self._unpainted), password_dropped=self._document.encrypted,
            xfa_dropped=self._had("/XFA"), rights_dropped=got(self._document.root, "/Perms") is not None)

    def _had(self, key: str) -> bool:
        """Whether the form had something when it came."""
        form = acroform(self._document.root)
        return form is not None and got(form, key) is not None


def _same(nodes: Sequence[Node], one: Field) -> Iterator[Node]:
    """The nodes of a name that are of the field's own kind."""
    return (node for node in nodes if kind_of(node) == one.kind)


def _wording(node: Node, entry: Entry) -> Wording:
    if entry.target.kind != "list":
        return Wording(shown(entry))
    lines = tuple("".join(letter for letter in normal(text) if not lacking(letter) and letter != "\n")
                  for _, text in options_of(node))
    return Wording("", lines, frozenset(chosen_numbers(node, entry)))


def _to_paint_anew(data: bytes, walked: Walked, fields: Mapping[str, Field],
                   found: Entries) -> tuple[dict[str, Entry], list[str]]:
    """Fields that keep their value, but whose looks are missing, broken, wrong or left to the viewer.

    And the names of those whose old text cannot be set.
    """
    form = acroform(walked.root)
    left_to_viewer = form is not None and true(raw(form, "/NeedAppearances"))
    kept = {name: _kept(walked.nodes[name][0], one) for name, one in fields.items()
            if one.kind in FILLABLE and name not in found.ready}
    anew = {name: entry for name, entry in kept.items()
            if left_to_viewer or any(map(_lacks_looks, walked.nodes[name]))}
    others = [entry for name, entry in kept.items() if name not in anew]
    anew.update((name, kept[name]) for name in misdrawn(data, walked.nodes, others))
    closed = [name for name, entry in anew.items() if lacking(shown(entry))]
    return {name: entry for name, entry in anew.items() if name not in closed}, closed


def _lacks_looks(node: Node) -> bool:
    button = node.type == "Btn"
    for place in node.places:
        looks = dictionary(place.dictionary, "/AP")
        if looks is None or got(looks, "/N") is None or (button and not states_of(place.dictionary)):
            return True
    return is_broken(node)


def _kept(node: Node, one: Field) -> Entry:
    """What a field holds already, as an entry."""
    value = value_of(node)
    if one.kind in ("check", "radio"):
        chosen = one.on_states[:1] if value is True else (value,) if isinstance(value, str) else ()
        return Entry(one, chosen=chosen)
    if isinstance(value, tuple):
        return Entry(one, chosen=tuple(each for each in value if one.export_of(each) == each))
    text = normal(value) if isinstance(value, str) else ""
    if one.kind == "combo" and one.export_of(text) == text and text:
        return Entry(one, chosen=(text,))
    return Entry(one, text if one.multiline else text.replace("\n", " "))

