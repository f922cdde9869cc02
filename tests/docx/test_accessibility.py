"""Every Word file as a screen reader's user meets it: letters of every kind, and the blank forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from pipeline import produce
from pipeline.documents import KINDS
from pipeline.docx.package import Docx
from pipeline.forms.blank import made
from pipeline.forms.blank.plan import Plan
from tests.conftest import job_for, sample, sample_kinds

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
BARE = {"her", "link", "klik her", "læs mere", "here", "click here", "read more"}


def lacking(docx: Docx, language: str) -> list[str]:
    """What is missing, in a few words each."""
    body = etree.fromstring(docx.parts["word/document.xml"]).find(W + "body")
    styles = etree.fromstring(docx.parts["word/styles.xml"])
    return [*_of_the_file(docx, styles, language), *_headings(body, styles), *_tables(body),
            *_pictures(docx), *_links(body), *_controls(body), *_empty(body)]


def _of_the_file(docx: Docx, styles: Any, language: str) -> Iterator[str]:
    title = etree.fromstring(docx.parts["docProps/core.xml"]).findtext(DC + "title")
    if not (title or "").strip():
        yield "no title"
    spoken = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if spoken is None or not spoken.get(W + "val", "").startswith(language):
        yield "another language, or none"


def _headings(body: Any, styles: Any) -> Iterator[str]:
    """The first is of level 1, none is skipped on the way down, and none is empty."""
    levels = {style.get(W + "styleId"): int(level.get(W + "val")) + 1
              for style in styles.iter(W + "style")
              if (level := style.find(f"{W}pPr/{W}outlineLvl")) is not None}
    last, found = 0, False
    for paragraph in body.iter(W + "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = levels.get(style.get(W + "val")) if style is not None else None
        if level is None or level > 9:
            continue
        found = True
        if not "".join(paragraph.itertext(W + "t")).strip():
            yield f"an empty heading of level {level}"
        if level > last + 1:
            yield f"a heading of level {level} after one of level {last}"
        last = level
    if not found:
        yield "no heading"


def _tables(body: Any) -> Iterator[str]:
    """Each says which of its cells are heads: a first row that is repeated, or a first column.

    The letterhead's, which only places sender and addressee, comes first and claims nothing.
    """
    for nr, table in enumerate(body.iter(W + "tbl")):
        if nr == 0 and _places(table):
            continue
        rows = table.findall(W + "tr")
        look = table.find(f"{W}tblPr/{W}tblLook")
        by_row = rows and rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        by_column = look is not None and look.get(W + "firstColumn") in ("1", "true", "on")
        if len(rows) > 1 and not (by_row or by_column):
            yield f"a table of {len(rows)} rows without heads"
        if next(table.iterancestors(W + "tbl"), None) is not None:
            yield "a table in a table"


def _places(table: Any) -> bool:
    """Whether a table has no style and names no row or column as heads."""
    about = table.find(W + "tblPr")
    look = about.find(W + "tblLook")
    return about.find(W + "tblStyle") is None and look is not None and look.get(W + "val") == "0000"


def _pictures(docx: Docx) -> Iterator[str]:
    for name, data in docx.parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            for picture in etree.fromstring(data).iter(WP + "docPr"):
                decorative = any("decorative" in etree.QName(each).localname for each in picture.iter())
                if not (picture.get("descr") or decorative):
                    yield f"a picture without words in {name}"


def _links(body: Any) -> Iterator[str]:
    for link in body.iter(W + "hyperlink"):
        if "".join(link.itertext(W + "t")).strip().lower() in (BARE | {""}):
            yield "a link whose words do not say where it goes"


def _controls(body: Any) -> Iterator[str]:
    """Each field of a form says what is asked, and no two have one name."""
    controls = [each.find(W + "sdtPr") for each in body.iter(W + "sdt")]
    names = [tag.get(W + "val") for each in controls if (tag := each.find(W + "tag")) is not None]
    if len(names) > len(set(names)):
        yield "two fields of one name"
    for each in controls:
        title = each.find(W + "alias")
        if each.find(W + "tag") is not None and (title is None or not title.get(W + "val", "").strip()):
            yield "a field that does not say what is asked"


def _empty(body: Any) -> Iterator[str]:
    """Space is the styles' to give: empty paragraphs are read aloud, one by one."""
    before = False
    for paragraph in body.findall(W + "p"):
        content = next(paragraph.iter(W + "t", W + "drawing", W + "br"), None) is not None
        if before and not content:
            yield "empty paragraphs in a row"
        before = not content


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_our_letters_lack_nothing(name: str, kind: str) -> None:
    for letter in produce(sample(name), job_for(sample(name), kind, formats=("docx",))):
        assert lacking(Docx.read(letter.files["docx"]), "da") == [], letter.stem


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_nor_do_our_forms(kind: str, language: str) -> None:
    assert lacking(Docx.read(made.docx(Plan(kind, language))), language) == []


# --- the gate closes -------------------------------------------------------------------------


def changed(change: str, to: str, part: str = "word/document.xml") -> list[str]:
    sag = sample("karla-tre-aar")
    docx = Docx.read(produce(sag, job_for(sag, "afgoerelse", nr=1, formats=("docx",)))[0].files["docx"])
    data = re.sub(change, to, docx.parts[part].decode())
    assert data != docx.parts[part].decode()
    return lacking(replace(docx, parts={**docx.parts, part: data.encode()}), "da")


@pytest.mark.parametrize(("change", "to", "part", "words"), [
    ("<w:tblHeader[^>]*/>", "", "word/document.xml", "without heads"),
    ("<dc:title>[^<]*", "<dc:title>", "docProps/core.xml", "no title"),
    ('w:val="da-DK"', 'w:val="en-US"', "word/styles.xml", "another language"),
    ('(w:outlineLvl w:val=)"1"', r'\1"3"', "word/styles.xml", "after one of level 1"),
    ("<w:sectPr", "<w:p/><w:p/><w:sectPr", "word/document.xml", "in a row"),
])
def test_what_is_taken_away_is_missed(change: str, to: str, part: str, words: str) -> None:
    assert any(words in each for each in changed(change, to, part))
