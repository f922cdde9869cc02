"""The properties of each paragraph: lists in the letterhead's style, or as the author's paragraph."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import docx
import pytest
from lxml import etree

from pipeline import resources
from pipeline.docx.compile import compile_template
from pipeline.docx.package import Docx, read_parts
from pipeline.docx.render import CompiledTemplate
from pipeline.richtext import RichText
from pipeline.tools import environment
from tests.docx.building import docx_bytes, with_body

TAG = re.compile(rb"\{[{%].*?[}%]\}", re.S)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraph(properties: str = "", field: str = "{{ x }}") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{field}</w:t></w:r></w:p>"


def template(body: str) -> CompiledTemplate:
    """A document with this body, and the styles and lists of the kommune's letterhead."""
    opened = docx.Document(io.BytesIO((resources.templates() / "brevpapir/kommune.docx").read_bytes()))
    for child in list(opened.element.body)[:-1]:
        opened.element.body.remove(child)
    for child in list(with_body(body).element.body)[:-1]:
        opened.element.body.insert(len(opened.element.body) - 1, child)
    parts = {name: TAG.sub(b"", data) if re.match("word/(head|foot)er|docProps/", name) else data
             for name, data in read_parts(docx_bytes(opened)).items()}
    return compile_template(parts, environment(), "brev.docx")


def properties(letter: Docx) -> list[Mapping[str, str]]:
    """Of each paragraph with text: its words, style, list, level, indent, hanging, space below."""
    root = etree.fromstring(letter.parts["word/document.xml"])
    return [described(each) for each in root.iter(f"{W}p") if "".join(each.itertext()).strip()]


def described(paragraph: Any) -> Mapping[str, str]:
    own = paragraph.find(f"{W}pPr")
    found = {"text": "".join(node.text or "" for node in paragraph.iter(f"{W}t"))}
    for name, path, attribute in (
            ("style", "pStyle", "val"), ("list", "numPr/numId", "val"), ("level", "numPr/ilvl", "val"),
            ("left", "ind", "left"), ("hanging", "ind", "hanging"), ("after", "spacing", "after")):
        node = None if own is None else own.find("/".join(W + step for step in path.split("/")))
        if node is not None:
            found[name] = node.get(f"{W}{attribute}", "")
    if own is not None and own.find(f"{W}keepNext") is not None:
        found["keep"] = "1"
    return found


def made(text: str, body: str = paragraph()) -> list[Mapping[str, str]]:
    return properties(template(body).render({"x": RichText(text)}))


def test_in_running_text_lists_wear_the_letterheads_style() -> None:
    assert made("Se:\n- a\n- b\n  - c\n\nSlut") == [
        {"text": "Se:", "keep": "1"}, {"text": "a", "style": "ListBullet"},
        {"text": "b", "style": "ListBullet"},
        {"text": "c", "style": "ListBullet", "list": "1", "level": "1", "after": "120"},
        {"text": "Slut"}]


def test_numbered_lists_have_lists_of_their_own() -> None:
    found = made("1. a\n2. b\n\nog\n\n1. c\n2. d")
    assert [each.get("style") for each in found] == ["ListNumber", "ListNumber", None, "ListNumber",
                                                    "ListNumber"]
    first, again, _, second, last = (each.get("list") for each in found)
    assert first == again != second == last


def test_another_style_of_running_text_gives_way_to_the_lists() -> None:
    found = made("Se:\n- a", paragraph('<w:pStyle w:val="Efter"/><w:spacing w:after="300"/>'))
    assert found[1] == {"text": "a", "style": "ListBullet", "after": "120"}


@pytest.mark.parametrize(("style", "left"), [("Tabeltekst", 0), ("Fremhaevet", 227)])
def test_text_of_another_size_or_in_a_box_keeps_its_look(style: str, left: int) -> None:
    _, first, second = made("Se:\n- a\n  - b", paragraph(f'<w:pStyle w:val="{style}"/>'))
    assert first == {"text": "a", "style": style, "list": "1", "level": "0", "left": str(left + 340),
                     "hanging": "340"}
    assert second["left"] == str(left + 680)


def test_in_a_table_a_list_keeps_the_cells_look() -> None:
    cell = ("<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>" + paragraph()
            + "</w:tc></w:tr></w:tbl>")
    assert made("Se:\n\n- a", cell) == [
        {"text": "Se:"}, {"text": "a", "list": "1", "level": "0", "left": "340", "hanging": "340"}]


ITEM = paragraph('<w:pStyle w:val="ListBullet"/>')


def test_in_the_authors_own_list_a_text_goes_on_below_its_item() -> None:
    first, second, inner, last = made("a\n\nb\n\n- c\n\nd", ITEM)
    assert first == {"text": "a", "style": "ListBullet"}
    assert (second["list"], second["left"], second["hanging"]) == ("0", "340", "0")
    assert (inner["list"], inner["level"], inner["left"]) == ("1", "1", "680")
    assert last["list"] == "0"


def test_in_the_authors_own_list_items_are_items_of_it() -> None:
    first, second, inner = made("- a\n- b\n  - c", ITEM)
    assert [each["style"] for each in (first, second)] == ["ListBullet", "ListBullet"]
    assert "list" not in first | second
    assert (inner["level"], inner["left"]) == ("1", "680")


def test_the_properties_stand_in_words_order() -> None:
    letter = template(paragraph('<w:pStyle w:val="Tabeltekst"/><w:keepLines/><w:spacing w:after="1"/>'
                                '<w:jc w:val="left"/><w:rPr><w:b/></w:rPr>')
                      ).render({"x": RichText("- a")})
    (own,) = [each for each in etree.fromstring(letter.parts["word/document.xml"]).iter(f"{W}pPr")
              if each.find(f"{W}numPr") is not None]
    assert [etree.QName(child).localname for child in own] == [
        "pStyle", "keepLines", "numPr", "spacing", "ind", "jc", "rPr"]
