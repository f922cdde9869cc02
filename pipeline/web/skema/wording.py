"""What is wrong with an answer, said to who gave it: about the question, never about a field of data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.errors import Problem, Text, text
from pipeline.forms.blank.model import Kind, Question

UNANSWERED = frozenset({"felt-skal-udfyldes", "mangler"})
Said = tuple[Text, Text]
"""A message and a remedy."""
NOT_WRITTEN: Said = text("Du har ikke svaret."), text("Skriv et svar.")
NOT_CHOSEN: Said = text("Du har ikke valgt noget."), text("Vælg en af mulighederne.")
EMPTY: Mapping[Kind, Said] = {
    "one": NOT_CHOSEN, "yes": NOT_CHOSEN, "menu": NOT_CHOSEN,
    "several": (text("Du har ikke sat kryds."), text("Sæt mindst ét kryds.")),
    "date": (text("Du har ikke skrevet en dato."),
             text("Skriv den som 31-03-2026 eller 31. marts 2026.")),
    "number": (text("Du har ikke skrevet et tal."), text("Skriv kun tallet, for eksempel 12,5.")),
    "amount": (text("Du har ikke skrevet et beløb."), text("Skriv kun tallet, for eksempel 1234,50.")),
}
"""An answer that must be there, and is not."""
NO_ROWS: Said = text("Der er ikke skrevet noget her."), text("Skriv mindst én.")
UNFIT: Mapping[tuple[str, Kind], Said] = {
    ("format", "date"): (text("Datoen kan ikke være rigtig."),
                         text("Skriv den som 31-03-2026 eller 31. marts 2026.")),
    ("format", "time"): (text("Klokkeslættet findes ikke."), text("Skriv det som 8.30 eller 08:30.")),
}
"""An answer that nobody can mean."""
ODD: Said = (text("Svaret er ikke skrevet, som det skal være."),
             text("Læs hjælpen ved spørgsmålet, og skriv det igen."))
NOT_HERE: Said = (text("Svaret passer ikke sammen med et andet svar."),
                  text("Slet det, eller ret det andet."))


def plainly(problem: Problem, question: Question | None) -> Problem:
    """The problem in the words of the page; `question` is what it is at, None for a list of them."""
    said = _said(problem.code, question)
    return problem if said is None else replace(problem, message=said[0], remedy=said[1])


def _said(code: str, question: Question | None) -> Said | None:
    if code in UNANSWERED:
        return NO_ROWS if question is None else EMPTY.get(question.kind, NOT_WRITTEN)
    if code == "minItems":
        return NO_ROWS if question is None else EMPTY["several"]
    if code == "pattern":
        return ODD
    if code == "forbudt":
        return NOT_HERE
    return None if question is None else UNFIT.get((code, question.kind))
