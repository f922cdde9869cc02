"""A field as the file has it, told as a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from pipeline.forms import scripts, told
from pipeline.forms.appearance import default_look
from pipeline.forms.fields import Field, Kind, Value, Widget
from pipeline.forms.limits import MAX_OPTIONS
from pipeline.forms.objects import box, dictionary, integer, items, name, raw, resolved, string
from pipeline.forms.walk import Node, Place

READ_ONLY, REQUIRED = 1 << 0, 1 << 1
MULTILINE, PASSWORD, COMB = 1 << 12, 1 << 13, 1 << 24
RADIO, PUSH = 1 << 15, 1 << 16
COMBO, EDIT, MULTIPLE = 1 << 17, 1 << 18, 1 << 21
_HIDDEN, _PRINT, _NO_VIEW = 1 << 1, 1 << 2, 1 << 5
_LONGEST = 100_000


def kind_of(node: Node) -> Kind:
    """What a field is."""
    flags = integer(node.value("/Ff"))
    if node.type == "Btn":
        return "button" if flags & PUSH else "radio" if flags & RADIO else "check"
    if node.type == "Ch":
        return "combo" if flags & COMBO else "list"
    return "signature" if node.type == "Sig" else "text"


def states_of(widget: DictionaryObject) -> tuple[str, ...]:
    """The names of the states a button can be on in; usually one."""
    found: dict[str, None] = {}
    looks = dictionary(widget, "/AP")
    for key in ("/N", "/D"):
        states = dictionary(looks, key) if looks is not None else None
        if states is not None and not isinstance(states, StreamObject):
            found.update((str(each)[1:], None) for each in states
                         if isinstance(each, NameObject) and each not in ("/Off", "/"))
        if found:
            break
    return tuple(found)


def state_of(node: Node, place: Place) -> str:
    """The one state that turns a button on; a name of its own where the file has none."""
    found = states_of(place.dictionary)
    if found:
        current = name(raw(place.dictionary, "/AS"))
        return current if current in found else found[0]
    if kind_of(node) == "radio" or len(node.places) > 1:
        return str(node.places.index(place))
    return "Yes"


def options_of(node: Node, place: Place | None = None) -> tuple[tuple[str, str], ...]:
    """(export value, what is shown) of every choice."""
    kind = kind_of(node)
    if kind in ("radio", "check"):
        return tuple(_buttons(node))
    if kind not in ("combo", "list"):
        return ()
    found: list[tuple[str, str]] = []
    for each in items(node.value("/Opt", place)):
        if len(found) >= MAX_OPTIONS:
            raise told.too_many_fields(MAX_OPTIONS)
        option = resolved(each)
        pair = [string(part) for part in items(option)] if isinstance(option, ArrayObject) else [
            string(option)]
        export = pair[0] if pair else None
        if export is not None:
            shown = pair[1] if len(pair) > 1 else None
            found.append((export, export if shown is None else shown))
    return tuple(found)


def _buttons(node: Node) -> Iterator[tuple[str, str]]:
    """The choices of a row of buttons; /Opt, where there is one, has their real values in order."""
    texts = [string(each) for each in items(node.value("/Opt"))]
    seen: set[str] = set()
    for number, place in enumerate(node.places):
        state = state_of(node, place)
        wording = texts[number] if number < len(texts) else None
        export = wording if wording else state
        if export not in seen:
            seen.add(export)
            yield export, export


def export_of_state(node: Node, state: str) -> str | None:
    """The export value a state stands for; None where no button has it."""
    texts = [string(each) for each in items(node.value("/Opt"))]
    for number, place in enumerate(node.places):
        if state_of(node, place) == state:
            return (texts[number] if number < len(texts) else None) or state
    return None


def value_of(node: Node, key: str = "/V") -> Value:
    """What a field holds under /V, or by default under /DV."""
    kind, found = kind_of(node), node.value(key)
    if kind in ("check", "radio"):
        state = name(found) or string(found) or (_shown(node) if key == "/V" else "")
        export = export_of_state(node, state) if state not in ("", "Off") else None
        if kind == "check" and len(options_of(node)) < 2:
            return export is not None
        return export
    if isinstance(found, ArrayObject):
        chosen = tuple(text for each in items(found) if (text := string(each)) is not None)
        return (chosen if kind == "list" else chosen[0]) if chosen else None
    text = string(found)
    if kind == "list" and text:
        return (text,)
    return text or None


def _shown(node: Node) -> str:
    """The state a button is seen in, where the field itself says nothing."""
    states = (name(raw(place.dictionary, "/AS")) for place in node.places)
    return next((state for state in states if state not in ("", "Off")), "Off")


def described(nodes: Sequence[Node], computed: frozenset[int], language: str) -> Field:
    """The field that all nodes of one name are, as the first of them has it."""
    node = nodes[0]
    kind, flags = kind_of(node), integer(node.value("/Ff"))
    widgets = tuple(_widget(each, place) for each in nodes for place in each.places)
    return Field(
        name=node.name, kind=kind, widgets=widgets, options=_options(nodes, kind),
        on_states=tuple(dict.fromkeys(each.on_state for each in widgets if each.on_state)),
        required=bool(flags & REQUIRED), read_only=bool(flags & READ_ONLY),
        hidden=all(each.hidden or each.page < 0 for each in widgets),
        multiline=kind == "text" and bool(flags & MULTILINE),
        comb=kind == "text" and bool(flags & COMB) and not flags & (MULTILINE | PASSWORD),
        password=kind == "text" and bool(flags & PASSWORD),
        editable=kind == "combo" and bool(flags & EDIT),
        multiple=kind == "list" and bool(flags & MULTIPLE),
        max_length=length_of(node) if kind == "text" else None,
        tooltip=_said(node, "/TU"), mapping_name=_said(node, "/TM"),
        value=value_of(node), default=value_of(node, "/DV"),
        calculated=id(node.dictionary) in computed or any(map(scripts.calculated, nodes)),
        format=scripts.wanted(node), font_size=default_look(node.value("/DA")).size,
        language=string(raw(node.dictionary, "/Lang")) or language)


def length_of(node: Node) -> int | None:
    """The most characters a text may have."""
    found = node.value("/MaxLen", node.places[0] if node.places else None)
    length = integer(found)
    return length if 0 < length < _LONGEST else None


def _options(nodes: Sequence[Node], kind: Kind) -> tuple[tuple[str, str], ...]:
    """The choices of all nodes of one name and kind; a check box of one state has none."""
    found = dict.fromkeys(
        option for node in nodes if kind_of(node) == kind
        for option in options_of(node, node.places[0] if node.places else None))
    return () if kind == "check" and len(found) < 2 else tuple(found)


def _said(node: Node, key: str) -> str:
    """A text of the field's own, or of its first widget that has one."""
    holders = [node.dictionary, *(place.dictionary for place in node.places)]
    return next((text for each in holders if (text := string(raw(each, key)))), "")


def _widget(node: Node, place: Place) -> Widget:
    flags = integer(raw(place.dictionary, "/F"))
    turned = rotation_of(place.dictionary)
    hidden = bool(flags & _HIDDEN) or (bool(flags & _NO_VIEW) and not flags & _PRINT)
    on = state_of(node, place) if kind_of(node) in ("check", "radio") else ""
    return Widget(place.page, box(raw(place.dictionary, "/Rect")) or (0.0,) * 4, turned, on, hidden)


def rotation_of(widget: DictionaryObject) -> int:
    """Degrees a widget's text is turned against the clock."""
    look: Any = dictionary(widget, "/MK")
    turned = integer(raw(look, "/R")) % 360 if look is not None else 0
    return turned if turned % 90 == 0 else 0
