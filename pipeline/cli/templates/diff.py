"""`hjemmetraening templates diff`: which letters a changed template changes, and how."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import options, report
from pipeline.cli.progress import Progress

if TYPE_CHECKING:
    from pipeline.batch.sources import Item
    from pipeline.changes.groups import Overview
    from pipeline.changes.sides import Compared, Sides
    from pipeline.letters import Job

SHOWN = 20
"""Changes, and cases with faults, that are shown on the screen; --json has more."""


@click.command("diff", help="Lav de samme breve med den gamle og den nye skabelon, og vis, hvilke der "
                            "ændrer sig og hvordan. GAMMEL og NY er Word-filer eller mapper med "
                            "skabeloner; kun én er ny mod den, der bruges nu. Brevenes tekst vises på "
                            "skærmen med de oplysninger, sagerne har: vis den ikke til andre.")
@click.argument("paths", metavar="[GAMMEL] NY", nargs=-1, required=True,
                type=click.Path(path_type=Path))
@click.option("--cases", "sources", metavar="KILDE", multiple=True, type=click.Path(path_type=Path),
              help="Sagerne: JSON, en mappe, JSONL eller et regneark. Kan bruges flere gange. Ellers "
                   "prøvesagerne.")
@click.option("--kind", metavar="DOKUMENT",
              help="Sammenlign kun dette dokument. Ellers siger filens navn det.")
@click.option("--out", metavar="MAPPE", type=options.Folder(path_type=Path, file_okay=False),
              help="Skriv begge udgaver af hvert ændret brev her.")
@options.together(options.date, options.nr, options.alle, options.templates, options.kommune,
                  options.json_, options.lang)
def command(paths: tuple[Path, ...], sources: tuple[Path, ...], kind: str | None, out: Path | None,
            date: dt.date | None, nr: int | None, alle: bool, templates: Path | None,
            kommune: Path | None, json_: bool, lang: str) -> int:
    """Compare; 3 where a side cannot make a letter, 1 where cases have problems, else 0."""
    from pipeline.changes.choosing import pair
    from pipeline.changes.groups import Overview
    from pipeline.changes.sides import Sides
    from pipeline.letters import Job, kind_of

    if len(paths) > 2:
        raise click.UsageError("Angiv højst to: den gamle og den nye.")
    base = options.template_set(templates, kommune)
    before, after, meant = pair(paths[0] if paths[1:] else None, paths[-1],
                                kind_of(kind).id if kind else None, base)
    job = Job(meant, nr=options.which(nr, alle), date=date, today=dt.date.today(),  # noqa: DTZ011
              settings=options.settings(kommune) if kommune or sources else _of_samples())
    seen = _Seen(Sides(before, after, job), Overview(), out)
    _go_through(seen, sources, job, json_)
    _show(seen, json_, lang)
    return 3 if seen.overview.failed else int(bool(seen.wrong))


class _Seen:
    """What was found so far, and the cases no letter could be made of."""

    def __init__(self, sides: Sides, overview: Overview, out: Path | None) -> None:
        self.sides, self.overview, self.out = sides, overview, out
        self.wrong = 0
        self.first_wrong: list[tuple[str, list[dict[str, str]]]] = []

    def case(self, item: Item) -> None:
        """Compare the letters of one case."""
        from pipeline.errors import DataError, UsageError

        try:
            for letter in self.sides.compared(item.read()):
                self.overview.add(letter)
                self._write(letter)
        except (DataError, UsageError) as error:
            self.wrong += 1
            if len(self.first_wrong) < SHOWN:
                self.first_wrong.append((item.name, [dict(each) for each in report.problems_json(
                    each for each in error.problems if each.severity == "fejl")]))

    def _write(self, letter: Compared) -> None:
        from pipeline.output import stem, write

        made = letter.letter
        if self.out is not None and letter.found and made is not None:
            name = stem(letter.case, made.view.day, letter.kind, letter.number, letter.recipient)
            write(self.out, name, self.sides.files(made))


def _go_through(seen: _Seen, sources: tuple[Path, ...], job: Job, json_: bool) -> None:
    """Every case of the sources, else of the samples that can make such a letter."""
    from pipeline.batch.sources import count, items

    progress = Progress(count(sources) if sources else None, hidden=json_)
    for done, item in enumerate(items(sources) if sources else _samples(job), start=1):
        seen.case(item)
        progress.show(done, seen.wrong)
    progress.over()


def _of_samples() -> Mapping[str, Any]:
    """The settings that the samples are made with."""
    from pipeline import resources
    from pipeline.sag import read_settings

    return read_settings(resources.samples() / "kommuner" / "solbaek.toml")


def _samples(job: Job) -> Iterator[Item]:
    """The sample cases that have what such a letter needs."""
    from pipeline import resources
    from pipeline.batch.files import OnDisk
    from pipeline.batch.sources import Item
    from pipeline.letters import makeable
    from pipeline.sag import read_sag

    for path in sorted((resources.samples() / "sager").glob("*.json")):
        if not job.kind or job.kind in makeable(read_sag(path)):
            yield Item(OnDisk(path))


def _show(seen: _Seen, json_: bool, lang: str) -> None:
    from pipeline.changes import shown

    overview = seen.overview
    if json_:
        report.as_json({**shown.as_json(overview, lang), "sager_med_fejl": seen.wrong,
                        "sager": [{"kilde": name, "problemer": problems}
                                  for name, problems in seen.first_wrong]})
        return
    for number, group in enumerate(overview.groups[:SHOWN], 1):
        for line in shown.lines(group, number, lang):
            click.echo(line)
        click.echo()
    for failure in overview.failures[:SHOWN]:
        report.tell(shown.failure_line(failure, lang))
        report.show([failure.problem])
    for name, problems in seen.first_wrong:
        report.show_kept(problems, name)
    _sum_up(seen)


def _sum_up(seen: _Seen) -> None:
    overview = seen.overview
    if len(overview.groups) > SHOWN or overview.left_out:
        report.say("… og flere ændringer. Se dem alle med --json.")
    if seen.wrong:
        report.say("Sager med fejl, hvis breve ikke er sammenlignet: {antal}.", antal=seen.wrong)
    report.say("{breve} breve er sammenlignet: {aendrede} har anden tekst, {udseende} kun andet "
               "udseende, {fejl} kan ikke laves med begge.", breve=overview.letters,
               aendrede=overview.changed, udseende=overview.restyled, fejl=overview.failed)
