"""What a parent reads: errors about questions, and on the last page what to do with the document."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import httpx
import pytest

from pipeline.forms.blank.made import described
from pipeline.forms.blank.plan import Plan
from tests.web.walking import LOST_EARNINGS, heading, walk

PARENTS = ("ansoegning-hjemmetraening", "ansoegning-tabt-arbejdsfortjeneste", "ansoegning-udgifter",
           "hoeringssvar")
TECHNICAL = re.compile(
    r"JSON|skemaet er|ÅÅÅÅ|TT:MM|[a-z]+\.\d\.|[a-z]+_[a-z]+|beloeb|ansoegn|[Vv]ærdien|id i sagen|"
    r"--[a-z]")
ANSWER = {
    "barn.navn": "Karla Prøve", "barn.cpr": "0101184321", "parter.0.navn": "Mona Prøve",
    "parter.0.relation": "mor", "parter.0.foraeldremyndighed": "ja", "hoeringer.0.art": "rapport",
    "hoeringer.0.brevdato": "10-11-2026", "hoeringer.0.frist": "4. december 2026",
    "hoeringer.0.tilsyn": "3-11-2026", "hoeringer.0.svar.0.tekst": "Jeg er enig.",
    "hoeringer.0.svar.0.brevdato": "22-11-2026", "hoeringer.0.svar.0.bilag": "Udtalelse\nVideo"}


def summary(client: httpx.Client, kind: str, answers: dict[str, Any], ending: str = ""
            ) -> httpx.Response:
    draft = {"hjemmetraening-kladde": 1, "dokument": kind, "svar": answers, "raekker": {}}
    return client.post(f"/da/skema/{kind}{ending}", data={
        "kladde": json.dumps(draft), "trin": "999", "gaa": "til:999"})


def told(page: str) -> list[str]:
    """What the alert says, item by item."""
    alert = page.partition('id="fejl"')[2].partition("</ul>")[0]
    return [html.unescape(re.sub("<.*?>", "", each)) for each in re.findall("<li>(.*?)</li>", alert)]


def answers_with(kind: str, said: str, nr: int) -> dict[str, Any]:
    """Every question answered with the same words, or one of its choices."""
    found: dict[str, Any] = {}
    for each in described(Plan(kind))[1].questions:
        chosen = each.choices[nr % len(each.choices)].value if each.choices else said
        found[each.name] = [chosen] if each.kind == "several" else chosen
    return found


@pytest.mark.parametrize("kind", PARENTS)
@pytest.mark.parametrize("said", ["", "xx!", "-5", "1-1-1890", "99", "31-12-2199"])
def test_errors_speak_of_questions(client: httpx.Client, kind: str, said: str) -> None:
    for nr in (0, 1):
        page = summary(client, kind, answers_with(kind, said, nr) if said else {}).text
        found = told(page)
        for each in found:
            assert not TECHNICAL.search(each), each
        # Each is at a question that can be gone to.
        assert page.count('value="ret:') == len(found)


def test_an_answer_to_a_report_can_be_made(client: httpx.Client) -> None:
    """Whoever answers has the report, not the visit it is of, and does not say when it was received."""
    assert told(summary(client, "hoeringssvar", ANSWER).text) == []
    case = summary(client, "hoeringssvar", ANSWER, "/json").json()
    assert case["hoeringer"][0]["svar"][0]["modtaget"] == "2026-11-22"
    assert summary(client, "hoeringssvar", ANSWER, "/pdf").headers["content-type"] == "application/pdf"


def test_an_answer_to_an_intended_decision_says_which(client: httpx.Client) -> None:
    intended = {**ANSWER, "hoeringer.0.art": "paataenkt_afgoerelse"}
    assert told(summary(client, "hoeringssvar", intended).text) == [
        "Hvad handler afgørelsen om? Du har ikke valgt noget."]
    assert told(summary(client, "hoeringssvar", {
        **intended, "hoeringer.0.ydelse": "hjemmetraening"}).text) == []


def test_the_time_limit_and_the_enclosures_are_on_the_last_page(client: httpx.Client) -> None:
    page = summary(client, "hoeringssvar", ANSWER).text
    assert "senest den 4. december 2026" in page
    assert "<li>Udtalelse</li>" in page
    without = {**ANSWER, "hoeringer.0.frist": ""}
    assert "Dit svar skal være" not in summary(client, "hoeringssvar", without).text


def test_the_last_page_says_what_to_do(client: httpx.Client) -> None:
    page = walk(client, LOST_EARNINGS)[-1].text
    assert heading(page) == "Kontrollér dine svar"
    headings = re.findall("<h3>(.*?)</h3>", page.partition('id="naeste"')[2])
    assert headings == ["Hent", "Underskrift", "Det har du skrevet, at du sender med",
                        "Det skal du sende med", "Send blanketten", "Det sker der bagefter",
                        "Gem din kladde"]
    for words in ("Den, der søger, skriver under", "Digital Post", "fire uger", "Rådhusgangen"):
        assert words in page


@pytest.mark.parametrize("kind", PARENTS)
def test_every_form_says_who_signs_where_it_goes_and_what_comes(kind: str) -> None:
    titles = [each.title for each in described(Plan(kind))[1].sections]
    assert {"Underskrift", "Send blanketten", "Det sker der bagefter"} <= set(titles)
