"""`hjemmetraening templates fields`: every field that a template of a kind may use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import newfile, options, report

if TYPE_CHECKING:
    from pipeline.errors import Text
    from pipeline.templates.entries import Entry, Group
    from pipeline.templates.fieldbook import Book


@click.command("fields", help="Vis alle felter, en skabelon til et DOKUMENT kan bruge: titel, slags, "
                              "eksempel og den tekst, der skal kopieres ind.")
@click.argument("kind", metavar="DOKUMENT")
@click.option("--find", metavar="ORD", default="",
              help="Vis kun felter, hvor ordene står i titlen, forklaringen eller navnet.")
@click.option("--out", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False),
              help="Skriv det som et Word-dokument (.docx), man kan have ved siden af.")
@options.together(options.json_, options.lang)
def command(kind: str, find: str, out: Path | None, json_: bool, lang: str) -> int:
    """List the fields; 1 where no field has the words asked for."""
    from pipeline.templates.fieldbook import written
    from pipeline.templateset import TemplateSet

    target = out and newfile.checked(out, ".docx")
    book = _book(kind, find)
    if json_:
        report.as_json(_as_json(book, lang))
    elif target is None:
        for line in _table(book.groups, lang):
            click.echo(line)
    if target is not None:
        newfile.put(target, written(book, TemplateSet().document(kind).read_bytes()))
        report.say("Felterne står i {fil}.", fil=str(target))
    if find and not book.groups:
        report.say("Intet felt har de ord. Prøv med færre eller kortere ord.")
    return int(bool(find) and not book.groups)


def _book(kind: str, find: str) -> Book:
    """What is told of a kind. Raises UsageError naming the nearest where there is no such kind."""
    from pipeline import resources, samples
    from pipeline.letters import kind_of
    from pipeline.templates import filterguide, passages, reference
    from pipeline.templates.fieldbook import Book
    from pipeline.templateset import TemplateSet
    from pipeline.tools import environment

    spec = kind_of(kind)
    values = samples.examples(samples.samples_of(spec.id))
    groups = reference.groups_of(spec.id, values)
    files = {name: resources.content(path) for name, path in TemplateSet().passages().items()}
    return Book(str(spec.titel), reference.matching(groups, find) if find else groups,
                () if find else tuple(passages.fitting(spec.id, files, environment())),
                filterguide.guide(environment()))


def _table(groups: Sequence[Group], lang: str) -> Iterator[str]:
    """The fields for people, a line for what each is and one for what to paste."""
    for group in groups:
        if not group.entries:
            continue
        yield click.style(f"{group.title.in_language(lang)}  {group.path}".rstrip(), bold=True)
        if group.opening:
            yield f"  {' '.join(group.opening)} … {' '.join(group.closing)}"
        for entry in group.entries:
            yield f"  {entry.path:<40}  {'  '.join(_told(entry, lang))}"
            yield f"      {' '.join(entry.whole) if entry.opening != group.opening else entry.tag}"


def _told(entry: Entry, lang: str) -> Iterator[str]:
    yield f"{entry.title.in_language(lang)} ({entry.type.in_language(lang)})"
    if entry.codes:
        yield ", ".join(code for code, _ in entry.codes)
    elif entry.example:
        yield entry.example


def _as_json(book: Book, lang: str) -> dict[str, Any]:
    return {
        "grupper": [_group(group, lang) for group in book.groups],
        "blokke": [{"navn": each.name, "om": each.about, "tag": each.tag} for each in book.passages],
        "filtre": [{"navn": each.name, "forklaring": each.help.in_language(lang), "tag": each.tag,
                    "bliver_til": each.printed} for each in book.filters]}


def _group(group: Group, lang: str) -> dict[str, Any]:
    return {"sti": group.path, "titel": group.title.in_language(lang),
            "forklaring": _said(group.help, lang), "foer": list(group.opening),
            "efter": list(group.closing), "felter": [_entry(entry, lang) for entry in group.entries]}


def _entry(entry: Entry, lang: str) -> dict[str, Any]:
    return {
        "sti": entry.path, "titel": entry.title.in_language(lang),
        "forklaring": _said(entry.help, lang), "slags": entry.kind,
        "slags_i_ord": entry.type.in_language(lang), "koder": dict(entry.codes),
        "eksempel": entry.example or None, "kan_mangle": entry.can_be_missing,
        "skal_staa_fordi": _said(entry.needed, lang), "tag": entry.tag,
        "foer": list(entry.opening), "efter": list(entry.closing)}


def _said(words: Text | None, lang: str) -> str | None:
    return words.in_language(lang) if words else None
