"""The report of a supervision visit: a draft until the hearing over it has ended."""

from __future__ import annotations

from pipeline.documents.kind import COMMON, DocumentKind
from pipeline.documents.needs import STATUS
from pipeline.errors import text
from pipeline.facts.goals import goal_status
from pipeline.facts.grants import without_pay
from pipeline.facts.hearings import hearing_of_report

KIND = DocumentKind(
    id="tilsynsrapport", titel=text("Tilsynsrapport"),
    forfatter="kommune", liste="tilsyn", event_name="besoeg",
    dates=("endelig_brevdato", "brevdato", "dato"),
    variant=lambda event: "endelig" if event["endelig_brevdato"] else "udkast",
    titles={"udkast": "Tilsynsrapport", "endelig": "Tilsynsrapport"}, til_ung=True, copies=True,
    uses=("maal", "afgoerelser", "hoeringer", "samtykker"),
    rules=(*COMMON, without_pay, goal_status, hearing_of_report),
    needed={
        "besoeg.dato": text("Familien skal kunne se, hvilket besøg rapporten handler om."),
        "besoeg.observationer": text("Familien skal kunne se, hvad der blev set ved besøget, og rette "
                                     "det, der er forkert."),
        "besoeg.vurdering": text("Rapporten skal sige, hvordan kommunen vurderer træningen."),
        "maalstatus.status": STATUS,
        "hoering_af_rapport.svar": text("Den endelige rapport skal gengive, hvad der blev svaret i "
                                        "høringen.")})
