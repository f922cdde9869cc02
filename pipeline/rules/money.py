"""Costs: lines that add up, the maximum for 12 months, no courses abroad."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pipeline.errors import Problem, text
from pipeline.money import total
from pipeline.money.costs import (
    contradicts_itself,
    granted_for_a_year,
    last_day,
    line_amount,
    year_with,
)
from pipeline.money.rates import known_maximum
from pipeline.rules import grants
from pipeline.rules.common import Case, broken, date_of, events

Lines = list[tuple[str, Case]]


def _inner(path: str, host: Case, name: str) -> Lines:
    """An event's own list, each item with its path."""
    return [(f"{path}.{name}[{i}]", item) for i, item in enumerate(host.get(name) or ())]


def _budgets(case: Case) -> Iterator[tuple[Case, Lines]]:
    """Each offer's budget with its lines."""
    for path, offer in events(case, "tilbud"):
        given = offer.get("budget") or {}
        yield given, _inner(f"{path}.budget", given, "linjer")


def _applied(case: Case) -> Iterator[tuple[Case, Lines]]:
    """Each application with the lines it asks for."""
    for path, application in events(case, "ansoegninger"):
        yield application, _inner(path, application, "udgifter")


def _decided(case: Case) -> Iterator[tuple[str, Case, Lines]]:
    """Each decision on costs with its items."""
    for path, decision in events(case, "afgoerelser"):
        if decision.get("ydelse") == grants.COSTS:
            yield path, decision, _inner(path, decision, "poster")


def cost_lines_add_up(case: Case, _: Case) -> Iterator[Problem]:
    """A line's amount is its number times its price; a decision's amount the sum of its items."""
    for _host, lines in (*_budgets(case), *_applied(case)):
        for path, line in lines:
            if contradicts_itself(line):
                yield broken(f"{path}.beloeb", "beloeb-passer-ikke", "Beløb", text(
                    "Beløbet er et andet end antal gange pris."), text(
                    "Ret beløbet, antallet eller prisen for hver, eller lad beløbet være tomt."))
    for path, decision, items in _decided(case):
        written = decision.get("beloeb")
        if items and written is not None and Decimal(written) != _granted(items):
            yield broken(f"{path}.beloeb", "beloeb-passer-ikke", "Beløb", text(
                "Beløbet er et andet end det, posterne er bevilget med i alt."), text(
                "Ret beloeb eller posternes bevilget, eller lad beloeb være ude."))


def _granted(items: Lines) -> Decimal:
    return total(item.get("bevilget", 0) for _, item in items)


def granted_not_above_asked(case: Case, _: Case) -> Iterator[Problem]:
    """An item is not granted with more than was asked for."""
    for _path, _decision, items in _decided(case):
        for path, item in items:
            asked, granted = item.get("ansoegt"), item.get("bevilget")
            if asked is not None and granted is not None and granted > asked:
                yield broken(f"{path}.bevilget", "bevilget-over-ansoegt", "Bevilget", text(
                    "Der er bevilget mere, end der er søgt om."), text("Ret bevilget eller ansoegt."))


def courses_abroad(case: Case, _: Case) -> Iterator[Problem]:
    """No course in another country is offered, granted or paid (domain.md 3.2, trap 19).

    An application the kommune has received stays as it came: it is answered with a refusal of the
    line, whose item may name the country.
    """
    for _host, lines in _budgets(case):
        yield from _abroad(lines)
    for application, lines in _applied(case):
        if "modtaget" in application:
            yield from _received_abroad(lines)
        else:
            yield from _abroad(lines)
    for _path, _decision, items in _decided(case):
        yield from _abroad([(path, item) for path, item in items if item.get("bevilget", 0) > 0])
    yield from _abroad(list(events(case, "udgifter")))


def _is_course_abroad(line: Case) -> bool:
    return line.get("art") == "kursus" and line.get("land", "DK") != "DK"


def _abroad(lines: Lines) -> Iterator[Problem]:
    for path, line in lines:
        if _is_course_abroad(line):
            yield broken(f"{path}.land", "kursus-i-udlandet", "Land", text(
                "Der kan ikke bevilges kurser i udlandet."), text(
                "Fjern kurset, eller vælg et i Danmark."))


def _received_abroad(lines: Lines) -> Iterator[Problem]:
    for path, line in lines:
        if _is_course_abroad(line):
            yield broken(f"{path}.land", "kursus-i-udlandet", "Land", text(
                "Der er søgt om et kursus i udlandet, og det kan ikke bevilges."), text(
                "Giv afslag på posten i afgørelsen: bevilget 0."), "advarsel")


