"""A server as it is run, on a port of its own, with an invented kommune's settings."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from pipeline import read_settings
from pipeline.web.config import Config, design
from pipeline.web.making import Maker
from pipeline.web.serving import server as server_of
from tests.cases import ROOT

DAY = dt.date(2026, 11, 22)


def day() -> dt.date:
    return DAY


class Server:
    """The pages at `url`."""

    def __init__(self, config: Config) -> None:
        self._server = server_of(config, "127.0.0.1", 0)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def start(self) -> Server:
        self._thread.start()
        while not self._server.started:
            assert self._thread.is_alive()
            time.sleep(0.01)
        return self

    @property
    def url(self) -> str:
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    @property
    def maker(self) -> Maker:
        """What its letters are made in."""
        made: Maker = self._server.config.app.state.maker  # type: ignore[union-attr]
        return made

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    settings = read_settings(ROOT / "samples/kommuner/solbaek.toml")
    running = Server(Config(settings=settings, workers=1, today=day)).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def dressed() -> Iterator[Server]:
    """The pages as people meet them: with the design, where it has been installed."""
    settings = read_settings(ROOT / "samples/kommuner/solbaek.toml")
    running = Server(Config(settings=settings, workers=1, today=day, design=design())).start()
    yield running
    running.stop()


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=60) as opened:
        yield opened
