"""A real browser for tests: one a session, and a page of its own for each piece of work.

Playwright's pages belong to the thread that started it, and it keeps an event loop running there; so it
has a thread to itself, and work is handed over to it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZE = {"width": 1200, "height": 1300}
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
"""A page under test reaches this machine and no other."""
SECONDS = 30

Made = TypeVar("Made")


class Chromium:
    """The browser; `do` is the only way to it."""

    def __init__(self, program: str) -> None:
        from playwright.sync_api import sync_playwright

        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chromium")
        self._playwright: Playwright = self._thread.submit(lambda: sync_playwright().start()).result()
        self._browser: Browser = self._thread.submit(lambda: self._playwright.chromium.launch(
            executable_path=program, args=[NOWHERE],
            chromium_sandbox=os.geteuid() != 0)).result()  # Chromium refuses root with its sandbox on

    def do(self, work: Callable[[Page], Made], *, language: str = "da-DK", width: int = SIZE["width"],
           script: bool = True) -> Made:
        """What `work` makes with a new page, which is closed behind it; `script`: whether it has
        JavaScript."""
        return self._thread.submit(self._do, work, language, width, script).result()

    def _do(self, work: Callable[[Page], Made], language: str, width: int, script: bool) -> Made:
        context = self._browser.new_context(
            viewport={**SIZE, "width": width}, locale=language,  # type: ignore[arg-type]
            java_script_enabled=script)
        context.set_default_timeout(1000 * SECONDS)
        try:
            return work(context.new_page())
        finally:
            context.close()

    def close(self) -> None:
        """End the browser."""
        self._thread.submit(self._browser.close).result()
        self._thread.submit(self._playwright.stop).result()
        self._thread.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("Chromium is not on this machine")
    running = Chromium(program)
    yield running
    running.close()
