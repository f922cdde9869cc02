"""One form through both, in a process that may die of it."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import time
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.forms_corpus.judging import Marks, judged
from benchmarks.forms_corpus.looking import seen_by_pdfium
from benchmarks.forms_corpus.sides import ours, plain, values
from pipeline.errors import PipelineError
from pipeline.forms.entries import Given
from pipeline.forms.fields import Form
from pipeline.forms.flatten import flatten
from pipeline.forms.inspect import inspect


@dataclass(slots=True)
class Side:
    """What one of the two made of a form."""

    refused: tuple[str, ...] = ()
    seconds: float = 0.0
    marks: Marks = field(default_factory=Counter)
    raised: int = 0


@dataclass(slots=True)
class Record:
    """A form and both sides; `shape` is the same for forms of the same fields."""

    name: str
    shape: str = ""
    fields: int = 0
    refused: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    ours: Side = field(default_factory=Side)
    plain: Side = field(default_factory=Side)
    flat: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """Everything, for programs."""
        sides = {name: {"refused": side.refused, "seconds": side.seconds, "raised": side.raised,
                        "marks": dict(side.marks)}
                 for name, side in (("ours", self.ours), ("plain", self.plain))}
        return {"name": self.name, "fields": self.fields, "refused": self.refused,
                "defects": self.defects, "flat": self.flat, **sides}


def reader() -> Callable[[Path, str], Record]:
    """What each process does with a file to see whether it holds a form, and which."""
    _quiet()
    return read


def judge(both: bool) -> Callable[[Path, Record], Record]:
    """What each process does with a form: fill it, by both if asked."""
    _quiet()
    return lambda path, found: filled_by(path, found, both=both)


def _quiet() -> None:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


def read(path: Path, name: str) -> Record:
    found = Record(name)
    try:
        form = inspect(path.read_bytes())
    except PipelineError as error:
        found.refused = tuple(each.code for each in error.problems)
        return found
    found.shape, found.fields = _shape(form), len(form.fields)
    found.defects = tuple(sorted({each.code for each in form.defects}))
    return found


def filled_by(path: Path, found: Record, *, both: bool) -> Record:
    data = path.read_bytes()
    form = inspect(data)
    wanted = values(form)
    filled = _ours(found.ours, data, form, wanted)
    if filled is not None:
        with contextlib.suppress(PipelineError):
            found.flat = _same(filled)
        if both:
            _plain(found.plain, data, form, wanted)
    return found


def _shape(form: Form) -> str:
    told = repr([(one.name, one.kind, one.options, [each.rect for each in one.widgets])
                 for one in form.fields.values()] + [each.code for each in form.defects])
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def _ours(side: Side, data: bytes, form: Form, wanted: dict[str, Given]) -> bytes | None:
    start = time.perf_counter()
    try:
        filled = ours(data, wanted)
    except PipelineError as error:
        side.refused = tuple(f"{each.code} {each.path}".strip() for each in error.problems)
        return None
    side.seconds = time.perf_counter() - start
    side.marks = judged(data, filled, form, wanted)
    return filled


def _plain(side: Side, data: bytes, form: Form, wanted: dict[str, Given]) -> None:
    start = time.perf_counter()
    try:
        filled, raised = plain(data, form, wanted)
    except Exception as error:
        side.refused = (type(error).__name__,)
        return
    side.seconds, side.raised = time.perf_counter() - start, len(raised)
    try:
        side.marks = judged(data, filled, form, wanted)
    except Exception as error:
        side.refused = (f"unreadable afterwards: {type(error).__name__}",)


def _same(filled: bytes) -> bool:
    """Whether the first page looks the same once it is flattened."""
    from PIL import ImageChops, ImageFilter

    before, after = seen_by_pdfium(filled, 0), seen_by_pdfium(flatten(filled), 0)
    if before is None or after is None or before.size != after.size:
        return False
    blurred = (each.filter(ImageFilter.BoxBlur(1)) for each in (before, after))
    _, most = ImageChops.difference(*blurred).getextrema()
    return bool(most < 60)  # type: ignore[operator]
