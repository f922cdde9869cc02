"""`hjemmetraening law`: what the letters know of law, and what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from pipeline.cli import options, report

FAMILIES = ("hjemler", "satser", "frister")


@click.group("law", help="Vis de paragraffer, satser og frister, brevene bygger på.")
def command() -> None:
    """Law as the letters know it."""


day = click.option("--date", type=options.Date(), metavar="DATO",
                   help="Den dag, reglerne skal gælde (ÅÅÅÅ-MM-DD). Ellers i dag.")


@command.command("list", help="Vis alt, hvad der gælder på en dag, med kilde.")
@options.together(day, options.kommune, options.json_, options.lang)
def listed(date: dt.date | None, kommune: Path | None, json_: bool, lang: str) -> None:
    """Every quantity on a day: value, source, verified or the kommune's own."""
    rows = list(_rows(date or dt.date.today(), kommune))  # noqa: DTZ011
    if json_:
        report.as_json(rows)
        return
    for row in rows:
        value = "mangler" if row["vaerdi"] is None else f"{row['vaerdi']} ({row['enhed']})"
        click.echo(f"{row['noegle']:<36} {row['status']:<14} {value}")
        click.echo(f"{'':<36} {row['kilde'] or row['titel']}")


@command.command("missing", help="Vis det, der mangler en bekræftet værdi på en dag.")
@options.together(day, options.kommune, options.json_, options.lang)
def missing(date: dt.date | None, kommune: Path | None, json_: bool, lang: str) -> int:
    """Quantities that no letter of that day can print; exit code 1 where there are some."""
    rows = [row for row in _rows(date or dt.date.today(), kommune)  # noqa: DTZ011
            if row["status"] in ("mangler", "ubekræftet")]
    if json_:
        report.as_json(rows)
    else:
        for row in rows:
            remedy = "kan skrives i kommunens indstillinger under satser" \
                if row["familie"] == "satser" else "trykkes ikke i breve"
            click.echo(f"{row['noegle']:<36} {row['titel']}: {row['status']}; {remedy}")
        report.say("{antal} mangler en bekræftet værdi den {dag}.", antal=len(rows),
                   dag=(date or dt.date.today()).isoformat())  # noqa: DTZ011
    return int(any(row["familie"] == "satser" for row in rows))


def _rows(day: dt.date, kommune: Path | None) -> Iterator[dict[str, Any]]:
    """Each quantity with what holds on the day; a kommune's own figure where law has none."""
    from pipeline.facts.grants import local_rates
    from pipeline.law import quantities
    from pipeline.recipients import settings_view

    settings = options.settings(kommune)
    local = settings_view(settings, day) if settings else {"satser": ()}
    for family in FAMILIES:
        for key, quantity in quantities(family).items():
            value, status = quantity.on(day), "ubekræftet"
            if value is None or not value.sikker:
                own = next((v for v in local_rates(local, key) if v.holds_on(day)), None)
                value, status = (own, "kommunens egen") if own else (value, status)
            else:
                status = "bekræftet"
            yield {"familie": family, "noegle": key, "titel": quantity.titel, "enhed": quantity.enhed,
                   "vaerdi": None if value is None else str(value.vaerdi),
                   "status": "mangler" if value is None else status,
                   "fra": value and value.fra.isoformat(), "til": value and value.til and
                   value.til.isoformat(), "kilde": value and value.kilde}
