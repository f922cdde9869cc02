"""The API's addresses. An answer that is not OK is a problem detail (RFC 9457) with every problem."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from starlette.requests import Request
from starlette.responses import Response

from pipeline.documents import KINDS
from pipeline.errors import PipelineError, Problem, Text, text
from pipeline.locale import LANGUAGES
from pipeline.sag import parse_sag
from pipeline.validation import path_text
from pipeline.web.api.description import PROBLEM_TYPE, description
from pipeline.web.api.operations import OPERATIONS, Asked, in_words
from pipeline.web.config import Config

BODY = text("Forespørgsel")
MOST = 50
"""Problems of a body that are told at once."""
STATUS = {1: 422, 2: 400, 3: 422, 4: 503}
"""By whose turn it is, as exit codes have it."""
TITLES = {400: text("Forespørgslen er forkert"), 415: text("Forespørgslen er ikke JSON"),
          422: text("Det kan ikke lade sig gøre"), 503: text("Serveren kan ikke lige nu")}


async def operation(request: Request) -> Response:
    """One of the operations."""
    wanted, language = OPERATIONS[request.path_params["operation"]], _language(request)
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return _refused(415, (), language)
    try:
        body = parse_sag(await request.body(), "").data
        if problems := tuple(_wrong(wanted.id, body)):
            return _refused(400, problems, language)
        config: Config = request.app.state.config
        asked = Asked(body, config.settings, config.templates, config.today(), language)
        return _json(await request.app.state.maker.run(answered, wanted.id, asked))
    except PipelineError as error:
        return _refused(STATUS.get(error.exit_code, 500), error.problems, language)


def answered(name: str, asked: Asked) -> Any:
    """An operation's answer, in a worker."""
    return OPERATIONS[name].run(asked)


async def described(request: Request) -> Response:
    """The OpenAPI description."""
    return _json(description(_language(request)))


async def documents(request: Request) -> Response:
    """The documents there are."""
    language = _language(request)
    return _json({"dokumenter": [{"id": each.id, "titel": each.titel.in_language(language),
                                  "forfatter": each.forfatter} for each in KINDS.values()]})


async def health(_: Request) -> Response:
    """That the server answers."""
    return _json({"status": "ok"})


@cache
def _validator(name: str) -> Any:
    """What a body must be, but for the case and the settings, which the flow judges in its own words."""
    asks = json.loads(json.dumps(OPERATIONS[name].asks))
    for each in ("sag", "kommune"):
        asks["properties"][each] = {"type": "object"}
    return Draft202012Validator(asks, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _wrong(name: str, body: Any) -> Iterable[Problem]:
    """What is wrong with a body, by place; never what stands there."""
    for error in sorted(_validator(name).iter_errors(body), key=lambda each: each.json_path)[:MOST]:
        yield Problem(path_text(tuple(error.absolute_path)), f"body-{error.validator}", BODY, text(
            "Forespørgslen er ikke, som den er beskrevet."), text(
            "Se /api/openapi.json, og ret den."))


def _language(request: Request) -> str:
    wanted = request.query_params.get("lang", "da")
    return wanted if wanted in LANGUAGES else "da"


def _refused(status: int, problems: Iterable[Problem], language: str) -> Response:
    title: Text = TITLES.get(status, text("Der er sket en fejl hos os"))
    return _json({"type": f"urn:hjemmetraening:problem:{status}", "title": title.in_language(language),
                  "status": status, "problemer": in_words(problems, language)}, status, PROBLEM_TYPE)


def _json(value: Any, status: int = 200, mime: str = "application/json") -> Response:
    written = json.dumps(value, ensure_ascii=False, default=_plain)
    return Response(written.encode(), status, media_type=mime)


def _plain(value: Any) -> Any:
    """A date as text, a Decimal as a number."""
    return value.isoformat() if hasattr(value, "isoformat") else float(value)
