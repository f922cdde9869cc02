"""`pseudonymise` as people and programs meet it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.test_cli import SOLBAEK, command

NAMES = ("bo-kun-det-noedvendige", "isak-aendring")
CASES = [str(SAMPLES / "sager" / f"{name}.json") for name in NAMES]


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "noegle.txt"
    file.write_text("en hemmelighed, der er lang nok\n")
    return file


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_file_for_each_case_that_batch_can_use(key: Path, tmp_path: Path) -> None:
    out = tmp_path / "delbare"
    done = command("pseudonymise", *CASES, "--kommune", SOLBAEK, "--out", str(out), "--key", str(key),
                   "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["sager"], told["mangler"], len(told["filer"])) == (2, [], 2)
    assert all(name.startswith("PS-") for name in files(out))
    assert command("validate", str(out), "--kommune", SOLBAEK).returncode == 0
    again = tmp_path / "igen"
    command("pseudonymise", *CASES, "--kommune", SOLBAEK, "--out", str(again), "--key", str(key))
    assert files(again) == files(out)


def test_one_line_for_each_in_jsonl_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "010115-1234.json"
    broken.write_text('{"barn": ')
    out = tmp_path / "delbare.jsonl"
    done = command("pseudonymise", CASES[0], str(broken), "--kommune", SOLBAEK, "--out", str(out),
                   "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["sager"] == 1
    assert "010115" not in done.stderr
    (line,) = out.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["sagsnummer"].startswith("PS-")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_key_is_made_kept_to_oneself_and_used_again(tmp_path: Path) -> None:
    key, outs = tmp_path / "ny" / "noegle.txt", [tmp_path / "a", tmp_path / "b", tmp_path / "c"]
    for out in outs[:2]:
        assert command("pseudonymise", CASES[0], "--kommune", SOLBAEK, "--out", str(out), "--key",
                       str(key)).returncode == 0
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text().strip()) == 64
    assert files(outs[0]) == files(outs[1])
    assert command("pseudonymise", CASES[0], "--kommune", SOLBAEK, "--out", str(outs[2])).returncode == 0
    assert files(outs[2]) != files(outs[0])


def test_a_key_that_is_too_short_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "noegle.txt").write_text("kort")
    done = command("pseudonymise", CASES[0], "--out", str(tmp_path / "ud"), "--key",
                   str(tmp_path / "noegle.txt"))
    assert done.returncode == 2
    assert not (tmp_path / "ud").exists()
