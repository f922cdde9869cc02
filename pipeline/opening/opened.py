"""A file that comes back, opened: its data, and the proof of them. Read `opened()` as the contents."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from pipeline.carried.envelope import as_bytes, of_bytes
from pipeline.carried.payload import CARRIED, TITLE
from pipeline.carried.pdf import in_pdf
from pipeline.carried.word import in_docx
from pipeline.errors import DataError, PipelineError, Problem, TemplateError, text
from pipeline.forms import told
from pipeline.forms.blank.filled import is_word
from pipeline.forms.heads import sized
from pipeline.forms.limits import MAX_BYTES
from pipeline.forms.mapping.tocase import LACKING
from pipeline.forms.room import room
from pipeline.opening.beside import beside
from pipeline.opening.migrations import STEPS, Step, migrated
from pipeline.opening.paper import paper
from pipeline.opening.proof import judged
from pipeline.opening.verdict import Opened
from pipeline.templateset import Templates
from pipeline.validation import problems_of

if TYPE_CHECKING:
    from pipeline.forms.mapping import FormMap

HIDDEN = "beskyttet"
"""What stands in the place of an address that the document's reader may not see: no field of a case."""


def opened(data: bytes, templates: Templates = None, mapping: FormMap | None = None, name: str = "",
           steps: Sequence[Step] = STEPS) -> Opened:
    """What a file holds, and whether its pages say the same; nothing in it is run or believed.

    `mapping` is for a filled form that is not ours; `name` is what messages call the file. A file
    that is broken, locked or made to harm has no data, and its problems say why. Raises UsageError
    for a lost template folder, TemplateError for a mapping, MachineError.
    """
    digest = hashlib.sha256(data).hexdigest()
    try:
        found = attached(data)
        if len(found) > 1:
            raise _two()
        if found:
            return _document(data, found[0], digest, templates, steps)
        return _form(data, digest, mapping, name) or _nothing(data, digest)
    except DataError as error:
        return Opened("nothing", "no-data", digest, problems=error.problems)


def attached(data: bytes) -> tuple[bytes, ...]:
    """What the file carries under our name, read in a process of its own. Raises DataError."""
    if not is_word(data):
        sized(data)
        found: tuple[bytes, ...] = room().run(in_pdf, data)
        return found
    if len(data) > MAX_BYTES:
        raise told.too_large(MAX_BYTES // 2**20)
    parts: tuple[bytes, ...] = room().run(in_docx, data)
    return parts


def _document(data: bytes, held: bytes, digest: str, templates: Templates,
              steps: Sequence[Step]) -> Opened:
    """A letter of ours with its data."""
    try:
        written = of_bytes(held)
        intact = as_bytes(written) == held
        if written.sag.get("skema") != written.schema:
            raise _two_schemas()
        sag, done = migrated(written.sag, steps)
    except DataError as error:
        return Opened("carried", "no-data", digest, problems=error.problems)
    carried = replace(written, sag=sag, schema=str(sag["skema"]))
    wrong = _invalid(sag)
    form: Literal["pdf", "docx"] = "docx" if is_word(data) else "pdf"
    judgement = judged(data, form, carried, intact, templates)
    verdict = "mismatch" if wrong and judgement.verdict == "proven" else judgement.verdict
    proven = verdict == "proven"
    return Opened("carried", verdict, digest, sag, judgement.proof if proven else "",
                  judgement.passages, (*judgement.problems, *wrong),
                  _beside(carried, templates) if proven else (), carried, carried.kind,
                  judgement.signed, done)


def _beside(carried: Any, templates: Templates) -> tuple[str, ...]:
    """What the pages do not tell; nothing where no pages can be made of the data."""
    try:
        return beside(carried, templates)
    except PipelineError:
        return ()


def _invalid(sag: Mapping[str, Any]) -> tuple[Problem, ...]:
    """What the schema has against the data, but for what its readers may not see and so is not there."""
    return tuple(each for each in problems_of(sag, "sag") if each.code not in LACKING
                 and not (each.code == "ukendt-felt" and each.path.endswith(f".{HIDDEN}")))


def _form(data: bytes, digest: str, mapping: FormMap | None, name: str) -> Opened | None:
    """A filled form; None where the file has no fields."""
    from pipeline.opening.forms import form

    try:
        return form(data, digest, mapping, name)
    except TemplateError as error:
        if mapping is not None:
            raise
        raise DataError(error.problems) from None


def _nothing(data: bytes, digest: str) -> Opened:
    """A file without data, and which kind of file it seems to be."""
    scanned = not is_word(data) and not any(each.strip() for each in room().run(paper, data).pages)
    message = text("Filen er kun billeder, som når noget er scannet ind, og har ingen data.") \
        if scanned else text("Filen har ingen data med, som programmet kan læse.")
    return Opened("nothing", "no-data", digest, problems=(Problem("", "ingen-data", TITLE, message, text(
        "Bed om filen, som den blev lavet eller udfyldt: et print, en scanning og en kopi uden data kan "
        "ikke læses.")),))


def _two() -> DataError:
    return DataError([Problem(CARRIED, "data-to-gange", TITLE, text(
        "Filen har data med flere gange, og det kan ikke ses, hvilke der gælder."), text(
        "Bed om filen igen, som den blev lavet."))])


def _two_schemas() -> DataError:
    return DataError([Problem("skema", "skema-modsiger", TITLE, text(
        "Filens data siger to steder, hvilken udgave af skemaet de følger, og ikke det samme."), text(
        "Bed om filen igen, som den blev lavet."))])
