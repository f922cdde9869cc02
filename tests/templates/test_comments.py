"""The author's own document with comments: hers stays as it was, each comment at its place."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from pipeline import resources
from pipeline.docx.package import read_parts
from pipeline.docx.tags import W
from pipeline.pdf.word.xml import parse
from pipeline.templates.checking import Report, check, commented_copies
from pipeline.templates.sources import Source
from pipeline.tools import environment
from tests.templates.broken import good, in_header, line, patched, saved

TEMPLATES = resources.templates()
DAY = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
OFFICE = shutil.which("soffice")


def report(data: bytes, name: str = "afgoerelse.docx") -> Report:
    return check([Source(name, data, "afgoerelse")], TEMPLATES, environment())


def wrong() -> bytes:
    document = good()
    paragraph = document.add_paragraph("Før ")
    for piece in ("{{ barn.", "nvan }}", " efter"):
        paragraph.add_run(piece)
    line("{{ brev.dato }}")(document)
    in_header(document)
    return saved(document)


def copy_of(data: bytes) -> bytes:
    ((name, made),) = commented_copies(report(data), DAY)
    assert name == "afgoerelse.docx"
    return made


def words(element: object) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))  # type: ignore[attr-defined]


def test_each_comment_stands_around_its_tag() -> None:
    parts = read_parts(copy_of(wrong()))
    body, comments = parse("", parts["word/document.xml"]), parse("", parts["word/comments.xml"])
    by_id = {each.get(f"{W}id"): words(each) for each in comments}
    assert len(by_id) == 3
    held = {}
    for start in body.iter(f"{W}commentRangeStart"):
        number, text, node = start.get(f"{W}id"), "", start.getnext()
        while node.tag != f"{W}commentRangeEnd" or node.get(f"{W}id") != number:
            text, node = text + words(node), node.getnext()
        held[by_id[number]] = text
    (misspelt,) = [text for comment, text in held.items() if "barn.nvan findes ikke" in comment]
    assert misspelt == "{{ barn.nvan }}"
    (date,) = [text for comment, text in held.items() if "brev.dato er en dato" in comment]
    assert date == "{{ brev.dato }}"
    assert any(comment.startswith("afgoerelse.docx, sidehovedet") for comment in by_id.values())


def test_a_comment_says_who_and_when_it_was_given() -> None:
    comments = parse("", read_parts(copy_of(wrong()))["word/comments.xml"])
    assert {each.get(f"{W}author") for each in comments} == {"hjemmetraening"}
    assert {each.get(f"{W}date") for each in comments} == {"2026-03-01T12:00:00Z"}


def test_the_copy_is_the_authors_document_and_always_the_same() -> None:
    data = wrong()
    copied = copy_of(data)
    assert copied == copy_of(data)
    before, after = read_parts(data), read_parts(copied)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml", "[Content_Types].xml",
                       "word/_rels/document.xml.rels"}
    assert [p.text for p in docx.Document(io.BytesIO(copied)).paragraphs] == [
        p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


def test_the_authors_own_comments_stay() -> None:
    once = copy_of(wrong())
    comments = parse("", read_parts(copy_of(once))["word/comments.xml"])
    numbers = [each.get(f"{W}id") for each in comments]
    assert len(numbers) == len(set(numbers)) == 6


def test_what_a_passage_lacks_is_told_where_the_author_asks_for_it() -> None:
    document = good()
    line("{%p include \"afgoerelse_vilkaar\" %}")(document)
    body = parse("", read_parts(copy_of(saved(document)))["word/document.xml"])
    starts = list(body.iter(f"{W}commentRangeStart"))
    assert starts
    assert {words(start.getparent()) for start in starts} == {"{%p include \"afgoerelse_vilkaar\" %}"}


def test_a_file_that_is_no_document_has_no_copy() -> None:
    assert list(commented_copies(report(b"x"), DAY)) == []
    assert list(commented_copies(report(patched(saved(good()), document=b"<w")), DAY)) == []
    assert list(commented_copies(report(saved(good())), DAY)) == []


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_each_comment_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "brev.docx").write_bytes(copy_of(wrong()))
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}", "--headless",
         "--convert-to", "odt", "--outdir", str(tmp_path), str(tmp_path / "brev.docx")],
        check=True, capture_output=True, timeout=180)
    with zipfile.ZipFile(tmp_path / "brev.odt") as archive:
        content = archive.read("content.xml").decode()
    around = re.finditer(
        r'<office:annotation\b[^>]*?office:name="([^"]*)"[^>]*>(.*?)</office:annotation>'
        r'(.*?)<office:annotation-end office:name="\1"/>', content, re.DOTALL)
    shown = [tuple(re.sub("<[^>]+>", "", found[part]) for part in (2, 3)) for found in around]
    assert any("barn.nvan findes ikke" in comment and held == "{{ barn.nvan }}"
               for comment, held in shown), shown
    assert content.count("<office:annotation ") == 3
