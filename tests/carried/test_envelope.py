"""Carried data as bytes: exact both ways, and refused by name when somebody else has written it."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from typing import Any

import pytest

from pipeline.carried import payload as payload_module
from pipeline.carried.envelope import as_bytes, of_bytes
from pipeline.carried.payload import payload
from pipeline.errors import DataError
from tests.carried.cases import envelope, letters, one
from tests.conftest import sample_kinds


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_what_is_written_is_read_again(name: str, kind: str) -> None:
    for letter in letters(name, kind):
        carried = payload(letter)
        data = as_bytes(carried)
        assert of_bytes(data) == carried
        assert as_bytes(of_bytes(data)) == data


NUMBERS = ["12.50", "0.1", "160.33", "-3.125", "1E-7", "123456789012.34"]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_stays_the_one_it_is(number: str) -> None:
    carried = dataclasses.replace(one(), sag={"tal": Decimal(number), "hel": 7, "ja": True})
    read = of_bytes(as_bytes(carried)).sag
    assert str(read["tal"]) == number
    assert (read["hel"], read["ja"]) == (7, True)


TEXTS = ['"{"":"12"}"', '{"":"', "\\", "\ufffe\uffff", "linje\nlinje\t\x85\u2028", "<&>]]>", "é ø 𝄞"]


@pytest.mark.parametrize("words", TEXTS)
def test_a_text_stays_the_one_it_is(words: str) -> None:
    carried = dataclasses.replace(one(), sag={"tekst": words, "tal": Decimal("1.5")})
    data = as_bytes(carried)
    assert of_bytes(data).sag == {"tekst": words, "tal": Decimal("1.5")}
    assert not {"\ufffe", "\uffff", "\n"} & set(data.decode())


def refused(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(DataError) as error:
        of_bytes(data)
    return [(problem.path, problem.code) for problem in error.value.problems]


def written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


@pytest.mark.parametrize(("key", "value"), [
    ("dokument", "rejsekort"), ("dokument", 1), ("dokument", None), ("nr", 0), ("nr", True), ("nr", "1"),
    ("dato", "i går"), ("dato", "2024-02-30"), ("modtager", "../.."), ("modtager", ["mor"]),
    ("forfattere", "mor"), ("forfattere", [1]), ("laesere", None), ("til_orientering", "nej"),
    ("haendelser", []), ("haendelser", [[-1]]), ("haendelser", [[0, 0, 0]]), ("haendelser", [[0, 1.5]]),
    ("haendelser", [["tilsyn", 0]]), ("sprog", ""), ("skabelon", "z" * 64), ("skema", 1),
    ("program", "0\x1b[2J"), ("indstillinger", []), ("sag", "ingen"), ("sag", None),
])
def test_each_part_has_its_form(key: str, value: Any) -> None:
    assert refused(written(envelope(**{key: value}))) == [
        (f"hjemmetraening.json: {key}", "filens-data-form")]


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(refused(written(envelope(nr=0, dato=None, sag=1)))) == 3


@pytest.mark.parametrize(("version", "code"), [
    (2, "filens-data-nyere"), (10**9, "filens-data-nyere"), (0, "filens-data-udgave"),
    ("1", "filens-data-udgave"), (True, "filens-data-udgave"), (None, "filens-data-udgave"),
])
def test_the_version_of_the_envelope_is_known(version: Any, code: str) -> None:
    assert refused(written(envelope(udgave=version))) == [("hjemmetraening.json: udgave", code)]


def test_what_no_case_may_be_no_data_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    data = as_bytes(one())
    twice = data.replace(b'"nr":', b'"nr":1,"nr":', 1)
    assert refused(twice) == [("nr", "dobbelt-noegle")]
    inside = data.replace(b'"sag":{', b'"sag":{"skema":"2",', 1)
    assert refused(inside) == [("sag.skema", "dobbelt-noegle")]
    assert refused(data.replace(b'"nr":1', b'"nr":NaN', 1))[0][1] == "tal"
    assert refused(b"[" * 100_000) == [("hjemmetraening.json", "for-dybt")]
    assert refused(b'{"udgave":') == [("hjemmetraening.json", "json")]
    assert refused(b"[]") == [("hjemmetraening.json", "ikke-et-objekt")]
    assert refused(b" " * (payload_module.LONGEST + 1)) == [("hjemmetraening.json", "fil-for-stor")]


def test_no_value_of_the_data_is_in_a_message() -> None:
    with pytest.raises(DataError) as error:
        of_bytes(written(envelope(modtager="Hemmelig Person")))
    assert "Hemmelig" not in json.dumps([problem.as_json() for problem in error.value.problems])
