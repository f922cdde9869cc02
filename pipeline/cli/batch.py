"""`hjemmetraening batch`: the documents of many cases."""

from __future__ import annotations

import contextlib
import datetime as dt
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import encrypting, options, outcome, post, report
from pipeline.cli.progress import Progress

if TYPE_CHECKING:
    from pipeline.batch.forms import Filling
    from pipeline.batch.jobs import Jobs
    from pipeline.batch.run import Ended, Plan
    from pipeline.batch.sources import Item
    from pipeline.forms.mapping import FormMap
    from pipeline.letters import Job
    from pipeline.passwords import Password

@click.command("batch", help="Lav dokumenter af mange sager. En sag med fejl stopper ikke resten. "
                             "Kør igen, og kun det bliver lavet, der mangler eller er ændret.")
@click.argument("sources", metavar="KILDE...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--kind", metavar="DOKUMENT", help="Dokumentet, der laves.")
@click.option("--due", type=options.Date(), metavar="DATO",
              help="Lav i stedet alle breve, der venter på at blive sendt senest denne dag: dem, der er "
                   "dateret efter sagens breve_sendt_til.")
@click.option("--sample", type=click.IntRange(min=1, max=1000), metavar="N",
              help="Lav først kun N sager at se på: de længste, de korteste, dem med fejl eller "
                   "advarsler og nogle almindelige. Kør bagefter uden --sample.")
@click.option("--out", metavar="MAPPE", help="Mappen, filerne skrives i, eller en adresse på et lager "
                                             "(s3://…).")
@click.option("--resume/--no-resume", default=True, show_default=True,
              help="Lav kun det, der mangler eller er ændret siden sidste kørsel i mappen.")
@click.option("--ledger", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL",
              help="Kartoteket over kørsler, på maskinens egen disk. Ellers i mappen.")
@click.option("--workers", type=click.IntRange(min=1, max=256), metavar="N",
              help="Antal arbejdsprocesser. Ellers en for hver kerne.")
@click.option("--scheduler", metavar="ADRESSE", help="Lav dokumenterne på en Dask-klynge i stedet.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), metavar="KOBLING",
              help="Koblingen, som udfyldte formularer blandt kilderne læses med, eller som --form "
                   "udfyldes med.")
@click.option("--form", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FIL",
              help="Udfyld i stedet denne PDF-formular for hver sag.")
@click.option("--for", "who", metavar="ID", help="Den part, formularen udfyldes for.")
@click.option("--check", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="MAPPE",
              help="Lav intet, men kontrollér, at alle filer fra kørslerne er der og er uændrede.")
@options.together(options.formats, options.engine, options.date, options.nr, options.alle,
                  options.kommune, options.templates, options.reading_copy, options.carry, post.channel,
                  post.print_run, post.one_sided, post.digital_post, encrypting.encrypt,
                  encrypting.password_file, options.json_, options.lang)
def command(**asked: Any) -> int:
    """Make documents of every case in the sources; `rapport.jsonl` says how each one went."""
    from pipeline.batch.executors import cluster, cores, local
    from pipeline.batch.run import run
    from pipeline.batch.sources import count, items

    if asked["check"] is not None:
        return _check(asked)
    plan, job, today = _plan(asked), _job(asked), dt.date.today()  # noqa: DTZ011
    scheduler, sample, json_ = asked["scheduler"], asked["sample"], asked["json_"]
    crew = cluster(scheduler) if scheduler else local(asked["workers"] or cores())
    mapping = None if asked["form"] else _mapping(asked["mapping"])
    found: Iterable[Item] = items(asked["sources"], mapping)
    if sample is not None:
        found = _sampled(found, replace(job, today=today), sample, json_)
    progress = Progress(sample or count(asked["sources"], mapping), hidden=json_)
    with stopping() as stop:
        ended = run(plan, found, crew, today, clock=lambda: dt.datetime.now(dt.UTC), stop=stop,
                    told=lambda tally: progress.show(tally.cases, tally.failed, tally.reused))
    progress.over()
    code = outcome.told(ended, plan, bool(asked["due"]), json_)
    return max(code, _to_post_room(plan, ended, asked)) if ended.through else code


def _mapping(path: Path | None) -> FormMap | None:
    """How the forms among the sources are read. Raises TemplateError where it cannot be used."""
    if path is None:
        return None
    from pipeline.forms.mapping.check import refuse
    from pipeline.forms.mapping.reading import read_map

    mapping = read_map(path)
    refuse(mapping)
    return mapping


