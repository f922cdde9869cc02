"""Which language somebody is answered in."""

from __future__ import annotations

from pipeline.locale import LANGUAGES

MOST = 20
"""Languages of a header that are looked at."""


def preferred(header: str) -> str:
    """The language of ours that a browser's Accept-Language asks for first; Danish where it has none."""
    best, most = LANGUAGES[0], 0.0
    for each in header.split(",")[:MOST]:
        name, _, weight = each.partition(";")
        language = name.strip().lower().partition("-")[0]
        wanted = _weight(weight)
        if language in LANGUAGES and wanted > most:
            best, most = language, wanted
    return best


def _weight(written: str) -> float:
    """A weight as `q=0.8`; 1 where there is none, 0 where it is no number."""
    name, _, value = written.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
