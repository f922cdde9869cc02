"""Workbooks as people leave them: dates, formulas, merged and hidden cells, and files that are none."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import tracemalloc
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline.batch.sheets import package, records
from pipeline.batch.sheets.styles import padded
from pipeline.batch.sheets.xlsx import column_letters, column_number
from pipeline.batch.sources import items
from pipeline.errors import DataError
from tests.batch.books import CASE, HERE, book, changed, one, packed, read, told

SHEET = "xl/worksheets/sheet1.xml"


def codes(path: Path) -> list[str]:
    """What is wrong with a file, as the codes of its one item."""
    (item,) = items([path])
    with pytest.raises(DataError) as error:
        item.read()
    return [problem.code for problem in error.value.problems]


def test_a_row_is_a_case_with_its_cells(tmp_path: Path) -> None:
    sag = one(tmp_path / "s.xlsx")
    assert sag.data == {
        "skema": "1", "sagsnummer": "26/1", "sagsbehandler": {"navn": "Ane Ærø"},
        "barn": {"navn": "Bo Bæk", "foedselsdato": "2018-03-01"},
        "parter": [{"id": "mor", "rolle": "foraelder", "navn": "Mia Bæk"}]}
    assert sag.source == "s.xlsx:2"
    assert sag.places["barn.foedselsdato"] == "Sager!D2"
    assert sag.problems == ()


def test_an_item_can_be_sent_to_another_process_and_read_without_the_file(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", list(CASE), list(CASE.values()))
    (item,) = items([path])
    there = pickle.loads(pickle.dumps(item))
    path.unlink()
    assert there.read() == item.read()
    assert len(pickle.dumps(item)) < 5_000


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_real_dates_of_both_calendars(epoch: dt.datetime | None, tmp_path: Path) -> None:
    for day in (dt.date(1950, 1, 1), dt.date(2018, 3, 1), dt.date(2026, 12, 31)):
        sag = one(tmp_path / "s.xlsx", {"Barn: Fødselsdato": day}, epoch=epoch)
        assert sag.data["barn"]["foedselsdato"] == day.isoformat()


def test_numbers_are_exact_and_without_the_noise_of_arithmetic(tmp_path: Path) -> None:
    sag = one(tmp_path / "s.xlsx", {
        "Udgift 1: Beløb": 1234.56, "Udgift 2: Beløb": 0.1 + 0.2, "Udgift 3: Beløb": 500.0,
        "Udgift 4: Beløb": "1.234,50", "Udgift 5: Beløb": 999_999_999_999_999.0,
        "Udgift 6: Beløb": 1e15})
    assert [cost.get("beloeb") for cost in sag.data["udgifter"]] == [
        Decimal("1234.56"), Decimal("0.3"), 500, Decimal("1234.5"), 999_999_999_999_999, None]
    assert isinstance(sag.data["udgifter"][2]["beloeb"], int)
    assert told(sag.problems) == [("udgifter[5].beloeb", "celle-tal-forkortet", "celle Sager!M2")]


def test_numbers_shown_with_zeros_first_are_read_as_shown(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", [*CASE, "Barn: CPR-nummer", "Barn: Postnummer"],
                [*CASE.values(), 101201234, 800])
    made = openpyxl.load_workbook(path)
    made["Sager"]["H2"].number_format = "000000\\-0000"
    made["Sager"]["I2"].number_format = "0000"
    made.save(path)
    (sag,) = read(path)
    assert (sag.data["barn"]["cpr"], sag.data["barn"]["adresse"]) == ("010120-1234", {"postnr": "0800"})


def test_padding_is_for_formats_of_zeros_only() -> None:
    assert [padded(8, form) for form in ("0000", "000 000", "0", "0.00", "#,##0", "General",
                                         "00;-00")] == [
        "0008", "000 008", "", "", "", "", "08"]
    assert padded(123456, "0000") == "123456"
    assert padded(-8, "0000") == ""


def test_formulas_give_their_saved_value_or_say_that_there_is_none(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", [*CASE, "Barn: Diagnose"], [*CASE.values(), '="Aut"&"isme"'])
    (sag,) = read(path)
    assert told(sag.problems) == [("barn.diagnose", "celle-formel", "celle Sager!H2")]
    changed(path, SHEET, r'<c r="H2"[^>]*><f>(.*?)</f><v ?/?>(</v>)?</c>',
            r'<c r="H2" t="str"><f>\1</f><v>Autisme</v></c>')
    assert read(path)[0].data["barn"]["diagnose"] == "Autisme"
    changed(path, SHEET, r'<c r="H2" t="str"><f>(.*?)</f><v>Autisme</v></c>',
            '<c r="H2" t="e"><f>A1</f><v>#REF!</v></c>')
    assert told(read(path)[0].problems) == [("barn.diagnose", "celle-fejl", "celle Sager!H2")]


def test_rich_and_inline_and_escaped_text(tmp_path: Path) -> None:
    rich = CellRichText("En ", TextBlock(InlineFont(b=True), "fed"), " start")
    path = book(tmp_path / "s.xlsx", [*CASE, "Barn: Diagnose", "Barn: Funktionsniveau"],
                [*CASE.values(), rich, "her"])
    assert read(path)[0].data["barn"]["diagnose"] == "En fed start"
    changed(path, SHEET, r'<c r="I2"[^>]*>.*?</c>',
            '<c r="I2" t="inlineStr"><is><t>a_x000D_\nb</t><rPh><t>nej</t></rPh></is></c>')
    assert read(path)[0].data["barn"]["funktionsniveau"] == "a\nb"


def test_empty_cells_and_spaces_are_nothing(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", [*CASE, "Barn: Diagnose"], [*CASE.values(), "   "], ["", " ", None])
    (sag,) = read(path)
    assert "diagnose" not in sag.data["barn"]


def test_headings_below_a_title_that_is_merged(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", ["Sager i marts", None], [], list(CASE), list(CASE.values()),
                title="Ark1")
    made = openpyxl.load_workbook(path)
    made["Ark1"].merge_cells("A1:C1")
    made.save(path)
    (sag,) = read(path)
    assert sag.places["barn.navn"] == "Ark1!C4"
    made["Ark1"].merge_cells("C4:C6")
    made.save(path)
    (item,) = items([path])
    with pytest.raises(DataError) as error:
        item.read()
    assert told(error.value.problems) == [("", "flettede-celler", "celle Ark1!C4:C6")]


def test_hidden_rows_are_read_and_said_so(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", list(CASE), list(CASE.values()), ["26/2", *list(CASE.values())[1:]])
    made = openpyxl.load_workbook(path)
    made["Sager"].row_dimensions[3].hidden = True
    made["Sager"].column_dimensions["C"].hidden = True
    made.save(path)
    first, second = read(path)
    assert first.problems == ()
    assert second.data["barn"]["navn"] == "Bo Bæk"
    assert told(second.problems) == [("", "skjult-raekke", "celle Sager!A3")]
    assert second.problems[0].severity == "advarsel"


def test_headings_that_are_wrong_are_all_told(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", ["Sagsnummer", "Navn", "Barn: Navn", "barn.navn", "Fødseldato",
                                      "Mia Bæk",
                                      "(Mine noter)", "Bilag"], ["1", "2", "3", "4", "5", "6", "7", "8"])
    (item,) = items([path])
    with pytest.raises(DataError) as error:
        item.read()
    assert item.name == "s.xlsx"
    assert told(error.value.problems) == [
        ("", "overskrift-tvetydig", "celle Sager!B1"), ("", "overskrift-to-gange", "celle Sager!D1"),
        ("", "overskrift-ukendt", "celle Sager!E1"), ("", "overskrift-ukendt", "celle Sager!F1"),
        ("", "overskrift-ukendt", "celle Sager!H1")]
    said = " ".join(f"{problem.message} {problem.remedy}" for problem in error.value.problems)
    assert "»Barn: Navn«" in said
    assert "»Barn: Fødselsdato«" in said
    assert "Mia Bæk" not in said


def test_a_list_in_one_column_and_in_numbered_ones_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", ["Sagsnummer", "Afgørelse 1: Bilag", "Afgørelse 1: Bilag 2"], ["1",
                                                                                                    "a",
                                                                                                    "b"])
    assert codes(path) == ["overskrift-to-gange"]


def test_columns_and_sheets_in_parentheses_are_not_read(tmp_path: Path) -> None:
    sag = one(tmp_path / "s.xlsx", {"(Noter)": "hemmeligt"}, more={"(Noter)": [["x"]], "Hjælp": [["y"]]})
    assert sag.problems == ()
    assert "hemmeligt" not in str(sag.data)


def test_a_sheet_that_is_nobodys_is_refused_unless_it_is_empty_or_hidden(tmp_path: Path) -> None:
    assert one(tmp_path / "s.xlsx", more={"Ark2": []}).problems == ()
    path = book(tmp_path / "t.xlsx", list(CASE), list(CASE.values()), more={"Målene": [["x"]]})
    assert codes(path) == ["ark-ukendt"]
    made = openpyxl.load_workbook(path)
    made["Målene"].sheet_state = "hidden"
    made.save(path)
    assert len(read(path)) == 1


@pytest.mark.parametrize(("name", "data", "code"), [
    ("s.xlsx", b"", "regneark-ulaeseligt"), ("s.xlsx", b"PK\3\4 ikke en zip", "regneark-ulaeseligt"),
    ("s.xls", package.OLE + b"\0" * 600, "regneark-gammelt"),
    ("s.xlsx", package.OLE + "EncryptedPackage".encode("utf-16-le"), "regneark-laast"),
    ("s.xlsm", b"PK", "regneark-makroer"), ("s.ods", b"PK", "regneark-format"),
    ("s.xlsb", b"PK", "regneark-format")])
def test_files_that_are_no_workbooks_to_read(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert codes(tmp_path / name) == [code]


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


DTD = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]>'
ENTITY_IN_A_CELL = DTD + (b'<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&a;</t></is></c>'
                          b'</row></sheetData></worksheet>')


@pytest.mark.parametrize(("part", "data", "code"), [
    ("xl/vbaProject.bin", b"x", "regneark-makroer"), ("mimetype", b"x", "regneark-format"),
    ("xl/worksheets/sheet1.xml", b"<worksheet", "regneark-ulaeseligt"),
    ("xl/workbook.xml", b"<workbook/>", "overskrift-mangler"),
    ("xl/styles.xml", b"\xff\xfe", "regneark-ulaeseligt"),
    ("xl/styles.xml", b"<styleSheet><numFmts><numFmt/></numFmts></styleSheet>", "regneark-ulaeseligt"),
    ("xl/worksheets/sheet1.xml", ENTITY_IN_A_CELL, "regneark-ulaeseligt"),
    ("xl/workbook.xml", DTD + b"<workbook>&a;</workbook>", "regneark-ulaeseligt")])
def test_damaged_and_hostile_parts(part: str, data: bytes, code: str, tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", list(CASE), list(CASE.values()))
    assert codes(packed(path, {**parts_of(path), part: data})) == [code]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", list(CASE), list(CASE.values()))
    packed(path, {**parts_of(path), "xl/sharedStrings.xml": b" " * (package.RATIO_FROM + 1)})
    assert codes(path) == ["regneark-for-stort"]


def test_too_many_rows_of_lists_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_ROWS", 2)
    path = book(tmp_path / "s.xlsx", list(CASE), list(CASE.values()),
                more={"Mål": [["Sagsnummer", "Id"], *[["26/1", f"m{n}"] for n in range(3)]]})
    assert codes(path) == ["for-mange-raekker"]


def test_the_first_cases_come_before_the_last_rows_are_read(tmp_path: Path) -> None:
    path = book(tmp_path / "s.xlsx", list(CASE), *[list(CASE.values())] * 3)
    changed(path, SHEET, "</sheetData>", "</sheetDat>")
    first, *_, last = items([path])
    assert first.read().data["sagsnummer"] == "26/1"
    with pytest.raises(DataError) as error:
        last.read()
    assert error.value.problems[0].code == "regneark-ulaeseligt"


def test_columns_have_letters() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA",
                                                                         "XFD"]
    assert all(column_number(f"{column_letters(n)}14") == n for n in range(0, 17_000, 7))


def test_a_workbook_that_libreoffice_saved() -> None:
    (sag,) = read(HERE / "libreoffice.xlsx")
    wanted = json.loads((HERE / "libreoffice.json").read_text(encoding="utf-8"), parse_float=Decimal)
    assert sag.problems == ()
    assert sag.data == wanted


def test_rows_are_never_all_in_memory(tmp_path: Path) -> None:
    row = '<row>{}</row>'.format("".join(
        f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in ("26/1", "Bo Bæk", "2018-03-01")))
    head = row.replace("26/1", "Sagsnummer").replace("Bo Bæk", "Barn: Navn").replace(
        "2018-03-01", "Barn: Fødselsdato")
    path = book(tmp_path / "s.xlsx", ["Sagsnummer"], ["26/1"])
    changed(path, SHEET, "<sheetData>.*</sheetData>",
            f"<sheetData>{head}{row * 10_000}</sheetData>")
    list(items([book(tmp_path / "t.xlsx", ["Sagsnummer"], ["26/1"])]))
    tracemalloc.start()
    try:
        count = sum(1 for _ in items([path]))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 10_000
    assert peak < 6 * 2**20
