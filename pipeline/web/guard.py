"""Who may ask, how much they may send, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.errors import Text, text
from pipeline.web.api import problems
from pipeline.web.arrival import Arrival, Bounds, Refused, within
from pipeline.web.render import page

POLICY = "; ".join((
    "default-src 'none'", "style-src 'self'", "font-src 'self'", "img-src 'self' data:",
    "script-src 'self'", "connect-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'"))
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer a browser would not say either which page a form was sent from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITE = frozenset({"same-origin", "none"})
FOUND = frozenset({200, 206, 304})
"""Statuses of a style or a script that may be kept: not of a refusal."""
WAIT = "5"
"""Seconds to come back after, when the server is busy."""
REFUSED = text("Det kan ikke lade sig gøre")
OTHER_SITE = text("Formularen er sendt fra en anden side. Åbn siden igen, og prøv derfra.")
SAY: dict[int, Text] = {
    401: text("Siden kræver et kodeord. Spørg den, der driver siden."),
    403: text("Her er der ingen adgang. Åbn siden, som du plejer at logge ind, og prøv derfra."),
    429: text("Der er gættet for mange gange på kodeordet. Vent et minut, og prøv igen."),
    408: text("Det, der blev sendt, kom for langsomt. Prøv igen med mindre filer."),
    413: text("Der er sendt for meget på én gang. Send færre eller mindre filer."),
    421: text("Siden svarer ikke på det navn. Start den med --name, hvis navnet er dit eget."),
    503: text("Der er for mange, der bruger siden lige nu. Prøv igen om lidt."),
}


class Guard:
    """In front of every page: host, origin, size and time on the way in, headers on the way out."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], bounds: Bounds) -> None:
        self._app, self._bounds = app, bounds
        self._hosts = frozenset(each.lower() for each in hosts)
        self._under_way = self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sending = _with_headers(within(send, self._bounds.pause),
                                kept=scope["path"].startswith(("/design/", "/egen/")))
        arrival = Arrival(receive, self._bounds, self._taken)
        self._under_way += 1
        try:
            self._look_at(scope)
            await arrival.answered(self._app, scope, sending)
        except Refused as refused:
            await arrival.drained()
            await _said(scope, refused)(scope, receive, sending)
        finally:
            self._under_way -= 1
            self._bytes -= arrival.bytes

    def _look_at(self, scope: Scope) -> None:
        """Raise Refused for a request that nobody needs to read."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            raise Refused(421)
        if scope["method"] not in SAFE and not _own(headers, host):
            raise Refused(403, words=OTHER_SITE)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdecimal() or int(length) > self._bounds.upload:
            raise Refused(413)
        if self._under_way > self._bounds.at_once:
            raise Refused(503)

    def _taken(self, count: int) -> None:
        """Count bytes that came in. Raises Refused where all together have sent too much."""
        self._bytes += count
        if self._bytes > self._bounds.arriving:
            raise Refused(503)


def _said(scope: Scope, refused: Refused) -> Response:
    """A refusal, in words or as problem details; the connection ends, for more may be on its way."""
    status = refused.status
    headers = {"Connection": "close", **({"Retry-After": WAIT} if status == 503 else {}),
               **refused.headers}
    if scope["path"].startswith(problems.BEFORE):
        return problems.refused(status, problems.language_of(HTTPConnection(scope)), headers=headers)
    language = "en" if scope["path"].startswith("/en/") else "da"
    answer = page("trouble.html", language, "", status, heading=REFUSED.in_language(language),
                  words=SAY[status].in_language(language), problems=())
    answer.headers.update(headers)
    return answer


def _name(host: str) -> str:
    """A host's name without its port."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return name.lower()


def _own(headers: Headers, host: str) -> bool:
    """Whether a form comes from a page of ours. A program that is no browser names no origin."""
    origin = headers.get("origin")
    if origin is not None:
        return origin in (f"http://{host}", f"https://{host}")
    return headers.get("sec-fetch-site", "none") in OWN_SITE


def _with_headers(send: Send, *, kept: bool) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            found = kept and message["status"] in FOUND
            headers["Cache-Control"] = "max-age=3600" if found else "no-store"
        await send(message)
    return sending
