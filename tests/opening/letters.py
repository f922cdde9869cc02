"""Letters of ours that carry their data, and what people and programs do to them on the way."""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pipeline.carried.envelope import as_bytes, of_bytes
from pipeline.carried.payload import CARRIED, Carried
from pipeline.carried.pdf import in_pdf
from pipeline.flow import produce, reproduce
from pipeline.opening.beside import beside, put
from tests.cases import steps
from tests.conftest import job_for, sample

SMALLEST: Mapping[str, str] = {
    "ansoegning-hjemmetraening": "bo-kun-det-noedvendige",
    "ansoegning-tabt-arbejdsfortjeneste": "bo-kun-det-noedvendige",
    "tilsynsrapport": "bo-kun-det-noedvendige", "partshoering": "bo-kun-det-noedvendige",
    "revurdering": "bo-kun-det-noedvendige", "hoeringssvar": "thea-forlaengelse",
    "ansoegning-udgifter": "oskar-to-love", "tilbud": "oskar-to-love", "evaluering": "oskar-to-love",
    "kvitteringsbrev": "oskar-to-love", "indkaldelse": "oskar-to-love", "afgoerelse": "oskar-to-love",
    "ophoer": "oskar-to-love"}
"""For every kind the sample with the least in it."""


@functools.cache
def letter(kind: str = "revurdering", name: str = "", *, carry: bool = True) -> Mapping[str, bytes]:
    """The files of a letter's first copy, by suffix."""
    case = sample(name or SMALLEST[kind])
    return produce(case, replace(job_for(case, kind, nr=None), carry=carry))[0].files


def data_of(pdf: bytes) -> Carried:
    (held,) = in_pdf(pdf)
    return of_bytes(held)


@functools.cache
def hidden(kind: str = "revurdering") -> tuple[str, ...]:
    """The paths of what the letter's pages say nothing of."""
    return beside(data_of(letter(kind)["pdf"]))


def other(carried: Carried, path: str, value: Any) -> Carried:
    """The same data with another value at a path of the case."""
    return replace(carried, sag=put(carried.sag, tuple(steps(path)), value))


def remade(carried: Carried, form: str = "pdf") -> bytes:
    """What the program makes of these data."""
    return reproduce(carried).files[form]


def with_data(pdf: bytes, held: bytes) -> bytes:
    """The PDF with these bytes in the place of its data: what a hand with a PDF program does."""
    def change(document: Any) -> None:
        document.attachments[CARRIED].obj["/EF"]["/F"].write(held)

    return saved(pdf, change)


def with_text(pdf: bytes, old: bytes, new: bytes) -> bytes:
    """The PDF with its data changed as a text editor would."""
    held = as_bytes(data_of(pdf))
    assert held.count(old) >= 1, old
    return with_data(pdf, held.replace(old, new, 1))


def saved(pdf: bytes, change: Callable[[Any], object] = lambda _: None, **how: Any) -> bytes:
    """The PDF, changed and saved by qpdf."""
    import pikepdf

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(target, **how)
    return target.getvalue()


def of_parts(docx: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The Word file with each part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(
            target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target.getvalue()
