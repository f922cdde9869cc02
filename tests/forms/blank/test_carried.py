"""What a form carries is anybody's to change: only what we would have written is taken."""

from __future__ import annotations

import io
import json
from typing import Any

import pikepdf
import pytest

from pipeline.errors import DataError
from pipeline.forms.blank import made
from pipeline.forms.blank.carried import PLAN, carried, files, of_files
from pipeline.forms.blank.kinds import of
from pipeline.forms.blank.plan import Named, Plan, completed, from_json


def whole(**more: Any) -> Plan:
    return completed(Plan("ansoegning-udgifter", **more), of("ansoegning-udgifter"))


def test_a_plan_is_read_as_it_was_written() -> None:
    plan = whole(kommune="Solbæk Kommune", send=("Her", "Der"), reader="mor", event=3, known=True,
                 people=(Named("mor", 2, "Maja", known=True),))
    assert from_json(json.loads(json.dumps(plan.as_json()))) == plan


@pytest.mark.parametrize("change", [
    {"kind": "findes-ikke"}, {"language": "xx"}, {"people": []}, {"event": -1}, {"event": True},
    {"event": 10**9}, {"people": [{"id": "../x", "place": 0}]}, {"kommune": "x" * 1000},
    {"people": [{"id": "mor", "place": 0}] * 500}, {"send": [1]}, {"andet": 1}, {"goals": None},
    {"people": [{"id": "mor", "place": "0"}]}, {"people": "mor"},
])
def test_a_plan_that_we_would_not_write_is_refused(change: dict[str, Any]) -> None:
    plan = whole()
    found = files(plan, "0" * 64, {"kind": plan.kind})
    said = json.loads(found[PLAN])
    said["plan"] = {**said["plan"], **change}
    with pytest.raises(DataError) as refused:
        of_files({**found, PLAN: json.dumps(said).encode()})
    assert [each.code for each in refused.value.problems] == ["blanket-ulaeselig"]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"plan": 1}'])
def test_a_broken_file_is_refused(content: bytes) -> None:
    with pytest.raises(DataError):
        of_files({**files(whole(), "", {}), PLAN: content})


def test_somebody_elses_form_carries_nothing() -> None:
    with pikepdf.open(io.BytesIO(made.pdf(Plan("hoeringssvar")))) as pdf:
        del pdf.attachments[PLAN]
        target = io.BytesIO()
        pdf.save(target)
    assert carried(target.getvalue()) is None
    assert carried(b"%PDF-1.7 nothing") is None
