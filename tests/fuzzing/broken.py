"""Files broken at random: JSON by its values, packages by their parts, everything by its bytes."""

from __future__ import annotations

import copy
import io
import json
import random
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

from tests.pdf.mutants import W, edited, spoiled

NUMBER_LIKE = [0, -1, 1e308, -0.0, 10**40, 0.1 + 0.2, 1e-9, 2**53 + 1]
HOSTILE = [None, True, "", " ", "\x00", "\ud800", "å" * 5000, "2026-02-30", "2026-13-01", "0000-00-00",
           "99999999-9999", "{{ 7*7 }}", "../../x", "=1+1", [], {}, [[[[[]]]]], {"": {"": {}}}, "NaN",
           {"beskyttet": True}, ["a"] * 2000, "\u202e", "1e999", *NUMBER_LIKE]
RAW = [
    b"NaN", b"Infinity", b"1e999999", b"01", b'"\\ud800"', b"[" * 3000, b"{", b'{"a":1,"a":2}',
    b"\xff", b"\xef\xbb\xbf", b"null", b"1" * 400]
TAGS = [
    "{{ 1/0 }}", "{{ ''.__class__.__mro__ }}", "{{ sag }}", "{{ barn.navn.navn }}",
    "{% for a in b %}", "{% endfor %}", "{%p if x %}", "{%tr for x in ydelser %}", "{{ x|unknown }}",
    "{{", "}}", "{%", "{#", "{{ range(10**9) }}", "{{ 'a' * 10**9 }}", "{% set x = 1 %}",
    "{% include 'klagevejledning' %}", "{% include '../x' %}", "{%p include 'x' %}", "{{ (1,)*10**8 }}",
    "{% while %}", "{{ self }}",
        "{{ barn['navn'] }}", "{{ barn.navn | e | safe }}", "{{r x }}",
        "{% macro x() %}{{ x() }}{% endmacro %}{{ x() }}"]
TOML = [b"1", b"-1", b'""', b"[]", b"{}", b"true", b'"x"', b"2026-01-01", b"1e400", b"nan", b"'''",
        b'"\\u0000"', b"[1, 'a']", b"99999999999999999999", b"07:30:00", b"{a = 1}", b"\xc3\x28",
        b'"2026-02-30"']

NAMES = ["../x.xml", "word/" * 60 + "x", "[Content_Types].xml"]
STORY = re.compile("word/(document|header|footer)")
"""The parts that have words."""


def json_value(value: Any, chance: random.Random) -> Any:
    """The value with a few of its nodes hostile, gone, moved or doubled."""
    value = copy.deepcopy(value)
    for _ in range(chance.randint(1, 4)):
        holder, key = chance.choice(_nodes(value) or [({"": value}, "")])
        match chance.randrange(6):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[chance.choice(["", "barn", "x" * 300, "kommune", "id", "$ref"])] = holder.pop(key)
            case 2 if isinstance(holder, list):
                holder.extend([holder[key]] * chance.choice([1, 1, 50]))
            case 3:
                other, at = chance.choice(_nodes(value))
                holder[key] = copy.deepcopy(other[at])
            case _:
                holder[key] = copy.deepcopy(chance.choice(HOSTILE))
    return value


def _nodes(value: Any) -> list[tuple[Any, Any]]:
    """Every place below a value, as what holds it and its key there."""
    found: list[tuple[Any, Any]] = []
    left = [value]
    while left:
        holder = left.pop()
        if not isinstance(holder, dict | list):
            continue
        keys: Any = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            found.append((holder, key))
            left.append(holder[key])
    return found


def json_bytes(data: bytes, chance: random.Random) -> bytes:
    """A JSON file with its values changed, or its bytes."""
    if chance.random() < 0.7:
        value = json_value(json.loads(data), chance)
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if chance.random() < 0.5:
        at = chance.randrange(len(data))
        return data[:at] + chance.choice(RAW) + data[at:]
    return spoiled(data, chance)


