"""Letters broken at random: what a hand, another program or an enemy may make of one."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from lxml import etree

from pipeline.docx.package import Docx, pack
from pipeline.errors import PipelineError
from tests.pdf.conftest import NAMESPACES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VALUES = ["", "0", "1", "-1", "on", "false", "auto", "none", "nil", "single", "2147483648", "-99999999",
          "1e400", "nan", "-inf", "12pt", "1.5", "50%", "0x1F", "FFFFFF", "rGone", "#panic()", '"; x',
          "\\u{41}", "../../etc/passwd", "%1%9.", "decimal", "both", "exact", "page", "rId1", "999", "æ"]
TEXTS = ["", " ", "#panic()", '"); eval("1', "$x$ *b* _i_ @r <l> // ```", "\u202eabc", "\ue000",
         "m" * 90, "\u00ad\u200b", "a\tb\nc", "\U0001f600", "PAGE", "HYPERLINK javascript:x",
         "DDEAUTO c x"]
BITS = ["<w:p/>", "<w:r><w:tab/></w:r>", '<w:r><w:br w:type="page"/></w:r>', "<w:tbl/>", "<w:sectPr/>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "<w:altChunk/>", "<w:ins><w:r/></w:ins>",
        '<w:r><w:footnoteReference w:id="1"/></w:r>', "<w:sdt><w:sdtContent/></w:sdt>",
        "<w:r><w:drawing><wp:inline/></w:drawing></w:r>", "<w:r><w:pict><v:shape/></w:pict></w:r>",
        "<w:r><w:drawing><wp:anchor/></w:drawing></w:r>", "<w:tr/>", "<w:tc/>", "<m:oMath/>",
        '<w:pPr><w:framePr w:w="900" w:hAnchor="page"/></w:pPr>', "<w:tblHeader/>",
        '<w:hyperlink w:anchor="x"><w:r><w:t>l</w:t></w:r></w:hyperlink>', "<w:rtl/>", "<w:caps/>",
        '<w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr>',
        "<mc:AlternateContent><mc:Choice/></mc:AlternateContent>", '<w:vMerge w:val="restart"/>',
        '<w:basedOn w:val="Normal"/>', '<w:gridSpan w:val="9"/>']

Edit = Callable[[random.Random, list[Any]], None]


def mutant(docx: Docx, chance: random.Random) -> Docx:
    """The document with a few of its parts or bytes spoiled. Raises PipelineError if unreadable."""
    if chance.random() < 0.1:
        return Docx.read(spoiled(docx.data, chance))
    parts = dict(docx.parts)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(["word/document.xml"] * 6 + [
            name for name in sorted(parts) if name.endswith((".xml", ".rels", ".png"))])
        if chance.random() < 0.08 or name.endswith(".png"):
            parts[name] = spoiled(parts[name], chance)
        elif chance.random() < 0.02 and name != "word/document.xml":
            del parts[name]
        else:
            parts[name] = edited(parts[name], chance)
    return Docx.read(pack(parts))


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few changed, taken out, doubled or cut off."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(found) or 1)
        match chance.randrange(4):
            case 0:
                found[at:at + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[at:at + chance.randint(1, 40)]
            case 2:
                found[at:at] = found[at:at + chance.randint(1, 400)]
            case _:
                del found[at + (len(found) - at) * 9 // 10:]
    return bytes(found)


def edited(data: bytes, chance: random.Random) -> bytes:
    """The XML with a few of its elements, attributes or texts changed."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return data
    for _ in range(chance.randint(1, 6)):
        every = [element for element in root.iter() if isinstance(element.tag, str)]
        if len(every) > 2:
            chance.choice(EDITS)(chance, every)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drop(chance: random.Random, every: list[Any]) -> None:
    element = chance.choice(every[1:])
    element.getparent().remove(element)


def _duplicate(chance: random.Random, every: list[Any]) -> None:
    element = chance.choice(every[1:])
    for _ in range(chance.choice([1, 1, 1, 30])):
        element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))


def _move(chance: random.Random, every: list[Any]) -> None:
    element, target = chance.choice(every[1:]), chance.choice(every)
    if target not in list(element.iter()):
        target.insert(chance.randint(0, len(target)), element)


def _nest(chance: random.Random, every: list[Any]) -> None:
    element, target = chance.choice(every[1:]), chance.choice(every)
    target.append(etree.fromstring(etree.tostring(element, with_tail=False)))


def _rename(chance: random.Random, every: list[Any]) -> None:
    chance.choice(every[1:]).tag = chance.choice(every).tag


def _attribute(chance: random.Random, every: list[Any]) -> None:
    element = chance.choice([one for one in every if one.attrib] or every)
    known = list(element.attrib) or [W + "val"]
    element.set(chance.choice(known), chance.choice(VALUES))


def _strange_attribute(chance: random.Random, every: list[Any]) -> None:
    other = chance.choice([one for one in every if one.attrib] or every)
    element = chance.choice(every)
    for name, value in other.attrib.items():
        element.set(name, chance.choice([value, chance.choice(VALUES)]))


def _bare(chance: random.Random, every: list[Any]) -> None:
    chance.choice(every).attrib.clear()


def _text(chance: random.Random, every: list[Any]) -> None:
    texts = [one for one in every if one.text]
    chance.choice(texts or every).text = chance.choice(TEXTS)


def _bit(chance: random.Random, every: list[Any]) -> None:
    bit = etree.fromstring(f"<x {NAMESPACES}>{chance.choice(BITS)}</x>")[0]
    target = chance.choice(every)
    target.insert(chance.randint(0, len(target)), bit)


EDITS: list[Edit] = [_drop, _duplicate, _move, _nest, _rename, _attribute, _attribute, _attribute,
                     _strange_attribute, _bare, _text, _bit, _bit]


def tried(docx: Docx, seed: int, turn: Callable[[Docx], object]) -> str:
    """What becomes of one mutant: "set", or the codes of its refusal. Anything else is a crash."""
    try:
        turn(mutant(docx, random.Random(seed)))
    except PipelineError as error:
        problems = error.problems
    else:
        return "set"
    assert problems
    for problem in problems:
        assert problem.as_json("da")["message"]
        assert problem.as_json("en")["remedy"]
    return " ".join(sorted({problem.code for problem in problems}))
