"""`hjemmetraening templates diff` as people and programs meet it."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from pipeline.resources import samples
from pipeline.templateset import TemplateSet
from tests.test_cli import command

SAGER = samples() / "sager"
SOLBAEK = samples() / "kommuner" / "solbaek.toml"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    document = docx.Document(str(TemplateSet().document("tilbud")))
    document.add_paragraph("Med venlig hilsen {{ kommune.navn }}")
    path = tmp_path / "tilbud.docx"
    document.save(str(path))
    return path


def test_people_see_each_change_once_with_its_letters(new: Path) -> None:
    done = command("templates", "diff", str(new))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("+ Med venlig hilsen Solbæk Kommune") == 1
    assert done.stdout.startswith("1. Breve: ")
    assert "@@ brødteksten, under »" in done.stdout
    assert "breve er sammenlignet" in done.stderr
    assert "Solbæk" not in done.stderr


def test_programs_get_json_over_the_cases_that_were_given(new: Path) -> None:
    done = command("templates", "diff", str(TemplateSet().document("tilbud")), str(new), "--cases",
                   str(SAGER / "karla-tre-aar.json"), "--kommune", str(SOLBAEK), "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["breve"] == told["aendrede"] >= 1
    assert told["kan_ikke_laves"] == told["sager_med_fejl"] == 0
    (change,) = told["aendringer"]
    assert (change["slags"], change["gammel"], change["ny"]) == (
        "tekst", [], ["Med venlig hilsen Solbæk Kommune"])
    assert change["breve"] == told["breve"]
    assert {"sag", "dokument", "nr", "modtager"} == set(change["eksempler"][0])


def test_looks_alone_are_named_as_such(new: Path) -> None:
    document = docx.Document(str(TemplateSet().document("tilbud")))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.font.name = "Georgia"
    document.save(str(new))
    done = command("templates", "diff", str(new))
    assert done.returncode == 0
    assert "kun udseende: skrifttype: Arial → Georgia" in done.stdout
    assert "\n   + " not in done.stdout
    assert " 0 har anden tekst" in done.stderr


def test_a_wrong_template_ends_with_3_and_says_which_side(new: Path) -> None:
    document = docx.Document(str(new))
    document.add_paragraph("{{ barn.nvan }}")
    document.save(str(new))
    done = command("templates", "diff", str(new))
    assert done.returncode == 3
    assert "ikke kan laves med den nye skabelon: " in done.stderr
    assert "nvan" in done.stderr
    done = command("templates", "diff", str(new), str(TemplateSet().document("tilbud")))
    assert "ikke kan laves med den gamle skabelon: " in done.stderr


def test_cases_with_faults_end_with_1_and_the_rest_is_compared(new: Path, tmp_path: Path) -> None:
    right = json.loads((SAGER / "karla-tre-aar.json").read_text(encoding="utf-8"))
    lines = [json.dumps(case, ensure_ascii=False) for case in (right, {**right, "barn": {}})]
    cases = tmp_path / "sager.jsonl"
    cases.write_text("\n".join(lines), encoding="utf-8")
    done = command("templates", "diff", str(new), "--cases", str(cases), "--kommune", str(SOLBAEK))
    assert done.returncode == 1
    assert "sager.jsonl:2" in done.stderr
    assert "ikke er sammenlignet: 1." in done.stderr
    assert "+ Med venlig hilsen" in done.stdout


def test_both_versions_of_changed_letters_can_be_kept(new: Path, tmp_path: Path) -> None:
    out = tmp_path / "breve"
    done = command("templates", "diff", str(new), "--cases", str(SAGER / "karla-tre-aar.json"),
                   "--kommune", str(SOLBAEK), "--out", str(out))
    assert done.returncode == 0
    made = sorted(path.name for path in out.rglob("*.docx"))
    assert made
    assert len(made) % 2 == 0
    old, fresh = made[0], made[1]
    assert old.endswith(".gammel.docx")
    assert fresh == old.replace(".gammel.", ".ny.")
    before, after = ([paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
                     for name in (old, fresh) for path in out.rglob(name))
    assert after == [*before, "Med venlig hilsen Solbæk Kommune"]


def test_wrong_use_is_told(new: Path) -> None:
    assert command("templates", "diff").returncode == 2
    assert command("templates", "diff", str(new), str(new), str(new)).returncode == 2
    assert command("templates", "diff", str(new), "--kind", "brev").returncode == 2
    assert command("templates", "diff", str(new.with_name("findes-ikke.docx"))).returncode == 2
