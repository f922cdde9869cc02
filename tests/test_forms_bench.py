"""The bench of other people's forms: its figures count what they say, on both sides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.forms_corpus.__main__ import distinct, table, unread
from benchmarks.forms_corpus.judging import judged
from benchmarks.forms_corpus.looking import seen_by_pdfium
from benchmarks.forms_corpus.one import Record, filled_by, read
from benchmarks.forms_corpus.sides import ours, plain, values
from pipeline.forms.inspect import inspect
from tests.forms.making import LOOKS, box, field, form, radio_form


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.fixture
def mixed() -> bytes:
    return form(field("a"), box("b", at=(50, 600)),
                field("c", "Ch", "/Ff 131072/Opt[(x)(y)]", at=(50, 500)),
                more=LOOKS)


def test_a_form_is_read_filled_and_judged(tmp_path, mixed):
    path = put(tmp_path, "a.pdf", mixed)
    found = filled_by(path, read(path, "x/a.pdf"), both=True)
    marks = found.ours.marks
    for what in ("kept text", "kept check", "kept choice", "letters", "whole", "text seen in PDFium",
                 "button seen in poppler"):
        assert (marks[f"all:{what}"], marks[f"right:{what}"]) == (1, 1), what
    assert found.flat
    assert json.loads(json.dumps(found.as_json()))["ours"]["marks"]["right:letters"] == 1
    shown = "\n".join(table([found]))
    assert "1 distinct forms, 3 fields" in shown
    assert "flattened: first page the same 1 of 1" in shown


def test_a_radio_written_as_a_text_is_not_kept():
    data = radio_form("svar", "ja", "nej")
    wanted = values(inspect(data))
    after, raised = plain(data, inspect(data), wanted)
    assert raised == []
    assert judged(data, after, inspect(data), wanted)["right:kept radio"] == 0
    assert judged(data, ours(data, wanted), inspect(data), wanted)["right:kept radio"] == 1


def test_a_form_that_is_not_filled_is_seen_through(mixed):
    found = judged(mixed, mixed, inspect(mixed), values(inspect(mixed)))
    assert not [key for key, count in found.items() if key.startswith("right:") and count]
    assert found["unseen:PDFium:a"] == 1


def test_each_form_is_counted_once_and_what_is_none_is_told(tmp_path, mixed):
    paths = [put(tmp_path, name, data) for name, data in
             (("a.pdf", mixed), ("b.pdf", mixed), ("c.pdf", b"hej"))]
    found = [read(path, path.name) for path in paths]
    assert [each.name for _, each in distinct(list(zip(paths, found, strict=True)))] == ["a.pdf"]
    assert list(unread(found)) == ["3 files, 2 of them forms", "      1  formular-ikke-pdf"]


def test_what_we_refuse_is_named():
    refused = Record("x/signeret.pdf", shape="1", fields=2)
    refused.ours.refused = ("formular-signeret",)
    assert "  not filled: x/signeret.pdf: formular-signeret" in list(table([refused]))


def test_a_file_that_keeps_a_viewer_busy_is_not_seen_and_stops_nothing(mixed):
    """Fields of two kids each, which are one and the same: PDFium walks 2^30 of them."""
    chain = {20 + at: f"<</Kids[{21 + at} 0 R {21 + at} 0 R]/Parent {19 + at} 0 R>>" for at in range(30)}
    busy = form(field("a"), fields="20 0 R", more={
        **chain, 50: "<</FT/Tx/T(b)/Parent 49 0 R/Subtype/Widget/Rect[0 0 9 9]>>"})
    assert seen_by_pdfium(busy, 0, 4) is None
    picture = seen_by_pdfium(mixed, 0, 4)
    assert picture is not None
    assert picture.size == (600, 800)


def test_a_choice_of_nothing_is_never_made_and_what_lies_off_the_page_not_looked_for():
    data = form(field("c", "Ch", "/Ff 131072/Opt[(x)( )]"), field("a", at=(50, 900)))
    wanted = values(inspect(data))
    assert wanted["c"] == "x"
    marks = judged(data, ours(data, wanted), inspect(data), wanted)
    assert (marks["all:choice seen in PDFium"], marks["all:text seen in PDFium"]) == (1, 0)


def test_a_form_that_was_not_drawn_was_not_seen(tmp_path, mixed):
    path = put(tmp_path, "a.pdf", mixed)
    found = filled_by(path, read(path, "x/a.pdf"), both=False)
    assert "0 of 0" not in _line(table([found]), "forms wholly seen in PDFium")
    found.ours.marks["undrawn:PDFium"] += 1
    assert _line(table([found]), "forms wholly seen in PDFium").endswith("0 of 1")


def _line(shown, beginning):
    return next(line for line in shown if line.startswith(beginning))
