"""How a value is known again in what others have written: split, spelled or grouped in another way."""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.leaks import SMALLEST_TELLING_AMOUNT, YEARS, folded

Form = Literal["tal", "kroner", "linje"]

SHORTEST = 6
SHORTEST_MIXED = 4
"""Letters and figures of a line that is known by itself; fewer do where it has more than letters."""
SHORTEST_NUMBER = 8


def _folding() -> tuple[bytes, bytes]:
    """For Latin-1: each letter small and without its marks, as a decomposed text has it; and all that
    is neither a letter nor a figure."""
    plain, none = bytearray(range(256)), bytearray()
    for code in range(256):
        letter = unicodedata.normalize("NFD", chr(code).lower().replace("ø", "o"))[0]
        if letter.isalpha() and ord(letter) < 256:
            plain[code] = ord(letter)
        elif letter not in "0123456789":
            none.append(code)
    return bytes(plain), bytes(none)


_FOLD, _NONE = _folding()


@dataclass(frozen=True, slots=True)
class Needle:
    """A value to look for: `bare` is how it reads without all that can stand between its characters,
    and empty where only `pattern` can tell; `words` is the value itself."""

    bare: bytes
    form: Form
    words: str


def bare(words: str) -> bytes:
    """Only the letters and figures, in one case, å as a: what spaces, hyphens, signs that nobody
    sees, and breaks between lines and runs leave alone."""
    return words.encode("latin-1", "ignore").translate(_FOLD, _NONE)


def money(whole: int) -> Iterator[Needle]:
    """An amount of four figures or more, in whole kroner."""
    if whole >= SMALLEST_TELLING_AMOUNT:
        yield Needle(str(whole).encode(), "kroner", str(whole))


def digits(value: str) -> Iterator[Needle]:
    """A telephone or CPR number, without a Danish country code."""
    number = re.sub(r"\D", "", re.sub(r"^(\+|00)45", "", value))
    if len(number) >= SHORTEST_NUMBER:
        yield Needle(number.encode(), "tal", number)


def line(value: str) -> Iterator[Needle]:
    """An address line, a name of a place, an e-mail address; also with æ, ø and å in two letters."""
    words = folded(value)
    letters = sum(map(str.isalnum, words))
    written = bare(words)
    if len(written) < letters:
        # Of another alphabet: there is no short form of it.
        if letters >= SHORTEST:
            yield Needle(b"", "linje", words)
    elif letters >= SHORTEST or (letters >= SHORTEST_MIXED and not words.isalpha()):
        yield Needle(written, "linje", words)
        spelled = words.translate(_SPELLED)
        if spelled != words:
            yield Needle(bare(spelled), "linje", spelled)


_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})

GAP = r"[\W_]{0,3}"
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"


@functools.lru_cache(maxsize=256)
def pattern(needle: Needle, loose: bool = False) -> re.Pattern[str]:
    """What says the value in `folded` words.

    With `loose`, what stands before and after it may be anything but a figure of the same number: words
    read from a page may have lost the space between them.
    """
    if needle.form == "kroner":
        return re.compile(_amount(needle.words, loose))
    if needle.form == "tal":
        return re.compile(rf"(?:(?<!\d)|(?<=\b45)|(?<=\+45)|(?<=0045)){GAP.join(needle.words)}(?!\d)")
    letters = [re.escape(char) for char in needle.words if char.isalnum()]
    start, end = ("", "") if loose else (_START, f"s?{_END}")
    return re.compile(start + GAP.join(letters) + end)


def _amount(whole: str, loose: bool) -> str:
    """An amount in any grouping of thousands; a year's figures only with its thousands apart."""
    groups = [whole[max(at - 3, 0):at] for at in range(len(whole), 0, -3)][::-1]
    gap = r"[.,'\s]{1,2}" if int(whole) in YEARS else r"[.,'\s]{0,2}"
    before, after = (r"(?<!\d)(?<!\d\.)", r"(?!\d)(?!\.\d{3})") if loose else (
        r"(?:(?<![^\W_])|(?<=kr)|(?<=dkk))(?<!\d\.)", r"(?:(?![^\W_])|(?=kr|dkk|,-))(?!\.\d{3})")
    return before + gap.join(groups) + after


_ESCAPED = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)


def unescaped(words: str, *, json: bool = False) -> str:
    """Words without the escapes of XML, and with `json` without those of JSON in it."""
    if "&" in words:
        words = html.unescape(words)
    if json and "\\u" in words:
        words = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)
    return words
