"""When a letter is received, and the last day to complain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.calendar import is_workday, next_workday
from pipeline.facts import Fact, View
from pipeline.law import look_up
from pipeline.money.rates import as_date


def complaint_limit(
    sent: dt.date, channel: str, settings: Mapping[str, Any], day: dt.date
) -> tuple[dt.date, dt.date, str] | None:
    """The day a letter sent on `sent` counts as received, the last day to complain, and the source.

    Counted from the day it was sent, never from its date (domain.md trap 37). How receipt is
    presumed is the kommune's dated setting (trap 7): without one for the channel there is no date,
    and the letter says the period alone. `day` is the decision's, for the period of law.
    """
    workdays = workdays_until_received(channel, settings, sent)
    if workdays is None:
        return None
    received = workdays_on(sent, workdays)
    weeks = look_up("frister", "klage", day)
    limit = next_workday(received + dt.timedelta(weeks=weeks.vaerdi))
    return received, limit, f"{weeks.kilde}; kommunens indstilling om modtagelse"


def complaint_by_sending(view: View) -> Iterator[Fact]:
    """`frist.klage_senest` and `frist.modtaget`, once the case says how the letter went to its reader.

    No letter prints them: when it is written, nobody knows. `explain` shows them.
    """
    sent = next((s for s in view.event["forsendelser"] if s["part"] == view.recipient.id), None)
    limit = sent and complaint_limit(sent["dato"], sent["kanal"], view.settings, view.day)
    if limit:
        inputs = ("forsendelser", "kommune.modtagelse")
        yield Fact("frist.modtaget", limit[0], limit[2], inputs)
        yield Fact("frist.klage_senest", limit[1], limit[2], inputs)


def workdays_until_received(channel: str, settings: Mapping[str, Any], sent: dt.date) -> int | None:
    """The kommune's newest rule for a channel that holds on a day."""
    rules = [(fra, rule["hverdage"]) for rule in settings.get("modtagelse") or ()
             if rule.get("kanal") == channel and (fra := as_date(rule.get("fra"))) and fra <= sent]
    return max(rules)[1] if rules else None


def workdays_on(day: dt.date, count: int) -> dt.date:
    """So many workdays after a day. With none it is the day itself, also a Sunday: Digital Post."""
    while count:
        day += dt.timedelta(days=1)
        count -= is_workday(day)
    return day
