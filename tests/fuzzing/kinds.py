"""The kinds of input: where each begins, how it is broken, and the doors it is sent through.

Whatever goes through a door may be refused in words; anything else is a fault.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import random
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import Job, parse_sag, produce
from pipeline.documents import KINDS as DOCUMENTS
from pipeline.docx.package import Docx
from pipeline.letters import every_problem
from tests.conftest import SAMPLES, job_for, sample, sample_kinds, settings
from tests.fuzzing import broken
from tests.fuzzing.generated import LINES, TEXTS
from tests.pdf.mutants import mutant, spoiled

DAY = dt.date(2026, 11, 22)
CASE = "karla-tre-aar"
FORM = "ansoegning-tabt-arbejdsfortjeneste"
READER = "mor"
SKETCHED = frozenset((*TEXTS, *LINES))
"""Texts of made-up cases that no message may repeat."""
WRITTEN = (FORM, "ansoegning-hjemmetraening", "ansoegning-udgifter", "hoeringssvar", "tilbud",
           "evaluering")
ANSWERS = ("Ærø", "", "1.2.2026", "31-12-2199", "1.000,50", "-1", "1e9", "ja", "ny", "x" * 9000,
           ["a"], 7, "010118-4321", "foraelder1", "\x00", "<b>&amp;", "8.30", "99:99", "maal1",
           "loenmodtager")
STEPS = ("frem", "tilbage", "til:3", "til:99", "til:x", "ret:{0}", "flere:{1}", "fjern:{1}.0",
         "fjern:{1}:0", "sum", "flere:", "ret:", "x:{0}")
Turn = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Input:
    """One broken input: what to do with it, what it is called when it is kept, what none may repeat."""

    turn: Turn
    name: str
    data: bytes
    secrets: tuple[str, ...] = ()


Kind = Callable[[random.Random], Input]


def case_files(chance: random.Random) -> Input:
    """A case's JSON: read, judged, and made into every letter it still gives."""
    name, kind = chance.choice(sample_kinds())
    data = broken.json_bytes(_bytes(SAMPLES / "sager" / f"{name}.json"), chance)

    def turn() -> None:
        sag = parse_sag(data, "sag.json")
        job = Job(kind, nr="alle", settings=settings(), today=DAY)
        every_problem(sag, job)
        produce(sag, job)
    return Input(turn, f"{kind}.json", data, _secrets(name))


def settings_files(chance: random.Random) -> Input:
    """A kommune's TOML."""
    from pipeline import read_settings

    path = chance.choice(sorted((SAMPLES / "kommuner").glob("*.toml")))
    data = broken.toml(_bytes(path), chance)

    def turn() -> None:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "k.toml").write_bytes(data)
            made = read_settings(Path(folder) / "k.toml")
        produce(sample(CASE), Job("afgoerelse", settings=made, formats=("docx",)))
    return Input(turn, "kommune.toml", data)


def templates(chance: random.Random) -> Input:
    """A caseworker's template: checked, and a letter made with it."""
    from pipeline import resources
    from pipeline.templates import checking
    from pipeline.templates.sources import sources_of
    from pipeline.templateset import template_set
    from pipeline.tools import engine, environment

    path = chance.choice(sorted(resources.templates().glob("*/*.docx")))
    data = broken.template(_bytes(path), chance)

    def turn() -> None:
        with tempfile.TemporaryDirectory() as folder:
            own = Path(folder) / path.parent.name / path.name
            own.parent.mkdir()
            own.write_bytes(data)
            found = template_set(Path(folder))
            checking.check(sources_of([own], None, found), found, environment(),
                           engine("typst", quoting=True))
            kind = path.stem if path.parent.name == "dokumenter" else "afgoerelse"
            produce(sample(CASE), job_for(sample(CASE), kind, nr=None, templates=Path(folder)))
    return Input(turn, f"{path.parent.name}-{path.name}", data, _secrets(CASE))


def letters_to_pdf(chance: random.Random) -> Input:
    """A letter that a hand or another program has changed, set as PDF."""
    from pipeline.pdf import Metadata
    from pipeline.tools import engine

    letter = Docx.read(chance.choice(_letters()))
    about = Metadata(title="Brev", author="Solbæk Kommune")
    noon = dt.datetime.combine(DAY, dt.time(12), dt.UTC)
    seed = chance.random()

    def turn() -> None:
        engine("typst").pdf(mutant(letter, random.Random(seed)), metadata=about, timestamp=noon)
    return Input(turn, "brev.docx", letter.data, _secrets(CASE))


def workbooks(chance: random.Random) -> Input:
    """A workbook of cases, read to the last row."""
    return _rows("sager.xlsx", broken.package(_workbook(), chance))


def csv_files(chance: random.Random) -> Input:
    """The same as CSV."""
    return _rows("sager.csv", spoiled(_csv(), chance))


def _rows(name: str, data: bytes) -> Input:
    from pipeline.batch.files import Held
    from pipeline.batch.sheets.records import records
    from pipeline.errors import DataError

    def turn() -> None:
        refused = []
        for record in records(Held(name, data)):
            try:
                every_problem(record.sag(name), Job("", settings=settings(), today=DAY))
            except DataError as error:
                refused += error.problems
        if refused:
            raise DataError(refused)
    return Input(turn, name, data, _secrets(CASE))


