"""Real letters for the post room: made once from the samples, then kept."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from pipeline import Job, produce
from pipeline.flow import Produced
from pipeline.post.plan import Entry
from tests.cases import sag, settings


@functools.cache
def made(name: str, kind: str) -> tuple[Produced, ...]:
    """A sample's letters of a kind as PDF, with Solbæk's settings."""
    return produce(sag(name), Job(kind, nr="alle", settings=settings(), formats=("pdf",)))


def decisions() -> tuple[Produced, ...]:
    """Oskar's decisions: letters of an even and of an odd number of pages."""
    return made("oskar", "afgoerelse")


def entry_for(letter: Produced, **changes: Any) -> Entry:
    values: dict[str, Any] = {
        "stem": letter.stem, "recipient": letter.recipient, "kind": letter.kind,
        "title": letter.title, "pages": letter.pages, "channel": "brev", "reason": "fritaget"}
    return Entry(**{**values, **changes})


def files(letters: tuple[Produced, ...]) -> Mapping[str, bytes]:
    """Their PDFs by path, as a folder would have them."""
    return {f"{letter.stem}.pdf": letter.files["pdf"] for letter in letters}
