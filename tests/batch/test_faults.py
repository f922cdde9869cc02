"""What goes wrong in a batch, for real: processes are killed, disks are full, folders are taken."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.executors import local
from pipeline.batch.ledger import NAME, opened, runs
from pipeline.batch.run import Ended, Plan, run
from pipeline.batch.runs import lines
from pipeline.batch.sources import items
from pipeline.batch.targets import Folder
from pipeline.letters import Job
from pipeline.sag import read_settings
from tests.batch.families import SOLBAEK, Deadly, digests, jsonl
from tests.conftest import ROOT

TODAY = dt.date(2026, 5, 1)
KIND = "revurdering"


def command(source: Path, out: Path | str, *more: str) -> list[str]:
    return [sys.executable, "-m", "pipeline", "batch", str(source), "--kind", KIND, "--out", str(out),
            "--kommune", str(SOLBAEK), "--format", "docx", *more]


def batch(source: Path, out: Path | str, *more: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(source, out, *more), cwd=ROOT, capture_output=True, text=True,
                          encoding="utf-8", timeout=300, **options)


def deadly(source: Path, out: Path, number: str, how: str = "kill", stuck: float = 300.0) -> Ended:
    from pipeline.batch.executors import Crew
    from pipeline.batch.workers import Workers

    job = Job(KIND, settings=read_settings(SOLBAEK), formats=("docx",), today=TODAY)
    with Workers(2, stuck=stuck) as workers:
        crew = _Lent(Crew(workers, 2, chunk=4))
        return run(Plan(lambda _: Deadly(job, number, how), Folder(out)), items([source]), crew, TODAY,
                   clock=lambda: dt.datetime(2026, 5, 1, tzinfo=dt.UTC))


class _Lent:
    def __init__(self, crew: Any) -> None:
        self.crew = crew

    def __enter__(self) -> Any:
        return self.crew

    def __exit__(self, *_: object) -> None:
        return None


def report(out: Path) -> list[dict[str, Any]]:
    told = (out / "rapport.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in told.splitlines()]


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Forty cases, and what they give when nothing goes wrong."""
    folder = tmp_path_factory.mktemp("forty")
    source = jsonl(folder / "sager.jsonl", 40)
    assert batch(source, folder / "ud").returncode == 0
    return source, digests(folder / "ud")


@pytest.mark.parametrize(("how", "stuck"), [("kill", 300.0), ("hang", 10.0)])
def test_a_case_that_kills_its_worker_fails_alone(
    how: str, stuck: float, forty: tuple[Path, dict[str, bytes]], tmp_path: Path,
) -> None:
    source, whole = forty
    ended = deadly(source, tmp_path, "P/17", how, stuck)
    assert ended.through
    assert (ended.figures.made, ended.figures.failed) == (39, 1)
    (wrong,) = [line for line in report(tmp_path) if line["udfald"] == "fejl"]
    assert wrong["sagsnummer"] == "P/17"
    assert wrong["problemer"][0]["code"] == "sag-slog-ned"
    assert digests(tmp_path) == {path: data for path, data in whole.items()
                                 if not path.startswith("P%2F17/")}
    after = batch(source, tmp_path)
    assert after.returncode == 0, after.stderr
    assert digests(tmp_path) == whole


def test_killed_at_fifty_random_moments_and_nothing_is_lost(tmp_path: Path) -> None:
    """Each kill is of the whole run; at any moment every file under a final name is whole."""
    source, chance = jsonl(tmp_path / "sager.jsonl", 400), random.Random(50)
    assert batch(source, tmp_path / "hele").returncode == 0
    whole, out, killed, told = digests(tmp_path / "hele"), tmp_path / "ud", 0, tmp_path / "fejl"
    while killed < 50:
        with told.open("w") as errors:
            started = subprocess.Popen(command(source, out), cwd=ROOT, stderr=errors)
        try:
            started.wait(timeout=chance.uniform(0.4, 2.6))
            assert started.returncode == 0, told.read_text(encoding="utf-8")
            assert digests(out) == whole
            for path in sorted(out.rglob("*"), reverse=True):
                path.unlink() if path.is_file() else path.rmdir()
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()
            killed += 1
            there = {path: data for path, data in digests(out).items() if not path.endswith(".del")}
            assert all(whole[path] == data for path, data in there.items())
    last = batch(source, out)
    assert last.returncode == 0, last.stderr
    assert digests(out) == whole
    lines_ = report(out)
    assert [line["sagsnummer"] for line in lines_] == [f"P/{n}" for n in range(1, 401)]
    assert batch(source, out, "--json").stdout.count('"genbrugt": 400') == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_finishes_what_is_under_way(number: signal.Signals, tmp_path: Path) -> None:
    source, out = jsonl(tmp_path / "sager.jsonl", 2000), tmp_path / "ud"
    started = subprocess.Popen(command(source, out), cwd=ROOT, stderr=subprocess.PIPE, text=True,
                               encoding="utf-8", start_new_session=True)
    until(lambda: out.is_dir() and any(out.rglob("*.docx")))
    os.killpg(started.pid, number)  # as a terminal does: the workers get it too
    _, told = started.communicate(timeout=60)
    assert started.returncode == 130, told
    assert "Traceback" not in told
    assert "Kør kommandoen igen" in told
    with closing(opened(out / NAME)) as database:
        (last,) = runs(database)
        kept = list(lines(database, last.id))
    assert last.state == "afbrudt"
    assert 0 < len(kept) < 2000
    assert set(digests(out)) == {path for line in kept for path in line["filer"]}
    assert [line["udfald"] for line in report(out)] == ["lavet"] * len(kept)


