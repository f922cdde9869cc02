"""What a case asks of the kommune, by when and why: visits, letters, limits.

Each duty is found by a small function over the case as JSON values, the kommune's settings and the
day until which we look. A case is the record: what it shows as done is not due.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pipeline.duties.common import Duty, Finder
from pipeline.duties.letters import answers, drafts, outstanding, receipts, reports, unsent
from pipeline.duties.limits import adulthood, examinations, expiry, goals, protection
from pipeline.duties.recurring import evaluations, reevaluations, visits

FINDERS: tuple[Finder, ...] = (
    receipts, examinations, reports, answers, outstanding, drafts, unsent, visits, evaluations,
    reevaluations, expiry, adulthood, goals, protection,
)


def due(case: Mapping[str, Any], settings: Mapping[str, Any], by: dt.date) -> tuple[Duty, ...]:
    """Every duty of a valid case whose limit is `by` or earlier, the earliest first.

    Raises DataError where law has no value for a date.
    """
    found = (duty for find in FINDERS for duty in find(case, settings, by))
    return tuple(sorted((duty for duty in found if duty.frist <= by),
                        key=lambda duty: (duty.frist, duty.kode, duty.felt)))


__all__ = ["FINDERS", "Duty", "due"]
