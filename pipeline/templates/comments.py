"""A copy of the author's own Word document with a comment at each finding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from lxml import etree

from pipeline.docx.package import CONTENT_TYPES, pack, read_parts
from pipeline.docx.tags import W
from pipeline.pdf.word.xml import parse
from pipeline.templates.files import MAIN
from pipeline.templates.findings import Finding, Spot

AUTHOR, INITIALS = "hjemmetraening", "ht"

_COMMENTS, _RELATIONS = "word/comments.xml", "word/_rels/document.xml.rels"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_PR = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EMPTY_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_ID = f"{W}id"


def commented(data: bytes, name: str, findings: Iterable[Finding], date: dt.datetime) -> bytes:
    """The document with a comment in Danish for each finding; the author's own stay.

    What stands in no paragraph of the text (a header, a property, the file itself), and what one of
    the document's passages has, is told at the place that leads there, else at the first paragraph.
    """
    parts = read_parts(data, name)
    root = parse(MAIN, parts[MAIN])
    paragraphs = list(root.iter(f"{W}p"))
    comments = parse(_COMMENTS, parts[_COMMENTS]) if _COMMENTS in parts else etree.Element(
        f"{W}comments", nsmap={"w": W[1:-1]})
    taken = max((int(each.get(_ID, "0")) for each in comments), default=-1)
    for number, finding in enumerate(findings, taken + 1):
        spot, direct = _place(finding, name)
        paragraph = paragraphs[min(max(spot.paragraph, 1), len(paragraphs)) - 1]
        _anchor(paragraph, finding.tag if direct else "", str(number))
        comments.append(_comment(finding, str(number), date, direct))
    parts[MAIN], parts[_COMMENTS] = _written(root), _written(comments)
    _register(parts)
    return pack(parts)


def _place(finding: Finding, name: str) -> tuple[Spot, bool]:
    """Where the comment goes, and whether that is the finding's own place."""
    spot = finding.spot
    if spot.file == name and spot.part == MAIN and spot.paragraph:
        return spot, True
    if finding.via is not None and finding.via.file == name and finding.via.part == MAIN:
        return finding.via, False
    return Spot(name), False


def _anchor(paragraph: Any, tag: str, number: str) -> None:
    """Mark the runs that hold a tag, or the whole paragraph, and put the comment's sign after them."""
    runs = [child for child in paragraph if child.tag not in (f"{W}pPr",)]
    first, last = _holding(runs, tag)
    start, end = etree.Element(f"{W}commentRangeStart"), etree.Element(f"{W}commentRangeEnd")
    sign = etree.Element(f"{W}r")
    for each in (start, end, etree.SubElement(sign, f"{W}commentReference")):
        each.set(_ID, number)
    if first is None or last is None:
        paragraph.extend((start, end, sign))
        return
    first.addprevious(start)
    last.addnext(sign)
    last.addnext(end)


def _holding(runs: Sequence[Any], tag: str) -> tuple[Any, Any]:
    """The first and last of a paragraph's children that hold a tag; all of them where none does."""
    if not runs:
        return None, None
    texts = ["".join(node.text or "" for node in run.iter(f"{W}t")) for run in runs]
    at = "".join(texts).find(tag) if tag else -1
    if at < 0:
        return runs[0], runs[-1]
    held, offset = [], 0
    for run, words in zip(runs, texts, strict=True):
        if words and offset < at + len(tag) and offset + len(words) > at:
            held.append(run)
        offset += len(words)
    return held[0], held[-1]


def _comment(finding: Finding, number: str, date: dt.datetime, direct: bool) -> Any:
    element = etree.Element(f"{W}comment", {
        _ID: number, f"{W}author": AUTHOR, f"{W}initials": INITIALS,
        f"{W}date": date.strftime("%Y-%m-%dT%H:%M:%SZ")})
    lines = [f"{finding.message}", f"{finding.remedy}"]
    if not direct:
        lines.insert(0, f"{finding.problem.place}:")
    for line in lines:
        run = etree.SubElement(etree.SubElement(element, f"{W}p"), f"{W}r")
        written = etree.SubElement(run, f"{W}t", {_SPACE: "preserve"})
        written.text = line
    return element


def _register(parts: dict[str, bytes]) -> None:
    """Let the package know its comments."""
    types = parse(CONTENT_TYPES, parts[CONTENT_TYPES])
    if not any(each.get("PartName") == f"/{_COMMENTS}" for each in types):
        etree.SubElement(types, f"{_CT}Override", PartName=f"/{_COMMENTS}", ContentType=_TYPE)
        parts[CONTENT_TYPES] = _written(types)
    relations = parse(_RELATIONS, parts.get(_RELATIONS, _EMPTY_RELATIONS))
    if not any(each.get("Type", "").endswith("/comments") for each in relations):
        taken = {each.get("Id") for each in relations}
        free = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        etree.SubElement(relations, f"{_PR}Relationship", Id=free, Type=_KIND, Target="comments.xml")
        parts[_RELATIONS] = _written(relations)


def _written(root: Any) -> bytes:
    return etree.tostring(root, encoding="UTF-8", standalone=True)
