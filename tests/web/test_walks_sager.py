"""A caseworker in a real browser: files in, cases looked over, one of them read, letters asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cases import NAMES, SAMPLES
from tests.chromium import Chromium
from tests.web.conftest import Server
from tests.web.keys import Keys
from tests.web.person import Person, walked
from tests.web.test_walks_access import LARGER
from tests.web.ways import WAYS

FILES = [SAMPLES / "sager" / f"{name}.json" for name in NAMES] + [SAMPLES / "fejl/mangler-barn.json"]
DROP = """(names) => {
  const carried = new DataTransfer();
  for (const name of names) carried.items.add(new File(["{"], name));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, {
      dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""


def sends(person: Person) -> None:
    person.opens("sager")
    person.page.locator("#filer").set_input_files(FILES)
    person.presses("Se sagerne")


def met(person: Person) -> Iterator[str]:
    """Every page where cases come in; it is on the screen when its name is given."""
    person.opens("sager")
    yield "where files are chosen"
    person.presses("Se sagerne")
    assert person.wrong()
    yield "nothing was chosen"
    sends(person)
    person.page.locator("#senest").fill("1-6-2027")
    person.presses("Vis frister")
    yield "all cases"
    person.page.locator("summary").first.click()
    yield "the documents of one"
    person.page.locator("#senest").fill("i morgen")
    person.presses("Vis frister")
    yield "a day that is none"
    person.presses("24/17342")
    yield "a case"
    person.presses("Tilbage til alle sager")
    person.presses("26/78")
    yield "a case with faults"


@WAYS
def test_from_files_to_a_letter(chromium: Chromium, dressed: Server, script: bool, width: int,
                                lang: str) -> None:
    def work(person: Person) -> tuple[str, bytes]:
        sends(person)
        assert person.heading == person.words("Dine sager")
        assert person.outside() == []
        person.presses("Vælg ingen")
        person.page.locator("#nummer").fill("24/17")
        person.presses("Vis sager")
        person.page.locator('input[type=checkbox][name=valgt]').check()
        person.presses("24/17342")
        assert person.outside() == []
        person.presses("Tilbage til alle sager")
        assert person.page.locator('input[type=checkbox][name=valgt]').is_checked()
        person.page.locator("#dokument").select_option("afgoerelse")
        with person.page.expect_response("**/sager/lav"):
            person.presses("Lav brevene")
        while not script and person.button("Se, hvor langt det er").count():
            person.presses("Se, hvor langt det er")
        person.presses("Tilbage til dine sager")
        assert person.heading == person.words("Dine sager")
        return person.downloads("Hent som kalenderfil")

    name, data = walked(chromium, dressed.url, work, lang=lang, width=width, script=script)
    assert (name, data[:15]) == ("frister.ics", b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_page_shuts_anybody_out(chromium: Chromium, dressed: Server, lang: str) -> None:
    def look(person: Person) -> None:
        for name in met(person):
            assert person.violations() == [], name
            assert person.page.locator("h1").count() == 1, name
            for width, size in ((320, 1), (640, 2), (1280, 2)):
                person.page.set_viewport_size({"width": width, "height": 900})
                person.page.evaluate(LARGER, size)
                assert person.outside() == [], (name, width, size)
            person.page.evaluate(LARGER, 1)

    walked(chromium, dressed.url, look, lang=lang)


def test_without_the_design_no_page_shuts_anybody_out(chromium: Chromium, server: Server) -> None:
    def look(person: Person) -> None:
        for name in met(person):
            assert person.violations() == [], name
            person.page.set_viewport_size({"width": 320, "height": 900})
            assert person.outside() == [], name

    walked(chromium, server.url, look)


def test_the_way_by_keyboard(chromium: Chromium, dressed: Server) -> None:
    def work(person: Person) -> str:
        keys = Keys(person)
        sends(person)
        keys.to(words="Lav breve")
        keys.enter()
        keys.to(words="Lav brevene")
        person.opens("sager")
        person.page.locator("#filer").set_input_files(FILES[-1:])
        keys.to(words="Se sagerne")
        keys.enter()
        keys.to(words="26/78")
        keys.enter()
        return person.heading

    assert walked(chromium, dressed.url, work) == "Sag 26/78"


def test_enter_in_a_field_shows_and_makes_nothing(chromium: Chromium, dressed: Server) -> None:
    def work(person: Person) -> str:
        sends(person)
        person.page.locator("#senest").fill("1. juni 2027")
        person.page.locator("#senest").press("Enter")
        person.page.wait_for_load_state()
        assert person.heading == "Dine sager"
        return person.page.locator("#senest").input_value()

    assert walked(chromium, dressed.url, work) == "01-06-2027"


def test_files_are_dropped_on_the_page(chromium: Chromium, dressed: Server) -> None:
    def work(person: Person) -> list[str]:
        person.opens("sager")
        person.page.evaluate(DROP, ["a.json", "b.json"])
        assert person.page.locator("[data-drop-told]").inner_text() == "Valgte filer: 2."
        person.presses("Se sagerne")
        return person.page.locator("tbody th").all_inner_texts()

    assert walked(chromium, dressed.url, work) == ["a.json", "b.json"]
