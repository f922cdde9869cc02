"""How a value of the data is written into a document, and which values are refused.

A value without a text form (a number with decimals, a date, nothing at all) is refused rather than
printed the way Python happens to print it.
"""

from __future__ import annotations

import re

from jinja2 import TemplateRuntimeError
from jinja2.runtime import Undefined
from markupsafe import Markup, escape

from pipeline.errors import Text, text
from pipeline.richtext import RichText

MAX_TEXT = 20_000_000
"""Characters of one part of a letter, and of any text built inside a template."""

LINE_BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')
TAB = Markup('</w:t><w:tab/><w:t xml:space="preserve">')

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document can hold."""
RICH, RICH_END = "\1", "\2"
"""Stand around a text with marks until it is known where it is printed; no text can hold them."""
_LAYOUT = re.compile(r"(\r\n|\r|\n|\t)")
_WHITE = re.compile(r"[\t\n\r]+")
_ATTRIBUTE = re.compile(r"[0-9A-Za-z]{1,32}")


class Refused(TemplateRuntimeError):
    """Raised while a template runs, when it asks for what no letter may hold or do."""

    def __init__(self, code: str, wording: Text, remedy: Text) -> None:
        super().__init__(code)
        self.code, self.wording, self.remedy = code, wording, remedy


class NeedsDocxtpl(TemplateRuntimeError):
    """Raised when a value is one of docxtpl's own (an image, say), which docxtpl must place."""


def text_form(value: object) -> str:
    """What `{{ value }}` writes into a line of text (Jinja escapes what is no Markup).

    Text stands as it is, with line breaks and tabs as Word writes them; a whole number as its
    digits. Nothing else has a text form of its own.
    """
    if type(value) is str:
        # isprintable() is the fast way to know that nothing in it needs a closer look.
        return value if value.isprintable() else _laid_out(value)
    if type(value) is int:
        return str(value)
    return _rare_form(value)


def _rare_form(value: object) -> str:
    if isinstance(value, RichText):
        check_characters(value)
        return Markup(f"{RICH}{escape(str.__str__(value))}{RICH_END}")  # noqa: S704 - escaped here
    if isinstance(value, Markup):
        return value
    if isinstance(value, Undefined):
        return str(value)
    if is_docxtpl(value):
        raise NeedsDocxtpl
    if isinstance(value, str):
        return text_form(str.__str__(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(int(value))
    raise Refused("felt-uden-tekst", text("Feltet har ingen tekstform."), text(
        "Brug et filter, der gør værdien til tekst, for eksempel en dato eller et beløb."))


def _laid_out(value: str) -> str:
    check_characters(value)
    if not _LAYOUT.search(value):
        return value
    return Markup("").join(
        TAB if piece == "\t" else LINE_BREAK if place % 2 else escape(piece)
        for place, piece in enumerate(_LAYOUT.split(value))
    )


def check_characters(value: str) -> None:
    """Refuse a text with characters that no XML document can hold."""
    if ILLEGAL.search(value):
        raise Refused("ugyldigt-tegn", text(
            "Feltet indeholder et styretegn, som et Word-dokument ikke kan rumme."), text(
            "Fjern tegnet fra sagens data; det er ofte kommet med fra en anden fil."))


def attribute_form(value: object) -> str:
    """The value of docxtpl's `colspan` and `cellbg`: a number or a colour."""
    written = str(value) if type(value) in (int, str) else ""
    if not _ATTRIBUTE.fullmatch(written):
        raise Refused("felt-i-celle", text(
            "Feltet skal være et helt tal (colspan) eller en farve (cellbg)."), text(
            "Ret feltet i skabelonen; en farve skrives med seks tegn, for eksempel DDEBF7."))
    return written


def property_form(value: object) -> str:
    """A document property (title, subject): text on one line."""
    value = value.plain if isinstance(value, RichText) else value
    if type(value) is str:
        check_characters(value)
        return _WHITE.sub(" ", value)
    return text_form(value)


def content_form(value: object) -> object:
    """`{{p x}}` and `{{r x}}` stand outside the text: only docxtpl's own values fit there."""
    if isinstance(value, Undefined):
        return str(value)
    if not is_docxtpl(value):
        raise Refused("felt-uden-for-tekst", text(
            "Feltet står uden for teksten ({{p …}} eller {{r …}}), men er almindelig tekst."),
            text("Skriv feltet uden p eller r."))
    return value


def is_docxtpl(value: object) -> bool:
    """Whether the value is one of docxtpl's own: InlineImage, RichText, Subdoc, Listing."""
    return type(value).__module__.startswith("docxtpl.")


def bounded(size: int) -> None:
    """Refuse a text that has grown beyond any letter."""
    if size > MAX_TEXT:
        raise Refused("for-stort", text("Skabelonen giver et alt for stort dokument."), text(
            "Se efter en løkke, der gentager sig selv."))
