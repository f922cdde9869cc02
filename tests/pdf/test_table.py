"""Tables: shape, borders, headings, heights, and layout tables that are none."""

from __future__ import annotations

import ctypes

import pypdfium2
import pytest

SINGLE = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                 for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
RULED = f"<w:tblPr><w:tblBorders>{SINGLE}</w:tblBorders></w:tblPr>"
PLAIN = "<w:tblPr/>"


def cell(text: str, properties: str = "") -> str:
    return (f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, form: str = RULED, widths: tuple[int, ...] = (3000, 3000)) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{form}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"


def test_a_header_row_has_header_cells(make, typeset, tags):
    body = table(row(cell("Mål"), cell("Timer"), properties="<w:tblHeader/>"),
                 row(cell("a"), cell("1")))
    assert tags(typeset(make(body))) == (
        "Table(THead(TR(TH(P) TH(P))) TBody(TR(TD(P) TD(P))))")


def test_a_header_row_is_repeated_on_each_page(make, typeset, read):
    body = table(row(cell("Rubrik"), cell("Timer"), properties="<w:tblHeader/>"),
                 *[row(cell(f"r{number}"), cell("1")) for number in range(90)])
    pages = read(typeset(make(body)))
    assert len(pages) == 2
    assert all("Rubrik" in page for page in pages)


def test_a_table_without_lines_and_headers_is_layout(make, typeset, tags, read):
    pdf = typeset(make(table(row(cell("Sag"), cell("15/18085")), form=PLAIN)))
    assert "Table" not in tags(pdf)
    assert read(pdf)[0].split() == ["Sag", "15/18085"]


BAR = ('<w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>'
       + SINGLE + '</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>')
SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="C9D5DE"/>'


@pytest.mark.parametrize("filled", [0, 1, 3, 9, 10])
def test_a_bar_is_as_long_as_it_says_and_no_table_to_a_reader(make, typeset, tags, read, filled):
    shaded = cell("60 %", f'<w:gridSpan w:val="{filled}"/>{SHADE}')
    open_ = cell("" if filled else "60 %", f'<w:gridSpan w:val="{10 - filled}"/>')
    cells = [each for each, columns in ((shaded, filled), (open_, 10 - filled)) if columns]
    pdf = typeset(make(table(row(*cells), form=BAR, widths=(900,) * 10)))
    assert "Table" not in tags(pdf)
    assert read(pdf)[0].split() == ["60", "%"]
    assert shaded_width(pdf) == pytest.approx(filled * 45.0, abs=1.5)


def shaded_width(pdf):
    """How wide the area in the bar's colour is, in points."""
    document = pypdfium2.PdfDocument(pdf.data)
    widths = [0.0]
    for drawn in document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        rgba = [ctypes.c_uint() for _ in range(4)]
        pypdfium2.raw.FPDFPageObj_GetFillColor(drawn.raw, *map(ctypes.byref, rgba))
        left, _, right, _ = drawn.get_bounds()
        if [part.value for part in rgba[:3]] == [0xC9, 0xD5, 0xDE]:
            widths.append(right - left)
    document.close()
    return max(widths)


def test_a_ruled_table_in_which_two_cells_speak_stays_one(make, typeset, tags):
    assert "Table" in tags(typeset(make(table(row(cell("Sag"), cell("15/18085"))))))


def test_spans_keep_the_shape(make, typeset, tags):
    body = table(
        row(cell("bred", '<w:gridSpan w:val="2"/>'), cell("høj", '<w:vMerge w:val="restart"/>')),
        row(cell("a"), cell("b"), cell("", "<w:vMerge/>")),
        widths=(2000, 2000, 2000))
    assert tags(typeset(make(body))) == "Table(TR(TD(P) TD(P)) TR(TD(P) TD(P)))"


@pytest.mark.parametrize(("rule", "expected"), [("exact", 40.0), ("atLeast", 40.0)])
def test_row_heights(make, typeset, glyphs, rule, expected):
    height = f'<w:trHeight w:val="800" w:hRule="{rule}"/>'
    body = table(row(cell("A"), properties=height), row(cell("B")), form=PLAIN, widths=(3000,))
    found = glyphs(typeset(make(body)))
    assert found["A"][0][1] - found["B"][0][1] == pytest.approx(expected, abs=0.1)


