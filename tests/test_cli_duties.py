"""The commands that tell and do what is due, and where figures come from: whole process, real files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.conftest import SAMPLES, sample

SOLBAEK = str(SAMPLES / "kommuner" / "solbaek.toml")
KARLA = str(SAMPLES / "sager" / "karla-tre-aar.json")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "pipeline", *arguments], check=False,
                          capture_output=True, text=True)


def due(*arguments: str, by: str = "2026-12-31") -> list[dict[str, Any]]:
    done = run("due", *arguments, "--by", by, "--today", "2026-11-22", "--kommune", SOLBAEK, "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_overdue_comes_first_with_its_reason() -> None:
    found = due(str(SAMPLES / "sager"))
    days = [duty["frist"] for duty in found]
    assert days == sorted(days)
    assert [duty["overskredet"] for duty in found] == [day < "2026-11-22" for day in days]
    assert all(duty["kilde"] and duty["felt"] and duty["hvad"] for duty in found)
    assert {duty["sagsnummer"] for duty in found} > {sample("karla-tre-aar").data["sagsnummer"]}


def test_a_calendar_file_holds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "frister.ics"
    done = run("due", KARLA, "--by", "2027-06-30", "--kommune", SOLBAEK, "--ics", str(path))
    assert done.returncode == 0
    entries = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert len(entries) == len(due(KARLA, by="2027-06-30")) > 3
    assert "Karla" not in path.read_text(encoding="utf-8") + done.stdout


def test_a_case_with_faults_is_told_and_the_rest_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    (tmp_path / "b.json").write_bytes(Path(KARLA).read_bytes())
    done = run("due", str(tmp_path), "--by", "2026-12-31", "--kommune", SOLBAEK)
    assert done.returncode == 1
    assert sample("karla-tre-aar").data["sagsnummer"] in done.stdout
    assert "a.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_batch_makes_the_letters_that_wait_and_no_others(tmp_path: Path) -> None:
    data = json.loads(Path(KARLA).read_text(encoding="utf-8"))
    data["breve_sendt_til"] = "2026-06-30"
    (tmp_path / "sager").mkdir()
    (tmp_path / "sager" / "karla.json").write_text(json.dumps(data), encoding="utf-8")
    data.pop("breve_sendt_til")
    (tmp_path / "sager" / "uden.json").write_text(json.dumps(data), encoding="utf-8")
    out = tmp_path / "ud"
    done = run("batch", str(tmp_path / "sager"), "--due", "2026-09-30", "--out", str(out),
               "--kommune", SOLBAEK, "--format", "docx")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in (out / "rapport.jsonl").read_text().splitlines()]
    assert [line["udfald"] for line in lines if line["kilde"] == "uden.json"] == ["intet"]
    made = sorted(Path(name).name[:10] for line in lines for name in line["filer"])
    assert made
    assert all("2026-06-30" < day <= "2026-09-30" for day in made)
    waiting = due(str(tmp_path / "sager" / "karla.json"), by="2026-09-30")
    assert len([duty for duty in waiting if duty["klar"]]) == len(lines) - 1


@pytest.mark.parametrize("arguments", [
    ("batch", KARLA, "--out", "x"),
    ("batch", KARLA, "--out", "x", "--due", "2026-09-30", "--kind", "revurdering"),
    ("due", KARLA), ("due", KARLA, "--by", "31.12.2026"), ("law",), ("explain",)])
def test_wrong_use_is_told(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "pipeline", *arguments], check=False, cwd=tmp_path,
                          capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_explain_shows_the_calculation_step_by_step() -> None:
    done = run("explain", KARLA, "--kind", "afgoerelse", "--nr", "1", "--kommune", SOLBAEK, "--json")
    assert done.returncode == 0, done.stderr
    steps = json.loads(done.stdout)
    assert {step["modtager"] for step in steps} == {"mor", "far", "ung", "lev"}
    sums = [step["vaerdi"] for step in steps
            if step["modtager"] == "mor" and step["navn"].endswith("regnestykke")]
    assert any("×" in words for words in sums)
    assert all(step["regel"] and step["kilde"] for step in steps)
    mothers = {step["vaerdi"] for step in steps if step["modtager"] == "mor"
               and step["navn"] == "afgoerelse_om.tabt.beregning.ydelse"}
    assert mothers == {"7620.97"}
    assert not [step for step in steps if step["modtager"] in ("ung", "lev")
                and "beregning" in step["navn"]]
    readable = run("explain", KARLA, "--kind", "afgoerelse", "--nr", "1", "--kommune", SOLBAEK)
    assert "afgoerelse 1 (mor)" in readable.stdout
    assert "kilde:" in readable.stdout


def test_explain_tells_the_last_day_to_complain_once_a_letter_is_sent() -> None:
    done = run("explain", KARLA, "--kind", "afgoerelse", "--nr", "1", "--kommune", SOLBAEK, "--json")
    told = {(step["modtager"], step["vaerdi"]) for step in json.loads(done.stdout)
            if step["navn"] == "frist.klage_senest"}
    assert told == {("mor", "2024-10-18"), ("far", "2024-10-18")}


@pytest.mark.parametrize(("day", "kommune", "code", "missing"), [
    ("2024-06-01", None, 0, set()),
    ("2025-06-01", None, 1, {"udgifter_maksimum", "tabt_arbejdsfortjeneste_loft"}),
    ("2025-06-01", SOLBAEK, 0, set()), ("2026-06-01", SOLBAEK, 0, set()),
    ("2027-06-01", SOLBAEK, 1, {"udgifter_maksimum", "tabt_arbejdsfortjeneste_loft"}),
    ("2023-06-01", None, 1, {"udgifter_maksimum"}),
])
def test_law_missing_names_the_figures_no_letter_could_print(
    day: str, kommune: str | None, code: int, missing: set[str]
) -> None:
    done = run("law", "missing", "--date", day, *(["--kommune", kommune] if kommune else []), "--json")
    assert done.returncode == code
    rows = json.loads(done.stdout)
    assert {row["noegle"] for row in rows if row["familie"] == "satser"} == missing
    assert {"klagefrist", "afvikling"} <= {row["noegle"] for row in rows}


def test_law_list_says_what_is_verified_and_whose_figure_it_is() -> None:
    done = run("law", "list", "--date", "2026-02-01", "--kommune", SOLBAEK, "--json")
    rows = {row["noegle"]: row for row in json.loads(done.stdout)}
    assert rows["hjemmetraening"]["status"] == "bekræftet"
    assert rows["udgifter_maksimum"]["status"] == "kommunens egen"
    assert rows["afvikling"]["status"] == "ubekræftet"
    assert all(row["kilde"] for row in rows.values())
    assert "bekræftet" in run("law", "list", "--date", "2026-02-01").stdout
