"""A filled form: what is written is what is read, what is read is what is seen, and the rest is told."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest
from pypdf import PdfReader

from pipeline.errors import DataError, DocumentRefused
from pipeline.forms import limits
from pipeline.forms.embedded import Fonts
from pipeline.forms.fill import fill
from pipeline.forms.inspect import inspect
from tests.conftest import ROOT
from tests.forms.making import LOOKS, box, field, form, radio_form, stream
from tests.forms.seeing import dark, node, nodes, picture, poppler, words

ALPHABETS = "Blåbærgrød på Ærø: 1.234,50 kr. é ñ ğ Ω Жъ – »ja« …"


def seen(data: bytes, values: dict, name: str = "a") -> str:
    filled = fill(data, values)
    assert filled.report.filled == tuple(values)
    return words(filled.pdf)


@pytest.mark.parametrize("entries", [
    "", "/Ff 4096", "/Q 1", "/Q 2", "/V(gammelt)", "/AP<</N 81 0 R>>", "/DA/Helv", "/DA(0 g)",
    "/DA(/F 0 Tf 1 0 0 rg)", "/DA(/F -3 Tf)", "/MK<</BG[1 1 0]/BC[0]>>/BS<</W 2/S/B>>", "/RV(<b>x</b>)",
    "/AP(x)", "/AP<</N<</Off 81 0 R>>>>/AS/Off",
])
def test_a_text_is_read_back_and_seen(entries):
    data = form(field("a", entries=entries, size=(400, 40)), more=LOOKS)
    filled = fill(data, {"a": ALPHABETS})
    assert inspect(filled.pdf).fields["a"].value == ALPHABETS
    assert words(filled.pdf) == ALPHABETS
    assert dark(picture(filled.pdf), (50, 700, 450, 740)) > 0
    assert filled.report.problems == ()
    assert "/RV" not in node(filled.pdf, "a").dictionary


def test_a_form_font_with_other_codes_changes_no_letter():
    """Acrobat's own Helvetica has its letters in other places than most writers think."""
    font = ("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences"
            "[24/breve/caron 128/bullet/dagger 160/Euro 230/oslash 248/ae]>>>>")
    data = form(field("a"), acroform="/DR<</Font<</Helv 40 0 R>>>>/DA(/Helv 0 Tf 0 g)", more={40: font})
    assert seen(data, {"a": "æøå"}) == "æøå"


def test_the_same_form_and_values_give_the_same_bytes():
    data = form(field("a"), box("b", at=(50, 600)), more=LOOKS)
    values = {"a": "Жъ ø", "b": True}
    assert fill(data, values).pdf == fill(data, values).pdf


def test_the_bytes_do_not_depend_on_the_process():
    code = ("import hashlib; from pipeline.forms.fill import fill; from tests.forms.making import *; "
            "print(hashlib.sha256(fill(form(field('a')), {'a': 'Жъ ø ǿ'}).pdf).hexdigest())")
    digests = {subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True,
                              check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
               for seed in ("1", "2")}
    assert len(digests) == 1


def test_every_kind_is_written_where_it_belongs():
    data = form(
        field("navn"), box("enig", at=(50, 650)),
        field("land", "Ch", "/Ff 131072/Opt[[(dk)(Danmark)][(no)(Norge)]]/I[0]", at=(50, 600)),
        field("sprog", "Ch", "/Ff 2097152/Opt[[(da)(dansk)][(en)(engelsk)][(ar)(arabisk)]]",
              at=(50, 500), size=(200, 80)), more=LOOKS)
    filled = fill(data, {"navn": "Alma", "enig": True, "land": "Norge", "sprog": ["en", "ar"]})
    assert words(filled.pdf) == "Alma Norge dansk engelsk arabisk"
    assert node(filled.pdf, "enig").dictionary["/V"] == "/Ja"
    assert node(filled.pdf, "enig").dictionary["/AS"] == "/Ja"
    assert node(filled.pdf, "land").dictionary["/V"] == "no"
    assert "/I" not in node(filled.pdf, "land").dictionary
    chosen = node(filled.pdf, "sprog").dictionary
    assert (list(chosen["/V"]), list(chosen["/I"]), chosen["/TI"]) == (["en", "ar"], [1, 2], 0)
    assert node(filled.pdf, "enig").dictionary["/V"].__class__.__name__ == "NameObject"


