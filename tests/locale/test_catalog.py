"""The English catalog: a sentence for every Danish one, with the same places to fill."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pipeline import schemas
from pipeline.documents import KINDS
from pipeline.errors import Text, text
from pipeline.law import quantities
from pipeline.locale import LANGUAGES, catalog, translate
from pipeline.locale.extract import msgids, update
from tests.cases import ROOT

PO = ROOT / "pipeline" / "locale" / "en" / "LC_MESSAGES" / "hjemmetraening.po"


@cache
def wanted() -> dict[str, str]:
    """Every sentence of the program and where it stands."""
    return dict(msgids())


def places(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


def test_there_is_something_to_translate() -> None:
    assert len(wanted()) > 500
    assert "Feltet mangler." in wanted()


def test_every_sentence_has_an_english_one() -> None:
    missing = {danish: where for danish, where in wanted().items() if danish not in catalog("en")}
    assert missing == {}


def test_translations_fill_the_same_places() -> None:
    for danish, english in catalog("en").items():
        if danish in wanted() and "{" in danish:
            assert places(english) == places(danish), danish


def test_field_help_without_places_has_no_stray_parentheses() -> None:
    for danish, english in catalog("en").items():
        if "{" not in danish:
            assert "{" not in english, danish


def test_translations_are_english() -> None:
    same = {danish for danish, english in catalog("en").items() if danish == english}
    assert same == SPELLED_ALIKE
    for danish, english in catalog("en").items():
        assert english == english.strip()
        assert (danish[-1] in ".?:") is (english[-1] in ".?:"), danish


SPELLED_ALIKE = {
    "Budget", "C/o", "Dask", "Digital Post", "Element", "Form", "Format", "Id", "Kroner.",
    "PDF", "Pension", "Plan", "Start", "Status", "Sum", "Variant", "Word", "e-mail", "kr.",
    "{en}, {anden}", "{fejl}: {tag}", "{fil}", "{fil}, {hvor}", "{gruppe}: {felt}", "{navn}",
    "{navn}: {foer} → {efter}", "{ord}", "{stykke}", "{titel} {nr}"}


def test_the_catalog_is_what_extraction_makes_of_it() -> None:
    assert {str(m.id) for m in update(PO) if m.id} == set(catalog("en")), "run make catalog"


PASSES_ON = ("say", "report.say")
"""Functions that hand their first argument to text(): what they are given is a sentence too."""


def calls(*names: str) -> Iterator[tuple[Path, ast.Call]]:
    for path in (ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in names and (
                    ast.unparse(node.args[0]) != "message"):
                yield path, node


def test_only_literals_are_marked_for_translation() -> None:
    """What is put together at run time is in no catalog."""
    found = list(calls("text", *PASSES_ON))
    assert len(found) > 150
    for path, call in found:
        (sentence,) = call.args
        assert isinstance(sentence, ast.Constant), f"{path.name}:{call.lineno}"
        assert isinstance(sentence.value, str)
        assert sentence.value in catalog("en"), f"{path.name}:{call.lineno}"
        given = {keyword.arg for keyword in call.keywords}
        # Tables of sentences (pdf/word/refusal.py) get their values when one is used.
        assert given in (set(), set(places(sentence.value))), f"{path.name}:{call.lineno}"


def test_titles_of_rules_are_translated() -> None:
    titles = [call.args[2] for _, call in calls("broken")]
    assert len(titles) > 15
    for title in titles:
        assert isinstance(title, ast.Constant)
        assert title.value in catalog("en"), title.value


def test_titles_of_fields_kinds_and_quantities_are_translated() -> None:
    for schema in schemas.documents().values():
        assert schema["title"] in catalog("en")
    for kind in KINDS.values():
        assert kind.titel.in_language("en") != str(kind.titel)
    for family in ("hjemler", "satser", "frister"):
        for quantity in quantities(family).values():
            assert quantity.titel in catalog("en"), quantity.noegle


def test_a_text_fills_its_places_in_its_language() -> None:
    inner = text("Feltet mangler.")
    sentence = text("Skriv {form}.", form=inner)
    assert str(sentence) == "Skriv Feltet mangler.."
    assert sentence.in_language("en") == translate("Skriv {form}.", "en").format(
        form=translate("Feltet mangler.", "en"))


def test_a_sentence_without_values_keeps_its_braces() -> None:
    assert str(Text("Brug {{ barn.navn }}.")) == "Brug {{ barn.navn }}."


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_catalog_knows_stays_danish(language: str) -> None:
    assert translate("Findes ikke i noget katalog.", language) == "Findes ikke i noget katalog."


def test_danish_is_the_msgids() -> None:
    assert catalog("da") == {}
