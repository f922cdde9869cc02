"""Forms made to do harm, each by the way it tries; made when they are asked for."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from functools import cache

from tests.forms.making import field, form, pdf, stream

GOOD = form(field("a"))
PACKED_TWICE = "/Filter[/FlateDecode/FlateDecode]"
Objects = dict[int, str | bytes]


def one(extra: Mapping[int, str | bytes], fields: str = "9 0 R") -> bytes:
    """A form with a field `a` on its page, and these objects beside or instead of its own."""
    return pdf({
        1: f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{fields}]>>>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Annots[9 0 R]>>",
        9: f"<</Type/Annot/Subtype/Widget/F 4{field('a')}>>", **extra})


def deep(levels: int = 5_000) -> bytes:
    chain: Objects = {20 + level: f"<</T(x)/Kids[{21 + level} 0 R]/Parent {19 + level} 0 R>>"
                      for level in range(levels)}
    last = 20 + levels
    return one({**chain, last: f"<<{field('bund')}/Parent {last - 1} 0 R>>"}, "20 0 R 9 0 R")


@cache
def bomb(megabytes: int = 300) -> bytes:
    """So much of nothing, packed twice: a few hundred bytes."""
    packer = zlib.compressobj(9)
    inner = b"".join(packer.compress(bytes(2**20)) for _ in range(megabytes)) + packer.flush()
    return zlib.compress(inner, 9)


def bombed(body: str, entries: str = "") -> bytes:
    """A field of this body, with a bomb as object 30."""
    return one({30: stream(bomb(), PACKED_TWICE + entries), 9: f"<</Subtype/Widget{body}>>"})


def bombed_page() -> bytes:
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 30 0 R/Annots[9 0 R]>>"
    return one({3: page, 30: stream(bomb(), PACKED_TWICE)})


def fields(count: int) -> bytes:
    listed = " ".join(f"{number} 0 R" for number in range(20, 20 + count))
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Annots[{listed}]>>"
    widgets: Objects = {number: f"<</Subtype/Widget{field(f'f{number}')}>>"
                        for number in range(20, 20 + count)}
    return one({3: page, **widgets}, listed)


def pages(count: int = 300) -> bytes:
    listed = " ".join(f"{number} 0 R" for number in range(20, 20 + count))
    return one({2: f"<</Type/Pages/Kids[3 0 R {listed}]>>",
                **dict.fromkeys(range(20, 20 + count), "<</Type/Page/Parent 2 0 R>>")})


def options(count: int) -> bytes:
    return one({9: f"<</Subtype/Widget{field('a', 'Ch')}/Opt[{'(a)' * count}]>>"})


def rings() -> bytes:
    ring = {20: "<</T(x)/Kids[21 0 R]>>", 21: "<</T(y)/Kids[22 0 R]>>", 22: "<</T(z)/Kids[20 0 R]>>"}
    return one(ring, "20 0 R 9 0 R")


def parents() -> bytes:
    return one({20: "<</T(x)/FT/Tx/Parent 21 0 R>>", 21: "<</T(y)/Parent 20 0 R>>",
                9: "<</Subtype/Widget/Rect[0 0 9 9]/Parent 20 0 R>>"})


def changed(old: bytes, new: bytes) -> Callable[[], bytes]:
    assert old in GOOD
    return lambda: GOOD.replace(old, new)


WAYS: dict[str, Callable[[], bytes]] = {
    "a kid is its own parent": lambda: one(
        {20: "<</T(x)/Kids[20 0 R]/Parent 20 0 R>>"}, "20 0 R 9 0 R"),
    "kids in a ring": rings,
    "parents in a ring": parents,
    "pages in a ring": lambda: one({2: "<</Type/Pages/Kids[2 0 R 3 0 R]/Parent 2 0 R>>"}),
    "5,000 levels of fields": deep,
    "references to themselves": lambda: one({30: "30 0 R", 9: "<</T 30 0 R/FT/Tx/Rect 30 0 R>>"}),
    "a bomb for a value": lambda: bombed(field("a", entries="/V 30 0 R")),
    "a bomb for a button's looks": lambda: bombed(
        field("a", "Btn", "/AP<</N<</Off 30 0 R/Ja 30 0 R>>>>"), "/Subtype/Form/BBox[0 0 9 9]"),
    "a bomb for a page": bombed_page,
    "a value of 40 MB": lambda: one({
        30: stream(zlib.compress(b"a" * 40_000_000), "/Filter/FlateDecode"),
        9: f"<</Subtype/Widget{field('a')}/V 30 0 R>>"}),
    "3 million options": lambda: options(3_000_000),
    "30,000 options": lambda: options(30_000),
    "100,000 nested arrays": lambda: one({
        30: "[" * 100_000 + "]" * 100_000, 9: f"<</Subtype/Widget{field('a', 'Ch')}/Opt 30 0 R>>"}),
    "100,000 fields": lambda: fields(100_000),
    "6,000 fields": lambda: fields(6_000),
    "400,000 objects": lambda: one(dict.fromkeys(range(20, 400_020), "<<>>")),
    "300 pages": pages,
    "a table of contents in a ring": changed(b"/Root", b"/Prev 9/Root"),
    "a table of contents somewhere else": changed(b"startxref\n", b"startxref\n9"),
    "half of a form": lambda: GOOD[:len(GOOD) // 2],
    "all but the end of a form": lambda: GOOD[:-200],
    "nothing but noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4_000,
    "numbers nobody can count to": changed(b"[50 700 250 720]", b"[-9e99 1e308 9e99 -1e308]"),
    "flags without end": changed(b"/F 4", b"/Ff 99999999999999999999/MaxLen 99999999999999999"),
    "a field larger than any page": changed(b"[50 700 250 720]", b"[0 0 99999999 99999999]"),
    "a comb of a billion": changed(b"/F 4", b"/Ff 16777216/MaxLen 1000000000"),
    "letters of no size": changed(b"/Helv 12 Tf", b"/Helv 1e-30 Tf"),
    "letters of any size": changed(b"/Helv 12 Tf", b"/Helv 1e300 Tf"),
}


@cache
def harmful(way: str) -> bytes:
    """The form that tries it in this way."""
    return WAYS[way]()
