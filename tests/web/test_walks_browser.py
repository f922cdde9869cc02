"""The browser's own ways: back, Enter, another language, a page that is left."""

from __future__ import annotations

import pytest

from tests.chromium import Chromium
from tests.web.conftest import Server
from tests.web.person import Person, walked
from tests.web.walking import LOST_EARNINGS
from tests.web.ways import APPLICATION


def test_enter_in_a_field_goes_on(chromium: Chromium, dressed: Server) -> None:
    """Not to the other language, nor to another step."""
    def work(person: Person) -> None:
        person.opens(APPLICATION)
        person.fills(LOST_EARNINGS)
        person.page.locator('[name="barn.navn"]').press("Enter")
        person.page.wait_for_load_state()
        assert person.heading == "Dig, der søger"

    walked(chromium, dressed.url, work)


@pytest.mark.parametrize("script", [True, False])
def test_back_in_the_browser_keeps_the_answers(chromium: Chromium, dressed: Server,
                                               script: bool) -> None:
    def work(person: Person) -> None:
        person.opens(APPLICATION)
        person.fills(LOST_EARNINGS)
        person.presses("Næste")
        person.fills(LOST_EARNINGS)
        person.page.go_back()
        assert person.heading == "Barnet"
        assert person.page.locator('[name="barn.navn"]').input_value() == "Karla Prøve"
        person.presses("Næste")
        assert person.heading == "Dig, der søger"

    walked(chromium, dressed.url, work, script=script)


def test_answers_are_not_left_without_a_word(chromium: Chromium, dressed: Server) -> None:
    """Closing the page asks first, also with nothing written since the last step; not after saving."""
    def work(person: Person) -> list[str]:
        asked: list[str] = []
        page = person.page
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        person.opens(APPLICATION)
        person.fills(LOST_EARNINGS)
        person.presses("Næste")
        assert asked == []
        page.locator('[name="parter.0.navn"]').click()
        page.get_by_role("link", name="Hjemmetræning").click()
        assert person.heading == "Dig, der søger"
        person.downloads("Gem kladde")
        page.get_by_role("link", name="Hjemmetræning").click()
        page.wait_for_url("**/da/")
        return asked

    assert walked(chromium, dressed.url, work) == ["beforeunload"]


def test_the_other_language_keeps_the_answers(chromium: Chromium, dressed: Server) -> None:
    def work(person: Person) -> None:
        person.opens(APPLICATION)
        person.fills(LOST_EARNINGS)
        person.page.get_by_role("button", name="English").click()
        person.page.wait_for_url("**/en/**")
        assert person.page.locator('[name="barn.navn"]').input_value() == "Karla Prøve"
        assert person.page.locator("html").get_attribute("lang") == "en"

    walked(chromium, dressed.url, work)


def test_one_more_row_is_where_the_reader_is_taken(chromium: Chromium, dressed: Server) -> None:
    def work(person: Person) -> None:
        person.opens(APPLICATION)
        for _ in person.walks(LOST_EARNINGS, "Træningen"):
            pass
        person.fills(LOST_EARNINGS)
        person.page.get_by_role("button", name="Tilføj en række").first.click()
        person.page.wait_for_url("**#ansoegninger.0.ugeskema.1")
        assert person.page.locator('[id="ansoegninger.0.ugeskema.1"]').is_visible()
        assert person.page.evaluate("document.activeElement.id") == "ansoegninger.0.ugeskema.1"
        assert person.page.locator('[name$="ugeskema.0.aktivitet"]').input_value() == "Vi kravler"

    walked(chromium, dressed.url, work)
