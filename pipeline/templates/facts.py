"""The types of every fact, by the rule that derives it: what a template may name beyond the case.

A fact that is missing here, or is of another type, fails a test that derives all samples.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.law import quantities
from pipeline.money.costs import ARTER
from pipeline.templates.fieldtypes import (
    DATE,
    NUMBER,
    TEXT,
    WHOLE,
    YES,
    Clue,
    Type,
    codes,
    listed,
    made_of,
)

Facts = Mapping[str, Type]
"""Types by dotted name, as facts have them."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The types of the case's own parts that facts are made from, as one document's readers see them."""

    case: Type
    event: Type
    host: Type
    settings: Type
    author: str

    def item(self, liste: str) -> Type:
        """The type of a list's items."""
        return self.case.fields[liste].items or Type("objekt")


def facts_of(rule: str, parts: Parts) -> Facts:
    """The facts of one rule. Raises KeyError for a rule that has no types."""
    return _RULES[rule](parts)


def declared() -> frozenset[str]:
    """The rules whose facts have types."""
    return frozenset(_RULES)


LETTER: Facts = {"brev.dato": DATE, "brev.titel": TEXT, "brev.udkast": YES}
"""What every letter knows of itself, besides its variant."""

FIGURE = made_of(beloeb=NUMBER, fra=DATE, til=DATE.maybe(), kilde=TEXT, lokal=YES)
PERIOD_USED = made_of(fra=DATE, til=DATE, brugt=NUMBER)


def _when(*path: str) -> tuple[Clue, ...]:
    """Known once this field of the letter is filled in."""
    return (Clue(path, absolute=True),)


def _statutes(_: Parts) -> Facts:
    """A topic whose statute of now was never seen in a source has no name in a letter."""
    return {f"hjemmel.{topic}": TEXT if quantity.known_after(dt.date.max) else Type(
        "tekst", absent=True) for topic, quantity in quantities("hjemler").items()}


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


def _grant(parts: Parts) -> Type:
    return parts.item("afgoerelser").also(gammel_lov=YES, hjemmel=TEXT)


def _grants(parts: Parts) -> Facts:
    grant = _grant(parts)
    # Only a grant with its period counts as one.
    grant = grant.also(periode=grant.fields["periode"].sure())
    return {f"bevilling.{name}": grant.maybe() for name in ("hjemmetraening", "udgifter", "tabt")}


def _without_pay(parts: Parts) -> Facts:
    return {"bevilling.tabt": _grant(parts).maybe()}


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


def _receipt(parts: Parts) -> Facts:
    examined = made_of(frist=DATE, afsluttet=DATE.maybe(), overskredet=YES)
    event = parts.event.fields
    return {
        "kvittering": made_of(modtaget=DATE, kanal=event["kanal"], mangler=listed(TEXT),
                              mangler_senest=DATE.maybe()),
        "soegt": listed(TEXT), "frist.foerste_kontakt": DATE.maybe(),
        "frist.undersoegelse": DATE.maybe(_when("undersoegelse")),
        "undersoegelse": examined.maybe(_when("frist", "undersoegelse"))}


def _complaint_by_sending(_: Parts) -> Facts:
    return {name: Type("dato", absent=True) for name in ("frist.modtaget", "frist.klage_senest")}


def _own_hearing(parts: Parts) -> Facts:
    return {"frist.hoering": DATE, "bilag": listed(TEXT), "rapport": _visit(parts)}


def _visit(parts: Parts) -> Type:
    return made_of(dato=DATE, brevdato=parts.item("tilsyn").fields["brevdato"]).maybe()


def _hearing_of_report(parts: Parts) -> Facts:
    hearing = parts.item("hoeringer").fields
    answer = (hearing["svar"].items or Type("objekt")).also(navn=TEXT)
    return {
        "brev.udkast": YES, "bilag": listed(TEXT),
        "frist.hoering": Type("dato", absent=True, known=(_when("hoering_af_rapport"),)),
        "hoering_af_rapport": made_of(
            brevdato=DATE, frist=DATE, afsluttet=YES, svar=listed(answer), uden_svar=listed(TEXT),
            undtagelse=TEXT.maybe()).maybe()}


