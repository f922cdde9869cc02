"""The reader: what it takes, and every reason why not, with its place and never its value."""

from __future__ import annotations

import contextlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import sag as reader
from pipeline.errors import DataError, PipelineError, UsageError
from pipeline.sag import parse_json, parse_sag, read_sag, read_settings
from tests.cases import SAMPLES


def refused(raw: bytes | str) -> list[tuple[str, str]]:
    with pytest.raises(DataError) as error:
        parse_sag(raw if isinstance(raw, bytes) else raw.encode(), "sag.json")
    return [(problem.path, problem.code) for problem in error.value.problems]


def words_of(error: PipelineError) -> str:
    shown = [p.as_json(language) for p in error.problems for language in ("da", "en")]
    return json.dumps(shown, ensure_ascii=False) + str(error)


@pytest.mark.parametrize(("raw", "problem"), [
    ("", ("sag.json", "json")),
    ("{", ("sag.json", "json")),
    ('{"a": 1,}', ("sag.json", "json")),
    ("{'a': 1}", ("sag.json", "json")),
    ('{"a": 01}', ("sag.json", "json")),
    ('{"a": "' + "\x01" + '"}', ("sag.json", "json")),
    ('{"a": 1} {"b": 2}', ("sag.json", "json")),
    ("[]", ("sag.json", "ikke-et-objekt")),
    ("null", ("sag.json", "ikke-et-objekt")),
    ('"en sag"', ("sag.json", "ikke-et-objekt")),
    ("12", ("sag.json", "ikke-et-objekt")),
    ('{"navn": "S\xf8ren"}'.encode("latin-1"), ("sag.json", "tegnsaet")),
    ('{"navn": "Søren"}'.encode("utf-16"), ("sag.json", "tegnsaet")),
    ('{"a": NaN}', ("a", "tal")),
    ('{"a": Infinity}', ("a", "tal")),
    ('{"a": [1, -Infinity]}', ("a[1]", "tal")),
    ('{"a": 1e999999}', ("a", "tal")),
    ('{"a": 1e-999999}', ("a", "tal")),
    ('{"a": 1e999999999999999999999}', ("a", "tal")),
    ('{"a": 1e16}', ("a", "tal")),
    ('{"a": 1234567890123456}', ("a", "tal")),
    ('{"a": 1.234567890123456}', ("a", "tal")),
    ('{"a": {"b": -1234567890123456}}', ("a.b", "tal")),
    ('{"a": {"b": [{"c": 1, "c": 2}]}}', ("a.b[0].c", "dobbelt-noegle")),
    ('{"a": 1, "a": 1}', ("a", "dobbelt-noegle")),
    ('{"x": {"a": 1, "a": {}}}', ("x.a", "dobbelt-noegle")),
])
def test_what_is_refused(raw: bytes | str, problem: tuple[str, str]) -> None:
    assert refused(raw) == [problem]


def test_every_number_and_key_that_is_wrong_is_named_at_once() -> None:
    raw = '{"a": NaN, "b": [1e99999, 2], "c": {"d": 1, "d": Infinity}, "e": 1}'
    assert refused(raw) == [("a", "tal"), ("b[0]", "tal"), ("c.d", "dobbelt-noegle"), ("c.d", "tal")]


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_a_hundred_thousand_parentheses(opening: str) -> None:
    (problem,) = refused(opening * 100_000)
    assert problem[1] in ("for-dybt", "json")


def test_nesting_is_bounded_where_the_parser_still_copes() -> None:
    assert parse_sag(b'{"a": ' + b"[" * 39 + b"]" * 39 + b"}").data
    (problem,) = refused('{"a": ' + "[" * 41 + "]" * 41 + "}")
    assert problem == ("a" + "[0]" * 40, "for-dybt")


def test_broken_json_is_placed_by_line_and_column() -> None:
    with pytest.raises(DataError) as error:
        parse_sag(b'{\n  "sagsnummer": "26/1"\n  "barn": {}\n}', "sag.json")
    (problem,) = error.value.problems
    assert "linje 3, kolonne 3" in str(problem.message)
    assert "line 3, column 3" in problem.message.in_language("en")


def test_a_wrong_encoding_is_placed_by_line() -> None:
    with pytest.raises(DataError) as error:
        parse_sag('{\n\n"navn": "Søren"}'.encode("cp1252"), "sag.json")
    assert "linje 3" in str(error.value.problems[0].message)


def test_a_byte_order_mark_is_accepted() -> None:
    assert parse_sag(b'\xef\xbb\xbf{"a": "b"}').data == {"a": "b"}


def test_numbers_are_exact() -> None:
    data = parse_json(b'{"a": 7638.51, "b": 645867, "c": 0.1, "d": 1e3, "e": -2, "f": 100.00}', "")
    assert data == {"a": Decimal("7638.51"), "b": 645867, "c": Decimal("0.1"), "d": 1000,
                    "e": -2, "f": 100}
    assert {type(value) for value in data.values()} == {int, Decimal}


@given(st.integers(-10**15 + 1, 10**15 - 1))
def test_fifteen_digits_are_read_as_written(number: int) -> None:
    assert parse_json(str(number).encode(), "") == number


@given(st.integers(0, 12), st.integers(0, 999), st.booleans())
def test_decimals_are_read_as_written(whole: int, part: int, minus: bool) -> None:
    """And a whole number is an integer however it is written, as JSON Schema has it."""
    written = f"{'-' if minus else ''}{whole}.{part:03}"
    expected = written if part else str(-whole if minus else whole)
    assert str(parse_json(written.encode(), "")) == expected


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-10**14, 10**14) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20)


