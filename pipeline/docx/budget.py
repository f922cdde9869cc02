"""How much a template may make for one letter: steps of loops, text and numbers built on the way.

A template that loops in loops, or doubles a text, ends with a message instead of never.
"""

from __future__ import annotations

from typing import Any

from jinja2.runtime import Context, Undefined

from pipeline.docx.values import Refused
from pipeline.errors import text

MAX_STEPS = 300_000
"""Turns of all loops of one letter together; the longest real letters have some thousands."""
MAX_BUILT = 4_000_000
"""Characters of all texts that one letter's tags put together, printed or not."""
MAX_BITS = 256
"""The size of a whole number a template may reckon with."""


class LetterContext(Context):
    """The names of one letter, and what has been spent on it."""

    steps = 0
    built = 0


def steps(context: LetterContext, values: Any) -> Any:
    """What a loop goes through, once its turns are counted. Raises Refused where they are too many."""
    if isinstance(values, Undefined):
        return values
    try:
        turns = len(values)
    except TypeError:
        values = list(values)
        turns = len(values)
    context.steps += turns
    if context.steps > MAX_STEPS:
        raise Refused("for-stort", text("Skabelonen gentager sig selv alt for mange gange."), text(
            "Se efter løkker inde i hinanden."))
    return values


def built(context: LetterContext, size: int) -> None:
    """Count a text or list that a tag has put together. Raises Refused where all are too long."""
    context.built += size
    if context.built > MAX_BUILT:
        raise Refused("for-stort", text("Skabelonen sætter alt for lange tekster sammen."), text(
            "Se efter en løkke, der bygger videre på sin egen tekst."))


def reckoned(result: object) -> None:
    """Refuse a whole number beyond any amount."""
    if isinstance(result, int) and result.bit_length() > MAX_BITS:
        raise Refused("regnestykke", text("Regnestykket giver et alt for stort tal."), text(
            "Se efter en løkke, der ganger videre på sit eget tal."))
