"""Many machines: a real Dask cluster, started here, makes the same bytes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.batch.families import digests, jsonl
from tests.batch.test_faults import batch, command, report, until
from tests.conftest import ROOT

CLUSTER = """
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


class Cluster:
    def __init__(self, folder: Path) -> None:
        script = folder / "klynge.py"
        script.write_text(CLUSTER)
        self.process = subprocess.Popen(
            [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()

    def kill(self) -> None:
        """The scheduler and all its workers at once, as when the machine goes down."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.kill()
        for each in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        self.close()

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if self.process.poll() is None:
            self.process.stdin.write("\n")
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("klynge"))
    yield started
    started.close()


def test_a_cluster_makes_what_this_machine_makes(cluster: Cluster, tmp_path: Path) -> None:
    source = jsonl(tmp_path / "sager.jsonl", 30, broken=(7, 20))
    here, there = tmp_path / "her", tmp_path / "der"
    assert batch(source, here).returncode == 1
    done = batch(source, there, "--scheduler", cluster.address)
    assert done.returncode == 1, done.stderr
    assert digests(there) == digests(here)
    assert [{**line, "sekunder": 0} for line in report(there)] == \
        [{**line, "sekunder": 0} for line in report(here)]


def test_a_store_takes_the_letters_by_their_paths(cluster: Cluster, tmp_path: Path) -> None:
    source, ledger = jsonl(tmp_path / "sager.jsonl", 6), tmp_path / "k" / "kartotek.sqlite"
    store = f"local://{tmp_path / 'lager'}"
    assert batch(source, tmp_path / "her").returncode == 0
    without = batch(source, store)
    assert without.returncode == 2
    assert "--ledger" in without.stderr
    there = ("--ledger", str(ledger), "--scheduler", cluster.address)
    done = batch(source, store, *there)
    assert done.returncode == 0, done.stderr
    assert digests(tmp_path / "lager") == digests(tmp_path / "her")
    assert len(report(ledger.parent)) == 6
    assert '"genbrugt": 6' in batch(source, store, *there, "--json").stdout


def test_a_scheduler_that_disappears_ends_the_run_and_the_next_finishes_it(tmp_path: Path) -> None:
    source, out = jsonl(tmp_path / "sager.jsonl", 1500), tmp_path / "ud"
    cluster = Cluster(tmp_path)
    started = subprocess.Popen(command(source, out, "--scheduler", cluster.address), cwd=ROOT,
                               stderr=subprocess.PIPE, text=True, encoding="utf-8")
    until(lambda: out.is_dir() and sum(1 for _ in out.rglob("*.docx")) > 100)
    cluster.kill()
    _, told = started.communicate(timeout=120)
    assert started.returncode == 4, told
    assert "Klyngen svarer ikke" in told
    assert "Traceback" not in told
    before = len(report(out))
    assert 0 < before < 1500
    done = batch(source, out)
    assert done.returncode == 0, done.stderr
    assert len(report(out)) == 1500
    assert not list(out.rglob(".*.del"))


def test_no_cluster_at_an_address_is_said_so(tmp_path: Path) -> None:
    done = batch(jsonl(tmp_path / "sager.jsonl", 1), tmp_path / "ud", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 4
    assert "Klyngen svarer ikke" in done.stderr
    assert "Traceback" not in done.stderr
