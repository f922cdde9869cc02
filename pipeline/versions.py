"""A letter on its way: what it is called, its Word file, what it carries, its PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.letters import Letter
from pipeline.output import stem

if TYPE_CHECKING:
    from pipeline.docx.package import Docx
    from pipeline.gate.watch import Watch
    from pipeline.pdf import Metadata, Pdf

AUTHORS = {"foraelder": "Forælder", "leverandoer": "Leverandør"}
"""Whom a PDF names as its author: no person."""


@dataclass(frozen=True, slots=True)
class Version:
    """A letter, or a reading copy of it, as far as it has come.

    `data` is what its files carry, None where they carry nothing; `watch` looks for what it may not
    tell. Each stage gives a version with more in it.
    """

    letter: Letter
    docx: Docx
    data: bytes | None = field(default=None, repr=False)
    watch: Watch | None = None
    pdf: Pdf | None = None

    @property
    def word_file(self) -> bytes:
        """The Word file, with the data it carries."""
        from pipeline.carried.word import carrying

        return self.docx.data if self.data is None else carrying(self.docx, self.data)

    @property
    def mark(self) -> str:
        """What comes before the suffix in a file's name: nothing, or that it is a reading copy."""
        language = self.letter.view.language
        return "" if language.is_danish else f"-laes-{language.code}."


def metadata_of(letter: Letter) -> Metadata:
    """What the PDF says of itself: document and case number, never a person's name."""
    from pipeline.pdf import Metadata
    from pipeline.translation.notice import titled

    view = letter.view
    author = view.settings["navn"] if letter.author == "kommune" else AUTHORS[letter.author]
    title = view.language.words("{titel}, sag {sagsnummer}", titel=letter.title,
                                sagsnummer=view.sag["sagsnummer"])
    if view.language.is_danish:
        return Metadata(title=title, author=author)
    return Metadata(title=titled(title, view.language), author=author, language=view.language.tag)


def name_of(letter: Letter) -> str:
    """Where the letter's files go, below the output folder and without suffix."""
    view = letter.view
    return stem(view.sag["sagsnummer"], view.day, letter.kind.id, letter.number,
                (view.til_orientering or view.recipient).id)


def awaits_approval(letter: Letter) -> bool:
    """Whether it is a draft because its kommune has yet to approve it. A report that is heard is not."""
    facts = {fact.name: fact.value for fact in letter.facts}
    return bool(facts["brev.udkast"] and facts.get("godkendes_af"))
