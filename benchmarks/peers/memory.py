"""How much memory a process holds after many letters: ours and the peers', each in one of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

from benchmarks.letters import META, NOON, letters, rendered
from benchmarks.peers import documents, workers
from benchmarks.peers.letter import data_of
from benchmarks.peers.office import PORT, unoserver
from benchmarks.peers.pdf import files
from benchmarks.peers.syntax import SYNTAXES
from benchmarks.peers.workers import Absent
from benchmarks.peers.writing import written
from benchmarks.table import row, title, weighed
from pipeline.docx.package import Docx
from pipeline.tools import engine

SOME, MANY = 25, 100
"""Letters after which memory is looked at; between the two it should not grow."""
READING = (
    "Resident memory of one process after 100 letters, no two alike, and how much of it came after the "
    "25th. Our process has validation, rules and both engines in it from the start; Node's is one for "
    "docxtemplater and Carbone, each alone in its run. unoserver's is the office it keeps up.")
MANY_OF = "import sys; from benchmarks.peers.memory import many; many(sys.argv[1])"
Grown = tuple[float, float]
"""MiB after some and after many."""


def rows() -> None:
    title("Memory of a process that makes letters", READING)
    word = {"docxtpl": _alone("docxtpl"), **_in_node()}
    _told("Word files", _alone("docx"), word)
    _told("Word files to PDF", _alone("pdf"), _to_pdf())


def _told(what: str, ours: Grown, peers: dict[str, Grown | str]) -> None:
    weighed(f"{what}: memory after {MANY}", ours[1],
            {who: each if isinstance(each, str) else each[1] for who, each in peers.items()}, unit="MiB")
    for who, each in {"hjemmetraening": ours, **peers}.items():
        if not isinstance(each, str):
            row(f"{what}, {who}: more than after the {SOME}th", each[1] - each[0], "MiB")


def _alone(what: str) -> Grown:
    """Ours or docxtpl's, in a new process of this environment."""
    done = subprocess.run([sys.executable, "-c", MANY_OF, what],
                          check=True, capture_output=True, text=True)
    some, much = json.loads(done.stdout)
    return some, much


def many(what: str) -> None:
    """Make the letters one by one, and print the memory after some and after all."""
    cases = [data_of(letter) for letter in letters(MANY, shapes=True)]
    template, found = documents.ours(), []
    docxtpl = documents.by_docxtpl(written(SYNTAXES["docxtpl"]))
    for number, data in enumerate(cases, 1):
        if what == "docxtpl":
            docxtpl(data)
        else:
            made: Docx = template.render(data)
            if what == "pdf":
                engine().pdf(made, metadata=META, timestamp=NOON)
        if number in (SOME, MANY):
            found.append(psutil.Process().memory_info().rss / 2**20)
    print(json.dumps(found))


def _in_node() -> dict[str, Grown | str]:
    """A process for each peer in Node."""
    cases = [data_of(letter) for letter in letters(MANY, shapes=True)]
    found: dict[str, Grown | str] = {}
    for who in documents.IN_NODE:
        try:
            with tempfile.TemporaryDirectory() as folder, workers.node() as worker:
                side, taken = documents.InNode(worker, Path(folder)).side(who, cases), []
                for number in range(MANY):
                    side(number)
                    if number + 1 in (SOME, MANY):
                        taken.append(worker.memory)
            found[who] = (taken[0], taken[1])
        except Absent as missing:
            found[who] = str(missing)
    return found


def _to_pdf() -> dict[str, Grown | str]:
    """A process for each peer in Python; of unoserver, its office."""
    some = rendered(letters(SOME, shapes=True))
    found: dict[str, Grown | str] = {}
    with tempfile.TemporaryDirectory() as name:
        files(some, Path(name))
        for do, kind, more in (("unoserver", "docx", {"port": str(PORT)}), ("weasyprint", "html", {}),
                               ("dxpdf", "docx", {})):
            try:
                found[do] = _worked(do, Path(name), kind, more)
            except Absent as missing:
                found[do] = str(missing)
    return found


def _worked(do: str, folder: Path, kind: str, more: dict[str, str]) -> Grown:
    taken: list[float] = []

    def work(memory: object) -> None:
        for number in range(MANY):
            worker.ask(do, source=str(folder / f"{number % SOME}.{kind}"), **more)
            if number + 1 in (SOME, MANY):
                taken.append(memory.memory)  # type: ignore[attr-defined]

    with workers.python() as worker:
        workers.version(worker, workers.DISTRIBUTIONS[do])
        if do == "unoserver":
            with unoserver(worker, folder / f"0.{kind}") as office:
                work(office)
        else:
            work(worker)
    return taken[0], taken[1]
