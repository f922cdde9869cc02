"""The table of `make bench`: every theme, or those that are named.

`python -m benchmarks engine office` times two themes; `--long` has the batch run for 20,000 letters.
`--write` puts everything into RESULTS.md, `--date` the day it is to say.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys

from benchmarks import batch, duties, engine, forms, machine, office, rendering, results, templates, web
from benchmarks.letters import the_sample, varied
from benchmarks.peers import checking, documents, filling, growth, memory, pdf, starting
from benchmarks.table import SHEET, row, title
from pipeline.cli import HAND_OVER


def due_over_many() -> None:
    title("due over many cases, whole process, with validation")
    for count, taken in duties.measured():
        row(f"{count:,} cases".replace(",", "."), taken, "s",
            f"{taken / count * 1000:.2f} ms a case; goal 60 s for 10.000")


def batches(*, long: bool) -> None:
    sample = the_sample().data
    title("Batch, whole process, each case another family's")
    batch.rows(lambda number: varied(sample, number), row, long=long)


def pages() -> None:
    title(f"Pages and API, {web.USERS} people at once, each a two-page PDF")
    web.rows(row)


THEMES = {"rendering": rendering.rows, "engine": engine.rows, "office": office.rows,
          "forms": forms.rows,
          "due": due_over_many, "batch": batches, "start": starting.rows,
          "templates": templates.rows, "web": pages,
          "documents": documents.rows, "pdf": pdf.rows, "filling": filling.rows,
          "checking": checking.rows, "memory": memory.rows, "growth": growth.rows}


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("themes", nargs="*", metavar="THEME", help=", ".join(THEMES))
    asked.add_argument("--long", action="store_true")
    asked.add_argument("--write", action="store_true", help=f"write {results.PLACE.name}")
    asked.add_argument("--date", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")
    wish = asked.parse_args()
    if unknown := set(wish.themes) - set(THEMES):
        asked.error(f"no such theme: {', '.join(sorted(unknown))}")
    sys.setswitchinterval(HAND_OVER)  # as the command does
    measured_on = machine.described()
    print("\n".join(measured_on), flush=True)
    for name in wish.themes or THEMES:
        if name == "batch":
            batches(long=wish.long)
        else:
            THEMES[name]()
        if wish.write:  # after each: an hour's figures are not lost with the last of them
            results.PLACE.write_text(
                results.markdown(SHEET, measured_on, machine.command(), wish.date), encoding="utf-8")


if __name__ == "__main__":
    main()
