"""How far a long run is: a line that changes on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import click

from pipeline.cli.report import language
from pipeline.errors import Text, text

OFTEN = 0.2
"""Seconds between changes on a terminal."""
SELDOM = 30.0
"""Seconds between lines in a log."""


class Progress:
    """Cases done, failed, the rate, and the time left where the number of cases is known."""

    def __init__(self, total: int | None, *, hidden: bool = False,
                 now: Callable[[], float] = time.monotonic) -> None:
        self._total, self._hidden, self._now = total, hidden, now
        self._terminal = sys.stderr.isatty()
        self._start = self._shown = now()
        self._made = 0

    def show(self, done: int, failed: int, reused: int = 0) -> None:
        """Tell how far it is, if it is time to."""
        self._made = done - reused
        moment = self._now()
        if self._hidden or moment - self._shown < (OFTEN if self._terminal else SELDOM):
            return
        self._shown = moment
        line = self.line(done, failed, moment - self._start)
        click.echo(f"\r\x1b[2K{line}" if self._terminal else line, err=True, nl=not self._terminal)

    def over(self) -> None:
        """Leave the terminal's line empty for what comes next."""
        if self._terminal and not self._hidden:
            click.echo("\r\x1b[2K", err=True, nl=False)

    def line(self, done: int, failed: int, seconds: float) -> str:
        """The line: what is done, what failed, how fast, how long yet."""
        rate = self._made / seconds if seconds else 0.0
        parts = [text("{antal} sager", antal=_number(done)) if self._total is None else
                 text("{antal} af {alle} sager", antal=_number(done), alle=_number(self._total))]
        if failed:
            parts.append(text("{antal} med fejl", antal=_number(failed)))
        if rate:
            parts.append(text("{antal} i sekundet", antal=_number(rate, rate < 10)))
            if self._total is not None and done < self._total:
                parts.append(_left((self._total - done) / rate))
        return " · ".join(part.in_language(language()) for part in parts)


def _left(seconds: float) -> Text:
    if seconds < 90:
        return text("ca. {antal} sekunder tilbage", antal=max(1, round(seconds)))
    if seconds < 5400:
        return text("ca. {antal} minutter tilbage", antal=round(seconds / 60))
    return text("ca. {antal} timer tilbage", antal=_number(seconds / 3600, True))


def _number(value: float, decimals: bool = False) -> str:
    """1.234 and 9,5 in Danish; 1,234 and 9.5 in English."""
    shown = f"{value:,.1f}" if decimals else f"{round(value):,}"
    return shown if language() == "en" else shown.translate(str.maketrans(",.", ".,"))