def _job(asked: Mapping[str, Any]) -> Job:
    """What is made of a case, whatever the day."""
    from pipeline.letters import Job, kind_of

    if not asked["sources"] or asked["out"] is None:
        raise click.UsageError("Angiv sagerne og mappen: batch KILDE... --out MAPPE.")
    if [asked["kind"], asked["due"], asked["form"]].count(None) != 2:
        raise click.UsageError("Brug enten --kind, --due eller --form.")
    if asked["who"] and not asked["form"]:
        raise click.UsageError("Brug --for sammen med --form.")
    chosen = options.template_set(asked["templates"], asked["kommune"])
    return Job(kind_of(asked["kind"]).id if asked["kind"] else "", date=asked["date"],
               nr=options.which(asked["nr"], asked["alle"]), settings=options.settings(asked["kommune"]),
               formats=asked["formats"], engine=asked["engine"],
               templates=chosen,
               reading_copies=options.languages(asked["reading_copies"], chosen), carry=asked["carry"])


def _plan(asked: Mapping[str, Any]) -> Plan:
    """Where it goes, and what is made on a given day."""
    from pipeline.batch.jobs import Always, DueBy
    from pipeline.batch.run import Plan
    from pipeline.batch.targets import target

    job, due = _job(asked), asked["due"]
    messages = asked["digital_post"]

    filling = _filling(asked, job) if asked["form"] else None

    def jobs(today: dt.date) -> Jobs:
        dated = replace(job, today=today)
        if filling is not None:
            return replace(filling, job=replace(filling.job, today=today))
        return DueBy(due, dated) if due else Always(dated)

    return Plan(jobs, target(asked["out"]), asked["ledger"], asked["resume"], asked["lang"],
                asked["channel"], target(str(messages)) if messages else None, _password(asked))


def _password(asked: Mapping[str, Any]) -> Password | None:
    """What the files are encrypted with; a form that is filled is a PDF whatever the formats."""
    return encrypting.password(asked["encrypt"], asked["password_file"],
                               ("pdf",) if asked["form"] else asked["formats"],
                               (asked["print_run"], asked["digital_post"]))


def _filling(asked: Mapping[str, Any], job: Job) -> Filling:
    """The form that is filled for each case. Raises UsageError where its mapping names no document."""
    from pipeline.batch.forms import Filling
    from pipeline.cli.forms import files, mappings
    from pipeline.forms import room
    from pipeline.forms.mapping.check import refuse
    from pipeline.letters import kind_of

    with files.named(asked["form"]):
        data = files.content(asked["form"])
        mapping = mappings.chosen(data, asked["mapping"])
        refuse(mapping, room.inspect(data))
    return Filling(replace(job, kind=kind_of(mapping.kind).id), data, mapping, asked["who"])


def _check(asked: Mapping[str, Any]) -> int:
    """Only look whether every file of earlier runs is there."""
    from pipeline.batch.ledger import NAME
    from pipeline.batch.targets import Folder, Sorted, Target

    letters: Target = Folder(asked["check"])
    messages = asked["digital_post"]
    return outcome.checked(Sorted(letters, Folder(messages)) if messages else letters,
                           asked["ledger"] or asked["check"] / NAME, asked["json_"])


def _to_post_room(plan: Plan, ended: Ended, asked: Mapping[str, Any]) -> int:
    """The print file that was asked for, of this run's letters; 1 where one could not be in it."""
    from pipeline.batch.ledger import opened
    from pipeline.batch.runs import entries

    if not (asked["print_run"] or asked["digital_post"]):
        return 0
    with contextlib.closing(opened(plan.kept_at)) as database:
        found = list(entries(database, ended.run))
    post.say_what_stays(found)
    if not asked["print_run"]:
        return 0
    done = post.print_out(found, plan.target.read, asked["print_run"], asked["one_sided"])
    return int(bool(done.problems))


def _sampled(found: Iterable[Item], job: Job, wanted: int, quiet: bool) -> list[Item]:
    """The odd ones, told with why each is one."""
    from pipeline.batch.preview import REASONS, odd_ones
    from pipeline.letters import problems_of

    chosen = odd_ones(found, lambda sag: problems_of(sag, job), wanted)
    if not quiet:
        for one in chosen:
            report.tell(f"{one.item.name}  {REASONS[one.why].in_language(report.language())}")
    return [one.item for one in chosen]


@contextlib.contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Whether somebody wants us to stop: Ctrl-C or SIGTERM once; twice ends us at once."""
    wanted = threading.Event()

    def ask(number: int, _: Any) -> None:
        if wanted.is_set():
            raise KeyboardInterrupt
        wanted.set()
        report.say("Stopper, når de breve, der er i gang, er færdige …")

    before = {one: signal.signal(one, ask) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield wanted.is_set
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


