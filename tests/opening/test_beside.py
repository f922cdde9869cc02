"""What the pages say nothing of is named; what is not named cannot be changed without changing them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline import schemas
from pipeline.carried.envelope import as_bytes
from pipeline.errors import PipelineError
from pipeline.opening import beside as module
from pipeline.opening.beside import Leaf, beside, leaves, others, put
from pipeline.opening.opened import opened
from tests.opening.letters import SMALLEST, data_of, hidden, letter, of_parts, remade, with_data
from tests.opening.test_proof import path_of

KINDS = ("revurdering", "tilsynsrapport", "ansoegning-tabt-arbejdsfortjeneste", "hoeringssvar")


def all_leaves(kind):
    return list(leaves(data_of(letter(kind)["pdf"]).sag, schemas.resolved("sag")))


@pytest.mark.parametrize(("value", "schema", "expected"), [
    ("2026-02-28", {"format": "dato"}, ["2026-03-01"]), (True, {}, [False]), (7, {}, [8]),
    (Decimal("1.50"), {}, [Decimal("1.51")]), (Decimal("1E+3"), {}, [Decimal("1001")]),
    ("a", {"enum": ["a", "b", "c"]}, ["b", "c"]), ("1", {"const": "1"}, []), ("", {}, []),
    ("Bo", {}, ["Bq"]), ("q.", {}, ["z."]), ("12 89", {}, ["12 80"]), (None, {}, [])])
def test_what_might_have_stood_there(value, schema, expected):
    assert list(others(Leaf((), value, schema))) == expected


def test_a_value_is_put_in_and_what_was_there_is_kept():
    old = {"a": [{"b": 1}, {"b": 2}], "c": 3}
    assert put(old, ("a", 1, "b"), 9) == {"a": [{"b": 1}, {"b": 9}], "c": 3}
    assert old == {"a": [{"b": 1}, {"b": 2}], "c": 3}


def test_names_on_the_page_are_told_and_what_is_only_in_the_data_is_not():
    found = hidden()
    assert "barn.navn" not in found
    assert "sagsnummer" not in found
    assert "barn.diagnose" in found


def test_beyond_so_many_values_none_is_vouched_for(monkeypatch):
    monkeypatch.setattr(module, "MOST", 5)
    carried = data_of(letter()["pdf"])
    every = [path_of(leaf.path) for leaf in all_leaves("revurdering")]
    assert set(every[5:]) <= set(beside(carried))


def random_value(leaf, draw):
    """Another value of the same kind."""
    value, schema = leaf.value, leaf.schema
    if "enum" in schema:
        return draw(st.sampled_from(schema["enum"]))
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | Decimal):
        return draw(st.integers(0, 400))
    if schema.get("format") == "dato":
        return draw(st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1))).isoformat()
    if isinstance(value, str) and schema.get("format") in (None, "tekst", "linje"):
        return draw(st.text("abcæøå ABC", min_size=3, max_size=20)).strip()
    return next(iter(others(leaf)), value)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_value_changed_by_hand_is_told(kind, data):
    """A leaf of the carried case changed at random: without a new seal it is always told."""
    carried = data_of(letter(kind)["pdf"])
    leaf = data.draw(st.sampled_from(all_leaves(kind)))
    value = random_value(leaf, data.draw)
    assume(value != leaf.value)
    new = as_bytes(replace(carried, sag=put(carried.sag, leaf.path, value)))
    old = as_bytes(carried)
    forged = new.rsplit(b',"segl":', 1)[0] + b',"segl":' + old.rsplit(b',"segl":', 1)[1]
    docx = of_parts(letter(kind)["docx"], lambda _, content: content.replace(
        escaped(old), escaped(forged)))
    assert docx != letter(kind)["docx"]
    assert opened(docx).verdict in ("mismatch", "no-data")


def escaped(data):
    return data.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_value_changed_with_a_seal_is_told_by_the_pages_or_named(kind, data):
    """A forger who knows the seal: the pages tell, or the value is one that they do not vouch for."""
    carried = data_of(letter(kind)["pdf"])
    leaf = data.draw(st.sampled_from(all_leaves(kind)))
    value = random_value(leaf, data.draw)
    assume(value != leaf.value and value != "")
    told = replace(carried, sag=put(carried.sag, leaf.path, value))
    new, old = as_bytes(told), as_bytes(carried)
    docx = of_parts(letter(kind)["docx"], lambda _, content: content.replace(
        escaped(old), escaped(new)))
    found = opened(docx)
    if found.verdict == "proven":
        assert path_of(leaf.path) in {*found.beside, *hidden(kind)}


def test_all_kinds_have_something_that_is_only_in_the_data():
    assert all(hidden(kind) for kind in KINDS)
    assert set(KINDS) <= set(SMALLEST)


def test_where_no_document_can_be_made_that_is_told():
    carried = replace(data_of(letter()["pdf"]), recipient="ingen")
    with pytest.raises(PipelineError):
        beside(carried)


def test_the_pdf_of_a_forger_says_that_something_is_odd():
    carried = data_of(letter()["pdf"])
    path = next(path for path in hidden() if path == "barn.diagnose")
    assert path
    told = replace(carried, sag=put(carried.sag, ("barn", "diagnose"), "En helt anden"))
    found = opened(with_data(letter()["pdf"], as_bytes(told)))
    assert [each.code for each in found.problems] == ["andet-maerke"]
    # Who has the program can make the same pages with it anew: only a signature would tell.
    assert opened(remade(told)).proof == "bytes"
    assert "barn.diagnose" in opened(remade(told)).beside
