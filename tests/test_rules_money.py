"""Money in a case: every rule about costs and lost earnings on both sides of its border."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import text
from pipeline.money.costs import last_day
from pipeline.rules.dates import EVENT_DATE
from pipeline.rules.lost_earnings import (
    asked_hours_are_trained,
    granted_amount,
    granted_hours,
    hours_together,
)
from pipeline.rules.money import (
    budgets_within_maximum,
    cost_lines_add_up,
    courses_abroad,
    granted_not_above_asked,
    spent_within_grant,
    spent_within_maximum,
)
from tests.borders import Border, fails, passes
from tests.cases import case, settings

OWN: tuple[Any, ...] = (
    cost_lines_add_up, granted_not_above_asked, courses_abroad, budgets_within_maximum,
    spent_within_maximum, spent_within_grant,
    asked_hours_are_trained, granted_hours, granted_amount, hours_together)

PROVIDER = {"id": "lev", "rolle": "leverandoer", "navn": "Karen Bloch", "virksomhed": "Legeværk"}
MOTHER = {"id": "mor", "rolle": "foraelder", "foraeldremyndighed": True, "navn": "Eva Ebbesen"}
LINE = {"hvad": "Besøg", "art": "supervision"}
COURSE = {"hvad": "Kursus i leg", "art": "kursus", "beloeb": 4000}
OFFER = {"brevdato": "2025-12-01", "leverandoer": "lev",
         "budget": {"fra": "2026-01-01", "linjer": [{**LINE, "beloeb": 5000}, {**LINE, "beloeb": 300}]}}
OFFERED = {"parter[1]": PROVIDER, "tilbud": [OFFER]}
LINES, FIRST = "tilbud[0].budget.linjer", "tilbud[0].budget.linjer[0]"
ASKED = {"art": "udgifter", "variant": "ansoegning", "brevdato": "2026-02-02", "ansoegere": ["far"],
         "udgifter": [{**LINE, "beloeb": 5000}]}
APPLIED, ITS = {"ansoegninger[2]": ASKED}, "ansoegninger[2].udgifter[0]"
ITEM = {"hvad": "Besøg", "art": "supervision", "ansoegt": 5000, "bevilget": 5000}
COSTS = {"brevdato": "2026-02-10", "ydelse": "udgifter", "udfald": "bevilling",
         "periode": {"fra": "2026-03-01"}}
GRANT = "afgoerelser[1]"
GRANTED = {GRANT: {**COSTS, "poster": [ITEM, {**ITEM, "ansoegt": 300, "bevilget": 300}]}}
PARTLY = {**GRANTED, f"{GRANT}.udfald": "delvis_bevilling",
          f"{GRANT}.grunde": [{"art": "kursus_i_udlandet", "tekst": "Kurset holdes i Norge."}],
          f"{GRANT}.begrundelse": {"hovedhensyn": "Kurser i udlandet kan ikke bevilges."}}
ABROAD = {**ITEM, "art": "kursus", "land": "NO", "begrundelse": "Kurset holdes i Norge."}
COST = {"dato": "2026-03-02", "hvad": "Ribbe", "art": "redskab", "beloeb": 500}
PAY = "ansoegninger[1]"
LOST = {"brevdato": "2026-02-10", "ydelse": "tabt_arbejdsfortjeneste", "part": "far",
        "udfald": "bevilling", "periode": {"fra": "2026-03-01"}, "timer_pr_uge": 4,
        "beregning": {"form": "loenmodtager", "arbejdstid": 37, "bruttoloen": 29000}}
LOSING = {GRANT: LOST}
TOGETHER = {GRANT: LOST, "afgoerelser[2]": {**LOST, "part": "mor"}, "parter[1]": MOTHER,
            "afgoerelser[0].timer_pr_uge": 8}
HOURS = "afgoerelser[2].timer_pr_uge"
METHOD = {"kilde": "Byrådet"}


def spent(*costs: tuple[str, Any]) -> list[dict[str, Any]]:
    return [{**COST, "dato": day, "beloeb": amount} for day, amount in costs]


BORDERS = (
    Border("cost_lines_add_up", "en linjes beløb er antal gange pris",
           {FIRST: {**LINE, "antal": 4, "enhedspris": 1250, "beloeb": 5000}},
           {FIRST: {**LINE, "antal": 4, "enhedspris": 1250, "beloeb": Decimal("5000.01")}},
           ((f"{FIRST}.beloeb", "beloeb-passer-ikke"),), given=OFFERED),
    Border("cost_lines_add_up", "afrunding til øre er ingen fejl",
           {FIRST: {**LINE, "antal": Decimal("2.5"), "enhedspris": Decimal("333.33"),
                    "beloeb": Decimal("833.32")}},
           {FIRST: {**LINE, "antal": Decimal("2.5"), "enhedspris": Decimal("333.33"),
                    "beloeb": Decimal("833.31")}},
           ((f"{FIRST}.beloeb", "beloeb-passer-ikke"),), given=OFFERED),
    Border("cost_lines_add_up", "det gælder også det, der søges om",
           {ITS: {**LINE, "antal": 2, "enhedspris": 50}},
           {ITS: {**LINE, "antal": 2, "enhedspris": 50, "beloeb": 50}},
           ((f"{ITS}.beloeb", "beloeb-passer-ikke"),), given=APPLIED),
    Border("cost_lines_add_up", "en bevillings beløb er posternes sum",
           {f"{GRANT}.beloeb": 5300}, {f"{GRANT}.beloeb": Decimal("5299.99")},
           ((f"{GRANT}.beloeb", "beloeb-passer-ikke"),), given=GRANTED),
    Border("granted_not_above_asked", "en post bevilges højst med det, der er søgt om",
           {f"{GRANT}.poster[1].bevilget": 300}, {f"{GRANT}.poster[1].bevilget": Decimal("300.01")},
           ((f"{GRANT}.poster[1].bevilget", "bevilget-over-ansoegt"),), given=GRANTED),
    Border("courses_abroad", "et tilbud har ingen kurser i udlandet",
           {FIRST: {**COURSE, "land": "DK"}}, {FIRST: {**COURSE, "land": "SE"}},
           ((f"{FIRST}.land", "kursus-i-udlandet"),), given=OFFERED),
    Border("courses_abroad", "et redskab må gerne komme fra udlandet",
           {FIRST: {**COURSE, "art": "redskab", "land": "DE"}}, {FIRST: {**COURSE, "land": "DE"}},
           ((f"{FIRST}.land", "kursus-i-udlandet"),), given=OFFERED),
    Border("courses_abroad", "der søges ikke om kurser i udlandet",
           {ITS: COURSE}, {ITS: {**COURSE, "land": "GB"}}, ((f"{ITS}.land", "kursus-i-udlandet"),),
           given=APPLIED),
    Border("courses_abroad", "det, kommunen har modtaget, er en advarsel: der gives afslag",
           {ITS: COURSE}, {ITS: {**COURSE, "land": "GB"}}, ((f"{ITS}.land", "kursus-i-udlandet"),),
           given={"ansoegninger[2]": {**ASKED, "modtaget": "2026-02-03"}}, severity="advarsel"),
    Border("courses_abroad", "et kursus i udlandet kan kun få afslag",
           {f"{GRANT}.poster[0]": {**ABROAD, "bevilget": 0}},
           {f"{GRANT}.poster[0]": {**ABROAD, "bevilget": 1}},
           ((f"{GRANT}.poster[0].land", "kursus-i-udlandet"),), given=PARTLY),
    Border("courses_abroad", "heller ikke et, der er betalt, kan dækkes",
           {"udgifter": [{**COST, "art": "kursus"}]},
           {"udgifter": [{**COST, "art": "kursus", "land": "SE"}]},
           (("udgifter[0].land", "kursus-i-udlandet"),)),
    Border("budgets_within_maximum", "et budget er højst årets maksimum",
           {f"{LINES}[1].beloeb": 735000}, {f"{LINES}[1].beloeb": Decimal("735000.01")},
           ((f"{LINES}[1]", "over-maksimum"),), given=OFFERED),
    Border("budgets_within_maximum", "linjen kan være skrevet som antal og pris",
           {f"{LINES}[1]": {**LINE, "antal": 7, "enhedspris": 105000}},
           {f"{LINES}[1]": {**LINE, "antal": 7, "enhedspris": 105001}},
           ((f"{LINES}[1]", "over-maksimum"),), given=OFFERED),
    Border("budgets_within_maximum", "satsen er den ved årets begyndelse",
           {"tilbud[0].budget.fra": "2026-01-01"}, {"tilbud[0].budget.fra": "2025-12-31"},
           ((f"{LINES}[1]", "over-maksimum"),),
           given={**OFFERED, f"{LINES}[1].beloeb": 730000}),
    Border("budgets_within_maximum", "eller den laveste, når kommunen har valgt den",
           {f"{LINES}[1].beloeb": 720000}, {f"{LINES}[1].beloeb": 720001},
           ((f"{LINES}[1]", "over-maksimum"),), given={**OFFERED, "tilbud[0].budget.fra": "2025-12-31"},
           local={"budgetaar_sats": "laveste"}),
    Border("budgets_within_maximum", "posterne i en bevilling ligeså",
           {f"{GRANT}.poster[0]": {**ITEM, "ansoegt": 739700, "bevilget": 739700}},
           {f"{GRANT}.poster[0]": {**ITEM, "ansoegt": 739701, "bevilget": 739701}},
           ((f"{GRANT}.poster[1].bevilget", "over-maksimum"),), given=GRANTED),
    Border("budgets_within_maximum", "og en bevilling uden poster",
           {GRANT: {**COSTS, "beloeb": 740000}}, {GRANT: {**COSTS, "beloeb": 740001}},
           ((f"{GRANT}.beloeb", "over-maksimum"),)),
    Border("spent_within_maximum", "12 måneder i træk koster højst maksimum",
           {"udgifter": spent(("2025-07-01", 400000), ("2026-06-30", 325000))},
           {"udgifter": spent(("2025-07-01", 400000), ("2026-06-30", 325001))},
           (("udgifter[1].beloeb", "brugt-over-maksimum"),)),
    Border("spent_within_maximum", "en dag senere er det nye 12 måneder",
           {"udgifter": spent(("2025-07-01", 400000), ("2026-07-01", 400000))},
           {"udgifter": spent(("2025-07-01", 400000), ("2026-06-30", 400000))},
           (("udgifter[1].beloeb", "brugt-over-maksimum"),)),
    Border("spent_within_grant", "der bruges højst det, der er bevilget for et år",
           {"udgifter": spent(("2026-03-01", 5000), ("2027-02-28", 300))},
           {"udgifter": spent(("2026-03-01", 5000), ("2027-02-28", 301))},
           (("udgifter[1].beloeb", "brugt-over-bevilling"),), given=GRANTED, severity="advarsel"),
    Border("spent_within_grant", "et nyt år har sit eget beløb",
           {"udgifter": spent(("2026-03-01", 5000), ("2027-03-01", 5000))},
           {"udgifter": spent(("2026-03-01", 5000), ("2027-02-28", 5000))},
           (("udgifter[1].beloeb", "brugt-over-bevilling"),), given=GRANTED, severity="advarsel"),
    Border("spent_within_grant", "det, der er brugt uden for bevillingen, tæller ikke med",
           {"udgifter": spent(("2026-02-28", 5000), ("2026-03-01", 5000))},
           {"udgifter": spent(("2026-03-01", 5000), ("2026-03-01", 5000))},
           (("udgifter[1].beloeb", "brugt-over-bevilling"),), given=GRANTED, severity="advarsel"),
    Border("asked_hours_are_trained", "der søges om højst de timer, der trænes",
           {f"{PAY}.timer_pr_uge": 4}, {f"{PAY}.timer_pr_uge": Decimal("4.01")},
           ((f"{PAY}.timer_pr_uge", "timer-over-ugeskema"),), severity="advarsel"),
    Border("asked_hours_are_trained", "hjemmeundervisning og behandling ude fylder ikke op",
           {f"{PAY}.timer_pr_uge": 4}, {f"{PAY}.timer_pr_uge": Decimal("4.5")},
           ((f"{PAY}.timer_pr_uge", "timer-over-ugeskema"),),
           given={f"{PAY}.hjemmeundervisning_timer": 10}),
    Border("asked_hours_are_trained", "det gør behandling uden for hjemmet heller ikke",
           {f"{PAY}.behandling_ude_timer": 0}, {f"{PAY}.behandling_ude_timer": Decimal("0.5")},
           ((f"{PAY}.timer_pr_uge", "timer-over-ugeskema"),), given={f"{PAY}.timer_pr_uge": 5}),
    Border("granted_hours", "der bevilges højst arbejdstiden",
           {f"{GRANT}.beregning.arbejdstid": 4}, {f"{GRANT}.beregning.arbejdstid": Decimal("3.5")},
           ((f"{GRANT}.timer_pr_uge", "timer-over-arbejdstid"),), given=LOSING),
    Border("granted_hours", "uden arbejdstid er der intet tab",
           {f"{GRANT}.beregning.arbejdstid": 37}, {f"{GRANT}.beregning.arbejdstid": 0},
           ((f"{GRANT}.beregning.arbejdstid", "arbejdstid-nul"),), given=LOSING),
    Border("granted_amount", "beløbet er det, der regnes ud",
           {f"{GRANT}.beloeb": Decimal("3135.14")}, {f"{GRANT}.beloeb": Decimal("3135.15")},
           ((f"{GRANT}.beloeb", "beloeb-og-beregning"),), given=LOSING),
    Border("granted_amount", "også med kommunens egen metode",
           {f"{GRANT}.beloeb": 3135}, {f"{GRANT}.beloeb": Decimal("3135.14")},
           ((f"{GRANT}.beloeb", "beloeb-og-beregning"),), given=LOSING,
           local={"beregning": {**METHOD, "afrunding": "krone"}}),
    Border("hours_together", "forældrenes timer er højst dem, træningen er godkendt til",
           {HOURS: 4}, {HOURS: 5}, ((HOURS, "timer-over-traening"),), given=TOGETHER,
           severity="advarsel"),
    Border("hours_together", "når de løber på samme tid",
           {"afgoerelser[1].periode.til": "2026-03-31"}, {"afgoerelser[1].periode.til": "2026-04-01"},
           ((HOURS, "timer-over-traening"),), severity="advarsel",
           given={**TOGETHER, HOURS: 5, "afgoerelser[2].periode.fra": "2026-04-01"}),
)


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_what_passes(border: Border) -> None:
    passes(border)


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_what_fails(border: Border) -> None:
    fails(border)


def test_each_rule_has_a_border() -> None:
    assert {border.rule for border in BORDERS} == {rule.__name__ for rule in OWN}


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.__name__)
def test_a_rule_has_nothing_to_say_of_what_is_not_there(rule: Any) -> None:
    lists = (*EVENT_DATE, "tilbud", "udgifter", "ophoer")
    assert list(rule({}, {})) == []
    assert list(rule({name: [{}] for name in lists}, {})) == []
    thin = {"ydelse": "udgifter", "udfald": "bevilling", "poster": [{}]}
    lost = {"ydelse": "tabt_arbejdsfortjeneste", "udfald": "bevilling"}
    assert list(rule({
        "afgoerelser": [thin, {**thin, "beloeb": 0}, lost, {**lost, "beregning": {}, "beloeb": 5}],
        "tilbud": [{"budget": {"linjer": [{}]}}, {"budget": {"fra": "2026-01-01"}}],
        "ansoegninger": [{"art": "tabt_arbejdsfortjeneste", "timer_pr_uge": 0, "ugeskema": [{}]},
                         {"udgifter": [{}]}], "udgifter": [{"dato": "2026-01-01"}, {"beloeb": 5}],
    }, {"satser": [{}]})) == []


def test_a_maximum_that_nobody_knows_is_not_their_business() -> None:
    data = case("bo", {**OFFERED, f"{LINES}[0].beloeb": 10**9, **{GRANT: {**COSTS, "beloeb": 10**9}},
                       "udgifter": spent(("2026-03-01", 10**9))})
    for rule in (budgets_within_maximum, spent_within_maximum):
        assert list(rule(data, settings("nyborg"))) == []
        assert list(rule(data, settings())) != []


def test_a_calculation_that_lacks_something_is_refused_elsewhere() -> None:
    data = case("bo", {**LOSING, f"{GRANT}.beloeb": 1})
    assert list(granted_amount(data, settings("nyborg"))) == []
    assert [p.path for p in granted_amount(data, settings())] == [f"{GRANT}.beloeb"]


def test_an_amount_that_contradicts_the_calculation_names_both_fields() -> None:
    (problem,) = granted_amount(case("bo", {**LOSING, f"{GRANT}.beloeb": 1}), settings())
    assert problem.path.endswith(".beloeb")
    assert "beregning" in str(problem.message)
    assert "beloeb" in str(problem.message)


def test_a_grant_that_was_replaced_no_longer_counts() -> None:
    newer = {**COSTS, "brevdato": "2026-04-10", "periode": {"fra": "2026-05-01"}, "beloeb": 9000,
             "erstatter": "2026-02-10"}
    data = case("bo", {**GRANTED, "afgoerelser[2]": newer,
                       "udgifter": spent(("2026-03-02", 5300), ("2026-05-01", 9000), ("2026-05-02", 1))})
    assert [p.path for p in spent_within_grant(data, {})] == ["udgifter[2].beloeb"]


def test_each_run_names_the_one_line_that_takes_it_over() -> None:
    data = {"udgifter": spent(*[("2026-03-01", 500000)] * 4)}
    assert [p.path for p in spent_within_maximum(data, settings())] == ["udgifter[1].beloeb"]


def test_a_years_grant_is_passed_once() -> None:
    data = case("bo", {**GRANTED, "udgifter": spent(*[("2026-03-02", 5000)] * 4)})
    assert [p.path for p in spent_within_grant(data, {})] == ["udgifter[1].beloeb"]


def test_one_parent_alone_can_have_more_hours_than_the_training() -> None:
    data = case("bo", {**LOSING, "afgoerelser[0].timer_pr_uge": 3})
    (problem,) = hours_together(data, {})
    assert (problem.path, problem.severity) == (f"{GRANT}.timer_pr_uge", "advarsel")


DAYS = st.dates(dt.date(2023, 6, 1), dt.date(2026, 12, 31))


@given(st.lists(st.tuples(DAYS, st.integers(1, 400000)), max_size=12))
def test_twelve_months_in_a_row_are_found_as_by_counting_each(costs: list[tuple[dt.date, int]]) -> None:
    """The sliding sum says the same as adding up each 12 months by itself."""
    rates = {2023: 690000, 2024: 706600, 2025: 725000, 2026: 740000}
    expected = any(sum(amount for day, amount in costs if start <= day <= last_day(start))
                   > rates[start.year] for start, _ in costs)
    data = {"udgifter": spent(*((day.isoformat(), amount) for day, amount in costs))}
    problems = list(spent_within_maximum(data, settings()))
    assert bool(problems) is expected
    assert len({problem.path for problem in problems}) == len(problems)
    assert all(problem.message == text(
        "Med udgiften er der brugt mere end det højeste beløb inden for 12 måneder i træk.")
        for problem in problems)
