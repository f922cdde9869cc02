"""A provider's own way: the offer with its sums, and the evaluation from the offer's own goals."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import Any

import httpx
import pypdfium2 as pdfium
import pytest

from pipeline.opening.opened import opened
from tests.cases import case
from tests.web.walking import fields, heading, hidden, send, state, walk

PATH = "/da/skema/tilbud"
T, LINE = "tilbud.0", "tilbud.0.budget.linjer"
OFFER: Mapping[str, str] = {
    "barn.navn": "Karla Prøve", "barn.foedselsdato": "1. januar 2018", "sagsnummer": "26/17",
    "parter.0.virksomhed": "Legeværk Prøve", "parter.0.cvr": "99001208", "parter.0.navn": "Tove Prøve",
    "parter.0.kontakt.telefon": "65 00 00 40", f"{T}.behov": "Karla mangler ord, når hun bliver ked.",
    f"{T}.kortlaegning": "Vi har besøgt hende to gange.", f"{T}.fokus.0.omraade": "kommunikativ",
    f"{T}.fokus.0.beskrivelse": "Ét ord ad gangen. Næste trin er to.",
    "maal.0.titel": "Karla beder selv om noget ved bordet.", "maal.0.omraade": "kommunikativ",
    "maal.0.udgangspunkt": "2 gange på en halv time", "maal.0.oensket": "15 gange på en halv time",
    "maal.0.maaling": "Hendes far tæller hver søndag.", "maal.0.frist": "1. december 2027",
    "maal.0.maaltal.enhed": "gange", "maal.0.maaltal.udgangspunkt": "2", "maal.0.maaltal.oensket": "15",
    f"{T}.maal": "maal1", f"{T}.metoder.0.navn": "Billedkort",
    f"{T}.metoder.0.hvorfor": "Hun lærer af det, hun ser.", f"{T}.elementer.0.navn": "Måltidet",
    f"{T}.elementer.0.hvordan": "Den voksne venter.", f"{T}.elementer.0.maal": "maal1",
    f"{T}.plan.0.hvad": "Besøg af Tove Prøve", f"{T}.plan.0.form": "hjemme",
    f"{T}.plan.0.hvornaar": "Hver måned", f"{T}.plan.0.antal": "12", f"{T}.plan.0.timer": "2,5",
    f"{T}.dokumentation": "Vi filmer måltidet.", f"{T}.samarbejde": "Skolen er med hver tredje måned.",
    f"{T}.budget.fra": "1. februar 2026", f"{LINE}.0.hvad": "Besøg", f"{LINE}.0.art": "supervision",
    f"{LINE}.0.antal": "12", f"{LINE}.0.enhedspris": "4.800,05", f"{LINE}.0.maal": "maal1",
    f"{T}.gaelder_til": "1. marts 2027", f"{T}.brevdato": "22-11-2026"}
NOW = {"evalueringer.0.forfattere": "leverandoer1", "evalueringer.0.periode.fra": "1-3-2027",
       "evalueringer.0.status": "Karla taler mere.", "evalueringer.0.indsats": "10 timer om ugen.",
       "evalueringer.0.maal.0.status": "delvist_naaet", "evalueringer.0.maal.0.vaerdi": "9",
       "evalueringer.0.maal.0.vurdering": "Hun beder om noget 9 gange.",
       "evalueringer.0.maal.0.naeste": "Det samme hos bedstemor.",
       "evalueringer.0.dokumentation": "Skemaer", "evalueringer.0.barnets_syn.tekst": "Hun ler.",
       "evalueringer.0.barnets_syn.hvordan": "Vi så det.", "evalueringer.0.brevdato": "1-9-2027"}


def reached(client: httpx.Client, title: str, answers: Mapping[str, str] = OFFER) -> str:
    return next(each.text for each in walk(client, answers, PATH) if heading(each.text) == title)


def text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    found = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(found.replace("\xa0", " ").split())


def summed(client: httpx.Client, page: str, answers: Mapping[str, str], lang: str = "da") -> str:
    """What the page is told while somebody types: in plain words."""
    told = client.post(f"/{lang}/skema/tilbud/sum", data={
        **{name: answers.get(name, "") for name in fields(page)}, **state(page)})
    assert told.status_code == 200
    assert "<html" not in told.text
    return plain(told.text)


def plain(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\xa0", " ").split())


def carried(pdf: bytes) -> Any:
    found = opened(pdf, None, name="fil.pdf")
    assert found.verdict == "proven"
    return found.case


# --- the offer -------------------------------------------------------------------------------------


def test_the_offer_from_the_first_page_to_the_document(client: httpx.Client) -> None:
    pages = walk(client, OFFER, PATH)
    assert [heading(each.text) for each in pages] == [
        "Barnet", "Leverandøren", "Barnets behov", "Målene", "Metode og træning", "Plan for året",
        "Budget for et år", "Tilbuddets gyldighed", "Underskrift", "Kontrollér dine svar"]
    made = client.post(f"{PATH}/pdf", data=state(pages[-1].text))
    words = text_of(made.content)
    for said in ("Legeværk Prøve ved Tove Prøve", "Karla beder selv om noget ved bordet.",
                 "12 gange à 2,5 timer", "57.600,60 kr.", "Fra 2 til 15 gange"):
        assert said in words, said
    found = carried(made.content)
    assert found["tilbud"][0]["leverandoer"] == "leverandoer1"
    assert found["tilbud"][0]["maal"] == ["maal1"]
    assert found["maal"][0]["kilde"] == "tilbud"
    assert [(each["id"], each["rolle"], each["cvr"]) for each in found["parter"]] == [
        ("leverandoer1", "leverandoer", "99001208")]


def test_a_provider_is_asked_nothing_they_may_not_know(client: httpx.Client) -> None:
    asked = {name for each in walk(client, OFFER, PATH) for name in fields(each.text)}
    assert "barn.foedselsdato" in asked
    hidden_from_them = r"cpr|loen|indtaegt|beskyttelse|parter\.[1-9]"
    assert not [name for name in asked if re.search(hidden_from_them, name)]
    assert not [name for name in asked if name.startswith("barn.adresse")]


def test_each_letter_of_smart_is_told_with_an_example(client: httpx.Client) -> None:
    page = plain(reached(client, "Målene"))
    for letter in ("Specifikt", "Målbart", "Attraktivt", "Realistisk", "Tidsbestemt"):
        assert f"{letter}:" in page
    assert page.count("For eksempel:") >= 4


def test_what_to_do_with_it_stands_where_it_is_fetched(client: httpx.Client) -> None:
    page = plain(walk(client, OFFER, PATH)[-1].text)
    for said in ("Den, der er ansvarlig hos jer, skriver under.", "Brug Digital Post",
                 "Giv forældrene en kopi", "Solbæk Kommune"):
        assert said in page, said


@pytest.mark.parametrize("missing", ["parter.0.virksomhed", "barn.foedselsdato", f"{T}.gaelder_til",
                                     "maal.0.maaling", f"{LINE}.0.hvad"])
def test_what_an_offer_lacks_is_told_at_its_question(client: httpx.Client, missing: str) -> None:
    last = walk(client, {**OFFER, missing: ""}, PATH)[-1]
    assert last.status_code == 422
    assert f'<a href="#{missing}">' in last.text


# --- the sums --------------------------------------------------------------------------------------


def test_the_sums_are_exact_and_each_line_has_its_own(client: httpx.Client) -> None:
    """Ten times 0,1 and 0,2 are 3; the empty line between them is none."""
    page = reached(client, "Budget for et år")
    for _ in range(2):
        page = send(client, page, OFFER, f"flere:{LINE}", PATH).text
    told = summed(client, page, {
        f"{T}.budget.fra": "1-2-2026", f"{LINE}.0.hvad": "Kort", f"{LINE}.0.antal": "10",
        f"{LINE}.0.enhedspris": "0,1", f"{LINE}.2.hvad": "Bolde", f"{LINE}.2.antal": "10",
        f"{LINE}.2.enhedspris": "0,20"})
    assert "Budgetlinje 1: Kort 1 kr." in told
    assert "Budgetlinje 3: Bolde 2 kr." in told
    assert "Budgetlinje 2" not in told
    assert "I alt for et år: 3 kr." in told


def test_the_maximum_is_that_of_the_budgets_own_year(client: httpx.Client) -> None:
    """2024 is the law's, 2026 the kommune's own, 2019 nobody's."""
    page = reached(client, "Budget for et år")
    line = {f"{LINE}.0.hvad": "Besøg", f"{LINE}.0.beloeb": "1.000"}
    of_2024 = summed(client, page, {**line, f"{T}.budget.fra": "1-1-2024"})
    assert "højst dække 706.600 kr." in of_2024
    assert "705.600 kr. under det højeste beløb" in of_2024
    assert "§ 85, stk. 6, i barnets lov" in of_2024
    assert "Social-, Bolig- og Ældreministeriets satser for 2024" in of_2024
    assert "højst dække 740.000 kr." in summed(client, page, {**line, f"{T}.budget.fra": "1-1-2026"})
    assert "er ikke kendt her" in summed(client, page, {**line, f"{T}.budget.fra": "1-1-2019"})
    assert "Skriv den første dag i budgetåret" in summed(client, page, line)


