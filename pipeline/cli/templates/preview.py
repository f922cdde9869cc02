"""`hjemmetraening templates preview`: a template as a letter, at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import options, report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.preview import Tried
    from pipeline.samples import Sample


@click.command("preview", help="Se skabelonen som brev: programmet vælger den prøvesag, der viser mest, "
                               "og skriver brevet som Word og PDF.")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--case", "case", metavar="SAG", type=click.Path(path_type=Path, dir_okay=False),
              help="Brug denne sag i stedet for en prøvesag.")
@click.option("--kind", metavar="DOKUMENT",
              help="Hvilket dokument filen er skabelon til. Ellers siger filens navn det.")
@click.option("--out", metavar="MAPPE", type=options.Folder(path_type=Path, file_okay=False),
              help="Mappen, brevet skrives i. Ellers proeve ved siden af skabelonen.")
@click.option("--alle", is_flag=True, help="Vis den med alle prøvesagens breve, ikke kun ét.")
@click.option("--open", "open_", is_flag=True, help="Åbn brevet bagefter.")
@options.together(options.nr, options.formats, options.engine, options.templates, options.kommune,
                  options.json_, options.lang)
def command(file: Path, case: Path | None, kind: str | None, out: Path | None, alle: bool, open_: bool,
            nr: int | None, formats: Any, engine: Any, templates: Path | None, kommune: Path | None,
            json_: bool, lang: str) -> int:
    """Make the letters; 3 where the template is wrong: then what `check` says, and no letter."""
    from pipeline import preview
    from pipeline.letters import kind_of
    from pipeline.output import write

    chosen = options.template_set(templates, kommune)
    tried = preview.tried(file, kind_of(kind).id if kind else None, chosen)
    if _is_wrong(tried, json_, lang):
        return 3
    samples = _samples(tried, case, options.settings(kommune), options.which(nr, alle))
    made = [(sample, letter, write(out or _beside(file), stem, letter.files))
            for sample, letter, stem in preview.letters(tried, samples, formats, engine)]
    if json_:
        report.as_json([{
            "sag": sample.name, "nr": sample.number, "dokument": tried.kind,
            "modtager": letter.recipient, "sider": letter.pages, "filer": [str(path) for path in paths],
            "advarsler": report.problems_json(letter.warnings)} for sample, letter, paths in made])
    else:
        _say(tried, samples)
        for _, _, paths in made:
            for path in paths:
                click.echo(path)
    if open_:
        click.launch(str(made[0][2][-1]))
    return 0


def _beside(file: Path) -> Path:
    """A folder of its own near the template: in the templates' folders all Word files are templates."""
    from pipeline.templateset import FOLDERS

    near = file.absolute().parent
    return (near.parent if near.name in FOLDERS else near) / "proeve"


def _is_wrong(tried: Tried, json_: bool, lang: str) -> bool:
    """Whether the template has faults; what is found is shown, warnings too."""
    from pipeline.templates.checking import check
    from pipeline.tools import engine, environment, own_fonts

    setter = engine("typst", own_fonts(tried.templates), quoting=True)
    done = check([tried.source], tried.templates, environment(), setter)
    wrong = bool(done.exit_code)
    if json_ and wrong:
        report.as_json([finding.as_json(lang) for finding in done.findings])
    else:
        report.show(finding.problem for finding in done.findings)
    return wrong


def _samples(
    tried: Tried, case: Path | None, settings: Mapping[str, Any] | None, which: Any,
) -> list[Sample]:
    """The letters to make: of the case that was given, else of the sample that shows most."""
    from pipeline import samples
    from pipeline.sag import read_sag

    if case is not None:
        return list(samples.of_case(tried.kind, read_sag(case), case.stem, settings, which))
    found = list(samples.samples_of(tried.kind, settings, which))
    if which == "alle":
        return found
    best = samples.telling(found, tried.fields)
    return [best] if best else []


def _say(tried: Tried, samples: list[Sample]) -> None:
    """Which samples it is, and how much of the template they show."""
    if len(samples) == 1:
        report.say("Vist med sagen {sag}, hændelse {nr}.", sag=samples[0].name, nr=samples[0].number)
    else:
        report.say("Vist med {antal} breve fra prøvesagerne.", antal=len(samples))
    missing = tried.missing(samples)
    report.say("{vist} af de {alle} felter, skabelonen bruger, er udfyldt i dem.",
               vist=len(tried.fields) - len(missing), alle=len(tried.fields))
    if missing:
        names = sorted(".".join(path) for path in missing)
        report.say("Tomme her: {felter}", felter=", ".join(names))
