"""Nobody is shut out: axe, letters twice as large, a narrow window, a keyboard and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from tests.chromium import Chromium
from tests.web.conftest import Server
from tests.web.keys import Keys
from tests.web.person import Person, walked
from tests.web.test_providers import OFFER
from tests.web.walking import LOST_EARNINGS
from tests.web.ways import APPLICATION

LARGER = """(times) => {
  const root = document.documentElement;
  root.style.fontSize = "";
  root.style.fontSize = parseFloat(getComputedStyle(root).fontSize) * times + "px";
}"""


def met(person: Person) -> Iterator[str]:
    """Every page a parent can meet, one after the other: it is on the screen when its name is given."""
    person.opens()
    yield "front"
    person.opens(APPLICATION)
    yield "first"
    person.fills({"barn.cpr": "12"})
    person.presses("Næste")
    yield "wrong"
    yield from person.walks(LOST_EARNINGS)
    person.opens(APPLICATION)
    person.page.locator(".steps button").last.click()
    yield "summary with problems"
    person.opens("findes-ikke")
    yield "not there"
    person.opens()
    person.chooses("a.json", b"[]")
    person.presses("Fortsæt")
    yield "no draft"


@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_page_shuts_anybody_out(chromium: Chromium, dressed: Server, lang: str) -> None:
    """axe; a telephone held upright; letters twice as large, on a wide window and a narrow one."""
    def look(person: Person) -> None:
        page = person.page
        for name in met(person):
            assert person.violations() == [], name
            assert page.locator("html").get_attribute("lang") == lang
            assert page.locator("h1").count() == 1, name
            for width, size in ((320, 1), (640, 2), (1280, 2)):
                page.set_viewport_size({"width": width, "height": 900})
                page.evaluate(LARGER, size)
                assert person.outside() == [], (name, width, size)
            page.evaluate(LARGER, 1)

    walked(chromium, dressed.url, look, lang=lang)


def test_without_the_design_no_page_shuts_anybody_out(chromium: Chromium, server: Server) -> None:
    def look(person: Person) -> None:
        for name in met(person):
            assert person.violations() == [], name
            person.page.set_viewport_size({"width": 320, "height": 900})
            assert person.outside() == [], name

    walked(chromium, server.url, look)


@pytest.mark.parametrize(("title", "answers", "file"), [
    ("Ansøgning om tabt arbejdsfortjeneste", LOST_EARNINGS, "ansoegning-tabt-arbejdsfortjeneste.pdf"),
    ("Tilbud fra leverandør", OFFER, "tilbud.pdf")])
def test_the_whole_task_by_keyboard(chromium: Chromium, dressed: Server, title: str,
                                    answers: Mapping[str, str], file: str) -> None:
    def work(person: Person) -> str:
        keys = Keys(person)
        person.opens()
        assert keys.tab()["words"] == "Gå til indholdet"
        person.page.keyboard.press("Enter")
        assert keys.here["id"] == "indhold"
        keys.to(words=title)
        keys.enter()
        while person.heading != "Kontrollér dine svar":
            keys.to(words="Næste", answers=answers)
            keys.enter()
            assert person.wrong() == []
        keys.to(words="Hent som PDF")
        with person.page.expect_download() as waiting:
            person.page.keyboard.press("Enter")
        return waiting.value.suggested_filename

    assert walked(chromium, dressed.url, work) == file


@pytest.mark.parametrize(("kind", "lang"), [("tilbud", "da"), ("ansoegning-hjemmetraening", "en")])
def test_no_step_of_the_long_forms_does(chromium: Chromium, dressed: Server, kind: str,
                                        lang: str) -> None:
    """Every step from the list of them, on a telephone."""
    def look(person: Person) -> int:
        person.opens(f"skema/{kind}")
        steps = person.page.locator(".steps li")
        for nr in range(1, steps.count()):
            assert person.violations() == [], person.heading
            assert person.outside() == [], person.heading
            steps.nth(nr).locator("button").click()
            person.page.wait_for_load_state()
            assert steps.nth(nr).locator("[aria-current=step]").count() == 1
        return steps.count()

    assert walked(chromium, dressed.url, look, lang=lang, width=320) > 8
