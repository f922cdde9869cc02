"""What is found in a form: names, kinds, choices, places, and what is wrong with it."""

from __future__ import annotations

import pickle

import pytest

from pipeline.errors import DataError
from pipeline.forms.fields import Field, Form, Format
from pipeline.forms.inspect import inspect
from pipeline.forms.shown import form_json, form_schema
from tests.forms.making import LOOKS, box, field, form, pdf, radio_form, stream


def codes(found: Form) -> set[str]:
    return {each.code.removeprefix("formular-") for each in found.defects}


def only(data: bytes) -> Field:
    (found,) = inspect(data).fields.values()
    return found


@pytest.mark.parametrize(("kind", "entries", "expected"), [
    ("Tx", "", "text"), ("Btn", "", "check"), ("Btn", "/Ff 32768", "radio"),
    ("Btn", "/Ff 65536", "button"),
    ("Ch", "", "list"), ("Ch", "/Ff 131072", "combo"), ("Sig", "", "signature"),
])
def test_what_a_field_is(kind, entries, expected):
    assert only(form(field("a", kind, entries))).kind == expected


def test_a_text_field_tells_all_it_wants():
    found = only(form(field("navn", entries=(
        "/TU(Barnets navn)/TM(barn)/MaxLen 9/Ff 16777218/V(Alma)/DV(Bo)/Q 1"))))
    assert (found.tooltip, found.mapping_name, found.max_length) == ("Barnets navn", "barn", 9)
    assert (found.value, found.default, found.font_size) == ("Alma", "Bo", 12.0)
    assert found.comb
    assert found.required
    assert not found.read_only
    assert not found.multiline
    assert found.widgets[0].rect == (50, 700, 250, 720)


def test_flags_above_ten_million_are_read():
    """Comb and rich text are the highest of 32 bits."""
    assert only(form(field("a", entries="/Ff 50331648/MaxLen 3"))).comb


def test_names_join_and_values_come_from_above():
    data = form(fields="30 0 R", more={
        30: "<</T(barn)/FT/Tx/Ff 2/MaxLen 7/Kids[31 0 R 32 0 R]>>",
        31: "<</T(navn)/Parent 30 0 R/Rect[0 0 9 9]/Subtype/Widget>>",
        32: "<</T(cpr)/Parent 30 0 R/Ff 1/Kids[33 0 R 34 0 R]>>",
        33: "<</Parent 32 0 R/Subtype/Widget/Rect[0 0 9 9]>>",
        34: "<</Parent 32 0 R/Subtype/Widget/Rect[0 9 9 19]>>"})
    found = inspect(data).fields
    assert set(found) == {"barn.navn", "barn.cpr"}
    assert found["barn.navn"].required
    assert found["barn.navn"].max_length == 7
    assert found["barn.cpr"].read_only
    assert len(found["barn.cpr"].widgets) == 2


def test_a_kid_that_only_holds_kids_is_no_field():
    data = form(fields="30 0 R", more={
        **LOOKS, 30: "<</T(svar)/FT/Btn/Ff 49152/Kids[31 0 R 32 0 R]>>",
        31: "<</Parent 30 0 R/Subtype/Widget/Rect[0 0 9 9]/AP<</N<</a 80 0 R>>>>>>",
        32: "<</Parent 30 0 R/Kids[33 0 R]>>",
        33: "<</Parent 32 0 R/Subtype/Widget/Rect[0 9 9 19]/AP<</N<</b 80 0 R>>>>>>"})
    assert only(data).options == (("a", "a"), ("b", "b"))


def test_choices_have_a_value_and_what_is_shown():
    found = only(form(field("land", "Ch", "/Ff 393216/Opt[[(dk)(Danmark)](Norge)[(se)]]/V(dk)")))
    assert found.options == (("dk", "Danmark"), ("Norge", "Norge"), ("se", "se"))
    assert found.editable
    assert found.value == "dk"
    assert found.export_of("Danmark") == "dk"
    assert found.export_of("Finland") is None


