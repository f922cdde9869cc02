"""The looks of a field: an appearance of our own for each widget, whatever the form's was like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from pipeline.forms import drawn, lists, setting
from pipeline.forms.appearance import Colour, caption_of, default_look, frame_of, seen_on
from pipeline.forms.described import rotation_of
from pipeline.forms.drawn import figure
from pipeline.forms.embedded import EDITING, Fonts
from pipeline.forms.fields import Field
from pipeline.forms.objects import box, dictionary, integer, key_of, raw, stream
from pipeline.forms.setting import Box, Setting
from pipeline.forms.walk import Node, Place

_TURNS = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


@dataclass(frozen=True, slots=True)
class Wording:
    """What a widget is to show."""

    text: str = field(default="", repr=False)
    lines: tuple[str, ...] = field(default=(), repr=False)
    """Of a list, all of them."""
    chosen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Painted:
    """How a widget's text was set, and which of a list's lines is the first that is seen."""

    setting: Setting
    first: int = 0

    @property
    def seen(self) -> str:
        """The letters that are seen, line by line."""
        return "".join(line.letters for line in self.setting.lines)


class Painter:
    """Paints the widgets of one form, all with the same fonts."""

    def __init__(self, writer: PdfWriter, fonts: Fonts) -> None:
        self._writer, self._fonts = writer, fonts
        self._made: dict[tuple[object, ...], IndirectObject] = {}

    def text(self, node: Node, place: Place, one: Field, wording: Wording) -> Painted:
        """Paint a text, a combo or a list, and say what is seen of it."""
        widget, look = place.dictionary, default_look(node.value("/DA", place))
        width, height = _size(widget)
        frame = frame_of(widget)
        room = Box(width, height, look.size, frame.inset, integer(node.value("/Q", place)))
        colour = seen_on(look.colour, frame.background)
        if one.kind == "list":
            first, set_ = lists.rows(wording.lines, wording.chosen, room)
            ground = lists.behind(wording.chosen, first, set_.size, room)
        else:
            first, set_, ground = 0, _set(one, wording.text, room), ""
        parts = [drawn.frame(frame, width, height), "/Tx BMC",
                 f"q {drawn.rectangle(0, 0, width, height)} W n", ground,
                 *self._written(set_, colour), "Q", "EMC"]
        content = "\n".join(part for part in parts if part)
        made = self._form(content, (width, height), rotation_of(widget), fonts=True)
        widget[NameObject("/AP")] = DictionaryObject({NameObject("/N"): made})
        widget.pop("/AS", None)
        widget[NameObject("/DA")] = TextStringObject(
            f"/{EDITING} {figure(look.size)} Tf {drawn.filled(colour)}")
        return Painted(set_, first)

    def _written(self, set_: Setting, colour: Colour) -> Iterator[str]:
        if not set_.lines:
            return
        yield "BT"
        for line in set_.lines:
            yield drawn.filled(seen_on(colour, lists.GROUND) if line.marked else colour)
            yield (f"1 0 0 1 {figure(line.x)} {figure(line.y)} Tm "
                   f"{self._fonts.shown(line.letters, set_.size)}")
        yield "ET"

    def button(self, node: Node, place: Place, one: Field, state: str) -> None:
        """Give a check box or a radio button a mark of our own; what is round it stays."""
        widget = place.dictionary
        off = _off(widget)
        width, height = _size(widget) if off is None else _box_of(off)
        frame, look = frame_of(widget), default_look(node.value("/DA", place))
        kind = drawn.mark_of(caption_of(widget), radio=one.kind == "radio")
        round_ = one.kind == "radio" and kind == "circle"
        mark = drawn.mark(kind, seen_on(look.colour, frame.background), width, height, frame.inset)
        turned = rotation_of(widget)
        if off is None:
            ground = drawn.frame(frame, width, height, round_=round_)
            states = {"Off": self._form(ground, (width, height), turned),
                      state: self._form(f"{ground}\n{mark}", (width, height), turned)}
        else:
            states = {"Off": off.indirect_reference or self._writer._add_object(off),
                      state: self._over(off, mark)}
        widget[NameObject("/AP")] = DictionaryObject({NameObject("/N"): DictionaryObject(
            {NameObject(f"/{name}"): form for name, form in states.items()})})

    def _form(self, content: str, size: tuple[float, float], turned: int,
              *, fonts: bool = False) -> IndirectObject:
        """An appearance of this content, turned as the widget is."""
        key: tuple[object, ...] = (content, size, turned, fonts)
        if key not in self._made:
            made = _stream(content.encode("ascii"), (0.0, 0.0, *size))
            if turned:
                wide, high = size if turned == 180 else (size[1], size[0])
                shift = {90: (wide, 0.0), 180: (wide, high), 270: (0.0, high)}[turned]
                made[NameObject("/Matrix")] = _floats((*_TURNS[turned], *shift))
            made[NameObject("/Resources")] = self._fonts.resources if fonts else DictionaryObject()
            self._made[key] = self._writer._add_object(made)
        return self._made[key]

    def _over(self, off: StreamObject, mark: str) -> IndirectObject:
        """The looks of a button that is off, with a mark on top."""
        corners = box(raw(off, "/BBox")) or (0.0,) * 4
        shift = f"q 1 0 0 1 {figure(corners[0])} {figure(corners[1])} cm {mark} Q"
        content = b"q\n" + off.get_data() + b"\nQ\n" + shift.encode("ascii")
        key: tuple[object, ...] = (content, corners, key_of(off))
        if key not in self._made:
            made = _stream(content, corners)
            for name in ("/Matrix", "/Resources"):
                if (kept := raw(off, name)) is not None:
                    made[NameObject(name)] = kept
            self._made[key] = self._writer._add_object(made)
        return self._made[key]


def _set(one: Field, text: str, room: Box) -> Setting:
    if one.multiline:
        return setting.paragraphs(text, room)
    if one.comb and one.max_length:
        return setting.comb(text, one.max_length, room)
    return setting.one_line(text, room)


def _size(widget: DictionaryObject) -> tuple[float, float]:
    """The room of a widget as its own text sees it, whichever way it is turned."""
    left, low, right, high = box(raw(widget, "/Rect")) or (0.0,) * 4
    wide, tall = right - left, high - low
    return (tall, wide) if rotation_of(widget) in (90, 270) else (wide, tall)


def _off(widget: DictionaryObject) -> StreamObject | None:
    """The looks of a button that is off, if they are worth keeping."""
    looks = dictionary(widget, "/AP")
    states = dictionary(looks, "/N") if looks is not None else None
    found = stream(states, "/Off") if states is not None and not isinstance(
        states, StreamObject) else None
    try:
        return found if found is not None and all(_box_of(found)) and found.get_data().strip() \
            else None
    except Exception:  # a broken stream ends in whatever unpacking it ends in
        return None


def _box_of(form: StreamObject) -> tuple[float, float]:
    left, low, right, high = box(raw(form, "/BBox")) or (0.0,) * 4
    return right - left, high - low


def _stream(content: bytes, corners: Sequence[float]) -> StreamObject:
    made = StreamObject()
    made._data = content
    made[NameObject("/Type")] = NameObject("/XObject")
    made[NameObject("/Subtype")] = NameObject("/Form")
    made[NameObject("/BBox")] = _floats(corners)
    return made


def _floats(values: Sequence[float]) -> ArrayObject:
    return ArrayObject(FloatObject(figure(each)) for each in values)

