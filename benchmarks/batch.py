"""The batch: letters a second, memory and time per letter as the run grows, and against LibreOffice."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks import soffice
from benchmarks.letters import letters
from benchmarks.rendering import composed, docxtpl_bytes
from pipeline.letters import Letter
from pipeline.resources import samples

KIND = "revurdering"
SETTINGS = samples() / "kommuner" / "solbaek.toml"
COUNT = 1_200
"""Cases of two letters each: enough that starting up, which has a row of its own, is a small part."""
LOOK = 1.0
"""Seconds between looks at the memory: each takes some milliseconds from those that are timed."""


@dataclass(frozen=True)
class Ran:
    """One whole command: seconds, letters on disk, the most memory of all its processes (MB)."""

    seconds: float
    letters: int
    memory: float

    @property
    def rate(self) -> float:
        return self.letters / self.seconds


def write_cases(path: Path, count: int, vary: Callable[[int], dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps(vary(number), default=float, ensure_ascii=False) + "\n")
    return path


def ran(source: Path, *more: str) -> Ran:
    """`hjemmetraening batch` as a whole process, into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "batch", str(source), "--kind", KIND, "--kommune",
             str(SETTINGS), "--out", out, "--json", *more],
            stdout=subprocess.PIPE, text=True, env=as_installed(source.parent))
        with memory_of(process.pid) as most:
            told, _ = process.communicate()
        seconds = time.perf_counter() - start
        figures = json.loads(told)
        kinds = 2 if "--format" not in more else 1
        return Ran(seconds, figures["filer"] // kinds, most[0])


def as_installed(folder: Path) -> dict[str, str]:
    """The environment of a program whose bytecode is kept, as that of an installed one is."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


@contextlib.contextmanager
def memory_of(pid: int) -> Iterator[list[float]]:
    """The most memory a process and its children have together, in MB, looked at now and then."""
    most, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(LOOK):
            with contextlib.suppress(psutil.Error):
                family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
                now = sum(_private(each) for each in family)
                most[0] = max(most[0], now / 2**20)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield most
    finally:
        over.set()
        watcher.join()


def _private(process: psutil.Process) -> int:
    with contextlib.suppress(psutil.Error):
        return int(process.memory_info().rss)
    return 0


CLUSTER = """
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=%d, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


@contextlib.contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A local Dask cluster's address."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "cluster.py"
        script.write_text(CLUSTER % workers)
        process = subprocess.Popen(
            [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()})
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.communicate("\n")


def rivals(workers: int) -> float | None:
    """Letters a second of docxtpl and a warm LibreOffice in each of so many processes at once."""
    if not soffice.warm_available():
        return None
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawned) as pool:
        ports = range(soffice.PORT + 1, soffice.PORT + 1 + workers)
        return sum(pool.map(_rival, ports))


def _rival(port: int, count: int = 40) -> float:
    """One process's letters a second, once it and its LibreOffice are warm."""
    with tempfile.TemporaryDirectory() as name, soffice.Warm(port) as office:
        folder, some = Path(name), letters(count)
        render, target = docxtpl_bytes(composed(folder)), folder / "rival.docx"

        def one(letter: Letter) -> None:
            target.write_bytes(render(letter))
            office.convert(target, folder / "rival.pdf")

        for letter in some[:3]:
            one(letter)
        start = time.perf_counter()
        for letter in some:
            one(letter)
        return count / (time.perf_counter() - start)


def rows(vary: Callable[[int], dict[str, Any]], row: Callable[..., None], *, long: bool) -> None:
    """Every row; with `long` also the run of 20,000 letters."""
    with tempfile.TemporaryDirectory() as folder:
        source = write_cases(Path(folder) / "sager.jsonl", COUNT, vary)
        for name, more in (("DOCX alone", ("--format", "docx")), ("DOCX and PDF", ())):
            _rates(source, name, more, row)
        pool = ran(source)
        if theirs := rivals(2):
            row("docxtpl and LibreOffice, one of each on both cores", theirs, "letters/s")
            row("ratio", pool.rate / theirs, "x", "required 8, goal 12")
        with cluster(2) as address:
            there = ran(source, "--scheduler", address)
        row("Dask's local cluster against the processes, time", there.seconds / pool.seconds, "x",
            "goal at most 1.15")
        one = write_cases(Path(folder) / "en.jsonl", 1, vary)
        row("start-up: a batch of one case", ran(one).seconds, "s")
        if long:
            _growth(Path(folder), vary, row, (500, 10_000))


def _rates(source: Path, name: str, more: Iterable[str], row: Callable[..., None]) -> None:
    """One and two worker processes, in turn, twice."""
    pairs = [(ran(source, "--workers", "1", *more), ran(source, "--workers", "2", *more))
             for _ in range(2)]
    one, two = (max(pair[place].rate for pair in pairs) for place in (0, 1))
    row(f"{name}, 1 worker process", one, "letters/s")
    row(f"{name}, 2 worker processes", two, "letters/s")
    row("ratio", two / one, "x", "goal 1.8 on two cores")


def _growth(folder: Path, vary: Callable[[int], dict[str, Any]], row: Callable[..., None],
            counts: tuple[int, int]) -> None:
    """Memory and time per letter, of a run of 1,000 letters and of a long one."""
    found = [ran(write_cases(folder / f"{count}.jsonl", count, vary)) for count in counts]
    for each in found:
        row(f"{each.letters:,} letters, per letter".replace(",", "."), 1000 / each.rate)
        row("most memory of all processes", each.memory, "MB")
    row("memory of the long run against the short one", found[1].memory / found[0].memory, "x",
        "goal at most 1.15")
    row("time per letter of the long run against the short one", found[0].rate / found[1].rate, "x",
        "goal 1")
