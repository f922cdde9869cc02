"""LibreOffice kept up by unoserver, for as long as it is timed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks import soffice
from benchmarks.peers.workers import PYTHON, Absent, Worker

PORT, UNO_PORT = 2103, 2104
PATIENCE = 60.0
"""Seconds it may take to start."""


class Unoserver:
    """A server that answers; `memory` is that of its LibreOffice."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    @property
    def memory(self) -> float:
        """Resident memory of the server and its office, in MiB."""
        own = psutil.Process(self._process.pid)
        family = (own, *own.children(recursive=True))
        return sum(float(each.memory_info().rss) for each in family) / 2**20


@contextmanager
def unoserver(worker: Worker, sample: Path) -> Iterator[Unoserver]:
    """A unoserver that has converted `sample` once. Raises Absent where anything of it is missing.

    It runs under the system's Python, which has LibreOffice's bridge, with the peers' packages.
    """
    if not soffice.warm_available():
        raise Absent("LibreOffice with its bridge for Python is not installed "
                     "(Debian: apt-get install libreoffice-writer python3-uno)")
    packages = next(PYTHON.parents[1].glob("lib/python*/site-packages"))
    profile = tempfile.mkdtemp()
    process = subprocess.Popen(
        ["/usr/bin/python3", "-m", "unoserver.server", "--port", str(PORT), "--uno-port", str(UNO_PORT),
         "--user-installation", profile], cwd=profile,
        env={"PYTHONPATH": str(packages), "PATH": "/usr/bin:/bin", "HOME": profile, "LANG": "C.UTF-8"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _answered(worker, sample)
        yield Unoserver(process)
    finally:
        _stopped(process)
        shutil.rmtree(profile, ignore_errors=True)


def _answered(worker: Worker, sample: Path) -> None:
    """Wait until it has made a PDF."""
    late = time.monotonic() + PATIENCE
    while True:
        try:
            worker.ask("unoserver", source=str(sample), port=str(PORT))
            return
        except RuntimeError:
            if time.monotonic() > late:
                raise
            time.sleep(0.5)


def _stopped(process: subprocess.Popen[bytes]) -> None:
    """The server and the office it started, whatever they wait for."""
    own = psutil.Process(process.pid)
    for each in (*own.children(recursive=True), own):
        each.kill()
    process.wait()
