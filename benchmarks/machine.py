"""What was measured on, and with which versions: printed before the figures and written above them."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.peers import workers
from benchmarks.peers.workers import Absent

OURS = ("hjemmetraening", "docxtpl", "jinja2", "typst", "pypdf", "pikepdf", "pypdfium2", "lxml")
IN_NODE = ("docxtemplater", "pizzip", "carbone")


def described() -> list[str]:
    """The machine, the interpreters, our libraries, and every peer or that it is not there."""
    return [
        f"{psutil.cpu_count()} cores ({_processor()}), {psutil.virtual_memory().total / 2**30:.0f} GiB, "
        f"{platform.system()} {platform.machine()}",
        f"load before the run: {os.getloadavg()[0]:.1f} (above 1, others used the machine too)",
        f"Python {platform.python_version()}, zlib {zlib.ZLIB_RUNTIME_VERSION}",
        ", ".join(f"{name} {importlib.metadata.version(name)}" for name in OURS),
        ", ".join(_python()), ", ".join(_node()), _office()]


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")),
                platform.processor() or "unknown")


def _python() -> Iterator[str]:
    try:
        with workers.python() as worker:
            for name in workers.DISTRIBUTIONS.values():
                try:
                    yield f"{name} {workers.version(worker, name)}"
                except Absent as missing:
                    yield str(missing)
    except Absent as missing:
        yield str(missing)


def _node() -> Iterator[str]:
    try:
        with workers.node() as worker:
            yield "Node " + _said("node", "--version")
            for name in IN_NODE:
                yield f"{name} {workers.version(worker, name)}"
    except Absent as missing:
        yield str(missing)


def _office() -> str:
    return _said("soffice", "--version") if shutil.which("soffice") else "LibreOffice is not installed"


def _said(*command: str) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()


def command() -> str:
    """How the run was asked for."""
    return " ".join(["python -m benchmarks", *sys.argv[1:]])
