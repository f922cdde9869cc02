"""A decision holds together: what it rests on, what it grants, and why it does not grant the rest."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.errors import Problem, text
from pipeline.rules.common import Case, broken, date_of, events
from pipeline.rules.grants import COSTS, GRANTED, LOST, TRAINING, grants, same_benefit
from pipeline.rules.grounds import CONDITION, is_lawful

DETAILS = ("betingelser", "behov", "familie", "barnets_syn", "elementer", "poster", "beregning",
           "sundhedsfaglig_inddragelse", "grunde", "godkendt", "forsendelser")
"""The fields of a decision that becomes a letter; one that a case only remembers has none of them."""

ANSWERS = {TRAINING: (TRAINING,), COSTS: (COSTS, TRAINING), LOST: (LOST,)}
"""The applications that a decision can answer: costs stand in the one about training too."""


def examined_before_grant(case: Case, _: Case) -> Iterator[Problem]:
    """No approval without an examination that was finished by then (trap 27; § 85, stk. 3)."""
    ended = [end for _, e in events(case, "undersoegelser") if (end := date_of(e, "afsluttet"))]
    for path, grant in grants(case, TRAINING):
        day = date_of(grant, "brevdato")
        if day and not any(end <= day for end in ended):
            yield broken(f"{path}.brevdato", "uden-undersoegelse", "Dato", text(
                "Hjemmetræningen er godkendt, uden at en børnefaglig undersøgelse er afsluttet den "
                "dag eller før."), text(
                "Skriv, hvornår undersøgelsen er afsluttet, eller vent med afgørelsen."))


def refusals(case: Case, _: Case) -> Iterator[Problem]:
    """A refusal does not say that a condition is met and not met, and grants nothing."""
    for path, decision in events(case, "afgoerelser"):
        if decision.get("udfald") != "afslag":
            continue
        met = {c.get("nr") for c in decision.get("betingelser") or () if c.get("opfyldt") is True}
        grounds = list(enumerate(decision.get("grunde") or ()))
        lawful = [ground for _, ground in grounds if is_lawful(ground, decision.get("ydelse"))]
        if met >= {1, 2, 3} and lawful and all(g.get("art") == CONDITION for g in lawful):
            yield broken(f"{path}.betingelser", "afslag-trods-betingelser", "Betingelser", text(
                "Alle tre betingelser er opfyldt, og der er ingen anden lovlig grund til afslaget."),
                text("Ret vurderingen, eller vælg et andet udfald."))
        else:
            yield from (broken(f"{path}.grunde[{i}].betingelse", "grund-modsiger", "Betingelse", text(
                "Grunden nævner en betingelse, som er vurderet opfyldt."), text(
                "Ret grunden eller vurderingen.")) for i, ground in grounds
                if ground.get("art") == CONDITION and ground.get("betingelse") in met)
        for field in ("periode", "timer_pr_uge", "beloeb", "vilkaar", "opfoelgning"):
            if decision.get(field):
                yield broken(f"{path}.{field}", "afslag-giver", "Afslag", text(
                    "Et afslag giver ikke noget, men feltet er udfyldt."), text(
                    "Slet feltet, eller vælg et andet udfald."))


def elements(case: Case, _: Case) -> Iterator[Problem]:
    """Training is judged element by element (trap 29): treatment is left out, a no is explained."""
    for path, decision in events(case, "afgoerelser"):
        for i, element in enumerate(decision.get("elementer") or ()):
            place = f"{path}.elementer[{i}]"
            if element.get("specialiseret") and element.get("godkendt"):
                yield broken(f"{place}.godkendt", "specialiseret-godkendt", "Træningselement", text(
                    "Specialiseret sundhedsfaglig behandling kan ikke godkendes som en del af "
                    "hjemmetræningen."), text("Sæt godkendt til false, og skriv hvorfor."))
            elif element.get("godkendt") is False and not element.get("begrundelse"):
                yield broken(f"{place}.begrundelse", "element-uden-begrundelse", "Træningselement",
                             text("Elementet er ikke godkendt, men der står ikke hvorfor."),
                             text("Skriv begrundelsen."))
        for i, post in enumerate(decision.get("poster") or ()):
            if _share(post) < 1 and not post.get("begrundelse"):
                yield broken(f"{path}.poster[{i}].begrundelse", "post-uden-begrundelse", "Post", text(
                    "Posten er ikke bevilget fuldt ud, men der står ikke hvorfor."),
                    text("Skriv begrundelsen."))


def outcomes(case: Case, _: Case) -> Iterator[Problem]:
    """The outcome says the same as the elements and items do: a part of it is a partial grant."""
    for path, decision in events(case, "afgoerelser"):
        outcome, place = decision.get("udfald"), f"{path}.udfald"
        shares = [Decimal(bool(element["godkendt"])) for element in decision.get("elementer") or ()
                  if "godkendt" in element]
        shares += [_share(post) for post in decision.get("poster") or ()]
        if outcome in GRANTED and shares and not any(shares):
            yield broken(place, "intet-godkendt", "Udfald", text(
                "Intet element og ingen post er godkendt, men udfaldet er en bevilling."), text(
                "Vælg udfaldet afslag, eller ret elementerne og posterne."))
        elif outcome == "bevilling" and any(share < 1 for share in shares):
            yield broken(place, "delvis-kaldt-bevilling", "Udfald", text(
                "Et element eller en post er ikke godkendt fuldt ud, men udfaldet er bevilling."),
                text("Vælg udfaldet delvis_bevilling, så brevet får begrundelse og klagevejledning."))
        elif outcome == "afslag" and any(shares):
            yield broken(place, "afslag-med-godkendt", "Udfald", text(
                "Et element eller en post er godkendt, men udfaldet er et afslag."), text(
                "Vælg udfaldet delvis_bevilling, eller ret elementet eller posten."))


def _share(post: Case) -> Decimal:
    """How much of what was asked for an item is granted with: 1 is all, also where that is nothing."""
    asked, granted = Decimal(post.get("ansoegt") or 0), Decimal(post.get("bevilget") or 0)
    return min(granted / asked, Decimal(1)) if asked else Decimal(1)


def reasons_given(case: Case, _: Case) -> Iterator[Problem]:
    """A refusal and a partial grant say why (forvaltningsloven § 22, trap 6)."""
    for path, decision in events(case, "afgoerelser"):
        detailed = any(field in decision for field in DETAILS)
        if (detailed and decision.get("udfald") in ("afslag", "delvis_bevilling")
                and "begrundelse" not in decision):
            yield broken(f"{path}.begrundelse", "begrundelse-mangler", "Begrundelse", text(
                "Der er ikke sagt ja til det hele, så afgørelsen skal have en begrundelse."), text(
                "Skriv de hensyn, der afgjorde sagen, og de oplysninger, den bygger på."))


def health_expertise(case: Case, _: Case) -> Iterator[Problem]:
    """Physical health elements are judged together with somebody who can (§ 85, stk. 3, trap 17)."""
    for path, decision in events(case, "afgoerelser"):
        if (decision.get("sundhedsfagligt") and "betingelser" in decision
                and "sundhedsfaglig_inddragelse" not in decision):
            yield broken(f"{path}.sundhedsfaglig_inddragelse", "sundhedsfaglig-mangler",
                         "Sundhedsfaglig vurdering", text(
                "Metoden har fysisk sundhedsfagligt indhold, men det står ikke, hvem med "
                "sundhedsfaglig kompetence der har vurderet den."), text(
                "Skriv, hvem der har vurderet metoden, og hvordan."))


def approvals(case: Case, settings: Case) -> Iterator[Problem]:
    """A letter that must be approved was so before it was dated and sent; until then it is a draft."""
    to_approve = (settings.get("godkendelse") or {}).get("dokumenter") or ()
    for liste, kind in (("afgoerelser", "afgoerelse"), ("ophoer", "ophoer")):
        for path, letter in events(case, liste):
            approved = date_of(letter, "godkendt.dato")
            dated = date_of(letter, "brevdato")
            if approved and dated and approved > dated:
                yield broken(f"{path}.godkendt.dato", "godkendt-efter-brevet", "Godkendt den", text(
                    "Brevet er godkendt efter sin egen dato, så det er et udkast."), text(
                    "Giv brevet den dato, det er godkendt, eller en senere."), "advarsel")
            sent = [day for item in letter.get("forsendelser") or () if (day := date_of(item, "dato"))]
            if kind in to_approve and sent and not (approved and approved <= min(sent)):
                yield broken(f"{path}.forsendelser", "sendt-uden-godkendelse", "Sendt", text(
                    "Brevet er sendt, før det er godkendt."), text(
                    "Skriv godkendelsen, eller tal med den, der godkender."), "advarsel")


def replaced(case: Case, _: Case) -> Iterator[Problem]:
    """What a decision or an offer takes the place of is an earlier one of the same."""
    for path, decision in events(case, "afgoerelser"):
        earlier = [d for _, d in events(case, "afgoerelser") if same_benefit(d, decision)]
        yield from _replaced(path, decision, earlier)
    for path, offer in events(case, "tilbud"):
        earlier = [o for _, o in events(case, "tilbud")
                   if o.get("leverandoer") == offer.get("leverandoer")]
        yield from _replaced(path, offer, earlier)


def _replaced(path: str, event: Case, same: list[Case]) -> Iterator[Problem]:
    day, old = date_of(event, "brevdato"), date_of(event, "erstatter")
    if day and old and (old >= day or old not in [date_of(other, "brevdato") for other in same]):
        yield broken(f"{path}.erstatter", "afloest-findes-ikke", "Erstatter", text(
            "Der er intet tidligere af samme slags med den dato, som kan afløses."), text(
            "Skriv datoen på den afgørelse om samme ydelse og person eller det tilbud fra samme "
            "leverandør, der afløses."))


def answered_applications(case: Case, _: Case) -> Iterator[Problem]:
    """A decision answers an application of the case, and grants in full only what it asked for."""
    for path, decision in events(case, "afgoerelser"):
        asked, day = date_of(decision, "ansoegning"), date_of(decision, "brevdato")
        found = [a for _, a in events(case, "ansoegninger") if asked
                 and date_of(a, "brevdato") == asked and _answers(decision, a)]
        if asked and not found:
            yield broken(f"{path}.ansoegning", "ansoegning-findes-ikke", "Ansøgning", text(
                "Der er ingen ansøgning om ydelsen med den dato."), text(
                "Skriv datoen på den ansøgning, afgørelsen svarer på, eller tilføj ansøgningen."))
        elif asked and day and asked > day:
            yield broken(f"{path}.ansoegning", "ansoegning-efter-afgoerelse", "Ansøgning", text(
                "Ansøgningen er dateret efter afgørelsen."), text("Ret en af datoerne."))
        granted, wanted = decision.get("timer_pr_uge"), _hours(found[0]) if found else None
        if (decision.get("udfald") == "bevilling" and isinstance(granted, int | Decimal)
                and isinstance(wanted, int | Decimal) and granted < wanted):
            yield broken(f"{path}.udfald", "faerre-timer-end-soegt", "Udfald", text(
                "Der er bevilget færre timer, end der er søgt om, men udfaldet er en fuld bevilling."),
                text("Vælg udfaldet delvis_bevilling, hvis forældrene ikke har fået det hele."),
                "advarsel")


def _answers(decision: Case, application: Case) -> bool:
    """Whether an application is about what was decided, and of the parent it was decided for."""
    return (application.get("art") in ANSWERS.get(str(decision.get("ydelse")), ())
            and ("part" not in decision or application.get("ansoeger") == decision["part"]))


def _hours(application: Case) -> object:
    """The hours a week that an application asks for."""
    return application.get("timer_pr_uge") or (application.get("omfang") or {}).get("timer_pr_uge")
