"""The ledger: what was made before is found by its key, and a run that was cut short is known again."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from pathlib import Path

import pytest

from pipeline.batch.ledger import OVER, STOPPED, Ledger, Reused, opened, runs
from pipeline.batch.runs import entries, lines, summary
from pipeline.batch.work import Done, File, Made, Outcome
from pipeline.errors import MachineError, Problem, UsageError, text
from pipeline.post.plan import Entry

DAY = dt.date(2026, 3, 1)
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def made(seq: int, key: str = "n1", code: int = 0) -> Done:
    entry = Entry(f"P%2F{seq}/brev-mor", "mor", "revurdering", f"Brev, sag P/{seq}", 2, "brev", "ukendt")
    wrong = (Problem("barn.navn", "mangler", text("Navn"), text("Feltet mangler."),
                     text("Udfyld feltet.")),)
    outcome = Outcome("revurdering", "k", (), wrong, 1) if code else Outcome(
        "revurdering", "k", (Made(entry, (File(f"{entry.stem}.pdf", 4, "00"),)),))
    return Done(seq, f"sager.jsonl:{seq}", f"P/{seq}", key, (outcome,), 0.25)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ny" / "koersler.sqlite"


def test_what_was_made_is_found_by_its_key(path: Path) -> None:
    ledger = Ledger(path)
    assert not ledger.has_earlier
    ledger.begin("{}", DAY, "da", NOON)
    ledger.record([made(1), made(2, "n2", code=1)])
    ledger.end(OVER, NOON)
    ledger.close()
    again = Ledger(path)
    assert again.has_earlier
    number = again.begin("{}", DAY, "da", NOON)
    assert again.made_before("n2") is None, "what failed is tried again"
    earlier = again.made_before("n1")
    assert earlier is not None
    assert earlier.files == (("P%2F1/brev-mor.pdf", 4),)
    again.record([Reused(7, "andre.jsonl:7", earlier)])
    (line,) = lines(again.database, number)
    assert (line["kilde"], line["genbrugt"], line["filer"]) == (
        "andre.jsonl:7", True, ["P%2F1/brev-mor.pdf"])
    assert [entry.recipient for entry in entries(again.database, number)] == ["mor"]
    assert summary(again.database, number).as_json() == {
        "sager": 1, "lavet": 1, "fejl": 0, "intet": 0, "filer": 1, "genbrugt": 1}
    again.close()


def test_a_run_that_was_cut_short_is_known_by_its_wish(path: Path) -> None:
    ledger = Ledger(path)
    assert not ledger.left_in_the_middle()
    ledger.begin('{"a": 1}', DAY, "da", NOON)
    ledger.close()  # as when it is killed: no end
    next_one = Ledger(path)
    assert next_one.left_in_the_middle()
    before = next_one.unfinished('{"a": 1}')
    assert before is not None
    assert before.day == "2026-03-01"
    assert next_one.unfinished('{"a": 2}') is None
    next_one.begin('{"a": 1}', DAY, "da", NOON)
    assert [run.state for run in runs(next_one.database)] == ["i gang", STOPPED]
    next_one.end(OVER, NOON)
    assert next_one.unfinished('{"a": 1}') is None
    next_one.close()


def test_a_case_number_is_taken_once(path: Path) -> None:
    ledger = Ledger(path)
    ledger.begin("{}", DAY, "da", NOON)
    assert ledger.claim("P/1", "a.json") is None
    assert ledger.claim("P/1", "b.json") == "a.json"
    assert ledger.claim("half \ud800", "c.json") is None
    ledger.close()


def test_what_belongs_together_is_kept_together_or_not_at_all(path: Path) -> None:
    ledger = Ledger(path)
    number = ledger.begin("{}", DAY, "da", NOON)
    with pytest.raises(MachineError):
        ledger.record([made(1), made(2), made(1)])
    assert not list(lines(ledger.database, number))
    ledger.close()


def test_only_the_owner_may_read_it_and_no_value_of_a_case_is_in_it(path: Path) -> None:
    ledger = Ledger(path)
    ledger.begin("{}", DAY, "da", NOON)
    ledger.record([made(1), made(2, code=1)])
    ledger.close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(each.name for each in path.parent.iterdir()) == ["koersler.sqlite"]


def test_a_ledger_of_another_version_is_refused(path: Path) -> None:
    Ledger(path).close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(UsageError) as refused:
        Ledger(path)
    assert refused.value.problems[0].code == "koersler-version"
    with pytest.raises(UsageError):
        opened(path.with_name("findes-ikke.sqlite"))
