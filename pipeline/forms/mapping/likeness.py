"""How well a label on a form, and the field beside it, go with a place in the case."""

from __future__ import annotations

import difflib
import functools

from pipeline.forms.fields import Field
from pipeline.forms.mapping.candidates import Candidate

LONGEST = 15
"""Words of a label at most; more are a paragraph that happens to stand there."""
_CLOSE = 0.8
"""From where two words are a little alike."""


def likeness(said_words: frozenset[str], candidate: Candidate) -> float:
    """How well a label says a place: its own words must be there, those of whose it is should."""
    if not candidate.own or not said_words or len(said_words) > LONGEST:
        return 0.0
    hits = [max((_alike(own, word) for word in said_words), default=0.0) for own in candidate.own]
    own = sum(hits) / len(hits)
    unsaid = sum(not any(_alike(each, word) for each in group for word in said_words)
                 for group in candidate.whose)
    known = candidate.own.union(*candidate.whose)
    strange = sum(not any(_alike(word, each) for each in known) for word in said_words)
    return own * candidate.unsaid ** unsaid * 0.9 ** min(strange, 4)



@functools.lru_cache(100_000)
def _alike(one: str, other: str) -> float:
    """How alike two words are: 1 for the same, 0 for what is only a little alike."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) > 3 and (one.startswith(other) or other.startswith(one)):
        return 0.9
    if min(len(one), len(other)) < 4:
        return 0.0  # cpr and cvr are one letter apart
    matcher = difflib.SequenceMatcher(None, one, other)
    if matcher.real_quick_ratio() < _CLOSE or matcher.quick_ratio() < _CLOSE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _CLOSE else 0.0


def suits(target: Field, candidate: Candidate) -> float:
    """Whether a field's kind and size go with what a place holds."""
    shape = candidate.field.form
    if target.kind == "check":
        return 1.0 if shape == "ja-nej" else 0.3
    if target.kind in ("radio", "combo", "list"):
        return 1.0 if shape in ("valg", "ja-nej") else 0.3
    if target.format is not None and target.format.kind == "date":
        return 1.1 if shape == "dato" else 0.5
    if shape in ("valg", "ja-nej"):
        return 0.8
    short = {"dato": 6, "cpr": 10, "telefon": 8, "e-mail": 15, "tekst": 20}.get(shape, 0)
    return 0.5 if target.max_length is not None and target.max_length < short else 1.0


def forget() -> None:
    """Keep none of the words that were compared: a page may have a person's on it."""
    _alike.cache_clear()