def test_a_row_grows_beyond_its_least_height(make, typeset, glyphs):
    tall = cell("A</w:t><w:br/><w:t>x</w:t><w:br/><w:t>y</w:t><w:br/><w:t>z")
    body = table(row(tall, properties='<w:trHeight w:val="400"/>'), row(cell("B")),
                 form=PLAIN, widths=(3000,))
    found = glyphs(typeset(make(body)))
    assert found["A"][0][1] - found["B"][0][1] == pytest.approx(4 * 12.65, abs=0.1)


def test_an_exact_row_of_an_address_stays_in_its_window(make, typeset, glyphs):
    tall = cell("A" + "</w:t><w:br/><w:t>x" * 9)
    body = table(row(tall, properties='<w:trHeight w:val="800" w:hRule="exact"/>'),
                 row(cell("B")), form=PLAIN, widths=(3000,))
    found = glyphs(typeset(make(body)))
    assert found["A"][0][1] - found["B"][0][1] == pytest.approx(40.0, abs=0.1)


def test_columns_stand_where_the_cells_say(make, typeset, glyphs):
    wide = '<w:tcW w:w="4000" w:type="dxa"/>'
    body = table(row(cell("A", wide), cell("B", wide)), form=PLAIN)
    found = glyphs(typeset(make(body)))
    assert found["B"][0][0] - found["A"][0][0] == pytest.approx(200.0, abs=0.1)


def test_a_table_of_per_cent_fills_its_share(make, typeset, glyphs):
    form = '<w:tblPr><w:tblW w:w="5000" w:type="pct"/></w:tblPr>'
    half = '<w:tcW w:w="2500" w:type="pct"/>'
    found = glyphs(typeset(make(table(row(cell("A", half), cell("B", half)), form=form))))
    assert found["B"][0][0] - found["A"][0][0] == pytest.approx(481.9 / 2, abs=0.1)


def test_tables_before_word_2013_stand_out_by_the_cell_margin(make, typeset, glyphs):
    body = table(row(cell("A"), cell("B")), form=PLAIN)
    old = ('<w:compat><w:compatSetting w:name="compatibilityMode" w:val="14" '
           'w:uri="http://schemas.microsoft.com/office/word"/></w:compat>')
    new_left = glyphs(typeset(make(body)))["A"][0][0]
    old_left = glyphs(typeset(make(body, settings=old)))["A"][0][0]
    assert new_left - old_left == pytest.approx(5.4, abs=0.05)


STYLE = """<w:style w:type="table" w:styleId="T"><w:name w:val="t"/><w:tblPr>
<w:tblStyleRowBandSize w:val="1"/></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:sz w:val="44"/></w:rPr></w:tblStylePr>
<w:tblStylePr w:type="firstCol"><w:rPr><w:sz w:val="32"/></w:rPr></w:tblStylePr>
<w:tblStylePr w:type="band1Horz"><w:rPr><w:sz w:val="16"/></w:rPr></w:tblStylePr>
<w:tblStylePr w:type="band2Horz"><w:rPr><w:sz w:val="12"/></w:rPr></w:tblStylePr></w:style>"""


@pytest.mark.parametrize(("look", "sizes"), [
    ("04A0", {"A": 22, "B": 22, "C": 16, "D": 8, "E": 16, "F": 6}),
    ("0480", {"A": 16, "B": 8, "C": 16, "D": 6, "E": 16, "F": 8}),
    ("0600", {"A": 11, "B": 11, "C": 11, "D": 11, "E": 11, "F": 11}),
])
def test_a_table_style_dresses_rows_columns_and_bands(make, typeset, glyphs, look, sizes):
    form = f'<w:tblPr><w:tblStyle w:val="T"/><w:tblLook w:val="{look}"/></w:tblPr>'
    body = table(row(cell("A"), cell("B")), row(cell("C"), cell("D")), row(cell("E"), cell("F")),
                 form=form)
    found = glyphs(typeset(make(body, styles=STYLE)))
    heights = {name: found[name][0][3] - found[name][0][1] for name in sizes}
    per_point = heights["A"] / sizes["A"]
    assert {name: round(height / per_point) for name, height in heights.items()} == sizes