@pytest.mark.parametrize(("amount", "said"), [
    ("706.600", "Det er 0 kr. under det højeste beløb"),
    ("706.600,01", "Budgettet er 0,01 kr. over det højeste beløb.")])
def test_a_budget_is_over_by_the_last_oere(client: httpx.Client, amount: str, said: str) -> None:
    page = reached(client, "Budget for et år")
    told = summed(client, page, {f"{T}.budget.fra": "1-1-2024", f"{LINE}.0.hvad": "Alt",
                                 f"{LINE}.0.beloeb": amount})
    assert said in told
    assert ("kan kommunen ikke dække" in told) == ("over" in said)


def test_an_offer_over_the_maximum_is_sent_back_with_the_sums(client: httpx.Client) -> None:
    over = {**OFFER, f"{LINE}.0.enhedspris": "100.000"}
    page = walk(client, over, PATH)[-1]
    assert (page.status_code, heading(page.text)) == (422, "Budget for et år")
    assert f'<a href="#{LINE}">' in page.text
    summary = send(client, page.text, over, "til:999", PATH).text
    for each in (page.text, summary):
        assert "Budgettet er 460.000 kr. over det højeste beløb." in plain(each)
    refused = client.post(f"{PATH}/pdf", data=state(summary))
    assert refused.status_code == 422
    assert "pdf" not in refused.headers["content-type"]


