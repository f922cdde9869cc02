"""What has come in or been made and waits to be used: in memory, bounded, for a quarter of an hour.

Nothing of it is ever on a disk. What is held is known by a token that nobody can guess; whoever has the
token has the case, so a token travels in a form that is posted, never in an address, a log or a cookie.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pipeline.errors import MachineError, Problem, UsageError, text

T = TypeVar("T")
BETWEEN = 15.0
"""Seconds between looks for what has been held long enough."""


@dataclass(slots=True)
class _Held:
    value: Any = field(repr=False)
    size: int
    since: float
    fetched: bool = False


class Holding:
    """Values by token, at most so many bytes of all users together.

    It belongs to the event loop's thread. `clock` gives seconds that never go backwards.
    """

    def __init__(self, most: int, minutes: float, clock: Callable[[], float]) -> None:
        self._most, self._seconds, self._clock = most, minutes * 60, clock
        self._held: dict[str, _Held] = {}

    def keep(self, value: object, size: int) -> str:
        """Hold a value of so many bytes; its token. Raises MachineError where there is no room."""
        self._make_room(size)
        token = secrets.token_urlsafe()
        self._held[token] = _Held(value, size, self._clock())
        return token

    def get(self, token: str) -> Any:
        """What the token stands for; None where that is gone, or never was."""
        found = self._current(token)
        return None if found is None else found.value

    def of(self, token: str, kind: type[T]) -> T:
        """What the token stands for. Raises UsageError where that is gone or something else."""
        found = self.get(token)
        if not isinstance(found, kind):
            raise gone()
        return found

    def size(self, token: str) -> int:
        """The bytes it counts for; 0 where it is gone."""
        found = self._current(token)
        return 0 if found is None else found.size

    def grow(self, token: str, more: int) -> None:
        """It has become so many bytes larger, and its time begins anew.

        Raises UsageError where it is gone and MachineError where there is no room; then it is as it was.
        """
        found = self._current(token)
        if found is None:
            raise gone()
        self._make_room(more, but=token)
        found.size += more
        found.since = self._clock()

    def renew(self, token: str) -> None:
        """Its time begins anew."""
        found = self._current(token)
        if found is not None:
            found.since = self._clock()

    def fetched(self, token: str) -> None:
        """Whoever asked for it has it: it is the first to go when room is needed."""
        found = self._current(token)
        if found is not None:
            found.fetched = True

    def drop(self, token: str) -> None:
        """Forget it."""
        self._held.pop(token, None)

    def sweep(self) -> None:
        """Forget all that has been held long enough."""
        for token in [token for token in self._held if self._current(token) is None]:
            self.drop(token)

    @property
    def held(self) -> int:
        """Bytes held now."""
        return sum(each.size for each in self._held.values())

    async def sweeping(self) -> None:
        """Forget in time, also when nobody asks; until cancelled."""
        while True:
            await asyncio.sleep(min(BETWEEN, self._seconds))
            self.sweep()

    def _current(self, token: str) -> _Held | None:
        found = self._held.get(token)
        return found if found and self._clock() - found.since < self._seconds else None

    def _make_room(self, size: int, but: str = "") -> None:
        """Let the oldest of what has been fetched go, but only where that is enough."""
        self.sweep()
        over = self.held + size - self._most
        leaving: list[str] = []
        for token, each in sorted(self._held.items(), key=lambda one: one[1].since):
            if over > 0 and each.fetched and token != but:
                leaving.append(token)
                over -= each.size
        if over > 0:
            raise full()
        for token in leaving:
            self.drop(token)


def full() -> MachineError:
    """There is no room."""
    return MachineError([Problem("", "ikke-plads-nu", text("Plads"), text(
        "Der er ikke plads til mere lige nu, fordi andre også bruger siden."), text(
        "Vent lidt, og prøv igen, eller vælg færre sager."))])


def gone() -> UsageError:
    """It has been fetched, deleted or held long enough."""
    return UsageError([Problem("", "ikke-her-laengere", text("Sager"), text(
        "Det, siden skulle vise, er slettet. Sager og breve bliver kun husket kort tid."), text(
        "Begynd forfra med de filer, du har på din egen computer."))])
