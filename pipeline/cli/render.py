"""`hjemmetraening render`: one document of one case."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from pipeline.cli import encrypting, options, post, report


@click.command("render", help="Lav et dokument af en sag: et eksemplar til hver, der skal have det.")
@click.argument("kind", metavar="DOKUMENT")
@click.argument("case", metavar="SAG", type=click.Path(path_type=Path))
@options.together(options.out, options.formats, options.engine, options.date, options.nr, options.alle,
                  options.kommune, options.templates, options.reading_copy, options.carry, post.channel,
                  post.print_run, post.one_sided, post.digital_post, encrypting.encrypt,
                  encrypting.password_file, options.json_, options.lang)
def command(kind: str, case: Path, out: Path, formats: Any, engine: Any, date: dt.date | None,
            nr: int | None, alle: bool, kommune: Path | None, templates: Path | None,
            reading_copies: tuple[str, ...], carry: bool | None, channel: str | None,
            print_run: Path | None, one_sided: bool, digital_post: Path | None, encrypt: bool,
            password_file: Path | None, json_: bool, lang: str) -> int:
    """Make one document and write its files; 1 where one of them cannot go the way it should."""
    from pipeline import Job, produce, read_sag, write
    from pipeline.flow import warnings_of
    from pipeline.locking import locked

    password = encrypting.password(encrypt, password_file, formats, (print_run, digital_post))
    chosen = options.template_set(templates, kommune)
    job = Job(kind, nr=options.which(nr, alle), date=date, today=dt.date.today(),  # noqa: DTZ011
              settings=options.settings(kommune), formats=formats, engine=engine,
              templates=chosen, reading_copies=options.languages(reading_copies, chosen),
              carry=carry)
    sag = read_sag(case)
    letters = tuple(locked(letter, password) for letter in produce(sag, job))
    settings = job.settings if job.settings is not None else sag.data["kommune"]
    pairs = [(letter, entry) for letter, entry in zip(
        letters, post.entries_of(sag.data, settings, letters), strict=True)
        if channel in (None, entry.channel)]
    letters, entries = tuple(one for one, _ in pairs), [entry for _, entry in pairs]
    written = [(letter, write(out, letter.stem, letter.files)) for letter in letters]
    if json_:
        report.as_json([{
            "dokument": letter.kind, "modtager": letter.recipient, "sider": letter.pages,
            "kanal": entry.channel, "filer": [str(path) for path in paths],
            "advarsler": report.problems_json(letter.warnings)}
            for (letter, paths), entry in zip(written, entries, strict=True)])
    else:
        report.show(warnings_of(letters), case.name)
        for _, paths in written:
            for path in paths:
                click.echo(path)
    return _to_post_room(sag.data, settings, pairs, print_run, one_sided, digital_post)


def _to_post_room(
    case: Any, settings: Any, pairs: Any, print_run: Path | None, one_sided: bool,
    digital_post: Path | None,
) -> int:
    """The print file and the messages that were asked for; 1 where a letter is in neither."""
    letters, entries = [letter for letter, _ in pairs], [entry for _, entry in pairs]
    data = {f"{letter.stem}.pdf": letter.files.get("pdf") for letter in letters}
    failed = 0
    if digital_post:
        failed += post.write_messages(case, settings, letters, entries, digital_post)[1]
    if print_run:
        failed += len(post.print_out(entries, data.get, print_run, one_sided).problems)
    if digital_post or print_run:
        post.say_what_stays(entries)
    return 1 if failed else 0
