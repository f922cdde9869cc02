"""A foreign file to a PDF's objects, or a refusal that says what the file is instead."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NameObject, NumberObject

from pipeline.errors import DataError, PipelineError
from pipeline.forms import told
from pipeline.forms.heads import sized
from pipeline.forms.objects import resolved


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF that could be opened, and how."""

    reader: PdfReader
    encrypted: bool
    """Whether it was locked with a password that is not needed to open it; a copy is not."""

    @property
    def root(self) -> DictionaryObject:
        """The document's catalog. Raises DataError where there is none."""
        found = resolved(self.reader.trailer.get("/Root"))
        if not isinstance(found, DictionaryObject):
            raise told.unreadable()
        return found


def opened(data: bytes) -> Opened:
    """The file's objects. Raises DataError where it is no PDF, broken or locked."""
    sized(data)
    try:
        found = Opened(PdfReader(io.BytesIO(data)), False)
        if not found.reader.is_encrypted and found.root:
            _measured(found.reader)
            return found
    except MemoryError:
        raise
    except Exception:  # noqa: S110 - what went wrong may quote the file, and the repair comes next
        # Broken files end in whatever reading them ends in, AttributeError among them.
        pass
    return _repaired(data)


def _repaired(data: bytes) -> Opened:
    """A file that is locked or broken, put in order first. Raises DataError where it cannot be."""
    unlocked, locked = _unlocked(data)
    try:
        found = Opened(PdfReader(io.BytesIO(unlocked)), locked)
        _ = found.root
        _measured(found.reader)
    except (PipelineError, MemoryError):
        raise
    except Exception:
        raise told.unreadable() from None
    return found


def _measured(reader: PdfReader) -> None:
    """Say how many objects there are in a file that does not: else it can be read, but not copied."""
    if "/Size" not in reader.trailer:
        tables = (*reader.xref.values(), reader.xref_objStm)
        last = max((max(table, default=0) for table in tables), default=0)
        reader.trailer[NameObject("/Size")] = NumberObject(last + 1)


def _unlocked(data: bytes) -> tuple[bytes, bool]:
    """The same file, whole and without a lock, and whether it had one.

    Raises DataError where that takes a password, or cannot be done.
    """
    import pikepdf  # pypdf needs a package of its own for the ciphers of today

    target = io.BytesIO()
    try:
        with warnings.catch_warnings(action="ignore"), pikepdf.open(io.BytesIO(data)) as pdf:
            locked = pdf.is_encrypted
            pdf.save(target, encryption=False, static_id=True)
    except pikepdf.PasswordError:
        raise told.password() from None
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError):
        raise _closed(data) from None
    return target.getvalue(), locked


def _closed(data: bytes) -> DataError:
    """Why a file could not be unlocked or put in order."""
    if b"/Encrypt" not in data:
        return told.unreadable()
    return told.certificate() if b"PubSec" in data else told.cipher()
