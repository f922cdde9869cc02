"""Days and times as people write them in a form: in English too, and whole hours.

A form can be an English one, and its fields say what they ask for; a cell of a spreadsheet does not.
"""

from __future__ import annotations

import re

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
          "october", "november", "december")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?,? ([a-z]{3,9})\.?,? (\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_HOUR = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[.:](\d{2}))?(?: ?([ap])\.?m\.?)?", re.ASCII)


def plain_day(written: str) -> str:
    """1 October 2026 · October 1st, 2026 as 1-10-2026; anything else as it was written."""
    said = re.sub(r"\s+", " ", written).strip().lower()
    if match := _DAY_FIRST.fullmatch(said):
        day, month, year = match.groups()
    elif match := _MONTH_FIRST.fullmatch(said):
        month, day, year = match.groups()
    else:
        return written
    found = next((nr for nr, name in enumerate(MONTHS, start=1) if name.startswith(month)), None)
    return f"{day}-{found}-{year}" if found else written


def plain_time(written: str) -> str:
    """12 · kl. 8 · 8.30 am · 1 pm as 12.00, 8.00, 8.30 and 13.00; anything else as it was written."""
    match = _HOUR.fullmatch(re.sub(r"\s+", " ", written).strip().lower())
    if match is None:
        return written
    hour, minutes, half = int(match[1]), match[2] or "00", match[3]
    if half and not 1 <= hour <= 12:
        return written
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour}.{minutes}"
