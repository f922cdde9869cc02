"""Where two readings of a document have other words, told as short passages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.errors import Text
from pipeline.opening.verdict import Passage

MOST = 100
"""Passages that are told; a file with more is another document."""
LONGEST = 30
"""Words of a passage that are shown."""
CONTEXT = 5
"""Words before a passage."""
NEAR = 2
"""Equal words between two differences that are still told as one."""
COMPARED = 20_000
"""Words of either side that are held against each other one by one: forty pages of writing."""

_HYPHEN = re.compile("[\x02\ufffe\u00ad]\\s*")
"""What PDFium makes of a hyphen at the end of a line, and a soft one anywhere."""
_UNSEEN = re.compile("[\x00\u200b\u2060\ufeff]")


Ranges = Sequence[tuple[slice, slice]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A page or a paragraph: its words, and where that is."""

    place: Text
    words: tuple[str, ...]


def piece(place: Text, said: str) -> Piece:
    """A page or a paragraph as words: white space, hyphenation and how letters are put together do
    not count."""
    whole = unicodedata.normalize("NFC", _UNSEEN.sub("", _HYPHEN.sub("", said)))
    return Piece(place, tuple(whole.split()))


def passages(here: Sequence[Piece], ours: Sequence[Piece]) -> tuple[Passage, ...]:
    """Every place where the words differ, in order; none where all are the same."""
    one, other = _words(here), _words(ours)
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    mine, theirs = slice(start, len(one) - end), slice(start, len(other) - end)
    found = []
    for left, right in _told(list(_differing(one[mine], other[theirs])), one[mine], other[theirs]):
        where = slice(left.start + start, left.stop + start), slice(
            right.start + start, right.stop + start)
        found.append(Passage(_place(here, ours, where), shown(one[where[0]]), shown(other[where[1]]),
                             " ".join(one[max(where[0].start - CONTEXT, 0):where[0].start])))
        if len(found) == MOST:
            break
    return tuple(found)


def _told(found: Ranges, one: Sequence[str], other: Sequence[str]) -> Ranges:
    """The differences without what only stands elsewhere, unless that is all there is.

    A sentence less on a page moves all that comes after; the page's own foot is then passed by.
    """
    gone = Counter(" ".join(other[right]) for left, right in found if left.start == left.stop)
    new = Counter(" ".join(one[left]) for left, right in found if right.start == right.stop)
    moved = gone & new
    if not moved:
        return found
    kept = []
    passed = [Counter(moved), Counter(moved)]
    for left, right in found:
        side = 0 if left.start == left.stop else 1
        words = " ".join(other[right] if side == 0 else one[left])
        if (side == 0 or right.start == right.stop) and passed[side][words] > 0:
            passed[side][words] -= 1
        else:
            kept.append((left, right))
    return kept or found


def shown(words: Sequence[str]) -> str:
    """Some words as one line, cut where there are too many."""
    cut = " ".join(words[:LONGEST])
    return f"{cut} …" if len(words) > LONGEST else cut


def _words(pieces: Sequence[Piece]) -> list[str]:
    return [word for each in pieces for word in each.words]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    size = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        size += 1
    return size


def _differing(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[slice, slice]]:
    """The ranges that differ, those near each other as one."""
    if not one and not other:
        return
    if max(len(one), len(other)) > COMPARED:
        yield slice(0, len(one)), slice(0, len(other))
        return
    last: tuple[slice, slice] | None = None
    for kind, start, stop, begin, end in SequenceMatcher(None, one, other, False).get_opcodes():
        if kind == "equal":
            continue
        if last is not None and start - last[0].stop <= NEAR:
            last = slice(last[0].start, stop), slice(last[1].start, end)
            continue
        if last is not None:
            yield last
        last = slice(start, stop), slice(begin, end)
    if last is not None:
        yield last


def _place(here: Sequence[Piece], ours: Sequence[Piece], where: tuple[slice, slice]) -> Text:
    """The page or paragraph a passage begins in: the file's own, or ours where it has none there."""
    pieces, part = (here, where[0]) if where[0].start < where[0].stop or not ours else (ours, where[1])
    at = part.start
    for each in pieces:
        if at < len(each.words):
            return each.place
        at -= len(each.words)
    return pieces[-1].place
