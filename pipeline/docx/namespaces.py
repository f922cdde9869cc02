"""Namespace prefixes that included documents name in values."""

from __future__ import annotations

from typing import Any

from lxml import etree

_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"


class Namespaces:
    """The prefixes included documents declare at their root, which their text may name in values.

    `mc:Choice Requires="wps"` and `mc:Ignorable="w14"` mean prefixes, not names of elements, so
    they are lost when elements move to another root.
    """

    def __init__(self) -> None:
        self._declared: dict[str, str] = {}
        self._ignorable: set[str] = set()

    def note(self, root: Any) -> None:
        """Remember what a document's root declares."""
        for prefix, uri in root.nsmap.items():
            if prefix:
                self._declared.setdefault(prefix, uri)
        self._ignorable |= set(root.get(_IGNORABLE, "").split())

    def declared(self, data: bytes) -> bytes:
        """The base's text part, declaring those prefixes too."""
        old = etree.fromstring(data)
        names: dict[Any, str] = dict(sorted(self._declared.items()))
        names.update(old.nsmap)
        attributes = {str(name): str(value) for name, value in old.attrib.items()}
        new = etree.Element(old.tag, attributes, nsmap=names)
        ignorable = set(old.get(_IGNORABLE, "").split()) | {
            prefix for prefix in self._ignorable
            if prefix in names and names[prefix] == self._declared.get(prefix)}
        if ignorable:
            new.set(_IGNORABLE, " ".join(sorted(ignorable)))
        new.text = old.text
        new.extend(list(old))
        etree.cleanup_namespaces(new, keep_ns_prefixes=[prefix for prefix in names if prefix])
        return etree.tostring(new, encoding="UTF-8", standalone=True)