def _answer(parts: Parts) -> Facts:
    return {"hoering": parts.host, "rapport": _visit(parts), "frist.hoering": DATE, "for_sent": YES,
            "bilag": listed(TEXT)}


def _ending(parts: Parts) -> Facts:
    event = parts.event.fields
    lost = event["tabt"].items or Type("objekt")
    # The reader's own: nobody else is shown it.
    lost = lost.also(**{name: lost.fields[name].sure()
                        for name in ("part", "slutdato", "form", "hjemmel")})
    ends = made_of(ydelse=event["ydelser"].items or TEXT, slutdato=DATE, hjemmel=TEXT,
                   bevilget=_grant(parts).maybe())
    return {"imod_oenske": YES, "tabt": lost.maybe(), "slutter": listed(ends),
            "hoering_foer": made_of(brevdato=DATE, undtagelse=TEXT.maybe()).maybe(),
            "grunde": event["grunde"]}


def _meeting(parts: Parts) -> Facts:
    place = parts.event.fields["sted"].fields
    shown = (Clue(("beskyttet",), frozenset({"nej"})),)
    return {"sundhedsfagligt": YES, "moedested": made_of(
        beskyttet=YES, hjemme_hos_dig=YES, art=place["art"].maybe(shown), beskrivelse=TEXT.maybe())}


def _goal(parts: Parts) -> Type:
    return parts.item("maal")


def _goal_status(parts: Parts) -> Facts:
    report = parts.event.fields["maal"].items or Type("objekt")
    progress = made_of(procent=WHOLE, fyldt=WHOLE, tom=WHOLE, ord=TEXT)
    return {"maalstatus": listed(_goal(parts).also(**report.fields, fremgang=progress.maybe()))}


def _training_elements(parts: Parts) -> Facts:
    element = parts.event.fields["elementer"].items or Type("objekt")
    return {"elementer": listed(element.also(maal=listed(TEXT), sundhedsfagligt=YES)),
            "maalliste": listed(_goal(parts)), "har_sundhedsfagligt": YES}


def _new_goals(parts: Parts) -> Facts:
    return {"nye_maal": listed(_goal(parts))}


def _offered_goals(parts: Parts) -> Facts:
    return {"tilbudte_maal": listed(_goal(parts))}


def _timetable(parts: Parts) -> Facts:
    row = parts.event.fields["ugeskema"].items or Type("objekt")
    return {"ugeskema": listed(row.also(timer=NUMBER)), "ugedage": WHOLE,
            "ugetimer": NUMBER.maybe(_when("ugeskema"))}


def _sums(_: Parts) -> Facts:
    return {"udgifter_i_alt": NUMBER.maybe(_when("ansoegning", "udgifter")),
            "sparet_i_alt": NUMBER.maybe(_when("ansoegning", "sparede_udgifter"))}


SIGNATURE = made_of(navn=TEXT, dato=DATE.maybe(), mangler=YES)


def _signatures(_: Parts) -> Facts:
    return {"underskrifter": listed(SIGNATURE), "mangler": listed(TEXT)}


def _consents(parts: Parts) -> Facts:
    given = parts.event.fields["samtykker"].items or Type("objekt")
    return {"samtykker": listed(given.also(navn=TEXT, givet=TEXT)), "bilag": listed(TEXT)}


def _provider(parts: Parts) -> Facts:
    party = parts.item("parter")
    party = party.also(virksomhed=party.fields["virksomhed"].sure())
    return {"leverandoer": party if parts.author == "leverandoer" else party.maybe()}


def _applicants(parts: Parts) -> Facts:
    person = parts.item("parter").also(fornavn=TEXT)
    # The young person answers a hearing as a party does.
    person = person.also(rolle=codes(*person.fields["rolle"].values, "ung"))
    some = (_when("ansoegere"),)
    return {"ansoegere": listed(person), "flere_ansoegere": YES,
            "ansoeger": person if parts.author == "foraelder" else person.maybe(*some)}


