"""The end of a grant: not backwards, not unheard, and how lost earnings end is somebody's choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from pipeline.errors import Problem, text
from pipeline.rules.common import Case, broken, date_of, events
from pipeline.rules.grants import (
    LOST,
    ONE_DAY,
    grants,
    last_day,
    last_day_as_child,
    running,
    same_benefit,
)
from pipeline.rules.grounds import BY_WISH_OR_FACT, ended_against_wish, named_conditions
from pipeline.rules.hearings import hearing_limit, hearing_open


def ending_dates(case: Case, _: Case) -> Iterator[Problem]:
    """What was established is not moved backwards through a hearing (trap 32)."""
    against = {path for path, _ in ended_against_wish(case)}
    for path, ending in events(case, "ophoer"):
        day, known = date_of(ending, "brevdato"), date_of(ending, "konstateret")
        if day and known and known > day:
            yield broken(f"{path}.konstateret", "konstateret-efter-brevet", "Konstateret", text(
                "Grunden er konstateret efter brevets dato."), text("Ret en af datoerne."))
        for place, entry in _last_days(path, ending):
            end = date_of(entry, "slutdato")
            if not (day and end and end < day):
                continue
            if path in against:
                yield broken(f"{place}.slutdato", "slutter-foer-brevet", "Slutdato", text(
                    "Bevillingen slutter før brevets dato. Den kan ikke slutte med tilbagevirkende "
                    "kraft."), text("Vælg en slutdato på brevets dato eller senere."))
            else:
                yield broken(f"{place}.slutdato", "slutter-foer-brevet", "Slutdato", text(
                    "Bevillingen slutter før brevets dato."), text(
                    "Kontrollér datoen. Er den rigtig, er der intet at gøre."), "advarsel")


def _last_days(path: str, ending: Case) -> Iterator[tuple[str, Case]]:
    """The ending itself and each parent's lost earnings: what has a last day, with its path."""
    yield path, ending
    yield from ((f"{path}.tabt[{i}]", entry) for i, entry in enumerate(ending.get("tabt") or ()))


def ends_at_eighteen(case: Case, _: Case) -> Iterator[Problem]:
    """Who turns 18 has help until the day before; nobody has it longer."""
    last = last_day_as_child(case)
    for path, ending in events(case, "ophoer"):
        grown_up = ending.get("aarsag") == "fylder_18"
        for place, entry in _last_days(path, ending):
            end = date_of(entry, "slutdato")
            if last and end and (end > last or (grown_up and end != last)):
                yield broken(f"{place}.slutdato", "ikke-dagen-foer-18", "Slutdato", text(
                    "Når barnet fylder 18 år, slutter bevillingen dagen før."), text(
                    "Skriv dagen før 18-årsdagen, eller ret årsagen."))


def heard_before_ending(case: Case, settings: Case) -> Iterator[Problem]:
    """An ending against the parents' wish was heard first, for each benefit and parent (§ 19)."""
    for path, ending in ended_against_wish(case):
        day = date_of(ending, "brevdato")
        for place, benefit in _ended_benefits(path, ending):
            about = _hearings(case, benefit, day)
            if day and not about:
                yield broken(place, "ophoer-uden-hoering", "Ydelser", text(
                    "Bevillingen slutter imod forældrenes ønske, men der har ikke været partshøring "
                    "om det, siden den blev givet."), text(
                    "Hold partshøringen først, eller skriv undtagelsen i høringen."))
            elif day and any(hearing_open(case, hearing, settings, day) for hearing in about):
                yield broken(f"{path}.brevdato", "ophoer-foer-frist", "Dato", text(
                    "Brevet er dateret, før høringsfristen er udløbet, og ikke alle har svaret."),
                    text("Vent, registrér svaret, eller skriv undtagelsen i høringen."))


def _ended_benefits(path: str, ending: Case) -> Iterator[tuple[str, Case]]:
    """What an ending ends, as (path, ydelse and whose): lost earnings once for each parent."""
    for i, ydelse in enumerate(ending.get("ydelser") or ()):
        if ydelse != LOST:
            yield f"{path}.ydelser[{i}]", {"ydelse": ydelse}
    if LOST in (ending.get("ydelser") or ()):
        yield from ((f"{path}.tabt[{i}].part", {"ydelse": LOST, "part": entry["part"]})
                    for i, entry in enumerate(ending.get("tabt") or ()) if "part" in entry)


def _hearings(case: Case, benefit: Case, day: dt.date | None) -> list[Case]:
    """The hearings about a benefit that were sent since it was last granted, by a day.

    An older one was about the grant that is now ended.
    """
    granted = [when for _, grant in grants(case, str(benefit.get("ydelse")))
               if same_benefit(grant, benefit) and (when := date_of(grant, "brevdato"))
               and day and when <= day]
    return [hearing for _, hearing in events(case, "hoeringer")
            if hearing.get("art") == "paataenkt_afgoerelse" and same_benefit(hearing, benefit)
            and (sent := date_of(hearing, "brevdato")) and day and sent <= day
            and (not granted or sent > max(granted))]


