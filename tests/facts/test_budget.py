"""An offer's budget, what is applied for, what is spent and left."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DataError
from pipeline.facts.budget import accounts, budget, cost_lines
from tests.cases import GONE, case, settings
from tests.facts.views import facts, sources, view

PROVIDER = {"id": "lev", "rolle": "leverandoer", "navn": "Karen Bloch", "virksomhed": "Legeværk Solbæk"}
VISITS = {"hvad": "Besøg", "art": "supervision", "antal": 10, "enhed": "besøg", "enhedspris": 12500,
          "moms": "momsfri", "maal": ["sta1"]}
BENCH = {"hvad": "Balancebræt", "art": "redskab", "beloeb": Decimal("1450.50"), "moms": "med_moms"}
CARDS = {"hvad": "Kort", "art": "redskab", "antal": 3, "enhedspris": 0}
LINES = [VISITS, BENCH, CARDS]
LINE = {"hvad", "art", "antal", "enhed", "enhedspris", "beloeb", "moms", "maal", "land", "udleveres",
        "formaal", "hvorfor", "leverandoer", "gentagelse", "bilag"}

date = dt.date.fromisoformat


def offered(fra: str = "2025-08-01", lines: Any = LINES, day: str = "2025-06-01",
            **local: Any) -> dict[str, Any]:
    offer = {"brevdato": day, "leverandoer": "lev", "budget": {"fra": fra, "linjer": lines}}
    data = case("bo", {"parter[1]": PROVIDER, "tilbud": [offer]})
    seen = view(data, ("tilbud", 0), day, "kommune", ("lev",), settings("solbaek", local))
    found: dict[str, Any] = facts(seen, budget)["budget"]
    return found


def test_a_budget_for_a_year() -> None:
    found = offered()
    assert (found["fra"], found["til"]) == (date("2025-08-01"), date("2026-07-31"))
    assert found["i_alt"] == Decimal("126450.50")
    assert found["momsfri_i_alt"] == 125000
    assert found["pr_art"] == [{"art": "redskab", "beloeb": Decimal("1450.50")},
                               {"art": "supervision", "beloeb": 125000}]


def test_its_lines() -> None:
    visits, bench, cards = offered()["linjer"]
    assert set(visits) == set(bench) == LINE
    assert (visits["beloeb"], visits["maal"]) == (125000, ["Bo rejser sig ved et bord uden hjælp."])
    assert (bench["antal"], bench["enhedspris"], bench["maal"]) == (None, None, [])
    assert [line["udleveres"] for line in (visits, bench, cards)] == [False, False, True]
    assert cards["beloeb"] == 0


def test_both_figures_of_a_year_over_two_rates_and_the_one_at_its_start_counts() -> None:
    found = offered()
    assert [(row["beloeb"], row["fra"], row["til"], row["lokal"]) for row in found["maksimum"]] == [
        (725000, date("2025-01-01"), date("2025-12-31"), True),
        (740000, date("2026-01-01"), date("2026-12-31"), True)]
    assert found["maalt_mod"] == found["maksimum"][0]
    assert found["rest"] == Decimal("598549.50")
    assert found["sats_mangler_fra"] is None


def test_a_year_within_one_rate_has_one_figure() -> None:
    (row,) = offered("2024-01-01", day="2023-12-01")["maksimum"]
    assert (row["beloeb"], row["lokal"]) == (706600, False)
    assert row["kilde"]


CHEAPER = [{"noegle": "udgifter_maksimum", "fra": f"{year}-01-01", "til": f"{year}-12-31",
            "beloeb": amount, "kilde": "Byrådet"} for year, amount in ((2025, 725000), (2026, 700000))]


def test_a_kommune_can_measure_by_the_lowest() -> None:
    at_start = offered(satser=CHEAPER)
    lowest = offered(satser=CHEAPER, budgetaar_sats="laveste")
    assert (at_start["maalt_mod"]["beloeb"], lowest["maalt_mod"]["beloeb"]) == (725000, 700000)
    assert at_start["rest"] - lowest["rest"] == 25000
    assert at_start["maksimum"] == lowest["maksimum"]


def test_the_budget_rests_on_the_figure_it_is_measured_by() -> None:
    offer = {"brevdato": "2025-06-01", "leverandoer": "lev",
             "budget": {"fra": "2025-08-01", "linjer": LINES}}
    data = case("bo", {"parter[1]": PROVIDER, "tilbud": [offer]})
    seen = view(data, ("tilbud", 0), "2025-06-01", "kommune", ("lev",),
                settings("solbaek", {"satser": CHEAPER}))
    assert sources(seen, budget) == {"budget": "Byrådet"}


def test_next_years_figure_is_not_known_before_it_is_out() -> None:
    found = offered("2025-08-01", satser=CHEAPER[:1])
    assert [row["beloeb"] for row in found["maksimum"]] == [725000]
    assert found["sats_mangler_fra"] == date("2026-01-01")


@pytest.mark.parametrize(("fra", "day", "local"), [
    ("2025-08-01", "2026-01-01", {"satser": CHEAPER[:1]}),  # out by the letter's date
    ("2026-08-01", "2026-06-01", {"satser": CHEAPER[:1]}),  # needed to measure
    ("2025-08-01", "2025-06-01", {"satser": CHEAPER[:1], "budgetaar_sats": "laveste"}),
    ("2025-08-01", "2025-06-01", {"satser": GONE}),
])
def test_a_figure_that_is_nowhere_is_refused_by_name(fra: str, day: str, local: dict[str, Any]) -> None:
    with pytest.raises(DataError) as error:
        offered(fra, day=day, **local)
    assert "udgifter_maksimum" in error.value.problems[0].path


def test_an_offer_may_be_without_a_budget() -> None:
    offer = {"brevdato": "2025-06-01", "leverandoer": "lev"}
    data = case("bo", {"parter[1]": PROVIDER, "tilbud": [offer]})
    seen = view(data, ("tilbud", 0), "2025-06-01", "kommune", ("lev",))
    assert facts(seen, budget) == {"budget": None}


AMOUNTS = st.lists(st.tuples(st.decimals(0, 500, places=2), st.decimals(0, 5000, places=2)), min_size=1)


@given(AMOUNTS)
def test_the_parts_add_up_to_the_whole(pairs: list[tuple[Decimal, Decimal]]) -> None:
    arts = ("redskab", "kursus", "andet", None)
    lines = [{"hvad": "x", "antal": number, "enhedspris": price, **({"art": art} if art else {})}
             for (number, price), art in zip(pairs, arts * len(pairs), strict=False)]
    found = offered(lines=lines)
    assert found["i_alt"] == sum(line["beloeb"] for line in found["linjer"])
    assert found["i_alt"] == sum(row["beloeb"] for row in found["pr_art"])
    assert found["rest"] + found["i_alt"] == found["maalt_mod"]["beloeb"]
    # Every printed amount is whole øre, so that a reader who adds them finds the same sum.
    assert all(line["beloeb"] * 100 == int(line["beloeb"] * 100) for line in found["linjer"])


ASKED = {"art": "udgifter", "variant": "ansoegning", "brevdato": "2026-02-01", "ansoegere": ["far"]}


def asked(**more: Any) -> dict[str, Any]:
    data = case("bo", {"ansoegninger[2]": {**ASKED, **more}})
    return facts(view(data, ("ansoegninger", 2), "2026-02-01", "kommune", ("far",)), cost_lines)


def test_what_is_applied_for() -> None:
    found = asked(udgifter=LINES)
    assert [line["hvad"] for line in found["linjer"]] == ["Besøg", "Balancebræt", "Kort"]
    assert found["linjer_i_alt"] == Decimal("126450.50")
    assert asked() == {"linjer": [], "linjer_i_alt": None}


def spent(day: str, hvad: str, beloeb: Any, bilag: str | None = "Kvittering",
          **more: Any) -> dict[str, Any]:
    paper = {"bilag": bilag} if bilag else {}
    return {"dato": day, "hvad": hvad, "art": "redskab", "beloeb": beloeb, **paper, **more}


BALL = spent("2026-01-10", "Bold", Decimal("99.95"), maal=["sta1"])
COURSE = spent("2026-03-31", "Kursus", 5000, bilag=None, art="kursus")
BEFORE = spent("2025-12-31", "Måtte", 800)
AFTER = spent("2026-04-01", "Kegler", 300)
OLD = spent("2025-03-31", "Gynge", 1200)
SPENT = [OLD, BEFORE, BALL, COURSE, AFTER]
GRANT = {"brevdato": "2025-09-01", "ydelse": "udgifter", "udfald": "bevilling",
         "periode": {"fra": "2025-10-01", "til": "2027-09-30"}, "beloeb": 20000}
PERIOD = {"fra": "2026-01-01", "til": "2026-03-31"}


def kept(changes: dict[str, Any] | None = None, day: str = "2026-04-15", **local: Any) -> dict[str, Any]:
    account = {**ASKED, "variant": "dokumentation", "brevdato": day, "periode": PERIOD}
    data = case("bo", {"ansoegninger[2]": account, "udgifter": SPENT, "afgoerelser": [GRANT],
                       **(changes or {})})
    seen = view(data, ("ansoegninger", 2), day, "kommune", ("far",), settings("solbaek", local))
    found: dict[str, Any] = facts(seen, accounts)["regnskab"]
    return found


def test_the_accounts_of_a_period() -> None:
    found = kept()
    assert (found["fra"], found["til"]) == (date("2026-01-01"), date("2026-03-31"))
    assert [line["hvad"] for line in found["linjer"]] == ["Bold", "Kursus"]
    assert found["linjer"][0]["maal"] == ["Bo rejser sig ved et bord uden hjælp."]
    assert [line["dokumenteret"] for line in found["linjer"]] == [True, False]
    assert (found["i_alt"], found["dokumenteret"], found["udokumenteret"]) == (
        Decimal("5099.95"), Decimal("99.95"), 5000)
    assert found["pr_art"] == [{"art": "redskab", "beloeb": Decimal("99.95")},
                               {"art": "kursus", "beloeb": 5000}]


def test_what_is_left_of_the_grants_own_year() -> None:
    found = kept()
    assert found["bevilget"] == 20000
    # The year began in October: the mat of December is in it, the swing of March is not.
    assert found["bevillingsaar"] == {"fra": date("2025-10-01"), "til": date("2026-09-30"),
                                      "brugt": Decimal("5899.95")}
    assert found["rest_af_bevilling"] == Decimal("14100.05")


def test_what_is_left_of_the_maximum_of_twelve_months_in_a_row() -> None:
    found = kept()
    assert found["tolv_maaneder"] == {"fra": date("2025-04-01"), "til": date("2026-03-31"),
                                      "brugt": Decimal("5899.95")}
    assert (found["maksimum"]["beloeb"], found["maksimum"]["lokal"]) == (725000, True)
    assert found["rest_af_maksimum"] == Decimal("719100.05")


@pytest.mark.parametrize(("changes", "granted"), [
    ({"afgoerelser[0].beloeb": GONE, "afgoerelser[0].poster": [
        {"hvad": "Kursus", "art": "kursus", "ansoegt": 9000, "bevilget": 7000},
        {"hvad": "Bold", "art": "redskab", "ansoegt": 100, "bevilget": 100}]}, 7100),
    ({"afgoerelser[0].beloeb": GONE}, None),
    ({"afgoerelser[0].periode": {"fra": "2025-10-01", "til": "2026-03-30"}}, None),
    ({"afgoerelser[0].periode": {"fra": "2026-04-01"}}, None),
    ({"afgoerelser[0].periode": {"fra": "2026-03-31"}}, 20000),
    ({"afgoerelser[0].periode": {"fra": "2025-10-01", "til": "2026-03-31"}}, 20000),
    ({"afgoerelser[0].udfald": "afslag"}, None), ({"afgoerelser[0].brevdato": "2026-04-16"}, None),
    ({"afgoerelser": []}, None),
    ({"afgoerelser[1]": {**GRANT, "brevdato": "2026-01-02", "beloeb": 30000}}, 30000),
])
def test_the_grant_that_runs_when_the_period_ends(changes: dict[str, Any], granted: int | None) -> None:
    found = kept(changes)
    assert found["bevilget"] == granted
    assert (found["rest_af_bevilling"] is None) == (found["bevillingsaar"] is None) == (granted is None)


def test_a_period_without_an_end_runs_to_the_letter() -> None:
    found = kept({"ansoegninger[2].periode": {"fra": "2026-01-01"}})
    assert found["til"] == date("2026-04-15")
    assert [line["hvad"] for line in found["linjer"]] == ["Bold", "Kursus", "Kegler"]


def test_nothing_spent_is_an_account_too() -> None:
    found = kept({"udgifter": []})
    assert (found["linjer"], found["pr_art"], found["i_alt"]) == ([], [], 0)
    assert found["rest_af_maksimum"] == found["maksimum"]["beloeb"]


def test_an_application_has_no_accounts() -> None:
    assert kept({"ansoegninger[2].variant": "ansoegning"}) is None


def test_without_a_figure_the_accounts_are_refused_by_name() -> None:
    with pytest.raises(DataError) as error:
        kept(satser=GONE)
    assert "udgifter_maksimum" in error.value.problems[0].path
