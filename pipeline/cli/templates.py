"""`hjemmetraening templates`: what caseworkers do with the Word templates they own."""

from __future__ import annotations

import datetime as dt
import gc
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import options, report

if TYPE_CHECKING:
    from pipeline.templates.checking import Report


@click.group("templates", help="Arbejd med Word-skabeloner.")
def command() -> None:
    """What can be done with templates."""


@command.command("check", help="Find fejl i skabeloner uden en sag: felter, blokke, tilgængelighed. "
                               "Uden STI kontrolleres hele sættet.")
@click.argument("paths", metavar="[STI]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--kind", metavar="DOKUMENT",
              help="Hvilket dokument filerne er skabelon til. Ellers siger filens navn det.")
@click.option("--templates", metavar="MAPPE",
              type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Mappen med brevpapir og blokke. Ellers de indbyggede.")
@click.option("--comments", metavar="MAPPE", type=options.Folder(path_type=Path, file_okay=False),
              help="Skriv en kopi af hver fil med en Word-kommentar ved hvert fund.")
@click.option("--sarif", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False),
              help="Skriv også fundene som SARIF til editorer.")
@options.together(options.json_, options.lang)
def check(paths: tuple[Path, ...], kind: str | None, templates: Path | None, comments: Path | None,
          sarif: Path | None, json_: bool, lang: str) -> int:
    """Check templates; 3 where something is wrong, 0 where there are warnings only."""
    from pipeline import resources
    from pipeline.flow import engine, environment, own_fonts
    from pipeline.letters import kind_of
    from pipeline.templates import checking
    from pipeline.templates.sources import sources_of

    # The trees of all templates live until the command ends: looking for garbage finds none.
    gc.disable()
    chosen = kind_of(kind).id if kind else None
    folder = templates or resources.templates()
    sources = sources_of(paths or (folder,), chosen, folder)
    # The PDF engine is asked about what somebody is working on; the whole set is letters already.
    setter = engine("typst", own_fonts(templates), quoting=True) if paths else None
    done = checking.check(sources, folder, environment(), setter)
    if comments is not None:
        _write_comments(done, comments)
    if sarif is not None:
        _write_sarif(done, sarif, paths, lang)
    if json_:
        report.as_json([finding.as_json(lang) for finding in done.findings])
    else:
        _show(done)
    return done.exit_code


def _show(done: Report) -> None:
    """The findings for people, and how many files had none."""
    report.show(finding.problem for finding in done.findings)
    wrong = sum(finding.severity == "fejl" for finding in done.findings)
    report.say("{filer} skabeloner er kontrolleret: {fejl} fejl og {advarsler} advarsler.",
               filer=len(done.sources), fejl=wrong, advarsler=len(done.findings) - wrong)


def _write_comments(done: Report, folder: Path) -> None:
    """A commented copy of each file that something was found in."""
    from pipeline.output import write
    from pipeline.templates.checking import commented_copies

    for name, data in commented_copies(done, dt.datetime.now(dt.UTC)):
        (path,) = write(folder, str(Path(name).with_suffix("")), {"docx": data})
        report.say("Kopi med kommentarer: {fil}", fil=path)


def _write_sarif(done: Report, target: Path, paths: tuple[Path, ...], lang: str) -> None:
    from pipeline import __version__
    from pipeline.output import write
    from pipeline.templates.sarif import as_sarif

    named = {source.name: source.path or source.name for source in done.sources}
    made = as_sarif(done.findings, __version__, named, lang)
    data = json.dumps(made, ensure_ascii=False, indent=2).encode()
    write(target.parent, target.stem, {target.suffix.lstrip(".") or "sarif": data})
