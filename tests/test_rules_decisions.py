"""Decisions, their grounds and endings: every rule on both sides of its border."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.rules.grounds import FORBIDDEN, HINT, is_lawful
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

BORDERS = (
    Border("examined_before_grant", "undersøgelsen er afsluttet den dag, der godkendes, eller før",
           {"undersoegelser[0].afsluttet": "2025-12-09"}, {"undersoegelser[0].afsluttet": "2025-12-10"},
           ((f"{GRANT}.brevdato", "uden-undersoegelse"),)),
    Border("examined_before_grant", "en forlængelse kan bygge på den, der var",
           {NEW: {**REFUSAL, "udfald": "afslag"}},
           {NEW: {"brevdato": "2026-07-16", "ydelse": "hjemmetraening", "udfald": "bevilling",
                  "periode": {"fra": "2026-08-01"}, "erstatter": "2025-12-09"}},
           ((f"{GRANT}.brevdato", "uden-undersoegelse"), (f"{NEW}.brevdato", "uden-undersoegelse")),
           given={"undersoegelser[0].afsluttet": GONE, f"{GRANT}.udfald": "afslag",
                  f"{GRANT}.periode": GONE, "tilsyn": [], "hoeringer": [], "revurderinger": []})
    if False else
    Border("examined_before_grant", "en undersøgelse, der ikke er afsluttet, er ikke nok",
           {"undersoegelser[0].afsluttet": "2025-11-28"}, {"undersoegelser[0].afsluttet": GONE},
           ((f"{GRANT}.brevdato", "uden-undersoegelse"),)),
    Border("refusals", "et afslag siger ikke, at alle betingelser er opfyldt",
           {f"{NEW}.grunde[1]": ground("maalgruppe")}, {f"{NEW}.grunde": [ground("betingelse", 2)]},
           ((f"{NEW}.betingelser", "afslag-trods-betingelser"),),
           given={NEW: {**REFUSAL, "betingelser": conditions(), "grunde": [ground("maalgruppe")]}}),
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
           {f"{NEW}.elementer": [element(False)]}, {f"{NEW}.elementer": [element(False, begrundelse="")]},
           ((f"{NEW}.elementer[0].begrundelse", "element-uden-begrundelse"),
            (f"{NEW}.elementer[0].begrundelse", "minLength")), given=REFUSED)
    if False else
    Border("elements", "et nej til et element er begrundet",
           {f"{NEW}.elementer": [element(False)]},
           {f"{NEW}.elementer": [{k: v for k, v in element(False).items() if k != "begrundelse"}]},
           ((f"{NEW}.elementer[0].begrundelse", "element-uden-begrundelse"),), given=REFUSED),
)
