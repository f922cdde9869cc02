"""What a server is started with."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.templateset import Templates
from pipeline.web.door import Named, Secret

MB = 1024 * 1024
VALUES = 60_000
"""Values in a case, about, that is looked at. Three years of one have 7,000; every one that is wrong
takes a third of a millisecond to be told."""


LOCAL = ("127.0.0.1", "localhost", "[::1]")
"""What this machine calls itself."""
DESIGN = Path(__file__).parent / "design" / "node_modules" / "dkfds" / "dist"


def design() -> Path | None:
    """Where `make web` puts Det Fælles Designsystem; None where it has not."""
    return DESIGN if DESIGN.is_dir() else None


def _today() -> dt.date:
    return dt.date.today()  # noqa: DTZ011 - a letter's date is that of the place it is written in


@dataclass(frozen=True, slots=True)
class Config:
    """The kommune's settings and templates, what the server answers to, and its bounds."""

    settings: Mapping[str, Any] | None = field(default=None, repr=False)
    templates: Templates = None
    hosts: tuple[str, ...] = LOCAL
    """Names it answers to; another's name is somebody else's page that points here."""
    workers: int = 2
    """Processes that letters are made in."""
    patience: float = 60.0
    """Seconds after which what is made is given up, so that it stands in nobody's way."""
    upload: int = 20 * MB
    """Bytes of what is sent in one go."""
    arriving: int = 200 * MB
    """Bytes that are being sent, or made something of, for all users together."""
    at_once: int = 200
    """Requests under way."""
    seconds: float = 180.0
    """Within which a request has to have come."""
    pause: float = 20.0
    """Seconds that nothing of it may come, and that nothing may be taken of an answer."""
    held: int = 512 * MB
    """Bytes of cases and letters that wait in memory, for all users together."""
    minutes: float = 15.0
    """How long they wait."""
    named: Named | None = None
    """Who says who is asking, where a proxy does."""
    secret: Secret | None = None
    """The password to come in with. Without either anybody may who can reach the server."""
    design: Path | None = None
    """The folder of Det Fælles Designsystem; without it the pages are plain."""
    today: Callable[[], dt.date] = _today
    clock: Callable[[], float] = time.monotonic
    """Seconds that never go backwards."""
