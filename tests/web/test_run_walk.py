"""A caseworker in a real browser: cases in, letters made, looked at and taken home."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest

from pipeline.web.config import Config, design
from tests.chromium import Chromium
from tests.conftest import settings
from tests.web.conftest import Server, day
from tests.web.person import Person, walked
from tests.web.test_run import deadly, family

LARGER = """(times) => {
  const root = document.documentElement;
  root.style.fontSize = "";
  root.style.fontSize = parseFloat(getComputedStyle(root).fontSize) * times + "px";
}"""
SHOWN = "Se brevet {number}, Revurdering, {who}"


@pytest.fixture(scope="module")
def office() -> Iterator[Server]:
    running = Server(Config(
        settings=settings(), workers=2, patience=20.0, today=day, design=design())).start()
    yield running
    running.stop()


def comes_in(person: Person, data: bytes) -> None:
    """Send in cases, and choose a re-evaluation of all of them."""
    person.opens("sager")
    person.page.locator("input[type=file]").first.set_input_files(
        {"name": "sager.jsonl", "mimeType": "application/jsonl", "buffer": data})
    person.page.locator("main form button[type=submit]").last.click()
    person.page.locator("#dokument").select_option("revurdering")


def over(person: Person, script: bool) -> None:
    """Until the letters are made; without a script somebody has to ask."""
    while not script and person.page.locator("progress").count():
        person.page.wait_for_timeout(300)
        person.presses("Se, hvor langt det er")
    person.page.locator("table.run").wait_for(timeout=60_000)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_letters_are_made_seen_and_taken_home(
        chromium: Chromium, office: Server, script: bool, width: int) -> None:
    def work(person: Person) -> tuple[str, bytes]:
        comes_in(person, family(12, broken=[3]))
        person.presses("Lav brevene")
        over(person, script)
        assert person.heading == "Brevene er lavet"
        person.page.get_by_role("button", name=SHOWN.format(number="P/2", who="far")).click()
        assert person.heading.startswith("Revurdering, side 1 af ")
        person.presses("Næste side")
        assert person.heading.startswith("Revurdering, side 2 af ")
        person.page.locator("summary", has_text="Sidens tekst").click()
        assert "P/2" in person.page.locator(".words").inner_text()
        person.page.locator(".languages button").click()
        assert "2" in person.heading
        person.page.locator(".languages button").click()
        name, data = person.downloads("PDF")
        assert (name.endswith("-revurdering-far.pdf"), data[:4]) == (True, b"%PDF")
        person.presses("Tilbage til det, der er lavet")
        assert person.page.url.endswith("/da/sager/koersel")
        return person.downloads("Hent alt som ZIP")

    name, data = walked(chromium, office.url, work, script=script, width=width)
    assert name == "breve.zip"
    assert len(zipfile.ZipFile(io.BytesIO(data)).namelist()) == 11 * 2 * 2 + 2


def met(person: Person) -> Iterator[str]:
    """Every page of a run; the first case hangs, so that the run is seen under way."""
    comes_in(person, family(3, broken=[2]))
    person.page.locator("summary", has_text="Andet nummer").click()
    person.page.locator("#nr").fill("x")
    person.presses("Lav brevene")
    assert person.heading == "Brevene kan ikke laves sådan"
    yield "not so"
    person.presses("Tilbage til dine sager")
    person.page.locator("#dokument").select_option("revurdering")
    person.presses("Lav brevene")
    assert person.page.locator("progress").count() == 1
    yield "under way"
    person.page.locator("table.run").wait_for(timeout=60_000)
    yield "made"
    person.page.get_by_role("button", name=SHOWN.format(number="P/3", who="mor")).click()
    person.page.locator("summary", has_text="Sidens tekst").click()
    yield "a page"
    person.presses("Tilbage til det, der er lavet")
    person.presses("Slet nu")
    yield "deleted"


def test_no_page_shuts_anybody_out(
        chromium: Chromium, office: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """axe; a telephone held upright; letters twice as large."""
    deadly(monkeypatch, "P/1", "hang")

    def look(person: Person) -> None:
        page = person.page
        for name in met(person):
            assert person.violations() == [], name
            assert page.locator("h1").count() == 1, name
            for width, size in ((320, 1), (640, 2), (1280, 2), (1280, 1)):
                page.set_viewport_size({"width": width, "height": 900})
                page.evaluate(LARGER, size)
                assert person.outside() == [], (name, width, size)

    walked(chromium, office.url, look)


def test_the_keyboard_is_enough(chromium: Chromium, office: Server) -> None:
    """From the result to a letter's next page and back, with Tab and Enter."""
    def reach(person: Person, danish: str) -> None:
        for _ in range(80):
            person.page.keyboard.press("Tab")
            if person.page.evaluate("document.activeElement.innerText").strip().startswith(danish):
                with person.page.expect_navigation():
                    person.page.keyboard.press("Enter")
                return
        pytest.fail(f"no way to {danish}")

    def work(person: Person) -> None:
        comes_in(person, family(2))
        reach(person, "Lav brevene")
        over(person, script=True)
        reach(person, "Se brevet")
        assert "side 1" in person.heading
        reach(person, "Næste side")
        assert "side 2" in person.heading
        reach(person, "Tilbage til det, der er lavet")
        reach(person, "Slet nu")
        assert person.heading == "Brevene er slettet"

    walked(chromium, office.url, work)
