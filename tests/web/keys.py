"""Somebody who has a keyboard and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.web.person import Person

MOST = 120
"""Presses of Tab on one page; the longest has half as many stops."""

HERE = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const drawn = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
    || style.boxShadow !== "none";
  const beside = at.nextElementSibling;
  const choice = ["radio", "checkbox"].includes(at.type) && beside;
  const seen = drawn(getComputedStyle(at)) || (choice && drawn(getComputedStyle(beside, "::before")));
  return {tag: at.tagName, type: at.type || "", name: at.name || "", value: at.value || "", id: at.id,
          words: at.innerText || "", checked: !!at.checked, seen: !!seen,
          inside: box.bottom > 0 && box.top < innerHeight && box.width > 0};
}"""


class Keys:
    """A person's keyboard."""

    def __init__(self, person: Person) -> None:
        self.person, self.keyboard = person, person.page.keyboard

    @property
    def here(self) -> dict[str, Any]:
        """What the keyboard is at."""
        return dict(self.person.page.evaluate(HERE))

    def tab(self) -> dict[str, Any]:
        """On to the next stop, which can be seen."""
        self.keyboard.press("Tab")
        here = self.here
        assert here["tag"] != "BODY", "the keyboard is at nothing"
        assert here["seen"], f"nobody sees where the keyboard is: {here}"
        assert here["inside"], f"the keyboard is outside the window: {here}"
        return here

    def to(self, *, words: str = "", name: str = "", answers: Mapping[str, str] | None = None) -> None:
        """On to what has these words or this name; what is asked on the way is answered."""
        for _ in range(MOST):
            here = self.tab()
            if (words and here["words"].strip() == words) or (name and here["name"] == name):
                return
            if answers and here["name"] in answers:
                self.answer(here, answers[here["name"]])
        raise AssertionError(f"the keyboard does not come to {words or name}")

    def answer(self, here: dict[str, Any], answer: str) -> None:
        """Answer what the keyboard is at."""
        if here["type"] == "radio":
            self._choose(answer)
        elif here["type"] == "checkbox":
            if here["value"] == answer and not here["checked"]:
                self.keyboard.press("Space")
        elif here["tag"] == "SELECT":
            for _ in range(MOST):
                if self.here["value"] == answer:
                    return
                self.keyboard.press("ArrowDown")
            raise AssertionError(f"there is no {answer}")
        else:
            self.keyboard.press("Control+A")
            self.keyboard.insert_text(answer)

    def _choose(self, answer: str) -> None:
        for _ in range(MOST):
            here = self.here
            if here["value"] == answer:
                if not here["checked"]:
                    self.keyboard.press("Space")
                return
            self.keyboard.press("ArrowDown")
        raise AssertionError(f"there is no {answer}")

    def enter(self) -> None:
        """Press Enter, and see what it leads to."""
        with self.person.page.expect_navigation():
            self.keyboard.press("Enter")
