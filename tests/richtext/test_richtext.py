"""A text with marks is a text: it compares, counts and travels like one."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.richtext import RichText, rich, unmarked


@pytest.mark.parametrize("text", [
    "", "En linje.", "a\nb", "a\nb\n", " a", "5*3", "fil_navn", "14. marts", "- ", "C:\\x", "1. april",
])
def test_a_text_without_marks_is_itself(text: str) -> None:
    assert rich(text) is text
    assert type(rich(text)) is str


@pytest.mark.parametrize("text", [
    "**a**", "_a_", "a\n\nb", "- a", "  - a", "1. a\n2. b", r"\*a", r"1\. a"])
def test_a_text_with_marks_is_known(text: str) -> None:
    assert type(rich(text)) is RichText


@given(st.text("ab1 *_-.\\\n\t", max_size=30))
def test_what_is_left_as_it_is_shows_as_it_is(text: str) -> None:
    made = rich(text)
    assert made == text
    if type(made) is str and text.strip():
        assert RichText(text).plain.strip() == text.strip()


def test_it_compares_counts_and_travels_as_its_characters() -> None:
    text = rich("**a**\n\n- b")
    assert text == "**a**\n\n- b"
    assert hash(text) == hash("**a**\n\n- b")
    assert len(text) == 10
    assert json.dumps([text]) == json.dumps(["**a**\n\n- b"])
    back: Any = pickle.loads(pickle.dumps(text))
    assert type(back) is RichText
    assert back == text


def test_plain_is_what_a_reader_sees() -> None:
    assert RichText("Se **her**:\n- _a_\n- b\n\nSlut").plain == "Se her:\n– a\n– b\nSlut"


def test_filters_keep_the_marks() -> None:
    text = RichText("**ja**, _tak_ ")
    for changed in (text.upper(), text.lower(), text.strip(), text.with_capital()):
        assert type(changed) is RichText
    assert (text.upper(), text.strip()) == ("**JA**, _TAK_ ", "**ja**, _tak_")
    assert text.with_capital() == "**Ja**, _tak_ "
    assert RichText("- æble\n- b").with_capital() == "- Æble\n- b"


@pytest.mark.parametrize(("text", "words"), [
    ("Ka**rl**a", "Karla"), ("3**2.**450", "32.450"), (r"a\*b", "ab"), ("_x_", "x"), ("a b", "a b"),
    ("se:\n- a", "se:\n– a"),
])
def test_without_marks_nothing_stands_between_letters(text: str, words: str) -> None:
    assert unmarked(text) == words
