"""The benches beside others: letters say the same before they are timed, and losses are told."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest

from benchmarks import table
from benchmarks.__main__ import THEMES
from benchmarks.letters import letters
from benchmarks.peers import documents, filling, workers
from benchmarks.peers.equal import Differs, docx_text, same_docx
from benchmarks.peers.letter import data_of
from benchmarks.peers.syntax import SYNTAXES
from benchmarks.peers.writing import written
from benchmarks.results import markdown
from benchmarks.timing import Told, burst, paired


@pytest.fixture(scope="module")
def data():
    return data_of(letters(1)[0])


@pytest.fixture
def sheet(monkeypatch):
    fresh: list[table.Section] = []
    monkeypatch.setattr(table, "SHEET", fresh)
    return fresh


def test_every_part_is_there():
    assert {"documents", "pdf", "filling", "checking", "start", "memory", "growth"} <= set(THEMES)


def test_ours_and_docxtpl_say_the_same_in_every_branch(data):
    template, docxtpl = documents.ours(), documents.by_docxtpl(written(SYNTAXES["docxtpl"]))
    both = [template.render(each).data for each in documents.checks(data)]
    for each, made in zip(documents.checks(data), both, strict=True):
        same_docx(made, docxtpl(each), "docxtpl")
    assert "Vi overvejer at ændre" not in " ".join(docx_text(both[0]))
    assert "Vi overvejer at ændre" in " ".join(docx_text(both[1]))


def test_another_letter_is_not_the_same(data):
    template = documents.ours()
    other = template.render({**data, "behov": "Andet"}).data
    with pytest.raises(Differs, match="docxtpl: 2 paragraphs"):
        same_docx(template.render(data).data, other, "docxtpl")


def test_the_peers_in_node_say_the_same(data, tmp_path):
    try:
        with workers.node() as worker:
            node = documents.InNode(worker, tmp_path)
            for each in documents.checks(data):
                made = documents.ours().render(each).data
                for who in documents.IN_NODE:
                    same_docx(made, node.made(who, each), who)
    except workers.Absent as missing:
        told = str(missing)
    else:
        told = workers.HOW
    assert workers.HOW in told or "apt-get" in told


@pytest.mark.parametrize("name", SYNTAXES)
def test_every_language_has_every_field(name, data):
    said = " ".join(docx_text(written(SYNTAXES[name]), heads=True))
    unused = [field for field in data if not re.search(rf"\b{field}\b", said)]
    assert not unused


def test_what_pypdf_fills_is_read_back():
    from benchmarks import forms

    filled = forms.plain(forms.sixty(), forms.values(1))
    filling.same(filled, forms.values(1), "pypdf")
    with pytest.raises(Differs, match="pypdf: 60 of 60"):
        filling.same(filled, forms.values(2), "pypdf")


def test_a_worker_answers_and_tells_what_fails():
    import sys

    with workers._working([sys.executable, str(workers.BENCHMARKS / "peers" / "work.py")]) as worker:
        assert workers.version(worker, "docxtpl")
        with pytest.raises(workers.Absent, match="make bench-peers"):
            workers.version(worker, "no-such-peer")
        with pytest.raises(RuntimeError, match="no-such-work: KeyError"):
            worker.ask("no-such-work")


def test_what_a_process_says_of_itself_is_believed():
    told, five = paired(lambda _: Told(7.0), burst(Told, 5), rounds=1, warm_up=0)
    assert (told, five) == ([7.0], [2.0])


def test_losses_stand_first_and_a_missing_peer_is_named(sheet):
    table.title("A part", "How it is read.")
    table.compared("a thing", [0.0045], {"faster": [0.002], "slower": [0.4], "gone": "not installed"},
                   ("floor", [0.001]))
    table.row("letters", 10, "")
    page = markdown(sheet, ["a machine"], "python -m benchmarks part", dt.date(2026, 1, 2))
    lost = page.split("## What is lost")[1].split("## A part")[0]
    assert "ours is 2.2 times slower than faster" in lost
    assert "slower than slower" not in lost
    for words in ("2026-01-02", "- a machine", "How it is read.",
                  "| a thing | 4.50 ms | 1 ms (floor) | faster | 2 ms |",
                  "| slower | 400 ms | ours is 89 times faster |",
                  "| gone | not measured | not installed |", "| letters | 10"):
        assert words in page, words


def test_a_run_without_losses_says_so(sheet):
    table.title("A part")
    table.compared("a thing", [0.001], {"slower": [0.4]})
    assert "Nothing in this run." in markdown(sheet, [], "x", None)


def test_the_lock_of_the_peers_names_no_registry():
    lock = json.loads((workers.NODE / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, each in lock["packages"].items() if "resolved" in each]
    wanted = json.loads((workers.NODE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert {name: lock["packages"][f"node_modules/{name}"]["version"] for name in wanted} == wanted