def test_radio_states_and_the_values_behind_them():
    found = only(radio_form("svar", "0", "1", entries="/Opt[(ja)(nej)]"))
    assert found.options == (("ja", "ja"), ("nej", "nej"))
    assert found.on_states == ("0", "1")
    assert found.value is None


def test_a_check_box_is_on_or_off():
    data = form(box("enig", entries="/V/Ja"), more=LOOKS)
    assert only(data).value is True
    assert only(form(box("enig"), more=LOOKS)).value is False


@pytest.mark.parametrize(("script", "expected"), [
    ('AFDate_FormatEx("dd-mm-yyyy");', Format("date", "dd-mm-yyyy")),
    ("AFNumber_Format(2, 3, 0, 0, \"\", true);", Format("number", decimals=2)),
    ("AFPercent_Format(1, 1);", Format("percent", decimals=1)),
    ("AFTime_Format(0);", Format("time", "HH:MM")),
    ("app.alert(1);", None),
])
def test_what_the_scripts_want(script, expected):
    escaped = script.replace("(", "\\(").replace(")", "\\)")
    assert only(form(field("a", entries=f"/AA<</F<</S/JavaScript/JS({escaped})>>>>"))).format == expected


def test_calculated_fields_are_told():
    found = inspect(form(field("a"), field("b", at=(50, 600)), acroform="/CO[11 0 R]")).fields
    assert [one.calculated for one in found.values()] == [False, True]
    assert only(form(field("c", entries="/AA<</C<</S/JavaScript/JS(1)>>>>"))).calculated


@pytest.mark.parametrize(("tabs", "expected"), [
    ("", ["nede", "hoejre", "oppe"]), ("/Tabs/R", ["oppe", "hoejre", "nede"]),
    ("/Tabs/C", ["oppe", "nede", "hoejre"]), ("/Tabs/S", ["nede", "hoejre", "oppe"]),
])
def test_the_order_of_tab(tabs, expected):
    data = form(field("nede", at=(50, 100)), field("hoejre", at=(300, 701)), field("oppe"), page=tabs)
    assert list(inspect(data).fields) == expected


def test_text_is_read_wherever_and_however_it_is_kept():
    data = form(
        field("a", entries="/V<FEFF00E600F800E5>"), field("b", entries="/V 40 0 R", at=(50, 600)),
        more={40: stream("lang tekst")})
    assert [one.value for one in inspect(data).fields.values()] == ["æøå", "lang tekst"]


@pytest.mark.parametrize(("data", "code"), [
    (form(field("a"), acroform="/XFA[]"), "xfa"),
    (form(field("a"), root="/Perms<</UR3 40 0 R>>", more={40: "<<>>"}), "rettigheder"),
    (form(field("a", entries="/AA<</K<</S/JavaScript/JS(1)>>>>")), "script"),
    (form(field("a"), acroform="/NeedAppearances true"), "tegnes-af-laeseren"),
    (form(field("a")), "uden-udseende"), (form(field("a")), "uden-hjaelpetekst"),
    (form(field("a")), "uden-tags"), (form(field("a")), "uden-sprog"), (form(field("a")), "uden-titel"),
    (form(field("a"), field("a", at=(50, 600))), "dobbelt-navn"),
    (form(field("a"), field("a", "Btn", at=(50, 600))), "dobbelt-slags"),
    (form(field("a"), field("b", at=(50, 600)), fields="10 0 R"), "tabt-felt"),
    (form(field("a"), fields="10 0 R 40 0 R", more={40: f"<<{field('b')}>>"}), "uden-plads"),
    (form(field("a", entries="/AP(ingen)")), "oedelagt-felt"),
    (form(field("a"), "/FT/Tx/Rect[0 0 9 9]"), "uden-navn"),
    (form(field("a", entries="/Ff 16777216")), "kam-uden-laengde"),
    (form(box("a", on="J#e6"), more=LOOKS), "tilstand"),
    (form(field("a", "Btn")), "uden-tilstand"),
    (form(field("a"), field("b", "Sig", "/Ff 2", at=(50, 600))), "underskrift"),
    (form(field("a"), field("b", "Sig", "/V<</Type/Sig>>", at=(50, 600))), "signeret"),
    (form(field("a"), fields="10 0 R 40 0 R", more={40: "<</T(x)/Kids[40 0 R]>>"}), "kreds"),
])
def test_defects_are_told(data, code):
    assert code in codes(inspect(data))


