"""Every kind of document: as it was made it is proven; a word or a hidden value changed is told."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline import schemas
from pipeline.carried.envelope import as_bytes
from pipeline.documents import KINDS
from pipeline.opening.beside import leaves
from pipeline.opening.opened import opened
from pipeline.templateset import TemplateSet
from tests.opening.letters import (
    SMALLEST,
    data_of,
    hidden,
    letter,
    of_parts,
    other,
    remade,
    saved,
    with_data,
)

WORD = "fastansat"


def codes(found):
    return [each.code for each in found.problems]


def test_every_kind_is_looked_at():
    assert set(SMALLEST) == set(KINDS)


def path_of(steps):
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).lstrip(".")


def last_text(kind):
    """The last text of several words that the pages show: its path and itself."""
    found = [(path_of(leaf.path), leaf.value) for leaf in leaves(
        data_of(letter(kind)["pdf"]).sag, schemas.resolved("sag"))
        if isinstance(leaf.value, str) and " " in leaf.value and path_of(leaf.path) not in hidden(kind)]
    return found[-1]


@pytest.mark.parametrize("kind", SMALLEST)
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_as_it_was_made_it_is_proven(kind, form, monkeypatch):
    if form == "docx":  # what the pages do not tell is the same, and takes its time
        monkeypatch.setattr("pipeline.opening.opened.beside", lambda *_: ())
    data = letter(kind)[form]
    found = opened(data)
    assert (found.found, found.verdict, found.proof, found.passages, codes(found)) == (
        "carried", "proven", "bytes", (), [])
    assert found.kind == kind
    assert found.case == data_of(letter(kind)["pdf"]).sag
    assert not found.signed
    assert found.carried is not None
    assert remade(found.carried, form) == data


@pytest.mark.parametrize("kind", SMALLEST)
def test_one_visible_word_changed_is_told_with_both_sides(kind):
    carried = data_of(letter(kind)["pdf"])
    path, value = last_text(kind)
    told = other(carried, path, f"{WORD} {value}")
    found = opened(with_data(remade(told), as_bytes(carried)))
    assert found.verdict == "mismatch"
    assert not found.proof
    assert any(WORD in each.here and WORD not in each.ours and each.place.danish.startswith("side")
               for each in found.passages)
    # The data are as they were: only the pages are not.
    assert "data-rettet" not in codes(found)


@pytest.mark.parametrize("kind", SMALLEST)
def test_a_word_changed_in_word_is_told_with_its_paragraph(kind):
    def change(name, content):
        if name != "word/document.xml":
            return content
        return re.sub(rb"(<w:t(?: [^>]*)?>)([^<]{25,})(</w:t>)", rb"\1" + WORD.encode() + rb" \2\3",
                      content, count=1)

    found = opened(of_parts(letter(kind)["docx"], change))
    assert found.verdict == "mismatch"
    (passage,) = found.passages
    assert (passage.here, passage.ours) == (WORD, "")
    assert passage.place.danish.startswith("afsnit")


@pytest.mark.parametrize("kind", SMALLEST)
def test_one_hidden_value_changed_by_hand_is_told(kind):
    carried = data_of(letter(kind)["pdf"])
    path = next(path for path in hidden(kind) if path.endswith((".navn", ".vej", ".titel", ".id", ".art",
                                                          ".rolle", ".udfald", ".brevdato")))
    (value,) = (leaf.value for leaf in leaves(carried.sag, schemas.resolved("sag"))
                if path_of(leaf.path) == path)
    held = as_bytes(carried)
    body, seal = held.rsplit(b',"segl":', 1)
    forged = as_bytes(other(carried, path, f"{value}x")).rsplit(b',"segl":', 1)[0] + b',"segl":' + seal
    assert forged != held
    found = opened(with_data(letter(kind)["pdf"], forged))
    assert found.verdict == "mismatch"
    assert "data-rettet" in codes(found)
    docx = of_parts(letter(kind)["docx"], lambda _, content: content.replace(
        escaped(body), escaped(forged.rsplit(b',"segl":', 1)[0])))
    assert docx != letter(kind)["docx"]
    assert opened(docx).verdict == "mismatch"


def escaped(data):
    return data.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def test_hidden_data_put_in_with_a_seal_of_their_own_are_doubted_and_named():
    carried = data_of(letter()["pdf"])
    path = next(path for path in hidden() if path.endswith(".titel"))
    found = opened(with_data(letter()["pdf"], as_bytes(other(carried, path, "Opdigtet titel"))))
    assert (found.verdict, found.proof) == ("proven", "text")
    assert "andet-maerke" in codes(found)
    assert path in found.beside


def test_what_no_case_has_is_told_though_no_page_shows_it():
    carried = data_of(letter()["pdf"])
    found = opened(remade(replace(carried, sag={**carried.sag, "hemmeligt": 1})))
    assert found.verdict == "mismatch"
    assert codes(found) == ["ukendt-felt"]


def test_settings_that_were_changed_are_told():
    carried = data_of(letter()["pdf"])
    told = replace(carried, settings={**carried.settings, "navn": "Solbæks Kommune"})
    found = opened(with_data(letter()["pdf"], as_bytes(told)))
    assert found.verdict == "mismatch"
    assert any("Solbæks" in each.ours for each in found.passages)


def own_templates(tmp_path, change):
    from pipeline import resources

    folder = tmp_path / "dokumenter"
    folder.mkdir()
    data = (resources.templates() / "dokumenter" / "revurdering.docx").read_bytes()
    (folder / "revurdering.docx").write_bytes(of_parts(data, change))
    return TemplateSet((tmp_path,))


def test_another_template_is_unknown_and_how_it_differs_is_told(tmp_path):
    ours = own_templates(tmp_path, lambda name, content: re.sub(
        rb"(<w:t(?: [^>]*)?>)Bevillingen ", rb"\1Den hele bevilling ", content)
        if name == "word/document.xml" else content)
    found = opened(letter()["pdf"], ours)
    assert found.verdict == "template-unknown"
    assert found.case
    assert any("Den hele bevilling" in each.ours for each in found.passages)
    assert opened(letter()["docx"], ours).verdict == "template-unknown"


def test_another_template_that_says_the_same_proves_it(tmp_path):
    ours = own_templates(tmp_path, lambda name, content: content.replace(
        b"</w:body>", b"</w:body><!-- -->") if name == "word/document.xml" else content)
    found = opened(letter()["pdf"], ours)
    assert (found.verdict, codes(found)) == ("proven", ["andre-skabeloner"])


def test_data_that_make_no_document_are_no_proof():
    carried = data_of(letter()["pdf"])
    gone = replace(carried, recipient="ingen")
    found = opened(with_data(letter()["pdf"], as_bytes(gone)))
    assert found.verdict == "mismatch"
    assert codes(found) == ["filens-data-ufuldstaendige"]


def test_a_title_that_says_something_else_is_told():
    def change(pdf):
        pdf.docinfo["/Title"] = "Afgørelse om noget andet"

    found = opened(saved(letter()["pdf"], change))
    assert found.verdict == "mismatch"
    assert [(str(each.place), each.here) for each in found.passages] == [
        ("titlen", "Afgørelse om noget andet")]


def test_the_same_file_gives_the_same_answer():
    data = saved(letter()["pdf"])
    assert opened(data) == opened(data)