def pdf_forms(chance: random.Random) -> Input:
    """A filled PDF form: its fields, its case, filled again, made flat."""
    from pipeline.forms import room
    from pipeline.forms.mapping.taken import taken

    data = broken.pdf(_form("pdf"), chance)

    def turn() -> None:
        form = room.inspect(data)
        taken(data)
        room.fill(data, {each.name: "Ærø" for each in form.fillable if each.kind == "text"})
        room.flatten(data)
    return Input(turn, "blanket.pdf", data, _secrets(CASE))


def word_forms(chance: random.Random) -> Input:
    """A filled Word form, read."""
    from pipeline.forms.mapping.taken import taken

    data = broken.package(_form("docx"), chance)
    return Input(lambda: taken(data), "blanket.docx", data, _secrets(CASE))


def carried_data(chance: random.Random) -> Input:
    """A document with its data, changed on its way: opened and weighed."""
    from pipeline.errors import DataError
    from pipeline.opening.opened import opened

    suffix = chance.choice(("pdf", "docx"))
    data = (broken.pdf if suffix == "pdf" else broken.package)(_carrying(suffix), chance)

    def turn() -> None:
        found = opened(data, name=f"brev.{suffix}")
        if found.problems:
            raise DataError(found.problems)
    return Input(turn, f"brev.{suffix}", data)


def drafts(chance: random.Random) -> Input:
    """What a page of the web sends, its draft included: anybody can have written it."""
    from pipeline.forms.blank.plan import Plan
    from pipeline.web.posted import Posted
    from pipeline.web.skema.answering import Here, draft_of, file_of, page_of, sums_of
    from pipeline.web.skema.questionnaire import questionnaire

    kind = chance.choice(WRITTEN)
    names = [each.name for each in questionnaire(Plan(kind)).form.questions]

    def answers(most: int) -> dict[str, Any]:
        return {name: chance.choice(ANSWERS) for name in chance.sample(names, chance.randint(0, most))}

    draft = {"hjemmetraening-kladde": 1, "dokument": kind, "svar": answers(len(names)), "raekker": {}}
    data = broken.json_bytes(json.dumps(draft).encode(), chance) if chance.random() < 0.5 else \
        json.dumps(draft).encode()
    step = chance.choice(STEPS).format(chance.choice(names), chance.choice(names).rpartition(".0.")[0])
    sent = Posted({"kladde": [data.decode("utf-8", "replace")], "gaa": [step],
                   "trin": [str(chance.choice([0, 1, 5, 99, -1, "x"]))],
                   **{name: [str(each)] for name, each in answers(9).items()}})
    here = Here(chance.choice(("da", "en")), DAY, settings())
    turns = [page_of, draft_of, lambda *each: file_of(*each[:2], "pdf", each[2])]
    turn = chance.choice([*turns, sums_of] if kind == "tilbud" else turns)
    return Input(lambda: turn(kind, sent, here), "kladde.json", data)


KINDS: Mapping[str, Kind] = {
    "sager": case_files, "kommuner": settings_files, "skabeloner": templates, "breve": letters_to_pdf,
    "regneark": workbooks, "csv": csv_files, "pdf-blanketter": pdf_forms, "word-blanketter": word_forms,
    "data-med": carried_data, "kladder": drafts}


# --- what they begin with, made once a process ---------------------------------------------------


@functools.cache
def _bytes(path: Path) -> bytes:
    return path.read_bytes()


@functools.cache
def _secrets(name: str) -> tuple[str, ...]:
    """The names, numbers and places of a sample's people."""
    case = sample(name).data
    people: Iterable[Any] = (case.get("barn", {}), *case.get("parter", ()))
    return tuple(sorted({each for person in people for key in ("navn", "cpr")
                         if isinstance(each := person.get(key), str)}))


@functools.cache
def _letters() -> tuple[bytes, ...]:
    sag = sample(CASE)
    return tuple(produce(sag, job_for(sag, kind, formats=("docx",)))[0].files["docx"]
                 for kind in ("tilbud", "afgoerelse", "tilsynsrapport"))


@functools.cache
def _carrying(suffix: str) -> bytes:
    sag = sample(CASE)
    return produce(sag, job_for(sag, FORM, nr=None, carry=True))[0].files[suffix]


@functools.cache
def _form(suffix: str) -> bytes:
    from pipeline.forms.blank import made, prefill
    from pipeline.forms.blank.plan import Plan

    plan, known = prefill.planned(Plan(FORM), prefill.For(sample(CASE).data, READER, DAY))
    _, form, bound = made.described(plan)
    return (made.pdf if suffix == "pdf" else made.docx)(plan, prefill.values(form, bound, known))


@functools.cache
def _workbook() -> bytes:
    from pipeline.batch.sheets.workbook import workbook

    return workbook(DOCUMENTS["afgoerelse"], [sample(CASE).data])


@functools.cache
def _csv() -> bytes:
    names = ("sagsnummer", "barn.navn", "barn.cpr", "parter.1.id", "parter.1.rolle", "parter.1.navn")
    values = ("1/26", "Karla Ærø", "010118-4321", "mor", "foraelder", "Mona Ærø")
    return "\n".join([";".join(names), *[";".join(values)] * 3]).encode()
