"""What a translator may and may not change in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.translation.syntax import (
    escaped,
    fault,
    field_names,
    has_words,
    renamed,
    tokens,
)

PLAIN = "Kommunen fik dit brev fra {barn.navn} den {a.dato|dato}."
CHOICE = "Vi siger {if1}ja til {a.navn}{elif1}en del{else1}nej{end1}.{if2} Tak, {b}.{end2}"
MARKED = "<b1>Svar senest {frist|dato}.</b1> Skriv til <a2>os</a2>.<linje1/>Hilsen"
LOOP = "{for1}{x.navn}{if2}, {end2}{end1} er med"


@pytest.mark.parametrize("message", [PLAIN, CHOICE, MARKED, LOOP, "Hej", ""])
def test_a_sentence_fits_itself(message: str) -> None:
    assert fault(message, message) is None


@pytest.mark.parametrize(("message", "translation"), [
    (PLAIN, "On {a.dato|dato} the municipality got your letter from {barn.navn}."),
    (CHOICE, "We say {if1}{a.navn}: yes{elif1}partly{else1}no{end1}.{if2} {b}, thanks.{end2}"),
    (MARKED, "Write to <a2>us</a2>.<linje1/>Regards <b1>Answer by {frist|dato}.</b1>"),
    (LOOP, "Taking part: {for1}{if2}, {end2}{x.navn}{end1}"),
    ("<b1>A</b1> og <i2>B</i2>", "<i2>B</i2> and <b1>A</b1>"),
    ("<b1>A {x}</b1>", "<b1>{x} A</b1>"),
    (r"Skriv \{x}", r"Write \{y}"),
])
def test_words_fields_and_marks_may_change_places(message: str, translation: str) -> None:
    assert fault(message, translation) is None


@pytest.mark.parametrize(("message", "translation", "wrong"), [
    (PLAIN, "The municipality got your letter from {barn.navn}.", "felter"),
    (PLAIN, PLAIN.replace("{barn.navn}", "{barn.navn} {barn.navn}"), "felter"),
    (PLAIN, PLAIN.replace("{barn.navn}", "{barnets.navn}"), "ukendt"),
    (PLAIN, PLAIN.replace("|dato", ""), "ukendt"),
    (PLAIN, f"<b1>{PLAIN}</b1>", "ukendt"),
    (PLAIN, PLAIN + "{if1}{end1}", "ukendt"),
    # A field that may be nothing has left the condition that asks for it.
    (CHOICE, "{a.navn}: we say {if1}yes{elif1}partly{else1}no{end1}.{if2} Thanks, {b}.{end2}", "felter"),
    (CHOICE, "We say {if1}yes{elif1}partly{else1}no to {a.navn}{end1}.{if2} {b}{end2}", "felter"),
    (CHOICE, "{if2} Thanks, {b}.{end2} We say {if1}{a.navn}{elif1}partly{else1}no{end1}.", "styring"),
    (CHOICE, "We say {if1}{a.navn}{else1}no{end1}.{if2} Thanks, {b}.{end2}", "styring"),
    (CHOICE, "We say {if1}{a.navn}{elif1}partly{else1}no.{if2} Thanks, {b}.{end2}", "styring"),
    (MARKED, MARKED.replace("</b1>", ""), "maerker"),
    (MARKED, MARKED.replace("<b1>", "").replace("</b1>", ""), "maerker"),
    (MARKED, MARKED.replace("<linje1/>", ""), "felter"),
    ("<b1>A</b1> <i2>B</i2>", "<b1>A <i2>B</b1></i2>", "maerker"),
    ("<b1>A</b1>{if1}B{end1}", "<b1>A{if1}B</b1>{end1}", "maerker"),
    ("Hej", r"\{\{ sagsnummer }}", "tegn"),
    ("Hej", r"\{% set x = 1 %}", "tegn"),
    ("Hej", r"Hello \{", "tegn"),
    ("Hej", "Hello }", "tegn"),
    ("Hej", "Hel\x01lo", "tegn"),
    ("Hej", "Hel\ufdd0lo", "tegn"),
    (r"Skriv \{x}", r"Write \{\{x}}", "tegn"),
])
def test_a_translation_that_would_break_a_letter_is_refused(
    message: str, translation: str, wrong: str,
) -> None:
    assert fault(message, translation) == wrong


@given(st.text(alphabet="ab {}<>/\\1if|æ", max_size=30))
def test_words_come_back_as_they_were(words: str) -> None:
    read = tokens(escaped(words))
    assert "".join(token.value for token in read) == words
    assert all(token.kind == "text" for token in read)


@given(st.text(alphabet="ab{}<>/\\1if|", max_size=30))
def test_reading_any_text_ends(words: str) -> None:
    assert fault(words, words) in (None, "maerker", "tegn")


def test_what_has_words() -> None:
    assert has_words("c/o {x}")
    assert has_words("<b1>{x}:</b1> ja")
    assert not has_words("{postnr} {by} – <linje1/>12")


def test_fields_get_other_names() -> None:
    assert field_names(CHOICE) == ("a.navn", "b")
    assert renamed(CHOICE, {"a.navn": "x.navn"}) == CHOICE.replace("{a.navn}", "{x.navn}")
    assert renamed(MARKED, {}) == MARKED
