"""Every field of a case has a treatment, and hardly any is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from pipeline import schemas
from pipeline.formats import FORMATS, INVISIBLE
from pipeline.pseudonyms.drawn import SHORTEST, Forbidden, Key
from pipeline.pseudonyms.material import (
    BOYS,
    FIRMS,
    GENERIC_IDS,
    GIRLS,
    INSTITUTIONS,
    POSTCODES,
    POSTS,
    STREETS,
    SURNAMES,
    TOWNS,
    WORDS,
)
from pipeline.pseudonyms.prose import neutral
from pipeline.pseudonyms.standins import StandIns
from pipeline.pseudonyms.treatments import KINDS, LEFT_OUT, NUMBER, OPEN, kind_of

KEY, NOTHING = Key(b"en hemmelighed til proeverne"), Forbidden.of(())


def fields(schema: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, part in schema.get("properties", {}).items():
        yield from fields(part, f"{path}.{name}".lstrip("."))
    if "items" in schema:
        yield from fields(schema["items"], f"{path}[]")
    if "properties" not in schema and "items" not in schema:
        yield path, schema


CASE = list(fields(schemas.resolved("sag")))
KEPT = {"kle", "land"}
"""Fields with words of their own that are no secret: a subject's code, a country."""


@pytest.mark.parametrize(("path", "part"), CASE, ids=[path for path, _ in CASE])
def test_a_field_has_a_treatment(path: str, part: Mapping[str, Any]) -> None:
    kind = kind_of(part)
    assert kind in KINDS
    if part.get("x-slags"):
        assert part["x-slags"] == kind, "a kind that nobody knows"
    if part.get("type") == "string" and kind == OPEN:
        assert "enum" in part or "const" in part or part["format"] == "klokkeslaet" \
            or path.rpartition(".")[2] in KEPT, "kept as it is"
    if kind == NUMBER:
        assert part["type"] in ("number", "integer", "boolean")


def test_a_line_that_needs_more_than_words_says_so() -> None:
    """Names, streets and the like are told by what they are called."""
    telling = {"vej": "vej", "by": "by", "cvr": "cvr", "email": "e-mail", "samlever": "person"}
    for path, part in CASE:
        name = path.rpartition(".")[2]
        if name in telling and not path.startswith(tuple(LEFT_OUT)):
            assert kind_of(part) == telling[name], path


def test_a_field_without_any_word_on_it_becomes_words() -> None:
    assert kind_of({}) == "ord"
    assert kind_of({"type": "string"}) == "ord"
    assert kind_of({"type": "string", "format": "noget nyt"}) == "ord"
    assert kind_of({"type": "string", "x-slags": "stavefejl"}) == "ord"


FORMAT_OF = {"e-mail": "e-mail", "cvr": "cvr", "telefon": "telefon", "postnummer": "postnummer"}


@pytest.mark.parametrize("kind", sorted(StandIns(KEY, NOTHING).makers))
@pytest.mark.parametrize("value", ["Ærlig Østergård", "a", "99 88 77 66", "12345678", "x" * 200])
def test_a_stand_in_is_valid_and_the_same_each_time(kind: str, value: str) -> None:
    made = StandIns(KEY, NOTHING).makers[kind](value)
    assert made == StandIns(KEY, NOTHING).makers[kind](value)
    assert FORMATS.conforms(made, FORMAT_OF.get(kind, "linje"))
    assert 0 < len(made) <= 200


def test_no_real_number_or_address_can_come_out() -> None:
    standins = StandIns(KEY, NOTHING)
    for number in range(50):
        assert standins.cvr(str(number)).startswith("99")
        assert standins.telefon(str(number)).startswith("65 00 ")
        assert standins.email(str(number)).endswith("@example.dk")
        assert standins.web(str(number)).endswith(".example.dk")


@pytest.mark.parametrize("text", [
    "Ét ord.", "To afsnit.\n\nHer er det andet: med tal (12) og »citat«.",
    "- punkt\n- et til\n  - inde\n",
    "1. først\n2. så\nog videre", "**fed** og *kursiv* tekst", "Han hedder Kim. Hun går i 3. b!",
    " \tforan", "efter  ", "a", "æ ø å", "-", "...", "Speciallægeundersøgelsesresultatbeskrivelse"])
def test_a_text_keeps_its_shape(text: str) -> None:
    made = neutral(text, KEY, NOTHING)
    if any(char.isalnum() for char in text):
        assert len(made) == len(text)
        assert [len(line.split()) for line in made.split("\n")] == [
            len(line.split()) for line in text.split("\n")]
    for mark in ("**", "*", "- ", "  - ", "1. ", "\n", "»"):
        assert made.count(mark) == text.count(mark) or mark in ("*", "- ")
    assert made != text
    assert made == neutral(text, KEY, NOTHING)


def test_what_must_not_be_in_a_text_is_not() -> None:
    text = "Her er en helt almindelig tekst, som er lang nok til at have mange ord i sig."
    for word in WORDS:
        if len(word) >= SHORTEST:
            assert word not in neutral(text, KEY, Forbidden.of([word.upper()])).casefold()


def test_the_material_is_valid_and_nobodys() -> None:
    everything = (*GIRLS, *BOYS, *SURNAMES, *STREETS, *TOWNS, *INSTITUTIONS, *FIRMS, *POSTS, *WORDS)
    assert len(set(everything)) == len(everything)
    assert not any(INVISIBLE.search(one) for one in everything)
    assert all(FORMATS.conforms(code, "postnummer") for code in POSTCODES)
    assert any(char in "".join((*GIRLS, *SURNAMES, *TOWNS)) for char in "æøåÆØÅ")
    assert all(FORMATS.conforms(one, "linje") for one in (*everything, *GENERIC_IDS))


def test_who_does_not_have_the_key_cannot_try_names_out() -> None:
    """Ten keys give ten different choices of the same name."""
    made = {StandIns(Key(bytes([n]) * 16), NOTHING).person("Kim Holm") for n in range(10)}
    assert len(made) > 5
