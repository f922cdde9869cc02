"""The pages of a run: started, watched, looked at, fetched, deleted.

Whoever knows a run's token has its letters. So the token is never in an address: that would stay in
the browser's history, in a proxy's log and in what is copied to a colleague. Every page of a run is
the answer to a form that was posted, its pictures are in the page itself, and the language changes with
a button. It costs that a page reloaded asks whether to send once more, which does no harm: the same
asked for again is the run that is there already. `choice` says which fields the form that starts a run
has.

In a run's own forms `koersel` is its token; `gaa` is the button: what to do, or "name:value" for a
place.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from pipeline.documents import KINDS
from pipeline.errors import DataError
from pipeline.post.channel import REASONS
from pipeline.web.config import Config
from pipeline.web.holding import Holding, gone
from pipeline.web.posted import Posted, posted
from pipeline.web.render import page
from pipeline.web.sager.choice import choice
from pipeline.web.sager.intake import Intake
from pipeline.web.sager.pages import drawn
from pipeline.web.sager.result import counted, zipped
from pipeline.web.sager.run import Letter, Run
from pipeline.web.sager.runs import Runs

ON_A_PAGE = 25
"""Cases."""
WHOLE = 300.0
"""Seconds that one who wants to see a single case may wait; `Maker` gives up before."""
HERE = "sager/koersel"
MIME: Mapping[str, str] = {
    "pdf": "application/pdf", "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def routes() -> list[Route]:
    """The addresses; all of them are posted to."""
    pages: Mapping[str, Callable[[Request], Awaitable[Response]]] = {
        "lav": started, "forhaandsvis": tried, "koersel": watched, "koersel/status": status,
        "koersel/brev": looked_at, "koersel/fil": file, "koersel/zip": fetched}
    return [Route(f"/{{lang:language}}/sager/{name}", view, methods=["POST"])
            for name, view in pages.items()]


async def started(request: Request) -> Response:
    """A run of the chosen cases, begun; where that takes but a moment, its result."""
    sent = await posted(request)
    try:
        token = await _start(request, sent)
    except DataError as error:
        return _not_so(request, sent, error)
    return _run(request, token, Posted({}))


async def tried(request: Request) -> Response:
    """The letters of one case, to look at before the others are made."""
    sent = await posted(request)
    try:
        token = await _start(request, sent, apart=True)
    except DataError as error:
        return _not_so(request, sent, error)
    run = _held(request, token)
    first = next((each for done in run.cases for each in run.letters(done)), None)
    return _run(request, token, Posted({})) if first is None else await _shown(
        request, token, first, Posted({}))


async def watched(request: Request) -> Response:
    """How far a run has come, or what came of it; stopped or deleted where that is wanted."""
    sent = await posted(request)
    token, way = sent.first("koersel"), sent.first("gaa")
    run = _held(request, token)
    if way == "stands":
        run.stop = True
        await _runs(request).end(token)
    if way == "slet":
        _runs(request).drop(token)
        return page("sager/slettet.html", request.path_params["lang"], "sager")
    return _run(request, token, sent)


async def status(request: Request) -> Response:
    """How far a run has come, for the page's script."""
    run = _held(request, (await posted(request)).first("koersel"))
    return JSONResponse({"slut": run.over, "faerdige": len(run.done), "antal": run.total,
                         "fejl": run.failures})


async def looked_at(request: Request) -> Response:
    """One page of a letter as a picture, with its words."""
    sent = await posted(request)
    token = sent.first("koersel")
    return await _shown(request, token, _letter(request, token, sent), sent)


async def file(request: Request) -> Response:
    """One of a letter's files."""
    sent = await posted(request)
    run = _held(request, sent.first("koersel"))
    path = _wanted(sent, "fil")
    if path not in run.files:
        raise gone()
    return Response(run.files[path], media_type=MIME.get(path.rpartition(".")[2]),
                    headers={"Content-Disposition": f'attachment; filename="{_plain_name(path)}"'})


async def fetched(request: Request) -> Response:
    """All of it as one file; then it is deleted here."""
    sent = await posted(request)
    token, lang = sent.first("koersel"), request.path_params["lang"]
    run = _held(request, token)
    if not run.over:
        return _run(request, token, sent)
    sending = _Sending(zipped(run, lang))

    async def sent_off() -> None:
        if sending.whole:
            _runs(request).drop(token)
    return StreamingResponse(
        sending, media_type=MIME["zip"], background=BackgroundTask(sent_off),
        headers={"Content-Disposition": 'attachment; filename="breve.zip"'})


