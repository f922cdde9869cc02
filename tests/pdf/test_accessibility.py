"""Every own letter as two checkers of accessibility see it, that nobody here has written.

No error and no warning, but for a few that are wrong each time they are given; what proves that is
shown anew for every finding.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
import pytest
from lxml import etree
from outloud.model import Document

from pipeline import produce
from pipeline.docx.package import Docx
from pipeline.pdf import Metadata, Pdf
from pipeline.pdf.office.libreoffice import LibreOfficeEngine
from pipeline.pdf.proof.check import check_pdf
from tests.conftest import job_for, sample, sample_kinds

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADINGS = "UA-14-001"
"""The one rule pdfua cannot run: it takes every list for a number, and stops."""
HEADINGS_TOO = ("HDG-001", "HDG-002")
"""outloud's rules of the same: none skipped, the first of level 1."""


@dataclass(frozen=True)
class Doubt:
    """A finding, the open PDF it is of, the Word document that was made from, and who set it."""

    finding: Any
    pdf: Document
    docx: Docx
    by: str

    def lines(self) -> list[Any]:
        """The lines of text the finding points at."""
        page = self.finding.page - 1
        return [line for line in self.pdf.content(page).lines
                if any(box["x0"] - 2 <= line.bbox[0] and line.bbox[2] <= box["x1"] + 2
                       and box["y0"] - 2 <= line.bbox[1] and line.bbox[3] <= box["y1"] + 2
                       for box in self.finding.boxes)]

    def below(self, line: Any, kind: str) -> bool:
        """Whether all a screen reader says of a line stands below tags of a kind."""
        paths = [owner.path.split("/") for run in line.runs if run.tagged
                 for owner in self.pdf.mc_owners[self.finding.page - 1, run.stream, run.mcid]]
        return bool(paths) and all(kind in path for path in paths)


def plain_address(doubt: Doubt) -> bool:
    """An e-mail address is plain text in Word too.

    The PDF says what the Word document says. Whoever wants a link makes it in Word; what a party
    has written in the case never becomes something that a click opens.
    """
    linked = squeezed("".join(link.itertext()) for link in main(doubt.docx).iter(W + "hyperlink"))
    return b"HYPERLINK" not in doubt.docx.parts["word/document.xml"] and not any(
        squeezed([address.strip(" …")]) in linked for address in doubt.finding.evidence.split("; "))


def said_before(doubt: Doubt) -> bool:
    """What is passed over is a footer, or the head of a table that goes on: it was read once."""
    running = [squeezed([text]) for name, data in doubt.docx.parts.items()
               if re.fullmatch(r"word/(header|footer)\d*\.xml", name)
               for text in shown(etree.fromstring(data))]
    heads = [squeezed(row.itertext(W + "t")) for row in main(doubt.docx).iter(W + "tr")
             if row.find(f"{W}trPr/{W}tblHeader") is not None]
    hidden = [squeezed([line.text]) for line in doubt.lines()]
    return len(hidden) >= doubt.finding.count > 0 and all(
        text in running or (text in heads and text in squeezed(headers(doubt))) for text in hidden)


def headers(doubt: Doubt) -> Iterator[str]:
    """What the header cells say on the pages before."""
    before = doubt.finding.page - 1
    for cell in doubt.pdf.elements_of("TH"):
        for tag in (cell, *cell.descendants()):
            yield from (doubt.pdf.content(mark.page).mcid_text.get((mark.stream, mark.mcid), "")
                        for mark in tag.mcrefs if mark.page is not None and mark.page < before)


def tables_or_text(doubt: Doubt) -> bool:
    """What the grid holds is below a table's tags, or is in no table in Word either.

    The checker asks only for tables that begin on this page, and takes several with text between
    them for one. LibreOffice marks no headers of rows, so a table with only those is read line by
    line.
    """
    text = squeezed(outside_tables(main(doubt.docx), headed=doubt.by == "libreoffice"))
    lines = [line for line in doubt.lines() if line.tagged_share]
    return len(lines) >= 4 and all(
        doubt.below(line, "Table") or squeezed([line.text]) in text for line in lines)


ALLOWED: Mapping[str, Callable[[Doubt], bool]] = {
    "LNK-010": plain_address, "TAG-002": said_before, "TBL-014": tables_or_text}


def main(docx: Docx) -> etree._Element:
    return etree.fromstring(docx.parts["word/document.xml"])


def shown(root: etree._Element) -> Iterator[str]:
    """The lines of a part's paragraphs; where a page number stands, nobody asks."""
    for paragraph in root.iter(W + "p"):
        yield "".join("\n" if node.tag == W + "br" else node.text or ""
                      for node in paragraph.iter(W + "t", W + "br"))


def outside_tables(root: etree._Element, *, headed: bool) -> Iterator[str]:
    """The paragraphs in no table, or in one of a single row: that frames, or sets side by side.

    Where only the `headed` count as tables, also those in one without heads of columns.
    """
    tables = {table for table in root.iter(W + "tbl") if len(table.findall(W + "tr")) > 1
              and (not headed or table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None)}
    for paragraph in root.iter(W + "p"):
        if tables.isdisjoint(paragraph.iterancestors(W + "tbl")):
            yield "".join(paragraph.itertext(W + "t"))


def squeezed(texts: Any) -> str:
    return re.sub(r"\s+", "", "".join(texts)).lower()


