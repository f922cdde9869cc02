"""The server's table of contents: every address, and what stands in front of all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.web import addresses, trouble
from pipeline.web.api import views as api
from pipeline.web.config import Config
from pipeline.web.guard import Guard
from pipeline.web.making import Maker
from pipeline.web.skema import views as skema

OWN = Path(__file__).parent / "static"


def application(config: Config) -> Starlette:
    """The pages, for any ASGI server."""
    addresses.known()
    kind = "/{lang:language}/skema/{kind}"
    routes = [
        Route("/", front),
        Route("/{lang:language}/", skema.start),
        Route("/{lang:language}/fortsaet", skema.resumed, methods=["POST"]),
        Route(kind, skema.asked, methods=["GET", "POST"]),
        Route(f"{kind}/kladde", skema.saved, methods=["POST"]),
        Route(f"{kind}/{{form:file}}", skema.fetched, methods=["POST"]),
        Route("/api/openapi.json", api.described),
        Route("/api/dokumenter", api.documents),
        Route("/api/health", api.health),
        Route("/api/{operation:operation}", api.operation, methods=["POST"]),
        Mount("/egen", StaticFiles(directory=OWN)),
        *([Mount("/design", StaticFiles(directory=config.design))] if config.design else []),
    ]
    return Starlette(
        routes=routes, lifespan=_lifespan(config), exception_handlers=trouble.HANDLERS,
        middleware=[Middleware(Guard, hosts=config.hosts, most=config.upload)])


async def front(request: Request) -> Response:
    """To the page in the language the browser asks for, of those there are."""
    wanted = request.headers.get("accept-language", "da")
    return RedirectResponse("/en/" if wanted.lower().startswith("en") else "/da/", 303)


def _lifespan(config: Config):  # type: ignore[no-untyped-def]
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.config, app.state.maker = config, Maker(config.workers, config.patience)
        try:
            yield
        finally:
            app.state.maker.close()
    return lifespan
