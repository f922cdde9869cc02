"""Grants and decisions: what was granted, why, how it is calculated, how to complain."""

from __future__ import annotations

import datetime as dt

from pipeline.law import quantities
from pipeline.templates.facts.parts import FIGURE, Facts, Parts, Rules
from pipeline.templates.fieldtypes import DATE, NUMBER, TEXT, YES, Clue, Type, codes, listed, made_of


def _statutes(_: Parts) -> Facts:
    """A topic whose statute of now was never seen in a source has no name in a letter."""
    return {f"hjemmel.{topic}": TEXT if quantity.known_after(dt.date.max) else Type(
        "tekst", absent=True) for topic, quantity in quantities("hjemler").items()}


def grant_of(parts: Parts) -> Type:
    """The type of a decision that grants something."""
    return parts.item("afgoerelser").also(gammel_lov=YES, hjemmel=TEXT)


def granted(parts: Parts) -> Facts:
    """The grants in force, each of its kind."""
    grant = grant_of(parts)
    # Only a grant with its period counts as one.
    grant = grant.also(periode=grant.fields["periode"].sure())
    return {f"bevilling.{name}": grant.maybe() for name in ("hjemmetraening", "udgifter", "tabt")}


def _without_pay(parts: Parts) -> Facts:
    return {"bevilling.tabt": grant_of(parts).maybe()}


def _approval(parts: Parts) -> Facts:
    return {"brev.udkast": YES, "godkendt": parts.event.fields["godkendt"].sure().maybe(),
            "godkendes_af": TEXT.maybe()}


def _decisions(parts: Parts) -> Facts:
    decision = _decision(parts.event)
    return {"afgoerelser": listed(decision), "bilag": listed(TEXT), "undersoegelse": _examined(parts),
            **{f"afgoerelse_om.{name}": decision.maybe()
               for name in ("hjemmetraening", "udgifter", "tabt")}}


def _decision(event: Type) -> Type:
    def part(name: str) -> Type:
        return event.fields[name].items or Type("objekt")

    element, costs = part("elementer"), (Clue(("ydelse",), frozenset({"udgifter"})),)
    posts = (Clue(("poster",)),)
    return event.also(
        gammel_lov=YES, hjemmel=TEXT, fuldt_medhold=YES,
        betingelser=listed(part("betingelser").also(titel=TEXT)),
        elementer_godkendt=listed(element), elementer_afvist=listed(element),
        ansoegt_i_alt=NUMBER.maybe(posts), bevilget_i_alt=NUMBER.maybe(posts),
        maksimum=FIGURE.maybe(costs), beregning=_calculation().maybe())


def _calculation() -> Type:
    step = made_of(navn=TEXT, regnestykke=TEXT, beloeb=NUMBER, kilde=TEXT, kommunens_metode=YES)
    return made_of(
        form=codes("loenmodtager", "ledig", "selvstaendig"), grundlag=NUMBER, arbejdstid=NUMBER,
        timer=NUMBER, trin=listed(step), ydelse=NUMBER, loft=NUMBER, loft_brugt=YES, pension=NUMBER,
        i_alt=NUMBER)


def _examined(parts: Parts) -> Type:
    examined = parts.item("undersoegelser")
    return examined.also(frist=DATE, overskredet=YES,
                         afsluttet=examined.fields["afsluttet"].sure()).maybe()


def _complaint(_: Parts) -> Facts:
    return {"frist.klage": TEXT, "frist.genvurdering": TEXT}


def _complaint_by_sending(_: Parts) -> Facts:
    return {name: Type("dato", absent=True) for name in ("frist.modtaget", "frist.klage_senest")}


def _next_reevaluation(_: Parts) -> Facts:
    return {"frist.revurdering": DATE}


def _ending(parts: Parts) -> Facts:
    event = parts.event.fields
    lost = event["tabt"].items or Type("objekt")
    # The reader's own: nobody else is shown it.
    lost = lost.also(**{name: lost.fields[name].sure()
                        for name in ("part", "slutdato", "form", "hjemmel")})
    ends = made_of(ydelse=event["ydelser"].items or TEXT, slutdato=DATE, hjemmel=TEXT,
                   bevilget=grant_of(parts).maybe())
    return {"imod_oenske": YES, "tabt": lost.maybe(), "slutter": listed(ends),
            "hoering_foer": made_of(brevdato=DATE, undtagelse=TEXT.maybe()).maybe(),
            "grunde": event["grunde"]}


RULES: Rules = {
    "approval": _approval, "complaint": _complaint, "complaint_by_sending": _complaint_by_sending,
    "decisions": _decisions, "ending": _ending, "grants": granted,
    "next_reevaluation": _next_reevaluation, "statutes": _statutes, "without_pay": _without_pay,
}