def test_without_a_script_a_button_adds_up(client: httpx.Client) -> None:
    page = reached(client, "Budget for et år")
    added = send(client, page, {**OFFER, f"{LINE}.0.antal": "2"}, "sum", PATH).text
    assert heading(added) == "Budget for et år"
    assert "I alt for et år: 9.600,10 kr." in plain(added)
    assert 'value="4.800,05"' in added


def test_what_cannot_be_read_is_counted_as_nothing(client: httpx.Client) -> None:
    page = reached(client, "Budget for et år")
    told = summed(client, page, {f"{LINE}.0.hvad": "Besøg", f"{LINE}.0.antal": "nogle",
                                 f"{LINE}.0.enhedspris": "100", f"{T}.budget.fra": "snart"})
    assert "Budgetlinje 1: Besøg Mangler antal og pris" in told
    assert "I alt for et år: 0 kr." in told


def test_what_is_written_is_shown_as_words_and_nothing_else(client: httpx.Client) -> None:
    page = reached(client, "Budget for et år")
    told = client.post(f"{PATH}/sum", data={**state(page), f"{LINE}.0.hvad": "<b>x</b>{{ 1 }}",
                                            f"{LINE}.0.beloeb": "5"}).text
    assert "<b>" not in told
    assert "&lt;b&gt;x&lt;/b&gt;{{ 1 }}" in told


def test_only_what_has_a_budget_has_sums(client: httpx.Client) -> None:
    page = client.get("/da/skema/hoeringssvar").text
    assert client.post("/da/skema/hoeringssvar/sum", data=state(page)).status_code == 404
    assert "data-sums" not in page
    assert client.post(f"{PATH}/sum", data=state(page)).status_code == 422
    assert client.get(f"{PATH}/sum").status_code == 405


# --- the evaluation --------------------------------------------------------------------------------


