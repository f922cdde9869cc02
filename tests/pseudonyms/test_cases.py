"""A case as its pseudonym tells the same story, and nothing of anybody's."""

from __future__ import annotations

import copy
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import Sag, produce, schemas
from pipeline.errors import DataError
from pipeline.formats import cpr_birth_date, cpr_checksum_holds
from pipeline.law import NEW_LAW
from pipeline.letters import Job, makeable, problems_of
from pipeline.pseudonyms.cases import Move, Rewriter
from pipeline.pseudonyms.drawn import Forbidden, Key
from pipeline.pseudonyms.moved import move_of
from pipeline.pseudonyms.sets import Pseudonyms, forbidden
from pipeline.pseudonyms.treatments import DATE, OPEN, kind_of, leaves, secrets
from tests import conftest
from tests.conftest import job_for, sample, sample_names

KEY = Key(b"en hemmelighed til proeverne")
MOVE = Move(days=14, factor=Decimal("0.9"))
WHOLE = ("alma-to-hjem", "elias-gammel-lov", "isak-aendring", "bo-kun-det-noedvendige")


@cache
def schema() -> Mapping[str, Any]:
    return schemas.resolved("sag")


def rewritten(case: Mapping[str, Any], move: Move = MOVE, key: Key = KEY) -> dict[str, Any]:
    return Rewriter(case, schema(), key, Forbidden.of(secrets(case, schema()))).made(move)


def texts(case: Any) -> Iterator[str]:
    """Every text of a case that is not one of the schema's own words or a date."""
    for _, value, of in leaves(case, schema()):
        if isinstance(value, str) and kind_of(of) not in (OPEN, DATE, "id", "enhed"):
            yield value


def told(made: Any) -> str:
    """All texts, without what every stand-in of its kind has."""
    return re.sub("example.dk| kommune", "", "\0".join(texts(made)).casefold())


@pytest.mark.parametrize("name", sample_names())
def test_no_text_of_a_sample_is_in_its_pseudonym(name: str) -> None:
    case = sample(name).data
    made = rewritten(case)
    said = {value for value in texts(case) if len(value) >= 4}
    assert len(said) > 20
    words = told(made)
    assert [value for value in said if value.casefold() in words] == []


def test_the_search_would_find_one() -> None:
    case = sample("alma-to-hjem").data
    made = {**rewritten(case), "sagsnummer": case["sagsnummer"]}
    assert case["sagsnummer"].casefold() in told(made)


@pytest.mark.parametrize("name", sample_names())
def test_everything_is_as_many_and_of_the_same_kind(name: str) -> None:
    case = {key: value for key, value in sample(name).data.items() if key != "kilder"}
    before, after = ({path: (value, of) for path, value, of in leaves(one, schema())
                      if path[-1] != "skabelonmappe"} for one in (case, rewritten(case)))
    assert list(before) == list(after)
    for path, (value, of) in before.items():
        assert type(after[path][0]) in {type(value), Decimal, int}, path
        if kind_of(of) == OPEN:
            assert after[path][0] == value, path
        if kind_of(of) == "ord":
            assert len(after[path][0]) == len(value), path
            assert after[path][0].count("\n") == value.count("\n"), path


@pytest.mark.parametrize("name", sample_names())
def test_a_sample_is_as_valid_as_it_was(name: str) -> None:
    sag = sample(name)
    settings = None if "kommune" in sag.data else conftest.settings()
    made = Sag(rewritten(sag.data, Move()))
    assert errors(made, settings) == errors(sag, settings)
    assert makeable(made) == makeable(sag)


def errors(sag: Sag, settings: Any = None) -> list[tuple[str, str]]:
    return sorted((problem.path, problem.code) for problem in problems_of(
        sag, Job("", settings=settings)) if problem.severity == "fejl")


@cache
def shared(name: str) -> Sag:
    sag = sample(name)
    settings = None if "kommune" in sag.data else conftest.settings()
    return Sag(Pseudonyms(KEY, forbidden([sag]), settings).of(sag))


