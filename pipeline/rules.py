"""Cross-field rules: what one field alone cannot show. Each is a small function over the case.

Rules get the case as JSON values without the fields that are wrong by themselves, and the
kommune's settings. They never raise; a field that is not there is not their business.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal

from pipeline.calendar import next_workday
from pipeline.errors import Problem, Text, text
from pipeline.formats import (
    cpr_birth_date,
    cpr_checksum_holds,
    cpr_is_replacement,
    parse_date,
)

Case = Mapping[str, Any]
Rule = Callable[[Case, Case], Iterable[Problem]]

EVENT_DATE = {
    "ansoegninger": "brevdato", "undersoegelser": "startet", "afgoerelser": "brevdato",
    "tilsyn": "dato", "hoeringer": "brevdato", "revurderinger": "brevdato",
}
"""The lists of events and the date each is ordered by."""


def _problem(path: str, code: str, title: str, message: Text, remedy: Text,
             severity: Literal["fejl", "advarsel"] = "fejl") -> Problem:
    return Problem(path, code, Text(title), message, remedy, severity)


def events(case: Case, liste: str) -> Iterator[tuple[str, Case]]:
    """Each event of a list with its path."""
    for index, event in enumerate(case.get(liste) or ()):
        yield f"{liste}[{index}]", event


def date_of(case: Case, key: str) -> dt.date | None:
    """A field as a date; None where it is missing."""
    value = case.get(key)
    return parse_date(value) if isinstance(value, str) else None


def _after(earlier: tuple[str, dt.date | None], later: tuple[str, dt.date | None],
           message: Text, remedy: Text, code: str) -> Iterator[Problem]:
    """A problem at `later` where its date comes before `earlier`'s."""
    if earlier[1] and later[1] and later[1] < earlier[1]:
        yield _problem(later[0], code, "Dato", message, remedy)


def periods(case: Case, _: Case) -> Iterator[Problem]:
    """A period or an examination ends on or after the day it begins."""
    for liste in ("ansoegninger", "afgoerelser"):
        for path, event in events(case, liste):
            period = event.get("periode") or {}
            yield from _after(
                ("", date_of(period, "fra")), (f"{path}.periode.til", date_of(period, "til")),
                text("Perioden slutter, før den begynder."), text("Ret fra- eller til-datoen."),
                "slut-foer-start")
    for path, event in events(case, "undersoegelser"):
        yield from _after(
            ("", date_of(event, "startet")), (f"{path}.afsluttet", date_of(event, "afsluttet")),
            text("Undersøgelsen slutter, før den begynder."), text("Ret en af datoerne."),
            "slut-foer-start")


def order_of_letters(case: Case, _: Case) -> Iterator[Problem]:
    """A report follows its visit, a final report its draft, a last day to answer its letter."""
    for path, event in events(case, "tilsyn"):
        visit, draft = date_of(event, "dato"), date_of(event, "brevdato")
        yield from _after(("", visit), (f"{path}.brevdato", draft),
                          text("Rapporten er dateret før besøget."), text("Ret en af datoerne."),
                          "rapport-foer-besoeg")
        yield from _after(("", draft), (f"{path}.endelig_brevdato",
                                        date_of(event, "endelig_brevdato")),
                          text("Den endelige rapport er dateret før udkastet."),
                          text("Ret en af datoerne."), "endelig-foer-udkast")
    for path, event in events(case, "hoeringer"):
        yield from _after(("", date_of(event, "brevdato")),
                          (f"{path}.frist", date_of(event, "frist")),
                          text("Fristen ligger før høringsbrevet."), text("Ret en af datoerne."),
                          "frist-foer-brev")


def events_in_order(case: Case, _: Case) -> Iterator[Problem]:
    """Events stand in date order, so that the newest is the last."""
    for liste, key in EVENT_DATE.items():
        latest: dt.date | None = None
        for path, event in events(case, liste):
            day = date_of(event, key)
            if day and latest and day < latest:
                yield _problem(f"{path}.{key}", "raekkefoelge", "Rækkefølge", text(
                    "Listen er ikke i datoorden."), text("Flyt den ældre hændelse frem i listen."))
            latest = max(latest, day) if latest and day else day or latest


