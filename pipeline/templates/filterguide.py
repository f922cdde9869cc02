"""The filters of templates, told to their authors: what each does, with an example that was made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jinja2 import Environment

from pipeline.errors import Text, text


@dataclass(frozen=True, slots=True)
class Shown:
    """A filter: what it does, a tag with it, and what the tag printed."""

    name: str
    help: Text
    tag: str
    printed: str


_GOALS = [{"titel": "Cykle", "naaet": True}, {"titel": "Svømme", "naaet": False}]
_VALUES: Mapping[str, object] = {
    "dato": dt.date(2026, 3, 5), "beloeb": Decimal("645867"), "antal": Decimal("18.5"),
    "navn": "Jens Lund Vang", "telefon": "65000001", "cpr": "0101204000", "klokkeslaet": "13:30",
    "status": "delvist_naaet", "bemaerkning": None, "bilag": ["Ansøgning", "Budget", "Referat"],
    "maal": _GOALS}
"""What the examples are made of; invented."""

_GUIDE: Mapping[str, tuple[Text, str]] = {
    "dato": (text("En dato med månedens navn."), "{{ dato | dato }}"),
    "dato_kort": (text("En dato med tal."), "{{ dato | dato_kort }}"),
    "ugedag": (text("Datoens ugedag."), "{{ dato | ugedag }}"),
    "maaned": (text("Måned og år af en dato eller en måned."), "{{ dato | maaned }}"),
    "klokken": (text("Et klokkeslæt med punktum."), "{{ klokkeslaet | klokken }}"),
    "kroner": (text("Et beløb med »kr.«; øre kun, når der er nogen."), "{{ beloeb | kroner }}"),
    "tal": (text("Et tal med komma."), "{{ antal | tal }}"),
    "timer": (text("Et tal med »timer« efter, eller »time«, når det er 1."), "{{ antal | timer }}"),
    "procent": (text("Et tal med procenttegn."), "{{ antal | procent }}"),
    "ejefald": (text("Navnet i ejefald."), "{{ navn | ejefald }}"),
    "fornavn": (text("Det første af fornavnene."), "{{ navn | fornavn }}"),
    "liste": (text("En liste som »a, b og c«."), "{{ bilag | liste }}"),
    "telefon": (text("Et telefonnummer, delt i par."), "{{ telefon | telefon }}"),
    "cpr": (text("Et CPR-nummer med bindestreg."), "{{ cpr | cpr }}"),
    "stort": (text("Stort begyndelsesbogstav, resten som det er."), "{{ status | ord | stort }}"),
    "ord": (text("En kode skrevet som danske ord."), "{{ status | ord }}"),
    "join": (text("En liste med et tegn efter eget valg imellem."), '{{ bilag | join("; ") }}'),
    "length": (text("Hvor mange der er i listen."), "{{ bilag | length }}"),
    "first": (text("Den første i listen."), "{{ bilag | first }}"),
    "last": (text("Den sidste i listen."), "{{ bilag | last }}"),
    "lower": (text("Små bogstaver."), "{{ navn | lower }}"),
    "upper": (text("Store bogstaver."), "{{ navn | upper }}"),
    "default": (text("Noget andet i stedet, når feltet er tomt; husk true."),
                '{{ bemaerkning | default("ingen", true) }}'),
    "list": (text("Gør resultatet af map, selectattr og rejectattr til en liste igen."),
             '{{ maal | map(attribute="titel") | list | liste }}'),
    "map": (text("Ét felt af hver i listen, eller et filter brugt på hver."),
            '{{ maal | map(attribute="titel") | list | liste }}'),
    "selectattr": (text("Kun dem i listen, hvor feltet er udfyldt eller ja."),
                   '{{ maal | selectattr("naaet") | map(attribute="titel") | list | liste }}'),
    "rejectattr": (text("Kun dem i listen, hvor feltet er tomt eller nej."),
                   '{{ maal | rejectattr("naaet") | map(attribute="titel") | list | liste }}'),
}


def guide(environment: Environment) -> tuple[Shown, ...]:
    """Every filter a template may use, in the order people need them."""
    return tuple(Shown(name, help_, tag, environment.from_string(tag).render(_VALUES))
                 for name, (help_, tag) in _GUIDE.items())


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to write more than a field: what it is for, and its paragraphs."""

    help: Text
    lines: tuple[str, ...]


PATTERNS: tuple[Pattern, ...] = (
    Pattern(text("Skriv et felt midt i en sætning."), ("Kære {{ modtager.navn }}",)),
    Pattern(text("Skriv noget i en sætning, kun når feltet er udfyldt."),
            ("Sagen{% if kle %} ({{ kle }}){% endif %} er åben.",)),
    Pattern(text("Tag hele afsnit med eller lad dem være: Et tag med p står alene i sit afsnit, og "
                 "afsnittet med tagget forsvinder."),
            ("{%p if modtager.er_ung %}", "Det handler om din hjemmetræning.", "{%p else %}",
             "Det handler om {{ barn.navn }}.", "{%p endif %}")),
    Pattern(text("Gentag afsnit for hver i en liste."),
            ("{%p for p in parter %}", "{{ p.navn }}", "{%p endfor %}")),
    Pattern(text("Gentag en række i en tabel: sæt {%tr for … %} og {%tr endfor %} i hver sin række, "
                 "over og under rækken, der gentages."),
            ("{%tr for p in parter %}", "{{ p.navn }}", "{%tr endfor %}")),
    Pattern(text("Sæt en blok ind, som flere breve deler."), ('{%p include "hilsen" %}',)),
)
"""How tags go together; each is right in every kind of letter."""
