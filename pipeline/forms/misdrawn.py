"""Fields that show other letters than they hold.

A browser draws what somebody types with the form's own font and with fonts of its machine, which are not
put into the file: of a name with letters from far away some are gone, though the field holds them all.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pypdf.generic import DictionaryObject

from pipeline.forms.described import kind_of
from pipeline.forms.entries import Entry, shown
from pipeline.forms.letters import WIN_ANSI
from pipeline.forms.objects import dictionary, got, items, name, raw, resolved
from pipeline.forms.proof import bare_letters, shown_letters
from pipeline.forms.walk import Node

_COMMON = frozenset(WIN_ANSI)
"""What every form's font has; of other letters alone the looks are not trusted."""
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def misdrawn(pdf: bytes, nodes: Mapping[str, list[Node]], kept: Iterable[Entry]) -> Iterator[str]:
    """The names of texts and choices with rare letters that are not the ones to be seen.

    Looks that bring all their fonts with them are somebody's who knew how to draw the letters; that
    their font does not say which letters it has is then no proof that they are others.
    """
    wanted = {entry.target.name: letters for entry in kept
              if _is_text(entry) and not _COMMON.issuperset(letters := _letters(shown(entry)))}
    pages: dict[int, dict[int, str]] = {}
    for full in wanted:
        for node in nodes[full]:
            for place in node.places if kind_of(node) in ("text", "combo") else ():
                if not _brings_fonts(place.dictionary):
                    pages.setdefault(place.page, {})[place.order] = full
    pages.pop(-1, None)
    wrong = {full for page, orders in pages.items() for full in _wrong(pdf, page, orders, wanted)}
    return (full for full in wanted if full in wrong)


def _is_text(entry: Entry) -> bool:
    one = entry.target
    return one.kind in ("text", "combo") and not one.password


def _letters(value: str) -> str:
    """What of a text can be seen at all."""
    return "".join(char for char in bare_letters(value) if unicodedata.category(char)[0] != "C")


def _brings_fonts(widget: DictionaryObject) -> bool:
    """Whether every font a widget's looks name is in the file, and there is one."""
    looks = dictionary(widget, "/AP")
    drawn = got(looks, "/N") if looks is not None else None
    resources = dictionary(drawn, "/Resources") if isinstance(drawn, DictionaryObject) else None
    fonts = dictionary(resources, "/Font") if resources is not None else None
    return bool(fonts) and all(map(_is_whole, map(resolved, dict.values(fonts or {}))))


def _is_whole(font: object) -> bool:
    if not isinstance(font, DictionaryObject):
        return False
    below = next((resolved(each) for each in items(raw(font, "/DescendantFonts"))), font)
    about = dictionary(below, "/FontDescriptor") if isinstance(below, DictionaryObject) else None
    return name(raw(font, "/Subtype")) == "Type3" or (
        about is not None and any(got(about, each) is not None for each in _FILES))


def _wrong(pdf: bytes, page: int, orders: Mapping[int, str], wanted: Mapping[str, str]) -> Iterator[str]:
    """The names whose letters are not seen on a page, in whichever order they are read."""
    together = _shown(pdf, page, set(orders))
    for order, full in orders.items():
        letters = Counter(wanted[full])
        if Counter(together.get(order, "")) != letters and Counter(
                _shown(pdf, page, {order}).get(order, "")) != letters:
            yield full


def _shown(pdf: bytes, page: int, orders: set[int]) -> dict[int, str]:
    """What is to be seen; nothing where PDFium cannot open what we could."""
    import pypdfium2

    try:
        return {order: _letters(found) for order, found in shown_letters(pdf, page, orders).items()}
    except pypdfium2.PdfiumError:
        return {}
