"""Processes that work with the peers, and what to say of a peer that is not there."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.timing import Told

BENCHMARKS = Path(__file__).parents[1]
NODE = BENCHMARKS / "node"
PYTHON = BENCHMARKS.parent / ".venv-bench" / "bin" / "python"
HOW = "make bench-peers"
DISTRIBUTIONS = {"weasyprint": "weasyprint", "unoserver": "unoserver", "dxpdf": "dxpdf",
                 "pypdfform": "PyPDFForm", "docxtpl-lint": "docxtpl-lint"}
"""Peers in Python, and the distributions they come in."""


class Absent(Exception):
    """A peer is not installed; says what is missing and how to get it."""


@dataclass
class Worker:
    """One process that is asked and answers, a line of JSON each way."""

    process: subprocess.Popen[str]

    def ask(self, do: str, **more: Any) -> dict[str, Any]:
        """The answer. Raises RuntimeError where the peer fails."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"do": do, **more}) + "\n")
        stdin.flush()
        answer = json.loads(stdout.readline())
        if "error" in answer:
            raise RuntimeError(f"{do}: {answer['error']}")
        return dict(answer)

    def timed(self, do: str, **more: Any) -> Told:
        """How long the peer says that its own work took."""
        return Told(self.ask(do, **more)["seconds"])

    @property
    def memory(self) -> float:
        """Its resident memory, in MiB."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20


@contextmanager
def node() -> Iterator[Worker]:
    """The worker for the peers in Node. Raises Absent."""
    if shutil.which("node") is None:
        raise Absent("Node is not installed (Debian: apt-get install nodejs npm)")
    if not (NODE / "node_modules").is_dir():
        raise Absent(f"docxtemplater and Carbone are not installed ({HOW})")
    with _working(["node", str(NODE / "work.js")]) as worker:
        yield worker


@contextmanager
def python() -> Iterator[Worker]:
    """The worker for the peers in Python. Raises Absent."""
    if not PYTHON.exists():
        raise Absent(f"the peers in Python are not installed ({HOW})")
    with _working([str(PYTHON), str(Path(__file__).with_name("work.py"))]) as worker:
        yield worker


@contextmanager
def _working(command: list[str]) -> Iterator[Worker]:
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                               stderr=subprocess.DEVNULL)
    try:
        yield Worker(process)
    finally:
        process.communicate()


def script(name: str) -> str:
    """A command of the peers' environment. Raises Absent."""
    path = PYTHON.with_name(name)
    if not path.exists():
        raise Absent(f"{name} is not installed ({HOW})")
    return str(path)


def version(worker: Worker, of: str) -> str:
    """A peer's version. Raises Absent where its package is not installed."""
    try:
        return str(worker.ask("version", of=of)["version"])
    except RuntimeError:
        raise Absent(f"{of} is not installed ({HOW})") from None
