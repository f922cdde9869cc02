"""The odd ones of many cases: what to look at before all of them are made."""

from __future__ import annotations

import hashlib
import heapq
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.batch.sources import Item
from pipeline.errors import PipelineError, Problem, Text, text
from pipeline.sag import Sag

REASONS: Mapping[str, Text] = {
    "fejl": text("har fejl"), "advarsel": text("har advarsler"), "laengst": text("en af de længste"),
    "kortest": text("en af de korteste"), "almindelig": text("en almindelig"),
}
TURNS = ("laengst", "kortest", "fejl", "advarsel", "almindelig")
"""In turn one of each is taken, for as long as there are any."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A case to look at, and why: a key of REASONS."""

    seq: int
    item: Item
    why: str


@dataclass(order=True, slots=True)
class _Ranked:
    rank: Any
    seq: int
    item: Item = field(compare=False)


def odd_ones(items: Iterable[Item], problems: Callable[[Sag], Sequence[Problem]], wanted: int
             ) -> list[Chosen]:
    """As many cases as wanted, in the order of the sources: long, short, doubtful and ordinary ones.

    Only so many cases are held at a time. The same sources always give the same choice.
    """
    best: dict[str, list[_Ranked]] = {why: [] for why in TURNS}
    for seq, item in enumerate(items, start=1):
        for why, rank in _ranks(item, problems).items():
            heapq.heappush(best[why], _Ranked(rank, -seq, item))
            if len(best[why]) > wanted:
                heapq.heappop(best[why])
    return sorted(_in_turn(best, wanted), key=lambda one: one.seq)


def _ranks(item: Item, problems: Callable[[Sag], Sequence[Problem]]) -> dict[str, Any]:
    """Under which reasons a case stands for choice, and how high."""
    try:
        sag = item.read()
        found = problems(sag)
    except PipelineError as error:
        return {"fejl": len(error.problems)}
    wrong = sum(problem.severity == "fejl" for problem in found)
    if wrong:
        return {"fejl": wrong}
    said = json.dumps(sag.data, default=str, sort_keys=True)
    ranks: dict[str, Any] = {"laengst": len(said), "kortest": -len(said),
                             "almindelig": hashlib.sha256(said.encode()).digest()}
    return {**ranks, "advarsel": len(found)} if found else ranks


def _in_turn(best: Mapping[str, list[_Ranked]], wanted: int) -> Iterable[Chosen]:
    queues = {why: sorted(ranked) for why, ranked in best.items()}
    taken: set[int] = set()
    while len(taken) < wanted and any(queues.values()):
        for why in TURNS:
            while queues[why] and len(taken) < wanted:
                ranked = queues[why].pop()
                if ranked.seq not in taken:
                    taken.add(ranked.seq)
                    yield Chosen(-ranked.seq, ranked.item, why)
                    break