def _line(line: Type) -> Type:
    return line.also(beloeb=NUMBER, maal=listed(TEXT), udleveres=YES)


BY_KIND = listed(made_of(art=codes(*ARTER), beloeb=NUMBER))


def _budget(parts: Parts) -> Facts:
    lines = parts.event.fields["budget"].fields["linjer"]
    budget = made_of(
        fra=DATE, til=DATE, linjer=listed(_line(lines.items or Type("objekt"))), pr_art=BY_KIND,
        i_alt=NUMBER, momsfri_i_alt=NUMBER, maksimum=listed(FIGURE), sats_mangler_fra=DATE.maybe(),
        maalt_mod=FIGURE, rest=NUMBER)
    # An offer's letter asks for one.
    return {"budget": budget if not parts.event.fields["budget"].optional else budget.maybe()}


def _cost_lines(parts: Parts) -> Facts:
    lines = parts.event.fields["udgifter"].items or Type("objekt")
    return {"linjer": listed(_line(lines)), "linjer_i_alt": NUMBER.maybe(_when("linjer"))}


def _accounts(parts: Parts) -> Facts:
    spent = parts.item("udgifter").also(maal=listed(TEXT), dokumenteret=YES)
    granted = (Clue(("regnskab", "bevilling"), absolute=True),)
    return {"regnskab": made_of(
        fra=DATE, til=DATE, linjer=listed(spent), i_alt=NUMBER, dokumenteret=NUMBER,
        udokumenteret=NUMBER, pr_art=BY_KIND, bevilling=_grant(parts).maybe(),
        bevilget=NUMBER.maybe(granted), rest_af_bevilling=NUMBER.maybe(granted),
        bevillingsaar=PERIOD_USED.maybe(granted), maksimum=FIGURE, tolv_maaneder=PERIOD_USED,
        rest_af_maksimum=NUMBER).maybe()}


def _own_enclosures(_: Parts) -> Facts:
    return {"bilag": listed(TEXT)}


def _complaint(_: Parts) -> Facts:
    return {"frist.klage": TEXT, "frist.genvurdering": TEXT}


def _next_reevaluation(_: Parts) -> Facts:
    return {"frist.revurdering": DATE}


def _maximum_for_costs(_: Parts) -> Facts:
    return {"sats.udgifter_maksimum": FIGURE.maybe(_when("bevilling", "udgifter"))}


def _evaluation(parts: Parts) -> Facts:
    # There is no next evaluation only because the grant ends before it.
    last = (Clue(("frist", "evaluering"), frozenset({"nej"}), absolute=True),)
    return {"underskrifter": listed(SIGNATURE), "forrige": DATE.maybe(),
            "frist.evaluering": DATE.maybe(), "frist.bevilling": DATE.maybe(last),
            "bevilling.hjemmetraening": _grants(parts)["bevilling.hjemmetraening"]}


_RULES: Mapping[str, Callable[[Parts], Facts]] = {
    "accounts": _accounts, "addressee": _addressee, "answer": _answer, "applicants": _applicants,
    "approval": _approval, "budget": _budget, "child": _child, "complaint": _complaint,
    "complaint_by_sending": _complaint_by_sending, "consents": _consents, "copies_to": _copies_to,
    "cost_lines": _cost_lines, "decisions": _decisions, "ending": _ending,
    "evaluation": _evaluation, "goal_status": _goal_status, "grants": _grants,
    "hearing_of_report": _hearing_of_report, "maximum_for_costs": _maximum_for_costs,
    "meeting": _meeting, "new_goals": _new_goals, "next_reevaluation": _next_reevaluation,
    "offered_goals": _offered_goals, "own_enclosures": _own_enclosures,
    "own_hearing": _own_hearing, "provider": _provider, "receipt": _receipt,
    "signatures": _signatures, "statutes": _statutes, "sums": _sums, "timetable": _timetable,
    "training_elements": _training_elements, "without_pay": _without_pay,
}
