"""CSV files as spreadsheet programs and people save them."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from pipeline.batch.sources import items
from pipeline.errors import DataError, UsageError
from tests.batch.books import HERE, read, told

HEAD = "Sagsnummer;Barn: Navn;Barn: Diagnose;Breve sendt til og med"
ROWS = f"{HEAD}\n26/1;Åse Bæk;Autisme;1. marts 2026\n26/2;Søren Lærke;;31-03-2026\n"


def saved(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def code_of(path: Path) -> tuple[str, str]:
    """The problem of the one item that cannot be read."""
    bad = []
    for item in items([path]):
        try:
            item.read()
        except DataError as error:
            bad += [(problem.code, str(problem.message)) for problem in error.problems]
    (found,) = bad
    return found


@pytest.mark.parametrize("data", [
    ROWS.encode(), ROWS.encode("utf-8-sig"), ROWS.encode("cp1252"), ROWS.encode("utf-16"),
    codecs.BOM_UTF16_BE + ROWS.encode("utf-16-be"), ROWS.replace("\n", "\r\n").encode(),
    ROWS.replace(";", ",").encode(), ROWS.replace(";", "\t").encode(), f"sep=;\n{ROWS}".encode(),
    f"Sager i marts\n\n{ROWS}".encode()], ids=[
    "utf-8", "mærke", "windows", "utf-16", "utf-16-be", "crlf", "komma", "tabulator", "sep", "titel"])
def test_a_file_in_every_dress(data: bytes, tmp_path: Path) -> None:
    one, two = read(saved(tmp_path / "sager.csv", data))
    assert one.data == {"skema": "1", "sagsnummer": "26/1", "barn": {"navn": "Åse Bæk",
                                                                     "diagnose": "Autisme"},
                        "breve_sendt_til": "2026-03-01"}
    assert two.data["barn"] == {"navn": "Søren Lærke"}
    assert one.problems == two.problems == ()


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman", "utf-16-le"])
def test_letters_that_cannot_be_told_are_refused(encoding: str, tmp_path: Path) -> None:
    code, message = code_of(saved(tmp_path / "sager.csv", ROWS.encode(encoding)))
    assert code == "tegnsaet"
    assert "linje" not in message


@pytest.mark.parametrize("word", ["Kærgaard", "Øster Å", "Åse", "Bøgh"])
def test_a_single_danish_letter_of_an_older_machine_is_enough_to_refuse(word: str,
                                                                        tmp_path: Path) -> None:
    path = saved(tmp_path / "sager.csv", f"Sagsnummer;Barn: Navn\n1;{word}\n".encode("cp850"))
    assert code_of(path)[0] == "tegnsaet"


def test_windows_text_with_typographic_signs_is_read(tmp_path: Path) -> None:
    path = saved(tmp_path / "s.csv",
                 "Sagsnummer;Barn: Diagnose\n1;„Låst“ – 5 § … ½ €\n".encode("cp1252"))
    (sag,) = read(path)
    assert sag.data["barn"] == {"diagnose": "„Låst“ – 5 § … ½ €"}


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = saved(tmp_path / "s.csv", f"{HEAD}\n\n26/1;Bo;\"en\nto\";31.2.2026\n26/2;Ib;;x\n")
    names = [item.name for item in items([path])]
    first, second = read(path)
    assert names == ["s.csv:3", "s.csv:4"]
    assert first.data["barn"]["diagnose"] == "en\nto"
    assert told(first.problems) == [("breve_sendt_til", "celle-dato", "celle D3")]
    assert told(second.problems) == [("breve_sendt_til", "celle-dato", "celle D4")]


@pytest.mark.parametrize("row", ['26/1;"Bo" Bæk;;', '26/1;"Bo;;\n26/2;Ib;;'])
def test_a_stray_quotation_mark_names_the_line(row: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "s.csv", f"{HEAD}\n26/0;Eva;;\n{row}\n")
    assert next(items([path])).read().data["sagsnummer"] == "26/0"
    code, message = code_of(path)
    assert code == "csv-citationstegn"
    assert "linje" in message


def test_quotation_marks_inside_a_word_are_text(tmp_path: Path) -> None:
    (sag,) = read(saved(tmp_path / "s.csv", f'{HEAD}\n26/1;Bo;bruger 10" skærm;\n'))
    assert sag.data["barn"]["diagnose"] == 'bruger 10" skærm'


def test_a_row_with_more_cells_than_headings_says_so(tmp_path: Path) -> None:
    (sag,) = read(saved(tmp_path / "s.csv", f"{HEAD}\n26/1;Bo;a;1.3.2026;mere\n"))
    assert told(sag.problems) == [("", "celle-uden-overskrift", "celle E2")]


def test_a_file_without_the_heading_of_the_case_number(tmp_path: Path) -> None:
    assert code_of(saved(tmp_path / "s.csv", "Navn;Dato\nBo;1\n"))[0] == "overskrift-mangler"
    assert code_of(saved(tmp_path / "t.csv", "\n" * 25 + ROWS))[0] == "overskrift-mangler"


def test_an_empty_file_and_a_missing_one(tmp_path: Path) -> None:
    assert code_of(saved(tmp_path / "s.csv", ""))[0] == "overskrift-mangler"
    with pytest.raises(UsageError) as error:
        list(items([tmp_path / "findes-ikke.csv"]))
    assert error.value.problems[0].code == "fil-mangler"


def test_headings_alone_are_no_cases(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        list(items([saved(tmp_path / "s.csv", f"{HEAD}\n")]))
    assert error.value.problems[0].code == "ingen-sager"


def test_a_file_that_libreoffice_saved() -> None:
    one, two = read(HERE / "libreoffice.csv")
    assert one.problems == two.problems == ()
    assert one.data["barn"] == {"navn": "Åse Bæk", "foedselsdato": "2018-03-01",
                                "diagnose": 'Autisme;\nog "andet"'}
    assert one.data["parter"][0]["adresse"] == {"postnr": "0800"}
    assert float(one.data["afgoerelser"][0]["beloeb"]) == 12345.5
    assert two.data["afgoerelser"] == [{
        "brevdato": "2026-03-02", "ydelse": "udgifter", "udfald": "bevilling", "beloeb": 500,
        "sundhedsfagligt": True}]


def test_days_that_an_english_program_saved_are_never_swapped() -> None:
    one, two = read(HERE / "libreoffice-engelsk.csv")
    assert told(one.problems) == [("barn.foedselsdato", "celle-dato-tvetydig", "celle D2"),
                                  ("afgoerelser[0].brevdato", "celle-dato-tvetydig", "celle J2")]
    assert [code for _, code, _ in told(two.problems)] == ["celle-dato", "celle-dato-tvetydig"]
