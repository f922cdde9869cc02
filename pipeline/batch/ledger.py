"""The ledger: what every run did with every case, in one SQLite file that survives a power cut.

A row is there only when the files it speaks of are; a file without a row is made again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch.work import Done
from pipeline.errors import MachineError, Problem, Text, UsageError, text
from pipeline.output import private_folder

NAME = "koersler.sqlite"
"""The ledger's file in an output folder (kørsler: runs)."""
VERSION = 1
SCHEMA = """
CREATE TABLE run (id INTEGER PRIMARY KEY, begun TEXT NOT NULL, ended TEXT, wish TEXT NOT NULL,
  day TEXT NOT NULL, language TEXT NOT NULL, state TEXT NOT NULL);
CREATE TABLE item (run INTEGER NOT NULL, seq INTEGER NOT NULL, source TEXT NOT NULL, number TEXT,
  key TEXT, exit_code INTEGER NOT NULL, seconds REAL NOT NULL, reused INTEGER NOT NULL,
  PRIMARY KEY (run, seq)) WITHOUT ROWID;
CREATE INDEX item_by_key ON item (key) WHERE exit_code = 0;
CREATE TABLE outcome (run INTEGER NOT NULL, seq INTEGER NOT NULL, nr INTEGER NOT NULL, kind TEXT,
  key TEXT, exit_code INTEGER NOT NULL, problems TEXT NOT NULL,
  PRIMARY KEY (run, seq, nr)) WITHOUT ROWID;
CREATE TABLE copy (run INTEGER NOT NULL, seq INTEGER NOT NULL, nr INTEGER NOT NULL,
  place INTEGER NOT NULL, entry TEXT NOT NULL,
  PRIMARY KEY (run, seq, nr, place)) WITHOUT ROWID;
CREATE TABLE file (run INTEGER NOT NULL, seq INTEGER NOT NULL, nr INTEGER NOT NULL,
  place INTEGER NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL,
  PRIMARY KEY (run, seq, nr, place, path)) WITHOUT ROWID;
CREATE INDEX file_by_path ON file (path, run);
"""
GOING, OVER, STOPPED = "i gang", "færdig", "afbrudt"
_COPIED = {"outcome": "nr, kind, key, exit_code, problems",
           "copy": "nr, place, entry",
           "file": "nr, place, path, size, sha256"}


