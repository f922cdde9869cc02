"""The server's table of contents: every address, and what stands in front of all of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.web import addresses, trouble
from pipeline.web.api import views as api
from pipeline.web.arrival import Bounds
from pipeline.web.config import Config
from pipeline.web.door import Door
from pipeline.web.guard import Guard
from pipeline.web.holding import Holding
from pipeline.web.languages import preferred
from pipeline.web.making import Maker
from pipeline.web.sager import intake_views as intake
from pipeline.web.sager import run_views as run
from pipeline.web.sager.runs import Runs
from pipeline.web.skema import views as skema
from pipeline.web.trouble import Net

OWN = Path(__file__).parent / "static"


def application(config: Config) -> Starlette:
    """The pages, for any ASGI server."""
    addresses.known()
    kind = "/{lang:language}/skema/{kind}"
    routes = [
        Route("/", front),
        Route("/{lang:language}", bare),
        Route("/{lang:language}/", skema.start),
        Route("/{lang:language}/fortsaet", skema.resumed, methods=["POST"]),
        Route("/{lang:language}/begynd", skema.begin, methods=["POST"]),
        Route(kind, skema.asked, methods=["GET", "POST"]),
        Route(f"{kind}/kladde", skema.saved, methods=["POST"]),
        Route(f"{kind}/sum", skema.summed, methods=["POST"]),
        Route(f"{kind}/{{form:file}}", skema.fetched, methods=["POST"]),
        *intake.routes(),
        *run.routes(),
        Route("/api/openapi.json", api.described),
        Route("/api/dokumenter", api.documents),
        Route("/api/health", api.health),
        Route("/api/{operation:operation}", api.operation, methods=["POST"]),
        Mount("/egen", StaticFiles(directory=OWN)),
        Mount("/design", StaticFiles(directory=config.design)) if config.design
        else Route("/design/css/{name}", plain),
    ]
    app = Starlette(
        routes=routes, lifespan=_lifespan(config), exception_handlers=trouble.HANDLERS,
        middleware=[Middleware(Guard, hosts=config.hosts, bounds=_bounds(config)), *_door(config),
                    Middleware(Net)])
    # It would lead to http:// also behind a proxy with HTTPS, and a form with it.
    app.router.redirect_slashes = False
    return app


def _door(config: Config) -> list[Middleware]:
    """Nothing where anybody may come in."""
    if config.named is None and config.secret is None:
        return []
    return [Middleware(Door, named=config.named, secret=config.secret, clock=config.clock)]


def _bounds(config: Config) -> Bounds:
    return Bounds(config.upload, config.seconds, config.pause, config.arriving, config.at_once)


async def front(request: Request) -> Response:
    """To the page in the language the browser asks for, of those there are."""
    wanted = preferred(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{wanted}/", 303, {"Vary": "Accept-Language"})


async def bare(request: Request) -> Response:
    """To the page, by a path alone: only a proxy knows whether HTTPS is spoken."""
    return RedirectResponse(f"/{request.path_params['lang']}/", 303)


async def plain(_: Request) -> Response:
    """The sheet that stands in for the design, where it is not installed."""
    return FileResponse(OWN / "enkel.css", media_type="text/css")


def _lifespan(config: Config):  # type: ignore[no-untyped-def]
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.config, app.state.maker = config, Maker(config.workers, config.patience)
        app.state.holding = Holding(config.held, config.minutes, config.clock)
        app.state.runs = Runs(app.state.maker, app.state.holding, config.workers, config.held // 2)
        sweeping = asyncio.create_task(app.state.holding.sweeping())
        try:
            yield
        finally:
            sweeping.cancel()
            app.state.runs.close()
            app.state.maker.close()
    return lifespan
