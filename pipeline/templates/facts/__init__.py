"""The types of every fact, by the rule that derives it: what a template may name beyond the case.

A fact that is missing here, or is of another type, fails a test that derives all samples.
"""

from __future__ import annotations

from pipeline.templates.facts import grants, hearings, people, sums, training
from pipeline.templates.facts.parts import Facts, Parts, Rules
from pipeline.templates.fieldtypes import DATE, TEXT, YES

__all__ = ["LETTER", "Facts", "Parts", "declared", "facts_of"]

LETTER: Facts = {"brev.dato": DATE, "brev.titel": TEXT, "brev.udkast": YES}
"""What every letter knows of itself, besides its variant."""

_RULES: Rules = {
    **people.RULES, **grants.RULES, **hearings.RULES, **training.RULES, **sums.RULES}


def facts_of(rule: str, parts: Parts) -> Facts:
    """The facts of one rule. Raises KeyError for a rule that has no types."""
    return _RULES[rule](parts)


def declared() -> frozenset[str]:
    """The rules whose facts have types."""
    return frozenset(_RULES)
