"""The archive's copy: what was answered, in pages that need no form."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pypdfium2
import pytest

from pipeline.errors import DataError, DocumentRefused
from pipeline.forms.blank import made
from pipeline.forms.blank.archive import archived
from pipeline.forms.blank.carried import carried
from pipeline.forms.blank.filled import Filled, read_filled
from pipeline.forms.blank.kinds import OWN
from pipeline.forms.inspect import inspect
from tests.forms.blank.cases import answerable, answered

WHEN = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
DOUBTS = {"LNK-010", "PAG-001", "TBL-014"}
"""An address that somebody wrote is no link; a question that stands first on three pages is no heading
of theirs; a ruled table is a table."""
ONE_OF_EACH = sorted({kind: name for name, kind in answerable()}.items())


def pages(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    found = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(found.split())


def back(kind: str, name: str, suffix: str = "pdf") -> Filled:
    case = answered(name, kind)
    make = made.docx if suffix == "docx" else made.pdf
    data = make(case.plan, case.values)
    return Filled(inspect(data).fields, carried(data)) if suffix == "pdf" else read_filled(data)


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
@pytest.mark.parametrize(("kind", "name"), ONE_OF_EACH)
def test_every_answer_is_in_it(kind: str, name: str, suffix: str) -> None:
    case, filled = answered(name, kind), back(kind, name, suffix)
    text = pages(archived(filled.carried, filled.fields, WHEN))
    labels = {each.name: {choice.value: choice.label for choice in each.choices}
              for each in case.form.questions}
    for field, value in case.values.items():
        said = labels.get(field, {}).get(str(value), value)
        if isinstance(said, str):
            assert " ".join(said.split()) in text, field


@pytest.mark.parametrize(("kind", "name"), ONE_OF_EACH)
def test_no_checker_finds_anything_in_it(kind: str, name: str, tmp_path: Path) -> None:
    filled = back(kind, name)
    data = archived(filled.carried, filled.fields, WHEN)
    assert b"pdfaid" in data
    assert b"/AcroForm" not in data
    path = tmp_path / "arkiv.pdf"
    path.write_bytes(data)
    assert {each.rule for each in outloud.check(str(path)).findings if each.severity != "info"} <= DOUBTS
    assert pdfua.validate(str(path)).findings == ()


def test_it_is_the_same_whether_it_came_from_word(tmp_path: Path) -> None:
    found: list[bytes] = []
    for suffix in ("pdf", "docx"):
        filled = back("ansoegning-tabt-arbejdsfortjeneste", "liv-uden-leverandoer", suffix)
        found.append(archived(filled.carried, filled.fields, WHEN))
    assert found[0] == found[1]


def test_what_was_not_answered_is_said_or_left_out() -> None:
    filled = back("hoeringssvar", "liv-uden-leverandoer")
    fields = {name: replace(field, value=None) for name, field in filled.fields.items()}
    text = pages(archived(filled.carried, fields, WHEN))
    assert "Det vil jeg sige Ikke besvaret" in text
    assert "Vil du tale med kommunen" not in text


def test_somebody_elses_form_is_refused() -> None:
    with pytest.raises(DataError) as refused:
        archived(None, {}, WHEN)
    assert [each.code for each in refused.value.problems] == ["blanket-fremmed"]


def test_a_form_of_another_version_is_refused() -> None:
    """Else an answer would stand under a question that was never asked."""
    filled: Any = back("hoeringssvar", "liv-uden-leverandoer")
    with pytest.raises(DataError) as refused:
        archived(replace(filled.carried, digest="0" * 64), filled.fields, WHEN)
    assert [each.code for each in refused.value.problems] == ["blanket-anden-udgave"]


def test_a_letter_that_no_font_has_is_refused() -> None:
    filled = back("hoeringssvar", "liv-uden-leverandoer")
    name = "hoeringer.0.svar.0.tekst"
    fields = {**filled.fields, name: replace(filled.fields[name], value="Godt \N{GRINNING FACE}")}
    with pytest.raises(DocumentRefused) as refused:
        archived(filled.carried, fields, WHEN)
    assert [each.code for each in refused.value.problems] == ["blanket-tegn"]


def test_every_kind_of_ours_is_tried() -> None:
    assert {kind for kind, _ in ONE_OF_EACH} == set(OWN)
