"""The fields as a Word document: whole, accessible, the same every time."""

from __future__ import annotations

import datetime as dt
import io
import itertools
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from pipeline.pdf.convert import convert
from pipeline.templates.entries import Group
from pipeline.templates.fieldbook import Book, written
from pipeline.templates.filterguide import guide
from pipeline.templates.passages import Passage
from pipeline.templates.reference import groups_of, matching
from pipeline.templateset import TemplateSet
from pipeline.tools import engine, environment


def book(kind: str = "kvitteringsbrev", find: str = "") -> bytes:
    groups: tuple[Group, ...] = groups_of(kind)
    told = Book("Kvittering", matching(groups, find) if find else groups,
                [Passage("bilag", "Bilag")], guide(environment()))
    return written(told, TemplateSet().document(kind).read_bytes())


@pytest.fixture(scope="module")
def document() -> Any:
    return docx.Document(io.BytesIO(book()))


def headings(document: Any) -> list[tuple[int, str]]:
    return [(int(each.style.style_id[-1]), each.text) for each in document.paragraphs
            if each.style.style_id.startswith("Heading")]


def test_its_headings_go_down_a_step_at_a_time(document: Any) -> None:
    levels = [level for level, _ in headings(document)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    named = [words for _, words in headings(document)]
    for words in ("Det skal brevet sige", "Sådan skrives det", "Modtageren", "Filtre",
                  "Blokke, der kan sættes ind"):
        assert words in named


def test_every_table_says_what_it_holds_and_repeats_its_header(document: Any) -> None:
    assert len(document.tables) > 20
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(cell.text.strip() for cell in table.rows[0].cells)
        assert len(table.rows) > 1


def test_the_contents_lead_to_places_that_are_there(document: Any) -> None:
    body = document.element.body
    places = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    targets = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert sorted(targets) == sorted(places)
    assert len(set(places)) == len(places) > 10


def test_every_tag_stands_in_it_or_in_the_group_it_is_like(document: Any) -> None:
    cells = {each.text for table in document.tables for row in table.rows for cell in row.cells
             for each in cell.paragraphs}
    groups = groups_of("kvitteringsbrev")
    for number, group in enumerate(groups):
        if not any(group.like(other) for other in groups[:number]):
            assert {entry.tag for entry in group.entries
                    if f"{entry.path}[]" != group.path} <= cells, group.path


def test_tags_are_left_alone_by_the_spelling_check(document: Any) -> None:
    runs = [run for run in document.element.body.iter(qn("w:r")) if "{{" in "".join(run.itertext())]
    assert len(runs) > 100
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:noProof')}") is not None for run in runs)


def test_it_has_a_title_of_its_own_and_numbered_pages(document: Any) -> None:
    assert document.core_properties.title == "Felter i skabelonen til Kvittering"
    assert "PAGE" in document.sections[0].footer._element.xml


def test_it_is_the_same_every_time() -> None:
    assert book() == book()


def test_narrowed_it_has_what_was_found_alone() -> None:
    narrow = docx.Document(io.BytesIO(book(find="første kontakt")))
    assert len(narrow.tables) < 8
    assert "Barnet på brevets dato" not in [words for _, words in headings(narrow)]


def test_it_becomes_an_accessible_pdf(tmp_path: Path) -> None:
    path = tmp_path / "felter.docx"
    path.write_bytes(book(find="frist"))
    (done,) = convert([path], tmp_path, engine("typst"), today=dt.datetime(2026, 3, 5, tzinfo=dt.UTC))
    assert done.target is not None, done.problems
    assert done.pages
