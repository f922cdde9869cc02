"""Characters that no font has: which of a document's paragraphs hold them."""

from __future__ import annotations

from pipeline.docx.package import Docx
from pipeline.errors import DocumentRefused, Problem
from pipeline.pdf.proof.text import paragraphs
from pipeline.pdf.word.place import Place, named, told
from pipeline.pdf.word.quoting import excerpt
from pipeline.pdf.word.refusal import problem
from pipeline.pdf.word.xml import parse

STORIES = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")


class Lacking(DocumentRefused):
    """Raised when fonts lack characters, which it knows; the text around them it does not."""

    def __init__(self, characters: str, place: str) -> None:
        self.characters = "".join(dict.fromkeys(characters))
        super().__init__([problem("pdf-tegn", place, tegn=codes(self.characters))])

    def __reduce__(self) -> tuple[type[DocumentRefused], tuple[tuple[Problem, ...]]]:
        return DocumentRefused, (self.problems,)


def codes(characters: str) -> str:
    """Characters by their code points, never as themselves."""
    return " ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(characters))


def holding(docx: Docx, lacking: str, quoting: bool) -> list[Problem]:
    """A refusal for each paragraph with one of these characters; none where no text has them."""
    problems = []
    for part in sorted(docx.parts):
        if not part.startswith(STORIES) or not part.endswith(".xml"):
            continue
        for number, words in enumerate(paragraphs(parse(part, docx.parts[part])), 1):
            at = next((place for place, char in enumerate(words) if char in lacking), -1)
            if at < 0:
                continue
            around = excerpt(words[:at], words[at], words[at + 1:]) if quoting else ""
            place = Place.at(f"{named(part)}, afsnit {number}", told(part, number), around)
            problems.append(problem("pdf-tegn", place, tegn=codes(
                "".join(char for char in words if char in lacking))))
    return problems
