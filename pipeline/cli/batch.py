"""`hjemmetraening batch`: the documents of many cases."""

from __future__ import annotations

import contextlib
import datetime as dt
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import options, report
from pipeline.cli.progress import Progress

if TYPE_CHECKING:
    from pipeline.batch.run import Ended, Plan

SHOWN = 20
"""Failures shown on the screen; all of them are in the report."""
INTERRUPTED = 130


@click.command("batch", help="Lav dokumenter af mange sager. En sag med fejl stopper ikke resten. "
                             "Kør igen, og kun det bliver lavet, der mangler eller er ændret.")
@click.argument("sources", metavar="KILDE...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--kind", metavar="DOKUMENT", help="Dokumentet, der laves.")
@click.option("--due", type=options.Date(), metavar="DATO",
              help="Lav i stedet alle breve, der venter på at blive sendt senest denne dag: dem, der er "
                   "dateret efter sagens breve_sendt_til.")
@click.option("--out", metavar="MAPPE", help="Mappen, filerne skrives i, eller en adresse på et lager "
                                             "(s3://…).")
@click.option("--resume/--no-resume", default=True, show_default=True,
              help="Lav kun det, der mangler eller er ændret siden sidste kørsel i mappen.")
@click.option("--ledger", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL",
              help="Kartoteket over kørsler, på maskinens egen disk. Ellers i mappen.")
@click.option("--workers", type=click.IntRange(min=1, max=256), metavar="N",
              help="Antal arbejdsprocesser. Ellers en for hver kerne.")
@click.option("--scheduler", metavar="ADRESSE", help="Lav dokumenterne på en Dask-klynge i stedet.")
@click.option("--check", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="MAPPE",
              help="Lav intet, men kontrollér, at alle filer fra kørslerne er der og er uændrede.")
@options.together(options.formats, options.engine, options.date, options.nr, options.alle,
                  options.kommune, options.json_, options.lang)
def command(sources: tuple[Path, ...], kind: str | None, due: dt.date | None, out: str | None,
            resume: bool, ledger: Path | None, workers: int | None, scheduler: str | None,
            check: Path | None, formats: Any, engine: Any, date: dt.date | None, nr: int | None,
            alle: bool, kommune: Path | None, json_: bool, lang: str) -> int:
    """Make documents of every case in the sources; `rapport.jsonl` says how each one went."""
    from pipeline.batch.executors import cluster, cores, local
    from pipeline.batch.run import Plan, run
    from pipeline.batch.sources import count, items
    from pipeline.batch.targets import target
    from pipeline.batch.work import Always, DueBy
    from pipeline.letters import Job, kind_of

    if check is not None:
        return _checked(check, ledger, json_)
    if not sources or out is None:
        raise click.UsageError("Angiv sagerne og mappen: batch KILDE... --out MAPPE.")
    if (kind is None) == (due is None):
        raise click.UsageError("Brug enten --kind eller --due.")
    job = Job(kind_of(kind).id if kind else "", nr=options.which(nr, alle), date=date,
              settings=options.settings(kommune), formats=formats, engine=engine)

    def jobs(today: dt.date) -> Always | DueBy:
        dated = replace(job, today=today)
        return DueBy(due, dated) if due else Always(dated)

    plan = Plan(jobs, target(out), ledger, resume, lang)
    crew = cluster(scheduler) if scheduler else local(workers or cores())
    progress = Progress(count(sources), hidden=json_)
    with stopping() as stop:
        ended = run(plan, items(sources), crew, dt.date.today(),  # noqa: DTZ011
                    clock=lambda: dt.datetime.now(dt.UTC), stop=stop,
                    told=lambda tally: progress.show(tally.cases, tally.failed, tally.reused))
    progress.over()
    return _told(ended, plan, bool(due), json_)


@contextlib.contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Whether somebody wants us to stop: Ctrl-C or SIGTERM once; twice ends us at once."""
    wanted = threading.Event()

    def ask(number: int, _: Any) -> None:
        if wanted.is_set():
            raise KeyboardInterrupt
        wanted.set()
        report.say("Stopper, når brevene i gang er færdige …")

    before = {one: signal.signal(one, ask) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield wanted.is_set
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _told(ended: Ended, plan: Plan, due: bool, json_: bool) -> int:
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


def _checked(folder: Path, ledger: Path | None, json_: bool) -> int:
    """Say which files are missing or altered; 1 where any is."""
    from pipeline.batch.ledger import NAME, opened
    from pipeline.batch.runs import faults
    from pipeline.batch.targets import Folder

    total, wrong = 0, []
    with contextlib.closing(opened(ledger or folder / NAME)) as database:
        for fault in faults(database, Folder(folder)):
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
    from pipeline.errors import text

    return (text("mangler") if missing else text("er ændret")).in_language(report.language())
