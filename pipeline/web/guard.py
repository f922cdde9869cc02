"""Who may ask, how much they may send, and what a browser may do with the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.errors import Text, text

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
OTHER_NAME = text("Siden svarer ikke på det navn. Start den med --name, hvis navnet er dit eget.")
OTHER_SITE = text("Formularen er sendt fra en anden side. Åbn siden igen, og prøv derfra.")
TOO_MUCH = text("Der er sendt for meget på én gang. Send færre eller mindre filer.")
OWN_SITE = frozenset({"same-origin", "none"})


class TooMuch(Exception):
    """More was sent than is taken."""


class Guard:
    """In front of every page: host, origin and size on the way in, headers on the way out."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], most: int) -> None:
        self._app, self._hosts, self._most = app, frozenset(hosts), most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        told = self._refused(scope, headers)
        sending = _with_headers(send, kept=scope["path"].startswith(("/design/", "/egen/")))
        if told is not None:
            await told(scope, receive, sending)
            return
        try:
            await self._app(scope, _bounded(receive, self._most), sending)
        except TooMuch:
            await _said(scope, 413, TOO_MUCH)(scope, receive, sending)

    def _refused(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            return _said(scope, 421, OTHER_NAME)
        if scope["method"] not in SAFE and not _own(headers, host):
            return _said(scope, 403, OTHER_SITE)
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdecimal() or int(length) > self._most:
            return _said(scope, 413, TOO_MUCH)
        return None


def _said(scope: Scope, status: int, words: Text) -> PlainTextResponse:
    language = "en" if scope["path"].startswith("/en/") else "da"
    return PlainTextResponse(words.in_language(language), status)


def _name(host: str) -> str:
    """A host's name without its port."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return name.lower()


def _own(headers: Headers, host: str) -> bool:
    """Whether a form comes from a page of ours. A program that is no browser names no origin."""
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == host
    return headers.get("sec-fetch-site", "none") in OWN_SITE


def _with_headers(send: Send, *, kept: bool) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            headers["Cache-Control"] = "max-age=3600" if kept else "no-store"
        await send(message)
    return sending


def _bounded(receive: Receive, most: int) -> Receive:
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooMuch
        return message
    return receiving
