"""The table of roles as a file: a Word document to sign, a web page, or a spreadsheet's text."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from html import escape

from pipeline import __version__
from pipeline.documents import Author
from pipeline.roles.table import ROLES, Document, Field, Group
from pipeline.templates.wordfile import Block, Line, Run, Table, document, line

TITLE = "Hvem må se hvad"
CELL = "Tabeltekst"
YES, NO = "ja", "–"
AUTHORS: dict[Author, str] = {
    "kommune": "Kommunen", "foraelder": "En forælder", "leverandoer": "Leverandøren"}

_FIRST = (
    "Tabellen er programmets egen: det er den, der bestemmer, hvad et brev kan indeholde. Et felt, "
    "som en læser ikke må se, er ikke i det, brevet laves af. Har et brev flere læsere, har det kun "
    "det, de alle må se.")
_SECOND = (
    "»Den anden forælder« gælder det, der tilhører én forælder, for eksempel løn. »Barnet« er barnet "
    "eller den unge selv. Adresse, telefon, e-mail, skole og mødested er skjult for andre end "
    "personen selv og kommunen, når adressen er beskyttet, når det ikke vides, og når opslaget er "
    "over et år gammelt.")
_SIGNED = "Gennemgået og godkendt af kommunens databeskyttelsesrådgiver:"
_LINES = ("Navn: ____________________________________", "Dato: ____________________",
          "Underskrift: ____________________________________")


def stated(day: dt.date) -> str:
    """Which program and day the table is of."""
    return f"hjemmetraening {__version__}, udskrevet {day.isoformat()}"


def word(groups: Sequence[Group], kinds: Sequence[Document], day: dt.date, like: bytes) -> bytes:
    """A Word document in the styles of the template `like`, with a place to sign."""
    return document(like, _blocks(groups, kinds, day), TITLE, f"{TITLE}, {stated(day)}")


def _blocks(groups: Sequence[Group], kinds: Sequence[Document], day: dt.date) -> Iterator[Block]:
    yield line(TITLE, "Heading1")
    yield line(f"{stated(day)}.")
    yield line(_FIRST)
    yield line(_SECOND)
    yield line(_SIGNED, keep=True)
    yield from (line(words, keep=True) for words in _LINES)
    yield line("Dokumenter", "Heading2")
    yield Table("Dokumenter, hvem der får dem, og hvad de bygger på",
                ("Dokument", "Skrevet af", "Får det", "Bygger på"),
                [([_strong(str(kind.title))], [line(AUTHORS[kind.author], CELL)],
                  [line(str(who), CELL) for who in kind.recipients],
                  [line(", ".join(map(str, kind.lists)), CELL)]) for kind in kinds], (4, 2, 4, 5))
    for group in groups:
        yield line(str(group.title), "Heading2")
        yield Table(f"Hvem må se felterne under {group.title}",
                    ("Felt", *map(str, ROLES.values()), "Bemærk"),
                    [_row(each) for each in group.fields], (6, 2, 2, 2, 2, 2, 5))


def _row(each: Field) -> list[list[Line]]:
    notes = [line(str(note), "Brevinfo") for note in each.notes] or [line("", CELL)]
    return [[_strong(each.named()), line(each.path, "Brevinfo")],
            *([line(mark, CELL)] for mark in marks(each)), notes]


def _strong(words: str) -> Line:
    return Line((Run(words, strong=True),), CELL)


def marks(each: Field) -> list[str]:
    """Yes or no for each role."""
    return [YES if role in each.roles else NO for role in ROLES]


def as_csv(groups: Sequence[Group]) -> bytes:
    """A row for each field, with semicolons and a mark of its encoding, as Excel opens it in Denmark."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(("Del", "Felt", "Titel", *map(str, ROLES.values()), "Bemærk"))
    for group in groups:
        for each in group.fields:
            writer.writerow((str(group.title), each.path, each.named(), *marks(each),
                             "; ".join(map(str, each.notes))))
    return target.getvalue().encode("utf-8-sig")


def web(groups: Sequence[Group], kinds: Sequence[Document], day: dt.date) -> bytes:
    """One page that stands alone: no script, and nothing fetched."""
    tables = [_table("Dokumenter", ("Dokument", "Skrevet af", "Får det", "Bygger på"), [
        (str(kind.title), AUTHORS[kind.author],
         "; ".join(map(str, kind.recipients)), ", ".join(map(str, kind.lists))) for kind in kinds])]
    tables += [_table(str(group.title), ("Felt", *map(str, ROLES.values()), "Bemærk"), [
        (f"{each.named()} ({each.path})", *marks(each), "; ".join(map(str, each.notes)))
        for each in group.fields]) for group in groups]
    said = "".join(f"<p>{escape(words)}</p>" for words in (
        f"{stated(day)}.", _FIRST, _SECOND, _SIGNED, *_LINES))
    return (f'<!doctype html>\n<html lang="da"><head><meta charset="utf-8"><title>{TITLE}</title><style>'
            "body{font-family:sans-serif;max-width:70em;margin:2em auto;padding:0 1em}"
            "table{border-collapse:collapse;width:100%}th,td{border:1px solid #767676;padding:.3em;"
            "text-align:left;vertical-align:top}"
            f"</style></head><body><main><h1>{TITLE}</h1>{said}{''.join(tables)}</main></body></html>\n"
            ).encode()


def _table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    heads = "".join(f'<th scope="col">{escape(words)}</th>' for words in header)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}'
        "</tr>" for first, *rest in rows)
    return f"<h2>{escape(title)}</h2><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
