"""Carried data in a PDF: an associated file, as PDF/A-3 has them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pipeline.carried.payload import CARRIED, LONGEST, TITLE
from pipeline.errors import DataError, Problem, text

if TYPE_CHECKING:
    from pipeline.pdf import Attachment

STANDARD = ("ua-1", "a-3a")
"""What a PDF that carries data is: PDF/A-2 takes no attachments."""

MOST = 1_000
"""Attachments that are looked through; a letter has one."""

_PAGES = 5_000


def attachment(data: bytes) -> Attachment:
    """The data as the file that a PDF carries."""
    from pipeline.pdf import Attachment

    return Attachment(CARRIED, data, "application/json",
                      str(text("De oplysninger, dokumentet er lavet af")), "data")


def in_pdf(data: bytes) -> tuple[bytes, ...]:
    """What a PDF carries under our name; there may be none, or more than one.

    The file is foreign: have it read in a process of its own. Raises DataError where it cannot be
    opened, or what it carries is packed as no program of ours packs it, or unpacks beyond bounds.
    """
    with opened(data) as pdf, readable():
        streams: dict[Any, Any] = {}
        for name, spec in specifications(pdf):
            if CARRIED in (name, *names_of(spec)):
                for stream in _streams(spec):
                    streams[stream.objgen] = stream
        return tuple(_unpacked(stream) for stream in streams.values())


def opened(data: bytes) -> Any:
    """A foreign PDF. Raises DataError where it is none, is broken, or takes a password."""
    import pikepdf

    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        raise _refused("filens-data-laast", text("PDF-filen kan kun åbnes med en adgangskode."),
                       text("Få en udgave uden adgangskode.")) from None
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError):
        raise _unreadable() from None


@contextmanager
def readable() -> Iterator[None]:
    """Whatever a PDF in pieces makes reading it stumble over inside is told as that."""
    import pikepdf

    try:
        yield
    except (pikepdf.PdfError, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError,
            ValueError):
        raise _unreadable() from None


def specifications(pdf: Any) -> Iterator[tuple[str, Any]]:
    """Every attached file: by its name in the list of them, of the document itself or of a page.

    One that stands in more than one place comes more than once.
    """
    import pikepdf

    listed = pdf.Root.get("/Names", {})
    tree = listed.get("/EmbeddedFiles") if isinstance(listed, pikepdf.Dictionary) else None
    if isinstance(tree, pikepdf.Dictionary):
        for number, (name, spec) in enumerate(pikepdf.NameTree(tree).items()):
            if number >= MOST:
                raise _too_many()
            yield str(name), spec
    for place in (pdf.Root, *list(pdf.pages)[:_PAGES]):
        for spec in _beside(place):
            yield "", spec


def _beside(place: Any) -> Iterator[Any]:
    """The files that belong to the document or a page, and those pinned on a page."""
    import pikepdf

    own = place.get("/AF")
    pinned = place.get("/Annots")
    found = [*own] if isinstance(own, pikepdf.Array) else []
    found += [note.get("/FS") for note in pinned if isinstance(note, pikepdf.Dictionary)
              and note.get("/Subtype") == "/FileAttachment"] if isinstance(pinned, pikepdf.Array) else []
    if len(found) > MOST:
        raise _too_many()
    yield from (spec for spec in found if isinstance(spec, pikepdf.Dictionary))


def names_of(spec: Any) -> tuple[str, ...]:
    """What an attached file is called, in each of the ways it is said."""
    import pikepdf

    if not isinstance(spec, pikepdf.Dictionary):
        return ()
    return tuple(str(spec[key]) for key in ("/UF", "/F")
                 if isinstance(spec.get(key), pikepdf.String))


def _streams(spec: Any) -> list[Any]:
    import pikepdf

    held = spec.get("/EF") if isinstance(spec, pikepdf.Dictionary) else None
    if not isinstance(held, pikepdf.Dictionary):
        return []
    return [stream for key in ("/UF", "/F")
            if isinstance(stream := held.get(key), pikepdf.Stream)]


def _unpacked(stream: Any) -> bytes:
    """The bytes of an attached file: never more than the bound, whatever they unpack to."""
    import pikepdf

    try:
        raw = bytes(stream.read_raw_bytes())
        if not _is_deflated(stream):
            return _bounded(raw)
        return _bounded(zlib.decompressobj().decompress(raw, LONGEST + 1))
    except (pikepdf.PdfError, zlib.error, RuntimeError, TypeError, ValueError):
        raise _refused("filens-data-pakket", text(
            "Filens data er pakket på en måde, programmet ikke åbner, eller er beskadiget."), text(
            "Bed om filen igen, som den blev lavet.")) from None


def _is_deflated(stream: Any) -> bool:
    """Whether it is deflated, as against not packed at all. Raises ValueError for all else."""
    import pikepdf

    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    parameters = stream.get("/DecodeParms", pikepdf.Array())
    plain = not any(isinstance(each, pikepdf.Dictionary) and "/Predictor" in each for each in (
        parameters if isinstance(parameters, pikepdf.Array) else [parameters]))
    if names not in ([], ["/FlateDecode"]) or not plain:
        raise ValueError
    return bool(names)


def _bounded(data: bytes) -> bytes:
    if len(data) > LONGEST:
        raise _refused("filens-data-for-store", text(
            "Filens data fylder mere end {antal} MB, når de pakkes ud.", antal=LONGEST // 2**20), text(
            "Bed om filen igen, som den blev lavet."))
    return data


def _unreadable() -> DataError:
    return _refused("filens-data-ulaeselig", text("PDF-filen er beskadiget og kan ikke læses."), text(
        "Hent filen igen, eller åbn den i et PDF-program, og gem den på ny."))


def _too_many() -> DataError:
    return _refused("filens-data-for-mange", text(
        "Filen har mere end {antal} filer vedhæftet.", antal=MOST), text(
        "Bed om filen igen, som den blev lavet."))


def _refused(code: str, message: Any, remedy: Any) -> DataError:
    return DataError([Problem("", code, TITLE, message, remedy)])
