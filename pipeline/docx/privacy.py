"""Takes out of a package what tells who wrote it, where and when."""

from __future__ import annotations

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from pipeline.docx.tags import W

LANGUAGE = "da-DK"
_EXTENDED = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_DROPPED_KINDS = frozenset({
    "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "thumbnail",
    "custom-properties", "customXml", "attachedTemplate", "mailMergeSource", "documenttasks",
})
"""Relations by the last word of their type."""
_DROPPED_SETTINGS = ("attachedTemplate", "mailMerge", "docVars", "writeProtection")
_DROPPED_APP = ("Manager", "Template", "TotalTime", "HyperlinkBase", "HLinks", "DigSig")
_TAG = "{{"


def clean_package(base: Any, document: Any) -> None:
    """Make the composed package impersonal; title and subject are the document's."""
    package, main = base.part.package, base.part
    _set_properties(base, document)
    for owner in (package, main, main._settings_part):
        _drop_relations(owner)
    settings = base.settings.element
    for name in _DROPPED_SETTINGS:
        for each in settings.findall(f"{W}{name}"):
            settings.remove(each)
    for relation in package.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            _clean_app(relation.target_part)


def _drop_relations(owner: Any) -> None:
    for identifier, relation in list(owner.rels.items()):
        if relation.reltype.rsplit("/", 1)[-1] in _DROPPED_KINDS:
            del owner.rels[identifier]


def _set_properties(base: Any, document: Any) -> None:
    """Only what a template says of its letters: fields, title and subject."""
    kept, own = base.core_properties, document.core_properties
    title, subject = own.title or kept.title, own.subject or kept.subject
    fields = {
        name: next((value for value in (getattr(own, name), getattr(kept, name))
                    if _TAG in value), "")
        for name in ("author", "comments", "identifier")
    }
    element = kept._element
    for child in list(element):
        element.remove(child)
    kept.title, kept.subject, kept.language = title, subject, LANGUAGE
    for name, value in fields.items():
        setattr(kept, name, value)


def _clean_app(part: Any) -> None:
    root = etree.fromstring(part.blob)
    for name in _DROPPED_APP:
        for each in root.findall(f"{_EXTENDED}{name}"):
            root.remove(each)
    part._blob = etree.tostring(root, encoding="UTF-8", standalone=True)
