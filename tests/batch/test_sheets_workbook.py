"""The workbook to fill in: from a case to rows and back, the same letters, the same bytes."""

from __future__ import annotations

import io
import json
import re
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from pipeline import produce
from pipeline.batch.sheets.guide import CHOICES, HELP
from pipeline.batch.sheets.headings import Meant, meaning
from pipeline.batch.sheets.layout import required, sheets_for
from pipeline.batch.sheets.workbook import workbook
from pipeline.cli import group
from pipeline.documents import KINDS
from pipeline.formats import INVISIBLE
from tests.batch.books import CASE, book, read
from tests.cases import case
from tests.conftest import SAMPLES, job_for, sample, sample_kinds, sample_names


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def back(data: bytes, folder: Path) -> list[Any]:
    path = folder / "sager.xlsx"
    path.write_bytes(data)
    return read(path)


@pytest.mark.parametrize("kind", KINDS)
def test_every_heading_is_understood_and_every_sheet_has_its_columns_help(kind: str) -> None:
    book = opened(workbook(KINDS[kind]))
    sheets = sheets_for(KINDS[kind])
    assert book.sheetnames == [HELP, *(sheet.title for sheet in sheets), CHOICES]
    for sheet in sheets:
        page = book[sheet.title]
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref
        assert not page.merged_cells.ranges
        for cell, column in zip(page[1], sheet.columns, strict=True):
            found = meaning(str(cell.value), sheet.base)
            assert isinstance(found, Meant)
            assert found.path == column.path
            assert str(cell.value).endswith(" *") == column.required
        prompts = page.data_validations.dataValidation
        assert len(prompts) == len(sheet.columns)
        assert all(rule.prompt and len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32
                   for rule in prompts)


def test_what_is_required_is_marked() -> None:
    assert required(KINDS["revurdering"]) >= {
        "sagsnummer", "barn.navn", "parter", "parter[].id", "sagsbehandler.navn", "afgoerelser",
        "revurderinger", "revurderinger[].behov", "revurderinger[].betingelser",
        "revurderinger[].betingelser[].nr", "revurderinger[].grundlag[]"}
    assert not required(KINDS["revurdering"]) & {
        "kle", "barn.cpr", "parter[].cvr", "tilsyn", "barn.adresse.vej", "revurderinger[].bilag[]"}


def test_choices_can_be_chosen_and_texts_keep_their_zeros() -> None:
    book = opened(workbook(KINDS["revurdering"]))
    page = book["Parter"]
    columns = {str(cell.value).rstrip(" *"): cell.column_letter for cell in page[1]}
    rule = next(rule for rule in page.data_validations.dataValidation
                if str(rule.sqref).startswith(f"{columns['Rolle']}2:"))
    letters, last = re.fullmatch(r"Valg!\$([A-Z]+)\$2:\$[A-Z]+\$(\d+)",
                                 rule.formula1).groups()  # type: ignore[union-attr]
    chosen = [book[CHOICES][f"{letters}{row}"].value for row in range(2, int(last) + 1)]
    assert chosen == ["forælder", "leverandør", "hjælper"]
    for title in ("CPR-nummer", "Adresse: Postnummer", "Kontakt: Telefon"):
        assert page.column_dimensions[columns[title]].number_format == "@"
    assert page.column_dimensions[columns["Fødselsdato"]].number_format == "DD\\-MM\\-YYYY"


def test_an_empty_workbook_has_no_cases(tmp_path: Path) -> None:
    path = tmp_path / "tom.xlsx"
    path.write_bytes(workbook(KINDS["tilbud"]))
    done = CliRunner().invoke(group, ["validate", str(path)])
    assert done.exception is not None
    assert [problem.code for problem in done.exception.problems] == ["ingen-sager"]  # type: ignore[attr-defined]


def test_the_same_workbook_is_the_same_bytes_at_any_time() -> None:
    first = workbook(KINDS["indkaldelse"], [case("bo")])
    time.sleep(1.1)
    assert workbook(KINDS["indkaldelse"], [case("bo")]) == first
    assert str(time.gmtime().tm_year).encode() not in first


@pytest.mark.parametrize("kind", ["indkaldelse", "tilbud"])
def test_every_sample_comes_back_as_it_was(kind: str, tmp_path: Path) -> None:
    samples = [sample(name).data for name in sample_names()]
    assert len(samples) > 10
    got = back(workbook(KINDS[kind], samples), tmp_path)
    assert [sag.problems for sag in got] == [()] * len(samples)
    assert [sag.data for sag in got] == samples