def something_to_end(case: Case, _: Case) -> Iterator[Problem]:
    """What ends was granted, and has not ended before."""
    for path, ending in events(case, "ophoer"):
        day, end = date_of(ending, "brevdato"), date_of(ending, "slutdato")
        for place, benefit in _ended_benefits(path, ending):
            held = [grant for _, grant in grants(case, str(benefit["ydelse"]))
                    if same_benefit(grant, benefit)]
            # A letter may follow the end where that is a fact: the child has moved or grown up.
            on = min(day, end) if day and end and ending.get("aarsag") in BY_WISH_OR_FACT else day
            if day and on and not any(_not_over(case, grant, day, on) for grant in held):
                yield broken(place, "intet-at-ophoere", "Ydelser", text(
                    "Der er ingen bevilling, der kan slutte: den er ikke givet, eller den er slut."),
                    text("Slet ydelsen eller forælderen her, eller tilføj bevillingen."))


def _not_over(case: Case, grant: Case, decided: dt.date, day: dt.date) -> bool:
    """Whether a grant of before `decided` still ran on `day` by what was known then."""
    given, end = date_of(grant, "brevdato"), last_day(case, grant, decided)
    return bool(given and given <= decided and (end is None or day <= end))


def lost_earnings_end(case: Case, _: Case) -> Iterator[Problem]:
    """For every parent with running lost earnings somebody has chosen when and how they end."""
    for path, ending in events(case, "ophoer"):
        day, entries = date_of(ending, "brevdato"), ending.get("tabt") or ()
        ends = LOST in (ending.get("ydelser") or ())
        listed = {entry.get("part") for entry in entries}
        left = {grant.get("part") for _, grant in grants(case, LOST)
                if day and running(case, grant, day)} - listed
        if ends and left:
            yield broken(f"{path}.tabt", "tabt-mangler", "Tabt arbejdsfortjeneste", text(
                "En forælder med tabt arbejdsfortjeneste mangler i listen."), text(
                "Skriv for hver forælder, hvornår og hvordan det slutter."))
        elif not ends and entries:
            yield broken(f"{path}.tabt", "tabt-uden-ydelse", "Tabt arbejdsfortjeneste", text(
                "Listen er udfyldt, men tabt arbejdsfortjeneste er ikke blandt det, der slutter."),
                text("Tilføj tabt_arbejdsfortjeneste under ydelser, eller slet listen."))
        elif left and "hjemmetraening" in (ending.get("ydelser") or ()):
            yield broken(f"{path}.ydelser", "tabt-fortsaetter", "Ydelser", text(
                "Hjemmetræningen slutter, men en forælder har stadig tabt arbejdsfortjeneste."), text(
                "Tilføj tabt_arbejdsfortjeneste, hvis den også slutter."), "advarsel")
        for i, entry in enumerate(entries):
            end = date_of(entry, "slutdato")
            if entry.get("form") == "maanedens_udgang" and end and (end + ONE_DAY).day != 1:
                yield broken(f"{path}.tabt[{i}].slutdato", "ikke-maanedens-udgang", "Slutdato", text(
                    "Der er valgt månedens udgang, men datoen er ikke den sidste i en måned."), text(
                    "Ret datoen, eller vælg en anden form."))


def reason_of_ending(case: Case, _: Case) -> Iterator[Problem]:
    """An ending because the conditions are not met says which one."""
    for path, ending in events(case, "ophoer"):
        if (ending.get("aarsag") == "betingelser_ikke_opfyldt" and ending.get("grunde")
                and not named_conditions(ending)):
            yield broken(f"{path}.grunde", "aarsag-uden-betingelse", "Grunde", text(
                "Årsagen er, at betingelserne ikke er opfyldt, men ingen grund nævner en betingelse."),
                text("Tilføj en grund af arten betingelse med dens nummer, eller ret årsagen."))


def heard_before_reduction(case: Case, _: Case) -> Iterator[Problem]:
    """A grant that is made smaller without the parents having asked for it was heard first."""
    for path, decision in events(case, "afgoerelser"):
        day = date_of(decision, "brevdato")
        old = _taken_over(case, decision)
        if old and decision.get("udfald") != "bevilling" and _less(decision, old) and not _hearings(
                case, decision, day and day - ONE_DAY):
            yield broken(f"{path}.brevdato", "aendring-uden-hoering", "Dato", text(
                "Afgørelsen giver mindre end den, den afløser, men der har ikke været partshøring."),
                text("Hold partshøringen først, eller skriv undtagelsen i høringen."), "advarsel")


