"""Values put where a PDF keeps them: names as names, on the field itself, each widget in its state."""

from __future__ import annotations

from collections.abc import Iterator

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from pipeline.forms.described import options_of, state_of
from pipeline.forms.embedded import EDITING, Fonts
from pipeline.forms.entries import Entry
from pipeline.forms.objects import dictionary, got, items, key_of, name, raw, string
from pipeline.forms.walk import Node, Place, Walked

_V, _AS = NameObject("/V"), NameObject("/AS")


def put(node: Node, entry: Entry) -> None:
    """Write a value into one of the nodes that bear its field's name."""
    for place in node.places:
        if place.dictionary is not node.dictionary:
            for key in ("/V", "/RV", "/I"):
                place.dictionary.pop(key, None)
    if entry.target.kind in ("check", "radio"):
        _switch(node, entry)
    elif entry.target.kind == "list":
        _choose(node, entry)
    else:
        whole = entry.text or next(iter(entry.chosen), "")
        node.dictionary[_V] = TextStringObject(whole)
        for key in ("/RV", "/I"):
            node.dictionary.pop(key, None)


def is_on(node: Node, place: Place, entry: Entry) -> bool:
    """Whether a widget's own state is the one that is chosen."""
    if not entry.chosen:
        return False
    state = state_of(node, place)
    if not entry.target.options:
        return state in entry.chosen or len(entry.target.on_states) > 1
    texts = [string(each) for each in items(node.value("/Opt"))]
    number = node.places.index(place)
    export = (texts[number] if number < len(texts) else None) or state
    return export in entry.chosen


def _switch(node: Node, entry: Entry) -> None:
    """Turn the buttons of a field on or off; those of one state go together, as viewers show them."""
    states: list[str] = []
    for place in node.places:
        on = is_on(node, place, entry)
        state = state_of(node, place) if on else "Off"
        place.dictionary[_AS] = NameObject(f"/{state}")
        if on:
            states.append(state)
    node.dictionary[_V] = NameObject(f"/{states[0] if states else 'Off'}")


def settle(node: Node, place: Place, entry: Entry) -> None:
    """Give a button that is in no state the one that its field's value says."""
    if not name(raw(place.dictionary, "/AS")):
        state = state_of(node, place) if is_on(node, place, entry) else "Off"
        place.dictionary[_AS] = NameObject(f"/{state}")


def _choose(node: Node, entry: Entry) -> None:
    """The chosen lines of a list, by value and by number."""
    values = [TextStringObject(each) for each in entry.chosen]
    node.dictionary[_V] = values[0] if len(values) == 1 else ArrayObject(values) \
        if values else TextStringObject("")
    numbers = chosen_numbers(node, entry)
    node.dictionary[NameObject("/I")] = ArrayObject(NumberObject(each) for each in numbers)


def scroll(node: Node, first: int) -> None:
    """Say which line of a list is the first that is seen."""
    node.dictionary[NameObject("/TI")] = NumberObject(first)


def chosen_numbers(node: Node, entry: Entry) -> list[int]:
    """Which lines of a list are chosen, from 0."""
    exports = [export for export, _ in options_of(node)]
    return sorted({exports.index(each) for each in entry.chosen if each in exports})


def tidy(walked: Walked, fonts: Fonts) -> None:
    """What a filled form must not have, and what a viewer needs to go on writing in it."""
    root = walked.root
    form = dictionary(root, "/AcroForm")
    if form is None:
        form = DictionaryObject()
        root[NameObject("/AcroForm")] = form
    form.pop("/XFA", None)
    root.pop("/NeedsRendering", None)
    root.pop("/Perms", None)
    if raw(form, "/NeedAppearances") is not None:
        form[NameObject("/NeedAppearances")] = BooleanObject(False)
    resources = _entry(form, "/DR")
    _entry(resources, "/Font")[NameObject(f"/{EDITING}")] = fonts.editing
    form[NameObject("/DA")] = TextStringObject(f"/{EDITING} 0 Tf 0 g")
    known = ArrayObject(items(raw(form, "/Fields")))
    keys = {key_of(each) for each in known}
    for top in _lost(walked):
        if key_of(top) not in keys:
            keys.add(key_of(top))
            known.append(top)
    form[NameObject("/Fields")] = known


def _entry(holder: DictionaryObject, key: str) -> DictionaryObject:
    found = got(holder, key)
    if not isinstance(found, DictionaryObject):
        found = DictionaryObject()
        holder[NameObject(key)] = found
    return found


def _lost(walked: Walked) -> Iterator[IndirectObject]:
    """The tops of the trees that the form does not know of."""
    for nodes in walked.nodes.values():
        for node in nodes:
            if isinstance(node.lost, IndirectObject):
                yield node.lost
