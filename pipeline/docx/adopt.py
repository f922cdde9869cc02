"""Carries what an included document's text leans on into the letterhead's package.

Styles the letterhead lacks, lists, images and links come along under new numbers and names; the
letterhead's own styles win.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from pipeline.docx.numbering import Lists
from pipeline.docx.tags import Place, W
from pipeline.errors import Problem, text

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STYLE_REFERENCES = tuple(f"{W}{each}" for each in ("pStyle", "rStyle", "tblStyle"))
_STYLE_CHAIN = tuple(f"{W}{each}" for each in ("basedOn", "link", "next"))
_LIST_STYLES = tuple(f"{W}{each}" for each in ("styleLink", "numStyleLink"))
_VAL = f"{W}val"


class Adopter:
    """Takes over for one base package; each included document is adopted once per include."""

    def __init__(self, base: Any) -> None:
        self._base = base
        self._media = {
            hashlib.sha256(part.blob).digest(): part
            for part in base.package.iter_parts() if part.partname.startswith("/word/media/")
        }

    def adopt(self, source: Any, place: Place) -> list[Problem]:
        """Carry over what the source's body uses, and let the body use the copies."""
        body = source.element.body
        problems = list(self._relations(body, source.part, place))
        lists = Lists(self._base, source.part)
        styles = _Styles(self._base.styles.element, source.part.styles.element)
        styles.follow(body)
        lists.follow(body)
        while styles.pending or lists.pending:
            for copied in styles.copy_pending() + lists.copy_pending():
                styles.follow(copied)
                lists.follow(copied)
        if lists.has_pictures:
            problems.append(place.problem(0, "kan-ikke-indsaettes", text(
                "Dokumentet bruger et billede som punkttegn, som ikke kan flettes ind i et brev."),
                text("Vælg et almindeligt punkttegn til listen.")))
        for root in (body, *styles.copied, *lists.copied):
            styles.rename(root)
            lists.rename(root)
        lists.let_go_of({style.get(f"{W}styleId") for style in styles.copied})
        return problems

    def _relations(self, body: Any, part: Any, place: Place) -> Iterator[Problem]:
        """Give every link and image a relation of the base."""
        number = 0
        for element in body.iter("*"):
            number += element.tag == f"{W}p"
            for attribute, identifier in element.attrib.items():
                if not attribute.startswith(_R):
                    continue
                new = self._related(part.rels.get(identifier))
                if new:
                    element.set(attribute, new)
                else:
                    yield place.problem(number, "kan-ikke-indsaettes", text(
                        "Dokumentet henviser til noget, som ikke kan flettes ind i et brev."), text(
                        "Brug kun links og billeder, der er gemt i dokumentet."))

    def _related(self, relation: Any) -> str | None:
        if relation is None:
            return None
        if relation.reltype == RELATIONSHIP_TYPE.HYPERLINK and relation.is_external:
            link: str = self._base.relate_to(
                relation.target_ref, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            return link
        if relation.reltype == RELATIONSHIP_TYPE.IMAGE and not relation.is_external:
            image: str = self._base.relate_to(
                self._image(relation.target_part), RELATIONSHIP_TYPE.IMAGE)
            return image
        return None

    def _image(self, part: Any) -> Any:
        digest = hashlib.sha256(part.blob).digest()
        if digest not in self._media:
            name = self._base.package.next_partname(f"/word/media/billede%d.{part.partname.ext}")
            self._media[digest] = Part(name, part.content_type, part.blob, self._base.package)
        return self._media[digest]


class _Styles:
    """The styles of one included document that the base lacks."""

    def __init__(self, base: Any, source: Any) -> None:
        self._base = base
        self._source = {style.get(f"{W}styleId"): style for style in source.iter(f"{W}style")}
        self._names: dict[str, str] = {}
        self.pending: list[str] = []
        self.copied: list[Any] = []

    def follow(self, root: Any) -> None:
        """Note the styles that `root` uses."""
        tags = _STYLE_REFERENCES + _LIST_STYLES + (
            _STYLE_CHAIN if root.tag == f"{W}style" else ())
        self.pending += [
            name for each in root.iter(*tags) if (name := each.get(_VAL)) not in self._names
        ]

    def copy_pending(self) -> list[Any]:
        """Copy what the base lacks; the copies may use further styles."""
        pending, self.pending = self.pending, []
        copied = [style for name in pending if (style := self._copy(name)) is not None]
        self.copied += copied
        return copied

    def _copy(self, name: str) -> Any | None:
        style = self._source.get(name)
        if name in self._names or style is None:
            return None
        known = {each.get(f"{W}styleId"): each for each in self._base.iter(f"{W}style")}
        if name in known and known[name].get(f"{W}type") == style.get(f"{W}type"):
            self._names[name] = name
            return None
        for identifier, each in known.items():
            # Word names its own styles in English and numbers them in the user's language.
            if _same_style(each, style):
                self._names[name] = identifier
                return None
        new = copy.deepcopy(style)
        new.attrib.pop(f"{W}default", None)
        self._names[name] = name if name not in known else _free(name, known)
        new.set(f"{W}styleId", self._names[name])
        self._base.append(new)
        return new

    def rename(self, root: Any) -> None:
        """Let `root` use the base's names."""
        for each in root.iter(*_STYLE_REFERENCES, *_STYLE_CHAIN, *_LIST_STYLES):
            each.set(_VAL, self._names.get(each.get(_VAL), each.get(_VAL)))


def _same_style(one: Any, other: Any) -> bool:
    names = [style.find(f"{W}name") for style in (one, other)]
    return one.get(f"{W}type") == other.get(f"{W}type") and None not in names and (
        names[0].get(_VAL, "").casefold() == names[1].get(_VAL, "").casefold())


def _free(name: str, taken: Any) -> str:
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
