"""The proof: the document made again from its data, and held against the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pipeline import __version__
from pipeline.carried.payload import Carried
from pipeline.errors import DataError, DocumentRefused, Problem, TemplateError, Text, text
from pipeline.flow import reproduce
from pipeline.forms.room import room
from pipeline.opening.paper import Paper, paper
from pipeline.opening.pictures import spots
from pipeline.opening.verdict import Passage, Proof, Verdict
from pipeline.opening.wordfile import Manuscript, manuscript
from pipeline.opening.words import Piece, passages, piece, shown
from pipeline.templateset import Templates, template_set

TITLE = text("Bevis")
_OURS = re.compile(r"[A-Za-z0-9+/]{22}==")
"""How the typesetter writes its digest of a file."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What holding a file against its data came to."""

    verdict: Verdict
    proof: Proof = ""
    passages: tuple[Passage, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()
    signed: bool = False


def judged(data: bytes, form: Literal["pdf", "docx"], carried: Carried, intact: bool,
           templates: Templates = None) -> Judged:
    """Whether the file's pages say what its data say.

    `intact` is whether the data are as the program wrote them. Raises MachineError where the machine
    lacks what the file was made with, and DataError where the file cannot be read.
    """
    known = template_set(templates).digest(carried.kind) == carried.template
    given = room().run(paper, data) if form == "pdf" else None
    try:
        ours = _remade(carried, templates, form, _engine(given))
    except (DataError, DocumentRefused, TemplateError) as error:
        return Judged("mismatch" if known else "template-unknown", problems=(
            *error.problems, *([] if intact else [edited()])), signed=bool(given and given.signed))
    if data == ours:
        return _verdict(known, intact, "bytes", ())
    if given is None:
        return _verdict(known, intact, "text", _of_word(data, ours))
    other: Paper = room().run(paper, ours)
    found = _of_pdf(data, ours, given, other)
    marked = _OURS.fullmatch(given.instance) is not None
    same = marked and given.instance == other.instance
    doubt = [_other_instance()] if marked and not same and carried.program == __version__ else []
    return _verdict(known, intact, "whole" if same else "text", found, given.signed, doubt)


def _verdict(known: bool, intact: bool, proof: Proof, found: tuple[Passage, ...],
             signed: bool = False, doubt: Sequence[Problem] = ()) -> Judged:
    problems = [*([] if intact else [edited()]), *([_signed()] if signed else [])]
    if intact and not found:
        changed = [] if known else [_other_template()]
        return Judged("proven", proof, problems=(*problems, *changed, *doubt), signed=signed)
    return Judged("mismatch" if known or not intact else "template-unknown", "", found,
                  tuple(problems), signed)


def _remade(carried: Carried, templates: Templates, form: Literal["pdf", "docx"],
            engine: Literal["typst", "libreoffice"]) -> bytes:
    """The document made again, within the bounds of a foreign file: its data can be made to harm too.

    LibreOffice is a process of its own with its own bounds, and needs more memory than those give.
    """
    if engine == "libreoffice":
        return _again(b"", carried, templates, form, engine)
    made: bytes = room().run(_again, b"", carried, templates, form, engine)
    return made


def _again(_: bytes, carried: Carried, templates: Templates, form: Literal["pdf", "docx"],
           engine: Literal["typst", "libreoffice"]) -> bytes:
    return reproduce(carried, templates, (form,), engine).files[form]


def _engine(given: Paper | None) -> Literal["typst", "libreoffice"]:
    return "libreoffice" if given is not None and "LibreOffice" in given.producer else "typst"


def _of_pdf(data: bytes, ours: bytes, given: Paper, other: Paper) -> tuple[Passage, ...]:
    """Where a PDF says or shows something else than ours: words, title, notes, then pictures."""
    found = list(passages(pages(given), pages(other)))
    if len(given.pages) != len(other.pages):
        found.append(Passage(text("antal sider"), str(len(given.pages)), str(len(other.pages))))
    if given.title != other.title:
        found.append(Passage(text("titlen"), given.title, other.title))
    found += on_top(given)
    if len(given.pages) == len(other.pages):
        told = {str(each.place) for each in found}
        for spot in room().run(spots, data, ours, given.signatures):
            place = page_of(spot.page)
            if str(place) not in told:
                found.append(Passage(_as_picture(spot.page), "", shown(spot.words.split())))
    return tuple(found)


def pages(given: Paper) -> list[Piece]:
    """A PDF's pages as words."""
    return [piece(page_of(number), said) for number, said in enumerate(given.pages)]


def page_of(number: int) -> Text:
    """A page, counted from 0, as people name it."""
    return text("side {side}", side=number + 1)


def on_top(given: Paper) -> Iterator[Passage]:
    """What somebody has put on the pages: our letters have nothing there."""
    for note in given.notes:
        yield Passage(text("side {side}, note eller felt", side=note.page + 1),
                      shown(note.words.split()) or "…", "")


def _as_picture(number: int) -> Text:
    return text("side {side}, udseende", side=number + 1)


def _of_word(data: bytes, ours: bytes) -> tuple[Passage, ...]:
    """Where a Word file says something else than ours."""
    given: Manuscript = room().run(manuscript, data)
    other: Manuscript = room().run(manuscript, ours)
    found = list(passages(_paragraphs(given.paragraphs), _paragraphs(other.paragraphs)))
    for place, here, there in (
            (text("sidehoved og sidefod"), given.running, other.running),
            (text("kommentar"), given.comments, other.comments),
            (text("overstreget tekst"), given.struck, other.struck)):
        found += _sets(place, here, there)
    if given.pictures != other.pictures or given.foreign != other.foreign:
        found.append(Passage(text("billeder og indsatte dokumenter"), "", ""))
    return tuple(found)


def _paragraphs(said: Sequence[str]) -> list[Piece]:
    return [piece(text("afsnit {nr}", nr=number), each) for number, each in enumerate(said, 1)]


def _sets(place: Text, here: Sequence[str], there: Sequence[str]) -> Iterator[Passage]:
    """What only one of them has, whichever order they stand in."""
    mine = [each for each in here if each.strip() and each not in there]
    theirs = [each for each in there if each.strip() and each not in here]
    if mine or theirs:
        yield Passage(place, shown(" ".join(mine).split()), shown(" ".join(theirs).split()))


def edited() -> Problem:
    """The data are not as the program wrote them."""
    return _problem("data-rettet", text(
        "Filens data er rettet, siden programmet skrev dem."), text(
        "Spørg afsenderen, og bed om filen igen, som den blev lavet."))


def _signed() -> Problem:
    return _problem("underskrevet", text(
        "Filen er underskrevet digitalt. Underskriften er ikke kontrolleret."), text(
        "Kontrollér den i et PDF-program. Beviset gælder kun siderne og filens data."), "advarsel")


def _other_template() -> Problem:
    return _problem("andre-skabeloner", text(
        "Filen er lavet med andre skabeloner end dem, der bruges her, men de giver de samme sider."),
        text("Du skal ikke gøre noget."), "advarsel")


def _other_instance() -> Problem:
    return _problem("andet-maerke", text(
        "Filens mærke er ikke det, dokumentet får, når det laves igen her. Det kan komme af andre "
        "udgaver af programmets dele, eller af at data er skiftet ud."), text(
        "Stol kun på det, der står på siderne."), "advarsel")


def _problem(code: str, message: Text, remedy: Text, severity: Any = "fejl") -> Problem:
    return Problem("", code, TITLE, message, remedy, severity)
