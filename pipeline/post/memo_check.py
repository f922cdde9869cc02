"""Whether a file has the structure of a MeMo 1.2 message, as far as that is published.

Order, number, length and form of the elements follow the published schema of version 1.1 and the
published changes and examples of 1.2, for which there is no schema: `mandatory` and
`legalNotification` may be left out, `memoSchVersion` is gone, and a sender may have a representative.
What our messages never have (whom it is for at a company, actions, answers) is known by name alone.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import Problem, Text, text
from pipeline.formats import parse_date

NAMESPACE = "https://DigitalPost.dk/MeMo-1"
VERSION = "1.2"

Form = Callable[[str], bool]


def _matches(pattern: str) -> Form:
    whole = re.compile(pattern, re.ASCII)
    return lambda value: whole.fullmatch(value) is not None


def _words(longest: int) -> Form:
    return lambda value: 0 < len(value) <= longest


def _day(value: str) -> bool:
    return parse_date(value) is not None


def _moment(value: str) -> bool:
    """A moment in UTC that exists, marked by Z."""
    found = re.fullmatch(r"(.{10})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z", value, re.ASCII)
    return found is not None and _day(found[1])


def _base64(value: str) -> bool:
    try:
        return len(base64.b64decode(value, validate=True)) > 0
    except (binascii.Error, ValueError):
        return False


TEXT = _words(256)
TRUTH = _matches("true|false|1|0")
UUID = _matches("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the structure: how often, its text's form, or the elements in it.

    Without either nothing is asked of what is in it. `most` None: as often as one likes.
    """

    name: str
    form: Form | None = None
    parts: tuple[Element, ...] = ()
    least: int = 1
    most: int | None = 1


def _maybe(name: str, form: Form | None = None, most: int | None = 1) -> Element:
    return Element(name, form, least=0, most=most)


def _agent(name: str, number: str, label: int) -> Element:
    """A sender or recipient; only a sender must have a label and may have a representative."""
    return Element(name, parts=(
        Element(number, _matches(r"\d{8}|\d{10}")), Element("idType", _matches("CPR|CVR")),
        _maybe("idTypeLabel", TEXT), Element("label", TEXT, least=label), _maybe("AttentionData"),
        _maybe("ContactPoint"), *([_maybe("Representative")] if label else ())))


def _document(name: str, number: str, least: int, most: int | None) -> Element:
    return Element(name, least=least, most=most, parts=(
        _maybe(number, TEXT), _maybe("label", TEXT), _FILE, _maybe("Action", most=None)))


_FILE = Element("File", most=None, parts=(
    Element("encodingFormat", TEXT), Element("filename", TEXT),
    Element("language", _matches("[a-z]{2}")), Element("content", _base64)))
_HEADER = Element("MessageHeader", parts=(
    Element("messageType", _matches("DIGITALPOST")), Element("messageUUID", UUID),
    _maybe("messageID", TEXT), _maybe("messageCode", TEXT), Element("label", TEXT),
    _maybe("notification", _words(150)), _maybe("additionalNotification", TEXT),
    _maybe("reply", TRUTH), _maybe("replyByDateTime", _moment), _maybe("doNotDeliverUntilDate", _day),
    _maybe("mandatory", TRUTH), _maybe("legalNotification", TRUTH), _maybe("postType", TEXT),
    _agent("Sender", "senderID", 1), _agent("Recipient", "recipientID", 0), _maybe("ContentData"),
    _maybe("ForwardData"), _maybe("ReplyData", most=None)))
_BODY = Element("MessageBody", parts=(
    Element("createdDateTime", _moment), _document("MainDocument", "mainDocumentID", 1, 1),
    _document("AdditionalDocument", "additionalDocumentID", 0, None),
    _document("TechnicalDocument", "technicalDocumentID", 0, None)))
MESSAGE = Element("Message", parts=(_HEADER, _BODY))


def check(data: bytes) -> tuple[Problem, ...]:
    """What is wrong with a message, by the path of the element; no value is repeated."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True,
                             remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return (_wrong("Message", _NO_XML),)
    about: Any = root.getroottree().docinfo
    if about.doctype or _name(root) != MESSAGE.name:
        return (_wrong("Message", _NO_XML),)
    version = [] if dict(root.attrib) == {"memoVersion": VERSION} else [_wrong("Message", _VERSION)]
    return (*version, *_inside(root, MESSAGE, "Message"), *_numbers(root), *_pdfs(root))


_NO_XML = text("Filen er ikke en MeMo-besked.")
_VERSION = text("Beskeden er ikke mærket som MeMo version {version}.", version=VERSION)
_ABSENT = text("Feltet mangler.")
_STRAY = text("Feltet hører ikke til her, står i forkert rækkefølge eller er der for mange gange.")
_FORM = text("Feltets indhold har ikke den form eller længde, som MeMo kræver.")
_NUMBER = text("Nummeret er ikke et CPR-nummer på 10 cifre eller et CVR-nummer på 8.")
_NO_PDF = text("Filen i beskeden er ikke en PDF, selv om den kaldes det.")


def _wrong(path: str, message: Text) -> Problem:
    return Problem(path, "memo-struktur", text("Digital Post"), message, text(
        "Ret sagsnummeret eller kommunens indstillinger, hvis feltet kommer derfra, og lav beskeden "
        "igen."))


def _inside(above: Any, known: Element, path: str) -> Iterator[Problem]:
    """An element's own text, then the elements in it, in their order."""
    if known.form:
        if len(above) or not known.form(above.text or ""):
            yield _wrong(path, _FORM)
        return
    if known.parts:
        yield from _in_order(list(above), known.parts, path)


def _in_order(found: list[Any], parts: Sequence[Element], path: str) -> Iterator[Problem]:
    place = 0
    for part in parts:
        count = 0
        while place < len(found) and _name(found[place]) == part.name and count != part.most:
            yield from _inside(found[place], part, f"{path}/{part.name}")
            place, count = place + 1, count + 1
        if count < part.least:
            yield _wrong(f"{path}/{part.name}", _ABSENT)
    if place < len(found):
        name = _name(found[place])
        known = any(name == part.name for part in parts)
        yield _wrong(f"{path}/{name}" if known else path, _STRAY)


def _name(element: Any) -> str:
    """An element's name in MeMo's own namespace, "" for any other."""
    space, _, name = str(element.tag).removeprefix("{").rpartition("}")
    return name if space == NAMESPACE else ""


def _numbers(root: Any) -> Iterator[Problem]:
    """A CPR number has ten digits and a CVR number eight; a kommune is a company."""
    digits = {"CPR": 10, "CVR": 8}
    for agent, number in (("Sender", "senderID"), ("Recipient", "recipientID")):
        for one in root.iter(f"{{{NAMESPACE}}}{agent}"):
            kind = one.findtext(f"{{{NAMESPACE}}}idType", "")
            value = one.findtext(f"{{{NAMESPACE}}}{number}", "")
            if kind in digits and len(value) != digits[kind]:
                yield _wrong(f"Message/MessageHeader/{agent}/{number}", _NUMBER)


def _pdfs(root: Any) -> Iterator[Problem]:
    """What is said to be a PDF begins like one."""
    begins = base64.b64encode(b"%PDF-").decode()[:6]
    for file in root.iter(f"{{{NAMESPACE}}}File"):
        if file.findtext(f"{{{NAMESPACE}}}encodingFormat") == "application/pdf" and not (
                file.findtext(f"{{{NAMESPACE}}}content", "").startswith(begins)):
            yield _wrong("Message/MessageBody/MainDocument/File/content", _NO_PDF)
