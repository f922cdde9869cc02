"""A letter that somebody has edited goes through the gate before and after it is set as PDF."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result

from pipeline import produce
from pipeline.cli import group
from tests.conftest import SAMPLES
from tests.gate.planting import FIELDS, PAY, STREET, family, job

DAY = "2026-02-10"
KOMMUNE = str(SAMPLES / "kommuner" / "solbaek.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The case, and the father's letter as Word file."""
    data = family()
    sag, wish = job(data, formats=("docx",))
    (tmp_path / "sag.json").write_text(json.dumps(data, default=float), encoding="utf-8")
    father = [letter for letter in produce(sag, wish) if letter.recipient == "far"][-1]
    (tmp_path / "brev.docx").write_bytes(father.files["docx"])
    return tmp_path


def edit(folder: Path, words: str) -> None:
    made = docx.Document(str(folder / "brev.docx"))
    made.add_paragraph(words)
    made.save(str(folder / "brev.docx"))


def pdf(folder: Path, *more: str) -> Result:
    return CliRunner().invoke(group, [
        "pdf", str(folder / "brev.docx"), "--out", str(folder / "ud"), *more],
        standalone_mode=False)


def guarded(folder: Path, who: str = "far", *more: str) -> Result:
    return pdf(folder, "--case", str(folder / "sag.json"), "--recipient", who, "--date", DAY,
               "--kommune", KOMMUNE, *more)


def test_a_letter_that_tells_nothing_passes(folder: Path) -> None:
    edit(folder, "Ring gerne, hvis du har spørgsmål.")
    done = guarded(folder)
    assert done.return_value == 0, done.output
    assert (folder / "ud" / "brev.pdf").exists()
    assert "ikke kontrolleret" not in done.stderr


@pytest.mark.parametrize("words", [STREET, f"{PAY} kr."])
def test_what_was_typed_is_refused_by_its_field(folder: Path, words: str) -> None:
    edit(folder, f"Vi har hørt: {words}.")
    done = guarded(folder, "far", "--json")
    assert done.return_value == 1
    one, = json.loads(done.stdout)
    assert FIELDS[words.removesuffix(" kr.")] in [problem["path"] for problem in one["problemer"]]
    assert {problem["code"] for problem in one["problemer"]} == {"laek"}
    assert words not in done.output
    assert not (folder / "ud" / "brev.pdf").exists()


def test_the_mother_may_be_told(folder: Path) -> None:
    edit(folder, f"Vi kommer på {STREET}.")
    assert guarded(folder, "mor").return_value == 0


def test_a_file_name_tells_too(folder: Path) -> None:
    (folder / "brev.docx").rename(folder / f"{STREET}.docx")
    done = CliRunner().invoke(group, [
        "pdf", str(folder / f"{STREET}.docx"), "--out", str(folder / "ud"), "--case",
        str(folder / "sag.json"), "--recipient", "far", "--date", DAY,
        "--kommune", KOMMUNE], standalone_mode=False)
    assert done.return_value == 1


def test_without_a_case_it_says_that_it_did_not_look(folder: Path) -> None:
    edit(folder, STREET)
    done = pdf(folder)
    assert done.return_value == 0
    assert "--case" in done.stderr


@pytest.mark.parametrize("more", [("--case", "sag.json"), ("--recipient", "far")])
def test_a_case_and_a_recipient_go_together(folder: Path, more: Any) -> None:
    assert pdf(folder, *more).exit_code != 0


def test_a_recipient_who_is_not_there(folder: Path) -> None:
    done = guarded(folder, "bedste")
    assert [problem.code for problem in done.exception.problems] == [  # type: ignore[union-attr]
        "ukendt-modtager"]
