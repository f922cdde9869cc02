"""Word's "Strict Open XML": the same document under other names, given their usual ones."""

from __future__ import annotations

import re
from collections.abc import Mapping

_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
# Only inside tags: what a text says of such an address stays as it is written.
_TAG = re.compile(rb"<[A-Za-z][^<>]*?http://purl\.oclc\.org/ooxml/[^<>]*>")
_NAME = re.compile(
    rb"(\s(?:xmlns(?::[\w.-]+)?|Type|uri)\s*=\s*[\"'])http://purl\.oclc\.org/ooxml/(\w+)/")
_RENAMED = {b"/extendedProperties": b"/extended-properties", b"/customProperties": b"/custom-properties"}


def transitional(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with the names that nearly every Word document uses; their words unchanged."""
    return {name: _renamed(data) if _STRICT in data and _is_xml(name) else data
            for name, data in parts.items()}


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _renamed(data: bytes) -> bytes:
    # In a CDATA section words look like tags; no Word writes one.
    return data if b"<![CDATA[" in data else _TAG.sub(_tag, data)


def _tag(found: re.Match[bytes]) -> bytes:
    tag = _NAME.sub(rb"\g<1>" + _USUAL + rb"\g<2>/2006/", found[0])
    for strict, usual in _RENAMED.items():
        tag = tag.replace(b"2006" + strict, b"2006" + usual)
        tag = tag.replace(b"2006/relationships" + strict, b"2006/relationships" + usual)
    return tag
