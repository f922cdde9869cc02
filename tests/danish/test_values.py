"""What people write as values; the cells of a spreadsheet and the fields of a form are read alike."""

from __future__ import annotations

import pytest

from pipeline.danish.fields import fields
from pipeline.danish.numbers import Trouble
from pipeline.danish.values import is_empty, value_of


@pytest.mark.parametrize(("path", "said", "value"), [
    ("barn.foedselsdato", "den 1. marts 2020", "2020-03-01"), ("udgifter[].beloeb", "500,- ", 500),
    ("parter[].foraeldremyndighed", "Ja", True), ("indkaldelser[].fra", "kl. 8.30", "08:30"),
    ("ansoegninger[].omfang.form", "et heldagstilbud", "heldag"),
    ("ansoegninger[].omfang.form", "Enkelte dage", "enkelte_dage")])
def test_what_is_written_has_a_value(path: str, said: str, value: object) -> None:
    assert value_of(said, fields()[path], listed=False) == value


def test_a_trouble_says_where_it_was_met() -> None:
    with pytest.raises(Trouble) as trouble:
        value_of("i morgen", fields()["barn.foedselsdato"], listed=False)
    assert trouble.value.code == "dato"
    assert trouble.value.within("felt").code == "felt-dato"
    assert "i morgen" not in f"{trouble.value.message}{trouble.value.remedy}"


def test_blanks_alone_are_nothing() -> None:
    assert is_empty(" \n")
    assert is_empty(None)
    assert not is_empty(0)
