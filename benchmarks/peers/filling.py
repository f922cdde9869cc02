"""A form of 60 fields: ours in its bounded process, plain pypdf, and PyPDFForm."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from pypdf import PdfReader

from benchmarks import forms
from benchmarks.peers import workers
from benchmarks.peers.equal import Differs
from benchmarks.peers.workers import Absent
from benchmarks.table import compared, title
from benchmarks.timing import burst, paired
from pipeline.forms.room import Room

ROUNDS, BURST = 10, 3
READING = (
    "The same 48 texts and 12 boxes; what each writes is read back and compared before anything is "
    "timed. Ours pays for another process, bounded in memory and time, for reading every value back "
    "and for looking whether each letter can be seen; the others write and leave it there. The floor "
    "is reading the form and writing it again with pypdf, nothing filled in.")


def rows() -> None:
    data = forms.sixty()
    wanted = forms.values(0)
    sides: dict[str, Callable[[int], object]] = {}
    absent: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as name, Room() as room:
        same(room.fill(data, wanted).pdf, wanted, "hjemmetraening")
        same(forms.plain(data, wanted), wanted, "pypdf")
        sides["ours"] = lambda n: room.fill(data, forms.values(n))
        sides["plain pypdf, without a look"] = lambda n: forms.plain(data, forms.values(n))
        sides["floor"] = lambda _: forms.plain(data, {})
        try:
            with workers.python() as worker:
                who = f"PyPDFForm {workers.version(worker, 'PyPDFForm')}"
                source, target = Path(name) / "blanket.pdf", Path(name) / "udfyldt.pdf"
                source.write_bytes(data)
                worker.ask("pypdfform", source=str(source), values=wanted, out=str(target))
                same(target.read_bytes(), wanted, who)
                sides[who] = lambda n: worker.timed(
                    "pypdfform", source=str(source), values=forms.values(n))
                taken = _taken(sides)
        except Absent as missing:
            absent["PyPDFForm"] = str(missing)
            taken = _taken(sides)
    title("A PDF form of 60 fields, filled, warm", READING)
    floor = ("read and written again by pypdf", taken.pop("floor"))
    compared("a form in memory to a filled one in memory", taken.pop("ours"), taken | absent, floor)


def _taken(sides: Mapping[str, Callable[[int], object]]) -> dict[str, list[float]]:
    return dict(zip(sides, paired(*(burst(side, BURST) for side in sides.values()), rounds=ROUNDS),
                    strict=True))


def same(pdf: bytes, wanted: Mapping[str, str | bool], who: str) -> None:
    """Every field holds what was written. Raises Differs, naming how many do not."""
    fields = PdfReader(io.BytesIO(pdf)).get_fields() or {}
    states = {True: "/Ja", False: "/Off"}
    wrong = [name for name, value in wanted.items()
             if fields[name].value != (states[value] if isinstance(value, bool) else value)]
    if wrong:
        raise Differs(f"{who}: {len(wrong)} of {len(wanted)} fields do not hold what was written")
