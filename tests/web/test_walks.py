"""People in a real browser, from the front page to the document: each way, width and language."""

from __future__ import annotations

import json

import pypdfium2 as pdfium
import pytest

from pipeline.opening.opened import opened
from tests.chromium import Chromium
from tests.opening.letters import letter
from tests.web.conftest import Server
from tests.web.person import Person, walked
from tests.web.test_providers import OFFER
from tests.web.walking import LOST_EARNINGS
from tests.web.ways import WAYS

HEARING = {
    "barn.navn": "Karla Prøve", "barn.foedselsdato": "01-01-2018", "parter.0.navn": "Mona Prøve",
    "parter.0.relation": "mor", "parter.0.foraeldremyndighed": "ja",
    "hoeringer.0.art": "rapport", "hoeringer.0.brevdato": "01-11-2026",
    "hoeringer.0.tilsyn": "01-10-2026", "hoeringer.0.svar.0.tekst": "Vi ser det anderledes.",
    "hoeringer.0.svar.0.brevdato": "22-11-2026"}


def words_of(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    said = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(said.replace("\xa0", " ").split())


@WAYS
def test_a_parent_applies(chromium: Chromium, dressed: Server, script: bool, width: int,
                          lang: str) -> None:
    """From the front page: half of it, a draft saved, the browser closed, the draft loaded, the rest."""
    def half(person: Person) -> tuple[str, bytes]:
        person.opens()
        person.follows("Ansøgning om tabt arbejdsfortjeneste")
        for heading in person.walks(LOST_EARNINGS, "Træningen"):
            assert person.outside() == [], heading
        person.fills(LOST_EARNINGS)
        return person.downloads("Gem kladde")

    def rest(person: Person) -> tuple[str, bytes]:
        person.opens()
        person.chooses(name, draft)
        person.presses("Fortsæt")
        for heading in person.walks(LOST_EARNINGS):
            assert person.outside() == [], heading
        assert "31.500" in person.page.locator("main").inner_text()
        return person.downloads("Hent som PDF")

    name, draft = walked(chromium, dressed.url, half, lang=lang, width=width, script=script)
    assert name == "kladde-ansoegning-tabt-arbejdsfortjeneste.json"
    assert "Vi kravler" in json.loads(draft)["svar"].values()
    name, data = walked(chromium, dressed.url, rest, lang=lang, width=width, script=script)
    assert name == "ansoegning-tabt-arbejdsfortjeneste.pdf"
    for said in ("Karla Prøve", "12,5 timer om ugen", "1. februar 2027", "31.500", "08.30–11.00"):
        assert said in words_of(data), said
    found = opened(data)
    assert found.verdict == "proven"
    assert found.case["ansoegninger"][0]["arbejde"]["bruttoloen"] == 31500


@WAYS
def test_a_provider_offers(chromium: Chromium, dressed: Server, script: bool, width: int,
                           lang: str) -> None:
    """From the front page to an offer with its goals and its year's budget."""
    def work(person: Person) -> tuple[str, bytes]:
        person.opens()
        person.follows("Tilbud fra leverandør")
        for heading in person.walks(OFFER):
            assert person.outside() == [], heading
        return person.downloads("Hent som PDF")

    name, data = walked(chromium, dressed.url, work, lang=lang, width=width, script=script)
    assert name == "tilbud.pdf"
    for said in ("Karla beder selv om noget ved bordet.", "Legeværk Prøve", "57.600,60"):
        assert said in words_of(data), said


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_parent_answers_a_hearing(chromium: Chromium, dressed: Server, lang: str) -> None:
    def work(person: Person) -> bytes:
        person.opens()
        person.follows("Høringssvar")
        assert list(person.walks(HEARING))
        return person.downloads("Hent som PDF")[1]

    data = walked(chromium, dressed.url, work, lang=lang)
    assert "Vi ser det anderledes." in words_of(data)
    assert opened(data).verdict == "proven"


@pytest.mark.parametrize("script", [True, False])
def test_a_parent_begins_from_an_earlier_application(chromium: Chromium, dressed: Server,
                                                     script: bool) -> None:
    """The file that was sent last year: what is to be made is asked, and its answers stand there."""
    before = letter("ansoegning-tabt-arbejdsfortjeneste")

    def work(person: Person) -> str:
        person.opens()
        person.chooses("sidste-aar.pdf", before["pdf"])
        person.presses("Fortsæt")
        assert person.heading == "Begynd med din fil"
        person.page.locator("main label", has_text="tabt arbejdsfortjeneste").first.click()
        if person.page.locator("#hvem").count():
            person.page.locator("#hvem label").first.click()
        person.presses("Næste")
        assert person.heading == "Barnet"
        return person.page.locator('[name="barn.navn"]').input_value()

    name = walked(chromium, dressed.url, work, script=script)
    assert name
    assert name in words_of(before["pdf"])
