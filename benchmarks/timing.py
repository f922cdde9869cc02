"""Paired timing: the sides take turns in one process, so that a busy machine hurts them alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence


def median_ms(times: Sequence[float]) -> float:
    return statistics.median(times) * 1000


def paired(*sides: Callable[[int], object], rounds: int, warm_up: int = 3) -> list[list[float]]:
    """Seconds per call of each side, `rounds` times in turn; each call gets the round's number."""
    for number in range(warm_up):
        for side in sides:
            side(-1 - number)
    times: list[list[float]] = [[] for _ in sides]
    gc.collect()
    gc.freeze()
    for number in range(rounds):
        for side, taken in zip(sides, times, strict=True):
            start = time.perf_counter()
            side(number)
            taken.append(time.perf_counter() - start)
    gc.unfreeze()
    return times


def ratio(slow: Sequence[float], fast: Sequence[float]) -> float:
    return statistics.median(slow) / statistics.median(fast)
