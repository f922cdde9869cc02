"""What a run has made as one file: the letters where a batch puts them, and two reports.

The same run gives the same bytes.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.batch.ledger import plain
from pipeline.batch.run import REPORT
from pipeline.batch.runs import lines_of
from pipeline.documents import KINDS
from pipeline.web.render import environment
from pipeline.web.sager.run import Run

READABLE = "rapport.html"
OWNER_ONLY = 0o600 << 16
FAST = 1
"""How hard to pack."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file can tell; any other would be a clock's."""


def zipped(run: Run, lang: str) -> Iterator[bytes]:
    """The file, a letter at a time."""
    told = {READABLE: readable(run, lang), REPORT: report(run, lang)}
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:
        for path, data in [*sorted(told.items()), *sorted(run.files.items())]:
            archive.writestr(_entry(path), data, compresslevel=FAST)
            yield pipe.taken()
    yield pipe.taken()


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, LONG_AGO)
    entry.create_system, entry.external_attr = 3, OWNER_ONLY
    # Letters are packed already, but not every program reads what is stored and has its size behind it.
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def report(run: Run, lang: str) -> bytes:
    """A line of JSON for each document of each case, as a batch writes it."""
    lines = [json.dumps(line, ensure_ascii=False) for done in run.cases
             for line in lines_of(done, lang)]
    return "".join(f"{plain(line)}\n" for line in lines).encode()


def readable(run: Run, lang: str) -> bytes:
    """The same for people: one page that needs nothing else."""
    page = environment().get_template("sager/rapport.html")
    return page.render(lang=lang, run=run, kinds=KINDS).encode("utf-8", "backslashreplace")


def counted(run: Run) -> Mapping[str, int]:
    """The run in figures: documents that were made, letters, documents that failed, cases with nothing
    due, files."""
    outcomes = [each for done in run.done.values() for each in done.outcomes]
    return {"lavet": sum(each.result == "lavet" for each in outcomes),
            "breve": sum(len(each.copies) for each in outcomes),
            "fejl": sum(each.result == "fejl" for each in outcomes),
            "intet": sum(each.result == "intet" for each in outcomes),
            "venter": sum(copy.entry.reason == "ikke-godkendt" for each in outcomes
                          for copy in each.copies),
            "filer": len(run.files)}


class _Pipe(io.RawIOBase):
    """What is written goes out at the other end, and is not kept."""

    def __init__(self) -> None:
        self._new = bytearray()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Take it."""
        self._new += data
        return len(data)

    def taken(self) -> bytes:
        """All since the last time."""
        data, self._new = bytes(self._new), bytearray()
        return data
