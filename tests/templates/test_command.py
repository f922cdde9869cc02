"""`hjemmetraening templates check` as people, editors and programs meet it."""

from __future__ import annotations

import ast
import json
import stat
from pathlib import Path

import docx
import pytest

from tests.conftest import ROOT
from tests.templates.broken import good, line, saved
from tests.test_cli import command


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    document = good()
    line("{{ barn.nvan }}")(document)
    path = tmp_path / "afgoerelse.docx"
    path.write_bytes(saved(document))
    return path


def test_people_are_told_where_what_and_what_to_do(wrong: Path) -> None:
    done = command("templates", "check", str(wrong))
    assert done.returncode == 3
    for words in ("afgoerelse.docx, brødteksten, afsnit 10, under »Efter {{ a.hjemmel }}«",
                  "»{{ barn.nvan }}«", "Feltet barn.nvan findes ikke", "→ Mente du navn?", "Fejl: 1."):
        assert words in done.stderr
    assert done.stdout == ""


def test_programs_get_json_and_editors_sarif(wrong: Path) -> None:
    target = wrong.with_suffix(".sarif")
    done = command("templates", "check", str(wrong), "--json", "--sarif", str(target))
    (finding,) = json.loads(done.stdout)
    assert finding["code"] == "felt-findes-ikke"
    assert (finding["file"], finding["paragraph"], finding["tag"]) == (
        "afgoerelse.docx", 10, "{{ barn.nvan }}")
    sarif = json.loads(target.read_text(encoding="utf-8"))
    assert sarif["version"] == "2.1.0"
    (run,) = sarif["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["felt-findes-ikke"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("felt-findes-ikke", "error")
    (place,) = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == wrong.as_uri()
    assert place["logicalLocations"][0]["fullyQualifiedName"].endswith("word/document.xml, afsnit 10")


def test_a_commented_copy_lies_beside_and_the_authors_file_is_untouched(wrong: Path) -> None:
    before = wrong.read_bytes()
    folder = wrong.parent / "rettes"
    assert command("templates", "check", str(wrong), "--comments", str(folder)).returncode == 3
    (made,) = folder.rglob("*.docx")
    assert made.name == "afgoerelse.docx"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert len(list(docx.Document(str(made)).part.rels.values())) > 3
    assert wrong.read_bytes() == before


def test_warnings_alone_end_with_0_and_a_kind_can_be_given(tmp_path: Path) -> None:
    document = good()
    document.add_heading("", 2)
    path = tmp_path / "min egen.docx"
    path.write_bytes(saved(document))
    unknown = command("templates", "check", str(path))
    assert unknown.returncode == 2
    assert "--kind" in unknown.stderr
    done = command("templates", "check", str(path), "--kind", "afgoerelse", "--json")
    assert done.returncode == 0, done.stderr
    assert [finding["severity"] for finding in json.loads(done.stdout)] == ["advarsel"]
    assert command("templates", "check", str(path), "--kind", "brev").returncode == 2


def test_the_whole_set_is_right() -> None:
    done = command("templates", "check", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])


def test_a_set_of_ones_own_replaces_the_built_in_one(tmp_path: Path) -> None:
    for folder in ("dokumenter", "blokke", "brevpapir"):
        (tmp_path / folder).mkdir()
        for path in (ROOT / "templates" / folder).glob("*.docx"):
            (tmp_path / folder / path.name).write_bytes(path.read_bytes())
    passage = tmp_path / "blokke" / "bilag.docx"
    document = docx.Document(str(passage))
    document.add_paragraph("{{ bilagg }}")
    document.save(str(passage))
    done = command("templates", "check", "--templates", str(tmp_path), "--json")
    assert done.returncode == 3
    assert {finding["file"] for finding in json.loads(done.stdout)} == {"blokke/bilag.docx"}


def codes() -> set[str]:
    """Every code written out in a Finding(...) or told of a tag."""
    found = set()
    for path in (ROOT / "pipeline" / "templates").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = {"Finding": 0, "tell": 0, "_tell": 0, "at": 1}.get(name)
            code = node.args[place] if place is not None and len(node.args) > place else None
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                found.add(code.value)
    return found


def test_every_code_is_told_on_the_page_of_errors() -> None:
    page = (ROOT / "docs" / "fejl.md").read_text(encoding="utf-8")
    assert len(codes()) > 30
    assert {code for code in codes() if f"`{code}`" not in page} == set()