def test_none_and_false_empty_a_field():
    data = form(field("a", entries="/V(gammelt)"), box("b", entries="/V/Ja/AS/Ja", at=(50, 600)),
                field("c", "Ch", "/Opt[(x)]/V(x)/I[0]", at=(50, 500)), more=LOOKS)
    filled = fill(data, {"a": None, "b": False, "c": []})
    assert [one.value for one in inspect(filled.pdf).fields.values()] == [None, False, None]
    assert node(filled.pdf, "b").dictionary["/AS"] == "/Off"
    assert "gammelt" not in words(filled.pdf)


def test_a_radio_is_named_on_the_field_and_shown_by_one_button():
    data = radio_form("svar", "0", "1", "2", entries="/Opt[(ja)(nej)(ved ikke)]")
    filled = fill(data, {"svar": "nej"})
    found = node(filled.pdf, "svar")
    assert found.dictionary["/V"] == "/1"
    assert [place.dictionary["/AS"] for place in found.places] == ["/Off", "/1", "/Off"]
    assert not any("/V" in place.dictionary for place in found.places)
    assert inspect(filled.pdf).fields["svar"].value == "nej"
    image = picture(filled.pdf)
    on = [dark(image, (50 + 30 * n, 600, 70 + 30 * n, 620)) for n in range(3)]
    assert on[1] > on[0] + 30
    assert on[0] == on[2]


def test_boxes_of_one_name_and_state_go_together_and_others_apart():
    data = form(box("a", "Ja"), box("a", "Ja", at=(50, 600)), box("b", "x", at=(50, 500)),
                box("b", "y", at=(50, 400)), more=LOOKS)
    filled = fill(data, {"a": True, "b": "y"})
    assert [each.dictionary["/AS"] for name in "ab" for each in (
        place for one in nodes(filled.pdf)[name] for place in one.places)] == [
        "/Ja", "/Ja", "/Off", "/y"]


@pytest.mark.parametrize("entries", ["", "/MK<</CA(8)>>", "/MK<</CA(l)/BG[0]>>", "/MK<</CA(H)>>"])
def test_a_button_without_looks_gets_them(entries):
    filled = fill(form(field("a", "Btn", entries, size=(20, 20))), {"a": True})
    assert node(filled.pdf, "a").dictionary["/AS"] == "/Yes"
    off = fill(form(field("a", "Btn", entries, size=(20, 20))), {"a": False})
    there = (50, 700, 70, 720)
    assert picture(filled.pdf).crop(_crop(there)).tobytes() != picture(off.pdf).crop(
        _crop(there)).tobytes()


