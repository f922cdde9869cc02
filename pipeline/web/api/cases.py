"""Of a case: what is wrong with it, its documents, what is due, and where the figures come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.errors import text
from pipeline.letters import FORMATS
from pipeline.locale import LANGUAGES
from pipeline.web.api.asked import (
    BASE64,
    CASE,
    DATE,
    KIND,
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

NR = {"oneOf": [NUMBER, {"const": "alle"}]}


def validate(asked: Asked) -> Any:
    """Every problem of a case, warnings too."""
    from pipeline.letters import every_problem

    found = every_problem(asked.sag, asked.job)
    return {"problemer": asked.in_words(found),
            "gyldig": not any(each.severity == "fejl" for each in found)}


def render(asked: Asked) -> Any:
    """Every copy of a document."""
    from pipeline.flow import produce, warnings_of

    made = produce(asked.sag, asked.job)
    return {"breve": [{
        "navn": each.stem, "dokument": each.kind, "modtager": each.recipient, "titel": each.title,
        "dato": each.date.isoformat() if each.date else None, "sider": each.pages,
        "afventer_godkendelse": each.awaits_approval,
        "filer": {name: as_base64(data) for name, data in each.files.items()}}
        for each in made], "advarsler": asked.in_words(warnings_of(made))}


def due(asked: Asked) -> Any:
    """What is due in a case, and why."""
    from pipeline.duties import due as duties
    from pipeline.letters import checked

    case, settings, _ = checked(asked.sag, asked.job)
    by = asked.date("senest")
    assert by is not None, "the body was checked"
    return {"frister": [{
        "frist": each.frist.isoformat(), "overskredet": each.frist < asked.server.today,
        "kode": each.kode, "hvad": each.hvad.in_language(asked.server.language), "kilde": each.kilde,
        "felt": each.felt, "dokument": each.kind, "nr": each.nr, "klar": each.klar}
        for each in duties(case, settings, by)]}


def explain(asked: Asked) -> Any:
    """Where every figure and date of a document comes from."""
    from pipeline.explain import trail
    from pipeline.letters import checked, prepared

    case, settings, _ = checked(asked.sag, asked.job)
    return {"trin": [step.as_json() for letter in prepared(case, settings, asked.job)
                     for step in trail(letter)]}


_LETTER = record(
    ("navn", "dokument", "modtager", "titel", "dato", "sider", "afventer_godkendelse", "filer"),
    navn=STRING, dokument=STRING, modtager=STRING, titel=STRING, dato={"type": ["string", "null"]},
    sider={"type": ["integer", "null"]}, afventer_godkendelse=YES,
    filer={"type": "object", "additionalProperties": BASE64})
_DUTY = record(
    ("frist", "overskredet", "kode", "hvad", "kilde", "felt", "dokument", "nr", "klar"),
    frist=DATE, overskredet=YES, kode=STRING, hvad=STRING, kilde=STRING, felt=STRING,
    dokument={"type": ["string", "null"]}, nr={"type": ["integer", "null"]}, klar=YES)
_STEP = record(
    ("dokument", "nr", "modtager", "navn", "vaerdi", "regel", "kilde", "felter"),
    dokument=STRING, nr={"type": ["integer", "null"]}, modtager=STRING, navn=STRING, vaerdi={},
    regel=STRING, kilde=STRING, felter=rows(STRING))

OPERATIONS: Mapping[str, Operation] = {each.id: each for each in (
    Operation("validate", "breve", text("Find alle fejl i en sag"),
              record(("sag",), **CASE, **KIND, nr=NR),
              record(("problemer", "gyldig"), problemer=PROBLEMS, gyldig=YES), validate),
    Operation("render", "breve", text("Lav et dokument af en sag"), record(
        ("sag", "dokument"), **CASE, **KIND, nr=NR, dato=DATE, data_med=YES,
        formater={**rows({"enum": list(FORMATS)}), "minItems": 1},
        laesekopier=rows({"enum": [each for each in LANGUAGES if each != "da"]})),
        record(("breve", "advarsler"), breve=rows(_LETTER), advarsler=PROBLEMS), render),
    Operation("due", "breve", text("Vis, hvad der skal ske i en sag, og hvornår"),
              record(("sag", "senest"), **CASE, senest=DATE),
              record(("frister",), frister=rows(_DUTY)), due),
    Operation("explain", "breve", text("Vis, hvor et dokuments tal og datoer kommer fra"),
              record(("sag", "dokument"), **CASE, **KIND, nr=NR, dato=DATE),
              record(("trin",), trin=rows(_STEP)), explain),
)}
