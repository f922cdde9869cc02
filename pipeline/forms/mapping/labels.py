"""What a form says of its fields: names, help, and the words printed beside the boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.forms.fields import Field, Rect
from pipeline.forms.words import Phrase

FAR_LEFT, FAR_ABOVE, FAR_RIGHT = 220.0, 40.0, 250.0
"""Points within which words still belong to a box."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is said of a field, each with how much it is to be trusted."""

    said: tuple[tuple[str, float], ...]

    @property
    def best(self) -> str:
        """The words that a person would call it by."""
        return self.said[0][0] if self.said else ""


def label_of(target: Field, phrases: Sequence[Phrase]) -> Label:
    """Everything said of a field, the surest first: its help, the words beside it, its name."""
    found = [(target.tooltip, 1.0), *((words, 0.95) for words in beside(target, phrases)),
             (target.mapping_name, 0.9), (spelled(target.name), 0.85)]
    return Label(tuple((words.strip(), trust) for words, trust in found if words.strip()))


def beside(target: Field, phrases: Iterable[Phrase]) -> list[str]:
    """The nearest words to the left and above; of a box to be ticked those to the right first."""
    widget = next((each for each in target.widgets if each.page >= 0), None)
    if widget is None:
        return []
    here = [each for each in phrases if each.page == widget.page]
    ways = [_left, _above] if target.kind not in ("check", "radio") else [_right, _left, _above]
    found = []
    for way in ways:
        near = [(distance, each.words) for each in here
                if (distance := way(widget.rect, each.rect)) is not None]
        if near:
            found.append(min(near)[1])
    return found


def _left(box: Rect, words: Rect) -> float | None:
    apart = box[0] - words[2]
    return apart if _level(box, words) and -6 <= apart <= FAR_LEFT else None


def _right(box: Rect, words: Rect) -> float | None:
    apart = words[0] - box[2]
    return apart if _level(box, words) and -6 <= apart <= FAR_RIGHT else None


def _above(box: Rect, words: Rect) -> float | None:
    """Above, or at the upper edge within the box's own frame."""
    apart = words[1] - box[3]
    across = min(box[2], words[2]) - max(box[0], words[0])
    return max(apart, 0.0) if across > 0 and -4 <= apart <= FAR_ABOVE else None


def _level(box: Rect, words: Rect) -> bool:
    middle = (words[1] + words[3]) / 2
    return box[1] - 3 <= middle <= box[3] + 3


def spelled(name: str) -> str:
    """A field's name as words: "Barn.CprNr_1[0]" is "Barn Cpr Nr 1"."""
    plain = re.sub(r"\[\d+\]|#\w+", " ", name)
    plain = re.sub(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])|(?<=[a-zæøåA-ZÆØÅ])(?=\d)", " ", plain)
    return " ".join(re.split(r"[\W_]+", plain)).strip()
