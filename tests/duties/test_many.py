"""Many cases in several processes: the same answers in the same order, faults among them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from pipeline.batch.sources import items
from pipeline.duties.many import ENOUGH, of_case, of_many
from tests.cases import SAMPLES, settings

BY = dt.date(2026, 12, 31)


def test_many_processes_find_what_one_finds(tmp_path: Path) -> None:
    case = json.loads((SAMPLES / "sager" / "bo-kun-det-noedvendige.json").read_text(encoding="utf-8"))
    lines = [json.dumps({**case, "sagsnummer": f"B{number}"}) for number in range(ENOUGH)]
    lines[7] = "{"
    lines[300] = json.dumps({**case, "barn": {}})
    path = tmp_path / "sager.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    sources = list(items([path]))
    found = list(of_many(sources, settings(), BY))
    assert len(found) == ENOUGH
    assert [case_.source for case_ in found] == [source.name for source in sources]
    assert [place for place, case_ in enumerate(found) if case_.exit_code] == [7, 300]
    for place in (0, 7, 299, 300, ENOUGH - 1):
        assert found[place] == of_case(sources[place], settings(), BY)
    assert found[0].duties
