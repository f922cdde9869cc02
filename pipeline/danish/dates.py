"""Dates and times as people write them; what can be read in two ways is refused."""

from __future__ import annotations

import datetime as dt
import re

from pipeline.danish.numbers import Trouble
from pipeline.errors import Text, text

MONTHS = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
          "oktober", "november", "december")

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
"""2026-03-01, also with the midnight that programs put behind a day."""
NUMERIC = re.compile(
    r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?([./ -])\s?(\d{4})(?: 00:00(?::00)?)?", re.ASCII)
"""1.3.2026 · 01-03-2026 · 1/3-2026 · 1/3 2026."""
SHORT = re.compile(r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./ -]\s?\d{2}", re.ASCII)
WORDED = re.compile(r"(?:den )?(\d{1,2})\.? ([a-zæøå]+)\.? (\d{4})", re.ASCII)
"""1. marts 2026 · 1 mar 2026 · den 1. marts 2026."""
CLOCK = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[.:](\d{2})(?:[.:]00)?)?", re.ASCII)
"""8.30 · 08:30 · kl. 8.30 · 10."""

REMEDY = text("Skriv datoen som 31-03-2026 eller 31. marts 2026.")


def parse_day(written: str) -> str:
    """The day a text says, as ÅÅÅÅ-MM-DD. Raises Trouble where it says none, or could say two."""
    said = re.sub(r"\s+", " ", written).strip().lower()
    if match := ISO.fullmatch(said):
        return _day(match[1], match[2], match[3])
    if match := NUMERIC.fullmatch(said):
        first, second = int(match[1]), int(match[3])
        if match[2] == match[4] == "/" and first <= 12 and second <= 12 and first != second:
            raise _unsure(text("Datoen kan læses på to måder: dag først eller måned først."))
        return _day(match[5], match[3], match[1])
    if match := WORDED.fullmatch(said):
        month = next((n for n, name in enumerate(MONTHS, start=1)
                      if name == match[2] or (len(match[2]) >= 3 and name.startswith(match[2]))), None)
        if month:
            return _day(match[3], str(month), match[1])
    if SHORT.fullmatch(said):
        raise _unsure(text("Årstallet har kun to cifre."))
    raise Trouble("dato", text("Her skal stå en dato."), REMEDY)


def day_of(moment: dt.datetime) -> str:
    """The day of a date cell, as ÅÅÅÅ-MM-DD. Raises Trouble where the cell also says a time."""
    if moment.time() != dt.time():
        raise Trouble("dato", text("Her står både en dato og et klokkeslæt."), text(
            "Slet klokkeslættet, så der kun står en dato."))
    return moment.date().isoformat()


def parse_time(written: str) -> str:
    """The time of day a text says, as TT:MM. Raises Trouble."""
    match = CLOCK.fullmatch(re.sub(r"\s+", " ", written).strip().lower())
    if not match:
        raise no_time()
    return f"{int(match[1]):02}:{match[2] or '00'}"


def time_of(moment: dt.time) -> str:
    """A time cell as TT:MM. Raises Trouble where it has seconds."""
    if moment.second or moment.microsecond:
        raise no_time()
    return moment.strftime("%H:%M")


def no_time() -> Trouble:
    """What is wrong with a cell that is no time of day."""
    return Trouble("klokkeslaet", text("Her skal stå et klokkeslæt."), text(
        "Skriv det som 8.30 eller 08:30."))


def _day(year: str, month: str, day: str) -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise Trouble("dato", text("Datoen findes ikke."), REMEDY) from None


def _unsure(message: Text) -> Trouble:
    return Trouble("dato-tvetydig", message, REMEDY)