@given(st.dictionaries(st.text(), json_values, max_size=4))
def test_any_json_object_is_read_as_python_reads_it(data: dict[str, Any]) -> None:
    assert parse_sag(json.dumps(data).encode()).data == data


@given(st.binary(max_size=200))
def test_any_bytes_give_a_case_or_problems(raw: bytes) -> None:
    with contextlib.suppress(DataError):
        assert parse_sag(raw, "sag.json").data is not None


SECRETS = ("Zorkel Hemmeligsen", "0101204000", "918273645546372819")


@pytest.mark.parametrize("raw", [
    '{"navn": "%s" "x": 1}', '{"navn": "%s", "navn": "%s"}', '{"%s": 1, "%s": 2}',
    '{"%s": NaN}', '["%s"]', '"%s"', '{"navn": %s1234567890123456}', '%s', '{"%s": {"%s": 1e99999}}',
])
@pytest.mark.parametrize("secret", SECRETS)
def test_messages_never_hold_what_was_read(raw: str, secret: str) -> None:
    with pytest.raises(DataError) as error:
        parse_sag((raw.replace("%s", secret) + "\n").encode(), "sag.json")
    assert secret not in words_of(error.value)
    assert secret.split()[-1] not in words_of(error.value)


@pytest.mark.parametrize(("key", "shown"), [
    ("sagsnummer", "sagsnummer"), ("timer_pr_uge", "timer_pr_uge"), ("felt2", "felt2"),
    ("Zorkel", "?"), ("zorkel hemmeligsen", "?"), ("0101204000", "?"), ("tlf65000001", "?"),
    ("zoé", "?"), ("", "?"), ("a\n", "?"), ("a" * 41, "?"),
])
def test_keys_that_may_be_a_name_or_a_number_are_not_shown(key: str, shown: str) -> None:
    assert refused(json.dumps({"barn": {key: 0}}).replace(": 0", ": NaN")) == [(f"barn.{shown}", "tal")]


def test_a_missing_file_is_wrong_use(tmp_path: Path) -> None:
    for path in (tmp_path / "findes-ikke.json", tmp_path):
        with pytest.raises(UsageError) as error:
            read_sag(path)
        assert [(p.path, p.code) for p in error.value.problems] == [(path.name, "fil-mangler")]
        assert str(tmp_path.parent) not in words_of(error.value)


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.json"
    with path.open("wb") as file:
        file.truncate(reader.MAX_BYTES + 1)
    with pytest.raises(DataError) as error:
        read_sag(path)
    assert [(p.path, p.code) for p in error.value.problems] == [("stor.json", "fil-for-stor")]
    assert "20 MB" in str(error.value.problems[0].message)


def test_the_limit_itself_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lille.json"
    path.write_bytes(b'{"a": 1}')
    monkeypatch.setattr(reader, "MAX_BYTES", 8)
    assert read_sag(path).data == {"a": 1}
    monkeypatch.setattr(reader, "MAX_BYTES", 7)
    with pytest.raises(DataError):
        read_sag(path)


def test_a_case_does_not_print_its_data() -> None:
    assert "Zorkel" not in repr(parse_sag(b'{"navn": "Zorkel"}', "sag.json"))


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "+nan", "1e400"])
def test_settings_hold_only_numbers_that_count(number: str, tmp_path: Path) -> None:
    path = tmp_path / "kommune.toml"
    path.write_text(f"[[satser]]\nbeloeb = {number}\n", encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_settings(path)
    assert [(each.path, each.code) for each in error.value.problems] == [("satser[0].beloeb", "tal")]


@pytest.mark.parametrize(("toml", "place"), [
    ('navn = "Sol', "linje 1, kolonne 12"),
    ('navn = "a"\nx = [1,\n', "linje 3, kolonne 1)"),
    ('navn = "a"\nnavn = "b"\n', "linje 2, kolonne"),
    ("navn: a", "linje 1, kolonne"),
    ("x = " + "[" * 5000, "linje"),
])
def test_broken_settings_are_refused_with_their_place(toml: str, place: str, tmp_path: Path) -> None:
    path = tmp_path / "kommune.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_settings(path)
    (problem,) = error.value.problems
    assert (problem.path, problem.code) == ("kommune.toml", "toml")
    assert place in str(problem.message)


def test_settings_in_another_encoding_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "kommune.toml"
    path.write_bytes('navn = "Solbæk"'.encode("latin-1"))
    with pytest.raises(DataError) as error:
        read_settings(path)
    assert error.value.problems[0].code == "toml"
    assert "linje 1, kolonne 13" in str(error.value.problems[0].message)


def test_settings_with_a_byte_order_mark_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "kommune.toml"
    path.write_text('navn = "Solbæk"', encoding="utf-8-sig")
    assert read_settings(path) == {"navn": "Solbæk"}


def test_settings_come_as_json_values(tmp_path: Path) -> None:
    path = tmp_path / "kommune.toml"
    path.write_text('fra = 2026-01-01\nbeloeb = 725000.50\n[[satser]]\nfra = 2026-02-01\n')
    assert read_settings(path) == {
        "fra": "2026-01-01", "beloeb": Decimal("725000.50"), "satser": [{"fra": "2026-02-01"}]}


def test_every_sample_is_read() -> None:
    paths = sorted((SAMPLES / "sager").glob("*.json"))
    assert len(paths) >= 8
    for path in paths:
        assert read_sag(path).source == path.name
