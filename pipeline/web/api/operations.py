"""What a program can ask for, and how it is answered in a worker: bytes in, bytes out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator

from pipeline.errors import DataError, Problem, UsageError, text
from pipeline.sag import parse_sag
from pipeline.validation import path_text
from pipeline.web.api import cases, files
from pipeline.web.api.asked import Asked, Operation, Server
from pipeline.web.config import VALUES

OPERATIONS: Mapping[str, Operation] = {**cases.OPERATIONS, **files.OPERATIONS}
MOST = 50
"""Problems of a body that are told at once."""
BODY = text("Forespørgsel")


def answered(name: str, raw: bytes, server: Server) -> bytes:
    """An operation's answer as JSON, from a body as it came.

    Raises UsageError for a body that is not as described, and what the operation raises.
    """
    from pipeline.merging.writing import as_json

    operation = OPERATIONS[name]
    if raw.count(b",") + raw.count(b":") > VALUES:
        raise DataError([Problem("", "body-for-meget", BODY, text(
            "Forespørgslen har flere værdier, end nogen sag har."), text("Send én sag ad gangen."))])
    body = parse_sag(raw).data
    if wrong := tuple(_wrong(name, body)):
        raise UsageError(wrong)
    return as_json(operation.run(Asked(body, server)))


@cache
def _validator(name: str) -> Draft202012Validator:
    """What a body must be, but for the case and the settings, which the flow judges in its own words."""
    asks: dict[str, Any] = json.loads(json.dumps(OPERATIONS[name].asks))
    for each in ("sag", "kommune"):
        if each in asks["properties"]:
            asks["properties"][each] = {"type": "object"}
    return Draft202012Validator(asks, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _wrong(name: str, body: Any) -> Iterable[Problem]:
    """What is wrong with a body, by place; never what stands there."""
    found = islice(_validator(name).iter_errors(body), MOST)
    for error in sorted(found, key=lambda each: each.json_path):
        yield Problem(path_text(tuple(error.absolute_path)), f"body-{error.validator}", BODY, text(
            "Forespørgslen er ikke, som den er beskrevet."), text(
            "Se /api/openapi.json, og ret den."))
