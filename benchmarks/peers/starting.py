"""What is waited for before anything happens: our command and our import, beside the peers' imports."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.batch import as_installed
from benchmarks.peers import workers
from benchmarks.peers.workers import NODE, PYTHON, Absent
from benchmarks.table import compared, title
from benchmarks.timing import paired

READING = (
    "Whole processes, bytecode kept, as an installed program has it. Our help and our import load "
    "nothing heavy; what a letter needs is loaded when the first one is made, and that is in the times "
    "of one file in a new process. The floor is an interpreter that does nothing.")
IMPORTS = {"import docxtpl": (sys.executable, "docxtpl"),
           "import weasyprint": (str(PYTHON), "weasyprint"),
           "import PyPDFForm": (str(PYTHON), "PyPDFForm")}
REQUIRES = {"require docxtemplater and pizzip": ("docxtemplater", "pizzip"),
            "require carbone": ("carbone",)}


def rows() -> None:
    with tempfile.TemporaryDirectory() as folder:
        taken, absent = _taken(as_installed(Path(folder)))
    title("Start", READING)
    floor = ("python -c pass", taken.pop("floor"))
    shown, loaded = taken.pop("help"), taken.pop("import")
    compared("hjemmetraening --help", shown, taken | absent, floor)
    compared("import pipeline", loaded, taken | absent, floor)


def _taken(own: dict[str, str]) -> tuple[dict[str, list[float]], dict[str, str]]:
    sides: dict[str, Callable[[int], object]] = {
        "floor": _side(own, sys.executable, "-c", "pass"),
        "help": _side(own, sys.executable, "-m", "pipeline", "--help"),
        "import": _side(own, sys.executable, "-c", "import pipeline")}
    absent: dict[str, str] = {}
    for what, (python, name) in IMPORTS.items():
        if Path(python).exists():
            sides[what] = _side(own, python, "-c", f"import {name}")
        else:
            absent[what] = f"not installed ({workers.HOW})"
    try:
        with workers.node():
            for what, names in REQUIRES.items():
                script = ";".join(f"require('{NODE / 'node_modules' / name}')" for name in names)
                sides[what] = _side(own, "node", "-e", script)
    except Absent as missing:
        absent |= dict.fromkeys(REQUIRES, str(missing))
    return dict(zip(sides, paired(*sides.values(), rounds=7, warm_up=1), strict=True)), absent


def _side(own: dict[str, str], *command: str) -> Callable[[int], object]:
    return lambda _: subprocess.run(command, check=True, capture_output=True, env=own)
