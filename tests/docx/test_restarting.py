"""Numbered lists of a passage begin anew wherever it stands, in the letterhead's looks."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.shared import Cm

from pipeline.docx.compile import compile_template
from pipeline.docx.compose import compose
from pipeline.docx.package import pack
from pipeline.pdf import Metadata
from pipeline.tools import engine
from tests.docx.building import ENVIRONMENT, document, docx_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HERE = '{%p include "dokument" %}'
X = '{%p include "x" %}'


def styled(*pairs: tuple[str, str]) -> Any:
    made = docx.Document()
    for style, words in pairs:
        made.add_paragraph(words, style=style)
    return made


def passage() -> Any:
    return styled(("List Number", "et"), ("List Number", "to"), ("List Bullet", "prik"))


def composed(main: Any, x: Any, head: Any = None) -> dict[str, bytes]:
    return compose(docx_bytes(main), docx_bytes(head or document(HERE)), {"x": docx_bytes(x)}, "b.docx")


def numbers(parts: dict[str, bytes]) -> list[tuple[str, int | None]]:
    """Each paragraph's words and the list it says it belongs to itself."""
    body = docx.Document(io.BytesIO(pack(parts)))
    return [(each.text, number.numId.val if number is not None else None) for each in body.paragraphs
            for number in [each._p.pPr.numPr if each._p.pPr is not None else None]]


def test_each_include_has_a_list_of_its_own_and_the_document_the_styles() -> None:
    main = styled(("List Number", "først"), ("Normal", X), ("Normal", X), ("List Number", "sidst"))
    found = numbers(composed(main, passage()))
    assert [words for words, _ in found] == [
        "først", "et", "to", "prik", "et", "to", "prik", "sidst"]
    (one, same), (two, again) = [[number for words, number in found[at:at + 2]] for at in (1, 4)]
    assert one == same != two == again
    assert None not in (one, two)
    assert {number for words, number in found if words in ("først", "sidst", "prik")} == {None}


def test_the_pdf_counts_from_one_in_each() -> None:
    from pypdfium2 import PdfDocument

    main = styled(("List Number", "først"), ("Normal", X), ("Normal", X), ("List Number", "sidst"))
    letter = compile_template(composed(main, passage()), ENVIRONMENT, "b.docx").render({})
    pdf = engine("typst").pdf(letter, metadata=Metadata(title="Prøve", author="Prøve"),
                               timestamp=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    words = PdfDocument(pdf.data)[0].get_textpage().get_text_range().split()
    labels = [word for word in words if word.rstrip(".").isdecimal()]
    assert labels == ["1.", "1.", "2.", "1.", "2.", "2."]


def test_a_list_begins_with_the_number_its_style_says() -> None:
    head = document(HERE)
    for start in head.part.numbering_part.element.iter(f"{W}start"):
        start.set(f"{W}val", "5")
    parts = composed(document(X), passage(), head)
    root = docx.Document(io.BytesIO(pack(parts))).part.numbering_part.element
    number = numbers(parts)[0][1]
    (made,) = [each for each in root.findall(f"{W}num") if each.get(f"{W}numId") == str(number)]
    definition = made.find(f"{W}abstractNumId").get(f"{W}val")
    (own,) = [each for each in root.findall(f"{W}abstractNum")
              if each.get(f"{W}abstractNumId") == definition]
    assert {each.get(f"{W}val") for each in own.iter(f"{W}start")} == {"5"}
    assert not list(own.iter(f"{W}pStyle", f"{W}nsid"))
    tags = [each.tag for each in root]
    assert tags == sorted(tags, key=[f"{W}abstractNum", f"{W}num"].index)


def test_the_styles_own_indent_holds_and_so_does_the_paragraphs_own_number() -> None:
    head, x = document(HERE), passage()
    head.styles["List Number"].paragraph_format.left_indent = Cm(3)
    own = x.paragraphs[1]._p.get_or_add_pPr().get_or_add_numPr()
    own.get_or_add_numId().val = 1
    made = docx.Document(io.BytesIO(pack(composed(document(X), x, head)))).paragraphs
    assert abs(made[0].paragraph_format.left_indent.cm - 3) < 0.01
    assert made[1].paragraph_format.left_indent is None


@pytest.mark.parametrize("chain", ["loop", "none"])
def test_styles_that_build_on_each_other_or_on_nothing_are_followed(chain: str) -> None:
    head = document(HERE)
    child = head.styles.add_style("Punkter", 1)
    child.base_style = head.styles["List Number"]
    if chain == "loop":
        head.styles["List Number"].element.pPr.remove(
            head.styles["List Number"].element.pPr.find(f"{W}numPr"))
        above = OxmlElement("w:basedOn")
        above.set(f"{W}val", child.style_id)
        head.styles["List Number"].element.find(f"{W}name").addnext(above)
    x = document("et")
    x.styles.add_style("Punkter", 1)
    x.paragraphs[0].style = x.styles["Punkter"]
    (found,) = numbers(composed(document(X), x, head))
    assert (found[1] is None) == (chain == "loop")
