"""Pages behind a form: its fields stay, and its tags and theirs are one tree."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from pipeline.errors import DataError
from pipeline.forms.append import append
from pipeline.forms.blank import made
from pipeline.forms.blank.archive import archived
from pipeline.forms.blank.carried import carried
from pipeline.forms.blank.plan import Plan
from pipeline.forms.inspect import inspect
from tests.forms.blank.test_pdf import told
from tests.forms.making import field, form


@pytest.fixture(scope="module")
def tagged() -> bytes:
    return made.pdf(Plan("hoeringssvar"))


@pytest.fixture(scope="module")
def sheet() -> bytes:
    """Tagged pages without fields."""
    blank = made.pdf(Plan("hoeringssvar"))
    return archived(carried(blank), inspect(blank).fields, dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC))


def test_the_fields_stay_and_the_pages_come_behind(sheet: bytes) -> None:
    plain = form(field("a", entries="/V(Bo)"))
    pages = len(PdfReader(io.BytesIO(sheet)).pages)
    longer = append(plain, sheet)
    assert len(inspect(longer).pages) == 1 + pages
    assert inspect(longer).fields["a"].value == "Bo"
    assert append(plain, sheet) == longer


def test_pages_behind_a_form_without_tags_lead_into_no_tree(sheet: bytes) -> None:
    with pikepdf.open(io.BytesIO(append(form(field("a")), sheet))) as pdf:
        assert "/StructParents" not in pdf.pages[1].obj
        assert not any("/StructParent" in each for each in pdf.pages[1].obj.get("/Annots", ()))


def test_a_tagged_form_is_read_aloud_to_its_last_page(
        tagged: bytes, sheet: bytes, tmp_path: Path) -> None:
    """What no checker had against the parts, none has against the whole."""
    whole = append(tagged, sheet)
    assert "error" not in {severity for _, severity in told(whole, tmp_path)}
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        assert len(set(keys)) == len(keys)
        assert len(pdf.Root.StructTreeRoot.K) == 2


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"hej"])
def test_what_is_no_pdf(data: bytes, sheet: bytes) -> None:
    with pytest.raises(DataError):
        append(data, sheet)
