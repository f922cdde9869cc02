"""A request on its way in: so many bytes, so much time, and given up when its sender has gone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.errors import Text

DRAIN = 10.0
"""Seconds that a refused sender is listened to, so that it comes to hear why: one that is still sending
when the connection ends hears nothing."""


class Refused(Exception):
    """A request that is not taken: the status that says why, headers that go with it, and words of its
    own where the status has several reasons."""

    def __init__(self, status: int, headers: Mapping[str, str] | None = None,
                 words: Text | None = None) -> None:
        self.status, self.headers, self.words = status, headers or {}, words
        super().__init__(status)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of one request: bytes, seconds until it has come, seconds between two pieces of it; of all
    together: bytes, and how many are under way."""

    upload: int
    seconds: float
    pause: float
    arriving: int
    at_once: int


class Arrival:
    """One request as it comes in; `taken` hears of every piece's bytes and may raise Refused."""

    def __init__(self, receive: Receive, bounds: Bounds, taken: Callable[[int], None]) -> None:
        self._receive, self._bounds, self._taken = receive, bounds, taken
        self._whole = asyncio.Event()
        self._until = asyncio.get_running_loop().time() + bounds.seconds
        self.bytes = 0

    async def answered(self, app: ASGIApp, scope: Scope, send: Send) -> None:
        """Let the application answer; what is made for somebody who has left is given up.

        Raises Refused for what is too much, or comes too slowly.
        """
        if scope["method"] in ("GET", "HEAD"):
            await app(scope, self.receive, send)
            return
        work = asyncio.ensure_future(app(scope, self.receive, send))
        gone = asyncio.ensure_future(self._gone())
        try:
            await asyncio.wait((work, gone), return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            work.cancel()
        try:
            await work
        except asyncio.CancelledError:
            # Ours is the only one that is meant for the sender who left.
            if not gone.done() or gone.cancelled():
                raise

    async def receive(self) -> Message:
        """The next piece. Raises Refused."""
        if self._whole.is_set():
            return await self._receive()
        left = self._until - asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(min(left, self._bounds.pause)):
                message = await self._receive()
        except TimeoutError:
            raise Refused(408) from None
        if not message.get("more_body", False):
            self._whole.set()
        count = len(message.get("body", b""))
        self.bytes += count
        self._taken(count)
        if self.bytes > self._bounds.upload:
            raise Refused(413)
        return message

    async def drained(self) -> None:
        """Let go of what is still coming, for a while."""
        if self._whole.is_set():
            return
        try:
            async with asyncio.timeout(min(DRAIN, self._bounds.pause)):
                while (await self._receive()).get("more_body", False):
                    pass
        except TimeoutError:
            return

    async def _gone(self) -> None:
        """Until the sender has left."""
        await self._whole.wait()
        while (await self._receive())["type"] != "http.disconnect":
            pass


def within(send: Send, seconds: float) -> Send:
    """The way out, for somebody who takes what is sent: raises TimeoutError where nothing is taken."""
    async def sending(message: Message) -> None:
        async with asyncio.timeout(seconds):
            await send(message)
    return sending
