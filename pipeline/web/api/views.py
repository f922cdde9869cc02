"""The API's addresses. An answer that is not OK is a problem detail with every problem."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from pipeline import __version__
from pipeline.documents import KINDS
from pipeline.errors import PipelineError, Problem, text
from pipeline.locale import LANGUAGES
from pipeline.web.api.asked import Server
from pipeline.web.api.description import description
from pipeline.web.api.operations import answered
from pipeline.web.api.problems import answer, language_of, refused
from pipeline.web.config import Config

View = Callable[[Request], Awaitable[Response]]
STATUS = {1: 422, 2: 400, 3: 422, 4: 503}
"""By whose turn it is, as exit codes have it."""


def _in_a_language(view: View) -> View:
    """The view, for a language that there is."""
    async def asked(request: Request) -> Response:
        wanted = request.query_params.getlist("lang")
        if len(wanted) > 1 or not set(wanted) <= set(LANGUAGES):
            return refused(400, language_of(request), [Problem("lang", "body-lang", text("Sprog"), text(
                "Serveren har ikke det sprog."), text("Brug da eller en."))])
        return await view(request)
    return asked


@_in_a_language
async def operation(request: Request) -> Response:
    """One of the operations."""
    language = language_of(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return refused(415, language, headers={"Accept": "application/json"})
    config: Config = request.app.state.config
    server = Server(config.settings, config.templates, config.today(), language)
    made = await request.app.state.maker.run(
        answered, request.path_params["operation"], await request.body(), server)
    return answer(made, language)


@_in_a_language
async def described(request: Request) -> Response:
    """The OpenAPI description."""
    language = language_of(request)
    return answer(_description(language), language)


@cache
def _description(language: str) -> bytes:
    return json.dumps(description(language), ensure_ascii=False).encode()


@_in_a_language
async def documents(request: Request) -> Response:
    """The documents there are."""
    language = language_of(request)
    told = [{"id": each.id, "titel": each.titel.in_language(language), "forfatter": each.forfatter}
            for each in KINDS.values()]
    return answer(json.dumps({"dokumenter": told}, ensure_ascii=False).encode(), language)


@_in_a_language
async def health(request: Request) -> Response:
    """That the server answers, and which version it is."""
    told = {"status": "ok", "version": __version__}
    return answer(json.dumps(told).encode(), language_of(request))


def failed(request: Request, error: PipelineError) -> Response:
    """What the pipeline refused."""
    status = STATUS.get(error.exit_code, 500)
    return refused(status, language_of(request), error.problems,
                   headers={"Retry-After": "5"} if status == 503 else None)
