"""What is said of a batch: what was made, what failed, whether all files are there."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import report
from pipeline.errors import text

if TYPE_CHECKING:
    from pipeline.batch.run import Ended, Plan
    from pipeline.batch.targets import Target

SHOWN = 20
"""Failures shown on the screen; all of them are in the report."""
INTERRUPTED = 130


def told(ended: Ended, plan: Plan, due: bool, json_: bool) -> int:
    """What was made and what was not; the exit code."""
    from pipeline.batch.run import REPORT

    figures, where = ended.figures, str(plan.kept_at.parent / REPORT)
    code = figures.exit_code if ended.through else INTERRUPTED
    if json_:
        report.as_json({**figures.as_json(), "koersel": ended.run, "faerdig": ended.through})
        return code
    _show_failed(plan, ended)
    if figures.reused:
        report.say("{antal} sager var lavet i forvejen og er ikke ændret.", antal=figures.reused)
    if due:
        report.say("{lavet} af {alle} breve blev lavet ({filer} filer). Se {rapport}.",
                   lavet=figures.made, alle=figures.total - figures.without,
                   filer=figures.files, rapport=where)
    else:
        report.say("{lavet} af {alle} sager blev til dokumenter ({filer} filer). Se {rapport}.",
                   lavet=figures.made, alle=figures.total, filer=figures.files, rapport=where)
    if not ended.through:
        report.say("Kørslen blev stoppet undervejs. Kør kommandoen igen for at lave resten.")
    return code


def _show_failed(plan: Plan, ended: Ended) -> None:
    """The first failures; the rest are in the report."""
    from pipeline.batch.ledger import opened
    from pipeline.batch.runs import lines

    with contextlib.closing(opened(plan.kept_at)) as database:
        for nr, line in enumerate(lines(database, ended.run, failed=True)):
            if nr == SHOWN:
                report.say("… og {antal} fejl mere.", antal=ended.figures.failed - SHOWN)
                break
            report.show_kept(line["problemer"], line["kilde"])


def checked(target: Target, ledger: Path, json_: bool) -> int:
    """Say which files are missing or altered; 1 where any is."""
    from pipeline.batch.ledger import opened
    from pipeline.batch.runs import faults

    total, wrong = 0, []
    with contextlib.closing(opened(ledger)) as database:
        for fault in faults(database, target):
            total += 1
            if fault is not None:
                wrong.append(fault)
    if json_:
        report.as_json({"filer": total, "mangler": [one.path for one in wrong if one.missing],
                        "aendret": [one.path for one in wrong if not one.missing]})
        return int(bool(wrong))
    for fault in wrong:
        click.echo(f"{fault.path}  {_state(fault.missing)}")
    report.say("{antal} filer er kontrolleret; {fejl} mangler eller er ændret.",
               antal=total, fejl=len(wrong))
    if wrong:
        report.say("Kør batch igen med samme kilder og mappe: filer, der mangler, bliver lavet. Slet "
                   "først dem, der er ændret, hvis de også skal laves om.")
    return int(bool(wrong))


def _state(missing: bool) -> str:
    return (text("mangler") if missing else text("er ændret")).in_language(report.language())
