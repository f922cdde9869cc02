"""The catalogs: English for every Danish sentence and field title. The Danish text is the msgid."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("da", "en")


@functools.cache
def catalog(language: str) -> Mapping[str, str]:
    """msgid -> translation. Danish has no catalog: its texts are the msgids."""
    if language == "da":
        return {}
    # Babel reads the .po itself, so no compiled catalog has to be built, shipped or kept in step.
    from babel.messages.pofile import read_po

    path = Path(__file__).parent / language / "LC_MESSAGES" / "hjemmetraening.po"
    with path.open("rb") as file:
        return {
            str(message.id): str(message.string)
            for message in read_po(file, locale=language)
            if message.id and message.string
        }


def translate(danish: str, language: str) -> str:
    """The sentence in `language`; Danish where the catalog has none."""
    return catalog(language).get(danish, danish)
