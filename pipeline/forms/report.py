"""What came of filling a form: what was written, and all that is not as it was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.errors import Problem, Text, text
from pipeline.forms import told


@dataclass(frozen=True, slots=True)
class Report:
    """Fields are told by their full names; what they hold is kept out of every message."""

    filled: tuple[str, ...] = ()
    """Written, read back and found equal; those that were emptied are among them."""
    overflowed: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The rest of a text there was no room for. The whole text is in the field; it is not seen."""
    cut: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the form's own bound on letters cut off: it is in the file nowhere."""
    small: tuple[str, ...] = ()
    """Set smaller than can be read on paper, because there was no room."""
    unknown: tuple[str, ...] = ()
    """No field has that name."""
    without_option: tuple[str, ...] = ()
    """The field has no such choice."""
    unfit: tuple[str, ...] = ()
    """The value is of a kind the field cannot hold: a tick for a text, or a button to press."""
    too_long: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    """The form lets nobody write there."""
    stale: tuple[str, ...] = ()
    """The form would work it out by a script, and it was not given."""
    unpainted: tuple[str, ...] = ()
    """It held letters before that cannot be set, so its old looks were left."""
    password_dropped: bool = False
    """The form was locked against changes; the copy is not."""
    xfa_dropped: bool = False
    """The form had a second self that only Adobe's programs show; the copy has not."""
    rights_dropped: bool = False
    """The form had rights for Adobe Reader, which hold for nothing that is changed."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of it as problems; errors are values that are not in the form as they were given."""
        return tuple(_told(self))

    @property
    def whole(self) -> bool:
        """Whether every value is in the form, and all of it is seen."""
        return all(each.severity != "fejl" for each in self.problems)


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form and what is to be said of it."""

    pdf: bytes = field(repr=False)
    report: Report


def _told(report: Report) -> Iterator[Problem]:
    for names, code, message, remedy in _errors(report):
        yield from (told.problem(code, message, remedy, name) for name in names)
    for names, code, message, remedy in _warnings(report):
        yield from (told.problem(code, message, remedy, name, "advarsel") for name in names)
    yield from _dropped(report)


def _dropped(report: Report) -> Iterator[Problem]:
    """What the copy does not have of the form."""
    again = text("Lås kopien igen, hvis det er nødvendigt.")
    nothing = text("Det skal være sådan; du skal ikke gøre noget.")
    for dropped, code, message, remedy in (
        (report.password_dropped, "laas-fjernet",
         text("Formularen var låst mod ændringer. Den udfyldte kopi er ikke låst."), again),
        (report.xfa_dropped, "xfa-fjernet",
         text("Formularens XFA-udgave er fjernet fra den udfyldte kopi."), nothing),
        (report.rights_dropped, "rettigheder-fjernet",
         text("Formularens særlige rettigheder til Adobe Reader er fjernet fra kopien."), nothing),
    ):
        if dropped:
            yield told.problem(code, message, remedy, severity="advarsel")


_Row = tuple[tuple[str, ...], str, Text, Text]


def _errors(report: Report) -> Iterator[_Row]:
    yield (report.unknown, "ukendt-felt", text("Formularen har intet felt med det navn."),
           text("Se felternes navne med forms inspect."))
    yield (report.without_option, "valg-findes-ikke", text("Feltet har ikke den valgmulighed."),
           text("Se valgmulighederne med forms inspect."))
    yield (report.unfit, "forkert-slags", text("Værdien passer ikke til feltets slags."), text(
        "Brug tekst til tekstfelter, true eller false til afkrydsning og en liste til lister."))
    yield told_too_long(report)
    yield (tuple(report.overflowed), "ikke-plads", text(
        "Der er ikke plads til hele teksten, så slutningen kan ikke ses."),
        text("Forkort teksten, eller vedlæg den som bilag."))
    yield (tuple(report.cut), "afkortet", text(
        "Formularen tillader færre tegn i feltet, så slutningen er skåret af."),
        text("Forkort teksten, eller vedlæg den som bilag."))


def told_too_long(report: Report) -> _Row:
    """The values that are too long to be tried at all."""
    one = told.too_long("")
    return report.too_long, "vaerdi-for-lang", one.message, one.remedy


def _warnings(report: Report) -> Iterator[_Row]:
    yield (report.small, "smaa-bogstaver", text(
        "Teksten er sat med meget små bogstaver, for at der er plads til den."),
        text("Forkort teksten, hvis den skal læses på papir."))
    yield (report.skipped, "skrivebeskyttet", text("Feltet er skrivebeskyttet og er ikke ændret."),
           text("Fjern feltet fra det, der skal udfyldes."))
    yield (report.stale, "ikke-beregnet", text(
        "Formularen beregner selv feltet med et script, som ikke er kørt. Det kan være forkert."),
        text("Udfyld også dette felt, eller åbn formularen i et PDF-program, der kører scripts."))
    yield (report.unpainted, "ikke-tegnet", text(
        "Feltet indeholdt i forvejen tegn, der ikke kan sættes. Det ser ud som før."),
        text("Kontrollér feltet i den udfyldte formular."))