def budgets_within_maximum(case: Case, settings: Case) -> Iterator[Problem]:
    """A year's budget, and what a decision grants for a year, stay within the maximum."""
    for given, lines in _budgets(case):
        amounts = [(path, line_amount(line)) for path, line in lines]
        yield from _first_above(amounts, date_of(given, "fra"), settings)
    for path, decision, items in _decided(case):
        starts = date_of(decision, "periode.fra")
        by_item = [(f"{where}.bevilget", item.get("bevilget")) for where, item in items]
        above = list(_first_above(by_item, starts, settings))
        yield from above or _first_above([(f"{path}.beloeb", decision.get("beloeb"))], starts, settings)


def _first_above(
    amounts: list[tuple[str, Any]], fra: dt.date | None, settings: Case
) -> Iterator[Problem]:
    """The line that takes a year's sum above its maximum."""
    limit = known_maximum(settings, fra, last_day(fra)) if fra else None
    sum_so_far = Decimal(0)
    for path, amount in amounts:
        sum_so_far += amount or 0
        if limit and sum_so_far > limit.vaerdi:
            yield broken(path, "over-maksimum", "Maksimum", text(
                "Med linjen bliver årets sum større end det højeste beløb for 12 måneder."), text(
                "Sæt beløb ned, eller fjern linjer, så summen holder sig inden for maksimum."))
            return


def spent_within_maximum(case: Case, settings: Case) -> Iterator[Problem]:
    """No 12 months in a row cost more than the maximum, whatever the calendar year says.

    Twelve months are counted from every day with a cost (domain.md trap 15): a sum per calendar
    year can miss them. Each run names the line that takes it over, once.
    """
    spent = _spent(case)
    above: dict[int, str] = {}
    until, running, day_before = 0, Decimal(0), None
    for first, (start, _path, amount) in enumerate(spent):
        end = last_day(start)
        while until < len(spent) and spent[until][0] <= end:
            running += spent[until][2]
            until += 1
        limit = known_maximum(settings, start, end) if start != day_before else None
        if limit and running > limit.vaerdi:
            line = _line_above(spent[first:until], limit.vaerdi)
            above.setdefault(first + line, spent[first + line][1])
        running, day_before = running - amount, start
    for path in above.values():
        yield broken(f"{path}.beloeb", "brugt-over-maksimum", "Maksimum", text(
            "Med udgiften er der brugt mere end det højeste beløb inden for 12 måneder i træk."), text(
            "Kontrollér datoer og beløb. Det, der ligger over, kan ikke dækkes."))


def _spent(case: Case) -> list[tuple[dt.date, str, Decimal]]:
    """What was spent, by date."""
    return sorted((day, path, Decimal(spent["beloeb"])) for path, spent in events(case, "udgifter")
                  if "beloeb" in spent and (day := date_of(spent, "dato")))


def _line_above(spent: list[tuple[dt.date, str, Decimal]], limit: Decimal) -> int:
    """The place of the line that takes a sum above a limit."""
    running = Decimal(0)
    for place, (_day, _path, amount) in enumerate(spent):
        running += amount
        if running > limit:
            return place
    return len(spent) - 1


def spent_within_grant(case: Case, _: Case) -> Iterator[Problem]:
    """What a year of a grant has cost is no more than was granted for it: a warning."""
    used: dict[tuple[str, dt.date], Decimal] = {}
    granted = list(_yearly_grants(case))
    for day, path, amount in _spent(case):
        for name, (starts, ends), limit in granted:
            if not starts <= day <= (ends or day):
                continue
            year = name, year_with(starts, day)[0]
            before = used.get(year, Decimal(0))
            used[year] = before + amount
            if before <= limit < used[year]:
                yield broken(f"{path}.beloeb", "brugt-over-bevilling", "Bevilling", text(
                    "Med udgiften er der brugt mere, end der er bevilget for året."), text(
                    "Kontrollér beløbet, eller søg om en større bevilling."), "advarsel")


def _yearly_grants(
    case: Case
) -> Iterator[tuple[str, tuple[dt.date, dt.date | None], Decimal]]:
    """Each grant of costs: its path, the days it runs, and its amount for 12 months."""
    for path, grant in grants.grants(case, grants.COSTS):
        starts, amount = date_of(grant, "periode.fra"), granted_for_a_year(grant)
        if starts and amount is not None:
            yield path, (starts, grants.last_day(case, grant)), amount
