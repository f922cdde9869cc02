"""`hjemmetraening templates check`: what is wrong in templates, without a case."""

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


@click.command("check", help="Find fejl i skabeloner uden en sag: felter, blokke, tilgængelighed. "
                             "Uden STI kontrolleres hele sættet.")
@click.argument("paths", metavar="[STI]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--kind", metavar="DOKUMENT",
              help="Hvilket dokument filerne er skabelon til. Ellers siger filens navn det.")
@click.option("--comments", metavar="MAPPE", type=options.Folder(path_type=Path, file_okay=False),
              help="Skriv en kopi af hver fil med en Word-kommentar ved hvert fund.")
@click.option("--sarif", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False),
              help="Skriv også fundene som SARIF til editorer.")
@options.together(options.templates, options.kommune, options.json_, options.lang)
def command(paths: tuple[Path, ...], kind: str | None, comments: Path | None, sarif: Path | None,
            templates: Path | None, kommune: Path | None, json_: bool, lang: str) -> int:
    """Check templates; 3 where something is wrong, 0 where there are warnings only."""
    # The trees of all templates live until the command ends: looking for garbage finds none.
    gc.disable()
    from pipeline.letters import kind_of
    from pipeline.templates import checking
    from pipeline.templates.sources import sources_of
    from pipeline.tools import engine, environment, own_fonts

    chosen = kind_of(kind).id if kind else None
    chosen_set = options.template_set(templates, kommune)
    sources = sources_of(paths or chosen_set.files().values(), chosen, chosen_set)
    # The PDF engine is asked about what somebody is working on; the whole set is letters already.
    setter = engine("typst", own_fonts(chosen_set), quoting=True) if paths else None
    done = checking.check(sources, chosen_set, environment(), setter)
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
    report.say("Kontrollerede skabeloner: {filer}. Fejl: {fejl}. Advarsler: {advarsler}.",
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
