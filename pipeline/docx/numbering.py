"""Carries the lists of an included document into the letterhead's package."""

from __future__ import annotations

import copy
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.parts.numbering import NumberingPart

from pipeline.docx.tags import W

_W_NAME = W[1:-1]
_VAL = f"{W}val"


class Lists:
    """The lists of one included document: always new ones, so that their numbers begin anew."""

    def __init__(self, base: Any, source: Any) -> None:
        self._base = base
        self._source = numbering_of(source)
        self._numbers: dict[str, str] = {"0": "0"}
        self.pending: list[str] = []
        self.copied: list[Any] = []
        self.has_pictures = False

    def follow(self, root: Any) -> None:
        """Note the lists that `root` uses."""
        if root.tag != f"{W}num":
            self.pending += [
                number for each in root.iter(f"{W}numId")
                if (number := each.get(_VAL)) not in self._numbers
            ]

    def copy_pending(self) -> list[Any]:
        """Copy the lists; their levels may use further styles."""
        pending, self.pending = self.pending, []
        copied = [new for number in pending for new in self._copy(number)]
        self.copied += copied
        return copied

    def _copy(self, number: str) -> list[Any]:
        if number in self._numbers:
            return []
        num = with_(self._source, "num", "numId", number)
        abstract = None if num is None else with_(
            self._source, "abstractNum", "abstractNumId", num.find(f"{W}abstractNumId").get(_VAL))
        if num is None or abstract is None:
            self._numbers[number] = "0"
            return []
        target = numbering_of(self._base, create=True)
        num, abstract = copy.deepcopy(num), copy.deepcopy(abstract)
        self.has_pictures |= next(abstract.iter(f"{W}lvlPicBulletId"), None) is not None
        for each in abstract.findall(f"{W}nsid") + abstract.findall(f"{W}tmpl"):
            # Word takes lists with one of these in common for one and the same list.
            abstract.remove(each)
        self._numbers[number] = next_of(target, "num", "numId")
        abstract_number = next_of(target, "abstractNum", "abstractNumId")
        abstract.set(f"{W}abstractNumId", abstract_number)
        num.set(f"{W}numId", self._numbers[number])
        num.find(f"{W}abstractNumId").set(_VAL, abstract_number)
        insert(target, abstract, num)
        return [abstract]

    def rename(self, root: Any) -> None:
        """Let `root` use the base's numbers."""
        for each in root.iter(f"{W}numId"):
            each.set(_VAL, self._numbers.get(each.get(_VAL), each.get(_VAL)))

    def let_go_of(self, copied_styles: set[str]) -> None:
        """A style of the base keeps the list the base gave it."""
        for abstract in self.copied:
            for each in list(abstract.iter(f"{W}pStyle", f"{W}styleLink")):
                if each.get(_VAL) not in copied_styles:
                    each.getparent().remove(each)


def numbering_of(part: Any, create: bool = False) -> Any:
    """The numbering element of a document, or None."""
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    if not create:
        return None
    new = NumberingPart.load(
        PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING,
        f'<w:numbering xmlns:w="{_W_NAME}"/>'.encode(), part.package)
    part.relate_to(new, RELATIONSHIP_TYPE.NUMBERING)
    return new.element


def with_(root: Any, tag: str, attribute: str, value: str) -> Any | None:
    """The element of that name whose attribute has that value."""
    if root is None:
        return None
    return next((
        each for each in root.findall(f"{W}{tag}") if each.get(f"{W}{attribute}") == value), None)


def next_of(root: Any, tag: str, attribute: str) -> str:
    """The first number that no element of that name has."""
    taken = [int(each.get(f"{W}{attribute}")) for each in root.findall(f"{W}{tag}")]
    return str(max(taken, default=0) + 1)


def insert(root: Any, abstract: Any, num: Any) -> None:
    """Definitions stand before all lists, and lists before the closing mark."""
    first = next(iter(root.findall(f"{W}num") + root.findall(f"{W}numIdMacAtCleanup")), None)
    if first is None:
        root.append(abstract)
    else:
        first.addprevious(abstract)
    closing = root.find(f"{W}numIdMacAtCleanup")
    if closing is None:
        root.append(num)
    else:
        closing.addprevious(num)
