"""The odd ones: long, short, doubtful and ordinary cases, the same ones every time."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.batch.preview import odd_ones
from pipeline.batch.sources import items
from pipeline.errors import Problem, text
from pipeline.sag import Sag
from tests.batch.families import cases


def source(folder: Path) -> Path:
    found = [json.loads(line) for line in cases(30)]
    found[11]["barn"]["navn"] = "Zoe " + "meget " * 500 + "langt navn"
    found[4] = {"sagsnummer": "kort"}
    lines = [json.dumps(case) for case in found]
    lines[20] = "{"
    path = folder / "sager.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def problems(sag: Sag) -> list[Problem]:
    number, what = str(sag.data["sagsnummer"]), text("x")
    if number in ("P/8", "P/9"):
        return [Problem("", "x", what, what, what, "fejl" if number == "P/9" else "advarsel")]
    return []


def test_one_of_each_is_taken_in_turn(tmp_path: Path) -> None:
    chosen = odd_ones(items([source(tmp_path)]), problems, 6)
    why = {one.item.name: one.why for one in chosen}
    assert why["sager.jsonl:12"] == "laengst"
    assert why["sager.jsonl:5"] == "kortest"
    assert why["sager.jsonl:8"] == "advarsel"
    assert [one.seq for one in chosen] == sorted(one.seq for one in chosen)
    assert sorted(why.values()) == ["advarsel", "almindelig", "fejl", "kortest", "laengst", "laengst"]


def test_the_choice_is_the_same_every_time_and_never_more_than_there_are(tmp_path: Path) -> None:
    path = source(tmp_path)
    assert odd_ones(items([path]), problems, 5) == odd_ones(items([path]), problems, 5)
    assert len(odd_ones(items([path]), problems, 100)) == 30
    assert len({one.seq for one in odd_ones(items([path]), problems, 100)}) == 30
    assert len(odd_ones(items([path]), problems, 1)) == 1
