"""Dates that must follow one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.errors import Problem, Text, text
from pipeline.rules.common import Case, broken, date_of, events, values

EVENT_DATE = {
    "ansoegninger": "brevdato", "undersoegelser": "startet", "afgoerelser": "brevdato",
    "tilsyn": "dato", "hoeringer": "brevdato", "revurderinger": "brevdato",
    "indkaldelser": "brevdato", "tilbud": "brevdato", "evalueringer": "brevdato",
    "udgifter": "dato", "ophoer": "brevdato",
}
"""The lists of events and the date each is ordered by."""


class Pair(NamedTuple):
    """Two dates of each of the objects at `where`: `later` is not before `earlier`.

    The problem is at `later`, or at `earlier` where that is the one to set right.
    """

    where: str
    earlier: str
    later: str
    code: str
    message: Text
    remedy: Text = text("Ret en af datoerne.")
    at_earlier: bool = False


def _period(where: str) -> Pair:
    return Pair(where, "fra", "til", "slut-foer-start",
                text("Perioden slutter, før den begynder."), text("Ret fra- eller til-datoen."))


PERIODS = (
    *(_period(f"{liste}[].periode") for liste in ("ansoegninger", "afgoerelser", "evalueringer")),
    Pair("undersoegelser[]", "startet", "afsluttet", "slut-foer-start",
         text("Undersøgelsen slutter, før den begynder.")),
    Pair("undersoegelser[]", "blev_opmaerksom", "afsluttet", "slut-foer-start",
         text("Undersøgelsen slutter, før kommunen blev opmærksom på behovet.")),
    Pair("samtykker[]", "dato", "tilbagekaldt", "slut-foer-start",
         text("Samtykket er trukket tilbage, før det blev givet.")),
    Pair("maal[]", "sat", "frist", "frist-foer-start",
         text("Målets frist ligger før den dag, målet blev sat.")),
)

LETTERS = (
    Pair("ansoegninger[]", "brevdato", "modtaget", "modtaget-foer-brev",
         text("Ansøgningen er modtaget, før den er dateret.")),
    Pair("hoeringer[]", "tilsyn", "brevdato", "hoering-foer-besoeg",
         text("Høringen over rapporten er sendt før besøget.")),
    Pair("tilsyn[]", "dato", "brevdato", "rapport-foer-besoeg",
         text("Rapporten er dateret før besøget.")),
    Pair("tilsyn[]", "brevdato", "endelig_brevdato", "endelig-foer-udkast",
         text("Den endelige rapport er dateret før udkastet.")),
    Pair("hoeringer[]", "brevdato", "frist", "frist-foer-brev",
         text("Fristen ligger før høringsbrevet.")),
    Pair("hoeringer[].svar[]", "brevdato", "modtaget", "modtaget-foer-brev",
         text("Svaret er modtaget, før det er dateret.")),
    Pair("indkaldelser[]", "brevdato", "dato", "moede-foer-brev",
         text("Mødet ligger før indkaldelsen.")),
    Pair("indkaldelser[]", "brevdato", "indsend_senest", "frist-foer-brev",
         text("Fristen for at sende noget ligger før indkaldelsen.")),
    Pair("indkaldelser[]", "indsend_senest", "dato", "frist-efter-moede",
         text("Fristen for at sende noget ligger efter mødet."), at_earlier=True),
    Pair("tilbud[]", "brevdato", "gaelder_til", "frist-foer-brev",
         text("Tilbuddet gælder kun til en dag før dets egen dato.")),
    Pair("ansoegninger[]", "modtaget", "kvittering.brevdato", "kvittering-foer-modtagelse",
         text("Kvitteringen er dateret, før ansøgningen er modtaget.")),
    Pair("ansoegninger[].kvittering", "brevdato", "mangler_senest", "frist-foer-brev",
         text("Fristen for det, der mangler, ligger før kvitteringen.")),
    Pair("ansoegninger[].forsinkelse", "brevdato", "forventet", "frist-foer-brev",
         text("Undersøgelsen ventes færdig før brevet om, at den er forsinket.")),
    Pair("afgoerelser[]", "brevdato", "opfoelgning", "opfoelgning-foer-brev",
         text("Opfølgningen ligger før afgørelsen.")),
    Pair("revurderinger[]", "moede", "brevdato", "brev-foer-moede",
         text("Brevet er dateret før mødet.")),
    Pair("revurderinger[]", "brevdato", "naeste", "naeste-foer-brev",
         text("Den næste revurdering ligger før brevet.")),
    Pair("ophoer[]", "brevdato", "afregning_senest", "frist-foer-brev",
         text("Fristen for de sidste bilag ligger før brevet.")),
)


def _out_of_order(case: Case, pairs: tuple[Pair, ...]) -> Iterator[Problem]:
    for pair in pairs:
        for path, value in values(case, pair.where):
            earlier, later = date_of(value, pair.earlier), date_of(value, pair.later)
            if earlier and later and later < earlier:
                name = pair.earlier if pair.at_earlier else pair.later
                yield broken(f"{path}.{name}", pair.code, "Dato", pair.message, pair.remedy)


def periods(case: Case, _: Case) -> Iterator[Problem]:
    """A period, an examination, a consent and a goal end on or after the day they begin."""
    yield from _out_of_order(case, PERIODS)


def order_of_letters(case: Case, _: Case) -> Iterator[Problem]:
    """A report follows its visit, a final report its draft, a last day to answer its letter."""
    yield from _out_of_order(case, LETTERS)
    for path, hearing in events(case, "hoeringer"):
        yield from _not_before(hearing, path, "svar", "modtaget", "svar-foer-hoering",
                               text("Svaret er modtaget, før høringen er sendt."))
    for liste in ("afgoerelser", "ophoer"):
        for path, letter in events(case, liste):
            yield from _not_before(letter, path, "forsendelser", "dato", "sendt-foer-brev",
                                   text("Brevet er sendt før sin egen dato."))


def _not_before(letter: Case, path: str, liste: str, key: str, code: str,
                message: Text) -> Iterator[Problem]:
    """What a letter led to did not happen before its date."""
    dated = date_of(letter, "brevdato")
    for i, item in enumerate(letter.get(liste) or ()):
        day = date_of(item, key)
        if dated and day and day < dated:
            yield broken(f"{path}.{liste}[{i}].{key}", code, "Dato", message,
                         text("Ret en af datoerne."))


def meetings(case: Case, _: Case) -> Iterator[Problem]:
    """A meeting ends after it begins."""
    for path, meeting in events(case, "indkaldelser"):
        start, end = meeting.get("fra"), meeting.get("til")
        if start and end and end <= start:
            yield broken(f"{path}.til", "slut-foer-start", "Til klokken", text(
                "Mødet slutter, før det begynder."), text("Ret klokkeslættet."))


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