def test_tables_stand_in_each_other_up_to_a_depth(make, typeset, read, refusals):
    inner = table(row(cell("inde"), properties='<w:trHeight w:val="400"/>'), widths=(1000,))
    for _ in range(5):
        inner = table(row(f"<w:tc><w:tcPr/>{inner}</w:tc>", properties='<w:trHeight w:val="400"/>'),
                      widths=(3000,))
    assert read(typeset(make(inner)))[0].strip() == "inde"
    assert refusals(make(table(row(f"<w:tc><w:tcPr/>{inner}</w:tc>"), widths=(3000,)))) == [
        ("pdf-tabel-dyb", "word/document.xml, afsnit 1")]


def test_an_uneven_table_is_filled_up(make, typeset, read):
    body = table(row(cell("a"), cell("b")), row(cell("c")))
    assert read(typeset(make(body)))[0].split() == ["a", "b", "c"]


def test_a_row_that_may_not_split_moves_whole(make, typeset, read):
    rows = [row(cell(f"r{number}")) for number in range(52)]
    tall = cell("først" + "</w:t><w:br/><w:t>x" * 6 + "</w:t><w:br/><w:t>sidst")
    whole = read(typeset(make(table(*rows, row(tall, properties="<w:cantSplit/>"),
                                    widths=(3000,)))))
    split = read(typeset(make(table(*rows, row(tall), widths=(3000,)))))
    assert "først" in whole[1]
    assert "først" in split[0]
    assert "sidst" in split[1]


def test_dark_cells_have_white_text(make, typeset):
    dark = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
    white = '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>'
    one, other = (typeset(make(table(row(cell("tekst", shade)), widths=(3000,)))).data
                  for shade in (dark, white))
    assert one != other


def test_paragraph_numbers_count_cells(make, refusals):
    framed = ('<w:tc><w:tcPr/><w:p><w:pPr><w:framePr w:w="100"/></w:pPr><w:r><w:t>x</w:t></w:r>'
              "</w:p></w:tc>")
    assert refusals(make(table(row(cell("a"), framed)))) == [
        ("pdf-ramme", "word/document.xml, afsnit 2")]


def test_a_centred_table_leaves_its_cells_to_the_left(make, typeset, glyphs):
    form = '<w:tblPr><w:tblW w:w="4000" w:type="dxa"/><w:jc w:val="center"/></w:tblPr>'
    body = table(row(cell("A"), cell("B", '<w:vAlign w:val="center"/>')), form=form,
                 widths=(2000, 2000))
    found = glyphs(typeset(make(body)))
    middle = 595.3 / 2
    assert found["A"][0][0] == pytest.approx(middle - 100 + 5.4, abs=0.5)
    assert found["B"][0][0] == pytest.approx(middle + 5.4, abs=0.5)


def test_a_line_between_cells_is_drawn_where_one_of_them_asks(make, typeset, tags):
    lower = "<w:tcBorders><w:top w:val='nil'/></w:tcBorders>"
    upper = "<w:tcBorders><w:bottom w:val='single' w:sz='8' w:color='000000'/></w:tcBorders>"
    drawn = table(row(cell("a", upper)), row(cell("b", lower)), form=PLAIN, widths=(2000,))
    bare = table(row(cell("a")), row(cell("b", lower)), form=PLAIN, widths=(2000,))
    assert "Table" in tags(typeset(make(drawn)))
    assert "Table" not in tags(typeset(make(bare)))


@pytest.mark.parametrize(("keep", "page"), [("", 0), ("<w:keepNext/>", 1)])
def test_a_table_kept_with_what_follows_moves_along(make, typeset, read, keep, page):
    filler = "".join(f"<w:p><w:r><w:t>linje{number}</w:t></w:r></w:p>" for number in range(54))
    kept = table(row(cell("rubrik"), cell("b")), row(cell("a"), cell("b")))
    kept = kept.replace("<w:p><w:r>", f"<w:p><w:pPr>{keep}</w:pPr><w:r>").removesuffix("<w:p/>")
    after = "<w:p><w:pPr><w:keepLines/></w:pPr><w:r><w:t>" + "efter " * 60 + "</w:t></w:r></w:p>"
    pages = read(typeset(make(filler + kept + after)))
    assert "rubrik" in pages[page]
    assert "efter" in pages[1]


def excepted(*cells: str, form: str) -> str:
    return row(*cells).replace("<w:trPr>", f"<w:tblPrEx>{form}</w:tblPrEx><w:trPr>")


