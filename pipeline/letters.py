"""Which letters a job makes of a case: its events, their recipients, what each may see and needs."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pipeline.copies import Copy, author_of, copies
from pipeline.documents import KINDS, Author, DocumentKind, Place, title
from pipeline.errors import DataError, Problem, UsageError, text
from pipeline.facts import Fact, View, as_context, derive
from pipeline.formats import parse_date
from pipeline.history import as_of
from pipeline.recipients import project, reader_of, settings_view
from pipeline.rules.grounds import printable
from pipeline.sag import Sag
from pipeline.templateset import Templates
from pipeline.translation.language import Language
from pipeline.validation import ordered, refuse, validate, validate_for

Format = Literal["docx", "pdf"]
FORMATS: tuple[Format, ...] = ("docx", "pdf")
EngineName = Literal["typst", "libreoffice", "auto"]
ENGINES: tuple[EngineName, ...] = ("typst", "libreoffice", "auto")


@dataclass(frozen=True, slots=True)
class Job:
    """What to make. `nr` is an event's number within its kind, 1 the oldest; None is the newest.

    The letter's date is `date`, else the event's own, else `today`. `settings` are a kommune's
    (JSON values), else the case's own. `templates` is a folder whose files in dokumenter/, blokke/
    and brevpapir/ take the place of the built-in ones of their names, or a TemplateSet.
    `engine` sets the PDF; auto is typst, and libreoffice for a document that typst refuses.
    `reading_copies` are the languages ("en") that each letter also gets an unofficial copy in.
    `carry`: whether the files hold the data they are made from (see `pipeline.carried`); None is yes
    for what is sent to the kommune, else what its settings say, else no.
    """

    kind: str
    nr: int | Literal["alle"] | None = None
    date: dt.date | None = None
    today: dt.date | None = None
    settings: Mapping[str, Any] | None = field(default=None, repr=False)
    formats: tuple[Format, ...] = FORMATS
    templates: Templates = None
    engine: EngineName = "typst"
    reading_copies: tuple[str, ...] = ()
    carry: bool | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """One copy of one document, ready to render: what it says, for whom, under which name."""

    kind: DocumentKind
    number: int
    view: View
    facts: tuple[Fact, ...] = field(repr=False)
    title: str
    author: Author
    variant: str = ""

    @property
    def context(self) -> dict[str, Any]:
        """The names its template sees."""
        return {**as_context(self.view, self.facts), self.kind.event_name: self.view.event}


def problems_of(sag: Sag, job: Job) -> tuple[Problem, ...]:
    """Every problem of a case, warnings included; with a kind, also what its document needs."""
    settings = _settings(sag, job)
    problems = [*validate(sag, job.settings)]
    if settings.get("art") == "leverandoer":
        problems.append(Problem("kommune.art", "ikke-en-kommune", text("Kommune"), text(
            "Indstillingerne er en leverandørs, men brevene kommer fra en kommune."), text(
            "Angiv kommunens egne indstillinger med --kommune FIL.")))
    if job.settings is None and "skabelonmappe" in settings:
        problems.append(_folder_in_the_case())
    if job.kind:
        kind = kind_of(job.kind)
        if isinstance(sag.data.get(kind.liste), list):
            problems += [problem for _, places in _events_to_check(kind, sag, job.nr)
                         for problem in (*needs(kind, sag.data, places),
                                         *_too_early(kind, sag.data, places[0], job.date))]
    return ordered(sag.located(problems))


def _folder_in_the_case() -> Problem:
    """Whoever writes a case does not choose which folder of the machine letters are made from."""
    return Problem("kommune.skabelonmappe", "skabelonmappe-i-sagen", text("Skabelonmappe"), text(
        "Sagens egen skabelonmappe bliver ikke brugt."), text(
        "Skriv den i kommunens indstillinger (--kommune FIL), eller brug --templates MAPPE."),
        "advarsel")


def _events_to_check(
    kind: DocumentKind, sag: Sag, nr: int | str | None) -> list[tuple[int, tuple[Place, ...]]]:
    """The events to make; none where a cell that could not be read may be what hides them."""
    try:
        return chosen_events(kind, sag.data, nr)
    except UsageError:
        if any(problem.severity == "fejl" for problem in sag.problems):
            return []
        raise


def every_problem(sag: Sag, job: Job) -> tuple[Problem, ...]:
    """`problems_of`, and where none of them is grave what projecting the letters brings to light:
    a text that gives something away, a figure that law and settings lack."""
    found = problems_of(sag, job)
    settings = _settings(sag, job)
    if job.kind and settings and not any(problem.severity == "fejl" for problem in found):
        try:
            with in_cells(sag):
                prepared(sag.data, settings, job)
        except DataError as error:
            found = ordered((*found, *error.problems))
    return found


@contextmanager
def in_cells(sag: Sag) -> Iterator[None]:
    """Where a case from a spreadsheet is refused, each problem says its cell."""
    try:
        yield
    except DataError as error:
        raise DataError(ordered(sag.located(error.problems))) from None


def checked(sag: Sag, job: Job) -> tuple[Mapping[str, Any], Mapping[str, Any], tuple[Problem, ...]]:
    """The case and the settings once both are valid, with the warnings that stop nothing."""
    settings = _settings(sag, job)
    problems = problems_of(sag, job)
    if not settings:
        problems += (Problem("kommune", "mangler", text("Kommune"), text(
            "Kommunens indstillinger mangler."), text(
            "Angiv dem med --kommune FIL, eller skriv dem i sagen.")),)
    refuse(problems)
    return sag.data, settings, problems


def _settings(sag: Sag, job: Job) -> Mapping[str, Any]:
    """The settings asked for, else the case's own, else none."""
    settings = job.settings if job.settings is not None else sag.data.get("kommune")
    return settings if isinstance(settings, Mapping) else {}


