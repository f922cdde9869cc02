"""What is said of forms: refusals and defects, each with its code and never with what a field holds."""

from __future__ import annotations

from pipeline.errors import DataError, MachineError, Problem, Severity, Text, text

TITLE = text("Formular")


def problem(code: str, message: Text, remedy: Text, path: str = "",
            severity: Severity = "fejl") -> Problem:
    """A problem with a form, or with one of its fields: then `path` is the field's full name."""
    return Problem(path, f"formular-{code}", TITLE, message, remedy, severity)


def refused(code: str, message: Text, remedy: Text) -> DataError:
    """The error that says that a whole file is refused."""
    return DataError([problem(code, message, remedy)])


def empty() -> DataError:
    """A file of no bytes."""
    return refused("tom-fil", text("Filen er tom."), text("Hent formularen igen."))


def word() -> DataError:
    """A Word document, a spreadsheet or another package by the name of a PDF."""
    return refused(
        "ikke-pdf", text("Filen er ikke en PDF. Den ligner et Word-dokument eller et regneark."),
        text("Gem dokumentet som PDF, eller brug den rigtige fil."))


def no_pdf() -> DataError:
    """Something else."""
    return refused("ikke-pdf", text("Filen er ikke en PDF."), text("Vælg en PDF-fil."))


def unreadable() -> DataError:
    """A PDF in pieces."""
    return refused("ulaeselig", text("PDF-filen er beskadiget og kan ikke læses."),
                   text("Hent filen igen, eller åbn den i et PDF-program, og gem den på ny."))


def too_large(megabytes: int) -> DataError:
    """A file of too many bytes."""
    return refused("for-stor", text("Filen fylder mere end {antal} MB.", antal=megabytes),
                   text("Brug formularen selv, uden bilag og indscannede sider."))


def too_many_pages(most: int) -> DataError:
    """A file of too many pages."""
    return refused("for-mange-sider", text("Filen har mere end {antal} sider.", antal=most),
                   text("Tag kun de sider med, som formularen består af."))


def too_many_fields(most: int) -> DataError:
    """A form of too many fields, or a choice of too many options."""
    return refused("for-mange-felter", text(
        "Formularen har mere end {antal} felter eller valgmuligheder.", antal=most), text(
        "Del formularen i flere filer."))


def too_long(path: str) -> Problem:
    """A value of too many bytes."""
    return problem("vaerdi-for-lang", text("Teksten til feltet er for lang."),
                   text("Forkort teksten, eller vedlæg den som bilag."), path)


def too_heavy() -> DataError:
    """A file that takes too long, or too much memory, to read."""
    return refused("for-tung", text(
        "Filen tager for lang tid eller kræver for meget hukommelse at læse."), text(
        "Åbn filen i et PDF-program, og gem den på ny. Hjælper det ikke, så brug en anden udgave."))


def crashed() -> DataError:
    """A file that brought down the process reading it."""
    return refused("nedbrud", text(
        "Det program, der læser formularer, gik ned, da det læste filen. Resten er ikke berørt."), text(
        "Åbn filen i et PDF-program, og gem den på ny. Hjælper det ikke, så brug en anden udgave."))


def stopped() -> MachineError:
    """The process was ended from outside, or never began: nothing is known of the file."""
    return MachineError([problem("afbrudt", text(
        "Den proces, der skulle læse filen, endte før tiden, uden at det ser ud til at være filens "
        "skyld. Det sker, når maskinen mangler hukommelse."), text(
        "Prøv igen, når der kører mindre på maskinen."))])


def password() -> DataError:
    """A file that only opens with a password."""
    return refused("adgangskode", text("PDF-filen kan kun åbnes med en adgangskode."),
                   text("Få en udgave uden adgangskode."))


def certificate() -> DataError:
    """A file that only opens with a certificate."""
    return refused("certifikat", text("PDF-filen kan kun åbnes med et certifikat."),
                   text("Få en udgave uden kryptering."))


def cipher() -> DataError:
    """A file that is locked in a way nobody here knows."""
    return refused("kryptering", text("PDF-filen er krypteret på en måde, der ikke kendes."),
                   text("Få en udgave uden kryptering."))


def signed() -> Problem:
    """A form that somebody has signed."""
    return problem("signeret", text(
        "Formularen er underskrevet digitalt. Underskriften gælder ikke mere, hvis noget ændres."),
        text("Brug en formular, der ikke er underskrevet."))


def pure_xfa() -> DataError:
    """A form that only Adobe's own programs can show."""
    return refused("kun-xfa", text(
        "Formularen er en XFA-formular, som kun Adobes egne programmer kan vise."),
        text("Bed om formularen som almindelig PDF-formular (AcroForm)."))


def no_fields() -> DataError:
    """A PDF without a field: a scan, say, or a letter."""
    return refused("uden-felter", text("PDF-filen har ingen felter, der kan udfyldes."), text(
        "Brug udgaven med felter. En indscannet formular kan ikke udfyldes."))
