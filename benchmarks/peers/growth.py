"""As work grows: letters in a batch, rows in a table, pages in a document."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks import grown
from benchmarks.batch import ran, write_cases
from benchmarks.letters import META, NOON, letters, the_sample, varied
from benchmarks.peers import documents, workers
from benchmarks.peers.equal import same_docx
from benchmarks.peers.letter import data_of
from benchmarks.peers.office import PORT, unoserver
from benchmarks.peers.syntax import SYNTAXES
from benchmarks.peers.workers import DISTRIBUTIONS, Absent
from benchmarks.peers.writing import written
from benchmarks.table import compared, row, title
from benchmarks.timing import paired
from pipeline.tools import engine

CASES = (5, 50, 500, 5_000)
"""Of two letters each."""
ROWS, PAGES = (3, 30, 300, 3_000), (1, 10, 100)
LETTERS = (
    "The whole command, start included, which is why ten letters cost most each. From a thousand on, "
    "the time per letter and the memory of all processes should stand still.")
GROWTH = (
    "One letter whose table or text grows. Ours should grow no faster than what it sets; where a peer "
    "is nearer at the large end than at the small, that is lost ground.")
Data = Mapping[str, Any]


def rows() -> None:
    many_letters()
    many_rows()
    many_pages()


def many_letters() -> None:
    sample = the_sample().data
    title("A batch of ever more letters to DOCX and PDF, whole process, two workers", LETTERS)
    with tempfile.TemporaryDirectory() as folder:
        found = [ran(write_cases(Path(folder) / f"{count}.jsonl", count, lambda n: varied(sample, n)))
                 for count in CASES]
    for each in found:
        row(f"{each.letters:,} letters, per letter", 1000 / each.rate)
        row(f"{each.letters:,} letters, most memory of all processes", each.memory, "MB")
    row("memory, ten times the letters", found[-1].memory / found[-2].memory, "x", "goal at most 1.15")
    row("time per letter, ten times the letters", found[-2].rate / found[-1].rate, "x", "goal 1")


def many_rows() -> None:
    """The peers' letter with ever more rows in its table, to a Word file."""
    title("A letter whose table grows, to a Word file", GROWTH)
    template = documents.ours()
    docxtpl = documents.by_docxtpl(written(SYNTAXES["docxtpl"]))
    with ExitStack() as held:
        try:
            folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
            node = documents.InNode(held.enter_context(workers.node()), folder)
            absent: dict[str, str] = {}
        except Absent as missing:
            node, absent = None, dict.fromkeys(documents.IN_NODE, str(missing))
        for count in ROWS:
            data = _with_rows(data_of(letters(1)[0]), count)
            sides: dict[str, Callable[[int], object]] = {
                "ours": lambda _, data=data: template.render(data),
                "docxtpl": lambda _, data=data: docxtpl(data)}
            if node:
                for who, version in node.versions.items():
                    same_docx(template.render(data).data, node.made(who, data), who)
                    side = node.side(who, [data])
                    sides[f"{who} {version}"] = lambda _, side=side: side(0)
            taken = dict(zip(sides, paired(*sides.values(), rounds=3, warm_up=1), strict=True))
            compared(f"{count:,} rows", taken.pop("ours"), taken | absent)


def _with_rows(data: Data, count: int) -> dict[str, Any]:
    first = data["betingelser"][0]
    return {**data, "betingelser": [{**first, "vurdering": f"{first['vurdering']} Række {number}."}
                                    for number in range(count)]}


def many_pages() -> None:
    """A document of ever more pages to PDF."""
    title("A document whose pages grow, to PDF", GROWTH)
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
        (folder / "0.docx").write_bytes(grown.pages(1, 0).data)
        theirs: dict[str, tuple[str, dict[str, str]]] = {}
        absent: dict[str, str] = {}
        try:
            worker = held.enter_context(workers.python())
            for do, more in (("unoserver", {"port": str(PORT)}), ("dxpdf", {})):
                named = f"{do} {workers.version(worker, DISTRIBUTIONS[do])}"
                if do == "unoserver":
                    held.enter_context(unoserver(worker, folder / "0.docx"))
                theirs[named] = (do, more)
        except Absent as missing:
            absent["unoserver, dxpdf"] = str(missing)
        for count in PAGES:
            some = [grown.pages(count, number) for number in range(4)]
            for number, each in enumerate(some):
                (folder / f"{count}-{number}.docx").write_bytes(each.data)
            sides: dict[str, Callable[[int], object]] = {
                "ours": lambda n, some=some: engine().pdf(some[n], metadata=META, timestamp=NOON)}
            for named, (do, more) in theirs.items():
                sides[named] = lambda n, do=do, more=more, count=count: worker.timed(
                    do, source=str(folder / f"{count}-{n % 4}.docx"), **more)
            taken = dict(zip(sides, paired(*sides.values(), rounds=3, warm_up=1), strict=True))
            compared(f"{count} pages", taken.pop("ours"), taken | absent)
