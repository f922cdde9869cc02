"""`strip`, and `--carry` at the doors that make letters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline.carried.pdf import in_pdf
from pipeline.carried.word import in_docx
from pipeline.cli import group
from pipeline.errors import PipelineError
from tests.carried.cases import carrying
from tests.conftest import SAMPLES

SAG = str(SAMPLES / "sager" / "zoe-uden-leverandoer.json")
KOMMUNE = str(SAMPLES / "kommuner" / "solbaek.toml")


def run(*args: str) -> Any:
    return CliRunner().invoke(group, list(args), standalone_mode=False)


@pytest.mark.parametrize(("asked", "carries"), [
    ((), False), (("--carry",), True), (("--no-carry",), False)])
def test_render_and_batch_carry_when_they_are_asked_to(
        asked: tuple[str, ...], carries: bool, tmp_path: Path) -> None:
    more = ("--kommune", KOMMUNE, "--nr", "1", *asked)
    assert run("render", "partshoering", SAG, "--out", str(tmp_path / "et"), *more).exit_code == 0
    assert run("batch", SAG, "--kind", "partshoering", "--workers", "1", "--out",
               str(tmp_path / "mange"), *more).exit_code == 0
    for where in ("et", "mange"):
        pdfs, words = (sorted((tmp_path / where).rglob(f"*.{form}")) for form in ("pdf", "docx"))
        assert pdfs
        assert words
        assert {bool(in_pdf(path.read_bytes())) for path in pdfs} == {carries}
        assert {bool(in_docx(path.read_bytes())) for path in words} == {carries}


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_strip_writes_a_copy_and_says_what_went(form: str, tmp_path: Path) -> None:
    source, target = tmp_path / f"brev.{form}", tmp_path / f"kopi.{form}"
    source.write_bytes(carrying("partshoering")[0].files[form])
    done = run("strip", str(source), "--out", str(target), "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "fil": str(source), "kopi": str(target), "fjernet": ["hjemmetraening.json"]}
    assert not (in_pdf if form == "pdf" else in_docx)(target.read_bytes())
    again = run("strip", str(target), "--out", str(tmp_path / f"igen.{form}"))
    assert "ingen data" in again.stderr
    assert (tmp_path / f"igen.{form}").read_bytes() == target.read_bytes()


def test_strip_never_writes_over_a_file_or_to_another_kind(tmp_path: Path) -> None:
    source = tmp_path / "brev.docx"
    source.write_bytes(carrying("partshoering")[0].files["docx"])
    for target in (source, tmp_path / "brev.pdf"):
        done = run("strip", str(source), "--out", str(target))
        assert getattr(done.exception, "exit_code", 0) == 2
    assert in_docx(source.read_bytes())


def test_strip_names_the_file_it_cannot_read(tmp_path: Path) -> None:
    source = tmp_path / "brev.pdf"
    source.write_bytes(b"%PDF-1.7 og ikke mere")
    done = run("strip", str(source), "--out", str(tmp_path / "kopi.pdf"))
    assert isinstance(done.exception, PipelineError)
    (problem,) = done.exception.problems
    assert (problem.path, problem.code) == ("brev.pdf", "filens-data-ulaeselig")
    assert not (tmp_path / "kopi.pdf").exists()