def makeable(sag: Sag) -> tuple[str, ...]:
    """The kinds whose every event in a valid case has what its document needs."""
    return tuple(
        kind.id for kind in KINDS.values() if (events := kind.events(sag.data))
        and not any(needs(kind, sag.data, places) for places in events))


def needs(kind: DocumentKind, case: Mapping[str, Any], places: Sequence[Place]) -> tuple[Problem, ...]:
    """What a letter about these events lacks beyond the case's schema."""
    return validate_for(kind.id, case, kind.liste, places, kind.led)


def prepared(
    case: Mapping[str, Any], settings: Mapping[str, Any], job: Job
) -> tuple[Letter, ...]:
    """Each chosen event for each of its recipients: projected, with its facts.

    Raises DataError with the problems of all of them.
    """
    kind = kind_of(job.kind)
    problems: list[Problem] = []
    letters: list[Letter] = []
    for number, places in chosen_events(kind, case, job.nr):
        day = letter_date(kind, case, places[0], job)
        for copy in copies(kind, case, places, day):
            try:
                made = _letter(kind, case, settings, (places, number, day), copy)
                letters += made
                if copy.authors and not made:
                    problems.append(_not_theirs(kind, places[0]))
            except DataError as error:
                problems += error.problems
    refuse(ordered(problems))
    if not letters:
        raise DataError([Problem("parter", "ingen-modtager", text("Parter"), text(
            "Der er ingen, som dokumentet kan sendes til."), text(
            "Tilføj en forælder med forældremyndighed."))])
    return tuple(letters)


def _not_theirs(kind: DocumentKind, place: Place) -> Problem:
    """Somebody has written what they may not see."""
    where = f"{kind.liste}[{place[0]}].{kind.authors[0]}"
    return Problem(where, "forfatter-ikke-part", kind.titel, text(
        "En af dem, der har skrevet dokumentet, er ikke part i det, det handler om."), text(
        "Lad kun dem med forældremyndighed og leverandøren stå som forfattere."))


def kind_of(name: str) -> DocumentKind:
    """A document kind by id. Raises UsageError naming the nearest, else listing those that exist."""
    if name not in KINDS:
        meant = difflib.get_close_matches(name.casefold(), KINDS, 3, 0.7)
        raise UsageError([Problem(name, "ukendt-dokument", text("Dokument"), text(
            "Der er ikke noget dokument med det navn."),
            text("Mente du {forslag}?", forslag=", ".join(meant)) if meant else
            text("Vælg et af: {navne}.", navne=", ".join(KINDS)))])
    return KINDS[name]


