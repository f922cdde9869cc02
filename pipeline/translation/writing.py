"""A translation written into the paragraph it is for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from pipeline.docx.tags import W
from pipeline.translation import syntax
from pipeline.translation.pieces import ANCHORS, SPACE, placed

if TYPE_CHECKING:
    from pipeline.translation.sentences import Sentence

_OWN_RUN = re.compile(r"\{[{%][-+]?r\s")


class Writer:
    """Writes a translation into the paragraph: one run for each stretch that looks the same."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence, self._marks = sentence, sentence.marks
        self._place: Any = sentence.paragraph
        self._looks = [sentence.marks.base]
        self._node: Any = None
        self._controls = iter(sentence.controls)

    def write(self, translation: str) -> None:
        """Empty the paragraph and fill it anew."""
        paragraph, own = self._sentence.paragraph, f"{W}pPr"
        kept = [child for child in paragraph if child.tag in (own, *ANCHORS)]
        for child in list(paragraph):
            paragraph.remove(child)
        paragraph.extend(child for child in kept if not str(child.tag).endswith("End"))
        for token in syntax.tokens(translation):
            self._token(token)
        paragraph.extend(child for child in kept if str(child.tag).endswith("End"))

    def _token(self, token: syntax.Token) -> None:
        kind, value = token
        if kind == "text":
            self._text(value)
        elif kind in ("field", "control"):
            self._tag(self._sentence.tags[value] if kind == "field" else next(self._controls))
        elif kind == "thing":
            self._node = None
            for element in self._sentence.things[value].elements:
                self._place.append(placed(element))
        elif kind == "open":
            self._open(value)
        else:
            self._close(value)

    def _open(self, mark: str) -> None:
        self._node = None
        self._looks.append(self._marks.looks[mark])
        link = self._marks.links.get(mark)
        if link is not None:
            self._place = etree.SubElement(self._place, link.tag, dict(link.attrib))

    def _close(self, mark: str) -> None:
        self._node = None
        self._looks.pop()
        if mark in self._marks.links:
            self._place = self._sentence.paragraph

    def _tag(self, tag: str) -> None:
        alone = bool(_OWN_RUN.match(tag))
        if alone:
            self._node = None
        self._text(tag)
        if alone:
            self._node = None

    def _text(self, words: str) -> None:
        if self._node is None:
            run = etree.SubElement(self._place, f"{W}r")
            if look := self._looks[-1]:
                run.append(etree.fromstring(look))
            self._node = etree.SubElement(run, f"{W}t")
            self._node.set(SPACE, "preserve")
            self._node.text = ""
        self._node.text += words
