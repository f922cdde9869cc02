"""What a viewer drew of rare letters is not trusted: the field's own text is what the pages get."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from pipeline.errors import DocumentRefused
from pipeline.forms.fill import fill
from pipeline.forms.flatten import flatten
from pipeline.forms.inspect import inspect
from tests.forms.making import field, form
from tests.forms.seeing import words


def showing(shown: str, held: str, entries: str = "", *, whole: bool = False) -> bytes:
    """A field that shows one text and holds another; `whole` with the fonts of its looks."""
    drawn = fill(form(field("a", entries=entries)), {"a": shown}).pdf
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn)))
    (widget,) = writer.pages[0]["/Annots"]
    widget.get_object()[NameObject("/V")] = TextStringObject(held)
    fonts = widget.get_object()["/AP"]["/N"]["/Resources"]["/Font"]
    if not whole:
        fonts[NameObject("/Fjern")] = DictionaryObject({
            NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/TrueType"),
            NameObject("/BaseFont"): NameObject("/Fjern")})
    target = io.BytesIO()
    writer.write(target)
    assert inspect(target.getvalue()).fields["a"].value == held
    return target.getvalue()


@pytest.mark.parametrize(("shown", "held"), [("£ucja", "Łucja"), ("Đ", "Đỗ"), ("-", "Đỗ")])
def test_letters_that_are_gone_are_painted_anew(shown: str, held: str) -> None:
    data = showing(shown, held)
    assert words(data) == shown
    assert words(flatten(data)) == held
    assert words(fill(data, {}).pdf) == held


@pytest.mark.parametrize(("shown", "held"), [
    ("1.234,50 kr.", "1234.5"), ("3. maj 2026", "2026-05-03"), ("Ærø", "Ærø og Fanø")])
def test_what_every_font_has_is_left_as_the_form_shows_it(shown: str, held: str) -> None:
    """A form's own script may show a number or a date otherwise than it keeps it."""
    assert words(flatten(showing(shown, held))) == shown


def test_letters_in_another_order_are_all_there() -> None:
    assert words(flatten(showing("ajcuŁ", "Łucja"))) == "ajcuŁ"


def test_the_letters_of_a_password_are_not_told() -> None:
    data = showing("Đỗ", "Łucja", "/Ff 8192")
    assert "ucja" not in words(flatten(data))


def test_letters_that_no_font_of_ours_has_are_refused_by_name() -> None:
    with pytest.raises(DocumentRefused) as refused:
        flatten(showing("Amal", "Amal أمل"))
    assert [(each.code, each.path) for each in refused.value.problems] == [("formular-tegn-tabes", "a")]


def test_looks_that_bring_their_fonts_are_trusted() -> None:
    assert words(flatten(showing("Lucja", "Łucja", whole=True))) == "Lucja"


def test_a_sign_that_cannot_be_seen_is_no_letter() -> None:
    assert words(flatten(showing("ab", "a\x08b"))) == "ab"
