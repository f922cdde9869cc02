"""Filled forms as the cases of a batch: read with a mapping, each problem at its field."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pipeline.batch.sources import count, items
from pipeline.cli import group
from pipeline.errors import DataError, UsageError
from pipeline.forms import room
from pipeline.forms.fill import fill
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.reading import parse_map
from tests.cases import SAMPLES
from tests.forms.mapping.forms import MAP, small


@pytest.fixture
def mapping() -> FormMap:
    return parse_map(MAP.encode(), "m.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, day in (("a", "1.9.2026"), ("b", "03/04/2026")):
        (tmp_path / f"{name}.pdf").write_bytes(fill(small(), {"navn": "Bo", "dato": day}).pdf)
    return tmp_path


def test_a_folder_of_forms_is_a_folder_of_cases(folder: Path, mapping: FormMap) -> None:
    found = list(items([folder], mapping))
    assert [each.name for each in found] == ["a.pdf", "b.pdf"]
    assert count([folder], mapping) == 2
    first, second = (pickle.loads(pickle.dumps(each)).read() for each in found)
    assert first.data["ansoegninger"] == [{"art": "udgifter", "brevdato": "2026-09-01"}]
    assert not first.problems
    (problem,) = second.problems
    assert (problem.path, problem.code) == ("ansoegninger[0].brevdato", "felt-dato-tvetydig")
    assert str(problem.place) == "felt dato"


def test_without_a_mapping_a_folders_forms_are_none_of_its_cases(folder: Path) -> None:
    with pytest.raises(UsageError):
        list(items([folder]))
    (found,) = items([folder / "a.pdf"])
    with pytest.raises(DataError) as error:
        found.read()
    assert [each.code for each in error.value.problems] == ["formular-uden-kobling"]


def test_a_batch_tells_of_each_form(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(MAP)
    done = CliRunner().invoke(group, [
        "batch", str(folder / "a.pdf"), str(folder / "b.pdf"), "--map", str(tmp_path / "m.toml"),
        "--kind", "ansoegning-udgifter", "--kommune", str(SAMPLES / "kommuner" / "solbaek.toml"),
        "--out",
        str(tmp_path / "ud"), "--workers", "1", "--json"], standalone_mode=False)
    assert done.return_value == 1
    lines = [json.loads(line) for line in (tmp_path / "ud" / "rapport.jsonl").read_text().splitlines()]
    told = {line["kilde"]: {each["path"]: each for each in line["problemer"]} for line in lines}
    assert told["b.pdf"]["ansoegninger[0].brevdato"]["place"] == "felt dato"
    assert "ansoegninger[0].brevdato" not in told["a.pdf"]
    assert "sagsnummer" in told["a.pdf"]


@pytest.mark.parametrize("asked", [["validate"], ["due", "--by", "2026-12-31"]])
def test_others_forms_are_looked_through_with_a_mapping(
        folder: Path, tmp_path: Path, asked: list[str]) -> None:
    (tmp_path / "m.toml").write_text(MAP)
    done = CliRunner().invoke(group, [
        *asked, str(folder), "--map", str(tmp_path / "m.toml"),
        "--kommune", str(SAMPLES / "kommuner" / "solbaek.toml")], standalone_mode=False)
    assert done.return_value == 1
    assert "b.pdf: felt dato" in done.stderr
    assert "a.pdf: felt dato" not in done.stderr
    assert "a.pdf" in done.stderr


def test_a_form_is_filled_for_every_case(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(MAP)
    (tmp_path / "skema.pdf").write_bytes(small())
    asked = ["batch", *(str(SAMPLES / "sager" / f"{name}.json") for name in (
        "karla-tre-aar", "oskar-to-love", "alma-to-hjem")), "--form", str(tmp_path / "skema.pdf"),
        "--map", str(tmp_path / "m.toml"), "--kommune", str(SAMPLES / "kommuner" / "solbaek.toml"),
        "--out", str(tmp_path / "ud"), "--workers", "1", "--json"]
    done = CliRunner().invoke(group, asked, standalone_mode=False)
    lines = [json.loads(line) for line in (tmp_path / "ud" / "rapport.jsonl").read_text().splitlines()]
    made = {line["kilde"]: [each["path"] for copy in line.get("eksemplarer", ()) for each in copy]
            for line in lines}
    (found,) = (tmp_path / "ud" / "24%2F17342").iterdir()
    assert found.name == "2026-08-17-ansoegning-udgifter-formular-5-kommune.pdf"
    assert room.inspect(found.read_bytes()).fields["navn"].value == "Karla Søgaard Torp"
    codes = {line["kilde"]: {each["code"] for each in line["problemer"]} for line in lines}
    assert "vaelg-laeser" in codes["alma-to-hjem.json"]  # no application yet: for whom is the form?
    assert set(made) == set(codes)
    before = found.stat().st_mtime_ns
    again = CliRunner().invoke(group, asked, standalone_mode=False)
    assert json.loads(again.stdout)["genbrugt"] >= 1
    assert found.stat().st_mtime_ns == before
    assert done.return_value == again.return_value


@pytest.mark.parametrize("more", [["--kind", "tilbud"], ["--due", "2026-09-01"], []])
def test_a_form_is_asked_for_alone(tmp_path: Path, more: list[str]) -> None:
    (tmp_path / "skema.pdf").write_bytes(small())
    form = ["--form", str(tmp_path / "skema.pdf")] if more else ["--kind", "tilbud", "--for", "mor"]
    done = CliRunner().invoke(group, ["batch", str(SAMPLES / "sager"), *form, *more, "--out",
                                      str(tmp_path / "ud")], standalone_mode=False)
    assert isinstance(done.exception, click.UsageError)
