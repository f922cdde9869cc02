"""What a process keeps while it runs is its owner's alone, and gone however the process ends."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import temporary
from tests.cases import ROOT

# What a shell starts in the background, and so all that the tests then start, ignores Ctrl-C.
HOLDER = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from pipeline.processes import settle, end_in_order
from pipeline.temporary import private_folder
os.umask(0)
settle(); end_in_order()
folder = private_folder("prøve")
(folder / "brev.docx").write_bytes(b"hemmeligt")
print(folder, flush=True)
how = sys.argv[1]
if how == "exception": raise ValueError
if how == "exit": sys.exit(3)
if how == "waits":
    while True: time.sleep(0.05)
"""


@contextlib.contextmanager
def process(place: Path, how: str, *before: str) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    running = subprocess.Popen(
        [*before, sys.executable, "-c", HOLDER, how], cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, env={**os.environ, "TMPDIR": str(place)})
    try:
        assert running.stdout
        yield running, Path(running.stdout.readline().strip())
    finally:
        running.kill()
        running.communicate()


@pytest.mark.parametrize(("how", "code"), [("end", 0), ("exit", 3), ("exception", 1)])
def test_nothing_is_left_when_a_process_ends(how: str, code: int, tmp_path: Path) -> None:
    with process(tmp_path, how) as (running, folder):
        assert running.wait(20) == code
        assert folder.parent.parent == tmp_path
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_when_it_is_asked_to_stop(number: int, tmp_path: Path) -> None:
    with process(tmp_path, "waits") as (running, folder):
        assert (folder / "brev.docx").read_bytes() == b"hemmeligt"
        running.send_signal(number)
        assert running.wait(20) != 0
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_removed_by_the_next(tmp_path: Path) -> None:
    with process(tmp_path, "waits") as (running, folder):
        running.kill()
        running.wait(20)
        assert (folder / "brev.docx").exists()
    with process(tmp_path, "end") as (running, _):
        assert running.wait(20) == 0
    assert list(tmp_path.iterdir()) == []


def test_what_a_running_process_needs_stays_and_so_does_what_is_not_ours(tmp_path: Path) -> None:
    mine = tmp_path / "hjemmetraening-noter.txt"
    mine.write_text("min egen")
    elsewhere = tmp_path / "andet"
    elsewhere.mkdir()
    (elsewhere / temporary.LOCK).write_text("")
    (tmp_path / "hjemmetraening-link").symlink_to(elsewhere)
    fresh = tmp_path / "hjemmetraening-frisk"
    fresh.mkdir()
    with process(tmp_path, "waits") as (_, folder):
        with process(tmp_path, "end") as (running, _):
            assert running.wait(20) == 0
        assert (folder / "brev.docx").exists()
    assert mine.exists()
    assert (elsewhere / temporary.LOCK).exists()
    assert fresh.exists()
    old = time.time() - 2 * temporary.UNSETTLED
    os.utime(fresh, (old, old))
    with process(tmp_path, "end") as (running, _):
        assert running.wait(20) == 0
    assert not fresh.exists()


def test_only_the_owner_may_look_into_it(tmp_path: Path) -> None:
    with process(tmp_path, "waits") as (_, folder):
        for path in (folder.parent, folder):
            assert stat.S_IMODE(path.stat().st_mode) == 0o700
        for path in (folder / "brev.docx", folder.parent / temporary.LOCK):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(shutil.which("nohup") is None, reason="the machine has no nohup")
def test_one_that_is_to_outlive_its_terminal_does(tmp_path: Path) -> None:
    with process(tmp_path, "waits", "nohup") as (running, folder):
        running.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        assert running.poll() is None
        assert folder.exists()


FORKED = """
import os, sys
from pipeline.temporary import private_folder
first = private_folder("et")
if os.fork() == 0:
    second = private_folder("to")
    assert second.parent != first.parent
    sys.exit(0)
os.wait()
assert first.exists()
print(private_folder("tre").parent == first.parent)
"""


def test_a_forked_child_has_its_own(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FORKED], cwd=ROOT, capture_output=True, text=True,
                          env={**os.environ, "TMPDIR": str(tmp_path)}, timeout=30)
    assert (done.stdout, done.stderr) == ("True\n", "")
    assert list(tmp_path.iterdir()) == []


WORKER = """
import os, signal, time
from pipeline.workers import Workers
from pipeline.temporary import private_folder

def work():
    print(private_folder("arbejder"), flush=True)
    time.sleep(60)

if __name__ == "__main__":
    workers = Workers(1, ready=int, stuck=60, grown=2**40)
    workers.submit(work)
    time.sleep(60)
"""


def test_a_worker_whose_parent_is_killed_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "tmp"
    place.mkdir()
    script = tmp_path / "run.py"
    script.write_text(WORKER)
    running = subprocess.Popen(
        [sys.executable, str(script)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, env={**os.environ, "TMPDIR": str(place), "PYTHONPATH": str(ROOT)})
    assert running.stdout
    folder = Path(running.stdout.readline().strip())
    assert folder.is_dir()
    running.kill()
    running.communicate()
    until = time.monotonic() + 20
    while folder.parent.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not folder.parent.exists()
