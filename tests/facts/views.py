"""A view as a letter's facts are derived from it, of a sample with a few changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.facts import Rule, View, derive
from pipeline.recipients import project, reader_of, settings_view
from tests.cases import settings

LISTS = ("maal", "ansoegninger", "undersoegelser", "afgoerelser", "tilsyn", "hoeringer", "revurderinger",
         "indkaldelser", "tilbud", "evalueringer", "udgifter", "ophoer", "samtykker")


def view(data: Mapping[str, Any], event: tuple[str | int, ...], day: str, who: str = "far",
         authors: Sequence[str] = (), local: Mapping[str, Any] | None = None) -> View:
    date = dt.date.fromisoformat(day)
    readers = [reader_of(data, reader) for reader in authors or (who,)]
    seen, ((own, host),) = project(data, readers, date, [event], LISTS)
    return View(seen, own, settings_view(settings() if local is None else local, date),
                reader_of(data, who), tuple(authors), date, (own,), host)


def facts(seen: View, *rules: Rule) -> dict[str, Any]:
    """Values by name; every fact has its source."""
    derived = derive(seen, rules)
    assert all(fact.source for fact in derived)
    return {fact.name: fact.value for fact in derived}


def sources(seen: View, *rules: Rule) -> dict[str, str]:
    return {fact.name: fact.source for fact in derive(seen, rules)}
