"""A duty, and when training is granted without a break."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import Text
from pipeline.facts.grants import GRANTED, unbroken
from pipeline.rules.common import Case, date_of, events


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do by a day: what, why, where it is seen in the case, which letter it leads to.

    `kilde` is the statute, setting or field it rests on; `kind` and `nr` name a letter, `klar` that
    it can be made as it stands.
    """

    frist: dt.date
    kode: str
    hvad: Text
    kilde: str
    felt: str
    kind: str | None = None
    nr: int | None = None
    klar: bool = False


Finder = Callable[[Case, Case, dt.date], Iterable[Duty]]


@dataclass(frozen=True, slots=True)
class Training:
    """An unbroken time of granted home training: first and last day, and the newest grant."""

    fra: dt.date
    til: dt.date | None
    felt: str
    bevilling: Mapping[str, Any]

    def covers(self, day: dt.date) -> bool:
        """Whether training is granted on a day."""
        return self.fra <= day and (self.til is None or day <= self.til)


def training(case: Case) -> Training | None:
    """The last unbroken time of granted home training, ended where an ophør ends it."""
    granted = sorted(
        ((fra, path, decision) for path, decision in events(case, "afgoerelser")
         if decision.get("ydelse") == "hjemmetraening" and decision.get("udfald") in GRANTED
         and (fra := date_of(decision.get("periode") or {}, "fra"))), key=lambda grant: grant[0])
    time = unbroken((fra, date_of(decision["periode"], "til")) for fra, _, decision in granted)
    if time is None:
        return None
    found = Training(*time, *granted[-1][1:])
    ends = [day for _, ending in events(case, "ophoer")
            if "hjemmetraening" in (ending.get("ydelser") or ())
            and (day := date_of(ending, "slutdato")) and day >= found.fra]
    last = min([*ends, *([found.til] if found.til else [])], default=None)
    return Training(found.fra, last, found.felt, found.bevilling)


def goal_of(settings: Case, name: str) -> int | None:
    """One of the kommune's own service goals."""
    value = (settings.get("servicemaal") or {}).get(name)
    return value if isinstance(value, int) else None


def last_date(case: Case, liste: str, name: str, since: dt.date) -> dt.date | None:
    """The newest date of a list's events, from a day on."""
    return max((day for _, event in events(case, liste)
                if (day := date_of(event, name)) and day >= since), default=None)
