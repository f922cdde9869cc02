"""The server itself: HTTP over sockets, where a connection that does nothing is ended."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from pipeline.web.app import application
from pipeline.web.config import Config

LOOK = 10.0
"""Seconds between looks at a connection. One on which nothing was asked from one look to the next, and
nothing is being answered or fetched, is ended: a browser opens another when it needs one."""
CONNECTIONS = 500
"""Open at once. Each takes one of the files a process may have open, of which there are often 1,024."""
HEADERS = 32 * 1024
"""Bytes of what comes before a body."""
IDLE = 5
"""Seconds that a connection is kept for the next request."""
LEAVE = 20
"""Seconds for what is under way when the server is stopped."""


class Patient(H11Protocol):
    """A connection with bounds on how long it may do nothing."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, where there is room for one more."""
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            transport.abort()
        else:
            self._look_later(None, 0)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def _look_later(self, request: Any, unsent: int) -> None:
        self._timer = self.loop.call_later(LOOK, self._look, request, unsent)

    def _look(self, request: Any, unsent: int) -> None:
        """End the connection where nothing has happened since `request` was the newest."""
        answering = self.cycle is not None and not self.cycle.response_complete
        left = self.transport.get_write_buffer_size()
        if answering or self.cycle is not request or 0 < left < unsent:
            self._look_later(self.cycle, left)
        else:
            self.transport.abort()


def server(config: Config, host: str, port: int) -> uvicorn.Server:
    """A server that answers once it is run; it logs no request, and nothing of what was in one."""
    return uvicorn.Server(uvicorn.Config(
        application(config), host=host, port=port, http=Patient, ws="none", proxy_headers=False,
        access_log=False, log_level="warning", server_header=False, timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=LEAVE, h11_max_incomplete_event_size=HEADERS))
