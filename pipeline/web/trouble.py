"""What a person reads when something went wrong: never a person's data, nor how it went."""

from __future__ import annotations

import logging
import re
import traceback
import uuid
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.errors import PipelineError, Text, UsageError, text
from pipeline.web.api import problems, views
from pipeline.web.arrival import Refused
from pipeline.web.render import page

LOG = logging.getLogger(__name__)
PLACES = re.compile(r'^  File "[^"\n]*", line (\d+), in (\w+)$', re.MULTILINE)
NOT_FOUND = text("Siden findes ikke")
NOT_SO = text("Det kan siden ikke")
OURS = text("Der er sket en fejl hos os")
DATA = text("Det kan ikke lade sig gøre")
SAY: Mapping[int, tuple[Text, Text]] = {
    404: (NOT_FOUND, text("Adressen er måske skrevet forkert. Gå til forsiden, og find den derfra.")),
    405: (NOT_SO, text("Siden er ikke lavet til at blive åbnet sådan. Gå til forsiden.")),
    400: (NOT_SO, text("Det, der blev sendt, kan ikke læses. Gå tilbage, og prøv igen.")),
    500: (OURS, text("Dine svar er ikke gået tabt: Gå tilbage, gem en kladde, og prøv igen.")),
}


async def refused(request: Request, error: Exception) -> Response:
    """A page for what starlette refuses."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if _is_program(request):
        return problems.refused(status, problems.language_of(request),
                                headers=getattr(error, "headers", None))
    heading, words = SAY.get(status, SAY[400 if status < 500 else 500])
    return _page(request, status, heading, words=words)


async def pipeline(request: Request, error: Exception) -> Response:
    """A page that lists the pipeline's problems."""
    assert isinstance(error, PipelineError)
    if _is_program(request):
        return views.failed(request, error)
    status = 404 if isinstance(error, UsageError) else 422 if error.exit_code < 4 else 503
    return _page(request, status, DATA, problems=error.problems)


async def ours(request: Request, error: Exception) -> Response:
    """A page for a fault of ours; the log has its kind and place, not what it was about."""
    time = uuid.uuid4().urn
    LOG.error("%s in %s (%s)", type(error).__name__, _place(error), time)
    if _is_program(request):
        return problems.refused(500, problems.language_of(request), instance=time)
    return _page(request, 500, *SAY[500])


def _place(error: BaseException) -> str:
    """Where it came to light: the innermost function and its line, also in a worker."""
    # A worker's error brings its traceback in words, the innermost last; only the places are taken.
    told = PLACES.findall(str(error.__cause__))
    frames = traceback.extract_tb(error.__traceback__)
    name, line = (told[-1][1], told[-1][0]) if told else (frames[-1].name, frames[-1].lineno)
    return f"{name}, line {line}"


def _is_program(request: Request) -> bool:
    return request.url.path.startswith(problems.BEFORE)


def _page(request: Request, status: int, heading: Text, words: Text | None = None,
          problems: Any = ()) -> Response:
    lang = "en" if request.url.path.startswith("/en/") else "da"
    return page("trouble.html", lang, "", status, heading=heading.in_language(lang),
                words=words.in_language(lang) if words else "", problems=problems)


HANDLERS: Mapping[Any, Any] = {HTTPException: refused, PipelineError: pipeline, Exception: ours}


class Net:
    """Behind the guard: a fault of ours gets the headers that every answer has, and no way into a log
    with its words, which may be somebody's."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through; where that fails before anything was answered, say so."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Refused:
            raise
        except Exception as error:
            told = await ours(Request(scope), error)
            if begun:
                # What was begun cannot be taken back; that it ends too soon is seen.
                raise Cut from None
            await told(scope, receive, sending)


class Cut(Exception):
    """An answer that ended too soon; its cause has been logged."""
