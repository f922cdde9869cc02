"""Any Word document to PDF: what it is called, in which language, and that one never stops another."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from pipeline.docx.package import Docx, pack
from pipeline.errors import MachineError, Problem, text
from pipeline.pdf import Metadata, Pdf
from pipeline.pdf.convert import convert, described
from pipeline.pdf.setting.engine import TypstEngine

CORE = ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-'
        'properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        "{}</cp:coreProperties>")
WHEN = dt.datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=dt.UTC)
WORDS = "<w:p><w:r><w:t>Kære alle.</w:t></w:r></w:p>"


def with_core(docx: Docx, inner: str) -> Docx:
    return Docx.read(pack({**docx.parts, "docProps/core.xml": CORE.format(inner).encode()}))


def lang(*values: str) -> str:
    return "".join(f'<w:rPr><w:lang w:val="{value}"/></w:rPr>' for value in values)


@pytest.mark.parametrize(("inner", "titled", "wanted"), [
    ("<dc:title> Afgørelse\n om  alt </dc:title><dc:creator>Solbæk</dc:creator>", False,
     ("Afgørelse om alt", "Solbæk")),
    ("<dc:title>Afgørelse</dc:title>", True, ("brev", "")),
    ("<dc:title>\u200b\u202e </dc:title>", False, ("brev", "")),
    ("", False, ("brev", "")),
])
def test_title_and_author_are_the_documents_own(
    make: Any, inner: str, titled: bool, wanted: tuple[str, str],
) -> None:
    metadata, _ = described(with_core(make(WORDS), inner), "brev", titled=titled)
    assert (metadata.title, metadata.author) == wanted


@pytest.mark.parametrize(("inner", "wanted"), [
    ("<t:modified>2026-01-05T08:09:10Z</t:modified>", dt.datetime(2026, 1, 5, 8, 9, 10, tzinfo=dt.UTC)),
    ("<t:created>2026-01-05T08:00:00+01:00</t:created>", dt.datetime(2026, 1, 5, 7, tzinfo=dt.UTC)),
    ("<t:modified>i går</t:modified>", None), ("", None),
    ("<t:modified>0001-01-01T00:00:00+14:00</t:modified>", None),
])
def test_it_was_saved_when_it_says(make: Any, inner: str, wanted: dt.datetime | None) -> None:
    assert described(with_core(make(WORDS), inner), "brev")[1] == wanted


DEFAULT = '<w:style w:type="paragraph" w:default="1" w:styleId="N">{}</w:style>'


@pytest.mark.parametrize(("styles", "settings", "wanted"), [
    ("", "", "da"), (DEFAULT.format(lang("en-GB")), "", "en-GB"),
    ("", '<w:themeFontLang w:val="sv-SE"/>', "sv-SE"),
    (DEFAULT.format(lang("x-none")), "", "da"),
])
def test_the_language_is_the_documents_default(
    make: Any, styles: str, settings: str, wanted: str,
) -> None:
    assert described(make(WORDS, styles=styles, settings=settings), "brev")[0].language == wanted


class Fixed:
    """An engine that makes the same of everything, or always fails the same way."""

    def __init__(self, made: Pdf | Exception) -> None:
        self._made = made

    def pdf(self, *_: Docx, **__: Any) -> Pdf:
        if isinstance(self._made, Exception):
            raise self._made
        return self._made


def test_a_files_pdf_is_checked_dated_and_named(make: Any, engine: TypstEngine, tmp_path: Path) -> None:
    docx = with_core(make(WORDS), "<t:modified>2026-01-05T08:09:10Z</t:modified>")
    (tmp_path / "brev.docx").write_bytes(docx.data)
    one, = convert([tmp_path / "brev.docx"], tmp_path / "ud", engine, today=WHEN)
    assert (one.exit_code, one.target, one.pages) == (0, tmp_path / "ud" / "brev.pdf", 1)
    assert one.target
    assert b"D:20260105080910Z" in one.target.read_bytes()


@pytest.mark.parametrize(("error", "code", "problem"), [
    (MachineError([Problem("x", "mangler", text("T"), text("M"), text("R"))]), 4, "mangler"),
    (KeyError("Hemmelig"), 5, "fejl-hos-os"),
])
def test_whatever_an_engine_does_becomes_an_outcome(
    make: Any, tmp_path: Path, error: Exception, code: int, problem: str,
) -> None:
    (tmp_path / "brev.docx").write_bytes(make(WORDS).data)
    one, = convert([tmp_path / "brev.docx"], tmp_path / "ud", Fixed(error), today=WHEN)
    assert (one.exit_code, [each.code for each in one.problems]) == (code, [problem])
    assert "Hemmelig" not in str(one.as_json("da"))
    assert not (tmp_path / "ud").exists()


def test_a_pdf_that_fails_the_check_is_not_written(
    make: Any, engine: TypstEngine, tmp_path: Path,
) -> None:
    other = engine.pdf(make(WORDS.replace("alle", "ingen")), metadata=Metadata("brev", ""),
                       timestamp=WHEN.replace(microsecond=0))
    (tmp_path / "brev.docx").write_bytes(make(WORDS).data)
    one, = convert([tmp_path / "brev.docx"], tmp_path / "ud", Fixed(other), today=WHEN)
    assert one.exit_code == 1
    assert "pdf-kontrol-tekst-mangler" in {each.code for each in one.problems}
    assert not (tmp_path / "ud").exists()
