"""What an operation is: a function from what was asked to an answer, and what both look like."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.documents import KINDS
from pipeline.errors import DataError, Problem, Text, text
from pipeline.formats import parse_date
from pipeline.letters import FORMATS, Job
from pipeline.sag import Sag
from pipeline.templateset import Templates

Body = Mapping[str, Any]
Schema = Mapping[str, Any]
Tag = Literal["breve", "blanketter", "filer"]


@dataclass(frozen=True, slots=True)
class Server:
    """What a server knows that nobody sends: its settings and templates, the day; and the language
    that was asked for."""

    settings: Mapping[str, Any] | None = field(repr=False)
    templates: Templates
    today: dt.date
    language: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A body that is as it is described, with what the server knows."""

    body: Body = field(repr=False)
    server: Server

    @property
    def sag(self) -> Sag:
        """The case that was sent."""
        return Sag(self.body["sag"], "sag")

    @property
    def settings(self) -> Mapping[str, Any] | None:
        """The settings that were sent, else the server's."""
        found: Mapping[str, Any] | None = self.body.get("kommune", self.server.settings)
        return found

    @property
    def job(self) -> Job:
        """What is to be made of the case."""
        body = self.body
        return Job(
            body.get("dokument", ""), nr=body.get("nr"), date=self.date("dato"),
            today=self.server.today, settings=self.settings,
            formats=tuple(each for each in FORMATS if each in body.get("formater", FORMATS)),
            templates=self.server.templates, reading_copies=tuple(body.get("laesekopier", ())),
            carry=body.get("data_med"))

    def date(self, name: str) -> dt.date | None:
        """A day that was sent."""
        return parse_date(self.body.get(name, ""))

    @property
    def file(self) -> bytes:
        """The file that was sent. Raises DataError where it is no base64."""
        try:
            return base64.b64decode(self.body["fil"], validate=True)
        except (ValueError, binascii.Error):
            raise DataError([Problem("fil", "fil-base64", text("Fil"), text(
                "Filen er ikke skrevet som base64."), text(
                "Send filens bytes som base64 uden linjeskift."))]) from None

    @property
    def name(self) -> str:
        """What messages call the file."""
        named: str = self.body.get("navn", "fil")
        return named

    def in_words(self, problems: Iterable[Problem]) -> list[dict[str, str]]:
        """Problems as they are given, in the language that was asked for."""
        return in_words(problems, self.server.language)


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to ask for: POST /api/<id>. `asks` and `gives` are schemas of the bodies."""

    id: str
    tag: Tag
    title: Text
    asks: Schema
    gives: Schema
    run: Callable[[Asked], Any]


OPTIONS: Mapping[str, str] = {
    "--for": "for", "--nr": "nr", "--date": "dato", "--map": "kobling", "--accept": "accepter",
    "--kind": "dokument", "--case": "sag"}
"""What a command's options are called in a body."""


def in_words(problems: Iterable[Problem], language: str) -> list[dict[str, str]]:
    """Problems as the API gives them; a field of the body where a command would name its option."""
    told = (each.as_json(language) for each in problems)
    return [{**each, "path": OPTIONS.get(each["path"], each["path"])} for each in told]


def as_base64(data: bytes) -> str:
    """Bytes as JSON can hold them."""
    return base64.b64encode(data).decode()


def record(required: Iterable[str] = (), **properties: Any) -> dict[str, Any]:
    """The schema of an object with these fields and no others."""
    return {"type": "object", "required": list(required), "additionalProperties": False,
            "properties": properties}


def rows(of: Schema) -> dict[str, Any]:
    """The schema of a list."""
    return {"type": "array", "items": of}


def ref(name: str) -> dict[str, Any]:
    """A schema that stands once in the description."""
    return {"$ref": f"#/components/schemas/{name}"}


LONGEST = 200
"""Letters of a name or a number that a program sends beside a case."""
STRING: Schema = {"type": "string"}
LINE: Schema = {"type": "string", "maxLength": LONGEST}
YES: Schema = {"type": "boolean"}
DATE: Schema = {"type": "string", "format": "date", "pattern": r"^(19|20|21)\d{2}-\d{2}-\d{2}$"}
BASE64: Schema = {"type": "string", "contentEncoding": "base64"}
FILE: Schema = {**BASE64, "minLength": 1, "pattern": "^[A-Za-z0-9+/]+={0,2}$"}
CASE: Schema = {"sag": ref("sag"), "kommune": ref("kommune")}
KIND: Schema = {"dokument": {"enum": list(KINDS)}}
NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": 9999}
PROBLEMS = rows(ref("problem"))
