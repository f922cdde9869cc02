"""What a template's styles and lists say of a paragraph."""

from __future__ import annotations

import pytest

from pipeline import resources
from pipeline.docx.package import read_parts
from pipeline.docx.rich.letterhead import STEP, Letterhead, ListStyle


def kommune() -> Letterhead:
    path = resources.templates() / "brevpapir" / "kommune.docx"
    return Letterhead(read_parts(path.read_bytes()))


def styled(name: str, more: str = "") -> str:
    return f'<w:pPr><w:pStyle w:val="{name}"/>{more}</w:pPr>'


def test_the_list_styles_are_words_own() -> None:
    head = kommune()
    size = head.look("").size
    assert head.bullets == ListStyle("ListBullet", "1", "0", 2, size)
    assert head.numbers == ListStyle("ListNumber", "2", "1", 2, size)
    assert head.step == 340


def test_a_plain_paragraph() -> None:
    look = kommune().look("")
    assert (look.heading, look.boxed, look.left, look.item) == (False, False, 0, None)
    assert look == kommune().look(styled("Normal"))
    assert int(look.size) > 0


@pytest.mark.parametrize(("properties", "heading", "boxed", "left", "item"), [
    (styled("Heading2"), True, False, 0, None),
    ('<w:pPr><w:outlineLvl w:val="0"/></w:pPr>', True, False, 0, None),
    ('<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', False, False, 0, None),
    (styled("Fremhaevet"), False, True, 227, None),
    (styled("Fremhaevet", '<w:ind w:left="500"/>'), False, True, 500, None),
    (styled("ListBullet"), False, False, 340, ("1", 0)),
    (styled("ListBullet", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>'), False, False,
     680, ("2", 1)),
    (styled("ListBullet", '<w:numPr><w:numId w:val="0"/></w:numPr>'), False, False, 0, None),
    (styled("FindesIkke"), False, False, 0, None),
    ('<w:pPr><w:ind w:start="120"/></w:pPr>', False, False, 120, None),
    ('<w:pPr><w:ind w:left="1cm"/></w:pPr>', False, False, 0, None),
])
def test_looks(
    properties: str, heading: bool, boxed: bool, left: int, item: tuple[str, int] | None
) -> None:
    look = kommune().look(properties)
    assert (look.heading, look.boxed, look.left, look.item) == (heading, boxed, left, item)


def test_a_styles_size_and_space_come_from_where_it_is_based() -> None:
    head = kommune()
    assert head.look(styled("Tabeltekst")).size == "20"
    assert head.look(styled("ListBullet")).size == head.look("").size
    assert head.look(styled("Efter")).after == "120"
    assert head.look(styled("Oplaeg")).after == head.look("").after


def test_a_template_without_styles_has_no_lists() -> None:
    head = Letterhead({})
    assert (head.bullets, head.numbers, head.step) == (None, None, STEP)
    assert head.look(styled("Normal")).item is None


def test_styles_that_are_based_on_each_other_end() -> None:
    style = ('<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="x"/><w:basedOn w:val="{}"/>'
             "</w:style>")
    xml = ('<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
           f'{style.format("a", "b")}{style.format("b", "a")}</w:styles>')
    assert Letterhead({"word/styles.xml": xml.encode()}).look(styled("a")).left == 0
