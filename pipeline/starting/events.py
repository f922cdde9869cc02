"""What an earlier document tells of the next one: for each kind, the fields that can be filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipeline.formats import parse_date
from pipeline.rules.common import date_of
from pipeline.rules.grants import COSTS, LOST, ONE_DAY, TRAINING, grants, last_day

Case = Mapping[str, Any]
Event = dict[str, Any]
Start = Callable[[Case, str, str, dt.date], Event]
"""From the case, who writes, the variant and the document's date to its event."""


def training(case: Case, who: str, variant: str, day: dt.date) -> Event:
    """An application for home training: what was granted last is what it goes on from."""
    event: Event = {"art": "hjemmetraening", "variant": variant, "brevdato": day.isoformat(),
                    "ansoegere": [who]}
    grant = _last(case, TRAINING)
    if grant is None or variant == "ny":
        return event
    extent = {**_some(timer_pr_uge=grant.get("timer_pr_uge")),
              **(_from_then(case, grant) if variant == "forlaengelse" else {})}
    methods = [{"navn": name} for name in grant.get("metoder") or ()] if variant != "metodeskift" else []
    return {**event, **_some(omfang=_renamed(extent, fra="start"), metoder=methods,
                             elementer=list(_elements(grant)))}


def lost_earnings(case: Case, who: str, variant: str, day: dt.date) -> Event:
    """A claim for lost earnings, from the parent's own earlier grant."""
    event: Event = {"art": "tabt_arbejdsfortjeneste", "variant": variant, "brevdato": day.isoformat(),
                    "ansoeger": who}
    grant = _last(case, LOST, part=who)
    if grant is None or variant == "ny":
        return event
    return {**event, **_some(
        periode=_from_then(case, grant) if variant == "forlaengelse" else {},
        timer_pr_uge=grant.get("timer_pr_uge"))}


def costs(case: Case, who: str, variant: str, day: dt.date) -> Event:
    """An application for costs begins with what was granted last; accounts with its period."""
    event: Event = {"art": "udgifter", "variant": variant, "brevdato": day.isoformat(),
                    "ansoegere": [who]}
    grant = _last(case, COSTS)
    if grant is None:
        return event
    if variant == "dokumentation":
        return {**event, **_some(periode=grant.get("periode"))}
    lines = [_some(hvad=post.get("hvad"), art=post.get("art"), maal=post.get("maal"),
                   land=post.get("land")) for post in grant.get("poster") or () if post.get("bevilget")]
    return {**event, **_some(udgifter=lines)}


def answer(_case: Case, who: str, _variant: str, day: dt.date) -> Event:
    """An answer to the newest hearing. It is received, at the earliest, on its own day."""
    return {"part": who, "modtaget": day.isoformat(), "brevdato": day.isoformat()}


def offer(case: Case, who: str, variant: str, day: dt.date) -> Event:
    """An offer: on the goals that hold; a revised one takes the place of the provider's last."""
    earlier = [each for each in case.get("tilbud") or () if each.get("leverandoer") == who]
    event: Event = {"brevdato": day.isoformat(), "leverandoer": who,
                    **_some(maal=[goal["id"] for goal in _goals(case, day)])}
    if variant == "revideret" and earlier:
        kept = {key: value for key, value in earlier[-1].items() if key not in _NEW_EACH_TIME}
        return {**kept, **event, "erstatter": earlier[-1]["brevdato"]}
    return event


_NEW_EACH_TIME = frozenset({"brevdato", "gaelder_til", "erstatter", "aendringer", "bilag"})


def evaluation(case: Case, who: str, _: str, day: dt.date) -> Event:
    """An evaluation: goal by goal, from where the last one ended or the grant began."""
    ends = [end for each in case.get("evalueringer") or () if (end := date_of(each, "periode.til"))]
    starts = [start for _, grant in grants(case, TRAINING) if (start := date_of(grant, "periode.fra"))]
    running = [start for start in starts if start <= day]
    begun = max(ends) + ONE_DAY if ends else max(running, default=None)
    period = {"fra": begun.isoformat(), "til": day.isoformat()} if begun and begun <= day else {}
    return {"brevdato": day.isoformat(), **_some(periode=period), "forfattere": [who],
            **_some(maal=[{"maal": goal["id"]} for goal in _goals(case, day)])}


STARTS: Mapping[str, Start] = {
    "ansoegning-hjemmetraening": training,
    "ansoegning-tabt-arbejdsfortjeneste": lost_earnings,
    "ansoegning-udgifter": costs,
    "hoeringssvar": answer,
    "tilbud": offer,
    "evaluering": evaluation,
}
"""The documents that parents and providers write."""

VARIANTS: Mapping[str, tuple[str, ...]] = {
    "ansoegning-hjemmetraening": ("forlaengelse", "aendring", "metodeskift", "ny"),
    "ansoegning-tabt-arbejdsfortjeneste": ("forlaengelse", "aendring", "ny"),
    "ansoegning-udgifter": ("ansoegning", "dokumentation"),
    "tilbud": ("nyt", "revideret"),
}
"""What can be chosen, the usual one first: an earlier document is there, so it is seldom a new one."""


def _last(case: Case, ydelse: str, part: str | None = None) -> Case | None:
    """The newest grant of a ydelse, to that parent where it is one parent's."""
    found = [grant for _, grant in grants(case, ydelse) if part is None or grant.get("part") == part]
    return found[-1] if found else None


def _from_then(case: Case, grant: Case) -> dict[str, str]:
    """The day after a grant's last, as the first of what is asked for."""
    end = last_day(case, grant)
    return {"fra": (end + ONE_DAY).isoformat()} if end else {}


def _elements(grant: Case) -> Iterator[Event]:
    for element in grant.get("elementer") or ():
        if element.get("godkendt"):
            yield _some(navn=element.get("navn"), maal=element.get("maal"),
                        omraader=element.get("omraader"))


def _goals(case: Case, day: dt.date) -> Iterator[Case]:
    """The goals that still hold on a day."""
    for goal in case.get("maal") or ():
        dropped = parse_date(str((goal.get("udgaar") or {}).get("dato", "")))
        if dropped is None or day < dropped:
            yield goal


def _some(**fields: Any) -> Event:
    """Only the fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _renamed(fields: Event, **names: str) -> Event:
    return {names.get(name, name): value for name, value in fields.items()}
