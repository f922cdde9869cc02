"""Fields: which the engine works out, which stand as they are, which it refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

STATIC = frozenset({"MERGEFIELD", "DOCPROPERTY", "TITLE", "SUBJECT", "FORMTEXT", "QUOTE", "SEQ"})
"""Fields whose stored result is the text: nothing on the page can make it wrong."""

NUMBERS = {"PAGE": "page-number()", "NUMPAGES": "page-count()"}

_TARGET = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]*)"', re.IGNORECASE)
_ANCHOR = re.compile(r'\\l\s+"([^"]*)"')


@dataclass(slots=True)
class Field:
    """A field being read: its instruction, then its result."""

    instruction: str = ""
    in_result: bool = False
    pieces: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The field's type, such as PAGE."""
        words = self.instruction.split()
        return words[0].upper() if words else ""

    @property
    def link(self) -> tuple[str, str]:
        """A HYPERLINK field's address and bookmark."""
        anchor = _ANCHOR.search(self.instruction)
        plain = _ANCHOR.sub("", self.instruction)
        target = _TARGET.search(plain)
        return (target[1] if target else "", anchor[1] if anchor else "")


def plain_number(instruction: str) -> bool:
    """Whether a page field asks for ordinary numbers, as far as its switches say."""
    switches = re.findall(r"\\\*\s*(\w+)|\\(#)", instruction)
    return all(name.upper() in ("MERGEFORMAT", "ARABIC", "CHARFORMAT") and not other
               for name, other in switches)
