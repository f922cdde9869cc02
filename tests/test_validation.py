"""Validation: all problems at once, in order, in two languages, without a word of the data."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from pipeline.documents import KINDS
from pipeline.errors import DataError, PipelineError, Problem
from pipeline.letters import Job, checked, prepared, problems_of
from pipeline.sag import Sag, read_sag
from pipeline.validation import (
    ordered,
    path_text,
    refuse,
    title_of,
    validate,
    validate_for,
)
from tests.cases import GONE, NAMES, SAMPLES, case, change, places, sag, settings, steps

# file -> the kind that cannot be made of it, the field, the code; each with exit code 1
BROKEN = {
    "adresse-i-fritekst": ("tilsynsrapport", "tilsyn[0].observationer", "beskyttet-i-tekst"),
    "afgoerelse-foer-frist": ("revurdering", "afgoerelser[1].brevdato", "afgoerelse-foer-frist"),
    "afloest-findes-ikke": ("revurdering", "afgoerelser[1].erstatter", "afloest-findes-ikke"),
    "afslag-trods-betingelser": (
        "revurdering", "afgoerelser[1].betingelser", "afslag-trods-betingelser"),
    "afslag-uden-begrundelse": ("revurdering", "afgoerelser[1].begrundelse", "begrundelse-mangler"),
    "afslag-uden-lovlig-grund": ("revurdering", "afgoerelser[1].grunde", "ingen-lovlig-grund"),
    "ansoegning-findes-ikke": ("revurdering", "afgoerelser[0].ansoegning", "ansoegning-findes-ikke"),
    "behandling-godkendt": (
        "revurdering", "afgoerelser[0].elementer[1].godkendt", "specialiseret-godkendt"),
    "beloeb-som-tekst": ("revurdering", "afgoerelser[1].beloeb", "type"),
    "beloeb-tre-decimaler": ("revurdering", "afgoerelser[1].beloeb", "format"),
    "betingelse-uden-grund": (
        "revurdering", "afgoerelser[1].betingelser[2].opfyldt", "betingelse-uden-grund"),
    "bevilling-efter-18": ("revurdering", "afgoerelser[0].periode.til", "efter-18"),
    "bevilling-trods-betingelse": (
        "revurdering", "afgoerelser[0].betingelser[1].opfyldt", "udfald-modsiger"),
    "bevillinger-overlapper": ("revurdering", "afgoerelser[1].periode.fra", "bevillinger-overlapper"),
    "brudt-json": ("revurdering", "brudt-json.json", "json"),
    "dato-findes-ikke": ("revurdering", "undersoegelser[0].startet", "format"),
    "delvis-kaldt-bevilling": ("revurdering", "afgoerelser[0].udfald", "delvis-kaldt-bevilling"),
    "dobbelt-noegle": ("revurdering", "sagsnummer", "dobbelt-noegle"),
    "endelig-rapport-foer-frist": ("tilsynsrapport", "tilsyn[0].endelig_brevdato", "endelig-foer-frist"),
    "forkert-raekkefoelge": ("revurdering", "ansoegninger[1].brevdato", "raekkefoelge"),
    "forkert-tegnsaet": ("revurdering", "forkert-tegnsaet.json", "tegnsaet"),
    "godkendt-uden-undersoegelse": ("revurdering", "afgoerelser[0].brevdato", "uden-undersoegelse"),
    "kaempetal": ("revurdering", "ansoegninger[1].arbejde.timer_pr_uge", "tal"),
    "kopi-uden-samtykke": ("tilsynsrapport", "tilsyn[0].kopi_til[0]", "samtykke-mangler"),
    "leverandoer-findes-ikke": ("revurdering", "tilbud[0].leverandoer", "leverandoer-findes-ikke"),
    "maal-findes-ikke": ("tilsynsrapport", "tilsyn[0].maal[0].maal", "maal-findes-ikke"),
    "maal-udgaaet": ("tilsynsrapport", "tilsyn[0].maal[0].maal", "maal-udgaaet"),
    "mangler-barn": ("revurdering", "barn", "mangler"),
    "ophoer-foer-brevet": ("revurdering", "ophoer[0].slutdato", "slutter-foer-brevet"),
    "ophoer-foer-hoeringsfrist": ("revurdering", "ophoer[0].brevdato", "ophoer-foer-frist"),
    "ophoer-ikke-dagen-foer-18": ("revurdering", "ophoer[0].slutdato", "ikke-dagen-foer-18"),
    "ophoer-mangler-foraelder": ("revurdering", "ophoer[0].tabt", "tabt-mangler"),
    "ophoer-uden-bevilling": ("revurdering", "ophoer[0].ydelser[0]", "intet-at-ophoere"),
    "ophoer-uden-hoering": ("revurdering", "ophoer[0].ydelser[0]", "ophoer-uden-hoering"),
    "ophoersform-ikke-valgt": ("revurdering", "afgoerelser[2].ophoersform", "vaelg-ophoersform"),
    "part-findes-ikke": ("revurdering", "ansoegninger[1].ansoeger", "part-findes-ikke"),
    "revurdering-mangler-grundlag": ("revurdering", "revurderinger[0].grundlag", "mangler"),
    "slut-foer-start": ("revurdering", "afgoerelser[0].periode.til", "slut-foer-start"),
    "styretegn": ("tilsynsrapport", "tilsyn[0].observationer", "format"),
    "sundhedsfaglig-vurdering-mangler": (
        "revurdering", "afgoerelser[0].sundhedsfaglig_inddragelse", "sundhedsfaglig-mangler"),
    "tilsyn-foer-bevilling": ("tilsynsrapport", "tilsyn[0].dato", "foer-bevillingen"),
    "timer-over-ugen": ("revurdering", "ansoegninger[0].omfang.timer_pr_uge", "maximum"),
    "ugyldigt-cpr": ("revurdering", "barn.cpr", "format"),
    "ugyldigt-cvr": ("revurdering", "parter[1].cvr", "format"),
    "ugyldigt-postnummer": ("revurdering", "barn.adresse.postnr", "format"),
    "ukendt-felt": ("revurdering", "barn.funktionsnivau", "ukendt-felt"),
}


def errors(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(p.path, p.code) for p in problems if p.severity == "fejl"]


def refusing(name: str, changes: dict[str, Any]) -> list[Problem]:
    """The problems of a changed sample that are more than warnings."""
    return [p for p in validate(sag(name, changes), settings()) if p.severity == "fejl"]


def test_every_broken_sample_is_in_the_table() -> None:
    assert {path.stem for path in (SAMPLES / "fejl").iterdir()} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_sample_has_its_one_error(name: str) -> None:
    kind, path, code = BROKEN[name]
    with pytest.raises(PipelineError) as error:
        make(SAMPLES / "fejl" / f"{name}.json", kind)
    assert errors(error.value.problems) == [(path, code)]
    assert error.value.exit_code == 1


def make(path: Path, kind: str) -> None:
    job = Job(kind, settings=settings())
    data, local, _ = checked(read_sag(path), job)
    prepared(data, local, job)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_has_no_error(name: str) -> None:
    assert errors(validate(sag(name), settings())) == []


@pytest.mark.parametrize(("changes", "found"), [
    ({"sagsnummer": GONE}, ("sagsnummer", "mangler")),
    ({"sagsnummer": ""}, ("sagsnummer", "minLength")),
    ({"sagsnummer": " "}, ("sagsnummer", "pattern")),
    ({"sagsnummer": "x" * 61}, ("sagsnummer", "maxLength")),
    ({"sagsnummer": 26}, ("sagsnummer", "type")),
    ({"skema": "2"}, ("skema", "const")),
    ({"barn.foedselsdato": GONE}, ("barn", "anyOf")),
    ({"barn.foedselsdato": "2019-02-29"}, ("barn.foedselsdato", "format")),
    ({"maal[0].omraade": "sproglig"}, ("maal[0].omraade", "enum")),
    ({"tilsyn[0].deltagere": []}, ("tilsyn[0].deltagere", "minItems")),
    ({"revurderinger[0].betingelser[3]": {"nr": 3, "opfyldt": True, "vurdering": "x"}},
     ("revurderinger[0].betingelser", "maxItems")),
    ({"revurderinger[0].betingelser[0].nr": 0}, ("revurderinger[0].betingelser[0].nr", "minimum")),
    ({"ansoegninger[0].ansoegere": ["far", "far"]}, ("ansoegninger[0].ansoegere", "uniqueItems")),
    ({"ansoegninger[0].arbejde": {"form": "ledig"}}, ("ansoegninger[0].arbejde", "forbudt")),
    ({"parter[0].id": "ung"}, ("parter[0].id", "forbudt")),
    ({"parter[0].id": "kommune"}, ("parter[0].id", "forbudt")),
    ({"parter[0].id": "Far"}, ("parter[0].id", "pattern")),
    ({"parter[0].id": "far\n"}, ("parter[0].id", "format")),
    ({"parter[0].foraeldremyndighed": GONE}, ("parter[0].foraeldremyndighed", "mangler")),
    ({"afgoerelser[0].periode": GONE}, ("afgoerelser[0].periode", "mangler")),
    ({"afgoerelser[0].part": "far"}, ("afgoerelser[0].part", "forbudt")),
    ({"revurderinger[0].art": "efter_behov"}, ("revurderinger[0].anledning", "mangler")),
    ({"revurderinger[0].udfald": "aendring_paataenkes"}, ("revurderinger[0].aendringer", "mangler")),
    ({"ansoegninger[1].arbejde.bruttoloen": Decimal("29000.555")},
     ("ansoegninger[1].arbejde.bruttoloen", "format")),
    ({"ansoegninger[1].arbejde.bruttoloen": "29.000"}, ("ansoegninger[1].arbejde.bruttoloen", "type")),
    ({"ansoegninger[1].arbejde.bruttoloen": -1}, ("ansoegninger[1].arbejde.bruttoloen", "minimum")),
    ({"ansoegninger[1].arbejde.bruttoloen": True}, ("ansoegninger[1].arbejde.bruttoloen", "type")),
    ({"barn.Zorkel": 1}, ("barn.?", "ukendt-felt")),
    ({"tilsyn": {}}, ("tilsyn", "type")),
])
def test_a_problem_is_at_its_field(changes: dict[str, Any], found: tuple[str, str]) -> None:
    assert found in errors(validate(sag("bo", changes), settings()))


def test_all_problems_come_at_once_and_in_order() -> None:
    data = case("bo")
    data["maal"] = [{**data["maal"][0], "id": f"m{n}"} for n in range(12)]
    for index in (10, 2, 0):
        data["maal"][index]["frist"] = "2026-02-30"
    change(data, "maal[2].omraade", "x")
    change(data, "barn.foedselsdato", "i går")
    change(data, "tilsyn[0].maal", GONE)
    change(data, "ansoegninger[0]", GONE)
    change(data, "sagsnummer", GONE)
    assert errors(validate(Sag(data), settings())) == [
        ("barn.foedselsdato", "format"), ("maal[0].frist", "format"), ("maal[2].frist", "format"),
        ("maal[2].omraade", "enum"), ("maal[10].frist", "format"), ("sagsnummer", "mangler")]


def test_a_wrong_field_does_not_hide_the_rules_about_others() -> None:
    problems = validate(sag("bo", {"tilsyn[0].brevdato": "2026-06-31", "maal[0].omraade": "x",
                                   "undersoegelser[0].afsluttet": "2025-08-01"}), settings())
    assert errors(problems) == [
        ("maal[0].omraade", "enum"), ("tilsyn[0].brevdato", "format"),
        ("undersoegelser[0].afsluttet", "slut-foer-start")]


def test_each_problem_comes_once() -> None:
    problem = validate(sag("bo", {"sagsnummer": GONE}), settings())[0]
    assert ordered([problem, problem]) == (problem,)


def test_a_problem_has_a_title_a_message_and_a_remedy_in_both_languages() -> None:
    (problem,) = refusing("bo", {"ansoegninger[1].arbejde.bruttoloen": "29.000"})
    assert problem.as_json() == {
        "path": "ansoegninger[1].arbejde.bruttoloen", "code": "type", "title": "Bruttoløn",
        "message": "Beløbet skal være et tal.",
        "remedy": "Skriv det uden citationstegn og uden tusindpunktum, med punktum foran øre: "
                  "645867 eller 645867.50.",
        "severity": "fejl"}
    english = problem.as_json("en")
    assert english["message"] == "The amount must be a number."
    assert english["title"] != "Bruttoløn"
    assert "645867" in english["remedy"]


def test_choices_types_and_limits_are_named_in_the_language_asked_for() -> None:
    changes = {"maal[0].omraade": 5, "sagsbehandler": [], "tilsyn[0].maal[0].status": "færdig",
               "ansoegninger[0].omfang.timer_pr_uge": 169}
    for problem in validate(sag("bo", changes), settings()):
        danish, english = problem.as_json("da"), problem.as_json("en")
        assert danish["message"] != english["message"]
        assert danish["remedy"] != english["remedy"]
    remedies = {p.path: p.remedy.in_language("en") for p in validate(sag("bo", changes), settings())}
    assert "delvist_naaet" in remedies["tilsyn[0].maal[0].status"]
    assert "168" in remedies["ansoegninger[0].omfang.timer_pr_uge"]
    assert "citationstegn" not in remedies["maal[0].omraade"]


def test_a_misspelled_field_gets_a_suggestion() -> None:
    (problem,) = refusing("bo", {"barn.diagnsoe": "x"})
    assert str(problem.remedy) == "Mente du diagnose?"
    (problem,) = refusing("bo", {"barn.xyz": "x"})
    assert "Mente du" not in str(problem.remedy)


def test_settings_have_their_own_place() -> None:
    wrong = {"art": "kommune", "navn": "X", "servicemaal": {"hoering_dage": 0}}
    problems = validate(sag("bo"), wrong)
    assert errors(problems) == [
        ("kommune.adresse", "mangler"), ("kommune.servicemaal.hoering_dage", "minimum")]
    assert errors(validate(sag("bo"), settings("nyborg"))) == []


@pytest.mark.parametrize("wrong", ["14", [], {"hoering_dage": "14"}, {"hoering_dage": 10**14}, None])
def test_wrong_settings_do_not_stop_the_rules(wrong: Any) -> None:
    local = settings("solbaek", {"servicemaal": wrong})
    found = errors(validate(sag("bo"), local))
    assert found
    assert all(path.startswith("kommune.servicemaal") for path, _ in found)
    assert set(found) <= set(errors(problems_of(sag("bo"), Job("tilsynsrapport", settings=local))))


def test_a_cases_own_settings_are_validated_with_it() -> None:
    own = {"kommune": settings("solbaek", {"telefon": "12"})}
    assert errors(validate(sag("bo", own))) == [("kommune.telefon", "format")]


def test_what_a_kind_needs_is_asked_of_its_own_event_alone() -> None:
    data = case("alma")
    change(data, "tilsyn[0].observationer", GONE)
    change(data, "tilsyn[1].vurdering", GONE)
    (problem,) = validate_for("tilsynsrapport", data, "tilsyn", [(0,)])
    assert (problem.path, problem.code) == ("tilsyn[0].observationer", "mangler")
    (problem,) = validate_for("tilsynsrapport", data, "tilsyn", [(1,)])
    assert (problem.path, problem.code) == ("tilsyn[1].vurdering", "mangler")
    assert str(problem.title) == "Kommunens vurdering"


def test_warnings_alone_are_not_refused() -> None:
    warnings = [p for p in validate(sag("alma"), settings()) if p.severity == "advarsel"]
    assert warnings
    refuse(warnings)
    (error,) = refusing("bo", {"sagsnummer": GONE})
    with pytest.raises(DataError) as refused:
        refuse([*warnings, error])
    assert len(refused.value.problems) == len(warnings) + 1


def test_paths_and_titles() -> None:
    assert path_text(("tilsyn", 0, "maal", 12, "status")) == "tilsyn[0].maal[12].status"
    assert path_text(()) == ""
    assert str(title_of("sag", ("tilsyn", 3, "maal", 0, "status"))) == "Status"
    assert str(title_of("sag", ("tilsyn", 3, "findes_ikke"))) == "Tilsyn"
    assert steps("tilsyn[0].maal[12].status") == ["tilsyn", 0, "maal", 12, "status"]


MARK = "Zorkel"
NUMBER = 918273645546372
WRONG = st.sampled_from([
    MARK, f"{MARK}\n", f"\u202e{MARK}", f"010120-{MARK}", f"https://{MARK}.dk", f"{{{MARK}}}",
    f"%s {MARK} {{0}}", str(NUMBER), NUMBER, -NUMBER, Decimal(f"{NUMBER}.5"), Decimal(f"0.{NUMBER}"),
    True, None, [], {}, [MARK], [[NUMBER]], {MARK: NUMBER}, {"navn": MARK},
    [{"id": MARK, "part": NUMBER}],
])


@cache
def fields(name: str) -> tuple[str, ...]:
    return tuple(places(case(name)))


@st.composite
def spoilt(draw: st.DrawFn) -> Sag:
    """A sample with up to three fields replaced, or added under a wrong name."""
    name = draw(st.sampled_from(NAMES))
    data = case(name)
    for path in draw(st.lists(st.sampled_from(fields(name)), min_size=1, max_size=3)):
        where = f"{path}.{MARK}" if draw(st.booleans()) and draw(st.booleans()) else path
        try:
            change(data, where, copy.deepcopy(draw(WRONG)))
        except (LookupError, TypeError):
            continue
    return Sag(data, "sag.json")


@profile(max_examples=250, deadline=None)
@given(spoilt(), st.sampled_from(["", *KINDS]))
def test_whatever_is_wrong_is_told_without_the_value(broken: Sag, kind: str) -> None:
    local = None if "kommune" in broken.data else settings()
    try:
        problems = problems_of(broken, Job(kind, settings=local))
    except PipelineError as error:
        problems = error.problems
    shown = json.dumps([p.as_json(language) for p in problems for language in ("da", "en")],
                       ensure_ascii=False)
    assert MARK not in shown
    assert str(NUMBER) not in shown
    assert not any(c in shown for c in "\u202e")


@profile(max_examples=60, deadline=None)
@given(spoilt())
def test_problems_are_the_same_each_time_and_in_order(broken: Sag) -> None:
    first = validate(broken, settings())
    assert first == validate(broken, settings()) == ordered(reversed(first))
