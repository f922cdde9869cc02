"""What a folder tells of its runs: the list, what failed, what was reused, what was altered."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.families import jsonl
from tests.batch.test_faults import batch, report
from tests.conftest import ROOT


def ask(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "pipeline", *args], cwd=ROOT, capture_output=True,
                          text=True, encoding="utf-8", timeout=120)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six cases, one of them broken, made twice."""
    place = tmp_path_factory.mktemp("kørsler")
    source = jsonl(place / "sager.jsonl", 6, broken=(4,))
    for _ in range(2):
        assert batch(source, place / "ud").returncode == 1
    return place / "ud"


def test_the_list_of_runs(folder: Path) -> None:
    newest, first = json.loads(ask("runs", str(folder), "--json").stdout)
    assert (first["koersel"], first["lavet"], first["fejl"], first["genbrugt"]) == (1, 5, 1, 0)
    assert (newest["koersel"], newest["lavet"], newest["fejl"], newest["genbrugt"]) == (2, 5, 1, 5)
    assert first["oenske"]["dokument"] == "revurdering"
    table = ask("runs", str(folder)).stdout.splitlines()
    assert table[0].split()[:2] == ["koersel", "begyndt"]
    assert len(table) == 3


def test_what_failed_is_told_in_each_form(folder: Path) -> None:
    told = ask("runs", str(folder), "--failed").stdout
    assert told == "sager.jsonl:4  P/4  fejl  barn.navn: Feltet mangler.\n"
    (line,) = json.loads(ask("runs", str(folder), "--failed", "--json").stdout)
    assert "barn.navn" in [problem["path"] for problem in line["problemer"]]
    told = ask("runs", str(folder), "--failed", "--csv").stdout
    (row,) = csv.DictReader(io.StringIO(told), delimiter=";")
    assert (row["sagsnummer"], row["udfald"]) == ("P/4", "fejl")
    every = json.loads(ask("runs", str(folder), "--run", "1", "--json").stdout)
    assert len(every) == 6


def test_that_nothing_failed_is_said_beside_what_is_asked_for(tmp_path: Path) -> None:
    assert batch(jsonl(tmp_path / "sager.jsonl", 1), tmp_path / "ud").returncode == 0
    asked = ask("runs", str(tmp_path / "ud"), "--failed")
    assert (asked.returncode, asked.stdout, asked.stderr) == (0, "", "Intet gik galt i kørsel 1.\n")
    assert json.loads(ask("runs", str(tmp_path / "ud"), "--failed", "--json").stdout) == []


def test_a_run_reports_what_it_took_over(folder: Path) -> None:
    lines = report(folder)
    assert [line["genbrugt"] for line in lines] == [True, True, True, False, True, True]
    assert all(line["filer"] for line in lines if line["udfald"] == "lavet")


def test_only_what_changed_is_made_again(tmp_path: Path) -> None:
    source, out = jsonl(tmp_path / "sager.jsonl", 4), tmp_path / "ud"
    assert batch(source, out).returncode == 0
    letters = sorted(out.rglob("*.docx"))
    before = {path: path.stat().st_mtime_ns for path in letters}
    letters[0].unlink()
    changed = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    changed[2]["barn"]["navn"] += " Ny"
    source.write_text("\n".join(json.dumps(case) for case in changed), encoding="utf-8")
    assert json.loads(batch(source, out, "--json").stdout)["genbrugt"] == 2
    touched = {path.parent.name for path, at in before.items() if path.stat().st_mtime_ns != at}
    assert touched == {"P%2F1", "P%2F3"}
    assert json.loads(batch(source, out, "--no-resume", "--json").stdout)["genbrugt"] == 0


def test_check_finds_what_is_missing_or_altered(tmp_path: Path) -> None:
    source, out = jsonl(tmp_path / "sager.jsonl", 3), tmp_path / "ud"
    assert batch(source, out).returncode == 0
    assert ask("batch", "--check", str(out)).returncode == 0
    first, second, *_ = sorted(out.rglob("*.docx"))
    first.unlink()
    data = bytearray(second.read_bytes())
    data[100] ^= 1
    second.write_bytes(data)
    checked = ask("batch", "--check", str(out), "--json")
    assert checked.returncode == 1
    told = json.loads(checked.stdout)
    assert told == {"filer": 6, "mangler": [first.relative_to(out).as_posix()],
                    "aendret": [second.relative_to(out).as_posix()]}
    assert "er ændret" in ask("batch", "--check", str(out)).stdout


def test_a_folder_without_runs_is_said_so(tmp_path: Path) -> None:
    for asked in (("runs", str(tmp_path)), ("batch", "--check", str(tmp_path))):
        done = ask(*asked)
        assert done.returncode == 2
        assert "ingen kørsler" in done.stderr


def test_the_post_room_gets_what_was_made_before_too(tmp_path: Path) -> None:
    """Letters taken over from an earlier run are in the print file as well."""
    source, out, post = jsonl(tmp_path / "sager.jsonl", 3), tmp_path / "ud", tmp_path / "post"
    more = ("--format", "docx,pdf", "--digital-post", str(post), "--print-run", str(tmp_path / "p.pdf"))
    first = batch(source, out, *more)
    assert first.returncode == 0, first.stderr
    printed = (tmp_path / "p.pdf").read_bytes()
    messages = {path.name: path.read_bytes() for path in post.rglob("*.xml")}
    (tmp_path / "p.pdf").unlink()
    again = batch(source, out, *more)
    assert "3 sager var lavet i forvejen" in again.stderr
    assert (tmp_path / "p.pdf").read_bytes() == printed
    assert {path.name: path.read_bytes() for path in post.rglob("*.xml")} == messages
