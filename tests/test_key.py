"""The key names every input: change one and it changes; change nothing and it stays."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import shutil
from pathlib import Path

import pytest

from pipeline import Job, Sag
from pipeline.key import render_key
from tests.conftest import ROOT, job_for, sample


def changed_case() -> Sag:
    data = copy.deepcopy(dict(sample("alma-to-hjem").data))
    data["barn"]["navn"] += "!"
    return Sag(data, "sag.json")


CHANGES = {
    "kind": {"kind": "partshoering"}, "number": {"nr": 1}, "date": {"date": dt.date(2026, 1, 2)},
    "formats": {"formats": ("docx",)}, "engine": {"engine": "auto"},
    "data to carry": {"carry": True}, "settings": {"settings": {"navn": "En anden"}},
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_of_the_job_changes_the_key(what: str) -> None:
    sag = sample("alma-to-hjem")
    job = job_for(sag, "revurdering")
    other = dataclasses.replace(job, **CHANGES[what])  # type: ignore[arg-type]
    assert render_key(sag, other) != render_key(sag, job)


def test_a_change_of_case_or_template_changes_the_key(tmp_path: Path) -> None:
    sag = sample("alma-to-hjem")
    job = job_for(sag, "revurdering")
    assert render_key(changed_case(), job) != render_key(sag, job)
    shutil.copytree(ROOT / "templates", tmp_path / "egne")
    own = dataclasses.replace(job, templates=tmp_path / "egne")
    assert render_key(sag, own) == render_key(sag, job)
    with (tmp_path / "egne" / "blokke" / "hilsen.docx").open("ab") as file:
        file.write(b"\0")
    assert render_key(sag, own) != render_key(sag, job)


def test_the_same_inputs_have_the_same_key() -> None:
    one = Job("revurdering", settings={"navn": "X"})
    assert render_key(sample("alma-to-hjem"), one) == \
        render_key(Sag(copy.deepcopy(dict(sample("alma-to-hjem").data)), "andet-navn.json"),
                   Job("revurdering", settings={"navn": "X"}))


def test_the_day_counts_only_where_a_letter_has_no_date_of_its_own() -> None:
    sag = sample("alma-to-hjem")
    job = job_for(sag, "revurdering")

    def keys(case: Sag) -> set[str]:
        return {render_key(case, dataclasses.replace(job, today=dt.date(2026, 5, day)))
                for day in (1, 2)}

    undated = copy.deepcopy(dict(sag.data))
    for event in undated["revurderinger"]:
        event.pop("brevdato", None)
        event.pop("dato", None)
    assert len(keys(sag)) == 1
    assert len(keys(Sag(undated, "sag.json"))) == 2
