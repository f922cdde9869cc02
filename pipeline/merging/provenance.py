"""Where something in a case came from: the file, when, from whom, how sure, and which fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.merging.incoming import Incoming
from pipeline.recipients import KOMMUNE

LONGEST = 200
"""Characters of a line in a case."""


def recorded(
    case: Mapping[str, Any], incoming: Incoming, places: Sequence[str], day: dt.date, by: str = "",
) -> dict[str, Any]:
    """The case with its source written down: a file that was merged before keeps its entry.

    `places` are the fields that came from it, by identity; `day` is when the file was received, `by`
    who said yes. Where nothing came nothing is written.
    """
    if not places:
        return dict(case)
    fields = [place[:LONGEST] for place in places]
    sources = [dict(each) for each in case.get("kilder") or ()]
    known = next((each for each in sources if each.get("fingeraftryk") == incoming.digest), None)
    if known is None:
        sources.append(_entry(incoming, fields, day, by))
    else:
        known["felter"] = list(dict.fromkeys((*known["felter"], *fields)))
    found = {**case, "kilder": sources}
    if "kilder" not in case and "breve_sendt_til" in found:
        found["breve_sendt_til"] = found.pop("breve_sendt_til")  # it stands last
    return found


def _entry(incoming: Incoming, fields: list[str], day: dt.date, by: str) -> dict[str, Any]:
    sent_by = list(incoming.authors) or ([KOMMUNE] if incoming.from_kommune else [])
    return {
        "fil": incoming.name[-LONGEST:], "fingeraftryk": incoming.digest, "dato": day.isoformat(),
        **({"fra": sent_by} if sent_by else {}),
        **({"dokument": incoming.kind} if incoming.kind else {}),
        "bevis": incoming.proof,
        **({"flettet_af": by[:LONGEST]} if by.strip() else {}),
        "felter": list(dict.fromkeys(fields)),
    }