def test_a_run_that_went_on_the_next_day_keeps_its_day(tmp_path: Path) -> None:
    """A letter without a date of its own is not made twice under two dates."""
    source, out = jsonl(tmp_path / "sager.jsonl", 6), tmp_path / "ud"
    job = Job(KIND, settings=read_settings(SOLBAEK), formats=("docx",))

    def go(day: dt.date, stop: Callable[[], bool] = lambda: False) -> Ended:
        import dataclasses

        from pipeline.batch.jobs import Always

        return run(Plan(lambda today: Always(dataclasses.replace(job, today=today)), Folder(out)),
                   items([source]), local(1), day, clock=lambda: dt.datetime(2026, 5, 1, tzinfo=dt.UTC),
                   stop=stop)

    looks = iter(range(1000))
    first = go(TODAY, stop=lambda: next(looks) > 3)
    assert not first.through
    second = go(TODAY + dt.timedelta(days=1))
    assert second.through
    assert second.day == TODAY
    assert go(TODAY + dt.timedelta(days=2)).day == TODAY + dt.timedelta(days=2)


def test_two_runs_cannot_share_a_folder(tmp_path: Path) -> None:
    source, out = jsonl(tmp_path / "sager.jsonl", 2000), tmp_path / "ud"
    first = subprocess.Popen(command(source, out), cwd=ROOT, stderr=subprocess.DEVNULL)
    until(lambda: out.is_dir() and any(out.rglob("*.docx")))
    second = batch(source, out)
    third = batch(source, out, "--ledger", str(tmp_path / "andet.sqlite"))
    first.terminate()
    first.wait()
    assert (second.returncode, third.returncode) == (2, 2)
    assert "En anden kørsel er i gang" in second.stderr
    assert "En anden kørsel er i gang" in third.stderr


def test_a_full_disk_stops_the_run_and_the_next_finishes_it(
    forty: tuple[Path, dict[str, bytes]], tmp_path: Path,
) -> None:
    """The file size the system allows stands in for the room on the disk."""
    source, whole = forty

    def small() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    full = batch(source, tmp_path, "--ledger", str(tmp_path.parent / "k" / "kartotek.sqlite"),
                 preexec_fn=small)
    assert full.returncode == 4, full.stderr
    assert "Traceback" not in full.stderr
    assert set(digests(tmp_path)) <= set(whole)
    assert all(whole[path] == data for path, data in digests(tmp_path).items())
    after = batch(source, tmp_path)
    assert after.returncode == 0, after.stderr
    assert digests(tmp_path) == whole


def test_a_folder_that_cannot_be_written_is_the_machines_fault(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("ikke en mappe")
    done = batch(jsonl(tmp_path / "sager.jsonl", 2), tmp_path / "fil" / "ud")
    assert done.returncode == 4
    assert "Traceback" not in done.stderr


def test_a_ledger_that_is_none_is_refused(tmp_path: Path) -> None:
    source, out = jsonl(tmp_path / "sager.jsonl", 2), tmp_path / "ud"
    out.mkdir()
    (out / NAME).write_text("ikke en database, men noget andet, der er langt nok til at ligne en")
    done = batch(source, out)
    assert done.returncode == 4
    assert "Kartoteket" in done.stderr


def test_the_same_number_twice_is_made_once_and_told(tmp_path: Path) -> None:
    source, out = jsonl(tmp_path / "sager.jsonl", 3), tmp_path / "ud"
    source.write_text(source.read_text(encoding="utf-8") * 2, encoding="utf-8")
    done = batch(source, out)
    assert done.returncode == 1
    assert [line["udfald"] for line in report(out)] == ["lavet"] * 3 + ["fejl"] * 3
    assert {line["problemer"][-1]["code"] for line in report(out)[3:]} == {"sag-to-gange"}
    assert "sager.jsonl:1" in report(out)[3]["problemer"][-1]["message"]


def test_any_number_of_workers_gives_the_same(
    forty: tuple[Path, dict[str, bytes]], tmp_path: Path,
) -> None:
    source, whole = forty
    told = []
    for workers in ("1", "3"):
        assert batch(source, tmp_path / workers, "--workers", workers).returncode == 0
        assert digests(tmp_path / workers) == whole
        told.append([{**line, "sekunder": 0} for line in report(tmp_path / workers)])
    assert told[0] == told[1]


def until(ready: Callable[[], bool]) -> None:
    """Wait until something is so; half a minute at most."""
    for _ in range(300):
        if ready():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to that")
