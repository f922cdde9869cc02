"""`hjemmetraening demo`: every document of every sample."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli import options, report


@click.command("demo", help="Lav alle dokumenter af eksemplerne, som følger med.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("out"),
              show_default=True, metavar="MAPPE", help="Mappen, filerne skrives i.")
@options.together(options.templates, options.carry, options.json_, options.lang)
def command(out: Path, templates: Path | None, carry: bool | None, json_: bool, lang: str) -> None:
    """Make the sample documents, each with its own date."""
    from pipeline import Job, produce, read_sag, read_settings, resources, write
    from pipeline.letters import makeable

    samples = resources.samples()
    settings = read_settings(samples / "kommuner" / "solbaek.toml")
    chosen = options.template_set(templates)
    files: list[str] = []
    for path in sorted((samples / "sager").glob("*.json")):
        sag = read_sag(path)
        own = None if "kommune" in sag.data else settings
        for kind in makeable(sag):
            job = Job(kind, nr="alle", settings=own, templates=chosen, carry=carry)
            for letter in produce(sag, job):
                files += [str(p) for p in write(out, letter.stem, letter.files)]
        if not json_:
            click.echo(path.stem)
    if json_:
        report.as_json(files)
    else:
        report.say("{antal} filer ligger i {mappe}.", antal=len(files), mappe=str(out))
