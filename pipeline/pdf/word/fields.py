"""Fields: which the engine works out, which stand as they are, which it refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.pdf.word.xml import VAL, W, on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

STATIC = frozenset({
    "ADDIN", "ADDRESSBLOCK", "AUTHOR", "BIBLIOGRAPHY", "CITATION", "COMMENTS", "COMPARE", "CREATEDATE",
    "DATE", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "FILENAME", "FILESIZE", "FILLIN", "FORMTEXT",
    "GREETINGLINE", "IF", "INFO", "KEYWORDS", "LASTSAVEDBY", "MERGEFIELD", "NOTEREF", "NUMCHARS",
    "NUMWORDS", "PRINTDATE", "QUOTE", "REF", "REVNUM", "SAVEDATE", "SEQ", "STYLEREF", "SUBJECT",
    "TEMPLATE", "TIME", "TITLE", "TOC", "TOA", "USERADDRESS", "USERINITIALS", "USERNAME"})
"""Fields whose stored result is the text: what Word showed when the document was saved."""

SILENT = frozenset({"ASK", "NEXT", "NEXTIF", "PRIVATE", "SET", "SKIPIF", "TA", "TC", "XE"})
"""Fields that show nothing where they stand."""

NUMBERS = {"PAGE": "page-number()", "NUMPAGES": "page-count()"}
NUMBERED = frozenset({*NUMBERS, "PAGEREF"})
"""Fields that show a page's number: only where the pages are set is it known."""

_LINKING = frozenset({"REF", "NOTEREF", "PAGEREF"})
_TARGET = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]*)"', re.IGNORECASE)
_ANCHOR = re.compile(r'\\l\s+"([^"]*)"')
_BOOKMARK = re.compile(r'(?:PAGEREF|NOTEREF|REF)\s+"?([^\s"\\]+)', re.IGNORECASE)

CHECKED, UNCHECKED = "\u2612", "\u2610"


@dataclass(slots=True)
class Field:
    """A field being read: its instruction, then its result."""

    instruction: str = ""
    locked: bool = False
    """Word leaves its result as it stands, whatever it asks for (Ctrl+F11)."""
    form: str = ""
    """What a form's check box or list shows."""
    in_result: bool = False
    pieces: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The field's type, such as PAGE; "=" for a formula."""
        words = self.instruction.split()
        name = words[0].upper() if words else ""
        return "=" if name.startswith("=") else name

    @property
    def link(self) -> tuple[str, str]:
        """A HYPERLINK field's address and bookmark."""
        anchor = _ANCHOR.search(self.instruction)
        plain = _ANCHOR.sub("", self.instruction)
        target = _TARGET.search(plain)
        return (target[1] if target else "", anchor[1] if anchor else "")

    @property
    def bookmark(self) -> str:
        """The bookmark that a reference is to."""
        found = _BOOKMARK.match(self.instruction.strip())
        return found[1] if found is not None and self.name in _LINKING else ""

    @property
    def links(self) -> bool:
        """Whether a reference leads to its bookmark."""
        return bool(self.bookmark) and re.search(r"\\h\b", self.instruction) is not None

    @property
    def stands(self) -> bool:
        """Whether its stored result is the text."""
        return self.name in STATIC or self.name == "="


def plain_number(instruction: str) -> bool:
    """Whether a page field asks for ordinary numbers, as far as its switches say."""
    switches = re.findall(r"\\\*\s*(\w+)|\\(#|p\b)", instruction)
    return all(name.upper() in ("MERGEFORMAT", "ARABIC", "CHARFORMAT") and not other
               for name, other in switches)


def form_text(mark: Element) -> str:
    """What the check box or list that begins with this `w:fldChar` shows."""
    box, choices = mark.find(f"{W}ffData/{W}checkBox"), mark.find(f"{W}ffData/{W}ddList")
    if box is not None:
        said = box.find(W + "checked")
        said = said if said is not None else box.find(W + "default")
        return CHECKED if said is not None and on(said) else UNCHECKED
    if choices is None:
        return ""
    words = [entry.get(VAL) or "" for entry in choices.iterfind(W + "listEntry")]
    number = choices.find(W + "result")
    number = number if number is not None else choices.find(W + "default")
    chosen = int(number.get(VAL) or 0) if number is not None else 0
    return words[chosen] if 0 <= chosen < len(words) else ""
