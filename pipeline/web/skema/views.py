"""The pages of a form: a section at a time, then the answers to look over, then the files."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from pipeline.web.config import Config
from pipeline.web.posted import posted
from pipeline.web.skema.answering import Here, Made, draft_of, file_of, page_of, sums_of
from pipeline.web.skema.beginning import begun, chosen, start_page
from pipeline.web.skema.sums import BUDGETS


async def start(request: Request) -> Response:
    """What there is to do."""
    return _answer(start_page(request.path_params["lang"]))


async def asked(request: Request) -> Response:
    """A section, the next one, or the one before: the page says where it goes from here."""
    sent = await posted(request) if request.method == "POST" else None
    return _answer(await request.app.state.maker.run(page_of, _kind(request), sent, _here(request)))


async def saved(request: Request) -> Response:
    """The draft as a file."""
    sent = await posted(request)
    return _answer(await request.app.state.maker.run(draft_of, _kind(request), sent, _here(request)))


async def fetched(request: Request) -> Response:
    """The finished document, or its data; the answers once more where they have problems."""
    sent, form = await posted(request), request.path_params["form"]
    return _answer(await request.app.state.maker.run(
        file_of, _kind(request), sent, form, _here(request)))


async def summed(request: Request) -> Response:
    """The sums of a budget alone, for the page that is being filled in."""
    if _kind(request) not in BUDGETS:
        raise HTTPException(404)
    sent = await posted(request)
    return _answer(await request.app.state.maker.run(sums_of, _kind(request), sent, _here(request)))


async def resumed(request: Request) -> Response:
    """A file somebody has: a draft goes on where it was left, a document is begun from."""
    sent = await posted(request)
    return _answer(await request.app.state.maker.run(begun, sent.files[:1], _here(request)))


async def begin(request: Request) -> Response:
    """The document that was chosen, begun from the file before."""
    sent = await posted(request)
    return _answer(await request.app.state.maker.run(chosen, sent, _here(request)))


def _kind(request: Request) -> str:
    return str(request.path_params["kind"])


def _here(request: Request) -> Here:
    config: Config = request.app.state.config
    return Here(request.path_params["lang"], config.today(), config.settings, config.templates)


def _answer(made: Made) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'} if made.name else {}
    return Response(made.body, made.status, headers, made.mime)