def test_a_form_without_defects():
    data = form(
        field("a", entries="/TU(Navn)/AP<</N 80 0 R>>"), more={**LOOKS, 40: "<</Title(Skema)>>"},
        root="/MarkInfo<</Marked true>>/Lang(da)", trailer="/Info 40 0 R")
    found = inspect(data)
    assert found.defects == ()
    assert (found.title, found.language, found.tagged) == ("Skema", "da", True)


def test_a_lost_widget_is_a_field():
    found = inspect(form(field("a"), field("b", at=(50, 600)), fields=""))
    assert set(found.fields) == {"a", "b"}


def test_a_lost_widget_belongs_to_the_field_above_it():
    data = form("/Parent 40 0 R/Rect[0 0 9 9]", "/Parent 40 0 R/Rect[0 9 9 19]", fields="40 0 R",
                more={40: "<</T(a)/FT/Tx/Kids[10 0 R]>>"})
    assert len(only(data).widgets) == 2


def test_pages_turned_and_cut():
    page = inspect(form(field("a"), page="/Rotate 270/CropBox[10 10 110 210]")).pages[0]
    assert (page.width, page.height, page.rotation) == (100, 200, 270)


@pytest.mark.parametrize(("data", "code"), [
    (b"", "tom-fil"), (b"\0\0 \n", "tom-fil"), (b"PK\3\4word", "ikke-pdf"), (b"hej", "ikke-pdf"),
    (b"%PDF-1.7\nsludder", "ulaeselig"), (form(fields=""), "uden-felter"),
    (pdf({1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Kids[]>>"}), "uden-felter"),
    (form(fields="", acroform="/XFA(x)"), "kun-xfa"),
])
def test_what_is_no_form_is_refused(data, code):
    with pytest.raises(DataError) as refused:
        inspect(data)
    assert [each.code for each in refused.value.problems] == [f"formular-{code}"]


def test_a_form_travels_between_processes():
    found = inspect(form(field("a"), box("b", at=(50, 600)), more=LOOKS))
    assert pickle.loads(pickle.dumps(found)) == found


def test_json_tells_no_values():
    data = form(field("a", entries="/V(hemmelig)/DV(hemmelig)/TU(Navn)"),
                field("b", "Ch", "/Ff 131072/Opt[(x)]/V(x)", at=(50, 600)))
    shown = form_json(inspect(data))
    assert "hemmelig" not in repr(shown)
    assert [(one["navn"], one["slags"], one["udfyldt"]) for one in shown["felter"]] == [
        ("a", "tekst", True), ("b", "rulleliste", True)]


def test_the_schema_takes_what_the_form_takes():
    from jsonschema import Draft202012Validator

    data = form(
        field("navn", entries="/Ff 2/MaxLen 5"), box("enig", at=(50, 600)),
        field("land", "Ch", "/Ff 131072/Opt[(dk)(no)]", at=(50, 500)),
        field("sprog", "Ch", "/Opt[(da)(en)]", at=(50, 400)),
        field("laast", entries="/Ff 1", at=(50, 300)), more=LOOKS)
    schema = form_schema(inspect(data))
    Draft202012Validator.check_schema(schema)
    valid = Draft202012Validator(schema).is_valid
    assert valid({"navn": "Alma", "enig": True, "land": "dk", "sprog": ["da"]})
    for wrong in ({"navn": "Alexander"}, {}, {"navn": "A", "enig": "ja"}, {"navn": "A", "land": "se"},
                  {"navn": "A", "sprog": ["da", "en"]}, {"navn": "A", "laast": "x"}):
        assert not valid(wrong)