def _crop(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return box[0], 800 - box[3], box[2], 800 - box[1]


def test_marks_are_seen_in_poppler_too_without_any_font():
    filled = fill(form(box("a"), more=LOOKS), {"a": True})
    assert dark(poppler(filled.pdf), (52, 702, 68, 718)) > 20


def test_a_mark_on_a_dark_ground_is_light():
    data = form(field("a", "Btn", "/MK<</BG[0 0 0.3]>>", size=(20, 20)))
    image = picture(fill(data, {"a": True}).pdf)
    assert image.crop(_crop((50, 700, 70, 720))).getextrema()[1] > 200


def test_what_is_round_a_button_stays():
    looks = {80: LOOKS[80], 81: stream("5 w 0 0 20 20 re S", "/Subtype/Form/BBox[0 0 20 20]")}
    filled = fill(form(box("a"), more=looks), {"a": True})
    assert b"5 w 0 0 20 20 re S" in filled.pdf.split(b"BBox")[2] or filled.pdf.count(b"5 w 0 0") == 2


@pytest.mark.parametrize(("turn", "where"), [
    (0, (50, 600, 80, 620)), (90, (50, 600, 70, 640)), (180, (220, 600, 250, 620)),
    (270, (50, 760, 70, 800)),
])
def test_text_turns_with_its_field(turn, where):
    size = (20, 200) if turn in (90, 270) else (200, 20)
    data = form(field("a", entries=f"/MK<</R {turn}>>", at=(50, 600), size=size))
    filled = fill(data, {"a": "tre"})
    assert words(filled.pdf) == "tre"
    whole = (50, 600, 50 + size[0], 600 + size[1])
    image = picture(filled.pdf)
    assert dark(image, where, under=160) == dark(image, whole, under=160) > 0


def test_text_is_seen_on_a_page_that_is_turned():
    filled = fill(form(field("a"), page="/Rotate 90"), {"a": "drejet"})
    assert words(filled.pdf) == "drejet"


@pytest.mark.parametrize("style", ["S", "D", "B", "I", "U"])
def test_grounds_and_borders_are_drawn(style):
    data = form(field("a", entries=f"/MK<</BG[0.9]/BC[0]>>/BS<</W 2/S/{style}>>"))
    image = picture(fill(data, {"a": ""}).pdf)
    assert image.getpixel((150, 90)) in range(225, 234)
    assert dark(image, (50, 700, 250, 703)) > 50
    assert (dark(image, (50, 717, 250, 720)) > 50) == (style != "U")


def test_a_comb_spreads_its_letters():
    data = form(field("a", entries="/Ff 16777216/MaxLen 10"))
    filled = fill(data, {"a": "0101011234"})
    image = picture(filled.pdf)
    assert all(dark(image, (50 + 20 * n, 700, 70 + 20 * n, 720), under=200) > 0 for n in range(10))


def test_a_password_is_kept_and_not_shown():
    filled = fill(form(field("a", entries="/Ff 8192")), {"a": "hemmelig"})
    assert words(filled.pdf) == "********"
    assert inspect(filled.pdf).fields["a"].value == "hemmelig"


def test_letters_that_cannot_be_set_are_refused_by_field():
    data = form(field("a"), field("b", at=(50, 600)), field("c", at=(50, 500)))
    with pytest.raises(DocumentRefused) as refused:
        fill(data, {"a": "مرحبا", "b": "hej", "c": "😀"})
    assert [(each.code, each.path) for each in refused.value.problems] == [
        ("formular-tegn-mangler", "a"), ("formular-tegn-mangler", "c")]


def test_what_does_not_fit_is_told_and_kept_whole():
    filled = fill(form(field("a", size=(40, 12))), {"a": "Rådhuspladsen nr. 100"})
    report = filled.report
    assert inspect(filled.pdf).fields["a"].value == "Rådhuspladsen nr. 100"
    assert "Rådhuspladsen nr. 100".endswith(report.overflowed["a"])
    assert [(each.code, each.path, each.severity) for each in report.problems] == [
        ("formular-ikke-plads", "a", "fejl")]
    assert not report.whole


def test_small_letters_are_told():
    report = fill(form(field("a", size=(60, 12))), {"a": "Rådhuspladsen nr. 100"}).report
    assert report.small == ("a",)
    assert report.overflowed == {}
    assert report.whole


def test_a_text_is_cut_at_the_bound_of_the_form_and_that_is_told():
    filled = fill(form(field("a", entries="/MaxLen 4")), {"a": "æblegrød"})
    assert inspect(filled.pdf).fields["a"].value == "æble"
    assert filled.report.cut == {"a": "grød"}
    assert not filled.report.whole


@pytest.mark.parametrize(("values", "where"), [
    ({"x": "1"}, "unknown"), ({"laast": "1"}, "skipped"), ({"land": "se"}, "without_option"),
    ({"svar": "4"}, "without_option"), ({"a": True}, "unfit"), ({"a": ["1"]}, "unfit"),
    ({"enig": 1}, "unfit"), ({"enig": "Nej"}, "without_option"), ({"land": ["dk", "no"]}, "unfit"),
    ({"land": True}, "unfit"), ({"knap": "1"}, "unfit"), ({"under": "1"}, "unfit"),
    ({"a": "x" * (limits.MAX_VALUE + 1)}, "too_long"),
])
def test_values_that_cannot_be_written_are_told_by_name(values, where):
    data = form(
        field("a"), field("laast", entries="/Ff 1", at=(50, 650)), box("enig", at=(50, 600)),
        field("land", "Ch", "/Ff 131072/Opt[(dk)(no)]", at=(50, 550)),
        field("knap", "Btn", "/Ff 65536", at=(50, 500)), field("under", "Sig", at=(50, 450)),
        field("svar", "Btn", "/Ff 32768/AP<</N<</1 80 0 R>>>>", at=(50, 400)), more=LOOKS)
    report = fill(data, {**values, "a": values.get("a", "med")}).report
    assert getattr(report, where) == tuple(name for name in values)
    assert len(report.problems) == 1
    assert all(str(value) not in each.message.danish for each in report.problems
               for value in values.values() if len(str(value)) > 1)


def test_an_editable_combo_takes_a_text_of_its_own():
    filled = fill(form(field("a", "Ch", "/Ff 393216/Opt[(dk)]")), {"a": "Færøerne"})
    assert words(filled.pdf) == "Færøerne"
    assert inspect(filled.pdf).fields["a"].value == "Færøerne"


def test_fields_the_form_works_out_are_told_when_left_out():
    data = form(field("a"), field("sum", at=(50, 600)), acroform="/CO[11 0 R]")
    assert fill(data, {"a": "1"}).report.stale == ("sum",)
    assert fill(data, {"a": "1", "sum": "1"}).report.stale == ()


def test_fields_of_one_name_are_filled_alike_and_by_full_name_only():
    data = form(field("navn"), field("navn", at=(50, 650)), fields="10 0 R 11 0 R 40 0 R", more={
        40: "<</T(barn)/Kids[41 0 R]>>", 41: f"<<{field('navn', at=(50, 600))}/Parent 40 0 R>>"})
    filled = fill(data, {"navn": "Alma"})
    assert words(filled.pdf) == "Alma Alma"
    assert inspect(filled.pdf).fields["barn.navn"].value is None


def test_a_lost_field_is_put_on_the_list():
    filled = fill(form(field("a"), fields=""), {"a": "fundet"})
    root = PdfReader(io.BytesIO(filled.pdf)).trailer["/Root"]
    assert len(root["/AcroForm"]["/Fields"]) == 1
    assert words(filled.pdf) == "fundet"


def test_the_viewer_is_not_asked_to_paint_and_old_values_are_painted():
    data = form(field("a", entries="/V(gammel værdi)"), field("b", at=(50, 600)),
                acroform="/NeedAppearances true/XFA[]", root="/Perms<</UR3 40 0 R>>/NeedsRendering true",
                more={40: "<<>>"})
    filled = fill(data, {"b": "ny"})
    root = PdfReader(io.BytesIO(filled.pdf)).trailer["/Root"]
    assert root["/AcroForm"]["/NeedAppearances"] == False  # noqa: E712
    assert not {"/XFA"} & set(root["/AcroForm"])
    assert not {"/Perms", "/NeedsRendering"} & set(root)
    assert words(filled.pdf) == "gammel værdi ny"
    assert {each.code for each in filled.report.problems} == {
        "formular-xfa-fjernet", "formular-rettigheder-fjernet"}


def test_an_old_value_that_cannot_be_set_keeps_its_looks_and_is_told():
    data = form(field("a", entries="/V<FEFF0639>"), field("b", at=(50, 600)))
    report = fill(data, {"b": "ny"}).report
    assert report.unpainted == ("a",)
    assert report.whole


def test_somebody_can_go_on_writing_in_the_same_font():
    filled = fill(form(field("a")), {"a": "ø"})
    root = PdfReader(io.BytesIO(filled.pdf)).trailer["/Root"]
    fonts = root["/AcroForm"]["/DR"]["/Font"]
    name = node(filled.pdf, "a").dictionary["/DA"].split()[0]
    font = fonts[name]
    assert (font["/Subtype"], font["/Encoding"]) == ("/TrueType", "/WinAnsiEncoding")
    assert "/FontFile2" in font["/FontDescriptor"]


@pytest.mark.parametrize(("data", "code"), [
    (form(field("a"), field("s", "Sig", "/V<</Type/Sig>>", at=(50, 600))), "signeret"),
    (form(field("a"), root="/Perms<</DocMDP 40 0 R>>", more={40: "<<>>"}), "signeret"),
    (form(fields=""), "uden-felter"), (form(fields="", acroform="/XFA(x)"), "kun-xfa"),
])
def test_forms_that_must_not_be_filled(data, code):
    with pytest.raises(DataError) as refused:
        fill(data, {"a": "x"})
    assert [each.code for each in refused.value.problems] == [f"formular-{code}"]


@pytest.mark.parametrize("version", [3, 4, 6])
def test_a_form_locked_against_changes_is_filled_and_that_is_told(version):
    filled = fill(locked(version, owner="hemmelig", user=""), {"a": "ø"})
    assert filled.report.password_dropped
    assert words(filled.pdf) == "ø"
    assert "formular-laas-fjernet" in {each.code for each in filled.report.problems}


@pytest.mark.parametrize("version", [3, 4, 6])
def test_a_form_that_only_opens_with_a_password_is_refused(version):
    with pytest.raises(DataError) as refused:
        fill(locked(version, owner="x", user="y"), {"a": "ø"})
    assert refused.value.problems[0].code == "formular-adgangskode"


def test_a_form_that_only_opens_with_a_certificate_is_refused():
    data = form(field("a"), trailer="/Encrypt 40 0 R/ID[(a)(a)]", more={
        40: "<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/Recipients[(x)]>>"})
    with pytest.raises(DataError) as refused:
        fill(data, {"a": "ø"})
    assert refused.value.problems[0].code == "formular-certifikat"


def locked(version: int, *, owner: str, user: str) -> bytes:
    import pikepdf

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(form(field("a")))) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(
            owner=owner, user=user, R=version, aes=version > 3, metadata=version > 3))
    return target.getvalue()