ONE_OF_EACH = {kind: name for name, kind in sample_kinds()}


@pytest.mark.parametrize("kind", sorted(ONE_OF_EACH))
def test_letters_of_a_spreadsheet_are_those_of_json(kind: str, tmp_path: Path) -> None:
    original = sample(ONE_OF_EACH[kind])
    (sag,) = back(workbook(KINDS[kind], [original.data]), tmp_path)
    formats = ("docx", "pdf") if kind in ("afgoerelse", "revurdering") else ("docx",)
    job = job_for(original, kind, nr=None, formats=formats)
    made, wanted = produce(sag, job), produce(original, job)
    assert [letter.files for letter in made] == [letter.files for letter in wanted]


LETTERS = st.characters(codec="utf-8", exclude_characters="\r\ufffe\uffff",
                        exclude_categories=["Cs", "Co"])
TEXTS = st.text(LETTERS, min_size=1, max_size=40).map(
    lambda said: INVISIBLE.sub("", said).strip()).filter(bool)


@examples(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXTS, diagnosis=TEXTS, enclosures=st.lists(TEXTS, min_size=1, max_size=3),
       amount=st.decimals(0, 10**8, places=2), day=st.dates().map(lambda day: day.isoformat()))
def test_any_text_amount_and_day_survives(name: str, diagnosis: str, enclosures: list[str], amount: Any,
                                          day: str, tmp_path: Path) -> None:
    whole = int(amount) if amount == int(amount) else amount.normalize()
    data = case("bo", {"barn.navn": name, "barn.diagnose": diagnosis, "barn.foedselsdato": day,
                       "afgoerelser[0].bilag": enclosures, "afgoerelser[0].beloeb": whole})
    (sag,) = back(workbook(KINDS["indkaldelse"], [data]), tmp_path)
    assert sag.problems == ()
    assert sag.data == data


@pytest.mark.parametrize("text", ["=1+1", "+45", "@navn", "#REF!", "_x0041_", "'x", "TRUE", "1.234", "-",
                                  "03/04/26", "ingen", "<&>\"'", "a\tb", "a\nb"])
def test_text_that_a_spreadsheet_could_take_for_something_else(text: str, tmp_path: Path) -> None:
    data = case("bo", {"barn.diagnose": text, "afgoerelser[0].bilag": [text, "b"]})
    (sag,) = back(workbook(KINDS["indkaldelse"], [data]), tmp_path)
    assert sag.data == data


def sheet(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(group, ["sheet", *args], standalone_mode=False)
    error = done.exception
    code = done.exit_code if error is None else getattr(error, "exit_code", 5)
    return code, str(error or done.output)


def test_the_command_writes_a_workbook_and_never_replaces_one(tmp_path: Path) -> None:
    out = tmp_path / "sager.xlsx"
    samples = str(SAMPLES / "sager" / "bo-kun-det-noedvendige.json")
    assert sheet("revurdering", samples, "--out", str(out))[0] == 0
    assert out.stat().st_mode & 0o077 == 0
    (sag,) = read(out)
    assert sag.data == sample("bo-kun-det-noedvendige").data
    before = out.read_bytes()
    assert sheet("revurdering", "--out", str(out))[0] == 2
    assert out.read_bytes() == before


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    assert sheet("findes-ikke", "--out", str(tmp_path / "a.xlsx"))[0] == 2
    assert sheet("revurdering", "--out", str(tmp_path / "a.docx"))[0] == 2
    broken = str(SAMPLES / "fejl" / "mangler-barn.json")
    assert sheet("revurdering", broken, "--out", str(tmp_path / "a.xlsx"))[0] == 1
    assert list(tmp_path.iterdir()) == []


def test_validate_reads_spreadsheets_and_names_the_cell(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", [*CASE, "Part 1: Forældremyndighed"], [*CASE.values(), "ja"],
                ["26/2", *list(CASE.values())[1:], "måske"])
    done = CliRunner().invoke(group, ["validate", str(path), "--json"], standalone_mode=False)
    first, second = json.loads(done.stdout)
    assert (first["fil"], first["problemer"]) == ("s.xlsx:2", [])
    assert [(problem["code"], problem["place"]) for problem in second["problemer"]] == [
        ("celle-ja-nej", "celle Sager!H3")]
    shown = CliRunner().invoke(group, ["validate", str(path)], standalone_mode=False)
    assert "s.xlsx:3: celle Sager!H3" in shown.stderr
