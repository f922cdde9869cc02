"""The eyes of the walks: each thing they look for is seen where it is."""

from __future__ import annotations

import pytest

from tests.chromium import Chromium
from tests.web.keys import Keys
from tests.web.person import Person

WORD = "ord " * 40


@pytest.mark.parametrize(("page", "seen"), [
    (f"<p>{WORD}</p>", []),
    ('<p id="a"><img width="900" height="1" alt=""></p>', ["the page"]),
    (f'<p id="a" style="overflow: hidden; white-space: nowrap">{WORD}</p>', ["p#a clipped"]),
    (f'<p id="a" style="overflow: hidden; height: 1em">{WORD}</p>', ["p#a cut off"]),
    (f'<p id="a" style="position: relative; left: -9px">{WORD}</p>', ["p#a outside"])])
def test_what_does_not_fit_is_seen(chromium: Chromium, page: str, seen: list[str]) -> None:
    def work(window):
        window.set_content(f'<body style="margin: 0">{page}')
        return Person(window, "http://127.0.0.1").outside()

    found = chromium.do(work, width=320)
    assert found == [] if not seen else set(seen) <= set(found)


def test_a_field_without_a_name_is_seen(chromium: Chromium) -> None:
    def work(window):
        window.set_content("<html lang=da><title>a</title><main><h1>a</h1><input></main>")
        return Person(window, "http://127.0.0.1").violations()

    assert any(each.startswith("label") for each in chromium.do(work))


@pytest.mark.parametrize(("style", "said"), [
    ("outline: none", "nobody sees"), ("outline: 4px solid; position: absolute; top: -99px", "outside")])
def test_a_stop_that_nobody_sees_is_told(chromium: Chromium, style: str, said: str) -> None:
    def work(window):
        window.set_content(f"<button style='{style}'>a</button>")
        with pytest.raises(AssertionError, match=said):
            Keys(Person(window, "http://127.0.0.1")).tab()

    chromium.do(work)


@pytest.mark.parametrize(("script", "said"), [
    ("fetch('http://andre.example/')", "elsewhere: http://andre.example/"),
    ("console.error('av')", "console: av"),
    ("setTimeout(() => { throw new Error('av'); })", "script: av")])
def test_what_a_page_should_not_do_is_noticed(chromium: Chromium, script: str, said: str) -> None:
    def work(window):
        person = Person(window, "http://127.0.0.1")
        window.set_content(f"<script>{script}</script>")
        window.wait_for_timeout(200)
        return person.noticed

    assert said in chromium.do(work)
