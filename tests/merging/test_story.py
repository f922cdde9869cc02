"""The story of Sigrid, run as its page tells it: four parties, and only documents between them."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from pipeline.carried.pdf import in_pdf
from pipeline.merging.identity import NAMED_BY, keys_of, list_name
from pipeline.merging.writing import as_json
from pipeline.sag import read_sag
from pipeline.validation import validate
from tests.cases import ROOT, SAMPLES

STORY = SAMPLES / "fortaellinger" / "sigrid"
PAGE = (STORY / "README.md").read_text(encoding="utf-8")
WRITES = re.compile(r"^Skriv `(?P<what>[^`]+)` ind i `(?P<where>[^`]+)`\.$")
SECRET = "Skovbrynet"
"""The mother's street."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command with the code it ends with, or what somebody writes into a file."""

    command: str = ""
    code: int = 0
    what: str = ""
    where: str = ""


def steps() -> Iterator[Step]:
    """The page's commands and what people write between them, in order."""
    within = False
    for line in PAGE.splitlines():
        if line.startswith("```"):
            within = line == "```sh"
        elif within:
            command, _, remark = line.partition("  # ")
            code = re.match(r"kode (\d)", remark)
            yield Step(command, int(code[1]) if code else 0)
        elif found := WRITES.match(line):
            yield Step(what=found["what"], where=found["where"])


def written_into(old: Any, new: Any, path: Any = ()) -> Any:
    """What somebody at a keyboard makes of a file: fields set, items of lists found again or added."""
    if isinstance(new, Mapping) and isinstance(old, Mapping):
        return {**old, **{key: written_into(old.get(key), value, (*path, key))
                          for key, value in new.items()}}
    if isinstance(new, list) and isinstance(old, list) and list_name(path) in NAMED_BY:
        items = dict(zip(keys_of(path, old), old, strict=True))
        for key, item in zip(keys_of(path, new), new, strict=True):
            items[key] = written_into(items.get(key), item, (*path, key))
        return list(items.values())
    return new


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the story has been run."""
    home = tmp_path_factory.mktemp("fortaelling")
    shutil.copytree(SAMPLES, home / "samples")
    (home / "bin").mkdir()
    command = home / "bin" / "hjemmetraening"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -W error -m pipeline "$@"\n')
    command.chmod(0o700)
    env = {**os.environ, "PATH": f"{home / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
           "PYTHONUTF8": "1"}
    for step in steps():
        if step.what:
            target = home / step.where
            whole = written_into(read_sag(target).data, read_sag(STORY / step.what).data)
            target.write_bytes(as_json(whole))
            continue
        done = subprocess.run(["sh", "-c", step.command], cwd=home, env=env, capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, timeout=300)
        assert done.returncode == step.code, f"{step.command}\n{done.stdout}{done.stderr}"
    return home / "out" / "sigrid"


def case_of(told: Path) -> Mapping[str, Any]:
    return read_sag(told / "kommune" / "sag.json").data


def test_the_page_has_commands_and_writing() -> None:
    found = list(steps())
    assert sum(bool(step.command) for step in found) > 15
    assert [step.what for step in found if step.what] == [
        "afgoerelsen.json", "evalueringen.json", "forlaengelsen.json"]


def test_the_kommune_has_what_everybody_wrote(told: Path) -> None:
    case = case_of(told)
    mine = {name: read_sag(STORY / f"{name}.json").data for name in (
        "moderens-sag", "leverandoerens-sag", "evalueringen", "forlaengelsen")}
    first, second, third = case["ansoegninger"]
    assert first == {**mine["moderens-sag"]["ansoegninger"][0], "modtaget": "2026-02-03"}
    assert (second["ansoeger"], second["modtaget"]) == ("far", "2026-02-10")
    assert str(second["arbejde"]["bruttoloen"]) == "33480.50"
    wanted = mine["forlaengelsen"]["ansoegninger"][0]
    assert {key: third[key] for key in wanted} == {**wanted}
    assert case["tilbud"] == mine["leverandoerens-sag"]["tilbud"]
    assert case["maal"] == mine["leverandoerens-sag"]["maal"]
    assert case["evalueringer"][0]["periode"] == {"fra": "2026-05-01", "til": "2026-11-02"}
    assert case["evalueringer"][0]["maal"] == mine["evalueringen"]["evalueringer"][0]["maal"]
    assert {party["id"] for party in case["parter"]} == {"mor", "far", "lev"}


def test_a_contradiction_was_taken_only_when_it_was_said(told: Path) -> None:
    far = case_of(told)["parter"][1]
    assert far["kontakt"] == {"telefon": "65 00 00 52", "email": "jeppe.dahl@example.dk"}


def test_the_next_application_began_from_the_decision(told: Path) -> None:
    third = case_of(told)["ansoegninger"][2]
    assert third["omfang"] == {"form": "halvdag", "timer_pr_uge": 12, "start": "2027-05-01"}
    assert [element["navn"] for element in third["elementer"]] == [
        "Vejen til postkassen", "Dagens fem tegn", "Onsdagslegen"]


def test_every_file_is_a_source_and_none_of_them_twice(told: Path) -> None:
    sources = case_of(told)["kilder"]
    assert [(each["fil"], each["dato"], each["bevis"], each.get("fra")) for each in sources] == [
        ("2026-02-02-ansoegning-hjemmetraening-kommune.pdf", "2026-02-03", "bevist", ["mor", "far"]),
        ("fra-jeppe.pdf", "2026-02-10", "blanket", ["far"]),
        ("2026-02-23-tilbud-kommune.pdf", "2026-02-24", "bevist", ["lev"]),
        ("2026-11-02-evaluering-kommune.pdf", "2026-11-03", "bevist", ["lev"]),
        ("2027-02-01-ansoegning-hjemmetraening-kommune.pdf", "2027-02-02", "bevist", ["mor", "far"]),
    ]
    assert {each["flettet_af"] for each in sources} == {"Mette Ravnholt"}


def test_the_protected_address_stayed_with_the_kommune_and_her(told: Path) -> None:
    mother = case_of(told)["parter"][0]
    assert mother["adresse"] == read_sag(STORY / "kommunens-sag.json").data["parter"][0]["adresse"]
    assert mother["adresse"]["vej"].startswith(SECRET)
    for path in (told / "lev").iterdir():
        assert SECRET not in path.read_text(encoding="utf-8"), path.name
    post = sorted((told / "post").rglob("*.pdf"))
    assert len(post) > 8
    for path in post:
        hers = path.name.endswith("afgoerelse-mor.pdf")
        assert (SECRET in everything(path.read_bytes())) == hers, path.name


def everything(pdf: bytes) -> str:
    """What a PDF says on its pages and in the data it carries."""
    with contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "\n".join([*pages, *(data.decode() for data in in_pdf(pdf))])


@pytest.mark.parametrize("name", ["kommune/sag", "mor/ny-sag", "lev/sag", "lev/evaluering"])
def test_the_cases_are_valid_to_the_last(told: Path, name: str) -> None:
    found = validate(read_sag(told / f"{name}.json"))
    assert [each for each in found if each.severity == "fejl"] == []


def test_the_provider_has_the_decision_from_the_kommune(told: Path) -> None:
    case = read_sag(told / "lev" / "sag.json").data
    assert [each["fra"] for each in case["kilder"]] == [["kommune"]]
    assert [each["timer_pr_uge"] for each in case["afgoerelser"]] == [12]
