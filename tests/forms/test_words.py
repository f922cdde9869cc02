"""The words printed on a form, each phrase with its place."""

from __future__ import annotations

import pytest

from pipeline.errors import DataError
from pipeline.forms.words import phrases
from tests.forms.making import field, form

FONT = ("/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
        "/Encoding/WinAnsiEncoding>>>>>>")


def test_phrases_and_their_places() -> None:
    data = form(field("a"), page=FONT, content=(
        "BT /F1 10 Tf 60 700 Td (Barnets navn) Tj ET BT /F1 10 Tf 300 700 Td (Dato) Tj ET "
        "BT /F1 10 Tf 60 650 Td (F\xf8dselsdato) Tj ET")).replace(b"/Resources<<>>", b"")
    found = {each.words: each for each in phrases(data)}
    assert set(found) == {"Barnets navn", "Dato", "Fødselsdato"}
    left, low, right, top = found["Dato"].rect
    assert 295 < left < 305 < right < 330
    assert 695 < low < top < 712


def test_a_page_without_words_has_no_phrases() -> None:
    assert phrases(form(field("a"))) == ()


def test_what_is_no_pdf() -> None:
    with pytest.raises(DataError):
        phrases(b"hej")
