"""Grounds for a no: which are lawful, which are never printed, which only look like one of those."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.errors import Problem, text
from pipeline.rules.common import Case, broken, events
from pipeline.rules.grants import COSTS, GRANTED, LOST, TRAINING

FORBIDDEN = ("kommunens_praksis", "metoden_alene", "kommunens_eget_tilbud", "mangler_evidens",
             "diagnosen_alene")
"""Never a ground, and never printed (domain.md 4.6, traps 18 and 28)."""

CONDITION = "betingelse"

ONLY_FOR = {"maksimum": (COSTS, LOST), "kursus_i_udlandet": (COSTS,), "intet_tab": (LOST,),
            "specialiseret_behandling": (TRAINING, COSTS)}
"""The grounds that say something of some benefits alone."""

BY_WISH_OR_FACT = ("foraeldres_oenske", "fylder_18", "fraflytning")
"""Reasons for an ending that are the parents' own wish or follow from a fact they know; all others
are a decision against them, with hearing, grounds and complaint (domain.md 4.8)."""

HINT = re.compile(
    r"videnskabelig|\bevidens|(støtter|bevilger|godkender)\s+(generelt\s+ikke|ikke\s+generelt)"
    r"|generelt\s+ikke\s+(støtte|bevilge|godkende)|\bpraksis\b|plejer\s+ikke"
    r"|\b(vores|vort|kommunens)\s+(eget|egne)\s+tilbud|(diagnosen?|metoden?)\s+(alene|i\s+sig\s+selv)"
    r"|alene\s+(på\s+grund\s+af|fordi)\b.{0,40}(diagnose|metode)", re.IGNORECASE)
"""Words of a forbidden ground in free text. They can be innocent, so they only give a warning."""


def is_lawful(ground: Mapping[str, Any], ydelse: str | None = None) -> bool:
    """Whether a ground can carry a no, about a ydelse where one is named.

    A ground that points to a condition says which.
    """
    art = ground.get("art")
    if art in (None, *FORBIDDEN) or (art == CONDITION and not ground.get("betingelse")):
        return False
    return ydelse is None or ydelse in ONLY_FOR.get(str(art), (ydelse,))


def lawful(grounds: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The grounds that may be printed: the forbidden ones never are (trap 28)."""
    return [ground for ground in grounds if ground["art"] not in FORBIDDEN]


def printable(case: Case) -> Case:
    """The case without the forbidden grounds; it is not changed itself.

    Letters are made from this, so that no fact and no template can print one.
    """
    return {**case, **{liste: [
        {**event, "grunde": lawful(event["grunde"])} if "grunde" in event else event
        for event in case[liste]] for liste in ("afgoerelser", "ophoer") if liste in case}}


def named_conditions(event: Case) -> set[Any]:
    """The numbers of the conditions that the grounds say are not met."""
    return {ground.get("betingelse") for ground in event.get("grunde") or ()
            if ground.get("art") == CONDITION}


def refused(case: Case) -> Iterator[tuple[str, Case]]:
    """What needs grounds: every refusal, every partial grant, every ending against a wish."""
    for path, decision in events(case, "afgoerelser"):
        if decision.get("udfald") in ("afslag", "delvis_bevilling"):
            yield path, decision
    yield from ended_against_wish(case)


def ended_against_wish(case: Case) -> Iterator[tuple[str, Case]]:
    """Every ending that the parents have not asked for."""
    for path, ending in events(case, "ophoer"):
        if ending.get("aarsag", BY_WISH_OR_FACT[0]) not in BY_WISH_OR_FACT:
            yield path, ending


