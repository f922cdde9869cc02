"""A PDF that only opens with a password: AES-256, and still readable to a screen reader."""

from __future__ import annotations

import io

from pipeline.errors import Problem, text
from pipeline.passwords import Password

_ARCHIVE = ("pdfaid:part", "pdfaid:conformance", "pdfaid:amd", "pdfaid:rev")
"""A file that takes a password to open is no archive file, so it must not say that it is one."""


def encrypted(data: bytes, password: Password) -> bytes:
    """The same document, its texts, attachments and metadata encrypted. No two copies are alike.

    Whoever opens it may read, copy and print it, fill in its form and have it read aloud.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/Metadata" in pdf.Root:
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
                for claim in _ARCHIVE:
                    if claim in metadata:
                        del metadata[claim]
        made = io.BytesIO()
        pdf.save(made, encryption=pikepdf.Encryption(
            owner=password.words, user=password.words, R=6, aes=True, metadata=True,
            allow=pikepdf.Permissions(modify_assembly=False, modify_other=False)))
    return made.getvalue()


def opens(data: bytes, password: Password) -> bool:
    """Whether a PDF is encrypted, and with this password."""
    import pikepdf

    try:
        pikepdf.open(io.BytesIO(data)).close()
    except pikepdf.PasswordError:
        pass
    except pikepdf.PdfError:
        return False
    else:
        return False
    try:
        with pikepdf.open(io.BytesIO(data), password=password.words) as pdf:
            return bool(pdf.is_encrypted)
    except (pikepdf.PasswordError, pikepdf.PdfError):
        return False


def no_archive() -> Problem:
    """What is lost by it."""
    return Problem("", "krypteret-ikke-arkiv", text("Kryptering"), text(
        "En krypteret PDF er ikke en arkivfil (PDF/A), og den kan ikke åbnes uden kodeordet."), text(
        "Gem også et eksemplar uden kryptering dér, hvor sagen arkiveres."), "advarsel")
