"""Row headers: what the first column of a table without a header row says of each row."""

from __future__ import annotations

import io

import pikepdf
import pytest

from pipeline.pdf.setting.rowheads import with_row_headers

SINGLE = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                 for side in ("top", "left", "bottom", "right", "insideH", "insideV"))


def form(look: str = "0080") -> str:
    return (f"<w:tblPr><w:tblBorders>{SINGLE}</w:tblBorders>"
            f'<w:tblLook w:val="{look}"/></w:tblPr>')


def cell(text: str, properties: str = "", inner: str = "") -> str:
    words = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}<w:p>{words}</w:p></w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, look: str = "0080", columns: int = 2) -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl>{form(look)}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"


PAIRS = (row(cell("Sagsnummer"), cell("15/18085")), row(cell("Dato"), cell("2. marts")))


def attributes(pdf):
    """The table attributes of each header cell, and of each other cell."""
    found = {"/TH": [], "/TD": []}
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and str(item.get("/S", "")) in found:
                kept = {key: str(value) for each in item.A if each.O == "/Table"
                        for key, value in each.items() if key != "/O"}
                found[str(item.S)].append(kept)
    return found["/TH"], found["/TD"]


def test_the_first_column_heads_its_rows(make, typeset, tags):
    pdf = typeset(make(table(*PAIRS)))
    assert tags(pdf) == "Table(TR(TH(P) TD(P)) TR(TH(P) TD(P)))"
    assert attributes(pdf) == ([{"/Scope": "/Row"}] * 2, [{}] * 2)


@pytest.mark.parametrize("body", [
    table(*PAIRS, look="0000"),
    table(row(cell("Sagsnummer"), cell("15/18085"), properties="<w:tblHeader/>"), PAIRS[1]),
])
def test_other_tables_stay_as_they_are(make, typeset, tags, body):
    pdf = typeset(make(body))
    assert not any("/Row" in str(head) for head in attributes(pdf)[0])
    assert "TD(P) TD(P)" in tags(pdf)


def test_a_cell_that_tells_nothing_heads_nothing(make, typeset, tags):
    wide = row(cell("Bred", '<w:gridSpan w:val="2"/>'))
    pdf = typeset(make(table(row(cell(""), cell("x")), wide, PAIRS[0])))
    assert tags(pdf) == "Table(TR(TD TD(P)) TR(TD(P)) TR(TH(P) TD(P)))"


def test_a_header_over_two_rows(make, typeset, tags):
    body = table(row(cell("Timer", '<w:vMerge w:val="restart"/>'), cell("1")),
                 row(cell("", "<w:vMerge/>"), cell("2")), PAIRS[0])
    pdf = typeset(make(body))
    assert tags(pdf) == "Table(TR(TH(P) TD(P)) TR(TD(P)) TR(TH(P) TD(P)))"
    assert {"/Scope": "/Row", "/RowSpan": "2"} in attributes(pdf)[0]


def test_rows_that_are_all_merged_into_those_above(make, typeset, tags):
    first, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(row(cell("a", first), cell("b", first)), row(cell("", more), cell("", more)),
                 *PAIRS)
    assert tags(typeset(make(body))).count("TH(P)") == 3


def test_tables_in_tables_and_after_each_other_are_told_apart(make, typeset, tags):
    inner = table(*PAIRS)
    outer = table(row(cell("a"), cell("b", inner=inner)), look="0000")
    pdf = typeset(make(outer + table(*PAIRS, look="0000") + inner))
    assert tags(pdf).count("TH(P)") == 4
    assert tags(pdf).endswith("Table(TR(TH(P) TD(P)) TR(TH(P) TD(P)))")


def test_a_table_over_two_pages_has_its_headers_on_both(make, typeset, tags, read):
    pdf = typeset(make(table(*[row(cell(f"n{number}"), cell("v")) for number in range(80)])))
    assert pdf.pages == 2
    assert tags(pdf).count("TH(P)") == 80


def test_letters_of_one_shape_have_their_headers_too(make, typeset, tags):
    for word in ("Ida", "Bo"):
        body = table(row(cell("Navn"), cell(word)))
        assert tags(typeset(make(body))) == "Table(TR(TH(P) TD(P)))"


def test_nothing_moves_and_nothing_is_guessed(make, engine, about, when):
    plain = engine.pdf(make(table(*PAIRS, look="0000")), metadata=about, timestamp=when).data
    marked = with_row_headers(plain, [(True, False)])
    assert marked is not None
    assert len(marked) == len(plain)
    assert with_row_headers(plain, [()]) == plain
    for tables in ([(True,)], [(True, True), (True,)], []):
        assert with_row_headers(plain, tables) in (None, plain)
    assert with_row_headers(plain, [(True,)]) is None
    assert with_row_headers(plain + b"\n%", [(True, True)]) is None
