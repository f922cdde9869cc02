"""Paired timing: the sides take turns in one process, so that a busy machine hurts them alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence

clock = time.perf_counter


class Told(float):
    """Seconds that another process measured itself: its work, without the way to it and back."""


def median_ms(times: Sequence[float]) -> float:
    return statistics.median(times) * 1000


def paired(*sides: Callable[[int], object], rounds: int, warm_up: int = 3) -> list[list[float]]:
    """Seconds per call of each side, `rounds` times in turn; each call gets the round's number.

    A side that returns a Told is believed.
    """
    for number in range(warm_up):
        for side in sides:
            side(-1 - number)
    times: list[list[float]] = [[] for _ in sides]
    gc.collect()
    gc.freeze()
    for number in range(rounds):
        for side, taken in zip(sides, times, strict=True):
            start = time.perf_counter()
            result = side(number)
            passed = time.perf_counter() - start
            taken.append(float(result) if isinstance(result, Told) else passed)
    gc.unfreeze()
    return times


def ratio(slow: Sequence[float], fast: Sequence[float]) -> float:
    return statistics.median(slow) / statistics.median(fast)


def burst(side: Callable[[int], object], size: int) -> Callable[[int], Told]:
    """A side that does several in a row, as a batch does; its time is for each.

    One alone begins with what another process left in the machine's caches, and is timed for that.
    """
    def run(number: int) -> Told:
        times = []
        for each in range(number * size, (number + 1) * size):
            start = clock()
            result = side(each)
            passed = clock() - start
            times.append(float(result) if isinstance(result, Told) else passed)
        return Told(statistics.fmean(times))

    return run
