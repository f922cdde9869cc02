"""The English of everything that documents say: complete, in step with the templates, and sound."""

from __future__ import annotations

import io
import re
import tomllib

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from pipeline.locale.documents import messages
from pipeline.resources import templates
from pipeline.translation.catalogs import FILE, OURS
from pipeline.translation.extract import Message, catalog_of, docx, gathered, write
from pipeline.translation.syntax import fault, tokens
from tests.cases import ROOT

PATH = OURS / "en" / "LC_MESSAGES" / FILE
STAYS = {"Digital Post", "Pension", "supervision", "transport", "social", "online", "Status", "Element",
         "krone", "øre"}
"""What is the same word in English, or the name of something Danish."""
ADDRESSED = {"c/o", "Att.", ",", "·"}


def catalog() -> dict[str, str]:
    with PATH.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def test_every_sentence_of_the_documents_is_in_the_catalog_and_no_other() -> None:
    """After a change: make catalog, and translate what it says is missing."""
    assert set(catalog()) == {message.danish for message in messages()}


def test_every_sentence_has_its_english() -> None:
    assert [danish for danish, english in catalog().items() if not english] == []


def test_the_file_is_as_make_catalog_writes_it() -> None:
    written = io.BytesIO()
    write(catalog_of(messages(), catalog(), "en_GB"), written)
    assert PATH.read_bytes() == written.getvalue()


def test_no_translation_can_break_a_letter() -> None:
    assert {danish: found for danish, english in catalog().items()
            if (found := fault(danish, english))} == {}


def words_of(message: str) -> str:
    return " ".join(token.value for token in tokens(message) if token.kind == "text")


DANISH = re.compile(r"\b(?:og|ikke|eller|jeg|du|jeres|dig|det|som|når|fra|til|på|hvor|bliver|skal)\b|"
                    r"[æøå]", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\((?:[a-zæøå]+(?: [a-zæøå]+)?)\)|øre|serviceloven|barnets lov|"
                         r"Ældreministeriet|Social- og Indenrigsministeriet|Social-, Bolig- og ", re.I)


def test_no_danish_is_left_in_the_english_but_the_legal_names() -> None:
    left = {english for english in catalog().values()
            if DANISH.search(IN_BRACKETS.sub("", words_of(english)))}
    assert left == set()


def test_few_sentences_are_the_same_in_both_languages() -> None:
    same = {danish for danish, english in catalog().items() if danish == english}
    assert {words for words in same if not set(words_of(words).split()) <= ADDRESSED} <= STAYS


def test_the_spelling_is_british() -> None:
    american = re.compile(r"\b(?:program(?!me)|center|color|behavior|specialized|organiz\w*|enroll\w*|"
                          r"fulfill\w*|license[sd]?\b|practice[sd])\b", re.I)
    assert [english for english in catalog().values() if american.search(english)] == []


def test_each_legal_word_is_given_in_danish_somewhere() -> None:
    everything = " ".join(catalog().values())
    for word in ("tilsyn", "revurdering", "partshøring", "bisidder", "aktindsigt", "hjemmetræning",
                 "børnefaglig undersøgelse", "partsrepræsentant"):
        assert f"({word})" in everything, word


TERMS = {
    r"\bklage(?:n|r)?\b": "appeal", "tabte? arbejdsfortjeneste": "lost earnings",
    "børnefaglig": "child welfare assessment", "foreløbig vurdering": "provisional assessment",
    "revurder": "re-evaluat", "partshøring": "(partshøring)", "høring": "comments", "tilsyn": "supervis",
    "tilsynsrapport": "supervision report", "bisidder": "support person", "vilkår": "condition",
    "aktindsigt": "access to documents", "partsrepræsentant": "party representative",
    "bevilling|bevilget": "grant", r"\bafgørelse": "decision", "afslag": "refusal",
    "afvikling": "phasing-out", r"\bvarsel\b": "notice", "forældremyndighed": "custody",
    "målgruppe": "target group", "højeste beløb": "maximum amount", "uden betaling": "free of charge",
    "specialiseret sundhedsfaglig": "specialised healthcare"}
"""Each legal word of the letters, and what it is called wherever it stands in them."""


@pytest.mark.parametrize("danish", TERMS)
def test_a_legal_word_has_one_english_word(danish: str) -> None:
    found = [(words_of(message).lower(), words_of(english).lower())
             for message, english in catalog().items()]
    assert [english for message, english in found
            if re.search(danish, message) and TERMS[danish] not in english] == []


def test_an_appeal_is_no_complaint_and_no_earnings_are_granted() -> None:
    """One complains of a person; and it is the compensation that is granted and ends, not the loss."""
    wrong = re.compile(r"\bcomplain|(?:your|receive) lost earnings (?:will|was|were|up to)", re.I)
    assert [english for english in catalog().values() if wrong.search(words_of(english))] == []


def test_babel_reads_a_word_template_through_the_entry_point() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    method = project["entry-points"]["babel.extractors"]["docx"]
    with (templates() / "blokke" / "klagevejledning.docx").open("rb") as file:
        found = list(extract(method.replace(":", "."), file))
    assert [message for _, message, _, _ in found][:2] == [
        "Hvis du vil klage", "Er du uenig i afgørelsen, kan du klage over den. Du skal klage senest "
        "{frist.klage} efter, at du har modtaget dette brev."]
    assert found[1][2] == ["under »Hvis du vil klage«"]


def test_conditions_are_explained_to_the_translator() -> None:
    with (templates() / "blokke" / "indledning.docx").open("rb") as file:
        notes = [note for _, _, _, notes in docx(file, {}, (), {}) for note in notes]
    assert "if1: hvis modtager.er_ung" in notes


@pytest.mark.parametrize("danish", ["Kære {ny.navn}", "Kære {navn}"])
def test_a_sentence_keeps_its_english_when_its_fields_get_other_names(danish: str) -> None:
    (entry,) = [m for m in catalog_of([Message(danish)], {"Kære {navn}": "Dear {navn}"}, "en") if m.id]
    assert entry.string == danish.replace("Kære", "Dear")


def test_a_sentence_is_listed_once_with_all_its_places() -> None:
    (message,) = gathered([("Navn", "a.docx", ("x",)), ("Navn", "b.docx", ("x", "y"))])
    assert (list(message.files), list(message.notes)) == (["a.docx", "b.docx"], ["x", "y"])
