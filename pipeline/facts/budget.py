"""Costs: an offer's budget, what is applied for, what is spent and left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pipeline.facts import Fact, View
from pipeline.facts.grants import GRANTED, as_figure, maximum, with_statute
from pipeline.law import Value
from pipeline.money import total
from pipeline.money.costs import (
    ARTER,
    first_day,
    granted_for_a_year,
    handed_out,
    last_day,
    line_amount,
    year_with,
)
from pipeline.money.rates import maxima, measured_by

Line = dict[str, Any]


def budget(view: View) -> Iterator[Fact]:
    """`budget`: an offer's lines and sums for a year, against the maximum of that year.

    `maksimum` holds each figure that applies within the year, with the figure's own dates;
    `maalt_mod` is the one that counts (domain.md trap 34). `sats_mangler_fra` is the day from which
    the figure is not set yet: nobody can know next year's before it is out.
    """
    given = view.event["budget"]
    if given is None:
        yield Fact("budget", None, "tilbuddet", ("tilbud.budget",))
        return
    fra = given["fra"]
    til = last_day(fra)
    lines = _lines(view, given["linjer"])
    sum_of_all, measure = _sum(lines), measured_by(view.settings, fra, til)
    figures, unknown_from = _figures(view, fra, til)
    yield Fact("budget", {
        "fra": fra, "til": til, "linjer": lines, "pr_art": _by_kind(lines), "i_alt": sum_of_all,
        "momsfri_i_alt": _sum(line for line in lines if line["moms"] == "momsfri"),
        "maksimum": [as_figure(figure, view.language) for figure in figures],
        "sats_mangler_fra": unknown_from,
        "maalt_mod": as_figure(measure, view.language), "rest": measure.vaerdi - sum_of_all,
    }, measure.kilde, ("tilbud.budget", "kommune.satser", "kommune.budgetaar_sats"))


def _figures(view: View, fra: dt.date, til: dt.date) -> tuple[list[Value], dt.date | None]:
    """The maximum's figures within a year, and from when on there is none yet.

    Raises DataError for a gap that has begun by the letter's date: that figure exists somewhere.
    """
    through = maxima(view.settings, fra, til)
    unknown = [day for day, value in through if value is None]
    for day in unknown:
        if day <= view.day:
            maximum(view, day)
    return [value for _, value in through if value], min(unknown, default=None)


def cost_lines(view: View) -> Iterator[Fact]:
    """`linjer` that an application asks for, and `linjer_i_alt`, None without any."""
    lines = _lines(view, view.event["udgifter"])
    yield Fact("linjer", lines, "ansøgningen", ("ansoegninger.udgifter",))
    yield Fact("linjer_i_alt", _sum(lines) if lines else None, "ansøgningen", ("ansoegninger.udgifter",))


def _lines(view: View, given: Iterable[Mapping[str, Any]]) -> list[Line]:
    """Lines as letters list them: with their amount, goals by title, and what is handed out."""
    return [{**line, "beloeb": line_amount(line), "maal": _titles(view, line["maal"]),
             "udleveres": handed_out(line)} for line in given]


def _titles(view: View, goals: Sequence[str]) -> list[str]:
    titles = {goal["id"]: goal["titel"] for goal in view.sag["maal"]}
    return [titles[goal] for goal in goals]


def _sum(lines: Iterable[Mapping[str, Any]]) -> Decimal:
    """What lines add up to: the sum of the amounts that are printed."""
    return total(line["beloeb"] for line in lines)


def _by_kind(lines: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The sum of each kind of cost there is, in their usual order; lines without a kind are "andet"."""
    kinds = {kind: [line for line in lines if (line["art"] or "andet") == kind] for kind in ARTER}
    return [{"art": kind, "beloeb": _sum(mine)} for kind, mine in kinds.items() if mine]


def accounts(view: View) -> Iterator[Fact]:
    """`regnskab`: what was spent in a period, with and without receipts, and what is left.

    What is left of the grant is of the grant's own year that the period ends in
    (`bevillingsaar`), and that grant is `bevilling`; what is left of the maximum is of the 12 months
    up to the period's end, since
    the maximum rolls (domain.md trap 15).
    """
    period = view.event["periode"]
    if view.event["variant"] != "dokumentation" or period is None:
        yield Fact("regnskab", None, "udgifterne", ("ansoegninger.variant",))
        return
    fra, til = period["fra"], period["til"] or view.day
    lines = [{**spent, "maal": _titles(view, spent["maal"]), "dokumenteret": spent["bilag"] is not None}
             for spent in _spent(view, fra, til)]
    shown = _sum(line for line in lines if line["dokumenteret"])
    yield Fact("regnskab", {
        "fra": fra, "til": til, "linjer": lines, "i_alt": _sum(lines), "dokumenteret": shown,
        "udokumenteret": _sum(lines) - shown, "pr_art": _by_kind(lines),
        **_left_of_grant(view, til), **_left_of_maximum(view, til),
    }, "udgifterne", ("udgifter", "ansoegninger.periode", "afgoerelser", "kommune.satser"))


def _spent(view: View, fra: dt.date, til: dt.date) -> list[Mapping[str, Any]]:
    return [spent for spent in view.sag["udgifter"] if fra <= spent["dato"] <= til]


def _left_of_grant(view: View, day: dt.date) -> dict[str, Any]:
    """The grant for 12 months, and what its year up to a day has left of it."""
    grant = next((d for d in reversed(view.sag["afgoerelser"]) if d["ydelse"] == "udgifter"
                  and d["udfald"] in GRANTED and d["brevdato"] <= view.day and d["periode"]
                  and d["periode"]["fra"] <= day <= (d["periode"]["til"] or day)), None)
    amount = granted_for_a_year(grant) if grant else None
    if grant is None or amount is None:
        return {"bevilling": None, "bevilget": None, "rest_af_bevilling": None, "bevillingsaar": None}
    fra, til = year_with(grant["periode"]["fra"], day)
    used = _sum(_spent(view, fra, day))
    return {"bevilling": with_statute(grant, "udgifter", view.day, view.language), "bevilget": amount,
            "rest_af_bevilling": amount - used,
            "bevillingsaar": {"fra": fra, "til": til, "brugt": used}}


def _left_of_maximum(view: View, day: dt.date) -> dict[str, Any]:
    """The 12 months up to a day against their maximum. Raises DataError where that is not known."""
    fra = first_day(day)
    measure, used = measured_by(view.settings, fra, day), _sum(_spent(view, fra, day))
    return {"maksimum": as_figure(measure, view.language),
            "tolv_maaneder": {"fra": fra, "til": day, "brugt": used},
            "rest_af_maksimum": measure.vaerdi - used}
