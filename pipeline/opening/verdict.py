"""The values: what was found in a file, what it comes to, and where its pages say something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from pipeline.errors import Problem, Text, text

if TYPE_CHECKING:
    from pipeline.carried.payload import Carried

Verdict = Literal["proven", "template-unknown", "mismatch", "no-data"]
Found = Literal["carried", "form", "nothing"]
Proof = Literal["bytes", "whole", "text", "fields", ""]
"""How much the verdict rests on: the file is the one that the data make, byte for byte; somebody has
saved it again, but its pages are the same and it still bears the digest of all that was in it; its
pages are the same; a form's fields show what they hold. Nothing where nothing is proven."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place where the file says something else than its data.

    `here` is what stands in the file, `ours` what the data come to; either may be empty. `before` are
    the words that lead up to it. They are a person's data: for the screen of whoever opens the file,
    never for a log.
    """

    place: Text
    here: str = field(repr=False)
    ours: str = field(repr=False)
    before: str = field(default="", repr=False)

    def as_json(self, language: str = "da") -> dict[str, str]:
        """The passage for programs."""
        return {"sted": self.place.in_language(language), "foer": self.before, "fil": self.here,
                "data": self.ours}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file turned out to be.

    `case` are the data it holds, as JSON values and of today's schema; None where there are none that
    can be read. `beside` are the paths of values of a proven document that the pages would be the same
    without: nothing on the paper vouches for them. `steps` are the migrations that the data went
    through. `sha256` (hex) names the file's bytes. A digital signature is noticed, never verified.
    """

    found: Found
    verdict: Verdict
    sha256: str
    case: Mapping[str, Any] | None = field(default=None, repr=False)
    proof: Proof = ""
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()
    beside: tuple[str, ...] = ()
    carried: Carried | None = field(default=None, repr=False)
    kind: str = ""
    signed: bool = False
    steps: tuple[str, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether the pages say what the data say."""
        return self.verdict == "proven"


VERDICTS: Mapping[Verdict, Text] = {
    "proven": text("Bevist: siderne siger det samme som filens data."),
    "template-unknown": text("Skabelonen er ukendt: dokumentet er lavet med andre skabeloner end dem, "
                             "der bruges her, så dets ord kan ikke bevises."),
    "mismatch": text("Passer ikke: siderne siger noget andet end filens data."),
    "no-data": text("Ingen data: der er ingen data i filen, som kan bruges."),
}
PROOFS: Mapping[Proof, Text] = {
    "bytes": text("Filen er byte for byte den, som dens data giver."),
    "whole": text("Filen er gemt igen siden, men siderne er de samme, og den har stadig mærket for alt "
                  "det, den blev lavet med."),
    "text": text("Filen er gemt igen siden, eller et andet program har lavet den. Siderne er de samme, "
                 "men intet mærke fortæller, om andet i filen er ændret."),
    "fields": text("Felterne viser det, de indeholder, og blanketten er vores egen."),
}
