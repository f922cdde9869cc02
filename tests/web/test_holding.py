"""What is held in memory: by token, bounded, for a while."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from pipeline.errors import MachineError, UsageError
from pipeline.web.holding import Holding

MOST = 100
MINUTES = 15


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_what_is_kept_is_there_for_who_has_the_token() -> None:
    holding = Holding(MOST, MINUTES, Clock())
    token = holding.keep("sager", 10)
    assert holding.get(token) == "sager"
    assert holding.of(token, str) == "sager"
    assert holding.get("") is None
    assert holding.get(token[:-1]) is None
    holding.drop(token)
    holding.drop(token)
    assert holding.get(token) is None
    assert holding.held == 0


def test_a_token_is_long_and_never_the_same() -> None:
    holding = Holding(MOST, MINUTES, Clock())
    tokens = {holding.keep(each, 0) for each in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 43


def test_it_is_gone_on_time_also_for_who_did_not_ask() -> None:
    clock = Clock()
    holding = Holding(MOST, MINUTES, clock)
    token = holding.keep("sager", 10)
    clock.now += 899.9
    assert holding.get(token) == "sager"
    clock.now += 0.1
    assert holding.get(token) is None
    assert holding.held == 10
    holding.sweep()
    assert holding.held == 0


def test_it_is_swept_when_nobody_asks() -> None:
    async def look() -> int:
        clock = Clock()
        holding = Holding(MOST, 0.0001, clock)
        holding.keep("sager", 10)
        clock.now += 1
        sweeping = asyncio.create_task(holding.sweeping())
        await asyncio.sleep(0.1)
        sweeping.cancel()
        return holding.held
    assert asyncio.run(look()) == 0


def test_what_grows_or_is_renewed_stays() -> None:
    clock = Clock()
    holding = Holding(MOST, MINUTES, clock)
    grown, renewed = holding.keep("a", 10), holding.keep("b", 10)
    clock.now += 600
    holding.grow(grown, 5)
    holding.renew(renewed)
    clock.now += 600
    assert (holding.get(grown), holding.get(renewed), holding.held) == ("a", "b", 25)


def test_a_full_house_says_so_and_changes_nothing() -> None:
    holding = Holding(MOST, MINUTES, Clock())
    first = holding.keep("a", 60)
    with pytest.raises(MachineError) as full:
        holding.keep("b", 41)
    assert [each.code for each in full.value.problems] == ["ikke-plads-nu"]
    with pytest.raises(MachineError):
        holding.grow(first, 41)
    assert (holding.get(first), holding.size(first)) == ("a", 60)
    holding.grow(first, 40)


def test_what_was_fetched_makes_room_the_oldest_first() -> None:
    clock = Clock()
    holding = Holding(MOST, MINUTES, clock)
    tokens = []
    for each in "abc":
        tokens.append(holding.keep(each, 30))
        clock.now += 1
    for token in (tokens[1], tokens[0]):
        holding.fetched(token)
    holding.keep("d", 35)
    assert [holding.get(token) for token in tokens] == [None, "b", "c"]
    with pytest.raises(MachineError):
        holding.keep("e", 66)
    assert holding.get(tokens[1]) == "b", "it would not have been enough"
    with pytest.raises(MachineError):
        holding.grow(tokens[1], 36)
    assert holding.get(tokens[1]) == "b", "nothing makes room for itself by going"


def test_another_kind_of_thing_is_not_given() -> None:
    holding = Holding(MOST, MINUTES, Clock())
    with pytest.raises(UsageError) as gone:
        holding.of(holding.keep("sager", 1), bytes)
    assert [each.code for each in gone.value.problems] == ["ikke-her-laengere"]
    with pytest.raises(UsageError):
        holding.grow("x", 1)


class AnyUse(RuleBasedStateMachine):
    """However it is used, it never holds more than it may, and never what is too old."""

    tokens = Bundle("tokens")

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.holding = Holding(MOST, MINUTES, self.clock)
        self.since: dict[str, float] = {}
        self.fetched: set[str] = set()

    @rule(target=tokens, size=st.integers(0, MOST + 1))
    def keep(self, size: int) -> Any:
        try:
            token = self.holding.keep(size, size)
        except MachineError:
            unfetched = sum(self.holding.size(each) for each in set(self.since) - self.fetched)
            assert unfetched + size > MOST
            return ""
        self.since[token] = self.clock.now
        return token

    @rule(token=tokens, more=st.integers(0, 60))
    def grow(self, token: str, more: int) -> None:
        before = self.holding.size(token)
        try:
            self.holding.grow(token, more)
        except (MachineError, UsageError):
            assert self.holding.size(token) == before
        else:
            self.since[token] = self.clock.now

    @rule(token=tokens)
    def fetch(self, token: str) -> None:
        self.holding.fetched(token)
        self.fetched.add(token)

    @rule(token=consumes(tokens))
    def drop(self, token: str) -> None:
        self.holding.drop(token)
        assert self.holding.get(token) is None

    @rule(seconds=st.integers(0, 1000))
    def wait(self, seconds: int) -> None:
        self.clock.now += seconds

    @invariant()
    def bounded(self) -> None:
        assert 0 <= self.holding.held <= MOST

    @invariant()
    def never_too_old(self) -> None:
        for token, since in self.since.items():
            if self.clock.now - since >= MINUTES * 60:
                assert self.holding.get(token) is None


TestAnyUse = AnyUse.TestCase
