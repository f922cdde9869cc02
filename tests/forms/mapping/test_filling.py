"""A form filled from a case: read back it says the same, and what had no room stands behind it."""

from __future__ import annotations

import copy
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from pipeline.errors import DocumentRefused, TemplateError
from pipeline.forms import room
from pipeline.forms.mapping.filling import FilledForm, fill_form
from pipeline.forms.mapping.reading import parse_map
from pipeline.forms.mapping.seen import Seen, seen
from pipeline.forms.mapping.tocase import every_problem, read
from pipeline.letters import Job
from tests.cases import sag, settings
from tests.forms.mapping.forms import MAP, small


@pytest.fixture(scope="module")
def view() -> Seen:
    return seen(sag("karla"), Job("ansoegning-udgifter", settings=settings()))


def codes(filled: FilledForm) -> set[str]:
    return {each.code for each in filled.problems if each.code.startswith("formular-")}


def values(pdf: bytes) -> Mapping[str, Any]:
    return {name: each.value for name, each in room.inspect(pdf).fields.items()}


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_what_is_filled_in_is_read_back(view: Seen) -> None:
    mapping = parse_map(MAP.encode(), "m.toml")
    filled = fill_form(small((500, 70)), mapping, view)
    back = read(room.inspect(filled.pdf).fields, mapping)
    assert every_problem(back, False) == ()
    original = sag("karla").data
    assert back.data["barn"] == {"navn": original["barn"]["navn"], "cpr": original["barn"]["cpr"]}
    (event,) = back.data["ansoegninger"]
    newest = [each for each in original["ansoegninger"] if each["art"] == "udgifter"][-1]
    assert event["brevdato"] == newest["brevdato"]
    assert event["variant"] == newest["variant"]
    assert [each["hvad"] for each in event["udgifter"]] == [
        each["hvad"] for each in newest["udgifter"][:2]]
    assert values(filled.pdf)["fornavn"] == "Karla"
    assert [values(filled.pdf)[name] for name in ("nr1", "nr2")] == ["1", "2"]
    assert values(filled.pdf)["underskrift"] in (None, "")


def test_the_rest_stands_behind_the_form(view: Seen) -> None:
    filled = fill_form(small((60, 20)), parse_map(MAP.encode(), "m.toml"), view)
    first, *behind = texts(filled.pdf)
    assert values(filled.pdf)["hvorfor"] == "Se bilag 1"
    assert {"formular-i-bilag", "formular-flere-raekker"} <= codes(filled)
    assert "formular-ikke-plads" not in {each.code for each in filled.problems if each.path == "hvorfor"}
    said = " ".join(" ".join(behind).split())
    newest = [each for each in sag("karla").data["ansoegninger"] if each["art"] == "udgifter"][-1]
    assert " ".join(newest["begrundelse"].split())[:60] in said
    assert "Række 3" in said
    assert "Række 11" in said
    assert newest["udgifter"][10]["hvad"] in said
    assert newest["udgifter"][1]["hvad"] not in said
    assert "Bilag til formular" not in first
    assert "Formål, række 2" in said
    assert "nr: 11" in said


ARABIC = "تعاني من صعوبات في المشي"


def with_reason(reason: str) -> Seen:
    case = sag("karla")
    data = copy.deepcopy(case.data)
    newest = [each for each in data["ansoegninger"] if each["art"] == "udgifter"][-1]
    newest["begrundelse"] = reason
    return seen(replace(case, data=data), Job("ansoegning-udgifter", settings=settings()))


def test_letters_of_another_script_stand_behind_the_form() -> None:
    view = with_reason(f"Lægen skriver: {ARABIC} i sit brev.")
    filled = fill_form(small((500, 70)), parse_map(MAP.encode(), "m.toml"), view)
    assert values(filled.pdf)["hvorfor"] == "Se bilag 1"
    assert [each.code for each in filled.problems if each.path == "hvorfor"] == ["formular-tegn-i-bilag"]
    assert "hvorfor" in filled.moved
    document = pypdfium2.PdfDocument(filled.pdf)
    behind = " ".join(" ".join(
        document[nr].get_textpage().get_text_bounded() for nr in range(1, len(document))).split())
    document.close()
    assert "Lægen skriver" in behind
    assert set(ARABIC.split()) <= set(behind.replace(".", " ").split())


