"""A run over every kind in turn, within a time, each input in a process of its own keeping."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import hypothesis

from pipeline import Sag
from pipeline.workers import Workers
from tests.conftest import job_for
from tests.fuzzing.generated import Made, cases
from tests.fuzzing.kinds import DAY, KINDS, SKETCHED, Input
from tests.fuzzing.outcomes import Outcome, outcome

GENERATED = "skema"
EVERY = (*KINDS, GENERATED)
AT_ONCE = 4
"""Cases made up in one go: so many share hypothesis' start."""
GUESS = 0.5
"""Seconds that an input is taken to need before it is through."""
STUCK, START, GROWN = 120.0, 60.0, 2_000_000_000


@dataclass(frozen=True, slots=True)
class Tried:
    """One input's outcome, or of made-up cases how many there were of each; a fault with its input."""

    kind: str
    number: int
    outcomes: Counter[str]
    codes: frozenset[str] = frozenset()
    fault: str = ""
    kept: tuple[str, bytes] | None = field(default=None, repr=False)
    seconds: float = 0.0


@dataclass(slots=True)
class Tally:
    """What was tried of a kind, in how many seconds; `next` is the number of its next input."""

    seconds: float = 0.0
    next: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    codes: set[str] = field(default_factory=set)


def run(seed: int, seconds: float, kinds: Sequence[str] = EVERY, workers: int = 2,
        found: Callable[[Tried], object] = lambda _: None) -> dict[str, Tally]:
    """Try inputs until the time is over, as long of each kind; `found` hears of each fault.

    The same seed tries the same inputs of each kind in the same order, however far it comes.
    """
    tallies = {kind: Tally() for kind in kinds}
    pool = Workers(workers, ready=_ready, stuck=STUCK, grown=GROWN, start=START)
    try:
        for each in _through(pool, _turns(seed, seconds, tallies), workers * 2):
            tallies[each.kind].seconds += each.seconds - GUESS
            tallies[each.kind].outcomes += each.outcomes
            tallies[each.kind].codes |= each.codes
            if each.fault:
                found(each)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return tallies


def _turns(seed: int, seconds: float, tallies: dict[str, Tally]) -> Iterator[tuple[str, int, int]]:
    """The kind that has had least time, and of those the one that has had fewest inputs."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        kind = min(tallies, key=lambda each: (tallies[each].seconds, tallies[each].next))
        tally = tallies[kind]
        yield kind, seed, tally.next
        tally.next += 1
        tally.seconds += GUESS  # until it is known, so that the next one is another kind's


def _through(pool: Workers, turns: Iterator[tuple[str, int, int]], most: int) -> Iterator[Tried]:
    under_way: dict[Future[Tried], tuple[str, int, int]] = {}
    more = True
    while more or under_way:
        while more and len(under_way) < most:
            turn = next(turns, None)
            more = turn is not None
            if turn is not None:
                under_way[pool.submit(tried, *turn)] = turn
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in done:
            turn = under_way.pop(future)
            try:
                yield future.result()
            except BrokenExecutor as end:
                yield _ended(*turn, how="hang" if getattr(end, "hung", False) else "died")


def tried(kind: str, seed: int, number: int) -> Tried:
    """The kind's input of that number."""
    start = time.monotonic()
    done = _generated(seed, number) if kind == GENERATED else _broken(kind, seed, number)
    return replace(done, seconds=time.monotonic() - start)


def _broken(kind: str, seed: int, number: int) -> Tried:
    made = input_of(kind, seed, number)
    found = outcome(made.turn, made.secrets)
    return Tried(kind, number, Counter([found.result]), frozenset(found.codes), found.fault,
                 (made.name, made.data) if found.fault else None)


def input_of(kind: str, seed: int, number: int) -> Input:
    """That input, to be tried again."""
    return KINDS[kind](random.Random(f"{seed}/{kind}/{number}"))


def _ended(kind: str, seed: int, number: int, how: str) -> Tried:
    """An input that took its process with it."""
    kept = None
    if kind != GENERATED:
        made = input_of(kind, seed, number)
        kept = (made.name, made.data)
    return Tried(kind, number, Counter(["fault"]), frozenset(), how, kept)


def _generated(seed: int, number: int) -> Tried:
    """Made-up cases; of one that is at fault the smallest that still is."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import seed as seeded

    counted: Counter[str] = Counter()
    codes: set[str] = set()
    worst: list[tuple[Outcome, Made]] = []

    @seeded(seed * 100_003 + number)
    @settings(max_examples=AT_ONCE, deadline=None, database=None, derandomize=False,
              suppress_health_check=list(HealthCheck), print_blob=False)
    @given(cases())
    def holds(made: Made) -> None:
        found = made_up(made)
        counted[found.result] += 1
        codes.update(found.codes)
        if found.fault:
            worst.append((found, made))
            raise AssertionError

    with suppress(AssertionError, hypothesis.errors.Flaky, BaseExceptionGroup):
        holds()
    fault, kept = "", None
    if worst:
        last, made = worst[-1]
        fault, kept = last.fault, (f"{made.kind}.json", repr(made).encode())
        counted["fault"] = 1
    return Tried(GENERATED, number, counted, frozenset(codes), fault, kept)


def made_up(made: Made) -> Outcome:
    """A made-up case through the flow, and what was made of it held against itself."""
    from tests.fuzzing.agreeing import letters_agree

    sag = Sag(made.case)
    told = tuple(each for each in made.changed if each in SKETCHED)
    return outcome(lambda: letters_agree(sag, job_for(sag, made.kind, today=DAY)), told)


def keep(folder: Path, seed: int, each: Tried) -> Path | None:
    """Write a fault's input down, for its owner only."""
    if each.kept is None:
        return None
    name, data = each.kept
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{each.kind}-{seed}-{each.number}-{name}"
    path.write_bytes(data)
    return path


def _ready() -> None:
    import pipeline.flow  # noqa: F401
