"""The caseworker's pages as words, made in a worker: five hundred cases take more than a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from babel.dates import format_date

from pipeline.documents import KINDS
from pipeline.web.render import rendered
from pipeline.web.sager.choice import DUE
from pipeline.web.sager.intake import Came, Intake
from pipeline.web.sager.overview import (
    LIMITS,
    ONLY,
    ORDERS,
    ROWS,
    Asked,
    overview,
    parts,
    row_of,
)
from pipeline.web.sager.timeline import timeline

Settings = Mapping[str, Any] | None
DAYS = {"da": ("d. MMMM y", "MMMM y"), "en": ("d MMMM y", "MMMM y")}
"""How a day and a month are written."""


def overview_page(intake: Intake, settings: Settings, asked: Asked, token: str, lang: str,
                  minutes: int) -> str:
    """The cases that came in, what is due in them, and what can be made."""
    seen = overview(intake, settings, asked)
    return rendered(
        "sager/oversigt.html", lang, "sager", seen=seen, asked=seen.asked, token=token,
        minutes=minutes, kinds=KINDS, forfaldne=DUE, only=ONLY, orders=ORDERS,
        parts=parts(len(seen.wanted), ROWS), due_parts=parts(len(seen.due), LIMITS), **_days(lang),
        picture=timeline((each.duty for each in seen.due), asked.today, asked.by))


def case(place: int, came: Came, settings: Settings, asked: Asked, token: str, lang: str) -> str:
    """One case."""
    row = row_of(place, came, settings, asked.by)
    return rendered("sager/sag.html", lang, "sager", row=row, asked=asked, token=token, kinds=KINDS,
                    **_days(lang))


def calendar(intake: Intake, settings: Settings, asked: Asked, lang: str) -> bytes:
    """What is due, as the command writes it."""
    from pipeline.duties.calendar_file import calendar_file

    found = overview(intake, settings, asked).due
    return calendar_file(((each.row.came.number, each.duty) for each in found), asked.today, lang)


def _days(lang: str) -> dict[str, Any]:
    whole, month = DAYS[lang]

    def day(value: dt.date) -> str:
        return str(format_date(value, whole, locale=lang))

    def month_of(value: dt.date) -> str:
        return str(format_date(value, month, locale=lang))

    return {"day": day, "month": month_of}