def test_an_evaluation_begins_with_the_offers_own_goals(client: httpx.Client) -> None:
    offer = client.post(f"{PATH}/pdf", data=state(walk(client, OFFER, PATH)[-1].text)).content
    asked = client.post("/da/fortsaet", files={"fil": ("tilbud.pdf", offer)}).text
    page = client.post("/da/begynd", data={
        "grundlag": hidden(asked, "grundlag"), "begynd": "evaluering", "hvem": ""}).text
    begun = json.loads(hidden(page, "kladde"))["svar"]
    for name in ("titel", "oensket", "maaling"):
        assert begun[f"maal.0.{name}"] == OFFER[f"maal.0.{name}"]
    answers = {**begun, **NOW, "evalueringer.0.forfattere": begun["evalueringer.0.forfattere"]}
    while "Kontrollér" not in heading(page):
        if heading(page) == "Mål for mål":
            assert "Mål 1: Karla beder selv om noget ved bordet." in plain(page)
        got = send(client, page, answers, path="/da/skema/evaluering")
        assert got.status_code == 200, re.findall(r'<li><a href="#(.*?)">', got.text)
        page = got.text
    made = client.post("/da/skema/evaluering/pdf", data=state(page)).content
    found = carried(made)
    assert found["maal"][0]["titel"] == OFFER["maal.0.titel"]
    assert found["evalueringer"][0]["maal"] == [{
        "maal": found["maal"][0]["id"], "status": "delvist_naaet", "vaerdi": 9,
        "vurdering": "Hun beder om noget 9 gange.", "naeste": "Det samme hos bedstemor."}]
    assert "Nu 9, ved start 2. Målet er 15 gange." in text_of(made)


def test_a_parents_evaluation_knows_the_birth_date_and_no_number(client: httpx.Client) -> None:
    data = json.dumps(case("liv-uden-leverandoer"), default=float).encode()
    asked = client.post("/da/fortsaet", files={"fil": ("sag.json", data)}).text
    page = client.post("/da/begynd", data={
        "grundlag": hidden(asked, "grundlag"), "begynd": "evaluering", "hvem": "mor"}).text
    begun = json.loads(hidden(page, "kladde"))["svar"]
    number = case("liv-uden-leverandoer")["barn"]["cpr"]
    assert begun["barn.foedselsdato"].replace("-", "")[:4] == number[:4]
    assert number not in page
    assert begun["parter.0.navn"] == "Maja Havgaard"


def only(answers: Mapping[str, str], *parts: str) -> dict[str, str]:
    return {name: each for name, each in answers.items() if name.startswith(parts)}


@pytest.mark.parametrize(("who", "asked", "left"), [
    ("leverandoer1", "parter.0.virksomhed", "parter.1.navn"),
    ("foraelder1", "parter.1.navn", "parter.0.virksomhed")])
def test_only_those_who_write_it_are_asked_about(
        client: httpx.Client, who: str, asked: str, left: str) -> None:
    path = "/da/skema/evaluering"
    answers = {**only(OFFER, "barn", "sagsnummer", "parter", "maal"), **NOW,
               "evalueringer.0.forfattere": who, "parter.1.navn": "Mona Prøve",
               "parter.1.relation": "mor", "parter.1.foraeldremyndighed": "ja"}
    pages = walk(client, answers, path)
    assert pages[-1].status_code == 200, re.findall(r'<li><a href="#(.*?)">', pages[-1].text)
    names = {name for each in pages for name in fields(each.text)}
    assert asked in names
    assert left not in names
    found = carried(client.post(f"{path}/pdf", data=state(pages[-1].text)).content)
    assert found["evalueringer"][0]["forfattere"] == [who]
    assert [each["id"] for each in found["parter"]] == [who]


def test_only_goals_that_are_written_are_evaluated(client: httpx.Client) -> None:
    path = "/da/skema/evaluering"
    answers = {**only(OFFER, "barn", "sagsnummer", "parter.0", "maal"), **NOW}
    page = next(each.text for each in walk(client, answers, path)
                if heading(each.text) == "Mål for mål")
    assert "evalueringer.0.maal.0.status" in fields(page)
    assert "evalueringer.0.maal.1.status" not in fields(page)


def test_parents_and_providers_find_the_evaluation(client: httpx.Client) -> None:
    page = client.get("/da/").text
    assert page.count('href="/da/skema/evaluering"') == 2
    assert page.count('href="/da/skema/tilbud"') == 1
