"""Tables that come again: read once, and yet each is as if it had been read where it stands."""

from __future__ import annotations

import pytest

from pipeline.pdf.setting import document, table
from pipeline.pdf.setting.engine import TypstEngine

NUMBERED = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="360" w:hanging="360"/>
</w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"""
ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
LINK = ('<w:hyperlink w:anchor="her"><w:r><w:t>se her</w:t></w:r></w:hyperlink>')


def p(text: str, properties: str = "", more: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r>{more}</w:p>"


def grid(*cells: str, properties: str = "") -> str:
    inside = "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{each}</w:tc>'
                     for each in cells)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tr>{inside}</w:tr></w:tbl>"


@pytest.fixture
def reads(monkeypatch):
    """How many tables have been read, and set, from their XML."""
    found: list[object] = []
    real = table.set_table

    def counted(context, element, around, width):
        if not context.depth:
            found.append(element)
        return real(context, element, around, width)

    monkeypatch.setattr(table, "set_table", counted)
    return found


@pytest.fixture
def code(monkeypatch, about):
    """A document's own source by its shape, and by a walk that knows no shapes."""
    engine = TypstEngine()

    def source(docx) -> str:
        template = engine._templates.get(docx)
        whole = document.source(docx, template, engine._store, engine._heights, about)
        return whole.code.partition("#show: set-up")[2] + repr(whole.heads)

    def two(docx) -> tuple[str, str]:
        by_shape = source(docx)
        with monkeypatch.context() as patch:
            patch.setattr(document, "shape", lambda _: None)
            return by_shape, source(docx)

    two.alone = source
    return two


def test_a_table_of_a_known_shape_is_not_read_again(make, code, reads):
    code.alone(make(p("Kære Ida") + grid(p("Mål"), p("Nået")) + grid(p("Timer"), p("14"))))
    assert len(reads) == 1
    other = make(p("Kære Bo") + p("og Ea") + grid(p("Status"), p("I gang")))
    assert "I gang" in code.alone(other)
    assert len(reads) == 1


@pytest.mark.parametrize("body", [
    grid(p("a"), p("b")) + grid(p("c"), p("d")) + grid(p("e")),
    p("Et", '<w:pStyle w:val="H1"/>') + grid(p("To", '<w:pStyle w:val="H2"/>'))
    + grid(p("To", '<w:pStyle w:val="H2"/>')) + grid(p("Fire", '<w:pStyle w:val="H4"/>'))
    + grid(p("Fire", '<w:pStyle w:val="H4"/>')),
    grid(p("et", ITEM)) + grid(p("to", ITEM)) + p("tre", ITEM) + grid(p("fire", ITEM)),
    p("her", more='<w:bookmarkStart w:id="1" w:name="her"/><w:bookmarkEnd w:id="1"/>')
    + grid(p("a", more=LINK)) + grid(p("b", more=LINK)),
    grid(p("a"), grid(p("indre")) + p("b")) + grid(p("c"), grid(p("indre")) + p("d")),
], ids=["plain", "headings", "numbers", "links", "tables"])
def test_a_table_is_set_as_if_it_were_read_where_it_stands(make, code, body):
    docx = make(body, numbering=NUMBERED)
    one, other = code(docx)
    assert one == other
    assert code.alone(docx) == other


def test_what_counts_or_asks_is_read_each_time(make, code, reads):
    code.alone(make(grid(p("et", ITEM)) + grid(p("to", ITEM)), numbering=NUMBERED))
    before = len(reads)
    code.alone(make(p("ny") + grid(p("et", ITEM)) + grid(p("to", ITEM)), numbering=NUMBERED))
    assert len(reads) == before + 2


def test_the_refusals_of_a_table_have_its_place(make, refusals):
    frame = '<w:framePr w:w="100" w:dropCap="drop"/>'
    assert refusals(make(p("før") + grid(p("a")) + grid(p("b", frame)))) == [
        ("pdf-ramme", "word/document.xml, afsnit 3")]
