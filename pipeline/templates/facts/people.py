"""People and papers: child, addressee, applicants, provider, signatures, consents, enclosures."""

from __future__ import annotations

from pipeline.templates.facts.parts import Facts, Parts, Rules, when
from pipeline.templates.fieldtypes import DATE, TEXT, WHOLE, YES, Type, codes, listed, made_of


def _child(_: Parts) -> Facts:
    # Whoever may not see the number may know the birth date in it, so there always is one.
    return {"barnet.fornavn": TEXT, "barnet.foedselsdato": DATE, "barnet.alder": WHOLE,
            "barnet.fylder_18": DATE, "barnet.sidste_dag": DATE, "barnet.fylder_18_snart": YES,
            "barnet.i_skolealder": YES}


def _addressee(parts: Parts) -> Facts:
    address = parts.item("parter").fields["adresse"]
    return {"modtager": made_of(id=TEXT, navn=TEXT, fornavn=TEXT, adresse=address, er_ung=YES,
                                er_kommune=YES)}


def _copies_to(_: Parts) -> Facts:
    return {"kopi_til": listed(TEXT), "brev.kopi": TEXT.maybe()}


def _applicants(parts: Parts) -> Facts:
    person = parts.item("parter").also(fornavn=TEXT)
    # The young person answers a hearing as a party does.
    person = person.also(rolle=codes(*person.fields["rolle"].values, "ung"))
    some = (when("ansoegere"),)
    return {"ansoegere": listed(person), "flere_ansoegere": YES,
            "ansoeger": person if parts.author == "foraelder" else person.maybe(*some)}


def _provider(parts: Parts) -> Facts:
    party = parts.item("parter")
    party = party.also(virksomhed=party.fields["virksomhed"].sure())
    return {"leverandoer": party if parts.author == "leverandoer" else party.maybe()}


SIGNATURE = made_of(navn=TEXT, dato=DATE.maybe(), mangler=YES)


def _signatures(_: Parts) -> Facts:
    return {"underskrifter": listed(SIGNATURE), "mangler": listed(TEXT)}


def _consents(parts: Parts) -> Facts:
    given = parts.event.fields["samtykker"].items or Type("objekt")
    return {"samtykker": listed(given.also(navn=TEXT, givet=TEXT)), "bilag": listed(TEXT)}


def _own_enclosures(_: Parts) -> Facts:
    return {"bilag": listed(TEXT)}


RULES: Rules = {
    "addressee": _addressee, "applicants": _applicants, "child": _child, "consents": _consents,
    "copies_to": _copies_to, "own_enclosures": _own_enclosures, "provider": _provider,
    "signatures": _signatures,
}
