"""Lists: labels counted as Word counts, nested as they look, tagged as lists."""

from __future__ import annotations

import pytest

from pipeline.pdf.word.numbering import numeral


def level(ilvl: int, form: str, text: str, left: int, extra: str = "") -> str:
    return (f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" '
            'w:hanging="360"/></w:pPr></w:lvl>')


BULLET = ('<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/><w:pPr><w:ind '
          'w:left="720" w:hanging="360"/></w:pPr><w:rPr><w:rFonts w:ascii="Symbol" '
          'w:hAnsi="Symbol"/></w:rPr></w:lvl>')
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">' + level(0, "decimal", "%1.", 360)
    + level(1, "lowerLetter", "%2)", 720) + level(2, "decimal", "%1.%3", 1080) + "</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="1">{BULLET}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>')


def item(text: str, num: int = 1, ilvl: int = 0, extra: str = "") -> str:
    return (f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num}"/></w:numPr>'
            f"{extra}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")


PLAIN = "<w:p><w:r><w:t>mellem</w:t></w:r></w:p>"


def words(read, pdf):
    return " ".join(read(pdf)[0].split())


def test_levels_count_and_restart(make, typeset, read, tags):
    body = (item("a") + item("b", ilvl=1) + item("c", ilvl=1) + item("d") + item("e", ilvl=1)
            + item("f", ilvl=2))
    pdf = typeset(make(body, numbering=NUMBERING))
    assert words(read, pdf) == "1. a a) b b) c 2. d a) e 2.1 f"
    one = "LI(Lbl LBody(P))"
    assert tags(pdf) == f"L({one} L({one} {one}) {one} L({one} L({one})))"


def test_a_list_goes_on_after_text_and_another_starts_over(make, typeset, read):
    body = item("a") + PLAIN + item("b") + item("c", num=3) + item("d", num=3)
    assert words(read, typeset(make(body, numbering=NUMBERING))) == (
        "1. a mellem 2. b 1. c 2. d")


def test_bullets_of_symbol_fonts_become_bullets(make, typeset, read, tags):
    pdf = typeset(make(item("a", num=2) + item("b", num=2), numbering=NUMBERING))
    assert words(read, pdf) == "\u2022 a \u2022 b"
    assert tags(pdf) == "L(LI(Lbl LBody(P)) LI(Lbl LBody(P)))"


def test_lists_nest_by_indent_also_without_levels(make, typeset, tags):
    deeper = '<w:ind w:left="1080" w:hanging="360"/>'
    body = item("a", num=2) + item("b", num=1, extra=deeper) + item("c", num=2)
    assert tags(typeset(make(body, numbering=NUMBERING))) == (
        "L(LI(Lbl LBody(P)) L(LI(Lbl LBody(P))) LI(Lbl LBody(P)))")


def test_labels_hang_left_of_the_text(make, typeset, glyphs):
    pdf = typeset(make(item("x" + " ord" * 60), numbering=NUMBERING))
    found = glyphs(pdf)
    assert found["1"][0][0] == pytest.approx(56.7, abs=0.5)
    assert found["x"][0][0] == pytest.approx(56.7 + 18, abs=0.5)
    assert min(box[0] for box in found["o"]) == pytest.approx(56.7 + 18, abs=0.5)
    assert found["1"][0][1] == pytest.approx(found["x"][0][1], abs=0.1)


def test_space_between_items(make, typeset, glyphs):
    spaced = '<w:spacing w:after="120"/>'
    body = item("A", num=2, extra=spaced) + item("B", num=2) + item("C", num=2)
    found = glyphs(typeset(make(body, numbering=NUMBERING)))
    assert found["A"][0][1] - found["B"][0][1] == pytest.approx(12.65 + 6, abs=0.05)
    assert found["B"][0][1] - found["C"][0][1] == pytest.approx(12.65, abs=0.05)


def test_a_numbered_heading_is_a_heading(make, typeset, tags, read):
    body = item("Baggrund", extra='<w:outlineLvl w:val="0"/>') + PLAIN
    pdf = typeset(make(body, numbering=NUMBERING))
    assert tags(pdf) == "H1 P"
    assert words(read, pdf) == "1. Baggrund mellem"


def test_number_formats(make, refusals):
    assert [numeral(value, "lowerLetter") for value in (1, 26, 27)] == ["a", "z", "aa"]
    assert [numeral(value, "upperRoman") for value in (4, 9, 14)] == ["IV", "IX", "XIV"]
    assert numeral(3, "decimalZero") == "03"
    chinese = NUMBERING.replace('w:val="decimal"', 'w:val="chineseCounting"')
    assert refusals(make(item("a"), numbering=chinese)) == [
        ("pdf-nummerering", "word/document.xml, afsnit 1")]


def test_an_unknown_bullet_is_refused(make, refusals):
    odd = NUMBERING.replace("\uf0b7", "\uf04a").replace('"Symbol"', '"Webdings"')
    assert refusals(make(item("a", num=2), numbering=odd)) == [
        ("pdf-punkttegn", "word/document.xml, afsnit 1")]
