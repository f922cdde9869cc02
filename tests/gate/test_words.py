"""A value is known again however it is split, spelled or grouped; what only looks like it is not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.gate.words import Needle, bare, digits, line, money, pattern, unescaped
from pipeline.leaks import folded

ADDRESS, NUMBER, MAIL = "Hemmelighedsstræde 77", "70707077", "gemt@example.dk"


def finds(needles: Sequence[Needle], words: str) -> bool:
    """As the gate does it: first roughly, then for certain."""
    read = unescaped(words, json=True)
    return any(needle.bare in bare(read) and pattern(needle).search(folded(read))
               for needle in needles)


@pytest.mark.parametrize("words", [
    "bor på Hemmelighedsstræde 77, Solbæk", "HEMMELIGHEDSSTRÆDE 77", "Hemmelighedsstræde  77",
    "Hemmeligheds-\nstræde 77", "Hemmelighedsstræde\n77", "Hemmelighedsstræde\xa077",
    "Hemmelig\u00adheds\u00adstræde 77", "Hem\u200bmelighedsstræde 7\u200b7", "Hemmelighedsstræde-77",
    "hemmelighedsstraede 77", "Hemmelighedsstræde, 77", "Hemmelighedsstr&#230;de 77",
    "Hemmelighedsstr\\u00e6de 77", "h e m m e l i g h e d s s t r æ d e 7 7", "(Hemmelighedsstræde 77)",
    "Hemmeligheds\u2011stræde\u202f77"])
def test_an_address_is_found(words: str) -> None:
    assert finds(list(line(ADDRESS)), words)


@pytest.mark.parametrize("words", [
    "Hemmelighedsstræde 7", "Hemmelighedsstræde 771", "Nyhemmelighedsstræde 77", "Stræde 77",
    "Hemmelighedsstræde", "77", ""])
def test_another_address_is_not(words: str) -> None:
    assert not finds(list(line(ADDRESS)), words)


def test_letters_with_rings_and_dots_are_found_decomposed() -> None:
    assert finds(list(line("Ålegården 12")), "A\u030alega\u030arden 12")
    assert finds(list(line("Ålegården 12")), "Aalegaarden 12")
    assert finds(list(line("Østersøvej 3")), "OESTERSOEVEJ 3")


@pytest.mark.parametrize("words", [
    "70707077", "70 70 70 77", "7070 7077", "+45 70707077", "004570707077", "4570707077",
    "70-70-70-77", "70.70.70.77", "7070\u200b7077", "tlf.70707077", "70\n70\n70\n77"])
def test_a_telephone_number_is_found(words: str) -> None:
    assert finds(list(digits("+45 70 70 70 77")), words)


@pytest.mark.parametrize("words", ["170707077", "707070770", "7070 7078", "70 70 70 7"])
def test_another_number_is_not(words: str) -> None:
    assert not finds(list(digits(NUMBER)), words)


@pytest.mark.parametrize("words", [
    "87.654 kr.", "87654", "87 654,00", "87\xa0654", "kr.87654", "kr87.654", "DKK87654", "87,654",
    "87.654,-", "løn: 87654.", "87.\n654", "8&#55;654", "(87.654)", "87.654kr", "-87.654"])
def test_an_amount_is_found(words: str) -> None:
    assert finds(list(money(87654)), words)


@pytest.mark.parametrize("words", [
    "187.654", "87.6541", "1.087.654", "87.654.000", "287654", "876540", "a87654", "87654c",
    "87.65", "8765", "87 65 4", "8.7654"])
def test_another_amount_is_not(words: str) -> None:
    assert not finds(list(money(87654)), words)


def test_a_years_figures_are_an_amount_only_with_a_point() -> None:
    assert not finds(list(money(2024)), "den 3. maj 2024")
    assert finds(list(money(2024)), "2.024 kr.")


def test_what_tells_nothing_is_not_looked_for() -> None:
    assert not list(money(999))
    assert not list(line("Engen"))
    assert not list(digits("112"))


def test_another_alphabet_is_looked_for_as_it_stands() -> None:
    needle, = line("Улица Тайная 77")
    assert needle.bare == b""
    assert pattern(needle).search(folded("на Улица  Тайная 77, 2"))


def test_a_mail_address_is_found() -> None:
    assert finds(list(line(MAIL)), "skriv til GEMT@example.dk.")
    assert finds(list(line(MAIL)), "gemt (at) example . dk") is False
