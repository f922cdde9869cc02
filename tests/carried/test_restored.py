"""From what a file carries to the same file: DOCX and PDF, every kind, every recipient."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest

from pipeline import Produced
from pipeline.carried.envelope import of_bytes
from pipeline.carried.payload import payload
from pipeline.carried.pdf import in_pdf
from pipeline.carried.restored import restored
from pipeline.carried.word import in_docx
from pipeline.errors import DataError, UsageError
from pipeline.flow import reproduce
from tests.carried.cases import KINDS, carrying, letters, one
from tests.conftest import sample_kinds


def same(made: Produced, again: Produced) -> bool:
    return made.files == again.files and (
        made.stem, made.kind, made.recipient, made.pages, made.title, made.date,
        made.awaits_approval) == (again.stem, again.kind, again.recipient, again.pages, again.title,
                                  again.date, again.awaits_approval)


@pytest.mark.parametrize("kind", KINDS)
def test_made_again_it_has_the_same_bytes(kind: str) -> None:
    made = carrying(kind)
    assert made
    for letter in made:
        (data,), (beside,) = in_pdf(letter.files["pdf"]), in_docx(letter.files["docx"])
        assert data == beside
        assert same(letter, reproduce(of_bytes(data)))


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_nothing_of_a_letter_is_lost(name: str, kind: str) -> None:
    """All that a template or a rule sees is there again, for every sample and every reader."""
    for letter in letters(name, kind):
        again = restored(payload(letter))
        view, then = again.view, letter.view
        assert (again.number, again.title, again.author, again.variant) == (
            letter.number, letter.title, letter.author, letter.variant)
        assert again.facts == letter.facts
        for part in ("event", "events", "host", "authors", "day", "language", "readers"):
            assert getattr(view, part) == getattr(then, part), part
        assert (view.recipient.id, view.recipient.rolle) == (then.recipient.id, then.recipient.rolle)
        assert {**view.sag, "kommune": None} == {**then.sag, "kommune": None}


def test_every_sort_of_recipient_is_among_them() -> None:
    met = Counter(letter.recipient for kind in KINDS for letter in carrying(kind))
    assert {"kommune", "mor", "far"} <= set(met)
    everyone = {(each.view.til_orientering is not None, each.view.recipient.rolle)
                for name, kind in sample_kinds() for each in letters(name, kind)}
    assert {(False, "kommune"), (False, "foraelder"), (False, "ung"), (True, "foraelder")} <= everyone


def test_one_format_alone_is_the_same_file() -> None:
    made = carrying("partshoering")[0]
    carried = of_bytes(in_docx(made.files["docx"])[0])
    again = reproduce(carried, formats=("docx",))
    assert again.files == {"docx": made.files["docx"]}


def test_one_word_changed_is_another_letter() -> None:
    made = carrying("revurdering")[0]
    carried = of_bytes(in_pdf(made.files["pdf"])[0])
    barn = {**carried.sag["barn"], "navn": "En Anden"}
    again = reproduce(dataclasses.replace(carried, sag={**carried.sag, "barn": barn}))
    assert again.files["pdf"] != made.files["pdf"]


BROKEN = {
    "no such recipient": {"recipient": "ukendt"}, "no such reader": {"readers": ("ukendt",)},
    "no such author": {"kind": "tilbud", "authors": ("ukendt",)},
    "no such event": {"places": ((99,),)},
    "an event in no list": {"places": ((0, 3),), "kind": "hoeringssvar"},
    "a part of no letter": {"kind": "kvitteringsbrev", "places": ((0, "andet"),)},
    "no case": {"sag": {}}, "a case of other types": {"sag": {"parter": 1, "barn": "x"}},
    "no readers": {"readers": (), "til_orientering": True},
}


@pytest.mark.parametrize("what", BROKEN)
def test_data_that_nobody_validated_ends_in_a_refusal(what: str) -> None:
    with pytest.raises(DataError) as refused:
        reproduce(dataclasses.replace(one(), **BROKEN[what]))  # type: ignore[arg-type]
    assert {problem.code for problem in refused.value.problems} == {"filens-data-ufuldstaendige"}


def test_settings_that_lack_what_the_letter_needs_are_named() -> None:
    with pytest.raises(DataError) as refused:
        reproduce(dataclasses.replace(one(), settings={}))
    assert [problem.code for problem in refused.value.problems] == ["sats-mangler"]
    with pytest.raises(DataError) as refused:
        reproduce(dataclasses.replace(one("tilsynsrapport"), settings={}))
    assert [problem.code for problem in refused.value.problems] == ["filens-data-ufuldstaendige"]


def test_each_field_of_the_case_can_be_gone() -> None:
    """A letter, or a refusal that says so: never a fault of the program."""
    carried = one("tilsynsrapport")
    ended = Counter[str]()
    for key in carried.sag:
        left = {name: value for name, value in carried.sag.items() if name != key}
        try:
            reproduce(dataclasses.replace(carried, sag=left), formats=("docx",))
            ended["made"] += 1
        except DataError as error:
            ended[error.problems[0].code] += 1
    assert set(ended) == {"made", "filens-data-ufuldstaendige"}


def test_a_language_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError) as refused:
        reproduce(dataclasses.replace(one(), language="xx"))
    assert [problem.code for problem in refused.value.problems] == ["ukendt-sprog"]
