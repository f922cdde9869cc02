"""The kinds' forms: what the schemas cannot know of four of them, and the rest by their schema."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline.forms.blank.asked import Asked
from pipeline.forms.blank.kinds import expenses, hearing, lost_earnings, training
from pipeline.forms.blank.kinds.by_schema import asked
from pipeline.letters import kind_of

OWN: Mapping[str, Asked] = {
    "ansoegning-hjemmetraening": training.ASKED,
    "ansoegning-tabt-arbejdsfortjeneste": lost_earnings.ASKED,
    "ansoegning-udgifter": expenses.ASKED,
    "hoeringssvar": hearing.ASKED,
}
"""The forms that parents fill in."""


@cache
def of(kind: str) -> Asked:
    """What a kind's form asks. Raises UsageError where there is no such kind."""
    return OWN[kind] if kind in OWN else asked(kind_of(kind))
