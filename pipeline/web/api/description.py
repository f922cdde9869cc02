"""The OpenAPI description, made from the schemas and the operations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pipeline import __version__
from pipeline.errors import Text, text
from pipeline.locale import LANGUAGES
from pipeline.web.api.asked import STRING, Operation, record, ref, rows
from pipeline.web.api.components import components
from pipeline.web.api.examples import examples
from pipeline.web.api.operations import OPERATIONS
from pipeline.web.api.problems import MEDIA_TYPE, TYPES

LANGUAGE = {"name": "lang", "in": "query", "schema": {"enum": list(LANGUAGES)}}
TAGS: Mapping[str, Text] = {
    "breve": text("En sag og dens dokumenter"), "blanketter": text("Blanketter, der kommer tilbage"),
    "filer": text("Dokumenter, der kommer tilbage"), "server": text("Serveren selv")}
ALWAYS = (400, 401, 403, 404, 405, 421, 429, 500, 503)
"""Statuses that any address can answer with: the server may ask for a login, and be busy."""
SENDING = (*ALWAYS, 408, 413, 415, 422)
HEADERS: Mapping[int, tuple[str, Text]] = {
    401: ("WWW-Authenticate", text("Hvordan der logges ind")),
    405: ("Allow", text("De metoder, adressen tager")),
    415: ("Accept", text("Den medietype, der kan sendes")),
    429: ("Retry-After", text("Sekunder, der skal ventes")),
    503: ("Retry-After", text("Sekunder, der skal ventes"))}
REQUIRED = frozenset({401, 415, 429, 503})
"""Statuses whose header is always there."""


@cache
def description(language: str) -> Mapping[str, Any]:
    """OpenAPI 3.1, its words in a language."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "hjemmetraening", "version": __version__, "description": text(
            "Dokumenter til hjemmetræning af børn med handicap. Intet bliver gemt.",
        ).in_language(language)},
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": each.in_language(language)}
                 for name, each in TAGS.items()],
        "security": [{}, {"kodeord": []}],
        "paths": {**{f"/api/{each.id}": {"post": _post(each, language)} for each in OPERATIONS.values()},
                  **{f"/api/{name}": {"get": _get(name, title, gives, language)}
                     for name, title, gives in GETS}},
        "components": {
            "securitySchemes": {"kodeord": {"type": "http", "scheme": "basic"}},
            "responses": {f"svar{status}": _refused(status, language) for status in SENDING},
            "schemas": {**components(language), "problem": PROBLEM, "problemdetaljer": DETAILS}},
    }


def _post(operation: Operation, language: str) -> dict[str, Any]:
    shown = examples(operation.id)
    content = {"schema": operation.asks, **({"examples": shown} if shown else {})}
    return {
        "operationId": operation.id, "tags": [operation.tag],
        "summary": operation.title.in_language(language), "parameters": [LANGUAGE_OF, LANGUAGE],
        "requestBody": {"required": True, "content": {"application/json": content}},
        "responses": {"200": _ok(operation.gives, language), **_refusals(SENDING)},
    }


def _get(name: str, title: Text, gives: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {"operationId": name.partition(".")[0], "tags": ["server"],
            "summary": title.in_language(language), "parameters": [LANGUAGE_OF, LANGUAGE],
            "responses": {"200": _ok(gives, language), **_refusals(ALWAYS)}}


def _ok(gives: Mapping[str, Any], language: str) -> dict[str, Any]:
    said = text("Svarets sprog").in_language(language)
    return {"description": text("Det lod sig gøre").in_language(language),
            "headers": {"Content-Language": {"description": said, "required": True,
                                             "schema": {"enum": list(LANGUAGES)}}},
            "content": {"application/json": {"schema": gives}}}


def _refusals(statuses: Iterable[int]) -> dict[str, Any]:
    return {str(each): {"$ref": f"#/components/responses/svar{each}"} for each in sorted(statuses)}


def _refused(status: int, language: str) -> dict[str, Any]:
    name, said = HEADERS.get(status, ("", None))
    header = {"headers": {name: {"description": said.in_language(language), "schema": STRING,
                                 "required": status in REQUIRED}}} if said else {}
    return {"description": TYPES[status].title.in_language(language), **header,
            "content": {MEDIA_TYPE: {"schema": ref("problemdetaljer")}}}


LANGUAGE_OF = {"name": "Accept-Language", "in": "header", "schema": {
    "type": "string", "maxLength": 200, "pattern": "^[ -~]*$"}, "example": "en"}
PROBLEM = {
    "type": "object", "required": ["path", "code", "title", "message", "remedy", "severity"],
    "properties": {**dict.fromkeys(
        ("path", "code", "title", "message", "remedy", "place", "words"), STRING),
        "severity": {"enum": ["fejl", "advarsel"]}}}
DETAILS = {
    "type": "object", "required": ["type", "title", "status", "detail", "problemer"],
    "properties": {"type": {"enum": [each.uri for each in TYPES.values()]}, "title": STRING,
                   "status": {"type": "integer"}, "detail": STRING, "instance": STRING,
                   "problemer": rows(ref("problem"))}}
GETS: tuple[tuple[str, Text, Mapping[str, Any]], ...] = (
    ("dokumenter", text("De dokumenter, der kan laves"), record(
        ("dokumenter",), dokumenter=rows(record(
            ("id", "titel", "forfatter"), id=STRING, titel=STRING, forfatter=STRING)))),
    ("health", text("Om serveren svarer"), record(
        ("status", "version"), status={"const": "ok"}, version=STRING)),
    ("openapi.json", text("Denne beskrivelse"), {"type": "object"}),
)