def unique_ids(case: Case, _: Case) -> Iterator[Problem]:
    """An id names one party, one goal."""
    for liste in ("parter", "maal"):
        times = Counter(item.get("id") for _, item in events(case, liste))
        for path, item in events(case, liste):
            if item.get("id") and times[item["id"]] > 1:
                yield _problem(f"{path}.id", "id-to-gange", "Id", text(
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
            yield _problem(path, "maal-findes-ikke", "Mål", text(
                "Målet findes ikke i sagen."), text("Brug et id fra sagens mål, eller tilføj målet."))


def known_people(case: Case, _: Case) -> Iterator[Problem]:
    """Who is referred to is a parent of the case."""
    parents = {p.get("id") for _, p in events(case, "parter") if p.get("rolle") == "foraelder"}
    for path, who in _referred(case):
        if (isinstance(who, str) and who not in parents
                and not (who == "ung" and ".svar[" in path)):
            yield _problem(path, "part-findes-ikke", "Part", text(
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


def timetables(case: Case, _: Case) -> Iterator[Problem]:
    """Training ends after it begins, and nothing overlaps on a day."""
    for path, event in events(case, "ansoegninger"):
        by_day: dict[str, list[tuple[str, str, str]]] = {}
        for i, row in enumerate(event.get("ugeskema") or ()):
            place, start, end = f"{path}.ugeskema[{i}].til", row.get("fra"), row.get("til")
            if not start or not end:
                continue
            if end <= start:
                yield _problem(place, "slut-foer-start", "Ugeskema", text(
                    "Træningen slutter, før den begynder."), text("Ret klokkeslættet."))
            by_day.setdefault(str(row.get("dag")), []).append((start, end, place))
        for rows in by_day.values():
            rows.sort()
            for (_, end, _), (begins, _, until) in pairwise(rows):
                if begins < end:
                    yield _problem(until, "overlap", "Ugeskema", text(
                        "To rækker i ugeskemaet overlapper hinanden."), text("Ret tiderne."))


def lost_hours(case: Case, _: Case) -> Iterator[Problem]:
    """Nobody loses more hours than they work."""
    for path, event in events(case, "ansoegninger"):
        normal = (event.get("arbejde") or {}).get("timer_pr_uge")
        asked = event.get("timer_pr_uge")
        if isinstance(normal, int | Decimal) and isinstance(asked, int | Decimal) and asked > normal:
            yield _problem(f"{path}.timer_pr_uge", "timer-over-arbejdstid", "Timer om ugen", text(
                "Der søges om flere timer, end den normale arbejdstid er."), text(
                "Ret timerne eller den normale arbejdstid."))


def conditions(case: Case, _: Case) -> Iterator[Problem]:
    """A re-evaluation looks at each of the three conditions once; unchanged needs all three met."""
    for path, event in events(case, "revurderinger"):
        listed = event.get("betingelser") or ()
        if listed and sorted(c.get("nr", 0) for c in listed) != [1, 2, 3]:
            yield _problem(f"{path}.betingelser", "betingelser", "Betingelser", text(
                "Hver af de tre betingelser skal stå én gang."), text("Brug nummer 1, 2 og 3."))
        for i, condition in enumerate(listed):
            if event.get("udfald") == "uaendret" and condition.get("opfyldt") is False:
                yield _problem(f"{path}.betingelser[{i}].opfyldt", "udfald-modsiger", "Betingelser",
                               text("Betingelsen er ikke opfyldt, men bevillingen fortsætter uændret."),
                               text("Ret vurderingen, eller vælg udfaldet aendring_paataenkes."))


def health_professionals(case: Case, _: Case) -> Iterator[Problem]:
    """Physical health elements need a health professional at the visit (domain.md trap 17)."""
    grants = [e for _, e in events(case, "afgoerelser") if e.get("sundhedsfagligt")]
    for path, visit in events(case, "tilsyn"):
        day, present = date_of(visit, "dato"), visit.get("deltagere") or ()
        needed = any(day and in_force(grant, day) for grant in grants)
        if needed and present and not any(p.get("sundhedsfaglig") for p in present):
            yield _problem(f"{path}.deltagere", "sundhedsfaglig-mangler", "Deltagere", text(
                "Træningen har fysisk sundhedsfagligt indhold, men ingen deltager har "
                "sundhedsfaglig kompetence."), text(
                "Tilføj den sundhedsfaglige deltager, eller sæt sundhedsfaglig til true."))


def in_force(decision: Case, day: dt.date) -> bool:
    """Whether a grant covers a day."""
    period = decision.get("periode") or {}
    start, end = date_of(period, "fra"), date_of(period, "til")
    return bool(start and start <= day and (end is None or day <= end))


def hearing_limit(hearing: Case, settings: Case) -> dt.date | None:
    """The last day to answer: as written, else the kommune's days from the letter, on a workday."""
    written, sent = date_of(hearing, "frist"), date_of(hearing, "brevdato")
    days = (settings.get("servicemaal") or {}).get("hoering_dage")
    if written or not sent or not isinstance(days, int):
        return written
    return next_workday(sent + dt.timedelta(days=days))


def hearing_open(case: Case, hearing: Case, settings: Case, day: dt.date) -> bool:
    """Whether the hearing still runs on `day`: no limit passed, not everyone answered, no exception.

    Forvaltningsloven § 19: no decision before the party could comment (domain.md 1.3, trap 20).
    """
    limit = hearing_limit(hearing, settings)
    if hearing.get("undtagelse") or (limit and day > limit):
        return False
    heard = {p.get("id") for _, p in events(case, "parter")
             if p.get("foraeldremyndighed") and p.get("rolle") == "foraelder"}
    if "part" in hearing:
        heard = {hearing["part"]}
    if hearing.get("til_barnet"):
        heard.add("ung")
    answered = {s.get("part") for s in hearing.get("svar") or ()
                if (received := date_of(s, "modtaget")) and received <= day}
    return not heard <= answered


def decisions_after_hearing(case: Case, settings: Case) -> Iterator[Problem]:
    """No decision while the hearing about it is open."""
    for path, decision in events(case, "afgoerelser"):
        day = date_of(decision, "brevdato")
        for _, hearing in events(case, "hoeringer"):
            sent = date_of(hearing, "brevdato")
            same = (hearing.get("art") == "paataenkt_afgoerelse"
                    and hearing.get("ydelse") == decision.get("ydelse")
                    and hearing.get("part") == decision.get("part"))
            if same and day and sent and sent <= day and hearing_open(case, hearing, settings, day):
                yield _problem(f"{path}.brevdato", "afgoerelse-foer-frist", "Dato", text(
                    "Afgørelsen er dateret, før høringsfristen er udløbet, og ikke alle har svaret."),
                    text("Vent, registrér svaret, eller skriv undtagelsen i høringen."))


def final_reports_after_hearing(case: Case, settings: Case) -> Iterator[Problem]:
    """A report is final only when its hearing is over."""
    hearings = [h for _, h in events(case, "hoeringer") if h.get("art") == "rapport"]
    for path, visit in events(case, "tilsyn"):
        day = date_of(visit, "endelig_brevdato")
        mine = [h for h in hearings if h.get("tilsyn") == visit.get("dato")]
        if day and not mine:
            yield _problem(f"{path}.endelig_brevdato", "endelig-uden-hoering", "Endelig rapport", text(
                "Rapporten er endelig, men har ikke været i høring."), text(
                "Tilføj høringen, eller fjern datoen."))
        elif day and any(hearing_open(case, h, settings, day) for h in mine):
            yield _problem(f"{path}.endelig_brevdato", "endelig-foer-frist", "Endelig rapport", text(
                "Rapporten er endelig, før høringsfristen er udløbet, og ikke alle har svaret."),
                text("Vent, registrér svaret, eller skriv undtagelsen i høringen."))


def hearings_of_visits(case: Case, _: Case) -> Iterator[Problem]:
    """A hearing of a report names a visit of the case."""
    visits = {v.get("dato") for _, v in events(case, "tilsyn")}
    for path, hearing in events(case, "hoeringer"):
        if "tilsyn" in hearing and hearing["tilsyn"] not in visits:
            yield _problem(f"{path}.tilsyn", "tilsyn-findes-ikke", "Tilsyn", text(
                "Der er intet tilsyn på den dato."), text("Brug datoen for et af sagens tilsyn."))


def people(case: Case, _: Case) -> Iterator[Problem]:
    """CPR against birth date; numbers that deserve a second look; unknown address protection."""
    everyone = [("barn", case.get("barn") or {}), *events(case, "parter")]
    for path, person in everyone:
        number, born = person.get("cpr"), date_of(person, "foedselsdato")
        if number and born and cpr_birth_date(number) != born:
            yield _problem(f"{path}.foedselsdato", "cpr-foedselsdato", "Fødselsdato", text(
                "Fødselsdatoen passer ikke med CPR-nummeret."), text("Ret et af felterne."))
        if number and cpr_is_replacement(number):
            yield _problem(f"{path}.cpr", "cpr-erstatning", "CPR-nummer", text(
                "CPR-nummeret er et erstatningsnummer (dag + 60)."), text(
                "Brug det rigtige nummer, når personen har fået et."), "advarsel")
        elif number and not cpr_checksum_holds(number):
            yield _problem(f"{path}.cpr", "cpr-modulus11", "CPR-nummer", text(
                "CPR-nummeret opfylder ikke modulus 11. Det gør nyere numre ikke altid."), text(
                "Kontrollér cifrene en ekstra gang."), "advarsel")
        if person.get("rolle", "barn") in ("barn", "foraelder") and "adresse" in person and (
                (person.get("beskyttelse") or {}).get("status") in (None, "ukendt")):
            yield _problem(f"{path}.beskyttelse", "beskyttelse-ukendt", "Adressebeskyttelse", text(
                "Adressebeskyttelsen er ukendt, så adressen behandles som beskyttet."), text(
                "Slå beskyttelsen op, og skriv status og dato."), "advarsel")


RULES: tuple[Rule, ...] = (
    periods, order_of_letters, events_in_order, unique_ids, known_goals, known_people, timetables,
    lost_hours, conditions, health_professionals, decisions_after_hearing,
    final_reports_after_hearing, hearings_of_visits, people,
)
