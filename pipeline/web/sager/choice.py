"""What a caseworker asks for: which cases, which letters of them, in which form.

The fields of the form, as the overview of the cases sends them:

- `token`: the intake (`Intake` in the holding).
- `valgt`: a chosen case's place in `Intake.cases`, from 0; as often as there are chosen cases.
- `dokument`: a document's kind, or `forfaldne` for the letters that wait to be sent by `senest`
  (ÅÅÅÅ-MM-DD, or as people write it).
- `nr`: empty for the newest event, a number, or `alle`; `dato`: the letters' date, or empty.
- `format`: `docx`, `pdf` or both; none is both. `laesekopi`: a language, for a reading copy in it.
- `vis`: only where one case is to be looked at: its place. It goes before `valgt`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from pipeline.batch.jobs import Always, DueBy, Jobs
from pipeline.danish.dates import parse_day
from pipeline.danish.numbers import Trouble
from pipeline.documents import KINDS
from pipeline.errors import DataError, Problem, Text, text
from pipeline.letters import FORMATS, Format, Job
from pipeline.locale import LANGUAGES
from pipeline.web.config import Config
from pipeline.web.posted import Posted
from pipeline.web.sager.intake import Came, Intake

DUE = "forfaldne"
T = TypeVar("T", bound=str)
HIGHEST = 9999
"""Number of an event."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for. Two that are the same give the same letters of the same cases."""

    places: tuple[int, ...]
    kind: str
    by: dt.date | None
    nr: int | Literal["alle"] | None
    date: dt.date | None
    formats: tuple[Format, ...]
    reading_copies: tuple[str, ...]
    today: dt.date

    def cases(self, intake: Intake) -> tuple[Came, ...]:
        """The chosen cases, in the order they came in. Raises DataError where there are none."""
        found = tuple(intake.cases[at] for at in self.places if at < len(intake.cases))
        if not found:
            raise _refused("intet-valgt", text("Sager"), text("Du har ikke valgt nogen sager."), text(
                "Gå tilbage, og sæt kryds ved mindst én."))
        return found

    def jobs(self, config: Config) -> Jobs:
        """Which documents each case gives, as a batch has it."""
        job = Job(self.kind, nr=self.nr, date=self.date, today=self.today, settings=config.settings,
                  formats=self.formats, templates=config.templates, reading_copies=self.reading_copies)
        return Always(job) if self.by is None else DueBy(self.by, job)


def choice(sent: Posted, today: dt.date) -> Choice:
    """What a form asks for. Raises DataError for what it cannot be."""
    shown = sent.first("vis")
    places = {int(each) for each in ([shown] if shown else sent.values.get("valgt", ()))
              if each.isascii() and each.isdecimal() and len(each) < len(str(HIGHEST)) + 1}
    kind, due = sent.first("dokument"), sent.first("dokument") == DUE
    if not due and kind not in KINDS:
        raise _refused("intet-dokument-valgt", text("Dokument"), text(
            "Du har ikke valgt, hvad der skal laves."), text("Gå tilbage, og vælg et dokument."))
    by = _day(sent, "senest", text("Senest"))
    if due and by is None:
        raise _refused("senest-mangler", text("Senest"), text(
            "Der mangler en dag at lave breve til og med."), text("Gå tilbage, og skriv dagen."))
    return Choice(
        tuple(sorted(places)), "" if due else kind, by if due else None, None if due else _nr(sent),
        _day(sent, "dato", text("Brevets dato")), _of(FORMATS, sent.values.get("format", ())) or FORMATS,
        _of([each for each in LANGUAGES if each != "da"], sent.values.get("laesekopi", ())), today)


def _of(allowed: Sequence[T], wanted: Sequence[str]) -> tuple[T, ...]:
    return tuple(each for each in allowed if each in wanted)


def _nr(sent: Posted) -> int | Literal["alle"] | None:
    said = sent.first("nr").strip()
    if said in ("", "alle"):
        return "alle" if said else None
    if said.isascii() and said.isdecimal() and len(said) <= len(str(HIGHEST)) and int(said) > 0:
        return int(said)
    raise _refused("nr-ulaeseligt", text("Nummer"), text("Nummeret er ikke et helt tal."), text(
        "Gå tilbage, og skriv et tal fra 1, eller lad feltet stå tomt for det nyeste."))


def _day(sent: Posted, name: str, title: Text) -> dt.date | None:
    said = sent.first(name).strip()
    try:
        return dt.date.fromisoformat(parse_day(said)) if said else None
    except Trouble as trouble:
        raise _refused(trouble.code, title, trouble.message, trouble.remedy) from None


def _refused(code: str, title: Text, message: Text, remedy: Text) -> DataError:
    return DataError([Problem("", code, title, message, remedy)])
