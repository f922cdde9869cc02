"""`hjemmetraening roles`: who may see which field, as the schema says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import newfile, options, report

if TYPE_CHECKING:
    from pipeline.roles.table import Document, Group

SUFFIXES = (".docx", ".html", ".csv")


@click.command("roles", help="Vis, hvem der må se hvilke felter i en sag, og hvem der får hvilke "
                             "dokumenter: den tabel, programmet selv går efter.")
@click.option("--out", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False),
              help="Skriv tabellen i en fil, der kan læses og underskrives: .docx, .html eller .csv.")
@options.together(options.json_, options.lang)
def command(out: Path | None, json_: bool, lang: str) -> None:
    """Print the table of roles, or write it."""
    from pipeline.roles.table import documents, groups

    if out is not None and out.suffix not in SUFFIXES:
        raise click.UsageError("Kald filen noget, der ender på .docx, .html eller .csv.")
    target = out and newfile.checked(out, out.suffix)
    fields, kinds, day = groups(), documents(), dt.date.today()  # noqa: DTZ011
    if json_:
        report.as_json(_as_json(fields, kinds, day, lang))
    elif target is None:
        for line in _shown(fields, lang):
            click.echo(line)
    if target is not None:
        newfile.put(target, _file(target.suffix, fields, kinds, day))
        report.say("Tabellen står i {fil}.", fil=str(target))


def _file(suffix: str, fields: Sequence[Group], kinds: Sequence[Document], day: dt.date) -> bytes:
    from pipeline.roles import written
    from pipeline.templateset import TemplateSet

    if suffix == ".csv":
        return written.as_csv(fields)
    if suffix == ".html":
        return written.web(fields, kinds, day)
    return written.word(fields, kinds, day, TemplateSet().document(kinds[0].id).read_bytes())


def _shown(fields: Sequence[Group], lang: str) -> Iterator[str]:
    """A line for each field: a figure for each role that may see it, a letter for each note."""
    from pipeline.roles.table import NOTES, ROLES

    heads = [title.in_language(lang) for title in ROLES.values()]
    for number, head in enumerate(heads, 1):
        yield f"{number} {head}"
    yield from (f"{mark} {note.in_language(lang)}" for mark, note in NOTES.items())
    for group in fields:
        yield ""
        yield click.style(group.title.in_language(lang), bold=True)
        for each in group.fields:
            marks = " ".join(str(number) if role in each.roles else "·"
                             for number, role in enumerate(ROLES, 1))
            notes = "".join(mark if note in each.notes else "·" for mark, note in NOTES.items())
            yield f"  {marks} {notes}  {each.named(lang)}  {each.path}"


def _as_json(
    fields: Sequence[Group], kinds: Sequence[Document], day: dt.date, lang: str,
) -> dict[str, Any]:
    from pipeline import __version__
    from pipeline.roles.table import ROLES

    return {
        "program": __version__, "dato": day.isoformat(),
        "roller": {role: title.in_language(lang) for role, title in ROLES.items()},
        "dokumenter": [{
            "id": kind.id, "titel": kind.title.in_language(lang), "forfatter": kind.author,
            "modtagere": [who.in_language(lang) for who in kind.recipients],
            "lister": [name.in_language(lang) for name in kind.lists]} for kind in kinds],
        "grupper": [{
            "navn": group.name, "titel": group.title.in_language(lang), "felter": [{
                "sti": each.path, "titel": each.named(lang),
                "ser": [role for role in ROLES if role in each.roles],
                "bemaerk": [note.in_language(lang) for note in each.notes]} for each in group.fields],
        } for group in fields]}
