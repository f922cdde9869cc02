"""A case through time: what came first, what still ran, and what nobody may go past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.errors import Problem, text
from pipeline.rules.common import Case, broken, date_of, events, values
from pipeline.rules.grants import (
    COSTS,
    GRANTED,
    LOST,
    ONE_DAY,
    TRAINING,
    ended,
    grants,
    last_day,
    last_day_as_child,
    same_benefit,
)
from pipeline.rules.hearings import hearing_open

BEYOND_EIGHTEEN = (
    ("afgoerelser[]", "periode.fra"), ("afgoerelser[]", "periode.til"), ("tilsyn[]", "dato"),
    ("evalueringer[]", "periode.til"), ("revurderinger[]", "brevdato"), ("indkaldelser[]", "dato"),
)
"""What does not happen after the day before the 18th birthday."""

NEXT_TIME = (("tilsyn[]", "naeste"), ("revurderinger[]", "naeste"), ("afgoerelser[]", "opfoelgning"))
"""What should not be planned for after it."""

REPORTS = {"tilsyn": "dato", "revurderinger": "brevdato", "evalueringer": "brevdato"}
"""The events that report on goals or look at the training, and their day."""


def overlapping_grants(case: Case, _: Case) -> Iterator[Problem]:
    """Two grants of one ydelse to one person do not run at once (trap 34).

    Where the later takes the place of the earlier, the earlier ends the day before.
    """
    for ydelse in (TRAINING, COSTS, LOST):
        held = list(grants(case, ydelse))
        for i, (path, later) in enumerate(held):
            if any(same_benefit(earlier, later) and _meet(case, earlier, later)
                   for _, earlier in held[:i]):
                yield broken(f"{path}.periode.fra", "bevillinger-overlapper", "Periode", text(
                    "En tidligere bevilling af den samme ydelse til den samme person løber stadig."),
                    text("Ret perioderne, eller skriv den tidligere afgørelses dato under erstatter."))


def _meet(case: Case, one: Case, other: Case) -> bool:
    """Whether two grants share a day."""
    starts = [date_of(grant, "periode.fra") for grant in (one, other)]
    ends = [last_day(case, grant) or dt.date.max for grant in (one, other)]
    first, last = [start for start in starts if start], min(ends)
    return len(first) == 2 and max(first) <= last


def before_the_first_grant(case: Case, _: Case) -> Iterator[Problem]:
    """Training is visited, evaluated and re-evaluated once there is a grant."""
    starts = [day for _, grant in grants(case, TRAINING)
              for key in ("brevdato", "periode.fra") if (day := date_of(grant, key))]
    for liste, key in REPORTS.items():
        for path, event in events(case, liste):
            day = date_of(event, key)
            if starts and day and day < min(starts):
                yield broken(f"{path}.{key}", "foer-bevillingen", "Dato", text(
                    "Datoen ligger før den første bevilling til hjemmetræning."), text(
                    "Ret datoen, eller tilføj den tidligere bevilling."))


def after_eighteen(case: Case, _: Case) -> Iterator[Problem]:
    """Nothing is granted, visited or looked at again after the day before the 18th birthday."""
    last = last_day_as_child(case)
    for where, key in BEYOND_EIGHTEEN:
        for path, event in values(case, where):
            day = date_of(event, key)
            if last and day and day > last:
                yield broken(f"{path}.{key}", "efter-18", "Dato", text(
                    "Datoen ligger efter dagen før barnets 18-årsdag. Hjælpen kan ikke række længere."),
                    text("Ret datoen eller barnets fødselsdato."))
    for where, key in NEXT_TIME:
        for path, event in values(case, where):
            day = date_of(event, key)
            if last and day and day > last:
                yield broken(f"{path}.{key}", "efter-18", "Dato", text(
                    "Næste gang er planlagt til efter barnets 18-årsdag."), text(
                    "Ret datoen, eller skriv ikke nogen."), "advarsel")


def goals_through_time(case: Case, _: Case) -> Iterator[Problem]:
    """A goal's earlier wordings stand in order, after it was set and before it was dropped."""
    for path, goal in events(case, "maal"):
        latest, dropped = date_of(goal, "sat"), date_of(goal, "udgaar.dato")
        for i, wording in enumerate(goal.get("historik") or ()):
            day = date_of(wording, "til")
            if day and ((latest and day < latest) or (dropped and day > dropped)):
                yield broken(f"{path}.historik[{i}].til", "maal-historik", "Til og med", text(
                    "Målets udgaver står ikke i datoorden mellem den dag, det blev sat, og den dag, "
                    "det udgik."), text("Ret datoen, eller flyt udgaven."))
            # The next wording begins the day after, so it cannot end before that.
            latest = day + ONE_DAY if day else latest
        if dropped and (start := date_of(goal, "sat")) and dropped < start:
            yield broken(f"{path}.udgaar.dato", "maal-historik", "Udgået", text(
                "Målet er udgået, før det blev sat."), text("Ret en af datoerne."))


