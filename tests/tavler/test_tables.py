"""The tables in this folder, row by row against the program."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from pipeline.calendar import add_months, birthday, is_workday
from pipeline.errors import DataError
from pipeline.facts.complaints import complaint_limit
from pipeline.facts.evaluations import next_evaluation
from pipeline.facts.grants import with_statute
from pipeline.facts.lost_earnings import calculation
from pipeline.facts.receipts import examination_limit
from pipeline.formatting import dato_kort, kroner
from pipeline.law import quantities, statute
from pipeline.money.costs import last_day
from pipeline.money.rates import MAXIMUM, maxima, measured_by, rate_on
from pipeline.rules.hearings import hearing_limit
from pipeline.rules.money import budgets_within_maximum, spent_within_maximum
from tests.tavler.tavle import Table, tables

Row = Mapping[str, str]
Run = Callable[[Row], Mapping[str, str]]
REMARK = "Bemærkning"

METHOD = {"kilde": "Kommunens metode"}
RECEIVED = {"modtagelse": [
    {"kanal": "digital_post", "fra": "2018-01-01", "hverdage": 0},
    {"kanal": "brev", "fra": "2018-01-01", "hverdage": 6},
    {"kanal": "brev", "fra": "2026-07-01", "hverdage": 8}]}


def own_rates(**amounts: int) -> dict[str, Any]:
    """Settings with the kommune's own maximum for some years: own_rates(y2025=725000)."""
    return {"satser": [{"noegle": MAXIMUM, "fra": f"{year[1:]}-01-01", "til": f"{year[1:]}-12-31",
                        "beloeb": amount, "kilde": "Kommunen"} for year, amount in amounts.items()]}


YEARS = own_rates(y2025=725000, y2026=740000, y2027=730000)
FILLED = own_rates(y2023=690000, y2024=1, y2025=725000, y2026=740000)


def day(cell: str) -> dt.date:
    return dt.datetime.strptime(cell, "%d-%m-%Y").date()  # noqa: DTZ007


def iso(cell: str) -> str:
    return day(cell).isoformat()


def amount(cell: str) -> Decimal:
    written = re.fullmatch(r"([\d.]+)(?:,(\d\d))? kr\.", cell)
    assert written, cell
    return Decimal(f"{written[1].replace('.', '')}.{written[2] or '00'}")


def money(value: Any) -> str:
    return kroner(value).replace("\u00a0", " ")


def words(value: str) -> str:
    return value.replace("\u00a0", " ")


def yes(value: bool) -> str:
    return "ja" if value else "nej"


def or_missing(ask: Callable[[], Any], missing: str = "mangler") -> Any:
    """What is asked for, or the word for a refusal by name."""
    try:
        return ask()
    except DataError:
        return missing


def statutes(row: Row) -> Row:
    return {f"Den {date}": words(or_missing(lambda date=date: statute(
        row["Emne"], day(date)).vaerdi, "ingen")) for date in ("31-12-2023", "01-01-2024")}


def earlier_grant(row: Row) -> Row:
    decision = {"brevdato": day(row["Bevilget"])}
    return {"Hjemmel": words(with_statute(decision, row["Ydelse"], day(row["Brevets dato"]))["hjemmel"])}


def examination(row: Row) -> Row:
    return {"Færdig senest": dato_kort(examination_limit(day(row["Opmærksom"])).value)}


def months_on(row: Row) -> Row:
    return {"Til": dato_kort(add_months(day(row["Fra"]), int(row["Måneder"])))}


def evaluations(row: Row) -> Row:
    found: dict[str, str] = {}
    last = None
    for name in ("Første", "Anden", "Tredje", "Fjerde", "Femte"):
        last = next_evaluation(day(row["Start"]), last, 6)
        found[name] = dato_kort(last)
    return found


def birthdays(row: Row) -> Row:
    turns = birthday(day(row["Født"]), int(row["Alder"]))
    return {"Fylder": dato_kort(turns), "Sidste dag før": dato_kort(turns - dt.timedelta(days=1))}


def twelve_months(row: Row) -> Row:
    return {"Til": dato_kort(last_day(day(row["Fra"])))}


def workdays(row: Row) -> Row:
    return {"Hverdag": yes(is_workday(day(row["Dag"])))}


def hearings(row: Row) -> Row:
    limit = hearing_limit({"brevdato": iso(row["Brevets dato"])},
                          {"servicemaal": {"hoering_dage": int(row["Dage"])}})
    assert limit
    return {"Svar senest": dato_kort(limit)}


def complaints(row: Row) -> Row:
    found = complaint_limit(day(row["Sendt"]), row["Kanal"], RECEIVED, day(row["Sendt"]))
    received, limit = (dato_kort(date) for date in found[:2]) if found else ("ingen", "ingen")
    return {"Modtaget": received, "Klag senest": limit}


def rates(key: str) -> Run:
    return lambda row: {"Beløb": or_missing(lambda: money(rate_on(key, {}, day(row["Dag"])).vaerdi))}


