"""What a cell's number format says of its number: that it is a moment, or that it has zeros first."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from pipeline.batch.sheets.cells import Odd, Raw


class Styles:
    """The number format of every style of a workbook."""

    def __init__(self, tree: Any) -> None:
        own = {} if tree is None else {
            int(number.get("numFmtId")): str(number.get("formatCode", ""))
            for number in tree.iterfind("{*}numFmts/{*}numFmt")}
        self._formats = [] if tree is None else [
            _format(int(style.get("numFmtId", 0)), own)
            for style in tree.iterfind("{*}cellXfs/{*}xf")]
        self._moments = [_says_a_moment(format_) for format_ in self._formats]

    def format(self, style: int) -> str:
        """The format's code."""
        return self._formats[style] if style < len(self._formats) else "General"

    def is_moment(self, style: int) -> bool:
        """Whether the format shows a date or a time."""
        return style < len(self._moments) and self._moments[style]


def _format(number: int, own: dict[int, str]) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return own.get(number) or str(BUILTIN_FORMATS.get(number, "General"))


def _says_a_moment(format_: str) -> bool:
    from openpyxl.styles.numbers import is_date_format

    return bool(is_date_format(format_))


def moment(serial: float, from_1904: bool) -> Raw:
    """A date cell's number as a moment, or as a time of day where it has no date."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    try:
        found = from_excel(serial, CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900)
    except (OverflowError, ValueError):
        return Odd.DATE
    return found if isinstance(found, dt.datetime | dt.time) else Odd.DATE


def padded(number: int, format_: str) -> str:
    """A whole number as a format of zeros shows it: 101201234 as "010120-1234"; "" for other formats."""
    pattern = re.sub(r'[\\"]|_.|\*.', "", format_.split(";")[0])
    wanted = pattern.count("0")
    if number < 0 or wanted < 2 or not re.fullmatch(r"[0 -]+", pattern):
        return ""
    digits = str(number).zfill(wanted)
    shown, digits = [digits[:len(digits) - wanted]], digits[len(digits) - wanted:]
    for char in pattern:
        if char == "0":
            shown.append(digits[0])
            digits = digits[1:]
        else:
            shown.append(char)
    return "".join(shown)
