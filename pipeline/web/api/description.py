"""The OpenAPI description, made from the schemas and the operations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pipeline import __version__, schemas
from pipeline.errors import text
from pipeline.web.api.operations import OPERATIONS, Operation

PROBLEM_TYPE = "application/problem+json"


@cache
def description(language: str) -> Mapping[str, Any]:
    """OpenAPI 3.1, its words in a language."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "hjemmetraening", "version": __version__, "description": text(
            "Dokumenter til hjemmetræning af børn med handicap. Intet bliver gemt.",
        ).in_language(language)},
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "paths": {**{f"/api/{each.id}": {"post": _post(each, language)} for each in OPERATIONS.values()},
                  "/api/dokumenter": {"get": _get("dokumenter", text("De dokumenter, der kan laves"),
                                                  language)},
                  "/api/health": {"get": _get("health", text("Om serveren svarer"), language)}},
        "components": {"schemas": {"sag": _plain("sag"), "kommune": _plain("kommune"),
                                   "problem": PROBLEM, "problemdetaljer": DETAILS}},
    }


def _post(operation: Operation, language: str) -> dict[str, Any]:
    refused = {"description": text("Det kan ikke lade sig gøre").in_language(language),
               "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/problemdetaljer"}}}}
    return {
        "operationId": operation.id, "summary": operation.title.in_language(language),
        "requestBody": {"required": True,
                        "content": {"application/json": {"schema": operation.asks}}},
        "responses": {"200": {"description": "OK", "content": {
            "application/json": {"schema": operation.gives}}},
            **dict.fromkeys(("400", "413", "415", "422", "503"), refused)},
    }


def _get(name: str, title: Any, language: str) -> dict[str, Any]:
    return {"operationId": name, "summary": title.in_language(language), "responses": {
        "200": {"description": "OK", "content": {"application/json": {"schema": {"type": "object"}}}}}}


def _plain(name: str) -> dict[str, Any]:
    """A schema with all it refers to, without a name of its own."""
    return {key: value for key, value in schemas.resolved(name).items()
            if key not in ("$schema", "$id", "$defs")}


_WORD = {"type": "string"}
PROBLEM = {
    "type": "object", "required": ["path", "code", "title", "message", "remedy", "severity"],
    "properties": {**dict.fromkeys(
        ("path", "code", "title", "message", "remedy", "place", "words"), _WORD),
        "severity": {"enum": ["fejl", "advarsel"]}}}
DETAILS = {
    "type": "object", "required": ["type", "title", "status", "problemer"],
    "properties": {"type": _WORD, "title": _WORD, "status": {"type": "integer"},
                   "problemer": {"type": "array", "items": {"$ref": "#/components/schemas/problem"}}}}
