"""The tries themselves: each kind goes through its doors, and what would be a fault is found."""

from __future__ import annotations

import logging
import random

import pytest

from pipeline.errors import DataError, OurFault, Problem, text
from tests.fuzzing import broken
from tests.fuzzing.kinds import KINDS
from tests.fuzzing.outcomes import outcome
from tests.fuzzing.run import GENERATED, input_of, tried

SEED = 7
A_FEW = 4


@pytest.mark.parametrize("kind", [*KINDS, GENERATED])
def test_whatever_comes_in_is_taken_or_refused_in_words(kind: str) -> None:
    for number in range(1 if kind == GENERATED else A_FEW):
        found = tried(kind, SEED, number)
        assert not found.fault, f"{kind} {number}: {found.fault}"
        assert found.outcomes.total()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_breaks_the_same_way(kind: str) -> None:
    assert input_of(kind, SEED, 1).data == input_of(kind, SEED, 1).data


def test_what_is_broken_differs_from_what_was_whole() -> None:
    whole = b'{"barn": {"navn": "Bo"}, "parter": [1, 2, 3]}'
    assert len({broken.json_bytes(whole, random.Random(each)) for each in range(40)}) > 30


def _refused(words: str) -> None:
    raise DataError([Problem("barn", "x", text("Barn"), text("{felt}", felt=words), text("Ret det."))])


def _logged(words: str) -> None:
    logging.getLogger("pipeline").error("%s", words)


@pytest.mark.parametrize("turn", [
    lambda: {}["x"], lambda: _raise(OurFault([])), lambda: _raise(DataError([])),
    lambda: _refused("Karla Hemmelig"), lambda: _logged("Karla Hemmelig"),
    lambda: _raise(RecursionError())])
def test_a_fault_is_seen(turn) -> None:
    assert outcome(turn, ["Karla Hemmelig"]).result == "fault"


def test_a_refusal_in_words_is_no_fault() -> None:
    found = outcome(lambda: _refused("felt"), ["Karla Hemmelig"])
    assert (found.result, found.codes) == ("refused", ("x",))


def _raise(error: Exception) -> None:
    raise error
