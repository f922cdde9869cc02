"""A letter as a MeMo 1.2 message, ready for the kommune's own sending service. Nothing is sent.

MeMo is the format of Digital Post (domain.md 5). The message holds the recipient's CPR number,
since that is its address, and the PDF; no name, no notice to a phone and no data to answer with.
What `mandatory` and `legalNotification` oblige to was not seen in a source: a kommune sets them.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import DataError, Problem, UsageError, text
from pipeline.flow import Produced
from pipeline.post.channel import is_company, number_of, person_of
from pipeline.post.memo_check import NAMESPACE, VERSION, check
from pipeline.recipients import UNG

Nested = str | list[tuple[str, "Nested"]]
"""An element's text, or the elements in it."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `uuid` is its own number, the same for the same letter; `data` its XML."""

    uuid: str
    data: bytes = field(repr=False)


def message(
    case: Mapping[str, Any], settings: Mapping[str, Any], letter: Produced, *, language: str = "da",
) -> Message:
    """The message that brings a finished copy to its recipient.

    `case` is the whole case, `settings` the sender's, `language` the letter's. Raises DataError with
    all that is missing of numbers, what MeMo has no room for, or a draft; UsageError without a PDF.
    """
    if "pdf" not in letter.files or letter.date is None:
        raise UsageError([Problem(letter.stem, "memo-uden-pdf", text("Digital Post"), text(
            "Brevet er ikke lavet som PDF."), text(
            "Lav brevet igen, også som PDF (--format docx,pdf)."))])
    if letter.awaits_approval:
        raise DataError([Problem(letter.stem, "memo-udkast", text("Digital Post"), text(
            "Brevet er et udkast, der venter på godkendelse."), text(
            "Skriv godkendelsen i sagen, og lav brevet igen."))])
    if missing := tuple(_missing(case, settings, letter.recipient)):
        raise DataError(missing)
    uuid = uuid_of(letter)
    data = _xml([("MessageHeader", _header(case, settings, letter, uuid)),
                 ("MessageBody", _body(letter, letter.date, language))])
    if found := check(data):
        raise DataError(found)
    return Message(uuid, data)


def _missing(case: Mapping[str, Any], settings: Mapping[str, Any], recipient: str
             ) -> Iterator[Problem]:
    """The addresses that the case and the settings do not have."""
    if not settings.get("cvr"):
        yield Problem("kommune.cvr", "memo-afsender", text("CVR-nummer"), text(
            "Kommunens CVR-nummer mangler. Digital Post kan ikke sendes uden."), text(
            "Skriv cvr i kommunens indstillinger."))
    person = person_of(case, recipient)
    if number_of(person):
        return
    place = "barn" if recipient == UNG else f"parter[{list(case['parter']).index(person)}]"
    if is_company(person):
        yield Problem(f"{place}.cvr", "memo-modtager", text("CVR-nummer"), text(
            "Modtagerens CVR-nummer mangler. Digital Post kan ikke sendes uden."), text(
            "Skriv cvr i sagen, eller send brevet på papir: digital_post = \"fritaget\"."))
    else:
        yield Problem(f"{place}.cpr", "memo-modtager", text("CPR-nummer"), text(
            "Modtagerens CPR-nummer mangler eller er et erstatningsnummer. Digital Post kan ikke "
            "sendes uden."), text(
            "Skriv cpr i sagen, eller send brevet på papir: digital_post = \"fritaget\"."))


def uuid_of(letter: Produced) -> str:
    """The message's number, from the letter's place and its PDF: the same letter has the same.

    A service can tell by it that a message was sent before. MeMo asks for the form of version 4.
    """
    digest = hashlib.sha256(letter.stem.encode() + b"\0" + letter.files["pdf"]).hexdigest()
    variant = "89ab"[int(digest[16], 16) % 4]
    return "-".join((digest[:8], digest[8:12], f"4{digest[13:16]}", f"{variant}{digest[17:20]}",
                     digest[20:32]))


def _header(case: Mapping[str, Any], settings: Mapping[str, Any], letter: Produced, uuid: str
            ) -> list[tuple[str, Nested]]:
    """Who, to whom, about what. The kommune's two marks are there only where it has set them."""
    person = person_of(case, letter.recipient)
    wishes = settings.get("digital_post", {})
    marks: list[tuple[str, Nested]] = []
    if "obligatorisk" in wishes:
        marks.append(("mandatory", _truth(wishes["obligatorisk"])))
    if "juridisk_notifikation" in wishes:
        marks.append(("legalNotification", _truth(letter.kind in wishes["juridisk_notifikation"])))
    return [
        ("messageType", "DIGITALPOST"), ("messageUUID", uuid), ("label", letter.title), *marks,
        ("Sender", [("senderID", settings["cvr"]), ("idType", "CVR"), ("label", settings["navn"])]),
        ("Recipient", [("recipientID", number_of(person)),
                       ("idType", "CVR" if is_company(person) else "CPR")]),
    ]


def _body(letter: Produced, day: dt.date, language: str) -> list[tuple[str, Nested]]:
    """The letter itself; its time is noon on its own date, as in the PDF."""
    return [("createdDateTime", f"{day.isoformat()}T12:00:00Z"),
            ("MainDocument", [("File", [
                ("encodingFormat", "application/pdf"),
                ("filename", f"{day.isoformat()}-{letter.kind}.pdf"), ("language", language),
                ("content", base64.b64encode(letter.files["pdf"]).decode("ascii"))])])]


def _truth(value: object) -> str:
    return "true" if value else "false"


def _xml(parts: list[tuple[str, Nested]]) -> bytes:
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}Message", nsmap={"memo": NAMESPACE})
    root.set("memoVersion", VERSION)
    _fill(root, parts)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _fill(above: Any, parts: list[tuple[str, Nested]]) -> None:
    from lxml import etree

    for name, inner in parts:
        element = etree.SubElement(above, f"{{{NAMESPACE}}}{name}")
        if isinstance(inner, str):
            element.text = inner
        else:
            _fill(element, inner)
