"""An empty passage: what stands in for one that is known to be right."""

from __future__ import annotations

import functools

from pipeline.docx.package import pack
from pipeline.docx.tags import W
from pipeline.templates.files import MAIN, STYLES

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@functools.cache
def blank() -> bytes:
    """An empty passage, as small as a Word document can be."""
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' \
        '<Relationship Id="rId1" Type="{0}/{1}" Target="{2}"/></Relationships>'
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles")))
    return pack({name: written.encode() for name, written in {
        "[Content_Types].xml":
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
            'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{overrides}</Types>",
        "_rels/.rels": relations.format(_OFFICE, "officeDocument", MAIN),
        "word/_rels/document.xml.rels": relations.format(_OFFICE, "styles", "styles.xml"),
        MAIN: f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p/></w:body></w:document>',
        STYLES: f'<w:styles xmlns:w="{W[1:-1]}"/>'}.items()})
