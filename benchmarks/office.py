"""A case to DOCX and PDF on disk, against docxtpl with LibreOffice, warm and cold."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import soffice
from benchmarks.letters import letters, letters_of, the_job, the_sample, varied
from benchmarks.rendering import composed, docxtpl_bytes
from benchmarks.table import row, title
from benchmarks.timing import median_ms, paired, ratio
from pipeline import Sag, produce, write

CASES = 40


def rows() -> None:
    if not soffice.available():
        print("\nLibreOffice is not installed: no comparison with it.")
        return
    with tempfile.TemporaryDirectory() as folder:
        against_libreoffice(Path(folder))


def against_libreoffice(folder: Path) -> None:
    sag, job, some = the_sample(), the_job(), letters(CASES)
    theirs = docxtpl_bytes(composed(folder))
    cases, shaped = ([Sag(varied(sag.data, n, shapes), "bench") for n in range(CASES)]
                     for shapes in (False, True))
    count = len(letters_of(cases[0].data, job))

    def ours(number: int, cases: list[Sag] = cases) -> None:
        for letter in produce(cases[number], job):
            write(folder / "ud", letter.stem, letter.files)

    def rival(number: int, convert: Callable[[Path, Path], None]) -> None:
        target = folder / "rival.docx"
        target.write_bytes(theirs(some[number]))
        convert(target, folder / "rival.pdf")

    title("A case -> DOCX and PDF on disk against docxtpl with LibreOffice, per letter")
    if soffice.warm_available():
        with soffice.Warm() as office:
            our_times, warm, other_times = paired(
                ours, lambda n: rival(n, office.convert), lambda n: ours(n, shaped), rounds=30)
        ours_each = [t / count for t in our_times]
        row("docxtpl and a warm LibreOffice", median_ms(warm))
        row("hjemmetraening, all stages (validation and check too)", median_ms(ours_each))
        row("ratio", ratio(warm, ours_each), "x", "required 8, goal 12")
        row("ratio, letters of varying structure", ratio(warm, [t / count for t in other_times]), "x")
    else:
        ours_each = [t / count for t in paired(ours, rounds=25)[0]]
        print("  The system's Python has no UNO bridge: no warm LibreOffice here.")
    profile = folder / "profile"
    cold = paired(lambda n: rival(n, lambda docx, _: soffice.convert_cold(docx, profile)),
                  rounds=4, warm_up=1)[0]
    row("docxtpl and a cold LibreOffice", median_ms(cold))
    row("ratio", statistics.median(cold) / statistics.median(ours_each), "x")
