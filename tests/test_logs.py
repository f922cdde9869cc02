"""Logs, warnings and faults of a process of ours tell no number and no value."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.logs import MaskedRecord, where
from pipeline.masking import MASK
from tests.cases import ROOT

CPR, NAME = "010115-1234", "Ærlig Østergård"


def ran(*lines: str, **environment: str) -> str:
    """What a fresh process with our set-up writes, both streams."""
    code = "\n".join(["from pipeline.processes import settle", "settle()",
                      "import logging, warnings, sys", f"CPR, NAME = {CPR!r}, {NAME!r}", *lines])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
                          env={**os.environ, **environment})
    return done.stdout + done.stderr


@pytest.mark.parametrize("line", [
    "logging.getLogger('pypdf').warning('kan ikke læse %s her', CPR)",
    "logging.getLogger('distributed.worker').error('her: %(a)s', {'a': CPR.replace('-', '')})",
    "logging.getLogger().critical(f'her {CPR}')",
    "logging.getLogger('x').warning('for mange her', CPR)",
    "logging.getLogger('x').warning('her', extra={'cpr': CPR})",
    "logging.getLogger('x').warning('her', stack_info=True)",
    "warnings.warn(f'her {CPR}')",
    "logging.basicConfig(format='%(message)s %(args)s'); logging.warning('her %s', CPR)",
])
def test_whatever_a_library_says_is_masked(line: str) -> None:
    told = ran(line)
    assert "her" in told
    assert CPR not in told
    assert CPR.replace("-", "") not in told


@pytest.mark.parametrize("line", [
    "raise KeyError(NAME, CPR)",
    "import threading; t = threading.Thread(target=lambda: {}[NAME]); t.start(); t.join()",
    "try: {}[NAME]\nexcept KeyError: logging.getLogger('x').exception('her %s', CPR)",
    "try:\n    {}[NAME]\nexcept KeyError as e:\n    raise ValueError(CPR) from e",
    "raise ExceptionGroup(NAME, [ValueError(CPR), KeyError(NAME)])",
    "class A:\n    def __del__(self): raise ValueError(NAME)\na = A(); del a",
    "h = logging.StreamHandler(); h.format = lambda r: {}[CPR]; "
    "logging.getLogger('y').addHandler(h); logging.getLogger('y').warning(NAME)",
])
def test_a_fault_shows_where_and_no_value(line: str) -> None:
    told = ran(line)
    assert CPR not in told
    assert NAME not in told


def test_a_fault_tells_its_whole_way() -> None:
    try:
        try:
            int(CPR)
        except ValueError as error:
            raise RuntimeError(NAME) from error
    except RuntimeError as error:
        told = where(error)
    assert told.index("builtins.ValueError") < told.index("builtins.RuntimeError")
    assert Path(__file__).name in told
    assert CPR not in told
    assert NAME not in told


def test_a_record_that_came_from_elsewhere_is_masked_too() -> None:
    record = logging.makeLogRecord({"msg": "fra %s", "args": (CPR,)})
    made = MaskedRecord("x", logging.WARNING, "f", 1, record.msg, record.args, None)
    stream = io.StringIO()
    logging.StreamHandler(stream).emit(made)
    assert stream.getvalue() == f"fra {MASK}\n"


def test_a_case_number_in_a_log_is_still_there() -> None:
    assert "15/18085" in ran("logging.getLogger('x').warning('sag %s', '15/18085')")


FAULT = """
import pipeline.cli.documents as d
from pipeline.cli import main
def broken(*a, **k): raise KeyError({value!r})
d.command.callback = broken
sys.argv = ["hjemmetraening", "documents"]
main()
"""


@pytest.mark.parametrize("shown", ["", "1"])
def test_an_internal_fault_tells_no_value(shown: str) -> None:
    told = ran(FAULT.format(value=NAME), HJEMMETRAENING_TRACEBACK=shown)
    assert "KeyError" in told
    assert ("in main" in told) is bool(shown)
    assert NAME not in told


def test_wrong_use_repeats_no_number() -> None:
    done = subprocess.run([sys.executable, "-m", "pipeline", "render", "afgoerelse", "x.json", "--out",
                           "ud", "--nr", CPR], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 2
    assert MASK in done.stderr
    assert CPR not in done.stdout + done.stderr


WORKER = """
import os, logging
from pipeline.workers import Workers

if __name__ == "__main__":
    with Workers(1, ready=int, stuck=60, grown=2**40) as workers:
        workers.submit(logging.getLogger("pypdf").warning, "her %s", "{cpr}").result()
        print("umask", oct(workers.submit(os.umask, 0o77).result()))
"""


def test_a_worker_process_is_set_up_as_well(tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(WORKER.format(cpr=CPR), encoding="utf-8")
    done = subprocess.run([sys.executable, str(tmp_path / "run.py")], capture_output=True, text=True,
                          cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr
    assert MASK in done.stderr
    assert CPR not in done.stderr
    assert done.stdout == "umask 0o77\n"
