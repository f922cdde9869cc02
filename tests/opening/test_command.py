"""`open` as people and programs meet it."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal

import pytest

from pipeline.errors import text
from pipeline.opening.shown import MOST, lines
from pipeline.opening.verdict import Opened, Passage
from tests.conftest import ROOT
from tests.opening.letters import data_of, letter, with_text
from tests.opening.test_hostile import BAD, printed_to_a_file


def run(*args):
    return subprocess.run([sys.executable, "-m", "pipeline", "open", *map(str, args)],
                          capture_output=True, text=True, cwd=ROOT)


@pytest.fixture
def file(tmp_path):
    def put(data, name="brev.pdf"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return put


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_verdict_comes_first_and_then_what_the_paper_does_not_prove(file, form):
    done = run(file(letter()[form], f"brev.{form}"))
    assert done.returncode == 0
    first, second, *_ = done.stdout.splitlines()
    assert first.startswith("Bevist:")
    assert "byte for byte" in second
    assert "står ikke på siderne" in done.stdout
    assert "Revurdering, nr. 1" in done.stdout
    assert not done.stderr


def test_for_programs_there_is_the_verdict_and_the_exact_case(file):
    done = run(file(letter()["pdf"]), "--json")
    said = json.loads(done.stdout, parse_float=Decimal)
    assert done.returncode == 0
    assert said["verdict"] == "proven"
    assert said["case"] == data_of(letter()["pdf"]).sag
    assert said["bevis"] == "bytes"
    assert said["kuvert"]["dokument"] == "revurdering"
    assert said["passager"] == []
    assert "barn.diagnose" in said["ikke_paa_siderne"]


def test_what_differs_is_shown_below_each_other(file):
    done = run(file(with_text(letter()["pdf"], b"26/77", b"26/78")))
    assert done.returncode == 1
    assert done.stdout.startswith("Passer ikke:")
    assert "i filen:" in done.stdout
    assert "i data:" in done.stdout
    assert "26/78" in done.stdout
    # What stands in a case is for the screen that was asked for, not for a log of messages.
    assert "26/7" not in done.stderr
    assert "rettet" in done.stderr


@pytest.mark.parametrize("way", ["an envelope of a newer version", "two with our name", "locked",
                                 "half a PDF", "an empty file"])
def test_what_cannot_be_used_has_a_verdict_and_no_traceback(file, way):
    done = run(file(BAD[way][0]()), "--json")
    said = json.loads(done.stdout)
    assert done.returncode == 1
    assert (said["verdict"], said["case"]) == ("no-data", None)
    assert said["problemer"]
    assert "Traceback" not in done.stderr


def test_a_print_is_told(file):
    done = run(file(printed_to_a_file()))
    assert done.returncode == 1
    assert done.stdout.startswith("Ingen data:")
    assert "→" in done.stderr


def test_messages_can_be_had_in_english(file):
    assert run(file(letter()["pdf"]), "--lang", "en").returncode == 0


def test_letters_that_move_the_cursor_are_not_shown():
    passage = Passage(text("titlen"), "\x1b[2J\x07ond \u202egod", "\r\nny", "\x9bfoer")
    shown = "\n".join(lines(Opened("carried", "mismatch", "0" * 64, passages=(passage,)), "da"))
    assert "ond" in shown
    assert not {"\x1b", "\x07", "\x9b", "\r", "\u202e"} & set(shown)


def test_more_passages_than_anybody_reads_are_counted():
    passage = Passage(text("side {side}", side=1), "a", "b")
    shown = list(lines(Opened("carried", "mismatch", "0" * 64, passages=(passage,) * (MOST + 3)), "da"))
    assert any("3 steder mere" in line for line in shown)
    assert sum("i filen:" in line for line in shown) == MOST


@pytest.mark.parametrize("args", [
    ["findes-ikke.pdf"], [], ["--accept", "alle", str(ROOT / "README.md")]])
def test_wrong_use(args):
    assert run(*args).returncode == 2


def test_programs_are_told_in_json_why_nothing_was_merged(file, tmp_path):
    """Another child's case: the verdict and the case still come, with the reason beside them."""
    other = tmp_path / "sag.json"
    other.write_bytes((ROOT / "samples/sager/thea-forlaengelse.json").read_bytes())
    before = other.read_bytes()
    done = run(file(letter()["pdf"]), "--json", "--into", other, "--accept", "alle")
    said = json.loads(done.stdout)
    assert (done.returncode, said["verdict"], other.read_bytes()) == (1, "proven", before)
    assert [each["code"] for each in said["fletning"]["problemer"]] == ["andet-barn"]
    assert not done.stderr
