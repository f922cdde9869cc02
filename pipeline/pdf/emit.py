"""Typst source, piece by piece: text only ever as string literals, styles as named functions."""

from __future__ import annotations

import functools
import hashlib
import re
import threading

from pipeline.pdf.fonts.names import FALLBACK

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# XML has no C0 controls, but metadata may; bidi controls would reorder text they do not belong
# to, and zero-width marks carry nothing to read.
_DROPPED = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u2060"
_TRANSLATION = str.maketrans({
    **{chr(code): "\ufffd" for code in range(32)},
    **_ESCAPES, **dict.fromkeys(_DROPPED, ""), "\u2028": " ", "\u2029": " ",
})

FARTHEST = 1e9
"""A length in points beyond that of any roll of paper."""


def literal(value: str) -> str:
    """The text as a Typst string literal; nothing in it can be read as code."""
    return f'"{escaped(value)}"'


def escaped(value: str) -> str:
    """The text as it stands inside a string literal."""
    # All that is translated is no printable character, but for the two that a literal needs itself.
    if value.isprintable() and '"' not in value and "\\" not in value:
        return value
    return value.translate(_TRANSLATION)


@functools.lru_cache(maxsize=4096)
def pt(value: float) -> str:
    """A length, as short as it is exact enough: a thousandth of a point.

    Raises ValueError where it is none: what is once a template's would spoil each of its letters.
    """
    if not abs(value) <= FARTHEST:
        raise ValueError("beyond any page")
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".") + "pt"


@functools.lru_cache(maxsize=1024)
def colour(value: str, auto: str = "000000") -> str:
    """A colour from six hexadecimal digits; anything else counts as automatic."""
    return f'rgb("#{value if re.fullmatch("[0-9A-Fa-f]{6}", value) else auto}")'


@functools.lru_cache(maxsize=1024)
def family(name: str, others: tuple[str, ...] = ()) -> str:
    """A font, and where its missing characters come from, as a Typst array."""
    return array([literal(each) for each in dict.fromkeys((name, *FALLBACK, *others))])


class Registry:
    """The style functions of one template, in the order met; names never change or vanish."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._lock = threading.Lock()
        self._source = ""
        self._documents = self._settled = 0

    def name(self, prefix: str, code: str) -> str:
        """The name of the function with this code, defined on first use."""
        found = self._names.get(code)
        if found is None:
            with self._lock:
                found = self._names.get(code)
                if found is None:
                    found = f"{prefix}{len(self._names)}"
                    self._source += f"#let {found} = {code}\n"
                    self._names[code] = found
        return found

    def __len__(self) -> int:
        return len(self._names)

    @property
    def source(self) -> str:
        """All definitions so far."""
        return self._source

    def settle(self) -> None:
        """Count one document; when they have doubled in number, all definitions are old ones."""
        with self._lock:
            self._documents += 1
            if self._documents & (self._documents - 1) == 0:
                self._settled = len(self._source)

    def settled(self) -> tuple[str, str]:
        """All definitions so far: the older ones, which stay the same for long, and the others."""
        with self._lock:
            return self._source[:self._settled], self._source[self._settled:]


def joined(pieces: list[str]) -> str:
    """Several pieces of content as one expression."""
    if not pieces:
        return "none"
    return pieces[0] if len(pieces) == 1 else f"join({', '.join(pieces)})"


def array(items: list[str]) -> str:
    """A Typst array; one item needs its comma."""
    return "(" + "".join(f"{item}," for item in items) + ")"


def digest(value: bytes) -> str:
    """The name of a file that is known by its content."""
    return hashlib.sha256(value).hexdigest()
