"""The last stage before a letter is written, where it is to be encrypted."""

from __future__ import annotations

from dataclasses import replace

from pipeline.errors import Problem, UsageError, text
from pipeline.flow import Produced
from pipeline.passwords import Password
from pipeline.pdf.encrypted import encrypted, no_archive


def locked(letter: Produced, password: Password | None) -> Produced:
    """The letter with every PDF of it encrypted, or as it is where there is no password.

    Raises UsageError where one of its files is no PDF: that would lie beside it for all to read.
    """
    if password is None:
        return letter
    if not all(suffix.endswith("pdf") for suffix in letter.files):
        raise UsageError([Problem("--encrypt", "krypteret-kun-pdf", text("Kryptering"), text(
            "Kun PDF-filer kan krypteres."), text("Lav kun PDF: --format pdf."))])
    files = {suffix: encrypted(data, password) for suffix, data in letter.files.items()}
    return replace(letter, files=files, warnings=(*letter.warnings, no_archive()))
