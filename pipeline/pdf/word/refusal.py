"""What the engine will not set, by name and place: all of it at once, never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.errors import DocumentRefused, Problem, Text, text
from pipeline.pdf.word.place import Place, named

TITLE = text("PDF-fil")

_AWAY = text("Fjern det i Word.")

_REASONS: dict[str, tuple[Text, Text]] = {
    "pdf-xml": (
        text("Delen kan ikke læses som XML."),
        text("Åbn dokumentet i Word, og gem det igen som .docx.")),
    "pdf-dtd": (
        text("Delen indeholder en dokumenttype (DTD), og det må den ikke."),
        text("Åbn dokumentet i Word, og gem det igen som .docx.")),
    "pdf-ikke-word": (
        text("Dokumentets hoveddel er ikke almindelig Word-tekst."),
        text("Gem dokumentet som almindeligt Word-dokument (.docx), ikke som \"Strict\".")),
    "pdf-ukendt": (
        text("Dokumentet bruger noget, PDF-motoren ikke kender: {navn}."), _AWAY),
    "pdf-tekstboks": (
        text("Her er en tegnet figur eller en tekstboks, PDF-motoren ikke kan sætte."),
        text("Flyt teksten ud i et almindeligt afsnit eller en tabel.")),
    "pdf-ramme": (
        text("Afsnittet har en uncial eller står i en ramme i en tabel."),
        text("Fjern rammen i Word, og brug en tabel uden kanter.")),
    "pdf-diagram": (
        text("Her er et diagram eller en SmartArt-figur."),
        text("Indsæt det som et billede med alternativ tekst.")),
    "pdf-objekt": (
        text("Her er et indlejret objekt."),
        text("Indsæt det som et billede med alternativ tekst.")),
    "pdf-ombrydning": (
        text("Teksten ville skulle løbe uden om noget, der har sin egen plads på siden."),
        text("Flyt det ud i margenen eller op over teksten, eller vælg \"På linje med tekst\" i "
             "Word.")),
    "pdf-bag-tekst": (
        text("Noget skal ligge bag tekst, der står før det på siden."),
        text("Forankr det i sidens første afsnit eller i sidehovedet.")),
    "pdf-placering": (
        text("Noget har sin egen plads på siden, målt på en måde PDF-motoren ikke kender: {navn}."),
        text("Angiv placeringen i forhold til siden, margenen eller afsnittet, eller vælg "
             "\"På linje med tekst\" i Word.")),
    "pdf-billede-alternativ-tekst": (
        text("Billedet {navn} mangler en alternativ tekst."),
        text("Højreklik på billedet i Word, vælg \"Rediger alternativ tekst\", og beskriv "
             "billedet, eller markér det som dekorativt.")),
    "pdf-billede-format": (
        text("Billedet har et format, PDF-motoren ikke kan sætte (kun PNG og JPEG)."),
        text("Indsæt billedet som PNG eller JPEG.")),
    "pdf-billede-beskaaret": (
        text("Billedet er beskåret til mere, end det viser."),
        text("Beskær billedet på ny i Word.")),
    "pdf-billede-farver": (
        text("Billedets farver er blandet til tryk (CMYK), og det siger ikke hvordan."),
        text("Gem billedet på ny som PNG eller JPEG med skærmens farver (RGB).")),
    "pdf-billede-afskaaret": (
        text("Billedet er beskåret, og det, der er skåret væk, kan ikke fjernes fra PDF-filen."),
        text("Vælg \"Komprimer billeder\" i Word, og slet de beskårne områder.")),
    "pdf-billede-drejet": (
        text("Billedet er drejet eller spejlvendt."),
        text("Drej billedet, før det sættes ind i Word.")),
    "pdf-billede-virkning": (
        text("Billedet har en virkning, PDF-motoren ikke sætter: {navn}."),
        text("Vælg \"Nulstil billede\" i Word.")),
    "pdf-billede-stoerrelse": (
        text("Billedet {navn} er for stort, eller det har ingen størrelse."),
        text("Gør billedet mindre, før det sættes ind i Word.")),
    "pdf-billede-fil": (
        text("Et billedes fil er i stykker."),
        text("Gem billedet på ny som PNG eller JPEG, og sæt det ind igen.")),
    "pdf-billede-mangler": (
        text("Billedets fil findes ikke i dokumentet."),
        text("Sæt billedet ind igen i Word.")),
    "pdf-sporede-aendringer": (
        text("Dokumentet har sporede ændringer."),
        text("Acceptér eller afvis ændringerne i Word (fanen Gennemse).")),
    "pdf-note": (
        text("Her er en fodnote eller slutnote med eget tegn, egen nummerering eller på en plads, "
             "PDF-motoren ikke sætter."),
        text("Brug Words almindelige fodnoter, eller skriv noten ind i teksten.")),
    "pdf-felt": (
        text("Her er et felt af typen {navn}, som PDF-motoren ikke regner ud."),
        text("Skriv feltets tekst direkte i Word (Ctrl+Shift+F9).")),
    "pdf-ord-langt": (
        text("Her er et ord på mange tusind tegn."), text("Del ordet med mellemrum.")),
    "pdf-formel": (text("Her er en matematisk formel."), _AWAY),
    "pdf-symbol": (
        text("Her er et symbol fra en symbolskrift, som ikke har et kendt tegn."),
        text("Skriv tegnet som almindelig tekst.")),
    "pdf-skrift": (
        text("Teksten er sat med symbolskriften {navn}, der ikke har bogstaver."),
        text("Skriv teksten med en almindelig skrifttype.")),
    "pdf-skrift-lukket": (
        text("Skrifttypen {navn} må efter sin licens ikke lægges ind i en PDF-fil."),
        text("Brug en anden skrifttype.")),
    "pdf-tegn": (
        text("Ingen af skrifterne har tegnet {tegn}."),
        text("Skriv teksten uden tegnet.")),
    "pdf-tekstvirkning": (
        text("Teksten har en virkning, PDF-motoren ikke sætter: {navn}."), _AWAY),
    "pdf-hoejre-mod-venstre": (
        text("Teksten er sat op fra højre mod venstre."), _AWAY),
    "pdf-tekstretning": (text("Teksten er drejet."), _AWAY),
    "pdf-justering": (
        text("Afsnittet har en justering, PDF-motoren ikke sætter: {navn}."),
        text("Brug venstre, centreret, højre eller lige margener.")),
    "pdf-kant": (
        text("Her er en kant af en slags, PDF-motoren ikke sætter: {navn}."),
        text("Brug en enkelt, stiplet eller prikket linje.")),
    "pdf-moenster": (
        text("Baggrunden har et mønster."), text("Brug en ensfarvet baggrund.")),
    "pdf-tabulator": (
        text("Afsnittet har et tabulatorstop af en slags, PDF-motoren ikke sætter: {navn}."),
        text("Brug venstre, centreret eller højre tabulatorstop.")),
    "pdf-nummerering": (
        text("Listen har en nummerering, PDF-motoren ikke sætter: {navn}."),
        text("Brug tal, bogstaver, romertal eller punkttegn.")),
    "pdf-punkttegn": (
        text("Listens punkttegn er et billede eller et ukendt symbol."),
        text("Vælg et almindeligt punkttegn i Word.")),
    "pdf-tabel-flydende": (
        text("En tabel i en tabel er flydende (tekstombrydning er slået til)."),
        text("Vælg tekstombrydning \"Ingen\" i tabellens egenskaber.")),
    "pdf-tabel-celleafstand": (
        text("Tabellen har afstand mellem cellerne."),
        text("Slå afstand mellem celler fra i tabellens indstillinger.")),
    "pdf-tabel-dyb": (
        text("For mange tabeller ligger inde i hinanden."),
        text("Brug højst seks tabeller inde i hinanden.")),
    "pdf-tabel-form": (
        text("Tabellens rækker passer ikke sammen."),
        text("Tegn tabellen på ny i Word.")),
    "pdf-tabel-raekke": (
        text("En række har sine egne tabelegenskaber."),
        text("Giv alle rækker samme egenskaber, eller del tabellen i to.")),
    "pdf-skraa-kant": (text("En celle har en skrå kant."), text("Fjern den skrå kant.")),
    "pdf-sideskift-i-tabel": (
        text("Her er et sideskift i en tabel, et sidehoved eller en sidefod."),
        text("Fjern sideskiftet.")),
    "pdf-spalter": (text("Teksten er sat i spalter."), _AWAY),
    "pdf-spalteskift": (text("Her er et spalteskift."), text("Fjern spalteskiftet.")),
    "pdf-sidekant": (
        text("Siden har en kant, der måles fra teksten eller kun står på nogle af siderne."),
        text("Vælg \"Mål fra sidens kant\" og alle sider i Word, eller fjern kanten.")),
    "pdf-sidebaggrund": (text("Siden har en baggrundsfarve."), _AWAY),
    "pdf-sidetal": (
        text("Sidetallene er af en slags, PDF-motoren ikke sætter."),
        text("Brug tal, bogstaver eller romertal uden kapitelnummer.")),
    "pdf-sektion": (
        text("Sektionen er sat op på en måde, PDF-motoren ikke sætter: {navn}."),
        text("Brug sektionsskiftet \"Næste side\".")),
    "pdf-lige-ulige": (
        text("Lige og ulige sider har sidehoveder, der ikke er lige høje."),
        text("Gør dem lige høje, eller slå \"Forskellige på lige og ulige sider\" fra.")),
    "pdf-sidestoerrelse": (
        text("Siden er for lille eller for stor, eller margenerne efterlader ingen plads til tekst."),
        text("Vælg et almindeligt papirformat og almindelige margener.")),
    "pdf-linjenumre": (text("Siden har linjenumre."), text("Slå linjenumre fra.")),
    "pdf-link": (
        text("Linket peger på noget, en PDF ikke skal åbne (kun http, https, mailto og tel)."),
        text("Ret linkets adresse, eller fjern linket.")),
    "pdf-udenfor": (
        text("Dokumentet henter indhold fra en anden fil."),
        text("Sæt indholdet ind i dokumentet.")),
    "pdf-vedhaeftning": (
        text("PDF/A-2a tager ingen vedhæftede filer."),
        text("Vælg standarden PDF/A-3a, eller undlad at vedhæfte.")),
    "pdf-vedhaeftning-navn": (
        text("En vedhæftet fil mangler navn, type eller beskrivelse, eller navnet går igen."),
        text("Giv hver vedhæftet fil sit eget navn, sin type og en beskrivelse.")),
    "pdf-standard": (
        text("PDF-standarden kendes ikke eller kan ikke bruges her."),
        text("Brug PDF/UA-1 sammen med PDF/A-2a eller PDF/A-3a.")),
    "pdf-metadata": (
        text("PDF-filen mangler titel eller et gyldigt sprog."),
        text("Angiv en titel og et sprog, for eksempel \"da\".")),
    "pdf-tom": (
        text("Dokumentet har ingen tekst."), text("Skriv teksten i Word, og prøv igen.")),
    "pdf-for-stort": (
        text("Dokumentet er for stort til en PDF-fil."),
        text("Del dokumentet i flere.")),
    "pdf-dybde": (
        text("Dokumentet er bygget op i for mange lag."),
        text("Brug færre lag af lister og tabeller.")),
    "pdf-vaerdi": (
        text("Dokumentet har et mål eller et tal, der ikke kan læses."),
        text("Åbn dokumentet i Word, og gem det igen som .docx.")),
    "pdf-ukendt-fejl": (
        text("Dokumentet kunne ikke sættes som PDF."),
        text("Meld fejlen, gerne med en kopi uden personoplysninger.")),
}


_BY_NOBODY = frozenset((
    "pdf-xml", "pdf-dtd", "pdf-ikke-word", "pdf-billede-alternativ-tekst", "pdf-billede-stoerrelse",
    "pdf-billede-fil", "pdf-billede-mangler", "pdf-billede-afskaaret", "pdf-sporede-aendringer",
    "pdf-ord-langt", "pdf-sidestoerrelse", "pdf-link", "pdf-udenfor", "pdf-vedhaeftning",
    "pdf-vedhaeftning-navn", "pdf-standard", "pdf-metadata", "pdf-tom", "pdf-dybde", "pdf-for-stort"))
"""What LibreOffice is not asked to set either, or sets no better."""


def problem(code: str, place: str, **values: object) -> Problem:
    """One refusal as a value; `values` name a kind, a font or a character code, never text."""
    message, remedy = _REASONS[code]
    if code not in _BY_NOBODY:
        remedy = text("{raad} Eller vælg --engine auto (kræver LibreOffice).", raad=remedy)
    part, comma, rest = place.partition(",")
    path = f"{named(part)}{comma}{rest}"
    if not isinstance(place, Place):
        return Problem(path, code, TITLE, _filled(message, values), remedy)
    return Problem(path, code, TITLE, _filled(message, values), remedy, place=place.shown,
                   words=place.words)


def final(problem: Problem) -> Problem:
    """The refusal without the way out by another engine, for where that was the other engine's."""
    if problem.code not in _REASONS:
        return problem
    return replace(problem, remedy=_REASONS[problem.code][1])


def _filled(message: Text, values: dict[str, object]) -> Text:
    used = sorted((name, value) for name, value in values.items()
                  if f"{{{name}}}" in message.danish)
    return Text(message.danish, tuple(used))


class Refusals:
    """Every refusal of one document, in the order met and each but once in a place."""

    def __init__(self) -> None:
        self._problems: dict[Problem, Problem] = {}

    def add(self, code: str, place: str, **values: object) -> None:
        """Note one refusal."""
        self.take([problem(code, place, **values)])

    def take(self, problems: Iterable[Problem]) -> None:
        """Note refusals made elsewhere."""
        for each in problems:
            self._problems.setdefault(replace(each, words=""), each)

    def __len__(self) -> int:
        return len(self._problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._problems.values())

    def check(self) -> None:
        """Raise DocumentRefused with all refusals, where there are any."""
        if self._problems:
            raise DocumentRefused(self)
