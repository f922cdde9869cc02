"""What an opened file has to say to a case, ready to be merged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.errors import DataError, Problem, text
from pipeline.merging.forms import of_form
from pipeline.merging.incoming import TRUSTED, VERDICTS, Incoming, of_carried
from pipeline.opening.verdict import Opened


def arriving(found: Opened, data: bytes, name: str, mine: Mapping[str, Any], day: dt.date) -> Incoming:
    """What was found in the file `data`, held against our case; `day` is the day it came.

    Raises DataError for a form that belongs to another case.
    """
    if found.carried is not None:
        return of_carried(name, data, found.carried, found.verdict, found.beside)
    form = of_form(name, data, mine, day)
    return form if found.proven else replace(form, proof=VERDICTS[found.verdict])


def refuse_unproven(incoming: Incoming) -> None:
    """Raise DataError where nothing proves that the file's data are what its pages say."""
    if incoming.proof in TRUSTED:
        return
    if incoming.proof == "ukendt_skabelon":
        message = text("Det kan ikke bevises, at filens data er det, der står på siderne: skabelonen, "
                       "den er lavet med, er ikke her.")
    else:
        message = text("Filens data er ikke det, der står på siderne.")
    raise DataError([Problem(incoming.name, "ikke-bevist", text("Bevis"), message, text(
        "Spørg afsenderen, og sammenlign med siderne. Skal det flettes alligevel, så skriv --unproven: "
        "så står det i sagen."))])
