"""What is carried: the letter's own projection, which reads as a case, and nothing of the machine."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline import Job, Sag, __version__, produce
from pipeline.carried.envelope import as_bytes, of_bytes
from pipeline.carried.payload import payload
from pipeline.documents import KINDS as ALL
from pipeline.flow import data_of
from pipeline.letters import checked, prepared, reading_copy
from pipeline.templateset import TemplateSet
from pipeline.translation.catalogs import language
from tests.carried.cases import CHEAP, KINDS, letters, one
from tests.conftest import job_for, sample, sample_kinds, settings


def test_every_kind_has_a_sample() -> None:
    assert set(ALL) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_which_copy_of_which_document_it_is(kind: str) -> None:
    for letter in letters(CHEAP[kind], kind):
        carried = payload(letter)
        view = letter.view
        assert (carried.kind, carried.nr, carried.date) == (kind, letter.number, view.day)
        assert carried.recipient == (view.til_orientering or view.recipient).id
        assert (carried.language, carried.program, carried.schema) == ("da", __version__, "1")
        assert carried.template == TemplateSet().digest(kind)
        assert set(carried.readers) >= set(carried.authors)


@pytest.mark.parametrize("kind", KINDS)
def test_the_events_stand_in_their_list(kind: str) -> None:
    spec = ALL[kind]
    for letter in letters(CHEAP[kind], kind):
        carried = payload(letter)
        assert len(carried.places) == len(letter.view.events) > 0
        for place, event in zip(carried.places, letter.view.events, strict=True):
            found = carried.sag[spec.liste][place[0]]
            found = found[spec.led][place[1]] if spec.led else found
            dated = {key: value for key, value in found.items() if isinstance(value, str | int)}
            assert dated
            assert all(str(event[key]) == str(value) for key, value in dated.items())


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_it_holds_only_what_the_letter_had(name: str, kind: str) -> None:
    spec = ALL[kind]
    for letter in letters(name, kind):
        sag = payload(letter).sag
        kept = {key for key, value in letter.view.sag.items() if value not in (None, ())}
        assert set(sag) <= kept | {spec.liste}
        assert "kommune" not in sag


def test_two_events_that_are_the_same_are_two() -> None:
    letter = next(letter for letter in letters("liv-uden-leverandoer", "afgoerelse"))
    decision = letter.view.events[0]
    twice = dataclasses.replace(letter, view=dataclasses.replace(
        letter.view, events=(decision, decision),
        sag={**letter.view.sag, "afgoerelser": (decision, decision)}))
    assert payload(twice).places == ((0,), (1,))


def test_no_folder_of_the_kommunes_machine_is_in_it() -> None:
    sag = sample("zoe-uden-leverandoer")
    own = {**settings(), "skabelonmappe": "/hemmelig/mappe"}
    job = Job("partshoering", nr=1, settings=own)
    case, local, _ = checked(sag, job)
    letter = prepared(case, local, job)[0]
    assert letter.view.settings["skabelonmappe"]
    assert b"hemmelig" not in as_bytes(payload(letter))
    assert payload(letter).settings["navn"] == own["navn"]


DEFAULTS = [
    ("ansoegning-hjemmetraening", "kommune", True), ("hoeringssvar", "kommune", True),
    ("tilbud", "kommune", True), ("tilbud", "mor", False), ("afgoerelse", "mor", False),
]


@pytest.mark.parametrize(("kind", "recipient", "carries"), DEFAULTS)
def test_what_is_sent_to_the_kommune_carries_unless_asked_not_to(
        kind: str, recipient: str, carries: bool) -> None:
    job = Job(kind)
    letter = next(each for each in letters("karla-tre-aar", kind)
                  if each.view.recipient.id == recipient)
    assert (data_of(letter, job) is not None) is carries
    assert data_of(letter, dataclasses.replace(job, carry=True)) is not None
    assert data_of(letter, dataclasses.replace(job, carry=False)) is None


def test_a_kommune_can_choose_that_its_letters_carry() -> None:
    sag = sample("zoe-uden-leverandoer")
    for chosen, wanted in ((True, True), (False, False), (None, False)):
        own = {key: value for key, value in {**settings(), "breve_baerer_data": chosen}.items()
               if value is not None}
        for letter in produce(sag, job_for(sag, "partshoering", nr=1, settings=own)):
            assert (b"hjemmetraening.json" in letter.files["pdf"]) is wanted


def test_a_reading_copy_carries_nothing() -> None:
    letter = letters("alma-to-hjem", "revurdering")[0]
    copied = reading_copy(letter, language("en"))
    assert data_of(copied, Job("revurdering", carry=True)) is None
    sag = sample("alma-to-hjem")
    made = produce(sag, job_for(sag, "revurdering", nr=1, carry=True, reading_copies=("en",)))[0]
    carries = {name: b"hjemmetraening.json" in data or b"customXml" in data
               for name, data in made.files.items()}
    assert carries == {"docx": True, "pdf": True, "-laes-en.docx": False, "-laes-en.pdf": False}


def test_a_case_with_its_own_settings_carries_them_once() -> None:
    data = {**sample("zoe-uden-leverandoer").data, "kommune": dict(settings())}
    sag = Sag(data, "sag.json")
    case, local, _ = checked(sag, Job("partshoering", nr=1))
    carried = payload(prepared(case, local, Job("partshoering", nr=1))[0])
    assert "kommune" not in carried.sag
    assert carried.settings["navn"] == "Solbæk Kommune"


def test_hidden_is_hidden_and_absent_is_absent() -> None:
    fathers = next(letter for letter in letters("villads-beskyttet-adresse", "tilsynsrapport")
                   if letter.view.recipient.id == "far")
    sag = payload(fathers).sag
    mor = next(party for party in sag["parter"] if party["id"] == "mor")
    far = next(party for party in sag["parter"] if party["id"] == "far")
    assert mor["adresse"] == {"beskyttet": True}
    assert "beskyttet" not in far["adresse"]
    assert "cpr" not in mor
    assert None not in far.values()


def test_the_same_letter_gives_the_same_data() -> None:
    assert as_bytes(one()) == as_bytes(one())
    assert of_bytes(as_bytes(one())) == one()
