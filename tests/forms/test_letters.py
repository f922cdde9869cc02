"""Our own letters: every one of Latin, Greek and Cyrillic, and no other."""

from __future__ import annotations

import io
import unicodedata

import pytest
from fontTools.ttLib import TTFont

from pipeline.forms.letters import WIN_ANSI, cut, face_of, faces_of, lacking, normal, width


@pytest.mark.parametrize("text", [
    "æøå ÆØÅ éüß ðþ ŁłŚśĞğ", "Αλφάβητο", "Съешь ещё", "12.345,67 kr. – »citat« … €", "ǿ Ǿ ḿ",
])
def test_letters_that_can_be_set(text):
    assert lacking(text) == ()


@pytest.mark.parametrize("letter", [
    "ع", "א", "न", "漢", "한", "😀", "\x07", "\u202e", "\U000e0041", "\ue000",
])
def test_letters_that_cannot(letter):
    assert lacking(f"a{letter}b{letter}") == (letter,)


def test_a_text_is_composed_and_without_what_nobody_sees():
    assert normal("a\u030angstro\u0308m") == "ångström"
    assert normal("hjemme\u00adtræ\u200bning\ufeff") == "hjemmetræning"
    assert normal("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd e"


def test_widths_are_those_of_arial():
    assert round(1000 * width("a")) == 556
    assert round(1000 * width("å")) == 556
    assert width("") == 0


def test_a_cut_holds_just_its_letters():
    found = cut(0, frozenset("åÅ "))
    font = TTFont(io.BytesIO(found.data))
    assert set(font.getBestCmap()) == {ord(letter) for letter in "åÅ "}
    assert font.getBestCmap()[ord("å")] == font.getGlyphName(found.glyphs[found.letters.index("å")])
    assert found.name[6] == "+"
    assert found.name[:6].isupper()
    assert found.data == cut.__wrapped__(0, frozenset("åÅ ")).data


def test_the_common_letters_are_always_there():
    assert faces_of([]) == {0: frozenset(WIN_ANSI)}
    assert len(WIN_ANSI) == 218
    assert all(face_of(letter) == 0 for letter in WIN_ANSI if unicodedata.category(letter) != "Cf")


def test_a_second_font_has_what_the_first_lacks():
    rare = next(chr(code) for code in range(0x100, 0x2000) if face_of(chr(code)) == 1)
    assert faces_of([f"a{rare}"])[1] == frozenset(rare)