@pytest.mark.parametrize("reason", ["Hun er glad \N{GRINNING FACE}", "她走路有困难"])
def test_letters_that_stand_on_no_page_are_refused(reason: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        fill_form(small((500, 70)), parse_map(MAP.encode(), "m.toml"), with_reason(reason))
    for each in refused.value.problems:
        assert reason not in f"{each.message}{each.remedy}"


def test_a_box_too_small_for_the_reference_keeps_what_it_has_room_for(view: Seen) -> None:
    filled = fill_form(small((14, 12)), parse_map(MAP.encode(), "m.toml"), view)
    assert values(filled.pdf)["hvorfor"] != "Se bilag 1"
    assert "hvorfor" not in filled.moved
    assert ("hvorfor", "formular-ikke-plads") in {(each.path, each.code) for each in filled.problems}
    assert not filled.whole
    assert "Bilag 1" in " ".join(texts(filled.pdf)[1:])


def test_flat_pages_show_the_same_and_can_be_changed_no_more(view: Seen) -> None:
    filled = fill_form(small(), parse_map(MAP.encode(), "m.toml"), view, flat=True)
    reader = PdfReader(io.BytesIO(filled.pdf))
    assert "/AcroForm" not in reader.trailer["/Root"]
    assert "Karla Søgaard Torp" in reader.pages[0].extract_text()


def test_the_same_case_gives_the_same_bytes(view: Seen) -> None:
    mapping = parse_map(MAP.encode(), "m.toml")
    assert fill_form(small((60, 20)), mapping, view).pdf == fill_form(small((60, 20)), mapping, view).pdf


def test_what_is_protected_is_told_and_not_written() -> None:
    case = sag("villads")
    hidden = next(each for each in case.data["parter"] if each["beskyttelse"]["status"] == "beskyttet")
    other = next(each["id"] for each in case.data["parter"]
                 if each["rolle"] == "foraelder" and each["id"] != hidden["id"])
    mapping = parse_map(f'[felter]\nnavn = "barn.navn"\nvej = "parter[id={hidden["id"]}].adresse.vej"\n'
                        .encode(), "m.toml")
    job = Job("", settings=settings(), date=dt.date(2026, 9, 1))
    filled = fill_form(small(), mapping, seen(case, job, other))
    assert filled.values.protected == ("vej",)
    assert "formular-beskyttet" in codes(filled)
    assert hidden["adresse"]["vej"].encode() not in filled.pdf
    assert values(filled.pdf)["vej"] in (None, "")


def test_what_the_form_demands_and_the_case_lacks_is_an_error(view: Seen) -> None:
    mapping = parse_map(b'kind = "ansoegning-udgifter"\n[felter]\n'
                        b'navn = {sti = "ansoegninger[-1].aendring", skal_udfyldes = true}\n'
                        b'vej = "ansoegninger[-1].samarbejde"\n', "m.toml")
    filled = fill_form(small(), mapping, view)
    grave = {(each.path, each.code) for each in filled.problems if each.severity == "fejl"}
    assert grave == {("navn", "formular-uden-vaerdi")}
    assert {"formular-tomme-felter", "formular-uden-kilde"} <= codes(filled)
    assert not filled.whole


def test_what_a_row_lacks_counts_and_a_row_too_many_does_not(view: Seen) -> None:
    rows = """
kind = "ansoegning-udgifter"
[[raekker]]
liste = "ansoegninger[-1].udgifter"
antal = {count}
felter = {{"hvad{{n}}" = "hvad", "nr{{n}}" = "beloeb"}}
"""
    case = sag("karla")
    data = copy.deepcopy(case.data)
    newest = [each for each in data["ansoegninger"] if each["art"] == "udgifter"][-1]
    newest["udgifter"] = [{**newest["udgifter"][0], "hvad": "Et skema"}]
    newest["udgifter"][0].pop("beloeb", None)
    short = seen(replace(case, data=data), Job("ansoegning-udgifter", settings=settings()))
    filled = fill_form(small(), parse_map(rows.format(count=2).encode(), "m.toml"), short)
    assert filled.values.empty == ("nr1",)


def test_a_mapping_of_another_form_is_refused(view: Seen) -> None:
    with pytest.raises(TemplateError) as error:
        fill_form(small(), parse_map(b'[felter]\nfindes_ikke = "barn.navn"', "m.toml"), view)
    assert [each.code for each in error.value.problems] == ["kobling-ukendt-felt"]
