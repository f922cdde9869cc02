"""The pages where cases come in and are looked over: files chosen, cases, what is due, one case.

What came in is held in memory and known by a token that travels in the form, never in an address
(see `run_views`). The form with the cases is also the one that a run is started from: `choice` says
with which fields.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from pipeline.danish.dates import parse_day
from pipeline.danish.numbers import Trouble
from pipeline.errors import DataError, MachineError, PipelineError, Problem, text
from pipeline.letters import Job
from pipeline.web.config import Config
from pipeline.web.holding import Holding, gone
from pipeline.web.posted import Posted, posted
from pipeline.web.render import page
from pipeline.web.sager import shown
from pipeline.web.sager.intake import MOST, Came, Intake, taken, together
from pipeline.web.sager.overview import ONLY, ORDERS, Asked

AHEAD = dt.timedelta(days=31)
"""How far a caseworker looks who has not said how far."""
LONGEST_NAME = 100
TITLE = text("Filer")


def routes() -> list[Route]:
    """The addresses of these pages."""
    base = "/{lang:language}/sager"
    return [Route(base, start), Route(base, arrived, methods=["POST"]),
            Route(f"{base}/oversigt", again, methods=["GET"]),
            Route(f"{base}/oversigt", looked_over, methods=["POST"]),
            Route(f"{base}/sag", again, methods=["GET"]),
            Route(f"{base}/sag", case, methods=["POST"]),
            Route(f"{base}/kalender", calendar, methods=["POST"])]


async def start(request: Request) -> Response:
    """Where files are chosen."""
    return _start(request)


async def again(request: Request) -> Response:
    """Somebody comes back by the address alone: it has no cases."""
    return RedirectResponse(f"/{request.path_params['lang']}/sager", 303)


async def arrived(request: Request) -> Response:
    """The cases of the files that were sent; or the page once more, with what was wrong."""
    sent = await posted(request)
    try:
        intake = await _intake(request, sent)
        token = _holding(request).keep(intake, intake.size)
    except PipelineError as error:
        return _start(request, error)
    today = _config(request).today()
    usable = frozenset(at for at, each in enumerate(intake.cases) if each.usable)
    return await _overview(request, token, intake, Asked(today + AHEAD, today, chosen=usable))


async def looked_over(request: Request) -> Response:
    """The cases again, as they are wanted now."""
    token, intake, asked = await _asked(request)
    return await _overview(request, token, intake, asked)


async def case(request: Request) -> Response:
    """One case: what is wrong with it, what is due in it, what can be made of it."""
    sent = await posted(request)
    token, intake, asked = await _asked(request, sent)
    said = sent.first("gaa").partition(":")[2]
    place = number(said)
    if place >= len(intake.cases) or str(place) != said:
        raise gone()
    words = await request.app.state.maker.run(
        shown.case, place, intake.cases[place], _config(request).settings, asked, token,
        request.path_params["lang"])
    return HTMLResponse(words)


async def calendar(request: Request) -> Response:
    """What is due, as a file for a calendar."""
    _, intake, asked = await _asked(request)
    data = await request.app.state.maker.run(
        shown.calendar, intake, _config(request).settings, asked, request.path_params["lang"])
    return Response(data, media_type="text/calendar",
                    headers={"Content-Disposition": 'attachment; filename="frister.ics"'})


def _start(request: Request, error: PipelineError | None = None) -> Response:
    config = _config(request)
    status = 200 if error is None else 422 if error.exit_code < MachineError.exit_code else 503
    problems = [("filer", each) for each in error.problems] if error else []
    return page("sager/indlaes.html", request.path_params["lang"], "sager", status, problems=problems,
                titles={"filer": TITLE.in_language(request.path_params["lang"])},
                minutes=round(config.minutes), most=MOST, megabytes=config.upload // 2**20)


async def _intake(request: Request, sent: Posted) -> Intake:
    """The cases of all files. Raises DataError where there are none, or too many."""
    if not sent.files:
        raise DataError([Problem("", "ingen-filer", TITLE, text("Du har ikke valgt nogen filer."), text(
            "Vælg mindst én fil med sager."))])
    turns = asyncio.Semaphore(max(1, _config(request).workers - 1))
    found = await asyncio.gather(*(_file(request, turns, *each) for each in sent.files))
    cases = tuple(each for file in found for each in file)
    if len(cases) > MOST:
        raise DataError([Problem("", "for-mange-sager", TITLE, text(
            "Der er over {antal} sager i filerne.", antal=MOST), text(
            "Send færre ad gangen, eller brug kommandoen batch på din egen maskine."))])
    return together(cases)


async def _file(request: Request, turns: asyncio.Semaphore, name: str, data: bytes) -> tuple[Came, ...]:
    """One file's cases; one that takes too long, or the worker with it, is a problem of its own."""
    config = _config(request)
    job = Job("", settings=config.settings, templates=config.templates, today=config.today())
    name = PurePosixPath(name.replace("\\", "/")).name[-LONGEST_NAME:]
    async with turns:
        try:
            cases: tuple[Came, ...] = await request.app.state.maker.run(taken, name, data, job)
        except MachineError:
            return (Came(name, problems=(Problem("", "fil-gik-i-staa", TITLE, text(
                "Filen kunne ikke læses i tide."), text(
                "Send den alene, eller del den i flere filer.")),)),)
    return cases


async def _asked(request: Request, sent: Posted | None = None) -> tuple[str, Intake, Asked]:
    """The cases that a page stands for, and how it wants them. Raises UsageError where they are gone."""
    sent = sent or await posted(request)
    token = sent.first("token")
    intake = _holding(request).of(token, Intake)
    _holding(request).renew(token)
    return token, intake, asked_of(sent, intake, _config(request).today())


def asked_of(sent: Posted, intake: Intake, today: dt.date) -> Asked:
    """What a form wants to see; what cannot be read is as if it had not been said."""
    by, trouble = _day(sent, today)
    way, _, to = sent.first("gaa").partition(":")
    chosen = frozenset(number(each) for each in sent.values.get("valgt", ()))
    if way == "dine" or (way == "vaelg" and to == "alle"):  # "dine": somebody comes back from a run
        chosen = frozenset(range(len(intake.cases)))
    elif way == "vaelg":
        chosen = frozenset()
    only, order = sent.first("kun"), sent.first("orden")
    return Asked(by, today, only if only in ONLY else "", order if order in ORDERS else "",
                 sent.first("nummer").strip(), number(to if way == "del" else sent.first("del")),
                 number(to if way == "frister" else sent.first("fristdel")), chosen, trouble)


def _day(sent: Posted, today: dt.date) -> tuple[dt.date, Problem | None]:
    """Until when somebody looks; where that cannot be read, what is wrong."""
    said = sent.first("senest").strip()
    if not said:
        return today + AHEAD, None
    try:
        return dt.date.fromisoformat(parse_day(said)), None
    except Trouble as trouble:
        return today + AHEAD, Problem("senest", trouble.code, text("Senest"), trouble.message,
                                      trouble.remedy)


def number(said: str) -> int:
    """A whole number from a form; 0 where it is none."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 4 else 0


async def _overview(request: Request, token: str, intake: Intake, asked: Asked) -> Response:
    config = _config(request)
    words = await request.app.state.maker.run(
        shown.overview_page, intake, config.settings, asked, token, request.path_params["lang"],
        round(config.minutes))
    return HTMLResponse(words, 422 if asked.trouble else 200)


def _config(request: Request) -> Config:
    config: Config = request.app.state.config
    return config


def _holding(request: Request) -> Holding:
    holding: Holding = request.app.state.holding
    return holding
