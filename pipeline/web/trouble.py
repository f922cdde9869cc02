"""What a person reads when something went wrong: never a person's data, nor how it went."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.errors import PipelineError, Text, UsageError, text
from pipeline.web.render import page

LOG = logging.getLogger(__name__)
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
    heading, words = SAY.get(status, SAY[400 if status < 500 else 500])
    return _page(request, status, heading, words=words)


async def pipeline(request: Request, error: Exception) -> Response:
    """A page that lists the pipeline's problems."""
    assert isinstance(error, PipelineError)
    status = 404 if isinstance(error, UsageError) else 422 if error.exit_code < 4 else 503
    return _page(request, status, DATA, problems=error.problems)


async def ours(request: Request, error: Exception) -> Response:
    """A page for a fault of ours; the log has its kind and place, not what it was about."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = where.tb_frame.f_code.co_qualname if where and hasattr(
        where.tb_frame.f_code, "co_qualname") else "-"
    LOG.error("%s in %s, line %s", type(error).__name__, place, where.tb_lineno if where else 0)
    return _page(request, 500, *SAY[500])


def _page(request: Request, status: int, heading: Text, words: Text | None = None,
          problems: Any = ()) -> Response:
    lang = "en" if request.url.path.startswith("/en/") else "da"
    return page("trouble.html", lang, "", status, heading=heading.in_language(lang),
                words=words.in_language(lang) if words else "", problems=problems)


HANDLERS: Mapping[Any, Any] = {HTTPException: refused, PipelineError: pipeline, Exception: ours}
