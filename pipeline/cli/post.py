"""What `render` and `batch` share for the post room: the options, and what is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import options, report

if TYPE_CHECKING:
    from pipeline.flow import Produced
    from pipeline.post.plan import Entry
    from pipeline.post.print_run import PrintRun, Read

CHANNELS = ("digital_post", "brev")

channel = click.option(
    "--channel", type=click.Choice(CHANNELS),
    help="Lav kun det, der skal sendes sådan. Sagen siger, hvem der er fritaget for Digital Post.")
print_run = click.option(
    "--print-run", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL.pdf",
    help="Saml det, der skal sendes på papir, i én fil til printeren, med en fortegnelse ved siden af.")
one_sided = click.option(
    "--one-sided", is_flag=True,
    help="Print på én side af papiret: uden tomme bagsider i filen til printeren.")
digital_post = click.option(
    "--digital-post", type=options.Folder(path_type=Path, file_okay=False), metavar="MAPPE",
    help="Skriv en MeMo-besked for hvert brev, der skal sendes med Digital Post. Intet bliver sendt.")


def entries_of(
    case: Mapping[str, Any], settings: Mapping[str, Any], letters: Iterable[Produced],
) -> list[Entry]:
    """Which way each copy goes."""
    from pipeline.post.plan import entry

    return [entry(case, settings, letter) for letter in letters]


def say_what_stays(entries: Iterable[Entry]) -> None:
    """Tell of the copies that do not leave the kommune, and why."""
    from pipeline.post.channel import REASONS

    staying = Counter(entry.reason for entry in entries if entry.channel is None)
    for reason, count in sorted(staying.items()):
        report.say("Sendes ikke: {antal}. {grund}", antal=count, grund=REASONS[reason])


def print_out(entries: Sequence[Entry], read: Read, target: Path, one_sided: bool) -> PrintRun:
    """The print file of the copies that go on paper, and what is said of it."""
    from pipeline.post.plan import plan
    from pipeline.post.print_run import write

    run = write(plan(entries, "brev"), read, target, duplex=not one_sided)
    report.show(run.problems)
    report.say("Til print: {breve} breve på {ark} ark. Se {fil}.", breve=len(run.letters),
               ark=run.sheets, fil=str(target.with_name(f"{target.name}.json")))
    return run


def write_messages(
    case: Mapping[str, Any], settings: Mapping[str, Any], letters: Iterable[Produced],
    entries: Iterable[Entry], folder: Path,
) -> tuple[int, int]:
    """A MeMo message of each copy that goes digitally: how many were made, how many were not."""
    from pipeline.errors import DataError
    from pipeline.output import write
    from pipeline.post.memo import message

    made = failed = 0
    for letter, entry in zip(letters, entries, strict=True):
        if entry.channel != "digital_post":
            continue
        try:
            write(folder, letter.stem, {"xml": message(case, settings, letter).data})
            made += 1
        except DataError as error:
            report.show(error.problems)
            failed += 1
    report.say("Til Digital Post: {beskeder} beskeder. Se {mappe}.", beskeder=made, mappe=str(folder))
    return made, failed
