"""The pages of a foreign PDF, walked without trust: cycles and endless trees end here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf.generic import DictionaryObject

from pipeline.forms import told
from pipeline.forms.fields import Page
from pipeline.forms.limits import MAX_DEPTH, MAX_PAGES, MAX_WIDGETS
from pipeline.forms.objects import Key, box, got, integer, items, key_of, name, raw, resolved

_LETTER = (0.0, 0.0, 612.0, 792.0)
_BRANCH = 100_000
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its dictionary, its looks, and its annotations in their order."""

    dictionary: DictionaryObject
    page: Page
    annotations: tuple[Any, ...]
    """References as the page has them."""
    resources: DictionaryObject
    """The page's own, or those it has from above."""

    @property
    def tabs(self) -> str:
        """How Tab goes through the page: "R" by row, "C" by column, else in the order they stand."""
        return name(raw(self.dictionary, "/Tabs"))


def sheets(root: DictionaryObject) -> tuple[Sheet, ...]:
    """Every page in order. Raises DataError where there are too many, or too many annotations."""
    found: list[Sheet] = []
    total = 0
    for node, inherited in _leaves(raw(root, "/Pages")):
        found.append(_sheet(node, inherited))
        total += len(found[-1].annotations)
        if len(found) > MAX_PAGES:
            raise told.too_many_pages(MAX_PAGES)
        if total > 4 * MAX_WIDGETS:
            raise told.too_many_fields(MAX_WIDGETS)
    return tuple(found)


def _leaves(top: Any) -> Iterator[tuple[DictionaryObject, dict[str, Any]]]:
    """Each page's dictionary once, with what holds for it from above."""
    seen: set[Key] = set()
    waiting: list[tuple[Any, int, dict[str, Any]]] = [(top, 0, {})]
    while waiting:
        reference, depth, above = waiting.pop()
        node = resolved(reference)
        if not isinstance(node, DictionaryObject) or depth > MAX_DEPTH or key_of(reference) in seen:
            continue
        seen.add(key_of(reference))
        below = {**above, **{key: value for key in _INHERITED if (value := got(node, key)) is not None}}
        if got(node, "/Kids") is not None and name(raw(node, "/Type")) != "Page":
            kids = list(items(raw(node, "/Kids")))[:_BRANCH]
            waiting += [(kid, depth + 1, below) for kid in reversed(kids)]
        else:
            yield node, below


def _sheet(node: DictionaryObject, inherited: dict[str, Any]) -> Sheet:
    corners = box(inherited.get("/MediaBox")) or _LETTER
    cropped = box(inherited.get("/CropBox"))
    if cropped is not None and cropped[2] > cropped[0] and cropped[3] > cropped[1]:
        corners = cropped
    turned = integer(inherited.get("/Rotate")) % 360
    page = Page(corners[2] - corners[0], corners[3] - corners[1], turned if turned % 90 == 0 else 0,
                corners[0], corners[1])
    resources = inherited.get("/Resources")
    return Sheet(node, page, tuple(items(raw(node, "/Annots"))),
                 resources if isinstance(resources, DictionaryObject) else DictionaryObject())
