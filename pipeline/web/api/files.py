"""Of files: a blank form, the answers of a filled one, the data in a document, and both in a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipeline.errors import DataError, text
from pipeline.locale import LANGUAGES
from pipeline.web.api.asked import (
    BASE64,
    CASE,
    DATE,
    FILE,
    KIND,
    LINE,
    NUMBER,
    PROBLEMS,
    STRING,
    YES,
    Asked,
    Operation,
    as_base64,
    record,
    rows,
)

if TYPE_CHECKING:
    from pipeline.forms.mapping import FormMap


def blank(asked: Asked) -> Any:
    """A form to fill in; with a case it begins with what its reader may see of it."""
    from pipeline.forms.blank import made, whose
    from pipeline.forms.blank.plan import Plan

    body, values = asked.body, None
    plan = Plan(body["dokument"], body.get("sprog", "da"))
    if "sag" in body:
        plan, values = whose.of_case(plan, asked.sag, body["for"], asked.date("dato") or
                                     asked.server.today, nr=body.get("nr"), settings=asked.settings)
    elif asked.settings is not None:
        plan = whose.of_kommune(plan, asked.settings)
    form = body.get("format", "pdf")
    whole, described, _ = made.described(plan)
    data = (made.docx if form == "docx" else made.pdf)(plan, values)
    return {"navn": f"{whole.kind}.{form}", "dokument": whole.kind, "sprog": whole.language,
            "felter": sum(len(each.fields) for each in described.questions), "fil": as_base64(data)}


def read(asked: Asked) -> Any:
    """A filled form's answers as a case, or by field where nothing says what they mean."""
    from pipeline.forms.mapping.taken import taken

    body = asked.body
    base = body.get("sag") or ({"sagsnummer": body["sagsnummer"]} if "sagsnummer" in body else None)
    found = taken(asked.file, _mapping(asked), base, asked.name, came=asked.date("modtaget"))
    return {"sag" if found.sag is not None else "felter": found.data,
            "problemer": asked.in_words(found.problems)}


def opened(asked: Asked) -> Any:
    """The data in a document that came back, and whether its pages say the same."""
    from pipeline.opening.opened import opened as look
    from pipeline.opening.shown import as_json

    return as_json(look(asked.file, asked.server.templates, _mapping(asked), asked.name),
                   asked.server.language)


def merge(asked: Asked) -> Any:
    """What a document says that a case does not; and the case with what is accepted of it."""
    from pipeline.carried.restored import guarded
    from pipeline.merging.difference import difference
    from pipeline.merging.merged import accepted, merged
    from pipeline.merging.shown import as_json
    from pipeline.opening.arriving import arriving, refuse_unproven
    from pipeline.opening.opened import opened as look
    from pipeline.validation import problems_of, refuse

    body, mine, came = asked.body, asked.body["sag"], asked.date("modtaget")
    refuse(tuple(problems_of(mine, "sag")))
    data, today = asked.file, asked.server.today
    found = look(data, asked.server.templates, None, asked.name)
    if found.case is None:
        raise DataError(found.problems)
    incoming = arriving(found, data, asked.name, mine, came or today)
    changes = guarded(lambda: difference(mine, incoming))
    if body.get("accepter") and not body.get("ubevist"):
        refuse_unproven(incoming)
    taken = accepted(changes, body.get("accepter", ()), body.get("afvis", ()))
    case = merged(mine, incoming, taken, today, came, body.get("af", "")) if taken else None
    return {"forskelle": [{**as_json(each, asked.server.language), "flettet": each in taken}
                          for each in changes],
            "bevis": incoming.proof, "sag": case, "problemer": asked.in_words(incoming.problems)}


def _mapping(asked: Asked) -> FormMap | None:
    """The mapping that was sent. Raises TemplateError for one that cannot be used."""
    from pipeline.forms.mapping.check import refuse
    from pipeline.forms.mapping.reading import map_of

    if "kobling" not in asked.body:
        return None
    mapping = map_of(asked.body["kobling"])
    refuse(mapping)
    return mapping


_MAPPING = {"type": "object"}
_WHATEVER = {"type": ["object", "null"]}
_CHANGE = record(
    ("sti", "titel", "art", "i_sagen", "i_filen", "modsiger", "kan_flettes", "ikke_paa_siderne",
     "flettet"),
    sti=STRING, titel=STRING, art={"enum": ["ny", "aendret", "mangler_der"]}, i_sagen={}, i_filen={},
    modsiger=YES, kan_flettes=YES, ikke_paa_siderne=rows(STRING), flettet=YES)
_PASSAGE = record(("sted", "foer", "fil", "data"), sted=STRING, foer=STRING, fil=STRING, data=STRING)

OPERATIONS: Mapping[str, Operation] = {each.id: each for each in (
    Operation("forms-blank", "blanketter", text("Lav en tom blanket"), {
        **record(("dokument",), **CASE, **KIND, sprog={"enum": list(LANGUAGES)},
                 format={"enum": ["pdf", "docx"]}, nr=NUMBER, dato=DATE, **{"for": LINE}),
        "dependentRequired": {"sag": ["for"], "for": ["sag"]}},
        record(("navn", "dokument", "sprog", "felter", "fil"), navn=STRING, dokument=STRING,
               sprog=STRING, felter={"type": "integer"}, fil=BASE64), blank),
    Operation("forms-read", "blanketter", text("Læs en udfyldt formular"), {
        **record(("fil",), fil=FILE, navn=LINE, sag=CASE["sag"], sagsnummer=LINE, modtaget=DATE,
                 kobling=_MAPPING), "not": {"required": ["sag", "sagsnummer"]}},
        record(("problemer",), sag={"type": "object"}, felter={"type": "object"}, problemer=PROBLEMS),
        read),
    Operation("open", "filer", text("Læs de data, et dokument har med, og se, om de passer"),
              record(("fil",), fil=FILE, navn=LINE, kobling=_MAPPING),
              record(("verdict", "case", "fundet", "bevis", "dokument", "sha256", "underskrevet",
                      "migreret", "kuvert", "passager", "ikke_paa_siderne", "problemer"),
                     verdict={"enum": ["proven", "template-unknown", "mismatch", "no-data"]},
                     case=_WHATEVER, fundet={"enum": ["carried", "form", "nothing"]}, bevis=STRING,
                     dokument=STRING, sha256=STRING, underskrevet=YES, migreret=rows(STRING),
                     kuvert=_WHATEVER, passager=rows(_PASSAGE), ikke_paa_siderne=rows(STRING),
                     problemer=PROBLEMS), opened),
    Operation("merge", "filer", text("Flet det, et dokument siger, ind i en sag"), record(
        ("sag", "fil"), sag=CASE["sag"], fil=FILE, navn=LINE, accepter=rows(LINE), afvis=rows(LINE),
        modtaget=DATE, af=LINE, ubevist=YES),
        record(("forskelle", "bevis", "sag", "problemer"), forskelle=rows(_CHANGE),
               bevis={"enum": ["bevist", "blanket", "ukendt_skabelon", "stemmer_ikke"]},
               sag=_WHATEVER, problemer=PROBLEMS), merge),
)}