def lawful_grounds(case: Case, _: Case) -> Iterator[Problem]:
    """A no keeps a lawful ground when the forbidden ones are taken away; two of them are none."""
    for path, event in refused(case):
        grounds = event.get("grunde") or ()
        for i, ground in enumerate(grounds):
            if ground.get("art") == CONDITION and not ground.get("betingelse"):
                yield broken(f"{path}.grunde[{i}].betingelse", "grund-uden-betingelse", "Betingelse",
                             text("Grunden siger ikke, hvilken betingelse der ikke er opfyldt."),
                             text("Skriv betingelsens nummer: 1, 2 eller 3."))
        numbered = any(g.get("art") == CONDITION for g in grounds)
        if grounds and not numbered and not any(is_lawful(g, event.get("ydelse")) for g in grounds):
            yield broken(f"{path}.grunde", "ingen-lovlig-grund", "Grunde", text(
                "Der er ingen lovlig grund tilbage, når de grunde, som ikke må bruges, er taget fra. "
                "To ulovlige grunde er ingen grund."), text(
                "Skriv den betingelse, der ikke er opfyldt, eller den lovlige grund, og hvorfor."))


def forbidden_grounds(case: Case, _: Case) -> Iterator[Problem]:
    """A forbidden ground is named, so that nobody wonders why the letter does not have it."""
    for liste in ("afgoerelser", "ophoer"):
        for path, event in events(case, liste):
            for i, ground in enumerate(event.get("grunde") or ()):
                if ground.get("art") in FORBIDDEN:
                    yield broken(f"{path}.grunde[{i}].art", "ulovlig-grund", "Grund", text(
                        "Grunden må ikke bruges til et afslag, og den kommer ikke i brevet."), text(
                        "Slet den, og kontrollér, at afgørelsen stadig er begrundet."), "advarsel")


def hinted_grounds(case: Case, _: Case) -> Iterator[Problem]:
    """Free text in a no that sounds like a forbidden ground is looked at by a person."""
    for path, event in refused(case):
        for place, words in _reasons(event):
            if isinstance(words, str) and HINT.search(words):
                yield broken(f"{path}.{place}", "mulig-ulovlig-grund", "Begrundelse", text(
                    "Teksten kan læses som en grund, der ikke må bruges: kommunens praksis, metoden "
                    "eller diagnosen alene, kommunens eget tilbud eller manglende evidens."), text(
                    "Læs teksten igen, og skriv den om, hvis den er grunden."), "advarsel")


def _reasons(event: Case) -> Iterator[tuple[str, Any]]:
    """The texts that say why not, with their places in the event."""
    yield "begrundelse.hovedhensyn", (event.get("begrundelse") or {}).get("hovedhensyn")
    for i, ground in enumerate(event.get("grunde") or ()):
        if ground.get("art") not in FORBIDDEN:
            yield f"grunde[{i}].tekst", ground.get("tekst")
    for liste, met in (("betingelser", "opfyldt"), ("elementer", "godkendt")):
        for i, item in enumerate(event.get(liste) or ()):
            if item.get(met) is False:
                yield f"{liste}[{i}].begrundelse", item.get("begrundelse")
    for i, post in enumerate(event.get("poster") or ()):
        yield f"poster[{i}].begrundelse", post.get("begrundelse")


def conditions_decided(case: Case, _: Case) -> Iterator[Problem]:
    """Each condition is looked at once; a no names each that is not met, a yes has all three met."""
    ended = {path for path, _ in ended_against_wish(case)}
    for path, event in (*events(case, "afgoerelser"), *events(case, "ophoer")):
        listed = event.get("betingelser") or ()
        if listed and sorted(c.get("nr", 0) for c in listed) != [1, 2, 3]:
            yield broken(f"{path}.betingelser", "betingelser", "Betingelser", text(
                "Hver af de tre betingelser skal stå én gang."), text("Brug nummer 1, 2 og 3."))
        for i, condition in enumerate(listed):
            if condition.get("opfyldt") is not False:
                continue
            place = f"{path}.betingelser[{i}].opfyldt"
            if event.get("udfald") in GRANTED:
                yield broken(place, "udfald-modsiger", "Betingelser", text(
                    "Betingelsen er ikke opfyldt, men der er sagt ja. Alle tre skal være opfyldt."),
                    text("Ret vurderingen, eller vælg udfaldet afslag."))
            elif (path in ended or event.get("udfald") == "afslag") and (
                    condition.get("nr") not in named_conditions(event)):
                yield broken(place, "betingelse-uden-grund", "Betingelser", text(
                    "Betingelsen er ikke opfyldt, men ingen af grundene nævner den."), text(
                    "Tilføj en grund af arten betingelse med dens nummer."))
