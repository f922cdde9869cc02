"""What comes in: cases of files of every kind, with what is wrong with each."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from pipeline.letters import Job, makeable
from pipeline.web.sager.intake import MOST, Came, taken, together
from tests.batch.books import CASE, book
from tests.cases import SAMPLES, case, sag, settings
from tests.opening.letters import letter

JOB = Job("", settings=settings())


def file(*cases: Any) -> bytes:
    return "\n".join(json.dumps(each, default=float) for each in cases).encode()


def one(name: str, data: bytes) -> Came:
    (found,) = taken(name, data, JOB)
    return found


def codes(came: Came) -> list[str]:
    return [each.code for each in came.problems if each.severity == "fejl"]


def test_a_case_with_its_warnings_and_what_it_can_become() -> None:
    found = one("karla.json", (SAMPLES / "sager/karla-tre-aar.json").read_bytes())
    assert found.usable
    assert found.sag is not None
    assert (found.name, found.number) == ("karla.json", found.sag.data["sagsnummer"])
    assert found.kinds == makeable(sag("karla"))
    assert (found.wrong, found.doubtful) == (0, len(found.problems))
    assert found.doubtful > 0


def test_a_case_with_faults_is_there_but_cannot_be_used() -> None:
    found = one("f.json", (SAMPLES / "fejl/mangler-barn.json").read_bytes())
    assert found.sag is not None
    assert (found.usable, found.kinds) == (False, ())
    assert found.wrong > 0


def test_a_case_without_settings_needs_some() -> None:
    plain = {key: value for key, value in case("karla").items() if key != "kommune"}
    (found,) = taken("k.json", file(plain), Job(""))
    assert [each.path for each in found.problems if each.severity == "fejl"] == ["kommune"]


def test_each_line_is_a_case_and_one_that_is_broken_stops_none() -> None:
    found = taken("s.jsonl", file(case("karla")) + b"\n{\n" + file(case("liv")), JOB)
    assert [(each.name, each.usable) for each in found] == [
        ("s.jsonl:1", True), ("s.jsonl:2", False), ("s.jsonl:3", True)]
    assert codes(found[1]) == ["json"]


def test_a_workbook(tmp_path: Any) -> None:
    path = book(tmp_path / "b.xlsx", list(CASE), list(CASE.values()))
    found = one("b.xlsx", path.read_bytes())
    assert (found.name, found.number) == ("b.xlsx:2", "26/1")


@pytest.mark.parametrize(("name", "data", "code"), [
    ("a.txt", b"hej", "fil-type"), ("a", b"", "fil-type"), ("a.zip", b"PK", "fil-type"),
    ("a.jsonl", b"\n\n", "ingen-sager"), ("a.json", b"", "json"), ("a.json", b"[1]", "ikke-et-objekt"),
    ("a.xlsx", b"PK", "regneark-ulaeseligt"), ("a.pdf", b"%PDF-1.7", "filens-data-ulaeselig"),
    ("a.PDF", b"", "formular-tom-fil"), ("a.docx", b"PK", "formular-ikke-pdf")])
def test_what_is_no_case_says_so(name: str, data: bytes, code: str) -> None:
    found = one(name, data)
    assert (found.name, found.sag, codes(found)) == (name, None, [code])


def test_a_locked_pdf_says_so() -> None:
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    found = one("l.pdf", written.getvalue())
    assert found.sag is None
    assert codes(found) == ["filens-data-laast"]


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_letter_that_carries_its_data_is_a_case(form: str) -> None:
    found = one(f"brev.{form}", letter()[form])
    assert found.sag is not None
    assert found.number
    assert "fil-ikke-bevist" not in codes(found)


def test_a_letter_whose_pages_say_something_else_cannot_be_used() -> None:
    with pikepdf.open(io.BytesIO(letter()["pdf"])) as pdf:
        del pdf.pages[-1]
        written = io.BytesIO()
        pdf.save(written)
    found = one("brev.pdf", written.getvalue())
    assert found.sag is not None
    assert "fil-ikke-bevist" in codes(found)
    assert not found.usable


def test_a_letter_without_data_is_none() -> None:
    found = one("brev.pdf", letter(carry=False)["pdf"])
    assert (found.sag, codes(found)) == (None, ["ingen-data"])


def test_no_more_are_read_than_are_taken() -> None:
    assert len(taken("s.jsonl", b"{}\n" * (MOST + 50), JOB)) == MOST + 1


def test_a_number_that_came_before_is_told() -> None:
    first, other = one("a.json", file(case("karla"))), one("b.json", file(case("liv")))
    found = together([first, other, replace(first, name="c.json"), Came("d"), Came("e")])
    told = [[str(each.message) for each in came.problems if each.code == "sag-to-gange"]
            for came in found.cases]
    assert told[0] == told[1] == told[3] == told[4] == []
    assert "a.json" in told[2][0]
    again = together([first, one("a.json", file(case("karla")))])
    assert [each.usable for each in again.cases] == [True, True]
    assert "sag-to-gange" in [each.code for each in again.cases[1].problems]


def test_what_is_held_shows_nothing_and_counts_for_what_it_takes() -> None:
    found = one("a.json", file(case("karla")))
    assert "Karla" not in repr(found)
    assert together([found]).size > len(found.packed)


def test_a_case_that_came_is_the_case_that_was_sent() -> None:
    found = one("a.json", file(case("karla")))
    assert found.sag is not None
    assert json.loads(json.dumps(found.sag.data, default=float)) == json.loads(file(case("karla")))


def test_the_reader_never_raises_about_a_file() -> None:
    for data in (b"\xff\xfe", b"{" * 5000, b'{"a": NaN}'):
        assert codes(one("a.json", data))
