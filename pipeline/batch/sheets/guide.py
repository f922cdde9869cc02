"""What a workbook tells the people who fill it in: the sheet of help, and a word at each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.batch.sheets.layout import CASES, Column, Sheet
from pipeline.batch.sheets.rows import linked
from pipeline.danish.fields import Field, Form
from pipeline.danish.values import word

HELP, CHOICES = "Hjælp", "Valg"

RULES: Sequence[tuple[str, str]] = (
    ("En sag", f"På arket {CASES} er der én række for hver sag. De andre ark har en række for hver "
               "part, hvert mål, hver afgørelse og så videre."),
    ("Sagsnummer", "Alle ark har kolonnen Sagsnummer. Skriv det samme nummer på alle sagens rækker."),
    ("Nr.", "En kolonne som »Afgørelse nr.« siger, hvilken af sagens afgørelser rækken hører til: den "
            "første er 1. Har sagen kun én, kan kolonnen stå tom."),
    ("*", "En overskrift med stjerne skal altid udfyldes. Andre kan også være krævet, alt efter hvad "
          "der står i rækken; det siger programmet til om."),
    ("Tomme celler", "En tom celle betyder, at der ikke er noget. Ark og kolonner uden stjerne, som "
                     "ikke bruges, må slettes."),
    ("Datoer", "31-03-2026, 31.3.2026 eller 31. marts 2026. Årstallet har fire cifre."),
    ("Tal og beløb", "1234,50 eller 1.234,50. Skriv 1234 og ikke 1.234."),
    ("Ja eller nej", "Skriv ja eller nej. Et x er også et ja."),
    ("Flere i samme celle", "Skriv en på hver linje i cellen (Alt+Enter). Er der ikke nogen, så skriv "
                            "ingen, hvis det skal siges."),
    ("Valg", f"Celler med en pil har en liste at vælge fra. Listerne står på arket {CHOICES}."),
    ("Egne kolonner", "En kolonne eller et ark med navnet i parentes læses ikke: (Mine noter)."),
)

HOW: Mapping[Form, str] = {
    "dato": "Dato: 31-03-2026", "klokkeslaet": "Klokkeslæt: 08:30", "kroner": "Beløb: 1234,50",
    "tal": "Tal: 12,5", "heltal": "Helt tal: 3", "ja-nej": "ja eller nej", "cpr": "Ti cifre, som tekst",
    "cvr": "Otte cifre", "postnummer": "Fire cifre, som tekst", "telefon": "Otte cifre",
    "e-mail": "navn@example.dk", "tekst": "Tekst, gerne flere linjer", "linje": "Tekst på én linje",
    "ingen": "ingen, når listen er tom",
}

Row = tuple[str, ...]


def help_rows(title: str, sheets: Sequence[Sheet]) -> Iterator[Row]:
    """The sheet of help from the top; a row of one cell is a heading."""
    yield (f"Sådan udfylder du regnearket: {title}",)
    yield from RULES
    yield ("",)
    yield ("Arkene",)
    yield ("Ark", "Skal udfyldes", "Hvad det er", "Hvordan rækkerne hænger sammen")
    for sheet in sheets:
        yield sheet.title, "ja" if sheet.required else "efter behov", sheet.help, linked(sheet)
    yield ("",)
    yield ("Kolonnerne",)
    yield "Ark", "Skal udfyldes", "Kolonne", "Forklaring", "Sådan skriver du", "Felt i sagen"
    for sheet in sheets:
        for column in sheet.columns:
            yield (sheet.title, "ja" if column.required else "efter behov", column.heading,
                   explained(column), how(column.field) if column.field else "Helt tal: 1",
                   column.field.path if column.field else "")


def explained(column: Column) -> str:
    """What a column is for."""
    if column.path == "#nr":
        return "Rækkens nummer i sagen: 1, 2, 3. Andre ark bruger det. Tom: rækkerne tælles oppefra."
    if column.path.startswith("#") and not column.field:
        return "Hvilken af sagens rækker på det andet ark den hører til. Tom: den eneste."
    return column.field.help if column.field else ""


def how(field: Field) -> str:
    """How to write a field, with its example where it has one."""
    chosen = ", ".join(word(code) for code in field.codes)
    written = f"Vælg: {chosen}" if chosen else HOW[field.form]
    if field.many:
        written = f"En på hver linje. {written}"
    example = f" For eksempel: {field.example}" if field.example and not field.codes else ""
    return f"{written}.{example}" if example else written
