"""Receipts, meetings, hearings and answers: what was heard of whom, and by when."""

from __future__ import annotations

from pipeline.templates.facts.parts import Facts, Parts, Rules, when
from pipeline.templates.fieldtypes import DATE, TEXT, YES, Clue, Type, listed, made_of


def _receipt(parts: Parts) -> Facts:
    examined = made_of(frist=DATE, afsluttet=DATE.maybe(), overskredet=YES)
    event = parts.event.fields
    return {
        "kvittering": made_of(modtaget=DATE, kanal=event["kanal"], mangler=listed(TEXT),
                              mangler_senest=DATE.maybe()),
        "soegt": listed(TEXT), "frist.foerste_kontakt": DATE.maybe(),
        "frist.undersoegelse": DATE.maybe(when("undersoegelse")),
        "undersoegelse": examined.maybe(when("frist", "undersoegelse"))}


def _meeting(parts: Parts) -> Facts:
    place = parts.event.fields["sted"].fields
    shown = (Clue(("beskyttet",), frozenset({"nej"})),)
    return {"sundhedsfagligt": YES, "moedested": made_of(
        beskyttet=YES, hjemme_hos_dig=YES, art=place["art"].maybe(shown), beskrivelse=TEXT.maybe())}


def _own_hearing(parts: Parts) -> Facts:
    return {"frist.hoering": DATE, "bilag": listed(TEXT), "rapport": _visit(parts)}


def _visit(parts: Parts) -> Type:
    return made_of(dato=DATE, brevdato=parts.item("tilsyn").fields["brevdato"]).maybe()


def _hearing_of_report(parts: Parts) -> Facts:
    hearing = parts.item("hoeringer").fields
    answer = (hearing["svar"].items or Type("objekt")).also(navn=TEXT)
    return {
        "brev.udkast": YES, "bilag": listed(TEXT),
        "frist.hoering": Type("dato", absent=True, known=(when("hoering_af_rapport"),)),
        "hoering_af_rapport": made_of(
            brevdato=DATE, frist=DATE, afsluttet=YES, svar=listed(answer), uden_svar=listed(TEXT),
            undtagelse=TEXT.maybe()).maybe()}


def _answer(parts: Parts) -> Facts:
    return {"hoering": parts.host, "rapport": _visit(parts), "frist.hoering": DATE, "for_sent": YES,
            "bilag": listed(TEXT)}


RULES: Rules = {
    "answer": _answer, "hearing_of_report": _hearing_of_report, "meeting": _meeting,
    "own_hearing": _own_hearing, "receipt": _receipt,
}