@dataclass(slots=True)
class _Sending:
    """Pieces on their way, and whether all of them went."""

    pieces: Iterator[bytes]
    whole: bool = False

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces
        self.whole = True


OUTER: Mapping[str, frozenset[str]] = {
    "side": frozenset({"fil", "brev"}), "fil": frozenset({"brev"}), "del": frozenset({"kun"})}
"""Which other place a place begins anew with."""


async def _start(request: Request, sent: Posted, *, apart: bool = False) -> str:
    """The run that a form asks for. Raises UsageError, DataError or MachineError."""
    config = _config(request)
    came = sent.first("token")
    intake = _holding(request).of(came, Intake)
    _holding(request).renew(came)
    asked = choice(sent, config.today())
    run = Run.of(asked.cases(intake), asked.jobs(config), came)
    token = _runs(request).start(run, (came, asked, apart), apart=apart)
    await (_runs(request).end(token, WHOLE) if apart else _runs(request).end(token))
    return token


def _not_so(request: Request, sent: Posted, error: DataError) -> Response:
    """What cannot be asked for, and the way back to where it is put right."""
    return page("sager/ikke.html", request.path_params["lang"], "sager", 422, problems=error.problems,
                token=sent.first("token"), chosen=sent.values.get("valgt", ()),
                by=sent.first("senest"))


def _run(request: Request, token: str, sent: Posted) -> Response:
    run, lang = _held(request, token), request.path_params["lang"]
    if not run.over:
        return page("sager/gang.html", lang, HERE, run=run, koersel=token)
    only = "fejl" if _wanted(sent, "kun") == "fejl" and run.failures else ""
    cases = [each for each in run.cases if each.exit_code or not only]
    last = max(0, (len(cases) - 1) // ON_A_PAGE)
    at = min(_number(_wanted(sent, "del")), last)
    return page("sager/resultat.html", lang, HERE, run=run, koersel=token, figures=counted(run),
                only=only, at=at, last=last, cases=cases[at * ON_A_PAGE:(at + 1) * ON_A_PAGE],
                kinds=KINDS, reasons=REASONS, minutes=round(_config(request).minutes))


async def _shown(request: Request, token: str, letter: Letter, sent: Posted) -> Response:
    """A page of a letter's PDF; of the first one, where the form names none of its own."""
    run = _held(request, token)
    pdfs = [each for each in letter.paths if each.endswith(".pdf")]
    pdf = next((each for each in pdfs if each == _wanted(sent, "fil")), None) or next(
        (each for each in pdfs if each == letter.made.entry.pdf), None)
    seen = None if pdf is None else await request.app.state.maker.run(
        drawn, run.files[pdf], _number(_wanted(sent, "side")))
    letters = [each for done in run.cases for each in run.letters(done)]
    at = [each.place for each in letters].index(letter.place)
    return page("sager/side.html", request.path_params["lang"], f"{HERE}/brev", run=run, koersel=token,
                letter=letter, seen=seen, pdf=pdf, pdfs=pdfs, kinds=KINDS, reasons=REASONS,
                before=letters[at - 1].place if at else "",
                after=letters[at + 1].place if at + 1 < len(letters) else "")


def _letter(request: Request, token: str, sent: Posted) -> Letter:
    found = _held(request, token).letter(_wanted(sent, "brev"))
    if found is None:
        raise gone()
    return found


def _wanted(sent: Posted, name: str) -> str:
    """A place: the button's, else the one the page stands at. A button to another letter or file
    begins at its first page."""
    to, _, value = sent.first("gaa").partition(":")
    if to == name:
        return value
    return "" if OUTER.get(name, frozenset()) & {to} else sent.first(name)


def _number(said: str) -> int:
    """A number from a form, where it is one."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 5 else 0


def _plain_name(path: str) -> str:
    """A file's name without its folder, which is the case's number."""
    return path.rpartition("/")[2]


def _held(request: Request, token: str) -> Run:
    return _holding(request).of(token, Run)


def _config(request: Request) -> Config:
    config: Config = request.app.state.config
    return config


def _holding(request: Request) -> Holding:
    holding: Holding = request.app.state.holding
    return holding


def _runs(request: Request) -> Runs:
    runs: Runs = request.app.state.runs
    return runs
