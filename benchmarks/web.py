"""The pages under load: 50 people at once, each making a two-page PDF, against the batch runner.

Both make the same letters with two worker processes on the same cores, in turn. Besides letters a second
the processor time per letter is told: on a machine that others use too, it is what can be compared. The
people themselves take some of the cores' time, which the batch runner has to itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.batch import SETTINGS, as_installed
from benchmarks.letters import NAMES

KIND = "ansoegning-tabt-arbejdsfortjeneste"
USERS, LETTERS, WORKERS, ROUNDS = 50, 300, 2, 3
ANSWERS: Mapping[str, str] = {
    "barn.cpr": "010118-4321", "barn.diagnose": "Spastisk lammelse", "parter.0.relation": "mor",
    "parter.0.kontakt.telefon": "70 10 20 30", "parter.0.foraeldremyndighed": "ja",
    "ansoegninger.0.variant": "ny", "ansoegninger.0.periode.fra": "1. februar 2027",
    "ansoegninger.0.timer_pr_uge": "12,5", "ansoegninger.0.ugeskema.0.dag": "mandag",
    "ansoegninger.0.ugeskema.0.fra": "8.30", "ansoegninger.0.ugeskema.0.til": "11",
    "ansoegninger.0.ugeskema.0.aktivitet": "Vi kravler",
    "ansoegninger.0.arbejde.form": "loenmodtager", "ansoegninger.0.arbejde.bruttoloen": "31.500",
    "ansoegninger.0.arbejde.timer_pr_uge": "37", "ansoegninger.0.arbejde.arbejdsgiver": "Bageren",
    "ansoegninger.0.bilag": "Lønsedler", "ansoegninger.0.brevdato": "22-11-2026"}
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
Row = Callable[..., None]


@dataclass(frozen=True)
class Asking:
    """One request, whole, but for the host."""

    path: str
    body: bytes
    kind: str

    def written(self, port: int) -> bytes:
        head = (f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: {self.kind}\r\n"
                f"Content-Length: {len(self.body)}\r\n\r\n")
        return head.encode() + self.body


@dataclass(frozen=True)
class Ran:
    """Seconds and processor seconds of so many letters."""

    seconds: float
    work: float
    letters: int

    @property
    def rate(self) -> float:
        return self.letters / self.seconds

    @property
    def work_ms(self) -> float:
        return self.work / self.letters * 1000


def drafted(number: int) -> dict[str, str]:
    """The form as a page sends it, filled in by another family each time."""
    name = f"{NAMES[number % 10]} {NAMES[number // 10 % 10]}sen"
    answers = {**ANSWERS, "barn.navn": f"{name} {number}", "parter.0.navn": f"Mona {number} Kjær",
               "ansoegninger.0.traeningsplan": f"{name} og vi træner hver dag, sag {number}."}
    draft = {"hjemmetraening-kladde": 1, "dokument": KIND, "svar": answers, "raekker": {}}
    return {"kladde": json.dumps(draft, ensure_ascii=False), "trin": "99"}


def page(number: int, form: str = "pdf") -> Asking:
    """What a parent's browser sends to get the document."""
    return Asking(f"/da/skema/{KIND}/{form}", urllib.parse.urlencode(drafted(number)).encode(), FORM)


def program(case: Mapping[str, Any]) -> Asking:
    """What a program sends for the same letter."""
    body = {"sag": case, "dokument": KIND, "formater": ["pdf"]}
    return Asking("/api/render", json.dumps(body).encode(), JSON)


