"""The options that several commands share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.cli.report import keep_language
from pipeline.locale import LANGUAGES

if TYPE_CHECKING:
    from pipeline.templateset import TemplateSet

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("docx", "pdf")
ENGINES = ("typst", "libreoffice", "auto")


class Date(click.ParamType[dt.date]):
    """A date as ÅÅÅÅ-MM-DD."""

    name = "dato"

    def convert(self, value: Any, param: click.Parameter | None,
                ctx: click.Context | None) -> dt.date:
        """The date, or a message that says how to write it."""
        from pipeline.formats import is_date, parse_date

        date = value if isinstance(value, dt.date) else parse_date(str(value))
        if date is None or not is_date(date.isoformat()):
            self.fail("Skriv datoen som ÅÅÅÅ-MM-DD, mellem 1900 og 2200.", param, ctx)
        return date


class Folder(click.Path):
    """A folder to write in; nothing at all is a slip, not the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The folder's path."""
        if not str(value).strip():
            self.fail("Skriv navnet på en mappe.", param, ctx)
        return super().convert(value, param, ctx)


class Formats(click.ParamType[tuple[str, ...]]):
    """docx, pdf or both with a comma."""

    name = "docx,pdf"

    def convert(self, value: Any, param: click.Parameter | None,
                ctx: click.Context | None) -> tuple[str, ...]:
        """The formats in their fixed order."""
        wanted = value if isinstance(value, tuple) else str(value).split(",")
        if not wanted or set(wanted) - set(FORMATS):
            self.fail("Vælg docx, pdf eller docx,pdf.", param, ctx)
        return tuple(name for name in FORMATS if name in wanted)


lang = click.option("--lang", type=click.Choice(LANGUAGES), default="da", callback=keep_language,
                    is_eager=True, help="Meddelelsernes sprog: dansk (da) eller engelsk (en).")
json_ = click.option("--json", "json_", is_flag=True, help="Skriv JSON til programmer.")
kommune = click.option("--kommune", type=click.Path(path_type=Path), metavar="FIL",
                       help="Kommunens indstillinger (TOML). Ellers bruges sagens egne.")
templates = click.option(
    "--templates", type=click.Path(path_type=Path), metavar="MAPPE",
    help="Mappen med egne skabeloner: hver fil træder i stedet for den indbyggede af samme navn. "
         "Ellers kommunens skabelonmappe.")
reading_copy = click.option(
    "--reading-copy", "reading_copies", multiple=True, metavar="SPROG",
    help="Lav også en uofficiel læsekopi på et andet sprog, for eksempel en. Det er det danske, der "
         "gælder. Kan bruges flere gange.")
carry = click.option(
    "--carry/--no-carry", default=None,
    help="Lad filerne have de oplysninger med, de er lavet af: aldrig andet, end modtageren må se. "
         "Ellers har det, der sendes til kommunen, dem med, og kommunens egne breve efter dens "
         "indstillinger.")
out = click.option("--out", type=Folder(path_type=Path, file_okay=False), required=True,
                   metavar="MAPPE", help="Mappen, filerne skrives i.")
formats = click.option("--format", "formats", type=Formats(), default="docx,pdf",
                       show_default=True, help="Hvilke filer der laves.")
engine = click.option("--engine", type=click.Choice(ENGINES), default="typst", show_default=True,
                      help="Hvem der laves PDF med: auto er typst, og libreoffice for et dokument, "
                           "typst afviser.")
date = click.option("--date", type=Date(), metavar="DATO",
                    help="Brevets dato (ÅÅÅÅ-MM-DD). Ellers hændelsens egen, ellers i dag.")
nr = click.option("--nr", type=click.IntRange(min=1), metavar="N",
                  help="Lav hændelse nummer N af sin slags; den ældste er 1.")
alle = click.option("--alle", is_flag=True, help="Lav alle hændelser af slagsen.")


def together(*options: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator, in the order they are listed in the help."""
    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def settings(path: Path | None) -> Mapping[str, Any] | None:
    """A kommune's settings from a file, or None where the case's own are to be used."""
    from pipeline.sag import read_settings

    return None if path is None else read_settings(path)


def template_set(folder: Path | None, kommune: Path | None = None) -> TemplateSet:
    """The templates asked for, else those the kommune's settings name; else the built-in ones."""
    from pipeline.templates.overlay import chosen_set

    beside = None if kommune is None else kommune.absolute().parent
    # Other processes may work in other folders.
    return chosen_set(None if folder is None else folder.absolute(), settings(kommune), beside)


def languages(codes: Sequence[str], templates: TemplateSet) -> tuple[str, ...]:
    """The languages asked for, each once. Raises UsageError where there is no such one."""
    from pipeline.translation.catalogs import language

    return tuple(dict.fromkeys(language(code, templates).code for code in codes))


def which(nr: int | None, alle: bool) -> Any:
    """The event number a job asks for."""
    if nr is not None and alle:
        raise click.UsageError("Brug enten --nr eller --alle.")
    return "alle" if alle else nr