def package(data: bytes, chance: random.Random) -> bytes:
    """A Word file or a workbook with some of its parts changed, or its own bytes."""
    if chance.random() < 0.15:
        return spoiled(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {each.filename: archive.read(each) for each in archive.infolist()}
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(parts))
        match chance.randrange(20):
            case 0 if len(parts) > 1:
                del parts[name]
            case 1:
                parts[chance.choice(NAMES)] = parts[name]
            case 2:
                parts[name] = spoiled(parts[name], chance)
            case 3:
                parts[name] = b""
            case _:
                parts[name] = edited(parts[name], chance) if name.endswith((".xml", ".rels")) else \
                    parts[name]
    return _packed(parts)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in parts.items():
            archive.writestr(name, each)
    return made.getvalue()


def template(data: bytes, chance: random.Random) -> bytes:
    """A caseworker's template with some tags or texts written in another way, or its parts changed."""
    if chance.random() < 0.5:
        return package(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {each.filename: archive.read(each) for each in archive.infolist()}
    name = chance.choice([each for each in sorted(parts) if STORY.match(each)])
    root = etree.fromstring(parts[name])
    texts = [each for each in root.iter(f"{W}t") if each.text]
    for each in chance.sample(texts, min(len(texts), chance.randint(1, 3))):
        each.text = chance.choice([chance.choice(TAGS), f"{each.text}{chance.choice(TAGS)}",
                                   each.text[:chance.randrange(len(each.text) + 1)]])
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _packed(parts)


def toml(data: bytes, chance: random.Random) -> bytes:
    """Settings with a few lines written in another way, doubled or gone; or their bytes."""
    if chance.random() < 0.2:
        return spoiled(data, chance)
    lines = data.split(b"\n")
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(lines))
        name, is_, _ = lines[at].partition(b"=")
        match chance.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines[at:at] = [lines[at]]
            case _ if is_:
                lines[at] = name + b"= " + chance.choice(TOML)
            case _:
                lines[at] = chance.choice([b"[x]", b"[[x]]", b"a.b.c = 1", b"= 1"])
    return b"\n".join(lines)


def pdf(data: bytes, chance: random.Random) -> bytes:
    """A PDF with objects of its own changed, or its bytes."""
    import pikepdf

    if chance.random() < 0.4:
        return spoiled(data, chance)
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        objects: list[Any] = [each for each in document.objects
                              if isinstance(each, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array)]
        for _ in range(chance.randint(1, 4)):
            _object(chance.choice(objects), objects, chance)
        try:
            document.save(made, qdf=chance.random() < 0.1)
        except (pikepdf.PdfError, RuntimeError, ValueError):  # so broken that nobody could have saved it
            return spoiled(data, chance)
    return made.getvalue()


def _object(each: Any, objects: list[Any], chance: random.Random) -> None:
    import pikepdf

    values = [0, -1, 2**31, pikepdf.Name("/X"), pikepdf.String("æ" * 50), pikepdf.Array(), True,
              pikepdf.Dictionary(), chance.choice(objects), pikepdf.String(b"\xfe\xff\xd8\x00")]
    if isinstance(each, pikepdf.Array):
        if len(each):
            each[chance.randrange(len(each))] = chance.choice(values)
        return
    if isinstance(each, pikepdf.Stream) and chance.random() < 0.4:
        each.write(spoiled(bytes(each.read_raw_bytes()), chance))
        return
    keys = [key for key in each.keys() if key not in ("/Length", "/Filter", "/DecodeParms")]  # noqa: SIM118
    if keys and chance.random() < 0.7:
        each[chance.choice(keys)] = chance.choice(values)
    else:
        each[chance.choice(["/V", "/Kids", "/Parent", "/FT", "/AP", "/Opt", "/Rect", "/DA"])] = \
            chance.choice(values)