def reported_goals(case: Case, _: Case) -> Iterator[Problem]:
    """A report is about goals that were set by then and not yet dropped, in the goal's numbers."""
    goals = {goal.get("id"): goal for _, goal in events(case, "maal")}
    for liste, key in REPORTS.items():
        for path, event in events(case, liste):
            day = date_of(event, key)
            for i, report in enumerate(event.get("maal") or ()):
                goal = goals.get(report.get("maal")) or {}
                place = f"{path}.maal[{i}]"
                yield from _in_its_time(place, goal, day, date_of(event, "periode.fra") or day)
                if "vaerdi" in report and goal and not _counted(goal):
                    yield broken(f"{place}.vaerdi", "tal-uden-maaltal", "Måling nu", text(
                        "Der er målt et tal, men målet har ingen måltal, så brevet viser det ikke."),
                        text("Tilføj måltal til målet, eller skriv målingen i vurderingen."), "advarsel")


def _in_its_time(place: str, goal: Case, day: dt.date | None,
                 since: dt.date | None) -> Iterator[Problem]:
    """A report covers `since` to `day`: the goal lived on one of those days."""
    start, dropped = date_of(goal, "sat"), date_of(goal, "udgaar.dato")
    if day and start and day < start:
        yield broken(f"{place}.maal", "maal-ikke-sat", "Mål", text(
            "Målet var ikke sat endnu."), text("Slet det her, eller ret den dag, det blev sat."))
    if since and dropped and dropped < since:
        yield broken(f"{place}.maal", "maal-udgaaet", "Mål", text(
            "Målet var udgået."), text("Slet det her, eller ret den dag, det udgik."))


def _counted(goal: Case) -> bool:
    """Whether a goal is or once was put in numbers."""
    return "maaltal" in goal or any("maaltal" in wording for wording in goal.get("historik") or ())


def built_on_a_draft(case: Case, _: Case) -> Iterator[Problem]:
    """A re-evaluation that rests on the newest report waits until that report is final."""
    for path, review in events(case, "revurderinger"):
        day = date_of(review, "brevdato")
        visits = [visit for _, visit in events(case, "tilsyn")
                  if day and (when := date_of(visit, "dato")) and when <= day]
        final = date_of(visits[-1], "endelig_brevdato") if visits else None
        if visits and day and (final is None or final > day):
            yield broken(f"{path}.brevdato", "bygger-paa-udkast", "Dato", text(
                "Rapporten fra det seneste tilsyn er stadig et udkast."), text(
                "Gør rapporten endelig først, når høringen er slut."), "advarsel")


def unchanged_while_heard(case: Case, settings: Case) -> Iterator[Problem]:
    """A grant is not said to go on unchanged while a change of it is out for comments."""
    for path, review in events(case, "revurderinger"):
        day = date_of(review, "brevdato")
        if review.get("udfald") == "uaendret" and day and any(
                hearing.get("art") == "paataenkt_afgoerelse"
                and (sent := date_of(hearing, "brevdato")) and sent <= day
                and hearing_open(case, hearing, settings, day)
                and not _decided_since(case, hearing, sent, day)
                for _, hearing in events(case, "hoeringer")):
            yield broken(f"{path}.udfald", "hoering-aaben", "Udfald", text(
                "Bevillingen fortsætter uændret, men en påtænkt ændring er stadig i høring."), text(
                "Vent på svarene, eller vælg udfaldet aendring_paataenkes."), "advarsel")


def _decided_since(case: Case, hearing: Case, sent: dt.date, day: dt.date) -> bool:
    """Whether what was heard has been decided by a day."""
    return any(same_benefit(decision, hearing) and decision.get("udfald") in (*GRANTED, "afslag")
               and (when := date_of(decision, "brevdato")) and sent <= when <= day
               for _, decision in events(case, "afgoerelser"))


def reevaluated_grant(case: Case, _: Case) -> Iterator[Problem]:
    """What is re-evaluated is granted, and what goes on unchanged has not been ended."""
    granted = [(day, grant) for ydelse in (TRAINING, COSTS, LOST) for _, grant in grants(case, ydelse)
               if (day := date_of(grant, "brevdato"))]
    for path, event in events(case, "revurderinger"):
        day = date_of(event, "brevdato")
        before = [grant for decided, grant in granted if day and decided <= day]
        if day and "afgoerelser" in case and not granted:
            yield broken(f"{path}.brevdato", "ingen-bevilling", "Dato", text(
                "Der er ingen bevilling at revurdere på den dag."), text(
                "Ret datoen, eller tilføj den afgørelse, der gav bevillingen."))
        elif day and event.get("udfald") == "uaendret" and before and all(
                any(end < day for end in ended(case, grant, day)) for grant in before):
            yield broken(f"{path}.udfald", "ingen-bevilling", "Udfald", text(
                "Bevillingen kan ikke fortsætte uændret: den er sluttet."), text(
                "Ret datoen eller udfaldet."))
