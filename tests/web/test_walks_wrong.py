"""What is wrong, as people are told it in a real browser."""

from __future__ import annotations

import pytest

from pipeline.web.config import MB
from tests.chromium import Chromium
from tests.web.conftest import Server
from tests.web.person import Person, walked
from tests.web.walking import LOST_EARNINGS
from tests.web.ways import APPLICATION, WAYS

AT_ONCE = 20 * MB


@WAYS
def test_what_is_wrong_is_told_and_found(chromium: Chromium, dressed: Server, script: bool, width: int,
                                         lang: str) -> None:
    """Nothing answered, no CPR number, no date, no rows, what only an employee needs, dates in order."""
    def work(person: Person) -> None:
        person.opens(APPLICATION)
        person.fills({"barn.navn": "Karla Prøve", "barn.cpr": "12", "barn.foedselsdato": "31-02-2018"})
        told(person, {"barn.cpr", "barn.foedselsdato", "barn.diagnose"})
        person.fills({**LOST_EARNINGS, "barn.foedselsdato": ""})
        person.presses("Næste")
        walk = person.walks({**LOST_EARNINGS, "ansoegninger.0.periode.til": "1-1-2027"})
        while "ansoegninger.0.periode.til" not in person.page.content():
            next(walk)
        person.fills({**LOST_EARNINGS, "ansoegninger.0.periode.til": "1-1-2027"})
        told(person, {"ansoegninger.0.periode.til"})
        person.fills({**LOST_EARNINGS, "ansoegninger.0.periode.til": ""})
        person.presses("Næste")
        person.fills({"ansoegninger.0.traeningsplan": "Vi træner hver dag."})
        told(person, {"ansoegninger.0.ugeskema"})
        person.fills(LOST_EARNINGS)
        person.presses("Næste")
        person.fills({**LOST_EARNINGS, "ansoegninger.0.arbejde.arbejdsgiver": ""})
        told(person, {"ansoegninger.0.arbejde.arbejdsgiver"})

    def told(person: Person, expected: set[str]) -> None:
        """What is wrong is listed at the top, where the reader is taken, and each leads to its field."""
        page = person.page
        person.presses("Næste")
        links = page.locator("#fejl a")
        wrong = {str(each.get_attribute("href"))[1:] for each in links.all()}
        assert wrong == expected
        assert page.title().startswith(person.words("Fejl") + ":")
        if script:
            assert page.evaluate("document.activeElement.id") == "fejl"
        for link in links.all():
            name = str(link.get_attribute("href"))[1:]
            link.click()
            assert page.evaluate("document.activeElement.id") == name
            assert page.locator(f'[id="fejl-{name}-1"]').is_visible()
        assert person.outside() == []

    walked(chromium, dressed.url, work, lang=lang, width=width, script=script)


@pytest.mark.parametrize(("data", "said"), [
    (b"[]", "Din fil: Filen"), (b"%PDF-1.7", "PDF-filen er beskadiget"), (b"", "Din fil: Filen")])
def test_a_file_that_nothing_can_be_begun_from(chromium: Chromium, dressed: Server, data: bytes,
                                               said: str) -> None:
    def work(person: Person) -> None:
        person.opens()
        person.chooses("kladde.json", data)
        person.presses("Fortsæt")
        assert said in person.page.locator("#fejl").inner_text()
        assert person.page.evaluate("document.activeElement.id") == "fejl"
        person.page.locator("#fejl a").click()
        assert person.page.evaluate("document.activeElement.type") == "file"

    walked(chromium, dressed.url, work)


def test_a_file_that_is_too_much(chromium: Chromium, dressed: Server) -> None:
    def work(person: Person) -> None:
        person.opens()
        person.chooses("kladde.json", b" " * (AT_ONCE + 1))
        person.presses("Fortsæt")
        assert "for meget" in person.page.locator("main").inner_text()
        person.follows("Til forsiden")
        assert person.heading == "Hvad vil du?"

    walked(chromium, dressed.url, work)


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("path", ["findes-ikke", f"{APPLICATION}/pdf", "skema/findes-ikke"])
def test_a_page_that_is_not_there_any_more(chromium: Chromium, dressed: Server, lang: str,
                                           path: str) -> None:
    """A wrong address; one that was only for the answers; a document nobody makes."""
    def work(person: Person) -> None:
        person.opens(path)
        person.follows("Til forsiden")
        assert person.heading == person.words("Hvad vil du?")

    walked(chromium, dressed.url, work, lang=lang)
