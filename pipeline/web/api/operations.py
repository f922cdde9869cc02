"""What a program can ask for: each a function from a body to an answer, and what both look like."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.documents import KINDS
from pipeline.errors import Problem, Text, text
from pipeline.formats import parse_date
from pipeline.letters import FORMATS, Job
from pipeline.locale import LANGUAGES
from pipeline.sag import Sag
from pipeline.templateset import Templates

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A body, with what the server knows: its settings and templates, the day, the language."""

    body: Body = field(repr=False)
    settings: Mapping[str, Any] | None = field(repr=False)
    templates: Templates
    today: dt.date
    language: str

    @property
    def sag(self) -> Sag:
        """The case that was sent."""
        return Sag(self.body["sag"], "sag")

    @property
    def job(self) -> Job:
        """What is to be made of it; the settings that were sent go before the server's."""
        body = self.body
        return Job(
            body.get("dokument", ""), nr=body.get("nr"), date=parse_date(body.get("dato", "")),
            today=self.today, settings=body.get("kommune", self.settings),
            formats=tuple(each for each in FORMATS if each in body.get("formater", FORMATS)),
            templates=self.templates, reading_copies=tuple(body.get("laesekopier", ())),
            carry=body.get("data_med"))


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to ask for: POST /api/<id>. `asks` and `gives` are schemas of the bodies."""

    id: str
    title: Text
    asks: Mapping[str, Any]
    gives: Mapping[str, Any]
    run: Callable[[Asked], Any]


def _object(required: Iterable[str] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "additionalProperties": False,
            "properties": properties}


def _list(of: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


STRING: dict[str, Any] = {"type": "string"}
DATE = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
CASE = {"sag": _ref("sag"), "kommune": _ref("kommune")}
KIND = {"dokument": {"enum": list(KINDS)}}
NR = {"oneOf": [{"type": "integer", "minimum": 1, "maximum": 9999}, {"const": "alle"}]}
PROBLEMS = _list(_ref("problem"))


def validate(asked: Asked) -> Any:
    """Every problem of a case, warnings too."""
    from pipeline.letters import every_problem

    found = every_problem(asked.sag, asked.job)
    return {"problemer": in_words(found, asked.language),
            "gyldig": not any(each.severity == "fejl" for each in found)}


def render(asked: Asked) -> Any:
    """Every copy of a document."""
    from pipeline.flow import produce, warnings_of

    made = produce(asked.sag, asked.job)
    return {"breve": [{
        "navn": each.stem, "dokument": each.kind, "modtager": each.recipient, "titel": each.title,
        "dato": each.date.isoformat() if each.date else None, "sider": each.pages,
        "afventer_godkendelse": each.awaits_approval,
        "filer": {name: base64.b64encode(data).decode() for name, data in each.files.items()}}
        for each in made], "advarsler": in_words(warnings_of(made), asked.language)}


def due(asked: Asked) -> Any:
    """What is due in a case, and why."""
    from pipeline.duties import due as duties
    from pipeline.letters import checked

    case, settings, _ = checked(asked.sag, asked.job)
    by = parse_date(asked.body["senest"])
    assert by is not None, "the body was checked"
    return {"frister": [{
        "frist": each.frist.isoformat(), "overskredet": each.frist < asked.today, "kode": each.kode,
        "hvad": each.hvad.in_language(asked.language), "kilde": each.kilde, "felt": each.felt,
        "dokument": each.kind, "nr": each.nr, "klar": each.klar}
        for each in duties(case, settings, by)]}


def explain(asked: Asked) -> Any:
    """Where every figure and date of a document comes from."""
    from pipeline.explain import trail
    from pipeline.letters import checked, prepared

    case, settings, _ = checked(asked.sag, asked.job)
    return {"trin": [step.as_json() for letter in prepared(case, settings, asked.job)
                     for step in trail(letter)]}


def in_words(problems: Iterable[Problem], language: str) -> list[dict[str, str]]:
    """Problems as the API gives them."""
    return [each.as_json(language) for each in problems]


_LETTER = _object(
    ("navn", "dokument", "modtager", "titel", "dato", "sider", "afventer_godkendelse", "filer"),
    navn=STRING, dokument=STRING, modtager=STRING, titel=STRING, dato={"type": ["string", "null"]},
    sider={"type": ["integer", "null"]}, afventer_godkendelse={"type": "boolean"},
    filer={"type": "object", "additionalProperties": {"type": "string", "contentEncoding": "base64"}})
_DUTY = _object(
    ("frist", "overskredet", "kode", "hvad", "kilde", "felt", "dokument", "nr", "klar"),
    frist=DATE, overskredet={"type": "boolean"}, kode=STRING, hvad=STRING, kilde=STRING, felt=STRING,
    dokument={"type": ["string", "null"]}, nr={"type": ["integer", "null"]}, klar={"type": "boolean"})

OPERATIONS: Mapping[str, Operation] = {each.id: each for each in (
    Operation("validate", text("Find alle fejl i en sag"), _object(("sag",), **CASE, **KIND, nr=NR),
              _object(("problemer", "gyldig"), problemer=PROBLEMS, gyldig={"type": "boolean"}),
              validate),
    Operation("render", text("Lav et dokument af en sag"), _object(
        ("sag", "dokument"), **CASE, **KIND, nr=NR, dato=DATE, data_med={"type": "boolean"},
        formater={**_list({"enum": list(FORMATS)}), "minItems": 1},
        laesekopier=_list({"enum": [each for each in LANGUAGES if each != "da"]})),
        _object(("breve", "advarsler"), breve=_list(_LETTER), advarsler=PROBLEMS), render),
    Operation("due", text("Vis, hvad der skal ske i en sag, og hvornår"),
              _object(("sag", "senest"), **CASE, senest=DATE),
              _object(("frister",), frister=_list(_DUTY)), due),
    Operation("explain", text("Vis, hvor et dokuments tal og datoer kommer fra"),
              _object(("sag", "dokument"), **CASE, **KIND, nr=NR, dato=DATE),
              _object(("trin",), trin=_list({"type": "object"})), explain),
)}
