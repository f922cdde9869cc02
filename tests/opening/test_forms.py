"""Filled forms that come back: the fields' values are the data, if they are what is seen."""

from __future__ import annotations

import functools
import io

import pytest

from pipeline.forms import room
from pipeline.forms.blank import made
from pipeline.forms.blank.carried import PLAN
from pipeline.forms.blank.plan import Plan
from pipeline.forms.fill import fill
from pipeline.forms.mapping.reading import map_of
from pipeline.opening.opened import opened
from tests.forms.blank.cases import answered
from tests.forms.blank.hands import typed
from tests.forms.making import field, form
from tests.opening.letters import of_parts, saved
from tests.opening.test_resaved import by_ghostscript, by_mupdf, by_pypdf

KIND = "hoeringssvar"


@functools.cache
def filled_in():
    """A parent's answers in a form of ours, typed in a viewer and saved by it."""
    answers = answered("thea-forlaengelse", KIND)
    blank = made.pdf(answers.plan)
    inspected = room.inspect(blank)
    return answers, typed(blank, inspected, {
        name: value for name, value in answers.values.items()
        if inspected.fields[name].kind != "check" or value is True})


def codes(found):
    return [each.code for each in found.problems if each.severity == "fejl"]


def test_a_form_of_ours_is_proven_and_its_answers_are_the_case():
    found = opened(filled_in()[1])
    assert (found.found, found.verdict, found.proof, found.passages) == ("form", "proven", "fields", ())
    assert found.kind == KIND
    assert found.case
    (host,) = found.case["hoeringer"]
    (reply,) = host["svar"]
    said = answered("thea-forlaengelse", KIND).event["tekst"]
    assert reply["tekst"] == said


def test_a_form_that_we_filled_in_is_proven():
    answers, _ = filled_in()
    assert opened(fill(made.pdf(answers.plan), answers.values).pdf).verdict == "proven"


@pytest.mark.parametrize("save", [saved, by_pypdf, by_mupdf])
def test_saved_by_another_program_it_is_proven(save):
    assert opened(save(filled_in()[1])).verdict == "proven"


def test_printed_to_a_file_it_has_no_data():
    assert opened(by_ghostscript(filled_in()[1])).verdict == "no-data"


def change_field(pdf, key, value, kind="/Tx"):
    """The form with something else under a key of its first filled field of a kind."""
    import pikepdf

    def change(document):
        for each in document.Root.AcroForm.Fields:
            if each.get("/FT") == kind and str(each.get("/V", "")) not in ("", "/Off"):
                each[key] = value
                return
        raise AssertionError(kind)

    _ = pikepdf
    return saved(pdf, change)


def test_a_value_that_is_not_what_is_shown_is_told_with_both():
    found = opened(change_field(filled_in()[1], "/V", "Noget helt andet"))
    assert found.verdict == "mismatch"
    (passage,) = found.passages
    assert passage.ours == "Noget helt andet"
    assert passage.here
    assert passage.place.danish.startswith("side {side}, felt")


def test_a_tick_that_is_not_what_is_shown_is_told():
    import pikepdf

    answers = answered("bo-kun-det-noedvendige", "ansoegning-hjemmetraening")
    pdf = fill(made.pdf(answers.plan), answers.values).pdf
    assert opened(pdf).verdict == "proven"

    def change(document):
        ticked = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)
                  and each.get("/AS", "/Off") != "/Off"]
        for each in ticked:
            each.AS = pikepdf.Name.Off
        assert ticked

    found = opened(saved(pdf, change))
    assert found.verdict == "mismatch"
    assert {each.here for each in found.passages} == {"☐"}


def test_other_words_on_its_pages_are_told():
    import pikepdf

    def change(document):
        page = document.pages[0]
        font = document.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
        page.obj.Resources.Font["/F9"] = font
        page.contents_add(pikepdf.Stream(document, b"BT /F9 11 Tf 60 820 Td (Jeg giver afkald) Tj ET"))

    found = opened(saved(filled_in()[1], change))
    assert found.verdict == "mismatch"
    assert any("afkald" in each.here for each in found.passages)


def test_a_box_over_its_words_is_told():
    import pikepdf

    def change(document):
        document.pages[0].contents_add(pikepdf.Stream(document, b"1 g 0 700 600 142 re f"))

    assert opened(saved(filled_in()[1], change)).verdict == "mismatch"


def test_pages_of_another_form_are_told():
    import pikepdf

    with pikepdf.open(io.BytesIO(made.pdf(Plan("ansoegning-udgifter")))) as others:
        def change(document):
            document.attachments[PLAN].obj["/EF"]["/F"].write(
                others.attachments[PLAN].get_file().read_bytes())

        found = opened(saved(filled_in()[1], change))
    assert found.verdict == "mismatch"


def test_a_form_of_another_edition_is_unknown():
    def change(document):
        stream = document.attachments[PLAN].obj["/EF"]["/F"]
        stream.write(stream.read_bytes().replace(b'"sha256": "', b'"sha256": "0'))

    found = opened(saved(filled_in()[1], change))
    assert found.verdict == "template-unknown"
    assert "blanket-anden-udgave" in codes(found)


def test_a_form_in_word_is_proven_and_other_words_in_it_are_told():
    answers, _ = filled_in()
    word = made.docx(answers.plan, answers.values)
    found = opened(word)
    assert (found.found, found.verdict, found.proof) == ("form", "proven", "fields")
    assert found.case
    assert found.case["hoeringer"]

    def change(name, content):
        return content.replace(b"Felter med *", b"Ingen felter") if name == "word/document.xml" \
            else content

    told = opened(of_parts(word, change))
    assert told.verdict == "mismatch"
    assert [each.here for each in told.passages] == ["Ingen felter"]


def test_somebody_elses_form_needs_a_mapping():
    foreign = form(field("navn", entries="/V(Bo)"))
    found = opened(foreign)
    assert (found.found, found.verdict, codes(found)) == ("form", "no-data", ["uden-kobling"])
    mapping = map_of({"kind": "ansoegning-udgifter", "felter": {"navn": "barn.navn"}})
    found = opened(foreign, mapping=mapping)
    assert (found.found, found.verdict) == ("form", "template-unknown")
    assert found.case
    assert found.case["barn"]["navn"] == "Bo"