def built(sag: Sag, like: Sag, kind: str) -> list[Any]:
    """Each letter's kind, reader by place among the parties, files and rows, cells and headings."""
    order = [party["id"] for party in sag.data["parter"]]
    job = job_for(like, kind, formats=("docx",))
    found = []
    for letter in produce(sag, job):
        with zipfile.ZipFile(io.BytesIO(letter.files["docx"])) as archive:
            xml = archive.read("word/document.xml").decode()
        counts = [len(re.findall(rf"<{tag}[ >]", xml)) for tag in ("w:tbl", "w:tr", "w:tc")]
        headings = len(re.findall(r'w:pStyle w:val="(?:Heading|Overskrift)', xml))
        reader = order.index(letter.recipient) if letter.recipient in order else letter.recipient
        found.append((letter.kind, reader, counts, headings, letter.awaits_approval))
    return found


@pytest.mark.parametrize("name", WHOLE)
def test_its_letters_are_built_as_they_were(name: str) -> None:
    sag, made = sample(name), shared(name)
    kinds = makeable(sag)
    assert makeable(made) == kinds
    for kind in kinds:
        assert built(made, sag, kind) == built(sag, sag, kind), kind


@pytest.mark.parametrize("name", WHOLE)
def test_its_dates_and_amounts_are_others(name: str) -> None:
    case, made = sample(name).data, shared(name).data
    moved = {path: value for path, value, of in leaves(made, schema()) if kind_of(of) == DATE}
    scaled = {path: value for path, value, of in leaves(made, schema()) if kind_of(of) == "kroner"}
    for path, value, of in leaves(case, schema()):
        if kind_of(of) == DATE and path[0] not in ("kommune", "kilder"):
            assert moved[path] != value, path
            if path[-1] in ("brevdato", "dato", "modtaget"):
                assert (moved[path] >= NEW_LAW.isoformat()) == (value >= NEW_LAW.isoformat()), path
    factors = {round(Decimal(scaled[path]) / value, 2) for path, value, of in leaves(case, schema())
               if kind_of(of) == "kroner" and path[0] != "kommune" and value}
    assert factors - {Decimal(1)} != set() or not factors


def test_two_runs_of_one_key_agree_and_another_key_does_not() -> None:
    case = sample("alma-to-hjem").data
    assert rewritten(case) == rewritten(copy.deepcopy(dict(case)))
    other = rewritten(case, key=Key(b"en anden hemmelighed, saa"))
    assert other["barn"]["navn"] != rewritten(case)["barn"]["navn"]
    assert other["sagsnummer"] != rewritten(case)["sagsnummer"]


def test_the_same_person_is_the_same_in_every_case_and_keeps_the_family_name() -> None:
    one, other = (copy.deepcopy(dict(sample(name).data)) for name in WHOLE[:2])
    one["sagsbehandler"] = {"navn": "Ærlig  Østergård"}
    other["sagsbehandler"] = {"navn": "ærlig østergård"}
    one["barn"]["navn"] = "Søren Østergård"
    made, another = rewritten(one), rewritten(other)
    assert made["sagsbehandler"]["navn"] == another["sagsbehandler"]["navn"]
    assert made["sagsbehandler"]["navn"].split()[-1] == made["barn"]["navn"].split()[-1]


def test_nobody_in_a_case_shares_a_name() -> None:
    case = copy.deepcopy(dict(sample("alma-to-hjem").data))
    case["parter"] = [{**case["parter"][0], "id": f"p{n}", "navn": f"Fornavn{n} Efternavn"}
                      for n in range(30)]
    names = [party["navn"] for party in rewritten(case)["parter"]]
    assert len(set(names)) == 30


@pytest.mark.parametrize(("number", "woman"), [
    ("010203-4562", True), ("0102034561", False), ("610203 4561", False), ("311299-1112", True)])
def test_a_number_keeps_sex_form_and_the_way_to_the_birth_date(number: str, woman: bool) -> None:
    case = {"barn": {"navn": "Kim", "cpr": number}}
    made = rewritten(case, Move(days=20))["barn"]["cpr"]
    assert re.sub(r"\d", "0", made) == re.sub(r"\d", "0", number)
    born, moved = cpr_birth_date(number), cpr_birth_date(made)
    assert born is not None
    assert moved is not None
    assert (moved - born).days == 20
    assert (int(made[-1]) % 2 == 0) is woman
    assert (int(made[0]) >= 6) is (int(number[0]) >= 6)
    assert not cpr_checksum_holds(made)
    assert made[-4:] != number[-4:]


@pytest.mark.parametrize(("day", "months", "to"), [
    ("2025-01-31", 1, "2025-02-28"), ("2025-02-28", 1, "2025-03-31"), ("2025-03-01", -1, "2025-02-01"),
    ("2024-12-31", 2, "2025-02-28"), ("2025-01-30", 3, "2025-04-30"), ("2025-06-15", -6, "2024-12-15")])
