"""Bold and italics: which stars and underscores are marks, and which stay as they were typed."""

from __future__ import annotations

import itertools
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.richtext.emphasis import Span, spans_of


def shown(text: str) -> str:
    """Spans as one can read them: [b:bold], [i:italic], [bi:both]."""
    return "".join(span.text if not (span.bold or span.italic) else
                   f"[{'b' * span.bold}{'i' * span.italic}:{span.text}]" for span in spans_of(text))


@pytest.mark.parametrize(("typed", "meant"), [
    ("**ja**", "[b:ja]"), ("*ja*", "[i:ja]"), ("_ja_", "[i:ja]"), ("***ja***", "[bi:ja]"),
    ("Vi siger **ja** til *to* _timer_.", "Vi siger [b:ja] til [i:to] [i:timer]."),
    ("**Struktur.** Alma har brug for det", "[b:Struktur.] Alma har brug for det"),
    ("(**ja**), »_nej_«", "([b:ja]), »[i:nej]«"),
    ("**a *b* c**", "[b:a ][bi:b][b: c]"), ("*a **b***", "[i:a ][bi:b]"),
    ("Ka**rl**a", "Ka[b:rl]a"), ("**to\nlinjer**", "[b:to\nlinjer]"),
])
def test_marks_are_taken_out(typed: str, meant: str) -> None:
    assert shown(typed) == meant


@pytest.mark.parametrize("text", [
    "", "5*3*2 er 30", "2 * 3 * 4", "elev*er og lærer*inder", "navn_paa_fil", "a@b_c.dk og d_e@f.dk",
    "__ikke fed__", "Underskrift: ____________", "* alene", "**", "****", "***", "**åben", "lukket**",
    "** mellemrum **", "_a", "*", "a*", "*a", "x **", "# overskrift", "[link](https://example.dk)",
    "<b>html</b>", "`kode`", "| a | b |", "> citat", "![x](y.png)", "~~streget~~", "&amp;",
    "C:\\mappe\\fil",
])
def test_all_else_stays_as_it_was_typed(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(("typed", "meant"), [
    (r"\*ja\*", "*ja*"), (r"\_ja\_", "_ja_"), (r"\**ja*", "*[i:ja]"), (r"5\*3", "5*3"),
    (r"\a \# \\", r"\a \# \\"), (r"**a\*\*b**", "[b:a**b]"),
])
def test_a_backslash_makes_a_mark_a_character(typed: str, meant: str) -> None:
    assert shown(typed) == meant


def test_the_nearest_mark_begins_what_ends() -> None:
    assert shown("**a **b** c") == "**a [b:b] c"
    assert shown("**a* b") == "**a* b"


@given(st.text("ab1 *_\\.,\n(å", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    said = "".join(span.text for span in spans_of(text))
    assert re.sub(r"[*_\\]", "", said) == re.sub(r"[*_\\]", "", text)


@given(st.text("ab *_\\", max_size=40))
def test_neighbours_differ_and_none_is_empty(text: str) -> None:
    spans = spans_of(text)
    assert all(span.text for span in spans)
    assert all(one[1:] != other[1:] for one, other in itertools.pairwise(spans))


@given(st.text(st.characters(exclude_characters="*_\\"), max_size=60))
def test_a_text_without_marks_is_one_span(text: str) -> None:
    assert spans_of(text) == ((Span(text),) if text else ())


@pytest.mark.parametrize("piece", ["*", "**a ", "_a*", "a* *b", "\\*", "*a", "***a*** ", "_"])
def test_a_hostile_text_takes_no_longer_than_its_length_asks(piece: str) -> None:
    started = time.perf_counter()
    spans_of(piece * (100_000 // len(piece)))
    assert time.perf_counter() - started < 10  # a twentieth is usual; with the square it is minutes
