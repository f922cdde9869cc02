"""A ready case to a Word file: ours, docxtpl, docxtemplater and Carbone, each in its own words."""

from __future__ import annotations

import io
import tempfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from benchmarks.letters import letters, letters_of, the_job, the_sample, varied
from benchmarks.peers import workers
from benchmarks.peers.equal import same_docx
from benchmarks.peers.letter import data_of
from benchmarks.peers.syntax import SYNTAXES
from benchmarks.peers.workers import Absent, Worker
from benchmarks.peers.writing import written
from benchmarks.table import compared, title
from benchmarks.timing import Told, burst, clock, paired
from pipeline.docx.compile import compile_template
from pipeline.docx.package import LEVEL_LETTER, Docx, read_parts
from pipeline.docx.render import CompiledTemplate
from pipeline.tools import environment, template_of

ROUNDS, BURST = 16, 5
"""Letters come five in a row, as in a batch."""
LETTERS = (ROUNDS + 3) * BURST
IN_NODE = ("docxtemplater", "carbone")
MAIN = "word/document.xml"
READING = (
    "The same letter, written once and put into each language by a program; what they make is compared "
    "paragraph by paragraph before anything is timed. Values are words already, so that no filter is "
    "compared. Ours keeps the compiled template from letter to letter; docxtpl and Carbone read theirs "
    "anew each time, and an instance of docxtemplater renders once, so each letter gets a new one: "
    "nobody is made to do what their users would not. Ours deflates at level 3, the others at their "
    "default, which is slower and packs tighter. The floor is what any of them must do at least: "
    "deflate the letter's XML once.")
WHOLE = (
    "Ours goes from the case to the Word file: validation, who may see what, deadlines, the statutes; "
    "the peers are given a context for free and only fill in. This is what a user of them still has to "
    "write.")


def ours() -> CompiledTemplate:
    """The letter as our own compiled template."""
    return compile_template(read_parts(written(SYNTAXES["docxtpl"])), environment(), "brev")


def by_docxtpl(template: bytes) -> Callable[[Mapping[str, Any]], bytes]:
    """docxtpl as its guide has it: open, render, save."""
    sandbox = environment()

    def run(data: Mapping[str, Any]) -> bytes:
        document = DocxTemplate(io.BytesIO(template))
        document.render(dict(data), jinja_env=sandbox, autoescape=True)
        saved = io.BytesIO()
        document.save(saved)
        return saved.getvalue()

    return run


class InNode:
    """The peers in Node, each with its template on disk."""

    def __init__(self, worker: Worker, folder: Path) -> None:
        self._worker = worker
        self._folder = folder
        self.versions = {who: workers.version(worker, who) for who in IN_NODE}
        for who in IN_NODE:
            self._template(who).write_bytes(written(SYNTAXES[who]))

    def made(self, who: str, data: Mapping[str, Any]) -> bytes:
        """What the peer makes of a case."""
        target = self._folder / f"{who}-made.docx"
        self._worker.ask(who, template=str(self._template(who)), data=data, out=str(target))
        return target.read_bytes()

    def side(self, who: str, some: Sequence[Mapping[str, Any]]) -> Callable[[int], object]:
        """A side of a paired run."""
        template = str(self._template(who))
        return lambda number: self._worker.timed(who, template=template, data=some[number])

    def _template(self, who: str) -> Path:
        return self._folder / f"{who}.docx"


def checks(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The case, and the same with every flag the other way: every branch is compared."""
    return [data, _turned(data)]


def _turned(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: (not value) if isinstance(value, bool)
            else [_turned(each) for each in value] if isinstance(value, list) else value
            for name, value in data.items()}


def rows() -> None:
    some = [data_of(letter) for letter in letters(LETTERS, shapes=True)]
    template = ours()
    docxtpl = by_docxtpl(written(SYNTAXES["docxtpl"]))
    for data in checks(some[0]):
        same_docx(template.render(data).data, docxtpl(data), "docxtpl")
    parts = [template.render(data).parts[MAIN] for data in some]
    title("A ready case to a Word file, warm: the same letter in each one's own language", READING)
    sides: dict[str, Callable[[int], object]] = {
        "ours": lambda n: template.render(some[n]),
        "floor": lambda n: zlib.compress(parts[n], LEVEL_LETTER),
        "docxtpl": lambda n: docxtpl(some[n]), "case": _whole()}
    try:
        with tempfile.TemporaryDirectory() as folder, workers.node() as worker:
            node = InNode(worker, Path(folder))
            for who in IN_NODE:
                for data in checks(some[0]):
                    same_docx(template.render(data).data, node.made(who, data), who)
            taken = _paired({**sides, **{who: node.side(who, some) for who in IN_NODE}})
            named = {who: f"{who} {node.versions[who]}" for who in IN_NODE}
        absent: dict[str, str] = {}
    except Absent as missing:
        taken, named, absent = _paired(sides), {}, dict.fromkeys(IN_NODE, str(missing))
    peers = {"docxtpl": taken["docxtpl"], **{name: taken[who] for who, name in named.items()}, **absent}
    floor = ("one deflate of the letter's XML", taken["floor"])
    compared("a ready context to a Word file's bytes", taken["ours"], peers, floor)
    title("A case to a Word file, per letter", WHOLE)
    compared("a case to a Word file's bytes, every stage", taken["case"], peers, floor)


def _paired(sides: Mapping[str, Callable[[int], object]]) -> dict[str, list[float]]:
    several = [burst(side, BURST) for side in sides.values()]
    return dict(zip(sides, paired(*several, rounds=ROUNDS), strict=True))


def _whole() -> Callable[[int], object]:
    """From a case to the Word file of its first letter, by our shipped flow; its time per letter."""
    sag, job = the_sample(), the_job()

    def run(number: int) -> Told:
        case = varied(sag.data, number, shapes=True)
        start = clock()
        made: list[Docx] = []
        for letter in letters_of(case, job):
            made.append(template_of(letter.kind, letter.author, None).render(letter.context))
        return Told((clock() - start) / len(made))

    return run