def findings(data: bytes, docx: Docx, folder: Path, by: str = "typst") -> list[str]:
    """What both checkers have against a PDF and what nothing disproves."""
    path = folder / "brev.pdf"
    path.write_bytes(data)
    told = outloud.check(str(path))
    assert not told.error
    ran = {run.rule: run.status for run in told.runs}
    assert "crashed" not in ran.values()
    assert [ran[rule] for rule in HEADINGS_TOO] == ["ran", "ran"]
    report = pdfua.validate(str(path))
    assert {outcome.rule_id for outcome in report.outcomes if outcome.skipped_reason} <= {HEADINGS}
    pdf = Document(str(path))
    try:
        left = [one for one in told.findings if one.severity != "info" and not (
            one.rule in ALLOWED and ALLOWED[one.rule](Doubt(one, pdf, docx, by)))]
    finally:
        pdf.close()
    return [f"{one.rule} {one.page} {one.message}: {one.evidence}" for one in left] + [
        f"{one.rule_id} {one.message}" for one in report.findings]


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_no_checker_finds_anything_in_our_letters(name: str, kind: str, tmp_path: Path) -> None:
    letters = produce(sample(name), job_for(sample(name), kind))
    assert letters
    for letter in letters:
        docx = Docx.read(letter.files["docx"])
        assert findings(letter.files["pdf"], docx, tmp_path) == [], letter.stem


@pytest.fixture(scope="module")
def writer() -> Iterator[LibreOfficeEngine]:
    engine = LibreOfficeEngine()
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("kind", "name"), sorted({kind: name for name, kind in reversed(sample_kinds())}.items()))
def test_nor_in_those_that_libreoffice_sets(
    kind: str, name: str, writer: LibreOfficeEngine, about: Metadata, when: Any, tmp_path: Path,
) -> None:
    docx = Docx.read(produce(sample(name), job_for(sample(name), kind, formats=("docx",)))[0]
                     .files["docx"])
    pdf = writer.pdf(docx, metadata=about, timestamp=when)
    assert check_pdf(docx, pdf, about) == ()
    assert findings(pdf.data, docx, tmp_path, pdf.engine) == []


# --- the gate closes -------------------------------------------------------------------------

@cache
def karlas(kind: str) -> tuple[Docx, bytes]:
    """A letter whose tables go on over pages: the proofs are needed, and hold."""
    sag = sample("karla-tre-aar")
    letter = produce(sag, job_for(sag, kind, nr=1))[0]
    return Docx.read(letter.files["docx"]), letter.files["pdf"]


def renamed(data: bytes, names: Mapping[str, str]) -> bytes:
    """The PDF with some of its tags called something else."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for tag in pdf.objects:
            if isinstance(tag, pikepdf.Dictionary) and str(tag.get("/S")) in names:
                tag.S = pikepdf.Name(names[str(tag.S)])
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


NO_TABLES = dict.fromkeys(("/Table", "/THead", "/TBody", "/TR", "/TH", "/TD"), "/Div")


@pytest.mark.parametrize(("kind", "names", "rule"), [
    ("afgoerelse", {"/TH": "/TD"}, "UA-15-003"), ("afgoerelse", NO_TABLES, "TAG-002"),
    ("evaluering", NO_TABLES, "TBL-014"), ("afgoerelse", {"/H1": "/H2"}, "HDG-002"),
])
def test_a_letter_with_other_tags_is_found(
    kind: str, names: Mapping[str, str], rule: str, tmp_path: Path,
) -> None:
    docx, data = karlas(kind)
    assert findings(data, docx, tmp_path) == []
    assert rule in {one.split()[0] for one in findings(renamed(data, names), docx, tmp_path)}


def test_words_of_the_letter_that_are_passed_over_are_found(tmp_path: Path) -> None:
    docx, data = karlas("afgoerelse")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[1]
        silent = [pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
                  if str(one.operator) == "BDC" and "/MCID" in one.operands[1] else one
                  for one in pikepdf.parse_content_stream(page)]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(silent))
        target = io.BytesIO()
        pdf.save(target)
    assert any(one.startswith("TAG-002 2 ") for one in findings(target.getvalue(), docx, tmp_path))


def test_an_address_that_is_a_link_in_word_must_be_one_in_the_pdf(
    make: Any, typeset: Callable[[Docx], Pdf], tmp_path: Path,
) -> None:
    words = "<w:p><w:pPr><w:pStyle w:val='H1'/></w:pPr><w:r><w:t>Brev</w:t></w:r></w:p><w:p>{}</w:p>"
    address = "<w:r><w:t>Skriv til {} i dag.</w:t></w:r>"
    plain, other = (make(words.format(address.format(f"{name}@example.dk"))) for name in ("ida", "bo"))
    linked = make(words.format(f'<w:hyperlink r:id="rL">{address.format("ida@example.dk")}'
                               "</w:hyperlink>"),
                  rels={"rL": ("hyperlink", "mailto:ida@example.dk")})
    assert findings(typeset(plain).data, plain, tmp_path) == []
    assert findings(typeset(linked).data, linked, tmp_path) == []
    assert findings(typeset(plain).data, linked, tmp_path)[0].startswith("LNK-010")
    assert findings(typeset(other).data, linked, tmp_path) == []
