"""PDF forms written by hand, object by object, as small as they can be."""

from __future__ import annotations

from collections.abc import Mapping

NOTHING = b"<<>>"
FIRST = 10
"""The number of the first widget's object; those of further objects are the test's own."""


def pdf(objects: Mapping[int, str | bytes], trailer: str = "") -> bytes:
    """A file of these objects; number 1 is the catalog."""
    parts, at, places = [b"%PDF-1.7\n"], 9, {}
    for number, body in sorted(objects.items()):
        data = body if isinstance(body, bytes) else body.encode("latin-1")
        places[number] = at
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, data))
        at += len(parts[-1])
    last = max(objects)
    rows = [b"0000000000 65535 f \n"] + [
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
        for number in range(1, last + 1)]
    parts.append(b"xref\n0 %d\n%s" % (last + 1, b"".join(rows)))
    parts.append(f"trailer\n<</Size {last + 1}/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF\n".encode())
    return b"".join(parts)


def stream(data: str | bytes, entries: str = "") -> bytes:
    """A stream's object."""
    body = data if isinstance(data, bytes) else data.encode("latin-1")
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries.encode("latin-1"), len(body), body)


def form(*widgets: str, acroform: str = "", page: str = "", root: str = "", fields: str | None = None,
         more: Mapping[int, str | bytes] | None = None, trailer: str = "", content: str = "",
         annots: str = "") -> bytes:
    """One page of 600 by 800 points with these widgets, which are the form's fields too."""
    numbers = [FIRST + number for number in range(len(widgets))]
    listed = " ".join(f"{number} 0 R" for number in numbers)
    tops = listed if fields is None else fields
    return pdf({
        1: f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{tops}]{acroform}>>{root}>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Annots[{listed}{annots}]"
           f"/Resources<<>>{page}>>",
        4: stream(content),
        **{number: f"<</Type/Annot/Subtype/Widget/F 4{body}>>"
           for number, body in zip(numbers, widgets, strict=True)},
        **(more or {}),
    }, trailer)


def field(name: str, kind: str = "Tx", entries: str = "", *, at: tuple[int, int] = (50, 700),
          size: tuple[int, int] = (200, 20)) -> str:
    """A widget that is a field itself."""
    left, low = at
    return (f"/FT/{kind}/T({name})/Rect[{left} {low} {left + size[0]} {low + size[1]}]"
            f"/DA(/Helv 12 Tf 0 g){entries}")


def box(name: str, on: str = "Ja", entries: str = "", **where: tuple[int, int]) -> str:
    """A check box with a state of this name, whose looks are objects 80 (on) and 81 (off)."""
    looks = f"/AP<</N<</{on} 80 0 R/Off 81 0 R>>>>/AS/Off"
    return field(name, "Btn", f"{looks}/MK<</CA(4)/BC[0]>>{entries}", **{"size": (20, 20), **where})


LOOKS = {
    80: stream("0 0 20 20 re f", "/Type/XObject/Subtype/Form/BBox[0 0 20 20]"),
    81: stream("0 0 20 20 re S", "/Type/XObject/Subtype/Form/BBox[0 0 20 20]"),
}


def radios(name: str, *states: str, entries: str = "") -> tuple[str, dict[int, str | bytes]]:
    """A row of radio buttons: what to pass as `fields`, and the objects; the widgets come from 20 on."""
    kids = " ".join(f"{20 + number} 0 R" for number in range(len(states)))
    objects: dict[int, str | bytes] = {
        **LOOKS, 19: f"<</FT/Btn/Ff 49152/T({name})/V/Off/Kids[{kids}]{entries}>>"}
    for number, state in enumerate(states):
        objects[20 + number] = (
            f"<</Type/Annot/Subtype/Widget/F 4/Parent 19 0 R/Rect[{50 + 30 * number} 600 "
            f"{70 + 30 * number} 620]/AP<</N<</{state} 80 0 R/Off 81 0 R>>>>/AS/Off/MK<</CA(l)>>>>")
    return "19 0 R", objects


def radio_form(name: str, *states: str, entries: str = "") -> bytes:
    """A form with a row of radio buttons and nothing else."""
    tops, objects = radios(name, *states, entries=entries)
    kids = " ".join(f"{20 + number} 0 R" for number in range(len(states)))
    return form(fields=tops, more=objects, annots=kids)
