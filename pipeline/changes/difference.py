"""What differs between two versions of one letter: words by paragraph, and what is looks alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pipeline.changes.blocks import Block, Pieces
from pipeline.changes.looks import Look

Blocks = Mapping[str, Sequence[Block]]
Ranges = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """Neighbouring paragraphs that one version has instead of others.

    `story` and `heading` say where; `old` and `new` are one letter's words, `before` and `after` the
    unchanged paragraphs around. Changes are equal where the template's own words are.
    """

    story: str
    heading: str = field(compare=False)
    old_own: tuple[str, ...]
    new_own: tuple[str, ...]
    old: tuple[str, ...] = field(compare=False, repr=False)
    new: tuple[str, ...] = field(compare=False, repr=False)
    before: str = field(default="", compare=False, repr=False)
    after: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Restyled:
    """Paragraphs whose words are the same, but which look otherwise.

    `properties` are (name, before, after) by their names in WordprocessingML. Equal where these are.
    """

    story: str
    properties: tuple[tuple[str, str, str], ...]
    words: str = field(compare=False, repr=False)
    heading: str = field(default="", compare=False)


Difference = Change | Restyled


def differences(old: Blocks, new: Blocks) -> Iterator[Difference]:
    """Everything that differs, story by story, in the order of the letter."""
    for story in old:
        before, after = old[story], new[story]
        matcher = SequenceMatcher(None, [block.words for block in before],
                                  [block.words for block in after], autojunk=False)
        for kind, *ends in matcher.get_opcodes():
            start, stop, other, end = ends
            if kind == "equal":
                yield from _restyled(story, before[start:stop], after[other:end])
            else:
                yield _change(story, before, after, (start, stop, other, end))


def _change(
    story: str, before: Sequence[Block], after: Sequence[Block], where: Ranges,
) -> Change:
    start, stop, other, end = where
    old, new = before[start:stop], after[other:end]
    return Change(
        story, (*new, *old)[0].heading, tuple(block.own for block in old),
        tuple(block.own for block in new), tuple(block.words for block in old),
        tuple(block.words for block in new), before[start - 1].words if start else "",
        before[stop].words if stop < len(before) else "")


def _restyled(story: str, before: Sequence[Block], after: Sequence[Block]) -> Iterator[Restyled]:
    for old, new in zip(before, after, strict=True):
        if old.look is new.look and old.pieces == new.pieces:
            continue
        found = dict.fromkeys([*_differing(old.look, new.look), *_in_text(old.pieces, new.pieces)])
        if found:
            yield Restyled(story, tuple(found), new.words, new.heading)


def _differing(old: Look, new: Look) -> Iterator[tuple[str, str, str]]:
    for name in sorted({*old, *new}):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after and {before, after} != {"", "nej"}:
            yield name, before, after


def _in_text(old: Pieces, new: Pieces) -> Iterator[tuple[str, str, str]]:
    """What differs of the looks of the same text, letter by letter."""
    left, right = list(old), list(new)
    while left and right:
        (length, look), (other, restyled) = left[0], right[0]
        if look is not restyled:
            yield from _differing(look, restyled)
        step = min(length, other)
        left[:1] = [(length - step, look)] if length > step else []
        right[:1] = [(other - step, restyled)] if other > step else []
