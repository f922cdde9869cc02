"""What refers to something else in the case finds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.errors import Problem, text
from pipeline.rules.common import Case, broken, events


def unique_ids(case: Case, _: Case) -> Iterator[Problem]:
    """An id names one party, one goal."""
    for liste in ("parter", "maal"):
        times = Counter(item.get("id") for _, item in events(case, liste))
        for path, item in events(case, liste):
            if item.get("id") and times[item["id"]] > 1:
                yield broken(f"{path}.id", "id-to-gange", "Id", text(
                    "Det samme id bruges flere gange."), text("Giv hver sit id."))


def known_goals(case: Case, _: Case) -> Iterator[Problem]:
    """A goal that is reported on, or that an element serves, is one of the case's goals."""
    known = {goal.get("id") for _, goal in events(case, "maal")}
    used: list[tuple[str, str]] = []
    for liste in ("tilsyn", "revurderinger"):
        for path, event in events(case, liste):
            used += [(f"{path}.maal[{i}].maal", m["maal"])
                     for i, m in enumerate(event.get("maal") or ()) if "maal" in m]
    for path, event in events(case, "ansoegninger"):
        for i, element in enumerate(event.get("elementer") or ()):
            used += [(f"{path}.elementer[{i}].maal[{j}]", goal)
                     for j, goal in enumerate(element.get("maal") or ())]
    for path, goal in used:
        if isinstance(goal, str) and goal not in known:
            yield broken(path, "maal-findes-ikke", "Mål", text(
                "Målet findes ikke i sagen."), text("Brug et id fra sagens mål, eller tilføj målet."))


def known_people(case: Case, _: Case) -> Iterator[Problem]:
    """Who is referred to is a parent of the case."""
    if "parter" not in case:
        return
    parents = {p.get("id") for _, p in events(case, "parter") if p.get("rolle") == "foraelder"}
    for path, who in _referred(case):
        if (isinstance(who, str) and who not in parents
                and not (who == "ung" and ".svar[" in path)):
            yield broken(path, "part-findes-ikke", "Part", text(
                "Der er ingen forælder med det id i sagen."), text(
                "Brug et id fra sagens parter, eller tilføj forælderen."))


def _referred(case: Case) -> Iterator[tuple[str, str]]:
    """Every reference to a parent, with its path."""
    for i, who in enumerate((case.get("barn") or {}).get("bor_hos") or ()):
        yield f"barn.bor_hos[{i}]", who
    for liste, fields in (("ansoegninger", ("ansoeger",)), ("afgoerelser", ("part",)),
                          ("hoeringer", ("part",))):
        for path, event in events(case, liste):
            yield from ((f"{path}.{f}", event[f]) for f in fields if f in event)
    for liste, inner in (("ansoegninger", "samtykker"), ("ansoegninger", "underskrifter"),
                         ("hoeringer", "svar"), ("revurderinger", "aendringer")):
        for path, event in events(case, liste):
            yield from ((f"{path}.{inner}[{i}].part", item["part"])
                        for i, item in enumerate(event.get(inner) or ()) if "part" in item)
    for path, event in events(case, "ansoegninger"):
        yield from ((f"{path}.ansoegere[{i}]", who)
                    for i, who in enumerate(event.get("ansoegere") or ()))
    for path, event in events(case, "tilsyn"):
        if "hos" in (event.get("sted") or {}):
            yield f"{path}.sted.hos", event["sted"]["hos"]


def hearings_of_visits(case: Case, _: Case) -> Iterator[Problem]:
    """A hearing of a report names a visit of the case."""
    visits = {v.get("dato") for _, v in events(case, "tilsyn")}
    for path, hearing in events(case, "hoeringer"):
        if "tilsyn" in hearing and hearing["tilsyn"] not in visits:
            yield broken(f"{path}.tilsyn", "tilsyn-findes-ikke", "Tilsyn", text(
                "Der er intet tilsyn på den dato."), text("Brug datoen for et af sagens tilsyn."))
