"""A filled form judged: values as they are kept, letters as they are drawn, widgets as they are seen."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping

from PIL import ImageChops
from pypdf import PdfReader
from pypdf.generic import NameObject

from benchmarks.forms_corpus.looking import seen_by_pdfium, seen_by_poppler
from pipeline.forms.described import kind_of, value_of
from pipeline.forms.entries import Entry, Given, entries, shown
from pipeline.forms.fields import Form, Page, Rect
from pipeline.forms.objects import name, raw
from pipeline.forms.proof import bare_letters, shown_letters
from pipeline.forms.walk import Node, walk
from pipeline.forms.written import is_on

PAGES = 2
"""Pages of a form that are looked at."""
GROUPS = {"text": "text", "check": "check", "radio": "radio", "combo": "choice", "list": "choice"}

Marks = Counter[str]


def judged(before: bytes, after: bytes, form: Form, wanted: Mapping[str, Given]) -> Marks:
    """How many of what are right, "right:text" of "all:text" say; and those that are not, by name."""
    marks: Marks = Counter()
    ready = entries(form.fields, wanted).ready
    nodes = walk(PdfReader(io.BytesIO(after)).trailer["/Root"].get_object()).nodes  # type: ignore[arg-type]
    for full, entry in ready.items():
        group = GROUPS[entry.target.kind]
        marks[f"all:kept {group}"] += 1
        marks[f"right:kept {group}"] += all(_kept(node, entry) for node in nodes.get(full, ()) if
                                            kind_of(node) == entry.target.kind) and full in nodes
    marks.update(_letters(after, nodes, ready))
    marks.update(_seen(before, after, form, ready))
    return marks


def _kept(node: Node, entry: Entry) -> bool:
    if entry.target.kind not in ("check", "radio"):
        found = value_of(node) or ""
        return found == (entry.chosen if entry.target.kind == "list" else
                         entry.text or next(iter(entry.chosen), ""))
    states = [name(raw(place.dictionary, "/AS")) for place in node.places]
    return isinstance(node.value("/V"), NameObject) and all(
        (state not in ("", "Off")) == is_on(node, place, entry)
        for state, place in zip(states, node.places, strict=True))


def _letters(after: bytes, nodes: Mapping[str, list[Node]], ready: Mapping[str, Entry]) -> Marks:
    """Texts whose letters are others than were written; those that are cut short are right."""
    marks: Marks = Counter()
    wanted: dict[int, dict[int, str]] = {}
    for full, entry in ready.items():
        if entry.target.kind == "text":
            for place in (place for node in nodes.get(full, ()) for place in node.places):
                wanted.setdefault(place.page, {})[place.order] = bare_letters(shown(entry))
    wanted.pop(-1, None)
    for page, texts in wanted.items():
        together = shown_letters(after, page, set(texts))
        for order, written in texts.items():
            drawn = together.get(order, "")
            if not written.startswith(drawn) or not drawn:
                drawn = shown_letters(after, page, {order}).get(order, "")
            marks["all:letters"] += bool(drawn)
            marks["right:letters"] += bool(drawn) and written.startswith(drawn)
            marks["all:whole"] += 1
            marks["right:whole"] += drawn == written
    return marks


def _seen(before: bytes, after: bytes, form: Form, ready: Mapping[str, Entry]) -> Marks:
    marks: Marks = Counter()
    for eyes, draw in (("PDFium", seen_by_pdfium), ("poppler", seen_by_poppler)):
        for number, page in enumerate(form.pages[:PAGES]):
            first = draw(before, number)
            filled = draw(after, number) if first else None
            if first is None or filled is None or first.size != filled.size:
                marks[f"undrawn:{eyes}"] += 1
                continue
            changed = ImageChops.difference(first, filled)
            for full, group, rect in _places(ready, number, page):
                there = changed.crop(_pixels(rect, page, changed.size)).getbbox() is not None
                marks[f"all:{group} seen in {eyes}"] += 1
                marks[f"right:{group} seen in {eyes}"] += there
                if not there:
                    marks[f"unseen:{eyes}:{full}"] += 1
    return marks


def _places(ready: Mapping[str, Entry], number: int, page: Page) -> Iterator[tuple[str, str, Rect]]:
    """The widgets on a page that must look other than before."""
    for full, entry in ready.items():
        one = entry.target
        if entry.empty or one.value not in (None, False, ()):
            continue  # it held something before, perhaps the same
        on = _state(entry)
        for widget in one.widgets:
            if widget.page == number and not widget.hidden and _is_on(page, widget.rect) and (
                    not on or widget.on_state == on):
                yield full, "button" if one.kind in ("check", "radio") else GROUPS[one.kind], widget.rect


def _is_on(page: Page, rect: Rect) -> bool:
    """Whether enough of a place to be seen lies on its page."""
    wide = min(rect[2], page.left + page.width) - max(rect[0], page.left)
    high = min(rect[3], page.low + page.height) - max(rect[1], page.low)
    return min(wide, high) >= 2


def _state(entry: Entry) -> str:
    """The state that a row of buttons is put in; empty for other fields."""
    one = entry.target
    if one.kind not in ("check", "radio") or not one.options:
        return ""
    exports = [export for export, _ in one.options]
    place = exports.index(entry.chosen[0])
    return one.on_states[place] if len(exports) == len(one.on_states) else entry.chosen[0]


def _pixels(rect_: Rect, page: Page, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Where a widget is on a page's picture, turned as the page is."""
    left, right = rect_[0] - page.left, rect_[2] - page.left
    low, top = rect_[1] - page.low, rect_[3] - page.low
    wide, high = page.width, page.height
    corners = {0: (left, high - top, right, high - low), 90: (low, left, top, right),
               180: (wide - right, low, wide - left, top),
               270: (high - top, wide - right, high - low, wide - left)}[page.rotation]
    across, down = ((wide, high) if page.rotation in (0, 180) else (high, wide))
    x, y = size[0] / across, size[1] / down
    return (int(corners[0] * x) - 1, int(corners[1] * y) - 1, int(corners[2] * x) + 2,
            int(corners[3] * y) + 2)