def test_months_keep_the_ends_of_months(day: str, months: int, to: str) -> None:
    assert Move(months=months).date(day) == to


def test_public_figures_stay_and_sums_are_exact() -> None:
    move = Move(factor=Decimal("0.87"), public=frozenset({Decimal(706600)}))
    amounts = [12_345, 67, Decimal("100.00"), 1]
    assert move.money(706600) == 706600
    assert sum(map(move.money, amounts)) == Decimal("0.87") * sum(amounts)
    assert move.money(0) == 0
    assert isinstance(move.money(100), int)


BROKEN: tuple[tuple[str, Any], ...] = (
    ("barn.cpr", "ikke et nummer"), ("barn.cpr", "320115-1234"), ("barn.navn", ""),
    ("barn.navn", 12345678), ("barn.navn", "x" * 201), ("barn.navn", "to\nlinjer"),
    ("barn.navn", "skjult\u202etegn"), ("barn.diagnose", "y" * 20_001),
    ("barn.bor_hos", ["findes ikke"]),
    ("barn.bor_hos", ["findesikke"]), ("barn.adresse.postnr", "0000"), ("barn.adresse.postnr", 5999),
    ("barn.foedselsdato", "i går"), ("barn.foedselsdato", "1700-01-01"),
    ("barn.digital_post", "hemmeligt ord"), ("barn.ukendt felt", "hemmeligt ord"),
    ("barn.Ærlig Østergård", {"cpr": "010203-4562"}), ("barn.navn", None), ("barn.navn", {"a": "bcde"}),
    ("barn.navn", ["Alma"]), ("barn.tilbud", "hemmeligt ord"), ("parter", "hemmeligt ord"),
    ("sagsnummer", 1234567890), ("skema", "hemmeligt ord"), ("breve_sendt_til", 20250101),
    ("sagsbehandler.telefon", "ring til Kim"), ("sagsbehandler.email", "kim uden snabel"))


@pytest.mark.parametrize(("place", "value"), BROKEN)
def test_what_is_wrong_stays_wrong_and_tells_nothing(place: str, value: Any) -> None:
    case = copy.deepcopy(dict(sample("alma-to-hjem").data))
    *above, last = place.split(".")
    holder: Any = case
    for name in above:
        holder = holder[name]
    holder[last] = value
    made = rewritten(case, Move())
    settings = None if "kommune" in case else conftest.settings()
    before, after = (errors(Sag(one), settings) for one in (case, made))
    assert before
    assert {code for _, code in before} == {code for _, code in after}
    whole = json.dumps(made, ensure_ascii=False, default=str)
    for secret in ("hemmeligt", "findes", "Østergård", "1234567890", "12345678", "010203", "Kim", "1700",
                   "skjult", "linjer", "i går"):
        assert secret not in whole


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "S")), min_size=1,
                max_size=80).filter(str.strip)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_stands_in_a_case_is_not_in_its_pseudonym(data: st.DataObject) -> None:
    case = copy.deepcopy(dict(sample("isak-aendring").data))
    places = [path for path, value, of in leaves(case, schema())
              if isinstance(value, str) and kind_of(of) in ("ord", "person", "vej", "virksomhed", "by")]
    material = st.sampled_from(("Kildemose", "Åse Kildemose", "der blev", "Åbrink", "Løbende",
                                "Sneglehuset", "Egernsvinget 9", "koordinator", "example"))
    for path in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=12, unique=True)):
        holder: Any = case
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = data.draw(words | material)
    made = rewritten(case)
    words_made = told(made)
    assert [value for value in texts(case) if len(value) >= 4 and re.search(r"\w", value)
            and value.casefold() in words_made] == []
    before, after = (errors(Sag(one)) for one in (case, rewritten(case, Move())))
    assert before == after


def test_a_case_whose_letters_would_change_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.pseudonyms.moved.Story.told_by", lambda *_: False)
    sag = sample("isak-aendring")
    rewriter = Rewriter(sag.data, schema(), KEY, Forbidden.of(()))
    assert move_of(sag.data, None, schema(), KEY, rewriter.made) is None
    with pytest.raises(DataError) as refused:
        Pseudonyms(KEY, Forbidden.of(())).of(sag)
    assert [problem.code for problem in refused.value.problems] == ["pseudonym-umulig"]
