"""What `open --into` does: shows what a document would change in a case, asks, and writes it."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.cli import options, report
from pipeline.errors import text

if TYPE_CHECKING:
    from pipeline.merging.difference import Change
    from pipeline.merging.incoming import Incoming

F = TypeVar("F", bound=Callable[..., Any])
Source = Callable[[Mapping[str, Any]], "Incoming"]
"""What came, once the case is known that it is for: a form that was made from it is read into it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody has said of a merge. `received` is None where nobody has said when the file came."""

    case: Path
    today: dt.date
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    out: Path | None = None
    received: dt.date | None = None
    by: str = ""
    unproven: bool = False


def arguments(command: F) -> F:
    """The options of a merge; their values come as into, accept, reject, out, received, by, unproven."""
    return options.together(
        click.option("--into", metavar="SAG", type=click.Path(path_type=Path),
                     help="Vis, hvad filen siger, som sagen (JSON) ikke gør, og flet det ind, du siger "
                          "ja til."),
        click.option("--accept", metavar="STI", multiple=True,
                     help="Tag denne forskel med, og alt under den; »nye« er alt nyt, der ikke "
                          "modsiger sagen, »alle« det hele. Kan bruges flere gange."),
        click.option("--reject", metavar="STI", multiple=True,
                     help="Tag ikke denne forskel med. Går forud for --accept."),
        click.option("--out", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False),
                     help="Skriv den flettede sag her. Ellers i sagens egen fil."),
        click.option("--received", type=options.Date(), metavar="DATO",
                     help="Den dag, filen blev modtaget: skrives i kilden, og i en ny ansøgning eller "
                          "et nyt høringssvar som modtaget."),
        click.option("--by", default="", metavar="NAVN", help="Den, der siger ja: skrives i kilden."),
        click.option("--unproven", is_flag=True,
                     help="Flet også det, der ikke er bevist. Det kommer til at stå i kilden."),
    )(command)


def into(source: Source, choice: Choice, json_: bool) -> tuple[int, dict[str, Any]]:
    """Merge what came into a case; the exit code, and what was done as JSON values (exact numbers).

    People are shown every difference and, on a terminal, asked about each. Without a yes nothing is
    written and the code is 1. With `json_` nothing is printed.
    """
    from pipeline.carried.restored import guarded
    from pipeline.cli import newfile
    from pipeline.merging.difference import difference
    from pipeline.sag import read_sag
    from pipeline.validation import problems_of, refuse

    if choice.out is not None and choice.out.resolve() != choice.case.resolve():
        newfile.checked(choice.out, ".json")
    mine = read_sag(choice.case).data
    refuse(tuple(problems_of(mine, "sag")))
    incoming = source(mine)
    changes = guarded(lambda: difference(mine, incoming))
    if not json_:
        report.show(incoming.problems, incoming.name)
        _show(changes)
    open_ = [change for change in changes if change.can_be_taken]
    taken = _chosen(incoming, changes, choice, json_) if open_ else ()
    if not open_ and not json_:
        report.say("Filen siger ikke andet, end sagen gør.")
    written = _write(mine, incoming, taken, choice, json_) if taken else None
    unread = any(problem.severity == "fejl" for problem in incoming.problems)
    return int((bool(open_) and not taken) or unread), {
        "forskelle": [_json(change, change in taken) for change in changes], "fil": written,
        "bevis": incoming.proof, "problemer": report.problems_json(incoming.problems)}


def _chosen(incoming: Incoming, changes: Sequence[Change], choice: Choice, json_: bool
            ) -> tuple[Change, ...]:
    """What somebody says yes to: on the command line, else on the terminal when asked.

    Raises DataError where they do without proof, and have not said that they know.
    """
    from pipeline.merging.incoming import TRUSTED
    from pipeline.merging.merged import EVERYTHING, accepted
    from pipeline.opening.arriving import refuse_unproven

    if not choice.unproven and incoming.proof not in TRUSTED:
        if choice.accept or not json_:
            refuse_unproven(incoming)
        return ()
    if not choice.accept and not json_ and sys.stdin.isatty() and sys.stderr.isatty():
        possible = accepted(changes, (EVERYTHING,), choice.reject)
        return tuple(change for change in possible if _asked(change))
    taken = accepted(changes, choice.accept, choice.reject)
    if not taken and not json_:
        report.say("Intet er flettet. Sig, hvad der skal med: --accept nye, --accept alle eller "
                   "--accept STI.")
    return taken


def _asked(change: Change) -> bool:
    question = text("Skal {sti} med i sagen? (j/n)", sti=change.place).in_language(report.language())
    answer: str = click.prompt(question, type=click.Choice(["j", "y", "n"], case_sensitive=False),
                               default="n", show_choices=False, err=True)
    return answer != "n"


def _write(mine: Mapping[str, Any], incoming: Incoming, taken: Sequence[Change], choice: Choice,
           json_: bool) -> str:
    """Write the merged case, whole or not at all, for its owner only; its path."""
    from pipeline.cli.newfile import over
    from pipeline.merging.merged import merged
    from pipeline.merging.writing import as_json

    case = merged(mine, incoming, taken, choice.today, choice.received, choice.by)
    target = choice.out or choice.case
    over(target, as_json(case))
    if not json_:
        report.say("{antal} forskel(le) er flettet ind i {fil}.", antal=len(taken), fil=target.name)
    return str(target)


def _show(changes: Sequence[Change]) -> None:
    from pipeline.merging.shown import lines

    for change in changes:
        for line in lines(change, report.language()):
            click.echo(line)


def _json(change: Change, taken: bool) -> dict[str, Any]:
    from pipeline.merging.shown import as_json

    return {**as_json(change, report.language()), "flettet": taken}
