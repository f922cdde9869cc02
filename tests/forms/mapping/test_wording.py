"""What a form is filled with is understood when it comes back, for every field of the schema."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.danish.fields import Field as CaseField
from pipeline.danish.fields import fields
from pipeline.danish.numbers import Trouble
from pipeline.forms.fields import Field, Format
from pipeline.forms.mapping import Source
from pipeline.forms.mapping.understanding import joined, understood
from pipeline.forms.mapping.wording import Unfit, part_of, worded

LINES = st.text(st.characters(codec="latin-1", exclude_categories=["C", "Z"]), min_size=1).filter(
    lambda said: said.casefold() not in ("ingen", "[]"))
NUMBERS = st.decimals(-10**9, 10**9, places=2).map(lambda number: int(number) if number % 1 == 0
                                                   else number.normalize())
STRATEGIES: dict[str, Any] = {
    "dato": st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)), "kroner": NUMBERS,
    "tal": st.decimals(-10**6, 10**6, places=3).map(lambda n: int(n) if n % 1 == 0 else n.normalize()),
    "heltal": st.integers(-10**9, 10**9), "ja-nej": st.booleans(),
    "klokkeslaet": st.times().map(lambda time: time.strftime("%H:%M")),
    "cpr": st.just("010120-4000"), "cvr": st.just("12345674"), "postnummer": st.just("0800"),
    "telefon": st.sampled_from(["65000012", "+46 70 123 45 67"]), "e-mail": st.just("navn@example.dk")}


def value_of(known: CaseField) -> Any:
    one = st.sampled_from(known.codes) if known.codes else STRATEGIES.get(known.form, LINES)
    if not known.many:
        return one
    names = one if known.codes else st.sampled_from(["mor", "far", "maal1", "9"])
    return st.lists(names, min_size=1, max_size=4).map(tuple)


def plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value.isoformat() if isinstance(
        value, dt.date) else value


KNOWN = [each for each in fields().values() if each.form != "ingen"]


@pytest.mark.parametrize("multiline", [True, False])
@given(st.data())
def test_every_value_comes_back_from_a_box_of_text(multiline: bool, data: st.DataObject) -> None:
    known = data.draw(st.sampled_from(KNOWN))
    if known.many and not multiline and not (known.codes or known.names):
        return  # texts of one's own stand one a line
    value = data.draw(value_of(known))
    target = Field("a", "text", multiline=multiline)
    written = worded(value, Source(), known, target)
    assert isinstance(written, str)
    assert understood(replace(target, value=written), Source(), known) == plain(value)


@pytest.mark.parametrize(("target", "written"), [
    (Field("a", "text"), "31-03-2026"), (Field("a", "text", max_length=8, comb=True), "31032026"),
    (Field("a", "text", format=Format("date", "dd/mm/yyyy")), "31/03/2026"),
    (Field("a", "text", format=Format("date", "mm/dd/yyyy")), "03/31/2026"),
    (Field("a", "text", format=Format("date", "yyyy-mm-dd")), "2026-03-31"),
    (Field("a", "text", format=Format("date", "d. mmmm yyyy")), "31-03-2026"),
    (Field("a", "text", max_length=10), "31-03-2026")])
def test_a_day_as_the_form_wants_it(target: Field, written: str) -> None:
    known = fields()["barn.foedselsdato"]
    assert worded(dt.date(2026, 3, 31), Source(), known, target) == written
    assert understood(replace(target, value=written), Source(), known) == "2026-03-31"


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
       st.sampled_from(["mm/dd/yyyy", "dd/mm/yyyy", "yyyy/mm/dd", "ddmmyyyy", "mmddyyyy"]))
def test_the_forms_own_pattern_says_what_comes_first(day: dt.date, pattern: str) -> None:
    target = Field("a", "text", format=Format("date", pattern))
    known = fields()["barn.foedselsdato"]
    written = worded(day, Source(), known, target)
    assert understood(replace(target, value=written), Source(), known) == day.isoformat()


def test_a_day_that_could_be_two_is_refused_where_the_form_does_not_say() -> None:
    with pytest.raises(Trouble) as trouble:
        understood(Field("a", "text", value="03/04/2026"), Source(), fields()["barn.foedselsdato"])
    assert trouble.value.code == "felt-dato-tvetydig"


@pytest.mark.parametrize(("value", "written"), [
    (Decimal("1234.5"), "1.234,50"), (1234, "1.234,00"), (0, "0,00"), (Decimal("0.05"), "0,05")])
def test_money_can_only_be_read_in_one_way(value: Any, written: str) -> None:
    assert worded(value, Source(), fields()["udgifter[].beloeb"], Field("a", "text")) == written


@pytest.mark.parametrize(("room", "written"), [(None, "010120-4000"), (11, "010120-4000"),
                                               (10, "0101204000")])
def test_a_cpr_number_by_the_room_there_is(room: int | None, written: str) -> None:
    target = Field("a", "text", max_length=room)
    known = fields()["barn.cpr"]
    assert worded("010120-4000", Source(), known, target) == written
    assert understood(replace(target, value=written), Source(), known) == "010120-4000"


YESNO, FORM = fields()["parter[].foraeldremyndighed"], fields()["ansoegninger[].omfang.form"]
BUTTONS = Field("a", "radio", options=(("0", "Ja"), ("1", "Nej")))


def test_options_that_say_it_themselves_and_those_that_are_told() -> None:
    assert worded(True, Source(), YESNO, BUTTONS) == "0"
    assert understood(replace(BUTTONS, value="1"), Source(), YESNO) is False
    told = Source(choices={"0": "heldag", "1": "halvdag"})
    assert worded("halvdag", told, FORM, BUTTONS) == "1"
    assert understood(replace(BUTTONS, value="0"), told, FORM) == "heldag"
    with pytest.raises(Unfit):
        worded("supplement", told, FORM, BUTTONS)
    with pytest.raises(Unfit):
        worded("heldag", Source(), FORM, BUTTONS)
    with pytest.raises(Trouble) as trouble:
        understood(replace(BUTTONS, value="0"), Source(), FORM)
    assert trouble.value.code == "felt-valg"


def test_an_option_is_told_by_what_is_shown_too() -> None:
    shown = Source(choices={"Ja": "heldag"})
    assert understood(replace(BUTTONS, value="0"), shown, FORM) == "heldag"


def test_several_lines_of_a_list() -> None:
    known = fields()["ansoegninger[].elementer[].omraader[]"]
    target = Field("a", "list", options=tuple((code, code) for code in known.codes), multiple=True)
    assert worded(("social", "fysisk"), Source(), known, target) == ["social", "fysisk"]
    assert understood(replace(target, value=("social", "fysisk")), Source(), known) == [
        "social", "fysisk"]


def test_a_tick_for_one_value_and_for_yes() -> None:
    box = Field("a", "check", on_states=("Ja",))
    assert worded("heldag", Source(when="heldag"), FORM, box) is True
    assert worded("halvdag", Source(when="heldag"), FORM, box) is False
    assert worded(("social",), Source(when="social"), None, box) is True
    assert worded(True, Source(when=1), None, box) is False
    assert worded("heldag", Source(when="heldag"), FORM, Field("a", "text")) == "X"
    assert worded(True, Source(), YESNO, box) is True
    with pytest.raises(Unfit):
        worded("heldag", Source(), FORM, box)


def test_parts_of_a_date_and_of_a_number() -> None:
    day = dt.date(2026, 3, 1)
    assert [part_of(day, part) for part in ("dag", "maaned", "aar")] == ["01", "03", "2026"]
    assert part_of(day, "aar", 2) == "26"
    assert part_of("0101204000", "foedselsdato") == "010120"
    assert part_of("0101204000", "loebenummer") == "4000"
    assert joined({"dag": "1", "maaned": "3", "aar": "2026"}) == "2026-03-01"
    assert joined({"foedselsdato": "010120", "loebenummer": "4000"}) == "010120-4000"


@pytest.mark.parametrize(("parts", "code"), [
    ({"dag": "1", "maaned": "3", "aar": ""}, "felt-dato-tvetydig"), ({"dag": "1"}, "felt-del"),
    ({"dag": "31", "maaned": "2", "aar": "2026"}, "felt-dato"), ({"foedselsdato": "0101"}, "felt-del")])
def test_parts_that_are_no_whole(parts: Any, code: str) -> None:
    with pytest.raises(Trouble) as trouble:
        joined(parts)
    assert trouble.value.code == code


@pytest.mark.parametrize("style", ["kroner", "findes_ikke", "cpr"])
def test_a_filter_that_cannot_take_the_value(style: str) -> None:
    with pytest.raises(Unfit):
        worded(dt.date(2026, 3, 1), Source(style=style), None, Field("a", "text"))
