"""Worker processes: each alone with its task, replaced when it dies, hangs or grows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor

import psutil
import pytest

from pipeline.batch.workers import Workers
from tests.conftest import ROOT


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    time.sleep(1000)


KEPT: list[bytes] = []


def grow(size: int) -> int:
    KEPT.append(b"x" * size)
    return size


def refuse() -> None:
    raise ValueError("no")


def test_the_work_is_shared_and_every_result_comes_back() -> None:
    with Workers(2) as workers:
        found = [workers.submit(square, number) for number in range(200)]
        assert [future.result()[0] for future in found] == [number * number for number in range(200)]
    assert os.getpid() not in {future.result()[1] for future in found}


def test_a_worker_that_dies_takes_only_its_own_task_with_it() -> None:
    with Workers(2) as workers:
        before = [workers.submit(square, number) for number in range(20)]
        dead = workers.submit(die)
        after = [workers.submit(square, number) for number in range(20)]
        assert isinstance(dead.exception(), BrokenExecutor)
        assert [future.result()[0] for future in before + after] == 2 * [n * n for n in range(20)]


def test_a_worker_that_dies_at_rest_is_replaced() -> None:
    with Workers(1) as workers:
        pid = workers.submit(square, 1).result()[1]
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.3)
        assert workers.submit(square, 2).result()[1] != pid


def test_a_worker_that_hangs_is_ended() -> None:
    with Workers(1, stuck=8.0) as workers:
        stuck, after = workers.submit(hang), workers.submit(square, 3)
        assert isinstance(stuck.exception(), BrokenExecutor)
        assert after.result()[0] == 9


def test_a_worker_that_has_grown_makes_room_for_a_fresh_one() -> None:
    with Workers(1, grown=400 * 1024 * 1024) as workers:
        pids = [workers.submit(square, 1).result()[1] for _ in range(3)]
        assert len(set(pids)) == 1
        workers.submit(grow, 500 * 1024 * 1024).result()
        assert workers.submit(square, 1).result()[1] not in pids


def test_an_error_comes_back_as_itself() -> None:
    with Workers(1) as workers:
        assert isinstance(workers.submit(refuse).exception(), ValueError)
        assert workers.submit(square, 4).result()[0] == 16


def test_what_has_not_begun_can_be_called_off() -> None:
    with Workers(1, stuck=8.0) as workers:
        stuck = workers.submit(hang)
        waiting = workers.submit(square, 1)
        assert waiting.cancel()
        assert isinstance(stuck.exception(), BrokenExecutor)
    with pytest.raises(RuntimeError):
        workers.submit(square, 1)


PARENT = """
from tests.batch.test_workers import hang, square
from pipeline.batch.workers import Workers
if __name__ == "__main__":
    workers = Workers(2)
    pids = {workers.submit(square, n).result()[1] for n in range(50)}
    for _ in range(2):
        workers.submit(hang)
    print(*pids, flush=True)
    hang()
"""


def test_the_workers_go_when_their_parent_is_killed(tmp_path) -> None:  # type: ignore[no-untyped-def]
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True,
                              cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert parent.stdout is not None
    parent.stdout.readline()
    children = psutil.Process(parent.pid).children(recursive=True)
    assert len(children) >= 2
    parent.kill()
    parent.wait()
    parent.stdout.close()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert not alive
