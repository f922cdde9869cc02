"""Documents on their way: what one party sends, as the other meets it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pipeline.carried.payload import payload
from pipeline.letters import Job, Letter, checked, makeable, prepared
from pipeline.merging.incoming import Incoming, of_carried
from pipeline.sag import Sag
from tests.cases import case, settings


def letters(data: Mapping[str, Any], kind: str, nr: Any = None) -> tuple[Letter, ...]:
    """Every copy of a document of the case."""
    job = Job(kind, nr=nr, settings=None if "kommune" in data else settings())
    valid, used, _ = checked(Sag(data), job)
    return prepared(valid, used, job)


def sent(data: Mapping[str, Any], kind: str, to: str = "kommune", nr: Any = None, **changed: Any
         ) -> Incoming:
    """The copy that somebody gets of a document, with its data proven."""
    letter = next(each for each in letters(data, kind, nr)
                  if (each.view.til_orientering or each.view.recipient).id == to)
    return replace(of_carried(f"{kind}.pdf", kind.encode(), payload(letter), "proven"), **changed)


def every_letter(name: str) -> Iterator[tuple[dict[str, Any], Incoming]]:
    """Every copy of everything a sample case can become."""
    data = case(name)
    for kind in makeable(Sag(data)):
        for letter in letters(data, kind, "alle"):
            yield data, of_carried(f"{kind}.pdf", b"", payload(letter), "proven")


def without(data: Mapping[str, Any], *lists: str) -> dict[str, Any]:
    """The case before the newest event of these lists."""
    before = copy.deepcopy(dict(data))
    for name in lists:
        before[name] = before[name][:-1]
    return before
