"""How a passage is asked for, and with what: `{%p include "x" with frist=klage.frist %}`.

A passage states what it takes in its first paragraph, `{%p argumenter frist, om="brevet" %}`. An
include with arguments becomes a Jinja `with` around the passage: its names hold in there and in
what that includes, and nowhere else.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError

from pipeline.errors import Text, text

_QUOTE = "[\"'“”„‘’]"
_INCLUDE = re.compile(
    rf"\{{%p\s+include\s+{_QUOTE}([^\"'“”„‘’]*){_QUOTE}(?:\s+with\b(.*?))?\s*%\}}", re.DOTALL)
_DECLARATION = re.compile(r"\{%p\s+argumenter\b(.*?)\s*%\}", re.DOTALL)
MENTION = re.compile(r"\{%[-+]?\s*(?:p|tr|tc|r)?\s*include\b[^%}]*(?:%\})?")
"""Something that was meant as an include."""
DECLARED = re.compile(r"\{%[-+]?\s*(?:p|tr|tc|r)?\s*argumenter\b")
"""Something that was meant as a passage's arguments."""
_STRAIGHT = str.maketrans("“”„‘’‚", "\"\"\"'''")
_PIECE = re.compile(r"\s*([^\W\d]\w*)\s*(?:=(?!=)\s*(.+?))?\s*", re.DOTALL)
_TAKEN = frozenset({"loop", "self"})
_JINJA = Environment(autoescape=True)
"""Only to take tags apart; nothing is ever rendered with it."""

Arguments = Sequence[tuple[str, str]]
"""Names and the expressions that stand for them, as written; "" where none is given."""


@dataclass(frozen=True, slots=True)
class Include:
    """An include as its author wrote it: the passage's name, and its arguments' source."""

    name: str
    source: str | None = None


def include_of(tag: str) -> Include | None:
    """What a tag includes; None where it is no include, or one that cannot be followed."""
    match = _INCLUDE.fullmatch(tag.strip())
    return Include(match[1].strip(), match[2]) if match else None


def declaration_of(tag: str) -> str | None:
    """The source of the arguments that a tag declares; None where it declares none."""
    match = _DECLARATION.fullmatch(tag.strip())
    return match[1] if match else None


@functools.lru_cache(1024)
def arguments(source: str, *, given: bool) -> tuple[tuple[str, str], ...]:
    """Names and expressions, in the order written; those `given` all have one.

    Raises ValueError where it is no list of names, or a name is one that templates use themselves.
    """
    try:
        found = [_PIECE.fullmatch(piece) for piece in _pieces(source.translate(_STRAIGHT))]
        pairs = [(match[1], match[2] or "") for match in found if match]
        for name, value in pairs:
            _JINJA.parse(f"{{% with {name}={value or 1} %}}{{{{ {name} }}}}{{% endwith %}}")
    except (TemplateSyntaxError, RecursionError):
        raise ValueError from None
    if len(pairs) < len(found) or any(name in _TAKEN or (given and not value) for name, value in pairs):
        raise ValueError
    return tuple(pairs)


def _pieces(source: str) -> list[str]:
    """The source between the commas that are neither in a text nor in brackets."""
    pieces, depth = [""], 0
    for _, kind, value in _JINJA.lex(f"{{% {source} %}}"):
        if kind in ("block_begin", "block_end"):
            continue
        if kind == "operator":
            depth += (value in "([{") - (value in ")]}")
        if value == "," and kind == "operator" and not depth:
            pieces.append("")
        else:
            pieces[-1] += value
    return pieces


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with an include's arguments."""

    code: str
    message: Text
    remedy: Text


def wrong(name: str, taken: Arguments, given: Arguments) -> list[Wrong]:
    """Every argument of passage `name` that is missing, unknown or given twice."""
    known, stated = dict(taken), dict(given)
    return [
        *(_missing(name, each) for each, default in taken if not default and each not in stated),
        *(_unknown(name, each, known) for each in stated if each not in known),
        *twice(given),
    ]


def twice(pairs: Arguments) -> list[Wrong]:
    """The names that stand there more than once."""
    names = [name for name, _ in pairs]
    return [Wrong("blok-argument-to-gange", text(
        "Argumentet {navn} står der to gange.", navn=name), text("Slet det ene."))
        for name in dict.fromkeys(names) if names.count(name) > 1]


def _missing(passage: str, name: str) -> Wrong:
    return Wrong("blok-argument-mangler", text(
        "Blokken {blok} skal have argumentet {navn}.", blok=passage, navn=name), text(
        "Skriv {tag}.", tag=f'{{%p include "{passage}" with {name}=… %}}'))


def _unknown(passage: str, name: str, known: Mapping[str, str]) -> Wrong:
    message = text("Blokken {blok} har intet argument, der hedder {navn}.", blok=passage, navn=name)
    if known:
        return Wrong("blok-argument-ukendt", message, text(
            "Brug et af disse, eller slet det: {kendte}.", kendte=", ".join(known)))
    return Wrong("blok-argument-ukendt", message, text(
        "Slet det, eller skriv {tag} som blokkens første afsnit.", tag=f"{{%p argumenter {name} %}}"))


def scope(taken: Arguments, given: Arguments) -> str:
    """The tag that binds a passage's arguments: what was given, else their defaults."""
    stated = dict(given)
    bound = ", ".join(f"{name}={stated.get(name, default)}" for name, default in taken)
    return f"{{%p with {bound} %}}"


END = "{%p endwith %}"