def local_rates(row: Row) -> Row:
    found = or_missing(lambda: rate_on(MAXIMUM, FILLED, day(row["Dag"])), None)
    return {"Beløb": money(found.vaerdi) if found else "mangler",
            "Hvis tal": "ingens" if found is None else "kommunens" if found.lokal else "lovens"}


def lost_earnings(**method: Any) -> Run:
    """A row as a decision, with a kommune's method (none: law alone)."""
    def run(row: Row) -> Row:
        own = {**method, **({"pensionsloft": row["Pensionsloft"]} if "Pensionsloft" in row else {})}
        if row.get("Metode") == "nej":
            own = {}
        try:
            return calculated(calculation(decision(row), {"beregning": own or None}, day(row["Dag"])))
        except DataError as error:
            # Refused: named where the benefit would stand, nothing else is printed.
            nothing = dict.fromkeys(CALCULATED, "–")
            return {**nothing, "Ydelse": f"afvist: {error.problems[0].path}"}
    return run


def decision(row: Row) -> dict[str, Any]:
    pension = row.get("Pension før", "–")
    return {
        "timer_pr_uge": Decimal(row["Timer"].replace(",", ".")),
        "periode": {"fra": iso(row.get("Begynder", row["Dag"]))},
        "beregning": {
            "form": row["Arbejde"], "arbejdstid": Decimal(row["Arbejdstid"].replace(",", ".")),
            **({"bruttoloen": amount(row["Løn"])} if "Løn" in row else {}),
            **({"overskud": amount(row["Overskud"])} if "Overskud" in row else {}),
            **({} if pension == "–" else {"arbejdsgiver_pension": amount(pension)})},
    }


CALCULATED = ("Grundlag", "Timesats", "Ydelse", "Loft", "Loft brugt", "Pension", "I alt")


def calculated(found: Mapping[str, Any]) -> Row:
    hourly = next((step for step in found["trin"] if step["navn"] == "Timesats"), None)
    return {
        "Grundlag": money(found["grundlag"]), "Timesats": money(hourly["beloeb"]) if hourly else "–",
        "Ydelse": money(found["ydelse"]), "Loft": money(found["loft"]),
        "Loft brugt": yes(found["loft_brugt"]), "Pension": money(found["pension"]),
        "I alt": money(found["i_alt"]),
    }


def years(row: Row) -> Row:
    fra = day(row["Fra"])
    til = last_day(fra)
    through = [money(value.vaerdi) if value else "mangler" for _, value in maxima(YEARS, fra, til)]

    def measured(choice: str) -> str:
        settings = {**YEARS, "budgetaar_sats": choice}
        return str(or_missing(lambda: money(measured_by(settings, fra, til).vaerdi)))

    return {"Til": dato_kort(til), "Satser": ", ".join(through), "Ved start": measured("ved_start"),
            "Laveste": measured("laveste")}


def budgets(row: Row) -> Row:
    """The same sum as an offer's budget, as a grant with items and as a grant with an amount."""
    settings = {**YEARS, "budgetaar_sats": row["Sats"]}
    fra, beloeb = iso(row["Fra"]), amount(row["Budget"])
    granted = {"ydelse": "udgifter", "udfald": "bevilling", "periode": {"fra": fra}}
    cases = ({"tilbud": [{"budget": {"fra": fra, "linjer": [{"beloeb": beloeb}]}}]},
             {"afgoerelser": [{**granted, "poster": [{"bevilget": beloeb}]}]},
             {"afgoerelser": [{**granted, "beloeb": beloeb}]})
    answers = {bool(list(budgets_within_maximum(case, settings))) for case in cases}
    assert len(answers) == 1
    return {"Over": yes(answers.pop())}


def rolling(row: Row) -> Row:
    parts = [part.split(": ") for part in row["Udgifter"].split("; ")]
    spent = [{"dato": iso(date), "beloeb": amount(paid)} for date, paid in parts]
    problems = spent_within_maximum({"udgifter": spent}, YEARS)
    named = [parts[int(re.findall(r"\d+", problem.path)[0])][0] for problem in problems]
    return {"Over med": ", ".join(named) or "ingen"}


@dataclass(frozen=True)
class Reading:
    """How a table is read: the columns it may give, those that are checked, and how few is too few."""

    given: tuple[str, ...]
    checked: tuple[str, ...]
    run: Run
    at_least: int


