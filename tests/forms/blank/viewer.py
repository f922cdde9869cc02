"""A person at Chromium's PDF viewer, who turns to a page, clicks, types and saves."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from PIL import Image
from playwright.sync_api import Error, FloatRect, Frame, Page

from pipeline.forms.entries import Given
from pipeline.forms.fields import Field, Form, Widget

_TRIES, _PAUSE = 300, 100
"""How often the viewer is looked at, and milliseconds between."""
_KEYED = 12
"""Letters of a line that are written one by one."""
A4 = (595.28, 841.89)
"""Points; the size of our forms."""
_LOADED = "() => document.querySelector('pdf-viewer')?.loadState_ === 'success'"
_SAVED = "() => window.kept.length > 0"
_PAGE_ON_SCREEN = """number => {
  const viewer = document.querySelector('pdf-viewer');
  const scroller = viewer.shadowRoot.querySelector('#scroller').getBoundingClientRect();
  const page = viewer.viewport.getPageScreenRect(number);
  return [scroller.x + page.x, scroller.y + page.y, page.width];
}"""
_KEPT = """() => {
  // In place of the window that asks where the file is to go: it is the system's, not the viewer's.
  window.kept = [];
  const writer = {write: blob => {
    window.kept.push(blob);
    setTimeout(() => writer.onwriteend?.({}));
  }};
  chrome.fileSystem.chooseEntry = (_, chosen) => chosen({createWriter: give => give(writer)});
  window.showSaveFilePicker = async () => ({createWritable: async () => ({
    write: async data => window.kept.push(data), close: async () => {}})});
}"""
_BYTES = """async () => {
  const bytes = new Uint8Array(await new Blob(window.kept).arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}"""


class Viewer:
    """A form open in the browser."""

    def __init__(self, page: Page, path: Path) -> None:
        self._page = page
        page.goto(path.as_uri())
        self._frame = self._found()
        self._wait(_LOADED)
        self._at = -1

    def _found(self) -> Frame:
        """The viewer is a page of the browser's own inside the tab."""
        for _ in range(_TRIES):
            if len(self._page.frames) > 1:
                return self._page.frames[1]
            self._page.wait_for_timeout(_PAUSE)
        raise AssertionError("Chromium did not open its PDF viewer")

    def _wait(self, condition: str) -> None:
        """The viewer's page allows none of the means that Playwright waits with."""
        for _ in range(_TRIES):
            with suppress(Error):  # the viewer is a page that is itself still loading
                if self._frame.evaluate(condition):
                    return
            self._page.wait_for_timeout(_PAUSE)
        raise AssertionError(condition)

    def fill(self, form: Form, values: Mapping[str, Given]) -> None:
        """Answer page by page, in the order of the fields."""
        for name, field in sorted(form.fields.items(), key=lambda each: each[1].page):
            if name in values:
                self.answer(field, values[name])

    def answer(self, field: Field, value: Given) -> None:
        """Click in a field, and write or choose."""
        if field.kind == "radio":
            self.click(next(each for each in field.widgets if each.on_state == value))
        elif field.kind == "check":
            self.click(field.widgets[0])
        elif field.kind == "combo":
            self._choose(field, str(value))
        else:
            self.click(field.widgets[0])
            self.type(str(value))

    def type(self, text: str) -> None:
        """Press a key for each letter; the end of a long line comes at once, as from the clipboard."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press("Enter")
            self._page.keyboard.type(line[:_KEYED])
            if line[_KEYED:]:
                self._page.keyboard.insert_text(line[_KEYED:])

    def press(self, key: str, times: int = 1) -> None:
        """Press a key so many times."""
        for _ in range(times):
            self._page.keyboard.press(key)

    def tick(self) -> None:
        """Press Space as a keyboard does: Playwright's one event for key and letter ticks nothing."""
        line = self._page.context.new_cdp_session(self._page)
        for event in ({"type": "rawKeyDown"}, {"type": "char", "text": " "}, {"type": "keyUp"}):
            line.send("Input.dispatchKeyEvent", {
                **event, "key": " ", "code": "Space", "windowsVirtualKeyCode": 32})
        line.detach()

    def _choose(self, field: Field, value: str) -> None:
        """Open the list with the mouse and go down it with the arrow."""
        self.click(field.widgets[0])
        self.press("ArrowDown", [export for export, _ in field.options].index(value) + 1)
        self.press("Enter")

    def click(self, widget: Widget) -> None:
        """Click in the middle of a field's place."""
        left, top, wide, high = self._place(widget)
        self._page.mouse.click(left + wide / 2, top + high / 2)

    def picture(self, widget: Widget) -> Image.Image:
        """A field's place as it is seen."""
        left, top, wide, high = self._place(widget)
        clip: FloatRect = {"x": left, "y": top, "width": wide, "height": high}
        return Image.open(io.BytesIO(self._page.screenshot(clip=clip))).convert("L")

    def _place(self, widget: Widget) -> tuple[float, float, float, float]:
        """Left, top, width and height on the screen, once its page is turned to."""
        if widget.page != self._at:
            self.turn_to(widget.page)
        x, y, pixels = self._frame.evaluate(_PAGE_ON_SCREEN, widget.page)
        left, low, right, top = widget.rect
        scale = pixels / A4[0]
        return x + left * scale, y + (A4[1] - top) * scale, (right - left) * scale, (top - low) * scale

    def turn_to(self, page: int) -> None:
        """Write a page's number at the top."""
        chosen = self._frame.locator("viewer-page-selector input")
        chosen.fill(str(page + 1))
        chosen.press("Enter")
        self._page.wait_for_timeout(200)
        self._at = page

    def saved(self) -> bytes:
        """The file that "Download" and "With your changes" give."""
        self._frame.evaluate(_KEPT)
        self._frame.locator("viewer-download-controls #save").click()
        self._frame.locator("viewer-download-controls #save-edited").click()
        self._wait(_SAVED)
        return base64.b64decode(self._frame.evaluate(_BYTES))
