"""`hjemmetraening start`: a case for the next document, and the list of what is to be written."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import group
from pipeline.flow import produce
from pipeline.letters import Job
from pipeline.sag import Sag, read_sag
from tests.cases import SAMPLES, case, settings

KARLA = SAMPLES / "sager" / "karla-tre-aar.json"
DAY = ("--date", "2026-12-01")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, [str(each) for each in arguments])


@pytest.fixture(scope="module")
def decision(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mother's copy of a decision, with its data."""
    job = Job("afgoerelse", nr=1, settings=settings(), formats=("docx",), carry=True)
    letter = next(each for each in produce(Sag(case("karla")), job) if each.recipient == "mor")
    path = tmp_path_factory.mktemp("post") / "afgoerelse.docx"
    path.write_bytes(letter.files["docx"])
    return path


def test_a_word_file_of_a_decision_begins_the_next_application(decision: Path, tmp_path: Path) -> None:
    target = tmp_path / "ny.json"
    done = run("start", "ansoegning-hjemmetraening", decision, "--out", target, *DAY)
    assert done.exit_code == 0, done.output
    begun = read_sag(target).data
    assert begun["ansoegninger"][-1]["ansoegere"] == ["mor"]
    assert begun["kommune"]["navn"] == settings()["navn"]
    assert begun["kilder"][0]["fra"] == ["kommune"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert "begrundelse" in done.stderr


def test_programs_get_the_list(tmp_path: Path) -> None:
    target = tmp_path / "ny.json"
    done = run("start", "evaluering", KARLA, "--as", "lev", "--out", target, "--json", *DAY)
    said = json.loads(done.stdout)
    assert (said["fil"], said["afsender"]) == (str(target), "lev")
    assert {"status", "indsats"} <= {each["path"].rpartition(".")[2] for each in said["mangler"]}
    assert all(set(each) >= {"path", "title", "message"} for each in said["mangler"])


def test_a_case_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    target = tmp_path / "ny.json"
    target.write_text("mit", encoding="utf-8")
    assert run("start", "evaluering", KARLA, "--as", "lev", "--out", target, *DAY).exit_code == 2
    assert target.read_text(encoding="utf-8") == "mit"


def test_a_file_without_data_begins_nothing(tmp_path: Path) -> None:
    job = Job("afgoerelse", nr=1, settings=settings(), formats=("docx",), carry=False)
    path = tmp_path / "afgoerelse.docx"
    path.write_bytes(produce(Sag(case("karla")), job)[0].files["docx"])
    done = run("start", "ansoegning-hjemmetraening", path, "--out", tmp_path / "ny.json")
    assert done.exit_code == 1
    assert not (tmp_path / "ny.json").exists()
