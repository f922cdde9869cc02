"""Which way a copy goes to its recipient: Digital Post or paper, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.calendar import add_months
from pipeline.documents import KINDS
from pipeline.errors import Text, text
from pipeline.formats import cpr_birth_date, cpr_is_replacement, parse_date
from pipeline.law import look_up
from pipeline.recipients import KOMMUNE, UNG

Channel = Literal["digital_post", "brev"]
CHANNELS: tuple[Channel, ...] = ("digital_post", "brev")

Case = Mapping[str, Any]

REASONS: Mapping[str, Text] = {
    "tilmeldt": text("Sagen siger, at modtageren får Digital Post."),
    "virksomhed": text("Leverandøren har et CVR-nummer og er ikke fritaget."),
    "ukendt": text("Sagen siger ikke, om modtageren er fritaget. Kommunens indstilling er brugt."),
    "fritaget": text("Modtageren er fritaget for Digital Post."),
    "for-ung": text("Den unge har ikke sin egen digitale postkasse endnu."),
    "uden-nummer": text("Sagen har ikke et CPR- eller CVR-nummer, der kan bruges til Digital Post."),
    "til-kommunen": text("Dokumentet er til kommunen selv."),
    "ikke-fra-kommunen": text("Kommunen er ikke afsender af dokumentet."),
    "ikke-godkendt": text("Brevet er et udkast, der venter på godkendelse."),
}
"""Why a copy goes the way it does; the codes stand in the ledger and the index."""


@dataclass(frozen=True, slots=True)
class Sending:
    """The way a copy goes; None: it does not leave the kommune's post room. `reason`: see REASONS."""

    channel: Channel | None
    reason: str


def channel(
    case: Case, recipient: str, kind: str, day: dt.date, settings: Mapping[str, Any]
) -> Sending:
    """The way a copy of a letter of that kind and day goes to a recipient, by what the case says.

    `case` is the whole case, not a projection. Citizens and companies get Digital Post unless they
    are exempt, and only the case can say so: where it does not, a citizen's letter is paper, since
    that reaches everyone, unless the kommune's `digital_post.ukendt` says otherwise.
    Raises LookupError where nobody in the case has that id.
    """
    if recipient == KOMMUNE:
        return Sending(None, "til-kommunen")
    if KINDS[kind].forfatter != KOMMUNE:
        return Sending(None, "ikke-fra-kommunen")
    person = person_of(case, recipient)
    stated = person.get("digital_post", "ukendt")
    if stated == "fritaget":
        return Sending("brev", "fritaget")
    if recipient == UNG and not has_own_box(person, day):
        return Sending("brev", "for-ung")
    if stated == "tilmeldt":
        return Sending("digital_post", "tilmeldt")
    if not number_of(person):
        return Sending("brev", "uden-nummer")
    if is_company(person):
        return Sending("digital_post", "virksomhed")
    unknown: Channel = settings.get("digital_post", {}).get("ukendt", "brev")
    return Sending(unknown, "ukendt")


def person_of(case: Case, recipient: str) -> Mapping[str, Any]:
    """The recipient as the case has them: the young person or a party."""
    if recipient == UNG:
        child: Mapping[str, Any] = case["barn"]
        return child
    for party in case["parter"]:
        if party["id"] == recipient:
            found: Mapping[str, Any] = party
            return found
    raise LookupError("no party has that id")


def is_company(person: Mapping[str, Any]) -> bool:
    """A provider is reached by its CVR number, everyone else by CPR."""
    return person.get("rolle") == "leverandoer"


def number_of(person: Mapping[str, Any]) -> str:
    """The digits that address Digital Post; "" where there are none.

    A replacement number (day + 60) is no person's own, so nobody has a mailbox by it.
    """
    field = "cvr" if is_company(person) else "cpr"
    number = str(person.get(field) or "")
    if not number or (field == "cpr" and cpr_is_replacement(number)):
        return ""
    return "".join(char for char in number if char.isdigit())


def has_own_box(person: Mapping[str, Any], day: dt.date) -> bool:
    """Whether a young person is old enough on a day for a mailbox of their own."""
    born = cpr_birth_date(str(person.get("cpr") or "")) or parse_date(person.get("foedselsdato", ""))
    years = look_up("frister", "digital_post", day).vaerdi
    return born is not None and add_months(born, 12 * years) <= day
