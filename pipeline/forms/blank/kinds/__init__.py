"""The kinds' forms: what the schemas cannot know of six of them, and the rest by their schema."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline.forms.blank.asked import Asked
from pipeline.forms.blank.kinds import evaluation, expenses, hearing, lost_earnings, offer, training
from pipeline.forms.blank.kinds.by_schema import asked
from pipeline.letters import kind_of

OWN: Mapping[str, Asked] = {
    "ansoegning-hjemmetraening": training.ASKED,
    "ansoegning-tabt-arbejdsfortjeneste": lost_earnings.ASKED,
    "ansoegning-udgifter": expenses.ASKED,
    "hoeringssvar": hearing.ASKED,
    "tilbud": offer.ASKED,
    "evaluering": evaluation.ASKED,
}
"""The forms that parents and providers fill in."""


def filled_in_by(role: str) -> tuple[str, ...]:
    """The kinds whose forms somebody of this role fills in, alone or with others."""
    return tuple(kind for kind, asked in OWN.items() if role in asked.people)


@cache
def of(kind: str) -> Asked:
    """What a kind's form asks. Raises UsageError where there is no such kind."""
    return OWN[kind] if kind in OWN else asked(kind_of(kind))
