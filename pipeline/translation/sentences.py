"""A paragraph of a template as a message for translators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.docx.syntax import BLOCKS, keyword_of
from pipeline.translation import syntax
from pipeline.translation.marks import Marks, Named, base_of
from pipeline.translation.pieces import ALONE, Piece, pieces_of
from pipeline.translation.writing import Writer

NBSP = "\u00a0"
_ENDS = {end: start for start, end in BLOCKS.items()}
_ASKED = {"if": "hvis", "elif": "ellers hvis", "for": "for hver"}
_STATEMENT = re.compile(r"\{%[-+]?\s*(?:r\s+)?(\w*)\s*(.*?)\s*[-+]?%\}", re.S)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph's words as a message; `message` is empty where they cannot be one.

    `notes` tell the translator what the conditions ask. `tags` are the fields as written, by their
    names in the message, `controls` the statements in order, `things` what else stands in the text.
    """

    paragraph: Any
    message: str
    notes: tuple[str, ...]
    tags: dict[str, str] = field(repr=False)
    controls: tuple[str, ...] = field(repr=False)
    things: dict[str, Piece] = field(repr=False)
    marks: Marks = field(repr=False)

    def write(self, translation: str) -> None:
        """Put a translation in place of the words; it must have passed `syntax.fault`."""
        Writer(self).write(translation)


def sentence_of(paragraph: Any) -> Sentence | None:
    """A paragraph's sentence; None where there is nothing to translate."""
    pieces = [piece for piece in pieces_of(paragraph)
              if not (piece.kind == "tag" and piece.value.startswith("{#"))]
    if any(piece.kind == "tag" and ALONE.match(piece.value) for piece in pieces):
        return None
    if not any(piece.kind == "text" and any(map(str.isalpha, piece.value)) for piece in pieces):
        return None
    marks = Marks(base_of(pieces))
    named = list(_named(_spaces_settled(pieces, marks.base)))
    message = marks.message(named).replace(NBSP, " ")
    return Sentence(
        paragraph, message if syntax.fault(message, message) is None else "", tuple(_notes(named)),
        {each.name: each.piece.value for each in named
         if each.piece.kind == "tag" and not each.is_control},
        tuple(each.piece.value for each in named if each.is_control),
        {each.name: each.piece for each in named if each.piece.kind == "thing"}, marks)


def _spaces_settled(pieces: Iterable[Piece], base: bytes) -> Iterator[Piece]:
    """Blanks that look otherwise look like what stands before them: nobody sees the difference."""
    before = base
    for piece in pieces:
        if piece.kind == "text" and piece.value.isspace() and piece.look not in (base, before):
            yield replace(piece, look=before)
            continue
        before = piece.look
        yield piece


def _named(pieces: Iterable[Piece]) -> Iterator[Named]:
    """Every piece under its name; the things of a kind and the statements are numbered."""
    things: Counter[str] = Counter()
    blocks = _Blocks()
    for piece in pieces:
        if piece.kind == "thing":
            things[piece.value] += 1
            yield Named(piece, f"{piece.value}{things[piece.value]}")
        elif piece.kind == "tag":
            statement = piece.value.startswith("{%")
            yield Named(piece, blocks.name(piece.value) if statement else _field_name(piece.value))
        else:
            yield Named(piece)


@dataclass(slots=True)
class _Blocks:
    """Numbers statements: those of one block share its number."""

    count: int = 0
    opened: list[int] = field(default_factory=list)

    def name(self, tag: str) -> str:
        """What a statement is called in the message."""
        word = keyword_of(re.sub(r"^\{%([-+]?)r\s", r"{%\1 ", tag))
        if word in _ENDS:
            return f"end{self.opened.pop() if self.opened else 0}"
        if word in ("elif", "else"):
            return f"{word}{self.opened[-1] if self.opened else 0}"
        self.count += 1
        if word in BLOCKS:
            self.opened.append(self.count)
            return f"{word}{self.count}"
        return f"set{self.count}"


def _field_name(tag: str) -> str:
    """What stands in a field's tag, without blanks that mean nothing."""
    inner = re.sub(r"^\{\{[-+]?(?:r\s)?|[-+]?\}\}$", "", tag).replace(NBSP, " ")
    name = re.sub(r" ?\| ?", "|", re.sub(r"\s+", " ", inner).strip())
    return "felt1" if set(name) & set("{}") or syntax.is_control(name) else name


def _notes(named: Sequence[Named]) -> Iterator[str]:
    """What each condition asks, in the words of the template."""
    for each in named:
        word = each.name.rstrip("0123456789")
        found = _STATEMENT.fullmatch(each.piece.value) if word in _ASKED else None
        if found:
            yield f"{each.name}: {_ASKED[word]} {found[2]}"
