"""What refers to something else in the case finds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.errors import Problem, text
from pipeline.rules.common import Case, broken, events, values

PARENT = ("foraelder",)
PROVIDER = ("leverandoer",)
ANYONE = ("foraelder", "leverandoer", "hjaelper")

PEOPLE = {
    "barn.bor_hos[]": PARENT,
    "ansoegninger[].ansoeger": PARENT,
    "ansoegninger[].ansoegere[]": PARENT,
    "ansoegninger[].samtykker[].part": PARENT,
    "ansoegninger[].underskrifter[].part": PARENT,
    "ansoegninger[].udarbejdet_med": PROVIDER,
    "tilbud[].leverandoer": PROVIDER,
    "afgoerelser[].part": PARENT,
    "afgoerelser[].forsendelser[].part": PARENT,
    "hoeringer[].part": PARENT,
    "hoeringer[].svar[].part": PARENT,
    "indkaldelser[].sted.hos": PARENT,
    "tilsyn[].sted.hos": PARENT,
    "evalueringer[].forfattere[]": (*PARENT, *PROVIDER),
    "evalueringer[].underskrifter[].part": (*PARENT, *PROVIDER),
    "revurderinger[].aendringer[].part": PARENT,
    "ophoer[].tabt[].part": PARENT,
    "ophoer[].forsendelser[].part": PARENT,
    "samtykker[].fra": PARENT,
    "samtykker[].til": ANYONE,
    **{f"{liste}[].kopi_til[]": ANYONE for liste in (
        "indkaldelser", "afgoerelser", "tilsyn", "revurderinger", "ophoer")},
}
"""Every reference to somebody, and the roles they may have."""

GOALS = (
    "ansoegninger[].elementer[].maal[]", "ansoegninger[].udgifter[].maal[]",
    "tilbud[].maal[]", "tilbud[].elementer[].maal[]", "tilbud[].budget.linjer[].maal[]",
    "afgoerelser[].elementer[].maal[]", "afgoerelser[].poster[].maal[]",
    "tilsyn[].maal[].maal", "revurderinger[].maal[].maal", "evalueringer[].maal[].maal",
    "evalueringer[].nye_maal[]", "udgifter[].maal[]",
)
"""Every reference to a goal."""


def unique_ids(case: Case, _: Case) -> Iterator[Problem]:
    """An id names one party, one goal."""
    for liste in ("parter", "maal"):
        times = Counter(item.get("id") for _, item in events(case, liste))
        for path, item in events(case, liste):
            if item.get("id") and times[item["id"]] > 1:
                yield broken(f"{path}.id", "id-to-gange", "Id", text(
                    "Det samme id bruges flere gange."), text("Giv hver sit id."))


def known_goals(case: Case, _: Case) -> Iterator[Problem]:
    """A goal that is reported on, or that something serves, is one of the case's goals."""
    known = {goal.get("id") for _, goal in events(case, "maal")}
    for path, goal in (found for pattern in GOALS for found in values(case, pattern)):
        if isinstance(goal, str) and goal not in known:
            yield broken(path, "maal-findes-ikke", "Mål", text(
                "Målet findes ikke i sagen."), text("Brug et id fra sagens mål, eller tilføj målet."))


def known_people(case: Case, _: Case) -> Iterator[Problem]:
    """Who is referred to is on the case, in a role that can stand there."""
    if "parter" not in case:
        return
    there = {(party.get("id"), party.get("rolle")) for _, party in events(case, "parter")}
    for pattern, wanted in PEOPLE.items():
        for path, who in values(case, pattern):
            the_young = who == "ung" and ".svar[" in path
            if isinstance(who, str) and not the_young and not any(
                    (who, role) in there for role in wanted):
                yield _unknown(path, wanted)


def _unknown(path: str, wanted: tuple[str, ...]) -> Problem:
    if wanted == PROVIDER:
        return broken(path, "leverandoer-findes-ikke", "Leverandør", text(
            "Der er ingen leverandør med det id i sagen."), text(
            "Brug et id fra sagens parter, eller tilføj leverandøren."))
    if wanted == PARENT:
        return broken(path, "part-findes-ikke", "Part", text(
            "Der er ingen forælder med det id i sagen."), text(
            "Brug et id fra sagens parter, eller tilføj forælderen."))
    return broken(path, "part-findes-ikke", "Part", text(
        "Der er ingen i sagen med det id, som kan stå her."), text(
        "Brug et id fra sagens parter, eller tilføj personen."))


def hearings_of_visits(case: Case, _: Case) -> Iterator[Problem]:
    """A hearing of a report names a visit of the case; whoever answers one has the report alone."""
    visits = {v.get("dato") for _, v in events(case, "tilsyn")}
    for path, hearing in events(case, "hoeringer"):
        answered_alone = not visits and hearing.get("svar")
        if "tilsyn" in hearing and hearing["tilsyn"] not in visits and not answered_alone:
            yield broken(f"{path}.tilsyn", "tilsyn-findes-ikke", "Tilsyn", text(
                "Der er intet tilsyn på den dato."), text("Brug datoen for et af sagens tilsyn."))
