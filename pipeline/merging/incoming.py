"""What came: a document's case as its readers saw it, who sent it, and whether it is proven."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline.carried.payload import Carried
from pipeline.documents import KINDS, Place
from pipeline.errors import Problem
from pipeline.recipients import KOMMUNE

Proof = Literal["bevist", "blanket", "ukendt_skabelon", "stemmer_ikke"]
"""Proven; what people wrote in a form's fields; made by a template that is not known here; or what the
file holds is not what its pages say."""

TRUSTED: tuple[Proof, ...] = ("bevist", "blanket")
"""What may be merged without being told to trust it."""

VERDICTS: Mapping[str, Proof] = {
    "proven": "bevist", "template-unknown": "ukendt_skabelon", "mismatch": "stemmer_ikke"}


@dataclass(frozen=True, slots=True)
class Incoming:
    """Another's document, ready to be held against a case.

    `name` is the file's, without a folder; `kind` the document's id; `places` say which events of
    `sag` it is about; `readers` whose eyes it was made for, where the file says so.
    """

    name: str
    digest: str
    kind: str
    sag: Mapping[str, Any] = field(repr=False)
    proof: Proof
    date: dt.date
    authors: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    beside: tuple[str, ...] = ()
    """Places of values in `sag` that stand on no page of the document."""
    problems: tuple[Problem, ...] = ()
    """What of it could not be read: the rest can be merged."""

    @property
    def from_kommune(self) -> bool:
        """Whether the kommune speaks in it."""
        return KINDS[self.kind].forfatter == KOMMUNE if self.kind in KINDS else False


def of_carried(name: str, data: bytes, carried: Carried, verdict: str, beside: tuple[str, ...] = ()
               ) -> Incoming:
    """What a document carries; `verdict` is one of `VERDICTS`, `beside` what its pages do not tell."""
    return Incoming(name, digest(data), carried.kind, carried.sag, VERDICTS[verdict], carried.date,
                    carried.authors, carried.readers, carried.places, beside)


def digest(data: bytes) -> str:
    """A file's SHA-256."""
    return hashlib.sha256(data).hexdigest()
