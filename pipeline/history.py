"""The case as it was on a letter's date: goals in the wording of then, the school of then, grants as
they ran then.

A report of two years ago speaks of the goal that was set then (domain.md trap 21), and a grant that an
ending has cut short ends there from that letter on. Everything else in a case is dated by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pipeline.formats import cpr_birth_date, parse_date

KEPT = ("til", "hvorfor")
"""What an earlier wording says of itself rather than of the goal."""


def as_of(case: Mapping[str, Any], day: dt.date) -> Mapping[str, Any]:
    """The case with goals and the child's school as they were on `day`; the case is not changed."""
    changed = dict(case)
    if any(goal.get("historik") for goal in case.get("maal") or ()):
        changed["maal"] = [goal_on(goal, day) for goal in case["maal"]]
    if case.get("ophoer") and case.get("afgoerelser"):
        changed["afgoerelser"] = [_cut_short(case, decision, day) for decision in case["afgoerelser"]]
    child = case.get("barn") or {}
    born = None if "foedselsdato" in child else cpr_birth_date(str(child.get("cpr", "")))
    if born:
        # Who may not see the number may know the birth date that stands in it.
        child = changed["barn"] = {**child, "foedselsdato": born.isoformat()}
    earlier = _first_until(child.get("tidligere_tilbud") or (), day)
    if earlier is not None:
        # Today's stays beside it: what nobody may know of it, no text may tell either.
        now = [{"tilbud": child["tilbud"]}] if "tilbud" in child else []
        changed["barn"] = {**child, "tilbud": earlier["tilbud"],
                           "tidligere_tilbud": [*child["tidligere_tilbud"], *now]}
    return changed


def goal_on(goal: Mapping[str, Any], day: dt.date) -> Mapping[str, Any]:
    """A goal in the wording that held on `day`."""
    earlier = _first_until(goal.get("historik") or (), day)
    if earlier is None:
        return goal
    return {**goal, **{key: value for key, value in earlier.items() if key not in KEPT}}


def _first_until(entries: Any, day: dt.date) -> Mapping[str, Any] | None:
    """The first entry whose last day is `day` or later: entries stand in order, oldest first."""
    for entry in entries:
        last = parse_date(entry.get("til", ""))
        if last and day <= last:
            found: Mapping[str, Any] = entry
            return found
    return None


def _cut_short(case: Mapping[str, Any], decision: Mapping[str, Any], day: dt.date) -> Mapping[str, Any]:
    """A grant whose end was told by `day`, with that end."""
    period = decision.get("periode")
    ends = [last for ending in case["ophoer"] if (last := _last_day(ending, decision))
            and (told := parse_date(ending.get("brevdato", ""))) and told <= day]
    if not period or not ends:
        return decision
    last = min([*ends, *([period["til"]] if period.get("til") else [])])
    return {**decision, "periode": {**period, "til": last}}


def _last_day(ending: Mapping[str, Any], decision: Mapping[str, Any]) -> str | None:
    """The last day that an ending gives an earlier decision; None where it is about another."""
    if decision.get("ydelse") not in (ending.get("ydelser") or ()) or (
            decision.get("brevdato", "") > ending.get("brevdato", "")):
        return None
    if "part" not in decision:
        return ending.get("slutdato")
    return next((own.get("slutdato") for own in ending.get("tabt") or ()
                 if own.get("part") == decision["part"]), None)