def chosen_form(case: Case, settings: Case) -> Iterator[Problem]:
    """How lost earnings are reduced or stopped is chosen, never a silent default (trap 16)."""
    for path, decision in events(case, "afgoerelser"):
        old = _taken_over(case, decision) if decision.get("ydelse") == LOST else None
        if old and "ophoersform" not in decision and _less(decision, old):
            yield broken(f"{path}.ophoersform", "vaelg-ophoersform", "Hvordan det slutter", text(
                "Tabt arbejdsfortjeneste nedsættes eller stopper, men der er ikke valgt hvordan."),
                text("Vælg månedens udgang, afvikling, varsling eller ingen, og skriv hvorfor."))
        yield from _form_explained(path, decision)
    for path, hearing in events(case, "hoeringer"):
        sent, end = date_of(hearing, "brevdato"), date_of(hearing, "slutdato")
        affected = [grant for _, grant in grants(case, LOST) if same_benefit(grant, hearing)
                    and sent and running(case, grant, sent)]
        if affected and "ophoersform" not in hearing:
            yield broken(f"{path}.ophoersform", "vaelg-ophoersform", "Hvordan det slutter", text(
                "Høringen handler om løbende tabt arbejdsfortjeneste, men der er ikke valgt, hvordan "
                "den nedsættes eller slutter."), text(
                "Vælg månedens udgang, afvikling, varsling eller ingen, og skriv hvorfor."), "advarsel")
        yield from _form_explained(path, hearing)
        limit = hearing_limit(hearing, settings)
        if end and limit and end < limit:
            yield broken(f"{path}.slutdato", "slutter-foer-fristen", "Slutdato", text(
                "Ydelsen påtænkes at slutte, før fristen for at svare er udløbet."), text(
                "Vælg en slutdato efter fristen."))


def _taken_over(case: Case, decision: Case) -> Case | None:
    """The grant that a decision takes the place of, where it had not ended by itself."""
    day = date_of(decision, "brevdato")
    return next((grant for _, grant in grants(case, str(decision.get("ydelse")))
                 if same_benefit(grant, decision) and "erstatter" in decision
                 and grant.get("brevdato") == decision["erstatter"]
                 and day and running(case, grant, day)), None)


def _less(decision: Case, old: Case) -> bool:
    """Whether a decision gives less than the one it takes the place of."""
    if decision.get("udfald") == "afslag":
        return True
    for field in ("timer_pr_uge", "beloeb"):
        now, before = decision.get(field), old.get(field)
        if isinstance(now, int | Decimal) and isinstance(before, int | Decimal) and now < before:
            return True
    now_until, until = date_of(decision, "periode.til"), date_of(old, "periode.til")
    return bool(now_until and (until is None or now_until < until))


def _form_explained(path: str, event: Case) -> Iterator[Problem]:
    if "ophoersform" in event and "ophoersform_hjemmel" not in event:
        yield broken(f"{path}.ophoersform_hjemmel", "ophoersform-uden-grund", "Hvorfor sådan", text(
            "Der er valgt, hvordan det slutter, men ikke skrevet hvorfor."), text(
            "Skriv reglen eller grunden bag valget."), "advarsel")


def within_the_grant(case: Case, _: Case) -> Iterator[Problem]:
    """An ending makes no grant longer, and each parent's lost earnings end once."""
    for path, ending in events(case, "ophoer"):
        parents = [entry.get("part") for entry in ending.get("tabt") or ()]
        for i, who in enumerate(parents):
            if who in parents[:i]:
                yield broken(f"{path}.tabt[{i}].part", "tabt-to-gange", "Tabt arbejdsfortjeneste", text(
                    "Den samme forælder står to gange."), text("Slet den ene."))
        for place, about in _benefits_with_end(path, ending):
            end, last = date_of(about, "slutdato"), _granted_until(case, ending, about)
            told = date_of(ending, "brevdato")
            if end and last and told and told <= last < end:
                yield broken(f"{place}.slutdato", "slutter-efter-bevillingen", "Slutdato", text(
                    "Slutdatoen ligger efter bevillingens egen sidste dag."), text(
                    "Vælg en dag i bevillingens periode."))


def _benefits_with_end(path: str, ending: Case) -> Iterator[tuple[str, Case]]:
    """What ends, with where its last day stands."""
    yield from ((path, {"ydelse": ydelse, "slutdato": ending.get("slutdato")})
                for ydelse in ending.get("ydelser") or () if ydelse != LOST)
    yield from ((f"{path}.tabt[{i}]", {"ydelse": LOST, **entry})
                for i, entry in enumerate(ending.get("tabt") or ()))


def _granted_until(case: Case, ending: Case, about: Case) -> dt.date | None:
    """The last day that the grants decided before an ending give; None where one has no end."""
    told = date_of(ending, "brevdato")
    ends = [date_of(grant, "periode.til") for _, grant in grants(case, str(about["ydelse"]))
            if same_benefit(grant, about) and told
            and (day := date_of(grant, "brevdato")) and day <= told]
    return None if not ends or None in ends else max(day for day in ends if day)
