"""Begin from a file: a letter, last year's application, a half-filled form, a case."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import httpx
import pytest

from pipeline import Job, Sag, produce
from pipeline.forms.blank.made import docx as blank_docx
from pipeline.forms.blank.made import pdf as blank_pdf
from pipeline.forms.blank.plan import Plan
from pipeline.forms.fill import fill
from tests.cases import case, settings
from tests.web.walking import heading, hidden


def file_of(name: str, kind: str, to: str = "kommune", form: str = "pdf", nr: Any = "alle") -> bytes:
    """A document of a sample's case, as one of its readers has it, with its data."""
    job = Job(kind, nr=nr, settings=settings(), carry=True, formats=(form,))  # type: ignore[arg-type]
    made = produce(Sag(case(name)), job)
    return next(each.files[form] for each in made if each.stem.endswith(f"-{to}"))


def upload(client: httpx.Client, data: bytes, name: str = "fil.pdf") -> httpx.Response:
    return client.post("/da/fortsaet", files={"fil": (name, data)})


def choose(client: httpx.Client, page: str, what: str, who: str = "") -> httpx.Response:
    return client.post("/da/begynd", data={
        "grundlag": hidden(page, "grundlag"), "begynd": what, "hvem": who})


def draft(page: str) -> dict[str, Any]:
    return json.loads(hidden(page, "kladde"))  # type: ignore[no-any-return]


def choices(page: str, name: str = "begynd") -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]*)"', page)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_last_years_application_becomes_this_years(client: httpx.Client, form: str) -> None:
    asked = upload(client, file_of("karla", "ansoegning-hjemmetraening", form=form, nr=1), f"a.{form}")
    assert (asked.status_code, heading(asked.text)) == (200, "Begynd med din fil")
    assert "ansoegning-hjemmetraening:forlaengelse" in choices(asked.text)
    assert "hoeringssvar" not in choices(asked.text)
    who = (choices(asked.text, "hvem") or [""])[0]
    page = choose(client, asked.text, "ansoegning-hjemmetraening:forlaengelse", who)
    assert heading(page.text) == "Barnet"
    assert "Dine svar er hentet fra filen" in page.text
    before = next(each for each in case("karla")["ansoegninger"] if each["art"] == "hjemmetraening")
    answers = draft(page.text)["svar"]
    assert answers["barn.navn"] == case("karla")["barn"]["navn"]
    assert answers["ansoegninger.0.variant"] == "forlaengelse"
    assert answers["ansoegninger.0.begrundelse"] == before["begrundelse"]
    assert answers["ansoegninger.0.brevdato"] == "22-11-2026"
    assert answers["maal.0.titel"]


def test_nobody_says_signs_or_consents_for_them(client: httpx.Client) -> None:
    asked = upload(client, file_of("karla", "ansoegning-hjemmetraening", nr=1)).text
    who = (choices(asked, "hvem") or [""])[0]
    answers = draft(choose(client, asked, "ansoegning-hjemmetraening:forlaengelse", who).text)["svar"]
    assert not [name for name in answers
                if re.search(r"barnets_syn|samtykker|underskrifter|\.bilag|\.aendring", name)]


def test_what_is_chosen_is_asked_for(client: httpx.Client) -> None:
    asked = upload(client, file_of("karla", "afgoerelse", to="mor", nr=1)).text
    told = choose(client, asked, "")
    assert told.status_code == 422
    assert '<a href="#begynd">' in told.text
    assert 'id="begynd"' in told.text
    assert choose(client, asked, "afgoerelse").status_code == 422


def test_the_letters_own_reader_writes(client: httpx.Client) -> None:
    asked = upload(client, file_of("karla", "afgoerelse", to="mor", nr=1)).text
    assert not choices(asked, "hvem")
    page = choose(client, asked, "ansoegning-udgifter:ansoegning").text
    assert draft(page)["svar"]["parter.0.navn"] == next(
        each["navn"] for each in case("karla")["parter"] if each["id"] == "mor")


