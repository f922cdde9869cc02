"""No letter of any generated family, to anybody, says anywhere what one of its readers may not see."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as profile

from pipeline import Produced, Sag, flow, letters, produce
from pipeline.errors import DataError, DocumentRefused
from pipeline.letters import checked, prepared
from tests.conftest import job_for
from tests.gate.households import Household, households, squeezed, told
from tests.gate.test_flow import blind

SHARE = 3
"""Generated cases in Word alone, to each that Hypothesis's profile asks for; a PDF costs more.

Thousands: `pytest tests/gate/test_properties.py --hypothesis-profile=thorough`."""

wide = profile(max_examples=SHARE * profile.default.max_examples, deadline=None,
               suppress_health_check=list(HealthCheck))
narrow = profile(max_examples=profile.default.max_examples // 4, deadline=None,
                 suppress_health_check=list(HealthCheck))


def everything(letter: Produced) -> str:
    """All that a copy can tell: names, each part of the DOCX, the PDF's pages, objects and files."""
    words = [letter.stem, letter.recipient, letter.title]
    for name, data in letter.files.items():
        words += [name, *(of_word(data) if name.endswith("docx") else of_pdf(data))]
    return "\n".join(words)


def of_word(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    fixed = ("styles.xml", "numbering.xml", "theme1.xml", "Content_Types", "document.xml.rels")
    return [words for name, xml in parts.items() if not name.endswith(fixed)
            for words in (re.sub(r"<[^>]*>", " ", xml), " ".join(re.findall(r'="([^"]*\D[^"]*)"', xml)))]


def of_pdf(data: bytes) -> list[str]:
    document = pdfium.PdfDocument(data)
    words = [page.get_textpage().get_text_range() for page in document]
    document.close()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        words += [f"{key} {value}" for key, value in pdf.docinfo.items() if "Date" not in key]
        words += [bytes(file.obj.EF.F.read_bytes()).decode() for file in pdf.attachments.values()]
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary):
                words += [str(one[key]) for key in ("/Alt", "/ActualText", "/Title", "/Contents", "/URI")
                          if isinstance(one.get(key), pikepdf.String)]
    return words


def made(family: Household, formats: Any) -> list[tuple[tuple[str, ...], Any, Produced]]:
    """The readers of each letter, its day, and the letter; nothing where the story does not hold."""
    sag = Sag(family.case, "sag.json")
    wish = job_for(sag, family.kind, nr=None, formats=formats, carry=True)
    try:
        case, settings, _ = checked(sag, wish)
        found = prepared(case, settings, wish)
    except DataError:
        return []
    return [(each.view.readers, each.view.day, letter)
            for each, letter in zip(found, produce(sag, wish), strict=True)]


def nothing_is_told(family: Household, formats: Any) -> None:
    for readers, day, letter in made(family, formats):
        words = everything(letter)
        run_together = squeezed(words)
        for secret in family.forbidden(readers, day):
            assert not told(words, run_together, secret), (
                letter.kind, readers, family.secrets[secret])


@wide
@given(households())
def test_no_word_file_tells_what_a_reader_may_not_see(family: Household) -> None:
    nothing_is_told(family, ("docx",))


@narrow
@given(households())
def test_no_pdf_tells_what_a_reader_may_not_see(family: Household) -> None:
    nothing_is_told(family, ("docx", "pdf"))


def test_the_search_and_the_gate_would_find_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a projection that lets everything through: so the tests above can fail."""
    monkeypatch.setattr(letters, "project", blind)
    found: Counter[str] = Counter()

    @profile(max_examples=10, deadline=None, database=None, phases=[Phase.generate],
             suppress_health_check=list(HealthCheck))
    @given(households())
    def look(family: Household) -> None:
        for name, watched in (("gate", flow.watched), ("search", lambda versions, _: list(versions))):
            with monkeypatch.context() as patch:
                patch.setattr(flow, "watched", watched)
                try:
                    nothing_is_told(family, ("docx",))
                except (AssertionError, DocumentRefused) as error:
                    found[f"{name} {type(error).__name__}"] += 1

    look()
    assert found["search AssertionError"] > 0
    assert found["gate DocumentRefused"] > 0
    assert found["gate AssertionError"] == 0
