"""Dates that must follow one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.errors import Problem, Text, text
from pipeline.rules.common import Case, broken, date_of, events

EVENT_DATE = {
    "ansoegninger": "brevdato", "undersoegelser": "startet", "afgoerelser": "brevdato",
    "tilsyn": "dato", "hoeringer": "brevdato", "revurderinger": "brevdato",
}
"""The lists of events and the date each is ordered by."""


def _after(earlier: tuple[str, dt.date | None], later: tuple[str, dt.date | None],
           message: Text, remedy: Text, code: str) -> Iterator[Problem]:
    """A problem at `later` where its date comes before `earlier`'s."""
    if earlier[1] and later[1] and later[1] < earlier[1]:
        yield broken(later[0], code, "Dato", message, remedy)


def periods(case: Case, _: Case) -> Iterator[Problem]:
    """A period or an examination ends on or after the day it begins."""
    for liste in ("ansoegninger", "afgoerelser"):
        for path, event in events(case, liste):
            period = event.get("periode") or {}
            yield from _after(
                ("", date_of(period, "fra")), (f"{path}.periode.til", date_of(period, "til")),
                text("Perioden slutter, før den begynder."), text("Ret fra- eller til-datoen."),
                "slut-foer-start")
    for path, event in events(case, "undersoegelser"):
        yield from _after(
            ("", date_of(event, "startet")), (f"{path}.afsluttet", date_of(event, "afsluttet")),
            text("Undersøgelsen slutter, før den begynder."), text("Ret en af datoerne."),
            "slut-foer-start")


def order_of_letters(case: Case, _: Case) -> Iterator[Problem]:
    """A report follows its visit, a final report its draft, a last day to answer its letter."""
    for path, event in events(case, "tilsyn"):
        visit, draft = date_of(event, "dato"), date_of(event, "brevdato")
        yield from _after(("", visit), (f"{path}.brevdato", draft),
                          text("Rapporten er dateret før besøget."), text("Ret en af datoerne."),
                          "rapport-foer-besoeg")
        yield from _after(("", draft), (f"{path}.endelig_brevdato",
                                        date_of(event, "endelig_brevdato")),
                          text("Den endelige rapport er dateret før udkastet."),
                          text("Ret en af datoerne."), "endelig-foer-udkast")
    for path, event in events(case, "hoeringer"):
        yield from _after(("", date_of(event, "brevdato")),
                          (f"{path}.frist", date_of(event, "frist")),
                          text("Fristen ligger før høringsbrevet."), text("Ret en af datoerne."),
                          "frist-foer-brev")


def events_in_order(case: Case, _: Case) -> Iterator[Problem]:
    """Events stand in date order, so that the newest is the last."""
    for liste, key in EVENT_DATE.items():
        latest: dt.date | None = None
        for path, event in events(case, liste):
            day = date_of(event, key)
            if day and latest and day < latest:
                yield broken(f"{path}.{key}", "raekkefoelge", "Rækkefølge", text(
                    "Listen er ikke i datoorden."), text("Flyt den ældre hændelse frem i listen."))
            latest = max(latest, day) if latest and day else day or latest
