"""Reading the ledger: the report of a run, its figures, what failed, and whether all files are there."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.batch.ledger import Run, database_errors, plain
from pipeline.batch.targets import Target
from pipeline.batch.work import Done
from pipeline.output import replace
from pipeline.post.plan import Entry

RESULTS = "CASE WHEN exit_code THEN 'fejl' WHEN kind = '' THEN 'intet' ELSE 'lavet' END"


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in figures: the documents asked for, and how they went."""

    total: int
    made: int
    failed: int
    without: int
    files: int
    reused: int
    exit_code: int

    def as_json(self) -> dict[str, Any]:
        """The figures for programs; `genbrugt` counts cases."""
        return {"sager": self.total, "lavet": self.made, "fejl": self.failed, "intet": self.without,
                "filer": self.files, "genbrugt": self.reused}


def summary(database: sqlite3.Connection, run: int) -> Summary:
    """One run's figures; `exit_code` is the gravest."""
    with database_errors():
        counted = dict(database.execute(
            f"SELECT {RESULTS}, count(*) FROM outcome WHERE run = ? GROUP BY 1",  # noqa: S608 - ours
            (run,)))
        files, = database.execute("SELECT count(*) FROM file WHERE run = ?", (run,)).fetchone()
        reused, worst = database.execute(
            "SELECT total(reused), coalesce(max(exit_code), 0) FROM item WHERE run = ?",
            (run,)).fetchone()
    return Summary(sum(counted.values()), counted.get("lavet", 0), counted.get("fejl", 0),
                   counted.get("intet", 0), files, int(reused), worst)


def lines(database: sqlite3.Connection, run: int, *, failed: bool = False) -> Iterator[dict[str, Any]]:
    """The report's lines in the order of the sources: one for each document of each case."""
    query = ("SELECT i.seq, o.nr, i.source, i.number, o.kind, o.key, o.exit_code, o.problems, "  # noqa: S608 - our own
             "i.seconds, i.reused, " + RESULTS.replace("exit_code", "o.exit_code") +
             " FROM item i JOIN outcome o USING (run, seq) WHERE run = ?"
             + (" AND o.exit_code > 0" if failed else "") + " ORDER BY seq, nr")
    with database_errors():
        for seq, nr, source, number, kind, key, code, problems, seconds, reused, result in (
                database.execute(query, (run,))):
            files = [path for (path,) in database.execute(
                "SELECT path FROM file WHERE run = ? AND seq = ? AND nr = ? ORDER BY place, path",
                (run, seq, nr))]
            yield _line(source, number, kind, key, result, files, json.loads(problems), code,
                        round(seconds, 3), bool(reused))


def lines_of(done: Done, language: str) -> Iterator[dict[str, Any]]:
    """The report's lines for a case that stands in no ledger; without the seconds, which would differ
    from one time to the next."""
    for outcome in done.outcomes:
        files = [path for copy in outcome.copies for path in sorted(file.path for file in copy.files)]
        yield _line(plain(done.source), plain(done.number), outcome.kind, outcome.key, outcome.result,
                    files, [each.as_json(language) for each in outcome.problems], outcome.exit_code,
                    None, False)


def _line(
    source: str | None, number: str | None, kind: str | None, key: str | None, result: str,
    files: list[str], problems: list[dict[str, str]], code: int, seconds: float | None, reused: bool,
) -> dict[str, Any]:
    return {"kilde": source, "sagsnummer": number, "dokument": kind or None, "noegle": key,
            "udfald": result, "filer": files, "problemer": problems, "kode": code,
            "sekunder": seconds, "genbrugt": reused}


def entries(database: sqlite3.Connection, run: int) -> Iterator[Entry]:
    """A run's copies and the way each goes, reused ones too."""
    with database_errors():
        for (entry,) in database.execute(
                "SELECT entry FROM copy WHERE run = ? ORDER BY seq, nr, place", (run,)):
            yield Entry.from_json(json.loads(entry))


def export(database: sqlite3.Connection, run: int, path: Path) -> None:
    """Write a run's report as JSON lines, whole or not at all."""
    with database_errors():
        replace(path, ((json.dumps(line, ensure_ascii=False) + "\n").encode()
                       for line in lines(database, run)))


def listed(run: Run, figures: Summary) -> dict[str, Any]:
    """A run as a line of the list."""
    return {"koersel": run.id, "begyndt": run.begun, "sluttet": run.ended, "tilstand": run.state,
            "dag": run.day, "oenske": json.loads(run.wish), **figures.as_json()}


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that is not as it was made."""

    path: str
    missing: bool


def faults(database: sqlite3.Connection, target: Target) -> Iterator[Fault | None]:
    """Every file of the ledger as the newest run made it: None where it is there and unaltered."""
    with database_errors():
        for path, size, digest, _ in database.execute(
                "SELECT path, size, sha256, max(run) FROM file GROUP BY path ORDER BY path"):
            data = target.read(path)
            if data is None:
                yield Fault(path, missing=True)
            elif len(data) != size or hashlib.sha256(data).hexdigest() != digest:
                yield Fault(path, missing=False)
            else:
                yield None
