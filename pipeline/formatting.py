"""Every filter a template may use: how dates, numbers and names are written in Danish."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from pipeline.formats import cpr_digits
from pipeline.richtext import RichText

LOCALE = "da_DK"
NBSP = "\u00a0"

WORDS: Mapping[str, str] = {
    # status of a goal
    "ikke_begyndt": "ikke begyndt", "i_gang": "i gang", "delvist_naaet": "delvist nået",
    "naaet": "nået", "ikke_naaet": "ikke nået",
    # days
    "loerdag": "lørdag", "soendag": "søndag",
    # extent
    "supplement": "et supplement til dagtilbud eller skole", "heldag": "et heldagstilbud",
    "halvdag": "et halvdagstilbud", "enkelte_dage": "enkelte dage om ugen",
    # kinds of training, areas of skill
    "oevelse": "målrettet øvelse", "samspil": "samspil i hverdagen",
    "motorisk": "motorisk", "emotionel": "følelsesmæssig",
    # places
    "hjemmet": "hjemmet", "skole_eller_dagtilbud": "skole eller dagtilbud",
    "kommunen": "hos kommunen",
    # people
    "foraelder": "forælder", "stedforaelder": "stedforælder", "vaerge": "værge",
    "leverandoer": "leverandør", "hjaelper": "hjælper",
    # school and day care
    "specialdagtilbud": "særligt dagtilbud", "ungdomsuddannelse": "ungdomsuddannelse",
    # work
    "loenmodtager": "lønmodtager", "selvstaendig": "selvstændig",
    # benefits, decisions, settings
    "hjemmetraening": "hjemmetræning", "udgifter": "træningsredskaber, kurser og hjælpere",
    "tabt_arbejdsfortjeneste": "tabt arbejdsfortjeneste",
    "delvis_bevilling": "delvis bevilling", "godkendt_til": "godkendt til",
    "i_maalgruppen_for": "i målgruppen for",
    # variants
    "forlaengelse": "forlængelse", "aendring": "ændring", "aarlig": "årlig", "uaendret": "uændret",
    "aendring_paataenkes": "ændring påtænkes", "paataenkt_afgoerelse": "påtænkt afgørelse",
    # documents and grounds
    "ansoegning": "ansøgning", "afgoerelse": "afgørelse", "ophoer": "ophør",
    "ikke_noedvendig": "ikke nødvendig", "maalgruppe": "målgruppe",
    "oere": "øre", "forholdsmaessigt": "forholdsmæssigt",
    # how something came or is sent
    "digital_post": "Digital Post", "email": "e-mail",
    # costs
    "med_moms": "med moms",
    "engang": "én gang", "loebende": "løbende",
    # meetings
    "hjemme": "hjemme hos familien", "moede": "møde",
    # outcome and end
    "ingen_gavn": "barnet har ikke længere gavn af træningen",
    "betingelser_ikke_opfyldt": "betingelserne er ikke længere opfyldt",
    "foraeldres_oenske": "forældrenes eget ønske", "fylder_18": "barnet fylder 18 år",
    "fraflytning": "flytning til en anden kommune", "nyt_tilbud": "barnet får et andet tilbud",
    "maanedens_udgang": "ved månedens udgang", "afvikling": "med en afviklingsperiode",
    "varsling": "med varsel",
}
"""Codes of the schemas whose Danish words are spelled otherwise; every other code is its own word."""


@lru_cache(4096)
def dato(value: dt.date) -> str:
    """3. marts 2026, held together at a line's end."""
    return format_date(value, "d. MMMM y", locale=LOCALE).replace(". ", f".{NBSP}", 1)


def ugedag(value: dt.date) -> str:
    """torsdag."""
    return format_date(value, "EEEE", locale=LOCALE)


def klokken(value: str) -> str:
    """13.30 of "13:30"."""
    return value.replace(":", ".")


def dato_kort(value: dt.date) -> str:
    """03-03-2026."""
    return value.strftime("%d-%m-%Y")


def maaned(value: dt.date | str) -> str:
    """marts 2026; takes a date or a month as "2026-03"."""
    day = dt.date.fromisoformat(f"{value}-01") if isinstance(value, str) else value
    return format_date(day, "MMMM y", locale=LOCALE)


@lru_cache(4096)
def kroner(value: Decimal | int) -> str:
    """645.867 kr. or 1.234,50 kr.: øre only where there are some, never split from the unit."""
    whole = value == int(value)
    return f"{format_decimal(value, '#,##0' if whole else '#,##0.00', locale=LOCALE)}{NBSP}kr."


@lru_cache(4096)
def tal(value: Decimal | int) -> str:
    """18,5: no trailing zeros, a comma for the decimals."""
    return format_decimal(value, "#,##0.###", locale=LOCALE)


def timer(value: Decimal | int) -> str:
    """18,5 timer; 1 time."""
    return f"{tal(value)}{NBSP}{'time' if value == 1 else 'timer'}"


def procent(value: Decimal | int) -> str:
    """12,5 %."""
    return f"{tal(value)}{NBSP}%"


def ejefald(name: str) -> str:
    """The genitive: Almas; Lars', Max', Moritz' after s, x and z."""
    return f"{name}'" if re.search(r"[sxz]$", name, re.IGNORECASE) else f"{name}s"


def liste(items: Iterable[str]) -> str:
    """a, b og c; the full stop of a sentence is left out, that of "m.v." stays."""
    words = [re.sub(r"(?<=[^\W\d_]{4})\.$", "", item) for item in items]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} og {words[-1]}" if words else ""


def telefon(value: str) -> str:
    """65 00 00 01; a foreign number as it was written."""
    digits = re.sub(r"\D", "", re.sub(r"^(\+45|0045)", "", value.replace(" ", "")))
    if len(digits) != 8 or (value.startswith("+") and not value.startswith("+45")):
        return value
    return NBSP.join(digits[i:i + 2] for i in range(0, 8, 2))


def cpr(value: str) -> str:
    """010120-4000."""
    digits = cpr_digits(value)
    return f"{digits[:6]}-{digits[6:]}"


def stort(value: str) -> str:
    """The first letter as a capital, the rest as it is."""
    if isinstance(value, RichText):
        return value.with_capital()
    return value[:1].upper() + value[1:]


def ord_(value: str) -> str:
    """A code of the schemas in Danish words: "delvist_naaet" is "delvist nået"."""
    return WORDS.get(value, value.replace("_", " "))


def fornavn(name: str) -> str:
    """The first given name, with its hyphen: "Åse-Løvig" of "Åse-Løvig Kjær"."""
    return name.split()[0]


FILTERS: Mapping[str, Callable[..., Any]] = {
    "dato": dato, "ugedag": ugedag, "klokken": klokken, "dato_kort": dato_kort, "maaned": maaned,
    "kroner": kroner,
    "tal": tal, "timer": timer, "procent": procent, "ejefald": ejefald, "liste": liste,
    "telefon": telefon, "cpr": cpr, "stort": stort, "ord": ord_, "fornavn": fornavn,
}
"""The allow-list: a template's filters are these and a few harmless ones of Jinja's own."""

FILTERS_OF_JINJA = ("default", "first", "join", "last", "length", "list", "lower", "map",
                    "rejectattr", "selectattr", "upper")
