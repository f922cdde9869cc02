"""What would give a hidden value away: the ways a free text can say an address, a number, a pay."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

CPR = frozenset({"cpr"})
HIDDEN_BY_ROLE = frozenset({"cpr", "kroner"})
"""Another's CPR number and income."""
GUARDED = frozenset({"vej", "by", "co", "telefon", "email", "navn", "beskrivelse",
                     "klasse"})
"""Where somebody lives, goes to school or can be reached. A place described without a number
("hjemme hos mor") tells nothing."""
SMALLEST_TELLING_AMOUNT = 1000
SEEN_ANYWAY = ("vej", "by", "co", "telefon", "email")
"""What stands in a reader's copy in one of these fields is no secret in its texts."""
YEARS = range(1900, 2101)
"""A sum that looks like a year is only told by its thousands point."""

Steps = tuple[str | int, ...]


def telling(
    kept: Iterable[tuple[Steps, str]], secrets: Iterable[str], public: Iterable[str]
) -> Iterator[Steps]:
    """Paths of the texts that say a secret, unless the secret stands in `public` words anyway."""
    listed, known = sorted(secrets), [folded(words) for words in public]
    said = [pattern for pattern in map(_said, listed)
            if not any(re.search(pattern, words) for words in known)]
    run_together = {letters for secret in listed if len(letters := bare(secret)) >= TELLING_LETTERS
                    and letters.isalpha() and not any(letters in bare(words) for words in public)}
    anyone = re.compile("|".join(said)) if said else None
    for path, words in kept:
        if (anyone and anyone.search(folded(words))) or (
                run_together and any(map(bare(words).__contains__, run_together))):
            yield path


TELLING_LETTERS = 10
"""Letters of a name that tell it also when it is spelled in another way: with a hyphen, run together."""

_UNSEEN = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Soft hyphens, joiners and direction marks: nobody sees them."""

_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def folded(words: str) -> str:
    """Words without regard to case, white space and characters that nobody sees."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", words))
    return re.sub(r"\s+", " ", seen).casefold()


def bare(words: str) -> str:
    """Only letters and figures, æ, ø and å written with two letters."""
    return re.sub(r"[\W_]+", "", folded(words)).translate(_SPELLED)


def _said(secret: str) -> str:
    """The pattern of a folded text that says it: a number in any grouping, a name's genitive too."""
    if not re.fullmatch(r"[\d., ]+", secret):
        return rf"(?<!\w){re.escape(folded(secret))}s?(?!\w)"
    spelled = r"[\W_]{0,3}".join(secret) if len(secret) >= 8 and secret.isdigit() else re.escape(secret)
    return rf"(?:(?<!\d)|(?<=\b45)|(?<=\+45)|(?<=0045)){spelled}(?!\d)"


def tell_tales(value: Any, schema: Mapping[str, Any]) -> Iterator[str]:
    """The words and figures that would give a value away."""
    name, form = schema.get("name"), schema.get("format")
    if form == "kroner":
        if isinstance(value, int | Decimal) and value >= SMALLEST_TELLING_AMOUNT:
            whole = int(value)
            yield from (f"{whole:,}".replace(",", mark) for mark in ". ,")
            if whole not in YEARS:
                yield str(whole)
    elif name == "vej":
        yield from (str(value).split(",")[0], re.split(r",|\s+\d", str(value))[0])
    elif form in ("telefon", "cpr"):
        yield re.sub(r"\D", "", re.sub(r"^(\+|00)45", "", str(value)))
    elif name == "navn":
        # Of "Solbæk Skole, specialklasserne" people write the first half.
        yield str(value)
        if " " in (first := str(value).split(",")[0]) or len(first) >= TELLING_LETTERS:
            yield first
    elif name != "beskrivelse" or re.search(r"\d", str(value)):
        yield str(value)