def test_a_case_asks_who_you_are(client: httpx.Client) -> None:
    data = json.dumps(case("alma-to-hjem"), default=float).encode()
    asked = upload(client, data, "sag.json").text
    parents = [each["id"] for each in case("alma-to-hjem")["parter"] if each["rolle"] == "foraelder"]
    assert set(choices(asked, "hvem")) >= set(parents)
    assert choose(client, asked, "ansoegning-udgifter:ansoegning", "findes").status_code == 422
    assert choose(client, asked, "ansoegning-udgifter:ansoegning", parents[0]).status_code == 200


def test_the_answer_to_a_hearing_knows_its_letter(client: httpx.Client) -> None:
    data = case("karla")
    hearing = data["hoeringer"][-1]
    asked = upload(client, file_of("karla", "partshoering", to="mor", nr=len(data["hoeringer"]))).text
    answers = draft(choose(client, asked, "hoeringssvar", "mor").text)["svar"]
    assert answers["hoeringer.0.art"] == hearing["art"]
    year, month, day = hearing["brevdato"].split("-")
    assert answers["hoeringer.0.brevdato"] == f"{day}-{month}-{year}"
    assert re.fullmatch(r"\d\d-\d\d-20\d\d", answers["hoeringer.0.frist"])


def test_a_half_filled_form_goes_on(client: httpx.Client) -> None:
    blank = blank_pdf(Plan("ansoegning-udgifter"))
    filled = fill(blank, {"barn.navn": "Karla Prøve", "ansoegninger.0.variant": "ansoegning",
                          "ansoegninger.0.ansoegere.foraelder1": True}).pdf
    page = upload(client, filled).text
    found = draft(page)
    assert found["dokument"] == "ansoegning-udgifter"
    assert found["svar"] == {"barn.navn": "Karla Prøve", "ansoegninger.0.variant": "ansoegning",
                             "ansoegninger.0.ansoegere": ["foraelder1"]}


def test_a_word_form_goes_on(client: httpx.Client) -> None:
    word = blank_docx(Plan("hoeringssvar"), {"barn.navn": "Karla Prøve"})
    assert draft(upload(client, word, "svar.docx").text)["svar"]["barn.navn"] == "Karla Prøve"


def test_a_protected_address_stays_hidden(client: httpx.Client) -> None:
    """Villads' parents live apart, and one of the addresses is secret from the other."""
    data = case("villads-beskyttet-adresse")
    secret = next(each for each in data["parter"] if each.get("beskyttelse"))
    other = next(each for each in data["parter"]
                 if each["rolle"] == "foraelder" and each["id"] != secret["id"])
    asked = upload(client, json.dumps(data, default=float).encode(), "sag.json").text
    for what in choices(asked):
        page = choose(client, asked, what, other["id"]).text
        if 'name="kladde"' in page:
            assert secret["adresse"]["vej"] not in html.unescape(page)


@pytest.mark.parametrize("data", [
    b"", b"{}", b"[1]", b"%PDF-1.7", b"PK\x03\x04nonsense", b'{"barn": {}, "parter": [1]}',
    b"\xff\xfe\x00",
    b'{"barn": {}, "parter": [{"id": "a", "rolle": "foraelder"}], "skema": "1"}', b"[" * 100_000])
def test_what_cannot_be_begun_from_is_said_at_the_file(client: httpx.Client, data: bytes) -> None:
    told = upload(client, data)
    if told.status_code == 200:
        told = choose(client, told.text, choices(told.text)[0], "a")
        assert told.status_code in (200, 422)
        return
    assert told.status_code == 422
    assert '<a href="#fil">' in told.text
    assert heading(told.text) == "Hvad vil du?"


@pytest.mark.parametrize("ground", ["", "{}", "[]", '{"sag": 1, "personer": []}', "x" * 1000])
def test_a_page_that_is_not_ours(client: httpx.Client, ground: str) -> None:
    told = client.post("/da/begynd", data={"grundlag": ground, "begynd": "hoeringssvar"})
    assert told.status_code == 422


def test_the_other_language_keeps_the_file(client: httpx.Client) -> None:
    asked = upload(client, file_of("karla", "afgoerelse", to="mor", nr=1)).text
    page = client.post("/en/begynd", data={"grundlag": hidden(asked, "grundlag"), "gaa": "sprog"})
    assert page.status_code == 200
    assert hidden(page.text, "grundlag")