def test_a_wrong_letter_is_found_before_the_form_is_given_out(monkeypatch):
    def wrong(self: Fonts, line: str, size: float) -> str:
        return right(self, line.replace("ø", "o"), size)

    right = Fonts.shown
    monkeypatch.setattr(Fonts, "shown", wrong)
    data = form(field("a"), field("b", at=(50, 600)))
    with pytest.raises(DocumentRefused) as refused:
        fill(data, {"a": "grød", "b": "mel"})
    assert [(each.code, each.path) for each in refused.value.problems] == [
        ("formular-ikke-som-skrevet", "a")]


@pytest.mark.parametrize("kind", ["text", "check", "list"])
def test_a_value_that_is_not_kept_is_found(monkeypatch, kind):
    from pipeline.forms import fill as filling

    data = form(field("text"), box("check", at=(50, 600)),
                field("list", "Ch", "/Opt[(x)(y)]", at=(50, 500)), more=LOOKS)
    monkeypatch.setattr(filling, "put", lambda *_: None)
    with pytest.raises(DocumentRefused) as refused:
        fill(data, {kind: {"text": "ø", "check": True, "list": ["y"]}[kind]})
    assert [(each.code, each.path) for each in refused.value.problems] == [("formular-ikke-gemt", kind)]


def test_text_on_top_of_text_is_still_found():
    """PDFium reads two letters at one place as one."""
    data = form(field("a"), field("b", at=(50, 700)))
    assert fill(data, {"a": "ens", "b": "ens"}).report.filled == ("a", "b")


def test_messages_hold_no_values():
    filled = fill(form(field("a", entries="/MaxLen 3"), field("b", size=(30, 9), at=(50, 600))),
                  {"a": "hemmelig", "b": "hemmelig " * 5})
    told = repr(filled) + "".join(f"{each.message}{each.remedy}" for each in filled.report.problems)
    assert "hemm" not in told
    assert len(filled.report.problems) == 2
