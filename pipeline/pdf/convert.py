"""Any Word document to PDF, also one edited by hand: what it is called, and how each one went."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from pipeline.docx.package import Docx
from pipeline.errors import (
    DocumentRefused,
    OurFault,
    PipelineError,
    Problem,
    TemplateError,
    UsageError,
    text,
)
from pipeline.output import write
from pipeline.passwords import Password
from pipeline.pdf import Engine, Metadata, Pdf
from pipeline.pdf.encrypted import encrypted, no_archive
from pipeline.pdf.word.xml import VAL, W, parse

CORE, STYLES, SETTINGS = "docProps/core.xml", "word/styles.xml", "word/settings.xml"
MAX_BYTES = 100 * 1024 * 1024
LANGUAGE = "da"
"""Where a document does not say, in a language that has a name."""

_TITLE = text("Word-dokument")
_NAMED = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


@dataclass(frozen=True, slots=True)
class Converted:
    """How one file went: its PDF and the engine that made it, or what is in the way.

    `problems` are warnings where there is a PDF; `exit_code` says whose turn it is.
    """

    source: Path
    target: Path | None = None
    pages: int | None = None
    engine: str | None = None
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0

    def as_json(self, language: str) -> dict[str, Any]:
        """The outcome for programs."""
        return {"fil": str(self.source), "pdf": str(self.target) if self.target else None,
                "sider": self.pages, "motor": self.engine,
                "problemer": [problem.as_json(language) for problem in self.problems]}


class Gate(Protocol):
    """Finds what a letter tells that its reader may not see."""

    def docx(self, docx: Docx, /) -> Iterable[Problem]:
        """Wherever in the Word document."""

    def pdf(self, pdf: Pdf, pages: Sequence[str], loose: bool = False, /) -> Iterable[Problem]:
        """Wherever in the PDF, whose pages show that text."""

    def told(self, name: str, words: str, /) -> Iterable[Problem]:
        """In the words of a channel, such as the file's name ("filnavn")."""


def convert(
    sources: Sequence[Path], out: Path, engine: Engine, *, today: dt.datetime,
    title: str | None = None, password: Password | None = None, gate: Gate | None = None,
) -> Iterator[Converted]:
    """Set each file as `out/<stem>.pdf`; what goes wrong with one never touches the next.

    A PDF is dated as its document was last saved, or `today` where it does not say. With a
    `password` it is encrypted. What does not pass the `gate` is not set.
    """
    taken: set[str] = set()
    for source in sources:
        try:
            if source.stem.casefold() in taken:
                raise DocumentRefused([_twice()])
            taken.add(source.stem.casefold())
            pdf = _locked(_made(source, engine, today, title, gate), password)
            target, = write(out, source.stem, {"pdf": pdf.data})
            yield Converted(source, target, pdf.pages, pdf.engine, pdf.warnings)
        except Exception as error:
            yield _failed(source, error)


def _made(
    source: Path, engine: Engine, today: dt.datetime, title: str | None, gate: Gate | None,
) -> Pdf:
    """One file's PDF, checked."""
    from pipeline.pdf.proof.check import check_pdf

    docx = Docx.read(_bytes(source))
    if gate and (leaks := [*gate.told("filnavn", source.stem), *gate.docx(docx)]):
        raise DocumentRefused(leaks)
    metadata, saved = described(docx, title or source.stem, titled=title is not None)
    pdf = engine.pdf(docx, metadata=metadata, timestamp=(saved or today).replace(microsecond=0))
    problems = check_pdf(docx, pdf, metadata, blank="advarsel",
                         also=partial(gate.pdf, pdf) if gate else None)
    faults = [problem for problem in problems if problem.severity == "fejl"]
    if faults:
        raise DocumentRefused(faults)
    return replace(pdf, warnings=(*pdf.warnings, *problems))


def _locked(pdf: Pdf, password: Password | None) -> Pdf:
    if password is None:
        return pdf
    return replace(pdf, data=encrypted(pdf.data, password), warnings=(*pdf.warnings, no_archive()))


def _bytes(source: Path) -> bytes:
    """The file's bytes within bounds."""
    try:
        with source.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        raise UsageError([Problem("", "fil-mangler", _TITLE, text(
            "Filen findes ikke eller kan ikke læses."), text(
            "Kontrollér stien, og at du har adgang til filen."))]) from None
    if len(data) > MAX_BYTES:
        raise DocumentRefused([Problem("", "docx-for-stor", _TITLE, text(
            "Word-filen fylder for meget, når den pakkes ud."), text(
            "Gem dokumentet på ny i Word, eller fjern store billeder."))])
    return data


def _failed(source: Path, error: Exception) -> Converted:
    """What is wrong, and whose turn it is; a file that is no Word document is its owner's."""
    if isinstance(error, PipelineError):
        code = 1 if isinstance(error, TemplateError) else error.exit_code
        return Converted(source, problems=error.problems, exit_code=code)
    fault = Problem("", "fejl-hos-os", text("Programfejl"), text(
        "Der skete en fejl i programmet ({slags}).", slags=type(error).__name__), text(
        "Prøv filen alene, og skriv til os uden personoplysninger."))
    return Converted(source, problems=(fault,), exit_code=OurFault.exit_code)


def _twice() -> Problem:
    return Problem("", "pdf-samme-navn", text("PDF-fil"), text(
        "En anden af filerne har samme navn, og den ene PDF ville overskrive den anden."), text(
        "Giv filerne hver sit navn, eller lav dem hver for sig i hver sin mappe."))


def described(
    docx: Docx, name: str, *, titled: bool = False,
) -> tuple[Metadata, dt.datetime | None]:
    """What the document says of itself, and when it was saved.

    `name` is its title where it has none, or where it is `titled` so whatever it says.
    """
    title, author, saved = "", "", None
    if CORE in docx.parts:
        core = parse(CORE, docx.parts[CORE])
        title, author = (_plain(core.findtext(_DC + key)) for key in ("title", "creator"))
        saved = _moment(core.findtext(_TERMS + "modified") or core.findtext(_TERMS + "created"))
    named = _plain(name)
    return Metadata(title=(named if titled else title) or named or "PDF", author=author,
                    language=_language(docx)), saved


def _plain(words: str | None) -> str:
    """One line of text without marks nobody sees."""
    shown = (char for char in words or "" if char.isspace() or unicodedata.category(char)[0] != "C")
    return " ".join("".join(shown).split())


def _moment(words: str | None) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat((words or "").strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return moment.astimezone(dt.UTC).replace(microsecond=0)
    except (ValueError, OverflowError):
        return None


def _language(docx: Docx) -> str:
    """The language Word gives text that says nothing itself."""
    said: list[str | None] = []
    if STYLES in docx.parts:
        styles = parse(STYLES, docx.parts[STYLES])
        places = [styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"), *(
            style.find(f"{W}rPr/{W}lang") for style in styles.findall(W + "style")
            if style.get(W + "default") and style.get(W + "type") == "paragraph")]
        # A style is nearer to the text than the defaults.
        said += [place.get(VAL) for place in reversed(places) if place is not None]
    if SETTINGS in docx.parts:
        theme = parse(SETTINGS, docx.parts[SETTINGS]).find(W + "themeFontLang")
        said += [theme.get(VAL)] if theme is not None else []
    return next((one for one in said if one and _NAMED.fullmatch(one)), LANGUAGE)
