"""A set of cases made safe to share: the same person is the same invented one in all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline import schemas
from pipeline.errors import DataError, Problem, text
from pipeline.pseudonyms.cases import Rewriter
from pipeline.pseudonyms.drawn import Forbidden, Key
from pipeline.pseudonyms.moved import move_of
from pipeline.pseudonyms.treatments import secrets
from pipeline.sag import Sag


class Pseudonyms:
    """What every case of a set becomes. `settings` are the kommune's, else each case's own."""

    def __init__(self, key: Key, forbidden: Forbidden,
                 settings: Mapping[str, Any] | None = None) -> None:
        self._key, self._forbidden, self._settings = key, forbidden, settings
        self._schema = schemas.resolved("sag")

    def of(self, sag: Sag) -> dict[str, Any]:
        """The case with nothing of anybody's in it; as valid as it was, and with the same letters.

        Raises DataError where no other dates and amounts give the same letters.
        """
        rewriter = Rewriter(sag.data, self._schema, self._key, self._forbidden)
        move = move_of(sag.data, self._settings, self._schema, self._key, rewriter.made)
        if move is None:
            raise DataError([Problem("", "pseudonym-umulig", text("Sag"), text(
                "Med andre datoer og beløb giver sagen ikke de samme breve, så den er ikke med."), text(
                "Brug --kommune med de satser, sagen er lavet med, eller udelad sagen."))])
        return rewriter.made(move)


def forbidden(cases: Iterable[Sag]) -> Forbidden:
    """What must be in none of the stand-ins of a set."""
    return Forbidden.of(_told(cases, schemas.resolved("sag")))


def _told(cases: Iterable[Sag], schema: schemas.Schema) -> Iterator[str]:
    for sag in cases:
        yield from secrets(sag.data, schema)