def test_a_row_may_have_margins_of_its_own(make, typeset, glyphs):
    wide = '<w:tblCellMar><w:left w:w="400" w:type="dxa"/></w:tblCellMar>'
    other = excepted(cell("C"), cell("d"), form=wide)
    found = glyphs(typeset(make(table(row(cell("A"), cell("b")), other))))
    assert found["C"][0][0] - found["A"][0][0] == pytest.approx(20 - 5.4, abs=0.6)


def drawn(pdf):
    """Where each line is: left, bottom, right and top."""
    document = pypdfium2.PdfDocument(pdf.data)
    found = [path.get_bounds() for path in document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
    document.close()
    return found


def test_a_row_may_have_borders_of_its_own(make, typeset):
    none = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "right", "insideV", "bottom"))
    rows = [row(cell("a"), cell("b")), row(cell("c"), cell("d"))]
    bare = excepted(cell("c"), cell("d"), form=f"<w:tblBorders>{none}</w:tblBorders>")
    whole, less = (drawn(typeset(make(table(rows[0], each)))) for each in (rows[1], bare))
    assert len(whole) == 3 + 3
    # The rows' borders meet between them, and there the first row's is drawn.
    assert len(less) == 2 + 3
    assert min(bottom for _, bottom, _, _ in less) > min(bottom for _, bottom, _, _ in whole) + 10


def test_what_else_a_row_has_of_its_own_is_refused(make, refusals, typeset):
    odd = excepted(cell("c"), cell("d"), form='<w:jc w:val="right"/>')
    assert [code for code, _ in refusals(make(table(odd)))] == ["pdf-tabel-raekke"]
    same = excepted(cell("c"), cell("d"), form='<w:tblW w:w="0" w:type="auto"/><w:tblLook/>')
    assert typeset(make(table(same))).pages == 1


FIXED = RULED.replace("</w:tblPr>", '<w:tblLayout w:type="fixed"/></w:tblPr>')
WISHES = ('<w:tcW w:w="3000" w:type="dxa"/>', '<w:tcW w:w="3000" w:type="dxa"/>')


@pytest.mark.parametrize(("form", "grid", "wishes", "first"), [
    (RULED, (2000, 4000), WISHES, 100),
    (FIXED, (2000, 4000), WISHES, 150),
    (RULED, (3000, 3000), ('<w:tcW w:w="2000" w:type="dxa"/>', '<w:tcW w:w="4000" w:type="dxa"/>'), 100),
    (RULED, (2000,), WISHES, 150),
])
def test_columns_that_fit_what_they_hold_are_as_word_left_them(
    make, typeset, glyphs, form, grid, wishes, first,
):
    found = glyphs(typeset(make(table(row(cell("A", wishes[0]), cell("B", wishes[1])), form=form,
                                      widths=grid))))
    assert found["B"][0][0] - found["A"][0][0] == pytest.approx(first, abs=0.1)


def test_what_follows_a_table_in_a_cell_has_a_height_only_with_words(make, typeset, glyphs):
    inner = table(row(cell("Alma")), widths=(2000,)).removesuffix("<w:p/>")
    empty, words = "<w:p/>", "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    for after, lines in ((empty, 0), (words, 1), (empty * 2, 2), (empty + words, 2)):
        outer = table(f"<w:tr><w:tc><w:tcPr/>{inner}{after}</w:tc></w:tr>", row(cell("Berg")),
                      form=PLAIN, widths=(4000,))
        found = glyphs(typeset(make(outer)))
        assert found["A"][0][1] - found["B"][0][1] == pytest.approx(12.9 + lines * 12.65, abs=0.1)


def test_rows_in_a_row_of_exact_height_are_cut_off_and_not_squeezed(make, typeset, glyphs):
    inner = table(row(cell("Alma")), row(cell("Berg")), widths=(2000,), form=PLAIN)
    outer = table(f'<w:tr><w:trPr><w:trHeight w:val="300" w:hRule="exact"/></w:trPr>'
                  f"<w:tc><w:tcPr/>{inner}</w:tc></w:tr>", form=PLAIN, widths=(4000,))
    found = glyphs(typeset(make(outer)))
    assert found["A"][0][1] - found["B"][0][1] == pytest.approx(12.65, abs=0.1)
