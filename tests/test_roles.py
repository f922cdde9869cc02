"""The table of roles says what the schema says, and what letters keep to."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

from pipeline import schemas
from pipeline.cli import group
from pipeline.documents import KINDS
from pipeline.roles import written
from pipeline.roles.table import OTHER, OWN, PROTECTED, Field, documents, groups
from pipeline.templateset import TemplateSet

DAY = dt.date(2026, 2, 10)


def fields() -> dict[str, Field]:
    return {field.path: field for part in groups() for field in part.fields}


def leaves(schema: Mapping[str, Any], path: str = "") -> Iterator[str]:
    for name, part in schema.get("properties", {}).items():
        below = f"{path}.{name}".lstrip(".")
        inner, mark = (part["items"], "[]") if "items" in part else (part, "")
        if "properties" in inner:
            yield from leaves(inner, f"{below}{mark}")
        else:
            yield below


def test_every_field_of_the_schema_is_in_the_table_once() -> None:
    listed = [field.path for part in groups() for field in part.fields]
    assert sorted(listed) == sorted(leaves(schemas.resolved("sag")))
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(("path", "roles"), [
    ("barn.navn", {"foraelder", OTHER, "ung", "leverandoer", "kommune"}),
    ("barn.cpr", {"foraelder", OTHER, "ung", "kommune"}),
    ("parter[].cpr", {"foraelder", "kommune"}),
    ("ansoegninger[].arbejde.bruttoloen", {"foraelder", "kommune"}),
    ("afgoerelser[].beloeb", {"foraelder", "ung", "kommune"}),
    ("breve_sendt_til", {"kommune"}),
])
def test_who_may_see_it(path: str, roles: set[str]) -> None:
    assert set(fields()[path].roles) == roles


def test_nobody_sees_more_of_a_part_than_of_the_whole() -> None:
    assert "ung" not in fields()["tilbud[].budget.linjer[].beloeb"].roles
    assert fields()["barn.beskyttelse.status"].roles <= {"ung", "kommune"}


def test_what_else_decides_is_said() -> None:
    assert fields()["parter[].adresse.vej"].notes == (PROTECTED,)
    assert OWN in fields()["barn.navn"].notes
    assert fields()["barn.adresse.by"].named() == "Adresse: By"


def test_every_document_is_told_with_who_gets_it() -> None:
    told = {kind.id: [str(who) for who in kind.recipients] for kind in documents()}
    assert set(told) == set(KINDS)
    assert told["tilbud"][0] == "Kommunen"
    assert len(told["tilsynsrapport"]) == 3
    assert len(told["kvitteringsbrev"]) == 1


def test_the_word_document_holds_it_all_and_a_place_to_sign() -> None:
    like = TemplateSet().document("tilbud").read_bytes()
    data = written.word(groups(), documents(), DAY, like)
    assert data == written.word(groups(), documents(), DAY, like)
    made = docx.Document(io.BytesIO(data))
    words = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "Underskrift:" in words
    assert "2026-02-10" in words
    rows = [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]
    assert ["CPR-nummer\nparter[].cpr", "ja", "–", "–", "–", "ja", ""] in rows
    assert len(rows) > len(fields())


def test_the_page_and_the_spreadsheet_hold_the_same() -> None:
    page = written.web(groups(), documents(), DAY).decode()
    assert all(f"({path})" in page for path in fields())
    assert "<script" not in page
    rows = list(csv.reader(io.StringIO(written.as_csv(groups()).decode("utf-8-sig")), delimiter=";"))
    assert [row[1] for row in rows[1:]] == list(fields())


def run(*args: str) -> Any:
    return CliRunner().invoke(group, ["roles", *args])


def test_the_command_prints_and_writes(tmp_path: Path) -> None:
    assert "parter[].cpr" in run().output
    told = json.loads(run("--json").stdout)
    assert {field["sti"] for part in told["grupper"] for field in part["felter"]} == set(fields())
    for suffix in ("docx", "html", "csv"):
        assert run("--out", str(tmp_path / f"roller.{suffix}")).exit_code == 0
        assert (tmp_path / f"roller.{suffix}").stat().st_size > 5000
    assert run("--out", str(tmp_path / "roller.docx")).exit_code == 2
    assert run("--out", str(tmp_path / "roller.txt")).exit_code == 2
