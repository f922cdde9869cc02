"""What goes out, in the order it is packed: one entry for each copy of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from pipeline.flow import Produced
from pipeline.post.channel import CHANNELS, Channel, Sending, channel


@dataclass(frozen=True, slots=True)
class Entry:
    """One copy of a letter and the way it goes. Nothing in it names a person.

    `stem` is its path without suffix below the output, `recipient` an id of the case, `title` the
    document and case number, `pages` those of its PDF (None: it has none), `reason` a code of
    `channel.REASONS`.
    """

    stem: str
    recipient: str
    kind: str
    title: str
    pages: int | None
    channel: Channel | None
    reason: str

    @property
    def pdf(self) -> str:
        """The path of its PDF below the output."""
        return f"{self.stem}.pdf"

    def as_json(self) -> dict[str, Any]:
        """The entry for a ledger."""
        return {"stem": self.stem, "modtager": self.recipient, "dokument": self.kind,
                "titel": self.title, "sider": self.pages, "kanal": self.channel,
                "grund": self.reason}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Entry:
        """The entry that `as_json` wrote; other keys of the row are left alone."""
        return cls(row["stem"], row["modtager"], row["dokument"], row["titel"], row["sider"],
                   row["kanal"], row["grund"])


def entry(case: Mapping[str, Any], settings: Mapping[str, Any], letter: Produced) -> Entry:
    """A finished copy's entry; `case` is the whole case it was made from, `settings` those used.

    What awaits approval goes nowhere.
    """
    assert letter.date
    way = Sending(None, "ikke-godkendt") if letter.awaits_approval else channel(
        case, letter.recipient, letter.kind, letter.date, settings)
    return Entry(letter.stem, letter.recipient, letter.kind, letter.title, letter.pages,
                 way.channel, way.reason)


def plan(entries: Iterable[Entry], channel: Channel | None) -> tuple[Entry, ...]:
    """The entries that go one way (None: on paper or digitally), as they are packed.

    By case number, as people count ("24/99" before "24/100"), then by recipient, so that what one
    reader gets lies together, then by date.
    """
    wanted = CHANNELS if channel is None else (channel,)
    return tuple(sorted((one for one in entries if one.channel in wanted), key=_order))


def _order(one: Entry) -> tuple[Any, ...]:
    folder, _, name = one.stem.rpartition("/")
    return _natural(unquote(folder)), one.recipient, _natural(name), one.stem


def _natural(words: str) -> list[tuple[bool, int, str]]:
    """Words cut where figures begin and end; figures come first and count as numbers."""
    parts = re.split(r"([0-9]+)", words)  # in turn: words, figures, words
    return [(place % 2 == 0, int(part) if place % 2 else 0, part)
            for place, part in enumerate(parts) if part]
