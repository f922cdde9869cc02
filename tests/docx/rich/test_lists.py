"""The lists a letter brings along: numbered anew, defined where a letterhead has none, and kept."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from lxml import etree

from pipeline.docx.compile import compile_template
from pipeline.docx.package import Docx, parts_key, read_parts
from pipeline.docx.render import CompiledTemplate
from pipeline.richtext import RichText
from pipeline.tools import environment
from tests.docx.building import NAME, document, package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBERED = "1. a\n2. b"


def template(made: Any | None = None) -> CompiledTemplate:
    return compile_template(package(made or document("{{ x }}")), environment(), NAME)


def bare() -> Any:
    """A document without lists, as a letterhead can be."""
    made = document("{{ x }}")
    for relation, part in list(made.part.rels.items()):
        if part.reltype.endswith("/numbering"):
            made.part.drop_rel(relation)
            made.part.rels.pop(relation, None)
    for style in list(made.styles.element):
        if style.find(f"{W}pPr/{W}numPr") is not None:
            made.styles.element.remove(style)
    return made


def used(letter: Docx) -> list[str]:
    root = etree.fromstring(letter.parts["word/document.xml"])
    return [each.get(f"{W}val", "") for each in root.iter(f"{W}numId")]


def defined(letter: Docx) -> dict[str, Any]:
    root = etree.fromstring(letter.parts["word/numbering.xml"])
    return {each.get(f"{W}numId", ""): each for each in root.findall(f"{W}num")}


def form(letter: Docx, number: str, level: int = 0) -> tuple[str, str]:
    """The number format and the label of a list's level."""
    root = etree.fromstring(letter.parts["word/numbering.xml"])
    wanted = defined(letter)[number].find(f"{W}abstractNumId").get(f"{W}val")
    (definition,) = [each for each in root.findall(f"{W}abstractNum")
                     if each.get(f"{W}abstractNumId") == wanted]
    found = definition.findall(f"{W}lvl")[level]
    return tuple(found.find(f"{W}{name}").get(f"{W}val") for name in ("numFmt", "lvlText"))


def test_each_numbered_list_begins_anew() -> None:
    letter = template().render({"x": RichText(f"{NUMBERED}\n\nog\n\n{NUMBERED}")})
    one, _, other, _ = used(letter)
    assert one != other
    for number in (one, other):
        assert form(letter, number)[0] == "decimal"
        starts = [(each.get(f"{W}ilvl"), each.find(f"{W}startOverride").get(f"{W}val"))
                  for each in defined(letter)[number].findall(f"{W}lvlOverride")]
        assert starts == [("0", "1"), ("1", "1")]


def test_a_letter_without_numbered_lists_shares_what_its_template_has() -> None:
    made = template()
    plain, bullets = made.render({"x": "a"}), made.render({"x": RichText("**a**\n\n- b")})
    assert plain.parts["word/numbering.xml"] == bullets.parts["word/numbering.xml"]
    assert plain.template_key == bullets.template_key == made.template_key


def test_letters_with_as_many_lists_share_too() -> None:
    made = template()
    one, three, many = (made.render({"x": RichText("\n\nog\n\n".join([NUMBERED] * times))})
                        for times in (1, 3, 5))
    assert one.template_key == three.template_key
    assert len({one.template_key, many.template_key, made.template_key}) == 3
    assert one.parts["word/numbering.xml"] is three.parts["word/numbering.xml"]
    assert set(used(many)) <= set(defined(many))


def test_the_key_names_what_is_shared() -> None:
    letter = template().render({"x": RichText(NUMBERED)})
    fixed = {name: data for name, data in letter.parts.items() if name != "word/document.xml"}
    assert letter.template_key == parts_key(fixed)


def test_the_file_is_whole_and_always_the_same() -> None:
    first, again = (template().render({"x": RichText(f"{NUMBERED}\n- c")}) for _ in range(2))
    assert first.data == again.data
    assert read_parts(first.data) == dict(first.parts)


@pytest.mark.parametrize("text", [NUMBERED, "- a\n  - b", "1. a\n   - b\n   - c\n2. d"])
def test_a_letterhead_without_lists_gets_them(text: str) -> None:
    made = template(bare())
    assert "word/numbering.xml" not in made.shared.fixed
    letter = made.render({"x": RichText(text)})
    assert set(used(letter)) <= set(defined(letter))
    for number in set(used(letter)):
        numbered = number != used(letter)[0] if text.startswith("- ") else number == used(letter)[0]
        assert form(letter, number) == (("decimal", "%1.") if numbered else ("bullet", "•"))
    opened = docx.Document(io.BytesIO(letter.data))
    assert opened.part.numbering_part is not None
    assert made.render({"x": "a"}).template_key == made.template_key


def test_a_list_style_with_one_level_lends_no_second() -> None:
    """The second level is then ours."""
    made = document("{{ x }}")
    for definition in made.part.numbering_part.element.findall(f"{W}abstractNum"):
        for level in definition.findall(f"{W}lvl")[1:]:
            definition.remove(level)
    letter = template(made).render({"x": RichText("- a\n  - b")})
    (inner,) = used(letter)
    assert form(letter, inner, 1) == ("bullet", "–")
