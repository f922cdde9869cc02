"""Who is let in, where a server is shared: whoever a proxy names, or whoever knows the password.

Nobody's name is kept or logged: only that somebody may come in.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import secrets
import unicodedata
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from pipeline.web.arrival import Refused

OPEN = frozenset({"/api/health"})
"""What anybody may ask: whether the server answers."""
COST = 2**15
"""Of a guess, for scrypt: 32 MB and a tenth of a second."""
GUESSES, WITHIN = 10, 60.0
"""Wrong guesses of one address in so many seconds; then it waits."""
ADDRESSES = 1_000
"""Addresses whose wrong guesses are remembered."""
LONGEST = 2_000
"""Characters of a name and a password as they are sent: to write them in one way takes the square."""
WAITING = 8
"""Guesses that wait to be looked at."""
CHALLENGE = 'Basic realm="hjemmetraening", charset="UTF-8"'


@dataclass(frozen=True, slots=True)
class Named:
    """A header in which a proxy at one of these addresses says who it is."""

    header: str
    proxies: tuple[IPv4Network | IPv6Network, ...]

    def admits(self, scope: Scope, headers: Headers) -> bool:
        """Whether a proxy of ours says who is asking, once."""
        said = headers.getlist(self.header)
        return len(said) == 1 and bool(said[0].strip()) and self._trusts(scope)

    def _trusts(self, scope: Scope) -> bool:
        try:
            address = ip_address((scope.get("client") or ("",))[0])
        except ValueError:
            return False
        return any(address in each for each in self.proxies)


@dataclass(frozen=True, slots=True)
class Secret:
    """A password as it is kept: nobody can get it back from this."""

    digest: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @classmethod
    def of(cls, password: str) -> Secret:
        """The password's, with a salt of its own."""
        salt = secrets.token_bytes(16)
        return cls(_scrypt(password.encode(), salt), salt)

    def matches(self, guess: bytes) -> bool:
        """Whether this is the password; takes as long for any."""
        return hmac.compare_digest(_scrypt(guess, self.salt), self.digest)


def _scrypt(words: bytes, salt: bytes) -> bytes:
    return hashlib.scrypt(words, salt=salt, n=COST, r=8, p=1, maxmem=COST * 8 * 256)


class Door:
    """Behind the guard, in front of all else."""

    def __init__(self, app: ASGIApp, named: Named | None, secret: Secret | None,
                 clock: Callable[[], float]) -> None:
        self._app, self._named = app, named
        self._guesses = None if secret is None else Guesses(secret, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in whoever may come in. Raises Refused."""
        if scope["type"] == "http" and scope["path"] not in OPEN:
            headers = Headers(scope=scope)
            if not (self._named and self._named.admits(scope, headers)):
                if self._guesses is None:
                    raise Refused(403)
                await self._guesses.asked((scope.get("client") or ("",))[0], headers)
        await self._app(scope, receive, send)


class Guesses:
    """Passwords that are tried."""

    def __init__(self, secret: Secret, clock: Callable[[], float]) -> None:
        self._secret, self._clock = secret, clock
        self._key = secrets.token_bytes(32)
        self._right = b""
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._turn, self._waiting = asyncio.Lock(), 0

    async def asked(self, address: str, headers: Headers) -> None:
        """Return where the password is right.

        Raises Refused: 401, and 429 for somebody who goes on guessing.
        """
        guess = _guess(headers)
        if guess is None:
            raise Refused(401, {"WWW-Authenticate": CHALLENGE})
        mark = hmac.digest(self._key, guess, "sha256")
        if hmac.compare_digest(mark, self._right):
            return
        if self._too_many(address) or self._waiting >= WAITING:
            raise Refused(429, {"Retry-After": str(round(WITHIN))})
        self._waiting += 1
        try:
            async with self._turn:
                right = await asyncio.to_thread(self._secret.matches, guess)
        finally:
            self._waiting -= 1
        if not right:
            self._remember(address)
            raise Refused(401, {"WWW-Authenticate": CHALLENGE})
        self._right = mark

    def _too_many(self, address: str) -> bool:
        times = self._wrong.get(address, deque())
        while times and self._clock() - times[0] > WITHIN:
            times.popleft()
        return len(times) >= GUESSES

    def _remember(self, address: str) -> None:
        self._wrong.setdefault(address, deque()).append(self._clock())
        self._wrong.move_to_end(address)
        while len(self._wrong) > ADDRESSES:
            self._wrong.popitem(last=False)


def _guess(headers: Headers) -> bytes | None:
    """The password that was sent, whatever the name beside it."""
    kind, _, sent = headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic" or len(sent) > LONGEST:
        return None
    try:
        words = base64.b64decode(sent.strip(), validate=True).partition(b":")[2].decode()
    except (ValueError, binascii.Error):
        return None
    # As the password itself was: the same letters typed on another machine are the same password.
    return unicodedata.normalize("NFKC", words).encode()