@dataclass(frozen=True, slots=True)
class Run:
    """One run: when, what was asked for (`wish`, JSON), the day it counted as today."""

    id: int
    begun: str
    ended: str | None
    wish: str
    day: str
    language: str
    state: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A case as an earlier run made it, and its files: (path, size)."""

    run: int
    seq: int
    files: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Reused:
    """A case that need not be made again: its place in this run, and where it was made."""

    seq: int
    source: str
    earlier: Earlier


class Ledger:
    """One run's ledger, open for writing. Only one run at a time may have it.

    `language` is that of the problems it keeps, which name fields and never their values.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the ledger. Raises MachineError or UsageError (of another version)."""
        self._db = opened(path, make=True)
        with database_errors():
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("CREATE TEMP TABLE claim (number TEXT PRIMARY KEY, source TEXT)")
            self.has_earlier: bool = self._db.execute(
                "SELECT EXISTS (SELECT 1 FROM item WHERE exit_code = 0)").fetchone()[0] == 1
        self.run = 0
        self._language = "da"

    def close(self) -> None:
        """Leave one whole file behind."""
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    def unfinished(self, wish: str) -> Run | None:
        """The last run, if it was cut short and asked for the same."""
        last = next(runs(self._db, newest=1), None)
        return last if last and last.wish == wish and last.state != OVER else None

    def left_in_the_middle(self) -> bool:
        """Whether the last run was killed or cut short, and may have left files that are not whole."""
        last = next(runs(self._db, newest=1), None)
        return last is not None and last.state != OVER

    def begin(self, wish: str, day: dt.date, language: str, moment: dt.datetime) -> int:
        """Start a run; its number."""
        with database_errors(), self._db:
            self._db.execute("UPDATE run SET state = ? WHERE state = ?", (STOPPED, GOING))
            made = self._db.execute(
                "INSERT INTO run (begun, wish, day, language, state) VALUES (?, ?, ?, ?, ?)",
                (moment.isoformat(timespec="seconds"), wish, day.isoformat(), language, GOING))
        self.run, self._language = made.lastrowid or 0, language
        return self.run

    def end(self, state: str, moment: dt.datetime) -> None:
        """The run is over, or was stopped."""
        with database_errors(), self._db:
            self._db.execute("UPDATE run SET state = ?, ended = ? WHERE id = ?",
                             (state, moment.isoformat(timespec="seconds"), self.run))

    def claim(self, number: str, source: str) -> str | None:
        """Take a case number for a source; the other source that has it already, else None."""
        with database_errors():
            got = self._db.execute("INSERT OR IGNORE INTO claim VALUES (?, ?)", (plain(number), source))
            if got.rowcount:
                return None
            row = self._db.execute("SELECT source FROM claim WHERE number = ?", (plain(number),))
            return str(row.fetchone()[0])

    def made_before(self, key: str) -> Earlier | None:
        """The case of that key in the last run where all of it succeeded, and its files."""
        with database_errors():
            found = self._db.execute(
                "SELECT run, seq FROM item WHERE key = ? AND exit_code = 0 ORDER BY run DESC LIMIT 1",
                (key,)).fetchone()
            return None if found is None else Earlier(found[0], found[1], tuple(self._db.execute(
                "SELECT path, size FROM file WHERE run = ? AND seq = ?", found)))

    def record(self, cases: Iterable[Done | Reused]) -> None:
        """Keep what became of these cases, all of them or none."""
        with database_errors(), self._db:
            for each in cases:
                if isinstance(each, Reused):
                    self._again(each)
                else:
                    self._new(each)

    def _new(self, done: Done) -> None:
        self._db.execute("INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, 0)", (
            self.run, done.seq, plain(done.source), plain(done.number), done.key, done.exit_code,
            done.seconds))
        for nr, outcome in enumerate(done.outcomes, start=1):
            problems = json.dumps([problem.as_json(self._language) for problem in outcome.problems],
                                  ensure_ascii=False)
            self._db.execute("INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?)", (
                self.run, done.seq, nr, outcome.kind, outcome.key, outcome.exit_code, plain(problems)))
            for place, copy in enumerate(outcome.copies):
                where = (self.run, done.seq, nr, place)
                self._db.execute("INSERT INTO copy VALUES (?, ?, ?, ?, ?)", (
                    *where, json.dumps(copy.entry.as_json(), ensure_ascii=False)))
                self._db.executemany("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?)", [
                    (*where, file.path, file.size, file.sha256) for file in copy.files])

    def _again(self, reused: Reused) -> None:
        """The rows of an earlier run once more, as this run's."""
        of = (reused.earlier.run, reused.earlier.seq)
        self._db.execute(
            "INSERT INTO item SELECT ?, ?, ?, number, key, exit_code, 0, 1 FROM item "
            "WHERE run = ? AND seq = ?", (self.run, reused.seq, plain(reused.source), *of))
        for table, rest in _COPIED.items():
            self._db.execute(  # the names are our own, the values are bound
                f"INSERT INTO {table} SELECT ?, ?, {rest} FROM {table} "  # noqa: S608 - see above
                "WHERE run = ? AND seq = ?", (self.run, reused.seq, *of))

    @property
    def database(self) -> sqlite3.Connection:
        """For reading what was written."""
        return self._db


def opened(path: Path, *, make: bool = False) -> sqlite3.Connection:
    """The database, of our version. Raises MachineError, or UsageError where there is none."""
    if not make and not path.is_file():
        raise UsageError([_problem("ingen-koersler", text(
            "Der er ingen kørsler i mappen."), text(
            "Angiv den mappe, som batch skrev i, eller dens kartotek med --ledger."))])
    with database_errors():
        if make:
            private_folder(path.parent)
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        database = sqlite3.connect(path, timeout=10, isolation_level="IMMEDIATE")
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and make:
            database.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
        elif version != VERSION:
            raise UsageError([_problem("koersler-version", text(
                "Kartoteket over kørsler er lavet af en anden version af programmet."), text(
                "Vælg en ny mappe med --out, eller et nyt kartotek med --ledger."))])
    return database


def runs(database: sqlite3.Connection, newest: int = -1) -> Iterator[Run]:
    """The runs, the newest first."""
    with database_errors():
        for row in database.execute(
                "SELECT id, begun, ended, wish, day, language, state FROM run "
                "ORDER BY id DESC LIMIT ?", (newest,)):
            yield Run(*row)


def plain(words: str | None) -> str | None:
    """Text that SQLite can hold: a JSON case may have half a surrogate pair in it."""
    return None if words is None else words.encode("utf-8", "backslashreplace").decode()


def _problem(code: str, message: Text, remedy: Text) -> Problem:
    return Problem("", code, text("Kørsel"), message, remedy)


@contextlib.contextmanager
def database_errors() -> Iterator[None]:
    """What SQLite or the disk has against it, as a MachineError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise MachineError([_problem("kartotek", text(
            "Kartoteket over kørsler kan ikke læses eller skrives ({grund}).",
            grund=getattr(error, "sqlite_errorname", None) or type(error).__name__), text(
            "Kontrollér, at der er plads på disken, og at du må skrive i mappen. Kartoteket skal "
            "ligge på denne maskines egen disk: vælg en anden plads med --ledger."))]) from None