@contextlib.contextmanager
def served(workers: int) -> Iterator[tuple[int, psutil.Process]]:
    """`hjemmetraening serve` as a process of its own; its port."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "serve", "--kommune", str(SETTINGS), "--port", "0",
             "--workers", str(workers)], env=as_installed(Path(folder)), stderr=subprocess.DEVNULL)
        try:
            yield _port(process), psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _port(process: subprocess.Popen[bytes]) -> int:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for each in psutil.Process(process.pid).net_connections():
            if each.status == psutil.CONN_LISTEN:
                return int(each.laddr.port)
        time.sleep(0.1)
    raise RuntimeError("the server does not answer")


async def everybody(port: int, asked: Sequence[Asking], users: int) -> list[bytes]:
    """The answers of all that was asked, by so many people at once, each on their own connection."""
    answers: list[bytes] = [b""] * len(asked)

    async def one(first: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in range(first, len(asked), users):
            writer.write(asked[number].written(port))
            answers[number] = await _answer(reader)
        writer.close()

    await asyncio.gather(*(one(first) for first in range(min(users, len(asked)))))
    return answers


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
    body = await reader.readexactly(length)
    status = int(head.split()[1])
    if status != 200:
        raise RuntimeError(f"{status}: {body[:300]!r}")
    return body


def loaded(port: int, process: psutil.Process, asked: Sequence[Asking]) -> Ran:
    """All that was asked, timed; anything but a PDF is an error."""
    before, start = work_of(process), time.perf_counter()
    answers = asyncio.run(everybody(port, asked, USERS))
    seconds = time.perf_counter() - start
    if not all(each.startswith((b"%PDF-", b'{\n  "breve"')) for each in answers):
        raise RuntimeError("an answer is no document")
    return Ran(seconds, work_of(process) - before, len(asked))


def work_of(process: psutil.Process) -> float:
    """Processor seconds of a process and its children."""
    family = [process, *process.children(recursive=True)]
    return sum(each.user + each.system for each in (one.cpu_times() for one in family))


def batched(cases: Sequence[Mapping[str, Any]]) -> Ran:
    """The batch runner with the same letters, as PDF only."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sager.jsonl"
        source.write_text("\n".join(json.dumps(each) for each in cases) + "\n", encoding="utf-8")
        before, start = _children(), time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "batch", str(source), "--kind", KIND, "--kommune",
             str(SETTINGS), "--out", f"{folder}/ud", "--format", "pdf", "--workers", str(WORKERS),
             "--json"], stdout=subprocess.PIPE, check=True, env=as_installed(Path(folder)))
        seconds = time.perf_counter() - start
        assert json.loads(done.stdout)["filer"] == len(cases)
        return Ran(seconds, _children() - before, len(cases))


def _children() -> float:
    own = psutil.Process().cpu_times()
    return float(own.children_user + own.children_system)


def without(whole: Ran, begun: Ran) -> Ran:
    """A run without what it takes to begin: a server has begun long ago."""
    return Ran(whole.seconds - begun.seconds, whole.work - begun.work, whole.letters - begun.letters)


def rows(row: Row) -> None:
    """Pages, API and batch in turn; the medians."""
    with served(WORKERS) as (port, process):
        answers = asyncio.run(everybody(port, [page(n, "json") for n in range(LETTERS)], USERS))
        cases = [{**json.loads(each), "sagsnummer": f"B{n}"} for n, each in enumerate(answers)]
        pages, programs = [page(n) for n in range(LETTERS)], [program(each) for each in cases]
        for asked in (pages, programs):
            loaded(port, process, asked[:USERS * 2])
        found: dict[str, list[Ran]] = {"pages": [], "API": [], "batch": []}
        for _ in range(ROUNDS):
            found["pages"].append(loaded(port, process, pages))
            found["batch"].append(without(batched(cases), batched(cases[:WORKERS])))
            found["API"].append(loaded(port, process, programs))
    for name, each in found.items():
        row(f"{name}, {USERS} at once" if name != "batch" else "batch runner, PDF only, begun",
            statistics.median(ran.rate for ran in each), "letters/s",
            f"{statistics.median(ran.work_ms for ran in each):.1f} ms of processor a letter")
    for name in ("pages", "API"):
        pairs = [(own.rate / theirs.rate, theirs.work_ms / own.work_ms)
                 for own, theirs in zip(found[name], found["batch"], strict=True)]
        row(f"{name} against batch, letters a second", statistics.median(p[0] for p in pairs), "x",
            "goal at least 0.75")
        row(f"{name} against batch, letters a second of processor",
            statistics.median(p[1] for p in pairs), "x")
