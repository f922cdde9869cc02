"""The PDF engine by itself: against a bare Typst page, over many letters, as documents grow, cold."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import psutil
import typst

from benchmarks import grown
from benchmarks.bare import bare_source
from benchmarks.letters import (
    KIND,
    META,
    NOON,
    letters,
    letters_of,
    rendered,
    the_job,
    the_sample,
    varied,
)
from benchmarks.table import row, title
from benchmarks.timing import median_ms, paired, ratio
from pipeline.documents import KINDS
from pipeline.docx.package import Docx
from pipeline.pdf import fonts
from pipeline.pdf.setting import document
from pipeline.tools import engine, template_of

ROUNDS = 100
MANY = "from benchmarks.engine import many; many()"


def rows() -> None:
    against_bare_typst(shapes=False)
    against_bare_typst(shapes=True)
    memory()
    growth()


def against_bare_typst(*, shapes: bool) -> None:
    """Walk and compile against Typst's own time for a page somebody wrote by hand."""
    docs = rendered(letters(ROUNDS, shapes=shapes))
    bare = [bare_source(docx.data) for docx in docs]
    compiler = typst.Compiler(font_paths=[str(fonts.folder())], ignore_system_fonts=True)
    walks: list[float] = []

    def ours(number: int) -> object:
        return engine().pdf(docs[number], metadata=META, timestamp=NOON)

    def theirs(number: int) -> object:
        return compiler.compile(input=bare[number], format="pdf", pdf_standards=["ua-1", "a-2a"],
                                timestamp=NOON)

    with _timed_walks(walks):
        our_times, their_times = paired(ours, theirs, rounds=ROUNDS - 10)
    varying = "text and structure" if shapes else "text"
    title(f"Walk and compile against a bare Typst page of the same varying {varying}, warm")
    row("bare Typst", median_ms(their_times))
    row("hjemmetraening", median_ms(our_times))
    row("ratio", ratio(our_times, their_times), "x", "goal at most 1.5")
    share = statistics.median(walks[-len(our_times):]) / statistics.median(our_times)
    row("the walk's share", 100 * share, "%", "goal at most 25")


class _timed_walks:
    """While it lasts, how long each walk takes is noted."""

    def __init__(self, taken: list[float]) -> None:
        self._taken = taken
        self._walk: Callable[..., document.Source] = document.source

    def __enter__(self) -> None:
        def timed(*args: object, **more: object) -> document.Source:
            start = time.perf_counter()
            try:
                return self._walk(*args, **more)
            finally:
                self._taken.append(time.perf_counter() - start)

        document.source = timed

    def __exit__(self, *_: object) -> None:
        document.source = self._walk


def memory() -> None:
    """1,000 letters, no two of one text, in a process of their own."""
    done = subprocess.run([sys.executable, "-c", MANY], check=True, capture_output=True, text=True)
    found = {int(count): size for count, size in json.loads(done.stdout).items()}
    title("1.000 different letters in one process")
    row("memory after 100", found[100], "MiB")
    row("memory after 500", found[500], "MiB", "goal at most 150")
    row("memory after 1.000", found[1000], "MiB", "goal at most 150")
    row("from the 500th to the 1.000th", found[1000] / found[500], "x", "goal at most 1.02")


def many() -> None:
    """Set the letters one by one, and print the memory after each hundred."""
    sag, job = the_sample(), the_job()
    template = template_of(KINDS[KIND], "kommune", None)
    found, process = {}, psutil.Process()
    for number in range(1000):
        letter = letters_of(varied(sag.data, number, True), job)[0]
        engine().pdf(template.render(letter.context), metadata=META, timestamp=NOON)
        if not (number + 1) % 100:
            found[number + 1] = process.memory_info().rss / 2**20
    print(json.dumps(found))


def growth() -> None:
    """Work per page and per row as documents grow: 1 where it is linear."""
    title("As documents grow, each the first of its kind")
    for what, make, few, many in (("page", grown.pages, 25, 100), ("row", grown.rows, 50, 200)):
        each = {count: _first(make, count) / count for count in (few, many)}
        row(f"{many} {what}s, per {what}", each[many] * 1000)
        row(f"against {few} {what}s, per {what}", each[many] / each[few], "x", "goal at most 1.2")


def _first(make: Callable[[int, int], Docx], count: int) -> float:
    """Seconds of work for a document of this size, the like of which was never set."""
    taken = []
    for number in range(5):
        grown_up = make(count, number)
        start = time.process_time()
        engine().pdf(grown_up, metadata=META, timestamp=NOON)
        taken.append(time.process_time() - start)
    return statistics.median(taken[1:])