PAY = ("Arbejde", "Løn", "Arbejdstid", "Timer", "Pension før", "Dag")
READINGS: Mapping[str, Reading] = {
    "Hjemmel på begge sider af den nye lov": Reading(
        ("Emne",), ("Den 31-12-2023", "Den 01-01-2024"), statutes, 22),
    "Bevilling fra før den nye lov": Reading(
        ("Ydelse", "Bevilget", "Brevets dato"), ("Hjemmel",), earlier_grant, 8),
    "Fire måneder til den børnefaglige undersøgelse": Reading(
        ("Opmærksom",), ("Færdig senest",), examination, 8),
    "Måneder frem": Reading(("Fra", "Måneder"), ("Til",), months_on, 8),
    "Halvårlige evalueringer": Reading(
        ("Start",), ("Første", "Anden", "Tredje", "Fjerde", "Femte"), evaluations, 5),
    "Fødselsdage": Reading(("Født", "Alder"), ("Fylder", "Sidste dag før"), birthdays, 6),
    "Tolv måneder": Reading(("Fra",), ("Til",), twelve_months, 8),
    "Hverdage og helligdage": Reading(("Dag",), ("Hverdag",), workdays, 15),
    "Høringsfrist": Reading(("Brevets dato", "Dage"), ("Svar senest",), hearings, 8),
    "Klagefrist": Reading(("Sendt", "Kanal"), ("Modtaget", "Klag senest"), complaints, 12),
    "Det højeste beløb til redskaber, kurser og hjælpere": Reading(
        ("Dag",), ("Beløb",), rates(MAXIMUM), 18),
    "Loftet over tabt arbejdsfortjeneste": Reading(
        ("Dag",), ("Beløb",), rates("tabt_arbejdsfortjeneste_loft"), 10),
    "Kommunens egne satser": Reading(("Dag",), ("Beløb", "Hvis tal"), local_rates, 10),
    "Efter loven": Reading(
        PAY, ("Ydelse", "Loft", "Loft brugt", "Pension", "I alt"), lost_earnings(), 12),
    "Bevillingen begynder senere end brevet": Reading(
        ("Arbejde", "Løn", "Arbejdstid", "Timer", "Dag", "Begynder"), ("Ydelse", "Loft brugt"),
        lost_earnings(), 3),
    "Selvstændige": Reading(
        ("Arbejde", "Overskud", "Arbejdstid", "Timer", "Metode", "Dag"),
        ("Grundlag", "Ydelse", "Loft", "Loft brugt", "Pension", "I alt"), lost_earnings(**METHOD), 5),
    "Med timesats": Reading(
        ("Arbejde", "Løn", "Arbejdstid", "Timer", "Dag"), ("Timesats", "Ydelse", "Loft", "Loft brugt"),
        lost_earnings(**METHOD, timer_pr_maaned=Decimal("160.33")), 3),
    "Hele kroner": Reading(
        PAY, ("Ydelse", "Loft", "Pension", "I alt"), lost_earnings(**METHOD, afrunding="krone"), 4),
    "Loftet over pension": Reading(
        (*PAY[:-1], "Pensionsloft", "Dag"), ("Ydelse", "Pension", "I alt"), lost_earnings(**METHOD), 4),
    "Et år over to satser": Reading(("Fra",), ("Til", "Satser", "Ved start", "Laveste"), years, 10),
    "Et budget mod maksimum": Reading(("Fra", "Budget", "Sats"), ("Over",), budgets, 8),
    "Brugt inden for 12 måneder i træk": Reading(("Udgifter",), ("Over med",), rolling, 15),
}

TABLES = tables()
ROWS = [pytest.param(table.title, row, id=f"{table.title}: {next(iter(row.values()))} ({number})")
        for table in TABLES for number, row in enumerate(table.rows, 1)]


def test_every_table_is_known_and_every_reading_has_one() -> None:
    assert sorted(table.title for table in TABLES) == sorted(READINGS)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.title)
def test_a_table_has_its_columns_and_enough_rows(table: Table) -> None:
    reading = READINGS[table.title]
    assert [name for name in table.columns if name != REMARK] == [*reading.given, *reading.checked]
    assert len(table.rows) >= reading.at_least
    assert len({tuple(row.values()) for row in table.rows}) == len(table.rows)


@pytest.mark.parametrize(("title", "row"), ROWS)
def test_a_row_is_what_the_program_does(title: str, row: Row) -> None:
    reading = READINGS[title]
    found = reading.run(row)
    assert {name: found[name] for name in reading.checked} == {
        name: row[name] for name in reading.checked}


def test_every_topic_of_law_is_in_the_table() -> None:
    (table,) = (table for table in TABLES if table.title == "Hjemmel på begge sider af den nye lov")
    assert sorted(row["Emne"] for row in table.rows) == sorted(quantities("hjemler"))


@pytest.mark.parametrize(("title", "key"), [
    ("Det højeste beløb til redskaber, kurser og hjælpere", MAXIMUM),
    ("Loftet over tabt arbejdsfortjeneste", "tabt_arbejdsfortjeneste_loft")])
def test_both_sides_of_every_figure_of_law_are_in_the_table(title: str, key: str) -> None:
    (table,) = (table for table in TABLES if table.title == title)
    days = {day(row["Dag"]) for row in table.rows}
    for value in quantities("satser")[key].vaerdier:
        assert {value.fra, value.til} <= days
        before, after = value.fra - dt.timedelta(days=1), value.til + dt.timedelta(days=1)
        assert {before, after} <= days
