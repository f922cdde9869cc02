"""A copy of a document without the data it carries; all that can be seen stays as it is."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.carried.payload import CARRIED, TITLE
from pipeline.carried.pdf import names_of, opened, readable, specifications
from pipeline.carried.word import OURS, root_of
from pipeline.docx.package import CONTENT_TYPES, read_parts
from pipeline.docx.splice import spliced
from pipeline.errors import DataError, Problem, TemplateError, text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FORMS = "blanket.json"
NAMES = frozenset({CARRIED, FORMS, "kobling.json"})
"""Files of ours that a PDF can carry: a letter's data, a form's questions and where they belong."""
NAMESPACE = "https://hjemmetraening.invalid/"
"""What the namespaces of ours in a Word file begin with."""

_SIGNED = "digital-signature"


@dataclass(frozen=True, slots=True)
class Stripped:
    """The copy, and what was taken out of it, by the names a PDF has for it."""

    data: bytes = field(repr=False)
    removed: tuple[str, ...]


def stripped(data: bytes) -> Stripped:
    """A PDF or Word file without data of ours; where it has none, the very same bytes.

    The file is foreign: have it read in a process of its own. Raises DataError where it cannot be
    read, or is signed: its signature would no longer hold.
    """
    return _docx(data) if data.startswith(b"PK\3\4") else _pdf(data)


def _pdf(data: bytes) -> Stripped:
    import pikepdf

    with opened(data) as pdf, readable():
        found = [(name, spec) for name, spec in specifications(pdf)
                 if NAMES & {name, *names_of(spec)}]
        removed = sorted({next(iter(NAMES & {name, *names_of(spec)})) for name, spec in found})
        if not found:
            return Stripped(data, ())
        if _is_signed(pdf):
            raise _would_break()
        _unlist(pdf)
        target = io.BytesIO()
        if pdf.is_encrypted:
            pdf.save(target, encryption=True, compress_streams=False, fix_metadata_version=False)
        else:
            pdf.save(target, deterministic_id=True, compress_streams=False, fix_metadata_version=False,
                     stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return Stripped(target.getvalue(), tuple(removed))


def _is_signed(pdf: Any) -> bool:
    """Whether somebody has signed it: every signature says which bytes it is about.

    It is an object of its own, or stands in its field.
    """
    import pikepdf

    def signs(each: Any) -> bool:
        return isinstance(each, pikepdf.Dictionary) and "/ByteRange" in each

    return any(signs(each) or (isinstance(each, pikepdf.Dictionary) and signs(each.get("/V")))
               for each in pdf.objects)


def _unlist(pdf: Any) -> None:
    """Take our files out of the list of attached files, and from the document and its pages."""
    import pikepdf

    listed = pdf.Root.get("/Names", {})
    if isinstance(listed.get("/EmbeddedFiles"), pikepdf.Dictionary):
        tree = pikepdf.NameTree(listed["/EmbeddedFiles"])
        for name in [name for name, spec in tree.items() if NAMES & {str(name), *names_of(spec)}]:
            del tree[name]
        if not list(tree):
            del listed["/EmbeddedFiles"]
    for place in (pdf.Root, *pdf.pages):
        for key in ("/AF", "/Annots"):
            if isinstance(place.get(key), pikepdf.Array):
                kept = [each for each in place[key] if not _is_ours(each)]
                if not kept and len(place[key]):
                    del place[key]
                elif len(kept) < len(place[key]):
                    place[key] = pikepdf.Array(kept)


def _is_ours(entry: Any) -> bool:
    """Whether this is a file of ours, or the pin of one on a page."""
    import pikepdf

    spec = entry.get("/FS", entry) if isinstance(entry, pikepdf.Dictionary) else None
    return bool(NAMES & set(names_of(spec)))


def _docx(data: bytes) -> Stripped:
    try:
        parts = read_parts(data)
    except TemplateError as error:
        raise DataError(error.problems) from None
    items = {name: said for name, content in parts.items() if (said := _held(name, content))}
    if not items:
        return Stripped(data, ())
    if any(_SIGNED.encode() in content for name, content in parts.items() if name.endswith(".rels")):
        raise _would_break()
    gone = dict.fromkeys(items)
    for item in items:
        gone |= dict.fromkeys(_own(parts, item))
    changes: dict[str, bytes | None] = dict(gone)
    for name, content in parts.items():
        if name.endswith(".rels") and name not in gone:
            changes |= _without(name, content, gone)
    changes |= _untyped(parts[CONTENT_TYPES], gone)
    return Stripped(spliced(data, changes), tuple(sorted(set(items.values()))))


def _held(name: str, content: bytes) -> str:
    """What a part holds of ours; nothing where it is somebody else's."""
    root = root_of(content) if name.casefold().startswith("customxml/item") else None
    if root is None or not str(root.tag).startswith(f"{{{NAMESPACE}"):
        return ""
    return CARRIED if str(root.tag).startswith(f"{{{OURS}}}") else FORMS


def _own(parts: Mapping[str, bytes], item: str) -> Iterator[str]:
    """What belongs to a custom XML part alone: its relations, and what Word says of it."""
    folder, name = posixpath.split(item)
    relations = f"{folder}/_rels/{name}.rels"
    if relations in parts:
        yield relations
        root = root_of(parts[relations])
        for each in root if root is not None else ():
            target = _target(relations, each)
            if target in parts and target.casefold().startswith("customxml/itemprops"):
                yield target


def _target(relations: str, relation: Element) -> str:
    """The part a relation points to; paths are from the folder of the part that has it."""
    base = posixpath.dirname(posixpath.dirname(relations))
    target = relation.get("Target") or ""
    joined = target[1:] if target.startswith("/") else posixpath.join(base, target)
    return posixpath.normpath(joined)


def _without(
    name: str, content: bytes, gone: Mapping[str, None],
) -> dict[str, bytes | None]:
    """A part's relations without those to parts that are gone; nothing where it has none."""
    root = root_of(content)
    dead = [each for each in root if _target(name, each) in gone] if root is not None else []
    if root is None or not dead:
        return {}
    for each in dead:
        root.remove(each)
    return {name: _written(root)}


def _untyped(content: bytes, gone: Mapping[str, None]) -> dict[str, bytes | None]:
    """The content types without those of parts that are gone."""
    root = root_of(content)
    dead = [each for each in root if (each.get("PartName") or "")[1:] in gone] \
        if root is not None else []
    if root is None or not dead:
        return {}
    for each in dead:
        root.remove(each)
    return {CONTENT_TYPES: _written(root)}


def _written(root: Element) -> bytes:
    from lxml import etree

    written: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return written


def _would_break() -> DataError:
    return DataError([Problem("", "filens-data-signeret", TITLE, text(
        "Filen er underskrevet digitalt. Underskriften gælder ikke mere, hvis noget tages ud."), text(
        "Bed afsenderen om en fil uden data."))])
