"""Somebody at a browser: they see headings, answer what is asked, press buttons, keep what they get."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from pipeline.locale import translate
from tests.chromium import Chromium

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Download, Locator, Page, Request

TOLD = "Failed to load resource: the server responded with a status of 4"
"""What the console says of a page that tells what is wrong."""

Made = TypeVar("Made")
PATIENCE = 15_000
"""Milliseconds until a button that is not there is given up."""
ASKED = """() => {
  const found = new Map();
  for (const each of document.querySelectorAll("main [name]")) {
    const seen = each.type !== "hidden" && each.tagName !== "BUTTON" && each.checkVisibility();
    if (seen && !found.has(each.name)) found.set(each.name, each.type);
  }
  return [...found];
}"""
OUTSIDE = """() => {
  const wide = document.documentElement.clientWidth;
  const found = [];
  if (document.documentElement.scrollWidth > wide) found.push("the page");
  for (const each of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(each), box = each.getBoundingClientRect();
    if (style.clipPath !== "none" || !box.width) continue;
    if (each.closest(".scrolls, .sr-only, .skipnav")) continue;
    const name = each.tagName.toLowerCase() + (each.id ? "#" + each.id : "." + each.className);
    if (box.right > wide + 1 || box.left < -1) found.push(name + " outside");
    if (["hidden", "clip"].includes(style.overflowX) && each.scrollWidth > each.clientWidth + 1) {
      found.push(name + " clipped");
    }
    if (["hidden", "clip"].includes(style.overflowY) && each.scrollHeight > each.clientHeight + 1) {
      found.push(name + " cut off");
    }
  }
  return found;
}"""


class Person:
    """Somebody at a page of the server at `url`, in a language; `noticed` is what should not be."""

    def __init__(self, page: Page, url: str, lang: str = "da") -> None:
        self.page, self.url, self.lang = page, url, lang
        self.noticed: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", self._asked_for)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.noticed.append(f"script: {error}"))

    def _asked_for(self, request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https") and not request.url.startswith(self.url):
            self.noticed.append(f"elsewhere: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(TOLD):
            self.noticed.append(f"console: {message.text}")

    def words(self, danish: str) -> str:
        """A sentence of the pages in this person's language."""
        return translate(danish, self.lang)

    def opens(self, path: str = "") -> None:
        """Go to an address below the language."""
        self.page.goto(f"{self.url}/{self.lang}/{path}")

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def button(self, danish: str) -> Locator:
        """The button in the page itself with these words."""
        return self.page.locator("main").get_by_role("button", name=self.words(danish), exact=True)

    def presses(self, danish: str) -> None:
        """Press a button; what it leads to is there afterwards."""
        self.button(danish).first.click()
        self.page.wait_for_load_state()

    def follows(self, danish: str) -> None:
        """Follow a link of the page."""
        self.page.locator("main").get_by_role("link", name=self.words(danish), exact=True).click()
        self.page.wait_for_load_state()

    def fills(self, answers: Mapping[str, str]) -> None:
        """Answer what the page asks and can be seen; an answer may make more of it seen."""
        left = dict(answers)
        while asked := [(name, kind) for name, kind in self._asked() if name in left]:
            for name, kind in asked:
                self._answers(name, kind, left.pop(name))

    def _asked(self) -> list[tuple[str, str]]:
        """The name and the kind of each question that is seen."""
        return [(name, kind) for name, kind in self.page.evaluate(ASKED)]

    def _answers(self, name: str, kind: str, answer: str) -> None:
        if kind in ("radio", "checkbox"):
            if not self.page.locator(f'[id="{name}.{answer}"]').is_checked():
                self.page.locator(f'main label[for="{name}.{answer}"]').click()
        elif kind == "select-one":
            self.page.locator(f'main [name="{name}"]').select_option(answer)
        else:
            self.page.locator(f'main [name="{name}"]').fill(answer)

    def chooses(self, name: str, data: bytes) -> None:
        """Choose a file, where the page asks for one."""
        self.page.locator("main input[type=file]").first.set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": data})

    def walks(self, answers: Mapping[str, str], until: str = "Kontrollér dine svar") -> Iterator[str]:
        """Answer page after page to the one with a heading; each heading that is met on the way."""
        end = self.words(until)
        while self.heading != end:
            yield self.heading
            before = self.heading
            self.fills(answers)
            self.presses("Næste")
            assert self.heading != before, self.wrong()
        yield end

    def wrong(self) -> list[str]:
        """What the page says is wrong, at its top."""
        return self.page.locator("#fejl li").all_inner_texts()

    def downloads(self, danish: str) -> tuple[str, bytes]:
        """Press a button that gives a file: its name and what is in it."""
        with self.page.expect_download() as waiting:
            self.button(danish).click()
        given: Download = waiting.value
        return given.suggested_filename, Path(given.path()).read_bytes()

    def outside(self) -> list[str]:
        """What does not fit in the window, or loses some of its words."""
        return list(self.page.evaluate(OUTSIDE))

    def cookies(self) -> list[object]:
        return list(self.page.context.cookies())

    def violations(self) -> list[str]:
        """What axe finds wrong with the page."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {node['target']}" for each in found for node in each["nodes"]]


def walked(chromium: Chromium, url: str, work: Callable[[Person], Made], *, lang: str = "da",
           width: int = 1280, script: bool = True) -> Made:
    """What a person makes of the pages; nothing strange is met on the way, and nothing left behind."""
    def at(page: Page) -> Made:
        person = Person(page, url, lang)
        made = work(person)
        assert person.noticed == []
        assert person.cookies() == []
        return made
    return chromium.do(at, language="en-GB" if lang == "en" else "da-DK", width=width, script=script)
