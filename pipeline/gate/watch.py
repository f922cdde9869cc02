"""One letter's watch: what its readers may not see, looked for wherever something can stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.docx.package import Docx
from pipeline.errors import Problem, Text, text
from pipeline.gate import docxfile, pdffile
from pipeline.gate.channel import Channel
from pipeline.gate.secrets import Secret
from pipeline.gate.words import bare, pattern, unescaped
from pipeline.leaks import folded
from pipeline.pdf import Pdf
from pipeline.validation import path_text, title_of

CHANNELS: Mapping[str, Text] = {
    "tekst": text("brevets tekst"),
    "sidehoved": text("sidehovedet eller sidefoden"),
    "note": text("en note eller en kommentar"),
    "egenskaber": text("filens egenskaber"),
    "bogmaerke": text("et bogmærke"),
    "billedtekst": text("et billedes beskrivelse"),
    "henvisning": text("en henvisning"),
    "medfoelgende": text("de data, filen bærer med sig"),
    "opmaerkning": text("filens opmærkning, som ikke vises"),
    "filnavn": text("filens navn"),
    "fortegnelse": text("fortegnelsen over breve"),
    "forsendelse": text("meddelelsen til Digital Post"),
}
"""Where a value can stand, in words for people."""

HIDDEN_CHANNELS = frozenset({"opmaerkning"})
"""Where everything else stands too: named only where nothing else tells the place."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Looks for `secrets` in what goes to `recipient`.

    `known` are the words its readers may see, `amounts` those with all figures that come out of them:
    both as `folded` words, and asked for only where something was found.
    """

    recipient: str
    secrets: tuple[Secret, ...] = field(repr=False)
    known: Callable[[], str] = field(repr=False)
    amounts: Callable[[], str] = field(repr=False)

    def search(self, haystack: bytes, channels: Callable[[], Iterable[Channel]]) -> Iterator[Problem]:
        """What stands where it may not. `haystack` has all words of the channels, as `bare` has them;
        the channels themselves are read only where it has one that looks so."""
        near = [secret for secret in self.secrets
                if not secret.needle.bare or secret.needle.bare in haystack]
        if near:
            yield from self.confirmed(near, channels())

    def docx(self, docx: Docx) -> Iterator[Problem]:
        """What stands in a Word document, wherever in its parts."""
        if self.secrets:
            yield from self.search(docxfile.haystack(docx), lambda: docxfile.channels(docx))

    def pdf(self, pdf: Pdf, pages: Sequence[str], loose: bool = False) -> Iterator[Problem]:
        """What stands in a PDF, where `pages` is the text it shows: `loose` where that may lack the
        spaces between its words."""
        if not self.secrets:
            return
        try:
            yield from self.search(pdffile.haystack(pdf, pages),
                                   lambda: pdffile.channels(pdf, pages, loose=loose))
        except ValueError:
            yield _unreadable()

    def told(self, name: str, words: str) -> Iterator[Problem]:
        """What stands in the words of one channel."""
        if self.secrets:
            yield from self.search(bare(unescaped(words, json=True)), lambda: [Channel(name, words)])

    def confirmed(self, near: Iterable[Secret], channels: Iterable[Channel]) -> Iterator[Problem]:
        """Those of the secrets that are really told, and not rightly, each once for a channel."""
        read = [(channel, folded(unescaped(channel.words, json=True))) for channel in channels]
        for secret in near:
            names = dict.fromkeys(
                channel.name for channel, words in read
                if not (channel.marks and secret.needle.form == "kroner")
                and pattern(secret.needle, channel.loose).search(words))
            rightly = self.amounts if secret.needle.form == "kroner" else self.known
            if names and not pattern(secret.needle).search(rightly()):
                open_ = [name for name in names if name not in HIDDEN_CHANNELS]
                yield from (self._problem(secret, name) for name in open_ or names)

    def _problem(self, secret: Secret, channel: str) -> Problem:
        return Problem(path_text(secret.path), "laek", title_of("sag", secret.path), text(
            "En læser af brevet til {modtager} må ikke se det, der står i feltet, men det står i "
            "{kanal}.", modtager=self.recipient, kanal=CHANNELS[channel]), text(
            "Er skabelonen eller brevet rettet i hånden, så tag oplysningen ud. Ellers er fejlen vores: "
            "skriv til os uden personoplysninger."))


def _unreadable() -> Problem:
    return Problem("pdf", "laek-ulaeselig", text("PDF-fil"), text(
        "Det kunne ikke undersøges, om PDF-filen røber noget, som modtageren ikke må se."), text(
        "Lav PDF-filen igen, og meld fejlen, hvis den gentager sig."))
