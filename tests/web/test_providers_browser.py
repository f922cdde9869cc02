"""The budget in a real browser: added up on the server while somebody types, and read aloud once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from tests.chromium import Chromium
from tests.web.conftest import Server
from tests.web.person import Person
from tests.web.test_providers import LINE, NOW, OFFER, PATH, only

if TYPE_CHECKING:
    from playwright.sync_api import Page

BUDGET = 6
"""The section of the budget."""
TOTAL, LINES = '[data-sum="i-alt"]', '[data-sum="linjer"]'
WATCHED = """() => {
  window.told = 0;
  new MutationObserver(() => { window.told += 1; }).observe(
    document.querySelector('[data-sum="i-alt"]'), {childList: true, subtree: true, characterData: true});
}"""


def at_the_budget(page: Page, server: Server) -> Person:
    """Somebody who goes on with a draft at the budget."""
    person = Person(page, server.url)
    draft = {"hjemmetraening-kladde": 1, "dokument": "tilbud", "raekker": {}, "trin": BUDGET,
             "svar": {name: [each] if name.endswith(".maal") else each for name, each in OFFER.items()}}
    page.goto(f"{server.url}/da/")
    page.set_input_files('input[type="file"]', files=[
        {"name": "kladde.json", "mimeType": "application/json", "buffer": json.dumps(draft).encode()}])
    page.locator('form[action$="/fortsaet"] button[type="submit"]').last.click()
    page.get_by_role("heading", name="Budget for et år", level=1).wait_for()
    return person


def test_the_sums_follow_what_is_typed(chromium: Chromium, server: Server) -> None:
    def work(page: Page) -> list[str]:
        person = at_the_budget(page, server)
        page.evaluate(WATCHED)
        page.locator(f'[id="{LINE}.0.antal"]').fill("2")
        page.locator(TOTAL).get_by_text("I alt for et år: 9.600,10").wait_for()
        assert "9.600,10" in page.locator(LINES).inner_text()
        page.locator(f'[id="{LINE}.0.enhedspris"]').fill("400.000")
        page.locator(TOTAL).get_by_text("Budgettet er 60.000").wait_for()
        assert page.locator(TOTAL).get_attribute("aria-live") == "polite"
        assert page.evaluate("document.activeElement.id") == f"{LINE}.0.enhedspris"
        return person.noticed

    assert chromium.do(work) == []


def test_what_does_not_change_the_sum_is_not_read_aloud(chromium: Chromium, server: Server) -> None:
    def work(page: Page) -> int:
        at_the_budget(page, server)
        page.evaluate(WATCHED)
        with page.expect_response(f"**{PATH}/sum"):
            page.locator(f'[id="{LINE}.0.hvad"]').fill("Andre ord")
        page.locator(LINES).get_by_text("Andre ord").wait_for()
        return int(page.evaluate("window.told"))

    assert chromium.do(work) == 0


def test_without_scripts_the_button_does_it(chromium: Chromium, server: Server) -> None:
    def work(page: Page) -> str:
        at_the_budget(page, server)
        page.locator(f'[id="{LINE}.0.antal"]').fill("2")
        page.get_by_role("button", name="Læg sammen").click()
        page.locator(TOTAL).get_by_text("9.600,10").wait_for()
        return page.locator(f'[id="{LINE}.0.antal"]').input_value()

    assert chromium.do(work, script=False) == "2"


@pytest.mark.parametrize("width", [360, 1200])
def test_everybody_can_read_and_reach_it(chromium: Chromium, dressed: Server, width: int) -> None:
    """With a sum over the maximum, on the budget's own page and on the last."""
    def work(page: Page) -> list[str]:
        person = at_the_budget(page, dressed)
        page.locator(f'[id="{LINE}.0.enhedspris"]').fill("400.000")
        page.locator(TOTAL).get_by_text("Det, der er over").wait_for()
        found = [*person.violations(), *person.outside()]
        page.locator(f'[id="{LINE}.0.enhedspris"]').fill("400")
        person.presses("Næste")
        person.presses("Næste")
        page.locator("h1").wait_for()
        return [*found, *person.violations(), *person.outside(), *person.noticed]

    assert chromium.do(work, width=width) == []


EVALUATION = {**only(OFFER, "barn", "sagsnummer", "parter.0", "maal"), **NOW}


@pytest.mark.parametrize(("kind", "answers", "pages"), [
    ("tilbud", OFFER, 10), ("evaluering", EVALUATION, 10)])
def test_every_page_is_for_everybody(chromium: Chromium, dressed: Server, kind: str,
                                     answers: Mapping[str, str], pages: int) -> None:
    """On a telephone, from the first page to the file."""
    def work(page: Page) -> tuple[int, list[str]]:
        person, met, found = Person(page, dressed.url), 0, []
        person.opens(f"skema/{kind}")
        for heading in person.walks(answers):
            met += 1
            found += [f"{heading}: {each}" for each in (*person.violations(), *person.outside())]
        name, data = person.downloads("Hent som PDF")
        assert (name, data[:5]) == (f"{kind}.pdf", b"%PDF-")
        return met, [*found, *person.noticed]

    assert chromium.do(work, width=360) == (pages, [])
