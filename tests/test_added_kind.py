"""A kind of document from scratch: a few declarations, a template begun by the command, no code touched.

The declarations are the files in tests/added/; docs/contributing.md tells the same steps.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.cases import ROOT

KIND, LISTE = "moedereferat", "moeder"
ADDED = ROOT / "tests" / "added"
SETTINGS = "samples/kommuner/solbaek.toml"
EVENT = {"brevdato": "2026-05-04", "dato": "2026-04-28",
         "referat": "Vi talte om træningen.\n\n- Den går godt", "aftaler": ["Vi ringer i juni."]}

Run = Callable[..., subprocess.CompletedProcess[str]]


def digests(home: Path) -> Mapping[str, str]:
    return {path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(home.rglob("*")) if path.is_file() and "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, str]]:
    """The project in a place of its own, and what its files held before the kind was declared."""
    home = tmp_path_factory.mktemp("projekt")
    for part in ("pipeline", "templates", "schemas", "samples"):
        shutil.copytree(ROOT / part, home / part, ignore=shutil.ignore_patterns(
            "__pycache__", "node_modules", "_data"))
    shutil.copy(ROOT / "pyproject.toml", home)
    return home, digests(home)


@pytest.fixture(scope="module")
def run(before: tuple[Path, Mapping[str, str]]) -> Run:
    """The command of the project with the kind declared in it."""
    home, _ = before

    def command(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pipeline", *args], cwd=home, capture_output=True, text=True,
            encoding="utf-8", check=False,
            env={**os.environ, "PYTHONPATH": str(home), "PYTHONUTF8": "1",
                 "PYTHONDONTWRITEBYTECODE": "1"})

    shutil.copy(ADDED / f"{KIND}.py", home / "pipeline" / "documents" / "kinds")
    shutil.copy(ADDED / f"{KIND}.schema.json", home / "schemas" / "dokumenter")
    case_schema = home / "schemas" / "sag.schema.json"
    schema = json.loads(case_schema.read_text(encoding="utf-8"))
    schema["properties"][LISTE] = json.loads((ADDED / f"{LISTE}.json").read_text(encoding="utf-8"))
    case_schema.write_text(json.dumps(schema), encoding="utf-8")
    case = json.loads((ROOT / "samples" / "sager" / "alma-to-hjem.json").read_text(encoding="utf-8"))
    for name, events in (("sag", [EVENT]), ("tynd", [{**EVENT, "dato": "2026-02-30", "ukendt": 1}])):
        (home / f"{name}.json").write_text(json.dumps({**case, LISTE: events}), encoding="utf-8")
    template = f"templates/dokumenter/{KIND}.docx"
    begun = command("templates", "new", KIND, "--out", template)
    assert begun.returncode == 0, begun.stderr
    return command


def test_the_declarations_are_short() -> None:
    lines = sum(len(path.read_text(encoding="utf-8").splitlines())
                for path in ADDED.iterdir() if path.is_file())
    assert 30 < lines < 100


def test_no_existing_code_has_changed(run: Run, before: tuple[Path, Mapping[str, str]]) -> None:
    home, earlier = before
    now = digests(home)
    assert {name for name in earlier if now.get(name) != earlier[name]} == {"schemas/sag.schema.json"}
    assert {name for name in now.keys() - earlier.keys() if name.startswith("pipeline/")} == {
        f"pipeline/documents/kinds/{KIND}.py"}


def test_it_is_listed_after_the_others(run: Run) -> None:
    listed = json.loads(run("documents", "--json").stdout)
    assert listed[-1] == {"id": KIND, "titel": "Mødereferat", "forfatter": "kommune",
                          "haendelser": LISTE, "varianter": ["referat"]}
    templates = run("templates", "list").stdout
    assert KIND in templates


def test_its_case_is_validated(run: Run) -> None:
    good = run("validate", "sag.json", "--kind", KIND, "--kommune", SETTINGS)
    assert good.returncode == 0, good.stderr
    bad = run("validate", "tynd.json", "--kind", KIND, "--kommune", SETTINGS, "--json")
    assert bad.returncode == 1
    assert f"{LISTE}[0].dato" in bad.stdout
    assert f"{LISTE}[0].ukendt" in bad.stdout


def test_it_becomes_word_and_pdf_for_each_reader(
        run: Run, before: tuple[Path, Mapping[str, str]]) -> None:
    done = run("render", KIND, "sag.json", "--kommune", SETTINGS, "--out", "ud")
    assert done.returncode == 0, done.stderr
    made = sorted(path.name for path in (before[0] / "ud").rglob("*.*") if path.is_file())
    assert made == [f"2026-05-04-{KIND}-{who}.{suffix}" for who in ("far", "mor")
                    for suffix in ("docx", "pdf")]


def test_its_template_is_checked(run: Run, before: tuple[Path, Mapping[str, str]]) -> None:
    path = f"templates/dokumenter/{KIND}.docx"
    assert run("templates", "check", path).returncode == 0
    copy = before[0] / "kort.docx"
    shutil.copy(before[0] / "templates" / "dokumenter" / "indkaldelse.docx", copy)
    wrong = run("templates", "check", str(copy), "--kind", KIND, "--json")
    assert wrong.returncode == 3
    assert "indkaldelse" in wrong.stdout
    assert "moede.referat" in wrong.stdout


def test_it_has_a_blank_form_that_reads_back(
        run: Run, before: tuple[Path, Mapping[str, str]]) -> None:
    for suffix in ("pdf", "docx"):
        done = run("forms", "blank", KIND, "--out", f"blanket.{suffix}")
        assert done.returncode == 0, done.stderr
        assert (before[0] / f"blanket.{suffix}").stat().st_size > 5_000
    read = run("forms", "read", "blanket.pdf")
    assert read.returncode == 1
    assert f"{LISTE}.0.referat" in read.stderr


def test_there_is_no_whole_template_to_copy_before_there_is_one(
        run: Run, before: tuple[Path, Mapping[str, str]]) -> None:
    template = before[0] / "templates" / "dokumenter" / f"{KIND}.docx"
    aside = before[0] / "til-side.docx"
    template.rename(aside)
    try:
        asked = run("templates", "new", KIND, "--hele", "--out", "hele.docx")
    finally:
        aside.rename(template)
    assert (asked.returncode, "uden --hele" in asked.stderr) == (2, True), asked.stderr
    assert not (before[0] / "hele.docx").exists()
