"""The yardstick of the renderer: every part equal to what docxtpl itself makes."""

from __future__ import annotations

import html
import io
from collections.abc import Mapping

from docxtpl import DocxTemplate
from lxml import etree

from pipeline.docx.compile import compile_template
from pipeline.docx.environment import TemplateEnvironment
from pipeline.docx.package import Docx, read_parts
from pipeline.docx.render import CompiledTemplate

CORE = "docProps/core.xml"


def assert_same_as_docxtpl(
    template: CompiledTemplate | Mapping[str, bytes],
    context: Mapping[str, object],
    environment: TemplateEnvironment,
) -> Docx:
    """Render both ways, compare canonical XML part by part, and give back our document.

    Data must hold no control characters and none of docxtpl's escapes (`{_{`): those docxtpl
    changes and we do not. Nor must a property's data hold a line break.
    """
    if not isinstance(template, CompiledTemplate):
        template = compile_template(template, environment, "skabelon.docx")
    ours = template.render(context)
    theirs = docxtpl_parts(template.source, context, environment)
    assert sorted(ours.parts) == sorted(theirs)
    for name, expected in theirs.items():
        assert canonical(name, ours.parts[name]) == canonical(name, expected), name
    assert read_parts(ours.data) == dict(ours.parts)
    return ours


def docxtpl_parts(
    source: bytes, context: Mapping[str, object], environment: TemplateEnvironment
) -> dict[str, bytes]:
    """The parts docxtpl makes of an uncompiled template."""
    document = DocxTemplate(io.BytesIO(source))
    document.render(dict(context), jinja_env=environment, autoescape=True)
    saved = io.BytesIO()
    document.save(saved)
    parts = read_parts(saved.getvalue())
    parts[CORE] = _unescaped_once(parts[CORE])
    return parts


def canonical(name: str, data: bytes) -> bytes:
    """Canonical XML of a part; its bytes where it is no XML."""
    if not name.endswith((".xml", ".rels")):
        return data
    return etree.tostring(etree.fromstring(data), method="c14n")


def _unescaped_once(core: bytes) -> bytes:
    """docxtpl writes escaped text into properties, which escape it again."""
    root = etree.fromstring(core)
    for element in root:
        element.text = html.unescape(element.text) if element.text else element.text
    return etree.tostring(root)
