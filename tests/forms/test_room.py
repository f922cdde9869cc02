"""The process that reads foreign files: bounded, warm, and replaced when one of them ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from pipeline.errors import DataError, MachineError
from pipeline.forms import limits, room
from pipeline.forms.room import Room
from tests.conftest import ROOT
from tests.forms.making import field, form
from tests.forms.seeing import words

GOOD = form(field("a"))


def children() -> list[psutil.Process]:
    return [each for each in psutil.Process().children() if "spawn_main" in " ".join(each.cmdline())]


@pytest.fixture
def only() -> set[int]:
    """The processes that are there before the test."""
    return {each.pid for each in children()}


def ours(only: set[int]) -> list[psutil.Process]:
    return [each for each in children() if each.pid not in only]


def test_one_process_serves_file_after_file(only):
    with Room() as one:
        assert set(one.inspect(GOOD).fields) == {"a"}
        (process,) = ours(only)
        filled = one.fill(GOOD, {"a": "æøå"})
        assert words(one.flatten(filled.pdf)) == "æøå"
        assert [each.pid for each in ours(only)] == [process.pid]


def test_its_memory_is_bounded(only):
    with Room() as one:
        one.inspect(GOOD)
        (process,) = ours(only)
        assert process.rlimit(psutil.RLIMIT_AS)[0] == limits.MEMORY
        assert process.rlimit(psutil.RLIMIT_CORE)[0] == 0
        soft, _ = process.rlimit(psutil.RLIMIT_CPU)
        assert soft <= sum(process.cpu_times()[:2]) + limits.CPU_SECONDS + 2


def test_a_process_that_is_ended_is_replaced_and_the_file_is_told(only):
    with Room() as one:
        one.inspect(GOOD)
        (process,) = ours(only)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        time.sleep(0.2)
        assert set(one.inspect(GOOD).fields) == {"a"}
        assert process.pid not in {each.pid for each in ours(only)}


def test_what_takes_too_long_is_ended():
    """A file of many fields, with less time than it takes."""
    from tests.forms.harmful import harmful

    data = harmful("100,000 fields")
    with Room(seconds=0.2) as one:
        one.inspect(GOOD)
        with pytest.raises(DataError) as refused:
            one.fill(data, {})
        assert [each.code for each in refused.value.problems] == ["formular-for-tung"]


@pytest.mark.parametrize(("number", "error", "code"), [
    (signal.SIGSEGV, DataError, "nedbrud"), (signal.SIGABRT, DataError, "nedbrud"),
    (signal.SIGXCPU, DataError, "for-tung"), (signal.SIGKILL, MachineError, "afbrudt")])
def test_how_its_process_ended_is_told_as_it_was(only, number, error, code):
    """In the middle of a file that takes long."""
    from tests.forms.harmful import harmful

    data = harmful("100,000 fields")
    with Room() as one:
        one.inspect(GOOD)
        (process,) = ours(only)
        hit = threading.Timer(0.2, process.send_signal, (number,))
        hit.start()
        with pytest.raises(error) as refused:
            one.fill(data, {})
        hit.join()
        assert [each.code for each in refused.value.problems] == [f"formular-{code}"]
        assert set(one.inspect(GOOD).fields) == {"a"}


def test_a_file_that_need_not_be_opened_never_reaches_the_process(only):
    with Room() as one:
        for data, code in ((b"", "tom-fil"), (b"PK\3\4", "ikke-pdf"),
                           (b"%PDF-" + b"x" * limits.MAX_BYTES, "for-stor")):
            with pytest.raises(DataError) as refused:
                one.inspect(data)
            assert refused.value.problems[0].code == f"formular-{code}"
        assert ours(only) == []


def test_refusals_come_back_as_they_were_made():
    with Room() as one, pytest.raises(DataError) as refused:
        one.inspect(form(fields=""))
    assert refused.value.problems[0].remedy.danish.startswith("Brug udgaven med felter")


def test_everybody_shares_one_room():
    assert room.room() is room.room()
    assert set(room.inspect(GOOD).fields) == {"a"}


PARENT = """
import os, sys
from pipeline.forms import room
if __name__ == "__main__":
    room.inspect(open(sys.argv[1], "rb").read())
    os._exit(0) if sys.argv[2] == "abruptly" else None
"""


@pytest.mark.parametrize("how", ["abruptly", "quietly"])
def test_the_process_goes_when_its_parent_goes(tmp_path, how):
    (tmp_path / "form.pdf").write_bytes(GOOD)
    (tmp_path / "parent.py").write_text(PARENT, encoding="utf-8")
    before = set(psutil.pids())
    subprocess.run([sys.executable, "parent.py", "form.pdf", how], cwd=tmp_path, check=True, timeout=60,
                   env={**os.environ, "PYTHONPATH": str(ROOT)})
    for _ in range(100):
        left = [pid for pid in set(psutil.pids()) - before if _runs(pid, str(tmp_path))]
        if not left:
            break
        time.sleep(0.1)
    assert left == []


def _runs(pid: int, folder: str) -> bool:
    try:
        return psutil.Process(pid).cwd() == folder
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def test_asking_loads_no_library_here():
    code = ("import sys, pipeline.forms.room, pipeline.forms.fields; "
            "print([m for m in ('pypdf', 'pikepdf', 'fontTools', 'pypdfium2') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
