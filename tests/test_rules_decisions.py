"""Decisions, their grounds and endings: every rule on both sides of its border."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.rules.grounds import FORBIDDEN, HINT, is_lawful, printable
from pipeline.schemas import resolved
from tests.borders import Border, fails, found, passes
from tests.cases import GONE

TEXT = "Bo rejste sig."
GRANT, NEW = "afgoerelser[0]", "afgoerelser[1]"
WHY = {"hovedhensyn": TEXT}


def conditions(*unmet: int) -> list[dict[str, Any]]:
    return [{"nr": nr, "opfyldt": nr not in unmet, "begrundelse": TEXT} for nr in (1, 2, 3)]


def ground(art: str, nr: int | None = None) -> dict[str, Any]:
    return {"art": art, "tekst": TEXT, **({"betingelse": nr} if nr else {})}


def element(godkendt: bool, **more: Any) -> dict[str, Any]:
    return {"navn": "Leg", "omraader": ["social"], "godkendt": godkendt,
            **({} if godkendt else {"begrundelse": TEXT}), **more}


def post(asked: int, granted: int, **more: Any) -> dict[str, Any]:
    return {"hvad": "Ribbe", "art": "redskab", "ansoegt": asked, "bevilget": granted,
            **({"begrundelse": TEXT} if granted < asked else {}), **more}


REFUSAL = {"brevdato": "2026-07-16", "ydelse": "hjemmetraening", "udfald": "afslag", "begrundelse": WHY,
           "grunde": [ground("betingelse", 2)], "betingelser": conditions(2)}
COSTS = {"brevdato": "2026-07-16", "ydelse": "udgifter", "udfald": "bevilling",
         "periode": {"fra": "2026-08-01"}, "begrundelse": WHY, "grunde": [ground("ikke_noedvendig")]}
PAY = {"brevdato": "2026-02-10", "ydelse": "tabt_arbejdsfortjeneste", "part": "far",
       "udfald": "bevilling", "periode": {"fra": "2026-02-15"}, "timer_pr_uge": 4}
LESS = {**PAY, "brevdato": "2026-07-01", "periode": {"fra": "2026-08-01"}, "timer_pr_uge": 2,
        "erstatter": "2026-02-10"}
END = {"brevdato": "2026-12-01", "ydelser": ["hjemmetraening"], "aarsag": "ingen_gavn",
       "konstateret": "2026-10-30", "slutdato": "2026-12-31",
       "grunde": [ground("betingelse", 1)], "begrundelse": WHY}
HEARD = {"art": "paataenkt_afgoerelse", "brevdato": "2026-11-02", "ydelse": "hjemmetraening",
         "frist": "2026-11-30"}
HEARD_PAY = {**HEARD, "ydelse": "tabt_arbejdsfortjeneste", "part": "far", "ophoersform": "ingen",
             "ophoersform_hjemmel": TEXT}
PAY_END = {"part": "far", "slutdato": "2026-12-31", "form": "maanedens_udgang", "hjemmel": TEXT}
BOTH = ["hjemmetraening", "tabt_arbejdsfortjeneste"]
REFUSED, ENDED = {NEW: REFUSAL}, {"ophoer": [END], "hoeringer[1]": HEARD}
PAID = {"ophoer": [{**END, "ydelser": BOTH, "tabt": [PAY_END]}], "hoeringer[1]": HEARD,
        "hoeringer[2]": HEARD_PAY, NEW: PAY}


def without(data: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != name}


BORDERS = (
    Border("examined_before_grant", "undersøgelsen er afsluttet den dag, der godkendes, eller før",
           {"undersoegelser[0].afsluttet": "2025-12-09"}, {"undersoegelser[0].afsluttet": "2025-12-10"},
           ((f"{GRANT}.brevdato", "uden-undersoegelse"),)),
    Border("examined_before_grant", "en, der ikke er afsluttet, er ikke nok",
           {"undersoegelser[0].afsluttet": "2025-11-28"}, {"undersoegelser[0].afsluttet": GONE},
           ((f"{GRANT}.brevdato", "uden-undersoegelse"),)),
    Border("examined_before_grant", "en delvis bevilling kræver den også",
           {"undersoegelser[0].startet": "2025-09-02"}, {"undersoegelser": []},
           ((f"{GRANT}.brevdato", "uden-undersoegelse"),),
           given={f"{GRANT}.udfald": "delvis_bevilling"}),
    Border("refusals", "et afslag siger ikke, at alle betingelser er opfyldt",
           {f"{NEW}.grunde": [ground("maalgruppe"), ground("metoden_alene")]},
           {f"{NEW}.grunde": [ground("betingelse", 2), ground("metoden_alene")]},
           ((f"{NEW}.betingelser", "afslag-trods-betingelser"),),
           given={NEW: {**REFUSAL, "betingelser": conditions()}}),
    Border("refusals", "og nævner ikke en, der er opfyldt",
           {f"{NEW}.grunde[1]": ground("betingelse", 2)}, {f"{NEW}.grunde[1]": ground("betingelse", 3)},
           ((f"{NEW}.grunde[1].betingelse", "grund-modsiger"),), given=REFUSED),
    Border("refusals", "et afslag giver ikke noget",
           {f"{NEW}.metoder": ["Leg"]}, {f"{NEW}.vilkaar": [TEXT]},
           ((f"{NEW}.vilkaar", "afslag-giver"),), given=REFUSED),
    Border("elements", "specialiseret behandling kan ikke godkendes",
           {f"{GRANT}.elementer": [element(True, specialiseret=False)]},
           {f"{GRANT}.elementer": [element(True, specialiseret=True)]},
           ((f"{GRANT}.elementer[0].godkendt", "specialiseret-godkendt"),)),
    Border("elements", "et nej til et element er begrundet",
           {f"{NEW}.elementer": [element(False)]},
           {f"{NEW}.elementer": [without(element(False), "begrundelse")]},
           ((f"{NEW}.elementer[0].begrundelse", "element-uden-begrundelse"),), given=REFUSED),
    Border("elements", "et nej til en del af en post er begrundet",
           {f"{NEW}.poster": [post(500, 499)]},
           {f"{NEW}.poster": [without(post(500, 499), "begrundelse")]},
           ((f"{NEW}.poster[0].begrundelse", "post-uden-begrundelse"),),
           given={NEW: {**COSTS, "udfald": "delvis_bevilling"}}),
    Border("outcomes", "er et element ikke godkendt, er bevillingen delvis",
           {f"{GRANT}.udfald": "delvis_bevilling"}, {f"{GRANT}.udfald": "bevilling"},
           ((f"{GRANT}.udfald", "delvis-kaldt-bevilling"),),
           given={f"{GRANT}.elementer": [element(True), element(False)], f"{GRANT}.begrundelse": WHY,
                  f"{GRANT}.grunde": [ground("specialiseret_behandling")]}),
    Border("outcomes", "det samme gælder en post",
           {f"{NEW}.poster": [post(500, 500), post(0, 0)]}, {f"{NEW}.poster": [post(500, 499)]},
           ((f"{NEW}.udfald", "delvis-kaldt-bevilling"),), given={NEW: COSTS}),
    Border("outcomes", "er intet godkendt, er der ingen bevilling",
           {f"{GRANT}.elementer": [element(False), element(True)]},
           {f"{GRANT}.elementer": [element(False), element(False)]},
           ((f"{GRANT}.udfald", "intet-godkendt"),),
           given={f"{GRANT}.begrundelse": WHY, f"{GRANT}.grunde": [ground("specialiseret_behandling")],
                  f"{GRANT}.udfald": "delvis_bevilling"}),
    Border("outcomes", "er noget godkendt, er det ikke et afslag",
           {f"{NEW}.elementer": [element(False)]}, {f"{NEW}.elementer": [element(False), element(True)]},
           ((f"{NEW}.udfald", "afslag-med-godkendt"),), given=REFUSED),
    Border("reasons_given", "et afslag er begrundet",
           {f"{NEW}.begrundelse": WHY}, {f"{NEW}.begrundelse": GONE},
           ((f"{NEW}.begrundelse", "begrundelse-mangler"),), given=REFUSED),
    Border("reasons_given", "en fuld bevilling behøver ingen begrundelse",
           {f"{GRANT}.udfald": "bevilling"}, {f"{GRANT}.udfald": "delvis_bevilling"},
           ((f"{GRANT}.begrundelse", "begrundelse-mangler"),),
           given={f"{GRANT}.betingelser": conditions()}),
    Border("health_expertise", "sundhedsfagligt indhold er vurderet af en, der kan",
           {f"{GRANT}.sundhedsfaglig_inddragelse": TEXT},
           {f"{GRANT}.behov": {"saerlige": TEXT, "fritid": TEXT}},
           ((f"{GRANT}.sundhedsfaglig_inddragelse", "sundhedsfaglig-mangler"),),
           given={f"{GRANT}.sundhedsfagligt": True, f"{GRANT}.betingelser": conditions(),
                  "tilsyn[0].deltagere[1].sundhedsfaglig": True}),
    Border("approvals", "brevet er godkendt på sin dato eller før",
           {f"{GRANT}.godkendt": {"af": "Per Lund", "dato": "2025-12-09"}},
           {f"{GRANT}.godkendt": {"af": "Per Lund", "dato": "2025-12-10"}},
           ((f"{GRANT}.godkendt.dato", "godkendt-efter-brevet"),), severity="advarsel"),
    Border("approvals", "og før det sendes, hvor kommunen vil godkende det",
           {f"{GRANT}.godkendt": {"af": "Per Lund", "dato": "2025-12-09"}},
           {f"{GRANT}.metoder": ["Leg"]},
           ((f"{GRANT}.forsendelser", "sendt-uden-godkendelse"),), severity="advarsel",
           given={f"{GRANT}.forsendelser": [{"part": "far", "dato": "2025-12-09", "kanal": "brev"}]},
           local={"godkendelse": {"dokumenter": ["afgoerelse"], "af": "lederen"}}),
    Border("replaced", "det, der afløses, er en tidligere afgørelse om det samme",
           {f"{NEW}.erstatter": "2025-12-09"}, {f"{NEW}.erstatter": "2025-12-08"},
           ((f"{NEW}.erstatter", "afloest-findes-ikke"),), given=REFUSED),
    Border("replaced", "ikke den selv",
           {f"{NEW}.erstatter": "2025-12-09"}, {f"{NEW}.erstatter": "2026-07-16"},
           ((f"{NEW}.erstatter", "afloest-findes-ikke"),), given=REFUSED),
    Border("replaced", "og ikke en om en anden ydelse",
           {f"{NEW}.ydelse": "hjemmetraening"}, {f"{NEW}.ydelse": "udgifter"},
           ((f"{NEW}.erstatter", "afloest-findes-ikke"),),
           given={NEW: {**COSTS, "erstatter": "2025-12-09"}}),
    Border("answered_applications", "en afgørelse svarer på en ansøgning i sagen",
           {f"{GRANT}.ansoegning": "2025-08-11"}, {f"{GRANT}.ansoegning": "2025-08-12"},
           ((f"{GRANT}.ansoegning", "ansoegning-findes-ikke"),)),
    Border("answered_applications", "om den samme ydelse",
           {f"{NEW}.ansoegning": "2026-01-19"}, {f"{NEW}.ansoegning": "2025-08-11"},
           ((f"{NEW}.ansoegning", "ansoegning-findes-ikke"),), given={NEW: PAY}),
    Border("answered_applications", "om udgifter kan der være søgt sammen med hjemmetræning",
           {f"{NEW}.ansoegning": "2025-08-11"}, {f"{NEW}.ansoegning": "2026-01-19"},
           ((f"{NEW}.ansoegning", "ansoegning-findes-ikke"),), given={NEW: COSTS}),
    Border("answered_applications", "og ikke på en senere",
           {"ansoegninger[0].brevdato": "2025-12-09", f"{GRANT}.ansoegning": "2025-12-09"},
           {"ansoegninger[0].brevdato": "2025-12-10", f"{GRANT}.ansoegning": "2025-12-10"},
           ((f"{GRANT}.ansoegning", "ansoegning-efter-afgoerelse"),)),
    Border("answered_applications", "en fuld bevilling er på de timer, der er søgt om",
           {f"{GRANT}.timer_pr_uge": 4}, {f"{GRANT}.timer_pr_uge": 3},
           ((f"{GRANT}.udfald", "faerre-timer-end-soegt"),), severity="advarsel",
           given={f"{GRANT}.ansoegning": "2025-08-11"}),
    Border("lawful_grounds", "to ulovlige grunde er ingen grund",
           {f"{NEW}.grunde": [ground("mangler_evidens"), ground("maalgruppe")]},
           {f"{NEW}.grunde": [ground("mangler_evidens"), ground("metoden_alene")]},
           ((f"{NEW}.grunde", "ingen-lovlig-grund"),), given={NEW: without(REFUSAL, "betingelser")}),
    Border("lawful_grounds", "en grund hører til ydelsen",
           {f"{NEW}.grunde": [ground("ikke_noedvendig")]}, {f"{NEW}.grunde": [ground("intet_tab")]},
           ((f"{NEW}.grunde", "ingen-lovlig-grund"),), given={NEW: without(REFUSAL, "betingelser")}),
    Border("lawful_grounds", "en betingelse har et nummer",
           {f"{NEW}.grunde": [ground("betingelse", 1)]}, {f"{NEW}.grunde": [ground("betingelse")]},
           ((f"{NEW}.grunde[0].betingelse", "grund-uden-betingelse"),),
           given={NEW: without(REFUSAL, "betingelser")}),
    Border("lawful_grounds", "en delvis bevilling behøver også en lovlig grund",
           {f"{GRANT}.udfald": "bevilling"}, {f"{GRANT}.udfald": "delvis_bevilling"},
           ((f"{GRANT}.grunde", "ingen-lovlig-grund"),),
           given={f"{GRANT}.grunde": [ground("kommunens_praksis")], f"{GRANT}.begrundelse": WHY}),
    Border("lawful_grounds", "det gør et ophør imod forældrenes ønske også",
           {"ophoer": [{**END, "aarsag": "foraeldres_oenske", "grunde": [ground("diagnosen_alene")]}]},
           {"ophoer": [{**END, "aarsag": "ingen_gavn", "grunde": [ground("diagnosen_alene")]}]},
           (("ophoer[0].grunde", "ingen-lovlig-grund"),), given={"hoeringer[1]": HEARD}),
    Border("forbidden_grounds", "en ulovlig grund bliver nævnt",
           {f"{NEW}.grunde[1]": ground("maalgruppe")},
           {f"{NEW}.grunde[1]": ground("kommunens_eget_tilbud")},
           ((f"{NEW}.grunde[1].art", "ulovlig-grund"),), given=REFUSED, severity="advarsel"),
    Border("hinted_grounds", "en tekst, der lyder som en ulovlig grund, bliver nævnt",
           {f"{NEW}.begrundelse.hovedhensyn": "Træningen kan ikke forenes med skolen."},
           {f"{NEW}.begrundelse.hovedhensyn": "Metoden er ikke videnskabeligt dokumenteret."},
           ((f"{NEW}.begrundelse.hovedhensyn", "mulig-ulovlig-grund"),), given=REFUSED,
           severity="advarsel"),
    Border("hinted_grounds", "også i en betingelse, men kun, når den ikke er opfyldt",
           {f"{NEW}.betingelser[0].begrundelse": "Der er evidens for metoden."},
           {f"{NEW}.betingelser[1].begrundelse": "Der er ikke evidens for metoden."},
           ((f"{NEW}.betingelser[1].begrundelse", "mulig-ulovlig-grund"),), given=REFUSED,
           severity="advarsel"),
    Border("conditions_decided", "hver betingelse vurderes én gang",
           {f"{GRANT}.betingelser": conditions()[::-1]},
           {f"{GRANT}.betingelser": [*conditions()[:2], conditions()[1]]},
           ((f"{GRANT}.betingelser", "betingelser"),)),
    Border("conditions_decided", "et ja kræver, at de er opfyldt",
           {f"{GRANT}.betingelser": conditions()}, {f"{GRANT}.betingelser": conditions(3)},
           ((f"{GRANT}.betingelser[2].opfyldt", "udfald-modsiger"),)),
    Border("conditions_decided", "et nej nævner hver, der ikke er opfyldt",
           {f"{NEW}.grunde": [ground("betingelse", 2), ground("betingelse", 3)]},
           {f"{NEW}.grunde": [ground("betingelse", 2), ground("maalgruppe")]},
           ((f"{NEW}.betingelser[2].opfyldt", "betingelse-uden-grund"),),
           given={NEW: {**REFUSAL, "betingelser": conditions(2, 3)}}),
    Border("ending_dates", "bevillingen slutter på brevets dato eller senere",
           {"ophoer[0].slutdato": "2026-12-01"}, {"ophoer[0].slutdato": "2026-11-30"},
           (("ophoer[0].slutdato", "slutter-foer-brevet"),), given=ENDED),
    Border("ending_dates", "tabt arbejdsfortjeneste ligeså",
           {"ophoer[0].tabt[0].slutdato": "2026-12-31"}, {"ophoer[0].tabt[0].slutdato": "2026-11-30"},
           (("ophoer[0].tabt[0].slutdato", "slutter-foer-brevet"),), given=PAID),
    Border("ending_dates", "er forældrene flyttet, er det kun en advarsel",
           {"ophoer[0].slutdato": "2026-12-01"}, {"ophoer[0].slutdato": "2026-11-30"},
           (("ophoer[0].slutdato", "slutter-foer-brevet"),), severity="advarsel",
           given={"ophoer": [{**END, "aarsag": "fraflytning"}]}),
    Border("ending_dates", "grunden er konstateret, når brevet skrives",
           {"ophoer[0].konstateret": "2026-12-01"}, {"ophoer[0].konstateret": "2026-12-02"},
           (("ophoer[0].konstateret", "konstateret-efter-brevet"),), given=ENDED),
    Border("ends_at_eighteen", "den, der fylder 18, har hjælp til og med dagen før",
           {"ophoer[0].slutdato": "2037-03-07"}, {"ophoer[0].slutdato": "2037-03-06"},
           (("ophoer[0].slutdato", "ikke-dagen-foer-18"),),
           given={"ophoer": [{**END, "aarsag": "fylder_18", "brevdato": "2036-12-01"}]}),
    Border("ends_at_eighteen", "og ingen har den længere",
           {"ophoer[0].slutdato": "2037-03-07"}, {"ophoer[0].slutdato": "2037-03-08"},
           (("ophoer[0].slutdato", "ikke-dagen-foer-18"),), given=ENDED),
    Border("heard_before_ending", "der er holdt partshøring",
           {"hoeringer[1].ydelse": "hjemmetraening"}, {"hoeringer[1].ydelse": "udgifter"},
           (("ophoer[0].ydelser[0]", "ophoer-uden-hoering"),), given=ENDED),
    Border("heard_before_ending", "siden bevillingen blev givet",
           {"hoeringer[1]": HEARD},
           {"hoeringer": [{**HEARD, "brevdato": "2025-11-20", "frist": "2025-12-01"}], "tilsyn": [],
            "revurderinger": []},
           (("ophoer[0].ydelser[0]", "ophoer-uden-hoering"),), given={"ophoer": [END]}),
    Border("heard_before_ending", "og fristen er udløbet",
           {"hoeringer[1].frist": "2026-11-30"}, {"hoeringer[1].frist": "2026-12-01"},
           (("ophoer[0].brevdato", "ophoer-foer-frist"),), given=ENDED),
    Border("heard_before_ending", "eller der er skrevet en undtagelse",
           {"hoeringer[1].undtagelse": TEXT}, {"hoeringer[1].begrundelse": TEXT},
           (("ophoer[0].brevdato", "ophoer-foer-frist"),),
           given={**ENDED, "hoeringer[1]": {**HEARD, "frist": "2026-12-10"}}),
    Border("heard_before_ending", "for hver forælders tabte arbejdsfortjeneste for sig",
           {"hoeringer[2].ydelse": "tabt_arbejdsfortjeneste"}, {"hoeringer": [HEARD], "tilsyn": []},
           (("ophoer[0].tabt[0].part", "ophoer-uden-hoering"),), given=PAID),
    Border("heard_before_ending", "når forældrene selv ønsker det, er der intet at høre om",
           {"ophoer[0].aarsag": "foraeldres_oenske"}, {"ophoer[0].aarsag": "anbringelse"},
           (("ophoer[0].ydelser[0]", "ophoer-uden-hoering"),), given={"ophoer": [END]}),
    Border("something_to_end", "det, der slutter, er bevilget",
           {"ophoer[0].ydelser": ["hjemmetraening"]}, {"ophoer[0].ydelser": ["hjemmetraening",
           "udgifter"]},
           (("ophoer[0].ydelser[1]", "intet-at-ophoere"),),
           given={**ENDED, "hoeringer[2]": {**HEARD, "ydelse": "udgifter"}}),
    Border("something_to_end", "og er ikke sluttet i forvejen",
           {f"{GRANT}.periode.til": "2026-12-31"}, {f"{GRANT}.periode.til": "2026-11-30"},
           (("ophoer[0].ydelser[0]", "intet-at-ophoere"),), given=ENDED),
    Border("within_the_grant", "et ophør gør ingen bevilling længere",
           {f"{GRANT}.periode.til": "2026-12-31"}, {f"{GRANT}.periode.til": "2026-12-30"},
           (("ophoer[0].slutdato", "slutter-efter-bevillingen"),), given=ENDED),
    Border("something_to_end", "heller ikke ved et tidligere ophør",
           {"ophoer[0].slutdato": "2026-12-31"}, {"ophoer[0].slutdato": "2026-12-10"},
           (("ophoer[1].ydelser[0]", "intet-at-ophoere"),),
           given={"ophoer": [{**END, "aarsag": "fraflytning"},
                             {**END, "aarsag": "fraflytning", "brevdato": "2026-12-20"}]}),
    Border("lost_earnings_end", "hver forælder, der har tabt arbejdsfortjeneste, står i listen",
           {"ophoer[0].tabt": [PAY_END]}, {"ophoer[0].tabt": GONE},
           (("ophoer[0].tabt", "tabt-mangler"),), given=PAID),
    Border("lost_earnings_end", "og kun, når den slutter",
           {"ophoer[0].ydelser": BOTH}, {"ophoer[0].ydelser": ["hjemmetraening"]},
           (("ophoer[0].tabt", "tabt-uden-ydelse"),), given=PAID),
    Border("lost_earnings_end", "månedens udgang er en måneds sidste dag",
           {"ophoer[0].tabt[0].slutdato": "2027-02-28"}, {"ophoer[0].tabt[0].slutdato": "2028-02-28"},
           (("ophoer[0].tabt[0].slutdato", "ikke-maanedens-udgang"),), given=PAID),
    Border("lost_earnings_end", "slutter træningen alene, bliver det nævnt",
           {"ophoer[0].ydelser": BOTH, "ophoer[0].tabt": [PAY_END], "hoeringer[2]": HEARD_PAY},
           {"ophoer[0].ydelser": ["hjemmetraening"]},
           (("ophoer[0].ydelser", "tabt-fortsaetter"),), given={**ENDED, NEW: PAY}, severity="advarsel"),
    Border("reason_of_ending", "er betingelserne ikke opfyldt, siger grunden hvilken",
           {"ophoer[0].grunde": [ground("betingelse", 1)]}, {"ophoer[0].grunde": [ground("maalgruppe")]},
           (("ophoer[0].grunde", "aarsag-uden-betingelse"),),
           given={**ENDED, "ophoer": [{**END, "aarsag": "betingelser_ikke_opfyldt"}]}),
    Border("chosen_form", "det er valgt, hvordan tabt arbejdsfortjeneste nedsættes",
           {"afgoerelser[2].ophoersform": "varsling"}, {"afgoerelser[2].vilkaar": [TEXT]},
           (("afgoerelser[2].ophoersform", "vaelg-ophoersform"),), given={NEW: PAY,
           "afgoerelser[2]": LESS}),
    Border("chosen_form", "flere timer er ingen nedsættelse",
           {"afgoerelser[2].timer_pr_uge": 4}, {"afgoerelser[2].timer_pr_uge": 3},
           (("afgoerelser[2].ophoersform", "vaelg-ophoersform"),), given={NEW: PAY,
           "afgoerelser[2]": LESS}),
    Border("chosen_form", "en høring om løbende tabt arbejdsfortjeneste siger det også",
           {"hoeringer[1].ophoersform": "afvikling"}, {"hoeringer[1].begrundelse": TEXT},
           (("hoeringer[1].ophoersform", "vaelg-ophoersform"),), severity="advarsel",
           given={NEW: PAY, "hoeringer[1]": {**HEARD, "ydelse": "tabt_arbejdsfortjeneste", "part": "far",
                                             "ophoersform_hjemmel": TEXT}}),
    Border("chosen_form", "og hvorfor",
           {"hoeringer[1].ophoersform_hjemmel": TEXT}, {"hoeringer[1].ophoersform_hjemmel": GONE},
           (("hoeringer[1].ophoersform_hjemmel", "ophoersform-uden-grund"),), severity="advarsel",
           given={NEW: PAY, "hoeringer[1]": HEARD_PAY}),
    Border("chosen_form", "det påtænkes ikke at slutte, før der kan svares",
           {"hoeringer[1].slutdato": "2026-11-30"}, {"hoeringer[1].slutdato": "2026-11-29"},
           (("hoeringer[1].slutdato", "slutter-foer-fristen"),), given={NEW: PAY,
           "hoeringer[1]": HEARD_PAY}),
    Border("heard_before_reduction", "en afgørelse, der giver mindre, har været i høring",
           {"afgoerelser[2].udfald": "bevilling"}, {"afgoerelser[2].udfald": "delvis_bevilling"},
           (("afgoerelser[2].brevdato", "aendring-uden-hoering"),), severity="advarsel",
           given={NEW: PAY, "afgoerelser[2]": {**LESS, "ophoersform": "varsling"}}),
)


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_what_passes(border: Border) -> None:
    passes(border)


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_what_fails(border: Border) -> None:
    fails(border)


def test_every_ground_is_lawful_for_something_or_forbidden() -> None:
    kinds = resolved("sag")["properties"]["afgoerelser"]["items"]["properties"]["grunde"]["items"][
        "properties"]["art"]["enum"]
    assert set(FORBIDDEN) < set(kinds)
    for art in kinds:
        lawful = any(is_lawful(ground(art, 1), ydelse)
                     for ydelse in ("hjemmetraening", "udgifter", "tabt_arbejdsfortjeneste"))
        assert lawful is (art not in FORBIDDEN)


@pytest.mark.parametrize("words", [
    "Metoden er ikke videnskabeligt dokumenteret.", "Der er ingen evidens for metoden.",
    "Kommunen støtter generelt ikke hjemmetræning.", "Vi bevilger ikke generelt hjemmetræning.",
    "Det er ikke kommunens praksis.", "Vores eget tilbud er bedre.", "Kommunens egne tilbud er bedre.",
    "Diagnosen alene giver ikke ret til det.", "Alene på grund af barnets diagnose kan vi ikke.",
])
def test_words_of_a_forbidden_ground(words: str) -> None:
    assert HINT.search(words)


@pytest.mark.parametrize("words", [
    "Forældrene kan ikke nå opgaven ved siden af deres arbejde.", "Han får for lidt tid til venner.",
    "Vi har støttet familien i skolens tilbud.", "Metoden kan ikke måles.",
])
def test_words_of_a_lawful_one(words: str) -> None:
    assert not HINT.search(words)


def test_a_forbidden_ground_beside_a_lawful_one_stops_nothing() -> None:
    changes = {NEW: {**REFUSAL, "grunde": [*REFUSAL["grunde"], ground("mangler_evidens")]}}
    assert found(changes) == ()
    assert found(changes, severity="advarsel") == ((f"{NEW}.grunde[1].art", "ulovlig-grund"),)


def test_a_case_to_print_has_no_forbidden_ground() -> None:
    kept, taken = ground("betingelse", 1), ground("diagnosen_alene")
    data = {"sagsnummer": "26/1", "ophoer": [{"grunde": [taken, kept]}], "afgoerelser": [
        {"udfald": "bevilling"}, {"grunde": [taken]}]}
    assert printable(data) == {"sagsnummer": "26/1", "ophoer": [{"grunde": [kept]}], "afgoerelser": [
        {"udfald": "bevilling"}, {"grunde": []}]}
    assert data["ophoer"] == [{"grunde": [taken, kept]}]


def test_a_decision_that_the_case_only_remembers_needs_no_reasons() -> None:
    assert found({f"{GRANT}.udfald": "delvis_bevilling"}) == ()
