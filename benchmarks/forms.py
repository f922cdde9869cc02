"""Filling a form of 60 fields in its bounded process against plain pypdf; and our own blank forms."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator

from pypdf import PdfReader, PdfWriter

from benchmarks import blank_forms
from benchmarks.table import row, title
from benchmarks.timing import median_ms, paired, ratio
from pipeline.forms import proof
from pipeline.forms.fill import fill
from pipeline.forms.room import Room

ROUNDS = 40
WORDS = "Blåbærgrød på Ærø kan også øve ånden"


def rows() -> None:
    data = sixty()
    with Room() as room:
        ours, theirs = paired(lambda number: room.fill(data, values(number)),
                              lambda number: plain(data, values(number)), rounds=ROUNDS)
    title("A form of 60 fields filled, warm, in a process bounded in memory and time")
    row("plain pypdf, in this process, without a look at the result", median_ms(theirs))
    row("hjemmetraening, read back and looked at letter by letter", median_ms(ours))
    row("ratio", ratio(ours, theirs), "x", "goal at most 1.5")
    row("the proof's share", _proof(data), "ms", "goal at most 100")
    blank_forms.rows()


def _proof(data: bytes) -> float:
    """Milliseconds that reading back and looking take."""
    taken: list[float] = []
    real = proof.prove

    def timed(*arguments: object) -> None:
        start = time.perf_counter()
        real(*arguments)  # type: ignore[arg-type]
        taken.append(time.perf_counter() - start)

    with _replaced(timed):
        for number in range(ROUNDS):
            fill(data, values(number))
    return median_ms(taken[3:])


class _replaced:
    """While it lasts, filling proves by another function."""

    def __init__(self, by: Callable[..., None]) -> None:
        self._by = by

    def __enter__(self) -> None:
        from pipeline.forms import fill as filling

        self._module, self._was = filling, filling.prove
        filling.prove = self._by  # type: ignore[assignment]

    def __exit__(self, *_: object) -> None:
        self._module.prove = self._was


def values(number: int) -> dict[str, str | bool]:
    """What is written; no two rounds the same."""
    texts = {f"tekst{field}": f"{WORDS[field % 20:]} {number}" for field in range(48)}
    return {**texts, **{f"boks{field}": (number + field) % 2 == 0 for field in range(12)}}


def plain(data: bytes, wanted: dict[str, str | bool]) -> bytes:
    """As pypdf's own guide has it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    named = {name: value if isinstance(value, str) else "/Ja" if value else "/Off"
             for name, value in wanted.items()}
    for page in writer.pages:
        writer.update_page_form_field_values(page, named, auto_regenerate=False)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def sixty() -> bytes:
    """Two pages with 48 texts and 12 boxes, as a word processor would make them."""
    first, second = (" ".join(f"{20 + number} 0 R" for number in half)
                     for half in (range(30), range(30, 60)))
    bodies: dict[int, str] = {
        1: f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{first} {second}]/DA(/Helv 0 Tf 0 g)"
           "/DR<</Font<</Helv 5 0 R>>>>>>>>",
        2: "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 595 842]>>",
        3: f"<</Type/Page/Parent 2 0 R/Annots[{first}]>>",
        4: f"<</Type/Page/Parent 2 0 R/Annots[{second}]>>",
        5: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        6: _looks("0 0 12 12 re f"), 7: _looks("0 0 12 12 re S")}
    return _file({**bodies, **dict(enumerate(_widgets(), start=20))})


def _file(bodies: dict[int, str]) -> bytes:
    parts, places, at = [b"%PDF-1.7\n"], dict[int, int](), 9
    for number, body in bodies.items():
        places[number] = at
        parts.append(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
        at += len(parts[-1])
    size = max(bodies) + 1
    table = "".join(f"{places.get(number, 0):010} 00000 {'n' if number in places else 'f'} \n"
                    for number in range(size))
    parts.append(f"xref\n0 {size}\n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{at}\n"
                 "%%EOF".encode())
    return b"".join(parts)


def _looks(path: str) -> str:
    return (f"<</Type/XObject/Subtype/Form/BBox[0 0 12 12]/Length {len(path)}>>"
            f"\nstream\n{path}\nendstream")


def _widgets() -> Iterator[str]:
    for number in range(60):
        low = 800 - 25 * (number % 30)
        common = f"<</Type/Annot/Subtype/Widget/F 4/TU(Felt {number})"
        if number < 48:
            flags = 4096 if number % 12 == 0 else 0
            yield (f"{common}/FT/Tx/Ff {flags}/T(tekst{number})/Rect[60 {low} 400 {low + 20}]"
                   "/DA(/Helv 10 Tf 0 g)>>")
        else:
            yield (f"{common}/FT/Btn/T(boks{number - 48})/Rect[60 {low} 72 {low + 12}]/AS/Off"
                   "/AP<</N<</Ja 6 0 R/Off 7 0 R>>>>/MK<</CA(4)>>>>")
