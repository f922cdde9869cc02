"""Where lines break inside words: after hyphens, after slashes if need be, and last of all anywhere."""

from __future__ import annotations

import pytest

SHORT = "https://arkiv.example/hjemmetraening/skemaer/ansoegning/2026"
LONG = "https://arkiv.example/hjemmetraening/skemaer/ansoegninger/udgifter/bilag" + ("/" + "x" * 20) * 3


def p(text: str, properties: str = "", run: str = "") -> str:
    return (f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>")


@pytest.fixture
def lines(make, typeset, read):
    """The lines of a document, and each character where it stands."""
    return lambda body: [line.strip() for line in read(typeset(make(body)))[0].split("\n")]


def column(*paragraphs: str, width: int = 1500) -> str:
    return ('<w:tbl><w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
            f'<w:gridCol w:w="{width}"/><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:tc>'
            + "".join(paragraphs) + f'</w:tc><w:tc>{p("b")}</w:tc></w:tr></w:tbl>' + p("efter"))


@pytest.mark.parametrize("word", ["forælder/værge", "(forælder/værge),", "AVA/Tove"])
def test_a_slash_breaks_no_word_that_has_room_on_a_line(lines, word):
    for filler in range(60, 100, 2):
        found = lines(p("i" * filler + " " + "n" * 40 + " " + word + " ord"))
        assert any(word in line for line in found)


def test_a_hyphen_still_breaks_a_word_with_a_slash(lines):
    broken = False
    for filler in range(40, 60):
        found = lines(p("n" * filler + " " + "i" * 40 + " bevillings-og/eller ord"))
        assert any("og/eller" in line for line in found)
        # PDFium tells a hyphen at a line's end so, and goes on with the line after it.
        broken = broken or "bevillings\ufffeog/eller" in found[0]
    assert broken


def test_a_word_that_has_room_begins_a_line_of_its_own(lines):
    found = lines(p("Se den lange vejledning, som ligger her for alle: " + SHORT + " nu"))
    assert found[1] == SHORT + " nu"


def test_a_word_that_has_none_breaks_after_a_slash(lines):
    found = lines(p("Se den lange vejledning: " + LONG))
    assert "".join(found) == "Se den lange vejledning: " + LONG
    assert [line[-1] for line in found[:-1]] == ["/"] * (len(found) - 1)
    assert len(found) > 1


def test_a_word_without_any_place_to_break_begins_a_line_and_fills_it(lines, make, typeset, glyphs):
    body = column(p("Ja Hjemmetræningsansøgningen nu"))
    found = lines(body)
    assert found[0] == "Ja"
    assert found[1].startswith("Hjemmetræ")
    boxes = glyphs(typeset(make(body)))
    edge = boxes["J"][0][0] + 75 - 10.8
    assert max(box[2] for char in "emtrænigsøg" for box in boxes[char] if box[0] < 130) <= edge + 0.05


def test_a_large_or_wide_text_is_broken_by_its_own_size(lines):
    found = lines(p("m" * 35, run='<w:sz w:val="96"/>'))
    assert len(found) > 1
    assert "".join(found) == "m" * 35


def test_a_heading_keeps_its_words(make, typeset):
    import pypdfium2

    word = "Hjemmetræningsansøgning" * 5
    pdf = typeset(make(p(f"Og/eller {word}", '<w:pStyle w:val="H1"/>') + p("x")))
    outline = [entry.get_title() for entry in pypdfium2.PdfDocument(pdf.data).get_toc()]
    assert outline == [f"Og/eller {word}"]


def test_words_from_another_letter_are_broken_the_same(make, engine, about, when):
    from pipeline.pdf.setting.engine import TypstEngine

    def letter(*words):
        return make("".join(map(p, words)) + column(p(words[0]), p(words[1])))

    shared = TypstEngine()
    shared.pdf(letter("Ida", "Bo"), metadata=about, timestamp=when)
    for words in ((LONG, "og/eller"), ("Ida og/eller Bo", SHORT), ("a-b/c-d", "ja/nej, /nej")):
        fresh = TypstEngine().pdf(letter(*words), metadata=about, timestamp=when)
        assert shared.pdf(letter(*words), metadata=about, timestamp=when).data == fresh.data
    assert len(shared._templates.get(letter("a", "b")).shapes._known) == 1
