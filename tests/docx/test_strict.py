"""Strict Open XML gets the usual names, and keeps its words."""

from __future__ import annotations

import pytest

from pipeline.docx.strict import transitional

STRICT = "http://purl.oclc.org/ooxml/"
USUAL = "http://schemas.openxmlformats.org/"


def one(source: str, name: str = "word/document.xml") -> str:
    return transitional({name: source.encode()})[name].decode()


@pytest.mark.parametrize(("strict", "usual"), [
    ("wordprocessingml/main", "wordprocessingml/2006/main"),
    ("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
    ("officeDocument/relationships", "officeDocument/2006/relationships"),
    ("officeDocument/extendedProperties", "officeDocument/2006/extended-properties"),
])
def test_namespaces_get_their_usual_names(strict, usual):
    assert one(f'<w:p xmlns:w="{STRICT}{strict}"/>') == f'<w:p xmlns:w="{USUAL}{usual}"/>'
    assert one(f"<p xmlns = '{STRICT}{strict}'>") == f"<p xmlns = '{USUAL}{usual}'>"


def test_relations_and_drawings_name_theirs_too():
    rel = '<Relationship Type="{}" Target="x.xml"/>'
    kind = "officeDocument/{}relationships/extended{}roperties"
    assert one(rel.format(STRICT + kind.format("", "P")), "_rels/.rels") == rel.format(
        USUAL + kind.format("2006/", "-p"))
    assert one(f'<a:graphicData uri="{STRICT}drawingml/picture">') == (
        f'<a:graphicData uri="{USUAL}drawingml/2006/picture">')


@pytest.mark.parametrize("words", [
    f'Se {STRICT}wordprocessingml/main',
    f'skriv xmlns:w="{STRICT}wordprocessingml/main"',
    f'a > xmlns="{STRICT}wordprocessingml/main"',
])
def test_words_stay_as_they_are(words):
    tag = '<w:t xmlns:w="{}wordprocessingml/{}main">'
    assert one(tag.format(STRICT, "") + words + "</w:t>") == (
        tag.format(USUAL, "2006/") + words + "</w:t>")


def test_what_is_not_strict_is_not_touched():
    parts = {"word/document.xml": b"<w:p/>", "word/media/a.png": STRICT.encode()}
    assert transitional(parts) == parts


def test_words_that_look_like_tags_leave_the_part_alone():
    source = f'<w:t><![CDATA[<x xmlns="{STRICT}drawingml/main">]]></w:t>'
    assert one(source) == source
