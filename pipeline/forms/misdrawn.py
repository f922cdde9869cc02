"""Fields that show other letters than they hold.

A browser draws what somebody types with the form's own font and with fonts of its machine, which are not
put into the file: of a name with letters from far away some are gone, though the field holds them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pipeline.forms.described import kind_of
from pipeline.forms.entries import Entry, shown
from pipeline.forms.letters import WIN_ANSI
from pipeline.forms.proof import bare_letters, shown_letters
from pipeline.forms.walk import Node

_COMMON = frozenset(WIN_ANSI)
"""What every form's font has; of other letters alone the looks are not trusted."""


def misdrawn(pdf: bytes, nodes: Mapping[str, list[Node]], kept: Iterable[Entry]) -> Iterator[str]:
    """The names of texts and choices with rare letters that are not the ones to be seen."""
    wanted = {entry.target.name: letters for entry in kept
              if _is_text(entry) and not _COMMON.issuperset(letters := bare_letters(shown(entry)))}
    pages: dict[int, dict[int, str]] = {}
    for name in wanted:
        for node in nodes[name]:
            for place in node.places if kind_of(node) in ("text", "combo") else ():
                pages.setdefault(place.page, {})[place.order] = name
    pages.pop(-1, None)
    wrong = {name for page, orders in pages.items() for name in _wrong(pdf, page, orders, wanted)}
    return (name for name in wanted if name in wrong)


def _is_text(entry: Entry) -> bool:
    one = entry.target
    return one.kind in ("text", "combo") and not one.password


def _wrong(pdf: bytes, page: int, orders: Mapping[int, str], wanted: Mapping[str, str]) -> Iterator[str]:
    """The names whose letters are not seen on a page, in whichever order they are read."""
    together = _shown(pdf, page, set(orders))
    for order, name in orders.items():
        letters = Counter(wanted[name])
        if Counter(together.get(order, "")) != letters and Counter(
                _shown(pdf, page, {order}).get(order, "")) != letters:
            yield name


def _shown(pdf: bytes, page: int, orders: set[int]) -> dict[int, str]:
    """What is to be seen; nothing where PDFium cannot open what we could."""
    import pypdfium2

    try:
        return shown_letters(pdf, page, orders)
    except pypdfium2.PdfiumError:
        return {}
