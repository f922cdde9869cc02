"""The table of `make bench`: every theme, or those that are named.

`python -m benchmarks engine office` times two themes; `--long` has the batch run for 20,000 letters.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from benchmarks import batch, duties, engine, forms, office, rendering, templates
from benchmarks.letters import the_sample, varied
from benchmarks.table import row, title
from benchmarks.timing import median_ms, paired
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


def start_up() -> None:
    def helped(_: int) -> None:
        subprocess.run([sys.executable, "-m", "pipeline", "--help"], check=True, capture_output=True)

    title("Start")
    row("hjemmetraening --help, whole process", median_ms(paired(helped, rounds=7)[0]))


THEMES = {"rendering": rendering.rows, "engine": engine.rows, "office": office.rows,
          "forms": forms.rows,
          "due": due_over_many, "batch": batches, "start": start_up,
          "templates": templates.rows}


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("themes", nargs="*", metavar="THEME", help=", ".join(THEMES))
    asked.add_argument("--long", action="store_true")
    wish = asked.parse_args()
    if unknown := set(wish.themes) - set(THEMES):
        asked.error(f"no such theme: {', '.join(sorted(unknown))}")
    sys.setswitchinterval(HAND_OVER)  # as the command does
    for name in wish.themes or THEMES:
        if name == "batch":
            batches(long=wish.long)
        else:
            THEMES[name]()


if __name__ == "__main__":
    main()