def chosen_events(
    kind: DocumentKind, case: Mapping[str, Any], nr: int | str | None
) -> list[tuple[int, tuple[Place, ...]]]:
    """(number, places of its events) of the letters to make. Raises UsageError where there is none."""
    numbered = list(enumerate(kind.events(case), start=1))
    if nr is None:
        numbered = numbered[-1:]
    elif nr != "alle":
        numbered = [pair for pair in numbered if pair[0] == nr]
    if not numbered:
        raise UsageError([Problem(kind.liste, "ingen-haendelse", kind.titel, text(
            "Sagen har ingen hændelse af den slags, eller ikke med det nummer."), text(
            "Se sagens liste, eller vælg et andet nummer med --nr."))])
    return numbered


def _too_early(
    kind: DocumentKind, case: Mapping[str, Any], place: Place, day: dt.date | None
) -> Iterator[Problem]:
    """A date asked for that comes before the event itself: no rule has looked at such a letter.

    A visit's report may be asked for as the draft it was.
    """
    event = kind.event(case, place)
    dated = event.get("brevdato") if kind.liste == "tilsyn" else None
    first = parse_date(dated) if isinstance(dated, str) else kind.own_date(case, place)
    if day and first and day < first:
        yield Problem("--date", "dato-foer-haendelsen", text("Dato"), text(
            "Den ønskede dato ligger før hændelsens egen dato i sagen."), text(
            "Vælg hændelsens dato eller en senere, eller ret datoen i sagen."))


def letter_date(kind: DocumentKind, case: Mapping[str, Any], place: Place, job: Job) -> dt.date:
    """The date asked for, else the event's own, else today."""
    day = job.date or kind.own_date(case, place) or job.today
    if day is None:
        raise UsageError([Problem(kind.liste, "dato-mangler", text("Dato"), text(
            "Brevet har ingen dato."), text("Angiv den med --date ÅÅÅÅ-MM-DD."))])
    return day


def _letter(
    kind: DocumentKind, case: Mapping[str, Any], settings: Mapping[str, Any],
    event: tuple[tuple[Place, ...], int, dt.date], copy: Copy,
) -> list[Letter]:
    """One copy, or none where the events are not its readers' to see."""
    places, number, day = event
    readers = [reader_of(case, who) for who in copy.readers]
    view_of_kommune = settings_view(settings, day)
    public = (view_of_kommune["navn"], view_of_kommune["adresse"]["by"])
    seen, events = project(printable(as_of(case, day)), readers, day, [
        (kind.liste, place[0], kind.led, place[1]) if kind.led else (kind.liste, place[0])
        for place in places], kind.uses, public)
    if not events:
        return []
    recipient = reader_of(case, copy.recipient)
    view = View(seen, events[0][0], view_of_kommune,
                readers[0] if copy.til_orientering else recipient, copy.authors, day,
                tuple(own for own, _ in events), events[0][1],
                recipient if copy.til_orientering else None, readers=copy.readers)
    variant = str(places[0][1]) if kind.dele else kind.variant(view.event)
    return [letter_of(kind, number, view, variant, author_of(case, copy.authors))]


def letter_of(kind: DocumentKind, number: int, view: View, variant: str, author: Author) -> Letter:
    """The letter with its facts, in the view's language."""
    printed = view.language.words(title(kind, variant))
    facts = (Fact("brev.dato", view.day, "brevet"), Fact("brev.titel", printed, "dokumentet"),
             Fact("brev.variant", variant, "hændelsen"), Fact("brev.udkast", False, "dokumentet"),
             *derive(view, kind.rules))
    return Letter(kind, number, view, facts, printed, author, variant)


def reading_copy(letter: Letter, language: Language) -> Letter:
    """The letter's reading copy: the same projection, what is derived from it in another language."""
    return letter_of(letter.kind, letter.number, replace(letter.view, language=language), letter.variant,
                 letter.author)
