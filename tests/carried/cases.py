"""Letters that carry their data, and files to look for it in."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from pipeline import Produced, produce
from pipeline.carried.envelope import of_bytes
from pipeline.carried.payload import Carried, payload
from pipeline.letters import Letter, checked, prepared
from tests.conftest import job_for, sample, sample_kinds

KINDS = sorted({kind for _, kind in sample_kinds()})
CHEAP = {kind: next(name for name, each in sample_kinds() if each == kind) for kind in KINDS}
"""The first sample that can make each kind."""


@functools.cache
def carrying(kind: str, name: str = "") -> tuple[Produced, ...]:
    """Every letter of a kind that a sample gives, with its data."""
    sag = sample(name or CHEAP[kind])
    return produce(sag, job_for(sag, kind, carry=True))


def letters(name: str, kind: str, **more: Any) -> tuple[Letter, ...]:
    """The letters of a sample before they are rendered."""
    sag = sample(name)
    job = job_for(sag, kind, **more)
    case, settings, _ = checked(sag, job)
    return prepared(case, settings, job)


def one(kind: str = "revurdering", name: str = "alma-to-hjem") -> Carried:
    """The data of one letter."""
    return payload(letters(name, kind)[0])


def envelope(**changes: Any) -> Mapping[str, Any]:
    """An envelope as JSON values, some of them changed; None takes one away."""
    import json

    from pipeline.carried.envelope import as_bytes

    found = {**json.loads(as_bytes(one())), **changes}
    return {key: value for key, value in found.items() if value is not None}


__all__ = ["CHEAP", "KINDS", "carrying", "envelope", "letters", "of_bytes", "one"]
