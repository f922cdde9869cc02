"""What a caseworker sends in: cases from files of any kind, read and checked in a worker.

Nothing touches a disk. A case is kept as the bytes it travels in between processes: a fourth of the
memory, and to look at five hundred does not hold up the server. The bytes are always our own.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from pipeline.batch.files import Held, suffix
from pipeline.batch.sheets.records import is_spreadsheet
from pipeline.batch.sources import Item, is_form, of_file
from pipeline.errors import DataError, PipelineError, Problem, Severity, Text, text
from pipeline.letters import Job, checked, makeable
from pipeline.opening.verdict import VERDICTS, Verdict
from pipeline.sag import Sag
from pipeline.web.config import VALUES

MOST = 500
"""Cases at once; what takes more is a batch's work."""
TOLD = 1_000
"""Problems of a case that are kept; whoever has more has another kind of problem."""
KNOWN = (".json", ".jsonl")
"""What the names of files of cases end in, spreadsheets and forms apart."""
DISTRUST: dict[Verdict, Severity] = {"mismatch": "fejl", "template-unknown": "advarsel"}
"""How bad it is that the pages of what came do not vouch for its data."""


@dataclass(frozen=True, slots=True)
class Came:
    """A case that came in, or why there is none.

    `name` is what reports call it ("sager.jsonl:12"); `problems` are the reader's and the rules',
    warnings too; `kinds` are the documents that can be made of it as it stands, none where a problem
    is grave.
    """

    name: str
    number: str = ""
    problems: tuple[Problem, ...] = ()
    kinds: tuple[str, ...] = ()
    packed: bytes = field(default=b"", repr=False)

    @property
    def sag(self) -> Sag | None:
        """The case, unpacked; None where none could be read."""
        return pickle.loads(self.packed) if self.packed else None  # noqa: S301 - our own

    @property
    def usable(self) -> bool:
        """Whether anything can be made of it."""
        return bool(self.packed) and not self.wrong

    @property
    def wrong(self) -> int:
        """How many problems must be solved first."""
        return sum(each.severity == "fejl" for each in self.problems)

    @property
    def doubtful(self) -> int:
        """How many warnings there are."""
        return len(self.problems) - self.wrong


@dataclass(frozen=True, slots=True)
class Intake:
    """All that came in together, in the order it was sent."""

    cases: tuple[Came, ...]

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return sum(2_000 + 1_000 * len(each.problems) + len(each.packed) for each in self.cases)


def together(cases: Iterable[Came]) -> Intake:
    """All that came; a case is told where another with its number came before it."""
    first: dict[str, Came] = {}
    found = []
    for each in cases:
        other = first.setdefault(each.number, each) if each.number else each
        found.append(each if other is each else
                     replace(each, problems=(*each.problems, _twice(other.name))))
    return Intake(tuple(found))


def _twice(other: str) -> Problem:
    return Problem("sagsnummer", "sag-to-gange", text("Sagsnummer"), text(
        "Sagsnummeret står også i {kilde}, som kom først.", kilde=other), text(
        "Vælg kun den ene af de to sager, eller ret det forkerte sagsnummer."), "advarsel")


def taken(name: str, data: bytes, job: Job) -> tuple[Came, ...]:
    """The cases of one file, in a worker; at most one more than MOST. Raises nothing about the file.

    `job` has the kommune's settings and templates.
    """
    if not (suffix(name) in KNOWN or is_form(name) or is_spreadsheet(name)):
        return (_refused(name, "fil-type", text("Filer af den slags kan ikke læses."), text(
            "Send sager som JSON, JSONL, regneark (.xlsx eller .csv), PDF eller Word (.docx).")),)
    try:
        found = tuple(islice(_cases(Held(name, data), job), MOST + 1))
    except PipelineError as error:
        return (Came(name, problems=error.problems),)
    return found or (_refused(name, "ingen-sager", text("Der er ingen sager i filen."), text(
        "Kontrollér, at det er den rigtige fil.")),)


def _refused(name: str, code: str, message: Text, remedy: Text) -> Came:
    return Came(name, problems=(Problem("", code, text("Filer"), message, remedy),))


def _cases(file: Held, job: Job) -> Iterator[Came]:
    if is_form(file.name):
        yield _opened(file, job)
        return
    for item in of_file(file):
        try:
            sag = item.read() if _is_believable(file, item) else None
        except PipelineError as error:
            yield Came(item.name, problems=_told(error.problems))
        else:
            yield _no_case(item.name) if sag is None else came(item.name, sag, job)


def _is_believable(file: Held, item: Item) -> bool:
    """Whether no more stands there than a case has; to tell what is wrong with it would take minutes."""
    if suffix(file.name) not in KNOWN:
        return True
    end = len(file.data) if item.line is None else file.data.find(b"\n", item.start)
    last = end if end >= 0 else len(file.data)
    return sum(file.data.count(sign, item.start, last) for sign in (b",", b":")) <= VALUES


def _no_case(name: str) -> Came:
    return _refused(name, "sag-for-meget", text("Der står mere, end nogen sag har."), text(
        "Kontrollér, at det er den rigtige fil, og at hver sag står for sig."))


def _told(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """So many that somebody can look through them, the grave ones first where some are left out."""
    if len(problems) <= TOLD:
        return problems
    first = sorted(problems, key=lambda each: each.severity != "fejl")[:TOLD]
    return (*first, Problem("", "flere-problemer", text("Sag"), text(
        "Sagen har flere problemer end de {antal}, der er vist.", antal=TOLD), text(
        "Ret dem, og læs sagen ind igen."), first[-1].severity))


def came(name: str, sag: Sag, job: Job) -> Came:
    """A case that could be read, with what is wrong with it and what it can become."""
    number = sag.data.get("sagsnummer")
    try:
        *_, problems = checked(sag, job)
        kinds = makeable(sag)
    except DataError as error:
        problems, kinds = error.problems, ()
    return Came(name, number if isinstance(number, str) else "", _told(problems), kinds,
                pickle.dumps(sag))


def _opened(file: Held, job: Job) -> Came:
    """A filled form, or a letter that carries its data: held against its own pages."""
    from pipeline.opening.opened import opened

    found = opened(file.data, job.templates, name=file.name)
    if found.case is None:
        return Came(file.name, problems=found.problems)
    told = list(found.problems)
    if severity := DISTRUST.get(found.verdict):
        told.append(Problem("", "fil-ikke-bevist", text("Bevis"), VERDICTS[found.verdict], text(
            "Brug kommandoen open til at se, hvad der er forskelligt, før du bruger filens "
            "oplysninger."), severity))
    return came(file.name, Sag(found.case, file.name, problems=tuple(told)), job)
