"""Footnotes and endnotes as a finished PDF has them: a number in the text, and the notes after it."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.docx.package import Docx
from pipeline.pdf.setting.context import MAIN
from pipeline.pdf.word.xml import W, parse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROMAN = ((90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_KINDS = ("footnote", "endnote")


def with_notes(docx: Docx) -> Docx:
    """The document with its notes, in Word's usual numbers, after the text; itself without any.

    It is only for reading: what a PDF says is compared with what this says.
    """
    if not any(f"<w:{kind}Reference".encode() in docx.parts[MAIN] for kind in _KINDS):
        return docx
    from lxml import etree

    root = parse(MAIN, docx.parts[MAIN])
    text = root.find(W + "body")
    if text is None:
        return docx
    for kind in _KINDS:
        notes = _notes(docx.parts, kind)
        number = 0
        for reference in list(text.iter(f"{W}{kind}Reference")):
            own = reference.get(W + "customMarkFollows") in ("1", "true", "on")
            number += not own
            label = "" if own else _label(kind, number)
            note = notes.get(reference.get(W + "id") or "")
            _say(reference, label)
            for paragraph in () if note is None else note:
                text.append(_labelled(paragraph, f"{W}{kind}Ref", label))
    return dataclasses.replace(docx, parts={**docx.parts, MAIN: etree.tostring(root)})


def _notes(parts: Mapping[str, bytes], kind: str) -> dict[str, Element]:
    part = f"word/{kind}s.xml"
    if part not in parts:
        return {}
    return {note.get(W + "id") or "": note for note in parse(part, parts[part]).iter(W + kind)}


def _labelled(paragraph: Element, tag: str, label: str) -> Element:
    copied = copy.deepcopy(paragraph)
    for mark in list(copied.iter(tag)):
        _say(mark, label)
    return copied


def _say(mark: Element, label: str) -> None:
    """Put words where a mark stands."""
    mark.tag = W + "t"
    mark.attrib.clear()
    mark.text = label


def _label(kind: str, number: int) -> str:
    """What Word calls the note, unless it was told otherwise."""
    if kind == "footnote":
        return str(number)
    label = ""
    for value, digits in _ROMAN:
        while number >= value:
            label, number = label + digits, number - value
    return label
