"""`open --into`: nothing is written before somebody has said yes to it."""

from __future__ import annotations

import datetime as dt
import stat
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest

from pipeline.cli.merging import Choice, into
from pipeline.errors import DataError
from pipeline.merging.incoming import Incoming
from pipeline.merging.writing import as_json
from pipeline.sag import read_sag
from tests.cases import case
from tests.merging.sending import sent

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A case that differs from what comes in a telephone number and lacks a diagnosis."""
    data = case("thea", {"parter[0].kontakt.telefon": "65 00 00 77"})
    del data["barn"]["diagnose"]
    path = tmp_path / "sag.json"
    path.write_bytes(as_json(data))
    return path


def come(**changed: Any) -> Incoming:
    return replace(sent(case("thea"), "ansoegning-hjemmetraening"), **changed)


def merge(path: Path, incoming: Incoming | None = None, *, json_: bool = False, **said: Any
          ) -> tuple[int, dict[str, Any]]:
    return into(lambda _: incoming or come(), Choice(path, TODAY, **said), json_)


def test_in_a_pipe_the_difference_is_shown_and_nothing_changes(
        mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = mine.read_bytes()
    code, done = merge(mine)
    assert (code, done["fil"], mine.read_bytes()) == (1, None, before)
    out = capsys.readouterr()
    assert "parter[mor].kontakt.telefon" in out.out
    assert "barn.diagnose" in out.out
    assert "--accept nye" in out.err


def test_what_is_simply_new_is_written_for_the_owner_alone(mine: Path) -> None:
    mine.chmod(0o644)
    code, done = merge(mine, accept=("nye",), by="Mette Ravnholt")
    case_now = read_sag(mine).data
    assert (code, done["fil"]) == (0, str(mine))
    assert case_now["barn"]["diagnose"] == case("thea")["barn"]["diagnose"]
    assert case_now["parter"][0]["kontakt"]["telefon"] == "65 00 00 77"
    assert case_now["kilder"][0]["felter"] == ["barn.diagnose"]
    assert case_now["kilder"][0]["dato"] == "2026-11-22"
    assert stat.S_IMODE(mine.stat().st_mode) == 0o600
    assert [each.name for each in mine.parent.iterdir()] == ["sag.json"]


def test_the_same_file_again_says_so_and_ends_well(
        mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    merge(mine, accept=("alle",))
    before = mine.read_bytes()
    capsys.readouterr()
    code, done = merge(mine)
    assert (code, done["forskelle"], mine.read_bytes()) == (0, [], before)
    assert "ikke andet" in capsys.readouterr().err


def test_another_file_can_be_written_but_none_that_is_there(mine: Path, tmp_path: Path) -> None:
    before = mine.read_bytes()
    target = tmp_path / "ny.json"
    assert merge(mine, accept=("alle",), out=target)[0] == 0
    assert mine.read_bytes() == before
    assert read_sag(target).data["barn"]["diagnose"]
    with pytest.raises(click.UsageError):
        merge(mine, accept=("alle",), out=target)


@pytest.mark.parametrize("proof", ["ukendt_skabelon", "stemmer_ikke"])
def test_what_is_not_proven_is_shown_and_not_merged(
        mine: Path, proof: Any, capsys: pytest.CaptureFixture[str]) -> None:
    before = mine.read_bytes()
    with pytest.raises(DataError) as refused:
        merge(mine, come(proof=proof), accept=("alle",))
    assert refused.value.problems[0].code == "ikke-bevist"
    assert mine.read_bytes() == before
    assert "barn.diagnose" in capsys.readouterr().out


def test_a_program_is_told_what_differs_in_what_is_not_proven(mine: Path) -> None:
    code, done = merge(mine, come(proof="stemmer_ikke"), json_=True)
    assert (code, done["bevis"], done["fil"]) == (1, "stemmer_ikke", None)
    assert len(done["forskelle"]) == 2


def test_unproven_must_be_said_and_is_kept(mine: Path) -> None:
    assert merge(mine, come(proof="stemmer_ikke"), accept=("nye",), unproven=True)[0] == 0
    assert read_sag(mine).data["kilder"][0]["bevis"] == "stemmer_ikke"


def test_on_a_terminal_each_difference_is_asked_about(
        mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(question: str, **_: Any) -> str:
        asked.append(question)
        return "j" if "telefon" in question else "n"

    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", answer)
    assert merge(mine)[0] == 0
    now = read_sag(mine).data
    assert len(asked) == 2
    assert now["parter"][0]["kontakt"]["telefon"] == "65 00 00 26"
    assert "diagnose" not in now["barn"]


def test_programs_get_every_difference_with_exact_numbers(
        mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, done = merge(mine, json_=True, reject=("barn",), accept=("alle",))
    assert capsys.readouterr().out == ""
    assert code == 0
    by_path = {each["sti"]: each for each in done["forskelle"]}
    telephone = by_path["parter[mor].kontakt.telefon"]
    assert (telephone["art"], telephone["modsiger"], telephone["flettet"]) == ("aendret", True, True)
    assert (telephone["i_sagen"], telephone["i_filen"]) == ("65 00 00 77", "65 00 00 26")
    assert by_path["barn.diagnose"]["flettet"] is False


def test_a_merge_that_would_break_the_case_writes_nothing(mine: Path) -> None:
    incoming = come()
    incoming.sag["ansoegninger"][0]["elementer"][0]["maal"] = ["findesikke"]
    data = read_sag(mine).data
    mine.write_bytes(as_json({**data, "ansoegninger": data["ansoegninger"][1:]}))
    before = mine.read_bytes()
    with pytest.raises(DataError):
        merge(mine, incoming, accept=("nye",))
    assert mine.read_bytes() == before


@pytest.mark.parametrize("spoil", [
    {"parter": [{"navn": "Ingen"}]}, {"parter": "ingen"}, {"maal": [{"titel": 3}]}, {"barn": []}])
def test_data_that_hang_together_in_no_way_are_refused_by_name(mine: Path, spoil: Any) -> None:
    incoming = come()
    before = mine.read_bytes()
    with pytest.raises(DataError):
        merge(mine, replace(incoming, sag={**incoming.sag, **spoil}), accept=("alle",))
    assert mine.read_bytes() == before


def test_a_case_that_is_wrong_itself_is_set_right_first(mine: Path) -> None:
    data = read_sag(mine).data
    mine.write_bytes(as_json({**data, "parter": [{"navn": "Uden id"}]}))
    with pytest.raises(DataError) as refused:
        merge(mine, accept=("nye",))
    assert "parter[0].id" in {each.path for each in refused.value.problems}
