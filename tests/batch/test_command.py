"""A batch: bad cases are reported and never stop or touch the rest."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLES, sample_names

SOLBAEK = str(SAMPLES / "kommuner" / "solbaek.toml")


def batch(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "batch", *args], cwd=ROOT, capture_output=True,
        text=True, encoding="utf-8", timeout=300)


def report(out: Path) -> list[dict[str, object]]:
    lines = (out / "rapport.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def cases(folder: Path) -> list[str]:
    """All samples and all broken ones, mixed, in one folder."""
    folder.mkdir()
    for path in [*(SAMPLES / "sager").glob("*.json"), *(SAMPLES / "fejl").glob("*.json")]:
        (folder / path.name).write_bytes(path.read_bytes())
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_with_good_and_bad_cases(tmp_path: Path) -> None:
    names, out = cases(tmp_path / "sager"), tmp_path / "ud"
    done = batch(str(tmp_path / "sager"), "--kind", "revurdering", "--out", str(out),
                 "--kommune", SOLBAEK, "--format", "docx")
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    lines = report(out)
    assert [line["kilde"] for line in lines] == names
    made = {line["kilde"] for line in lines if line["udfald"] == "lavet"}
    assert made >= {f"{name}.json" for name in sample_names()} - {"uden"}
    for line in lines:
        assert bool(line["filer"]) == (line["udfald"] == "lavet")
        assert line["udfald"] == "lavet" or line["problemer"]
        assert all((out / name).is_file() for name in line["filer"])  # type: ignore[attr-defined]
    on_disk = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    kept = {"rapport.jsonl", "koersler.sqlite", "koersler.sqlite.laas"}
    assert on_disk == {f for line in lines for f in line["filer"]} | kept  # type: ignore[attr-defined]
    assert f"af {len(names)} sager" in done.stderr


def test_jsonl_streams_and_names_the_line(tmp_path: Path) -> None:
    source = tmp_path / "sager.jsonl"
    good = [json.dumps(json.loads((SAMPLES / "sager" / f"{name}.json").read_text(encoding="utf-8")))
            for name in ("alma-to-hjem", "zoe-uden-leverandoer")]
    source.write_text(f"{good[0]}\n\n{{\"skema\": \n{good[1]}\n", encoding="utf-8")
    out = tmp_path / "ud"
    done = batch(str(source), "--kind", "partshoering", "--out", str(out), "--kommune", SOLBAEK,
                 "--format", "docx", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"sager": 3, "lavet": 2, "fejl": 1, "intet": 0, "filer": 4,
                                       "genbrugt": 0, "koersel": 1, "faerdig": True}
    assert [(line["kilde"], line["udfald"]) for line in report(out)] == [
        ("sager.jsonl:1", "lavet"), ("sager.jsonl:3", "fejl"), ("sager.jsonl:4", "lavet")]


def test_the_same_case_twice_never_replaces_the_first(tmp_path: Path) -> None:
    folder, out = tmp_path / "sager", tmp_path / "ud"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.json").write_bytes((SAMPLES / "sager" / "alma-to-hjem.json").read_bytes())
    done = batch(str(folder), "--kind", "revurdering", "--out", str(out), "--kommune", SOLBAEK,
                 "--format", "docx")
    assert done.returncode == 1
    first, second = report(out)
    assert (first["udfald"], second["udfald"]) == ("lavet", "fejl")
    assert second["problemer"][0]["code"] == "sag-to-gange"  # type: ignore[index]


def test_the_report_never_holds_a_persons_data(tmp_path: Path) -> None:
    out = tmp_path / "ud"
    cases(tmp_path / "sager")
    done = batch(str(tmp_path / "sager"), "--kind", "tilsynsrapport", "--out", str(out),
                 "--kommune", SOLBAEK, "--format", "docx")
    told = (out / "rapport.jsonl").read_text(encoding="utf-8") + done.stderr + done.stdout
    for name in sample_names():
        data = json.loads((SAMPLES / "sager" / f"{name}.json").read_text(encoding="utf-8"))
        for person in (data["barn"], *data["parter"]):
            assert person["navn"] not in told
            assert person.get("cpr", "–") not in told
            assert person.get("adresse", {}).get("vej", "–") not in told


@pytest.mark.parametrize("source", ["tom", "mangler.json", "mangler.jsonl"])
def test_nothing_to_do_is_wrong_use_or_a_reported_item(source: str, tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    done = batch(str(tmp_path / source), "--kind", "revurdering", "--out", str(tmp_path / "ud"),
                 "--kommune", SOLBAEK)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_unknown_kind_stops_before_the_first_case(tmp_path: Path) -> None:
    done = batch(str(SAMPLES / "sager"), "--kind", "brev", "--out", str(tmp_path / "ud"))
    assert done.returncode == 2
    assert not (tmp_path / "ud").exists()
