"""The providers' forms: the offer, and the evaluation that begins with the offer's own goals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline import Job, Sag, produce
from pipeline.forms.blank import made
from pipeline.forms.blank.asked import FORAELDER, LEVERANDOER
from pipeline.forms.blank.kinds import filled_in_by
from pipeline.forms.blank.plan import Named, Plan, from_json
from pipeline.forms.fill import fill
from tests.cases import case, settings
from tests.forms.blank.test_prefill import everything
from tests.forms.blank.test_way import KOMMUNE, OSKAR, run

EVENT = "evalueringer.0"
WRITTEN: Mapping[str, str] = {
    "periode.fra": "01-10-2024", "status": "Oskar går længere.", "indsats": "16 timer om ugen.",
    "dokumentation": "Logbog", "barnets_syn.tekst": "Han peger på »klub«.",
    "barnets_syn.hvordan": "Samtale med tavlen", "brevdato": "01-04-2025"}
GOALS = {goal["id"]: goal["titel"] for goal in case("oskar-to-love")["maal"]}


@pytest.fixture(scope="module")
def offer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's offer, as the kommune and the provider have it."""
    path = tmp_path_factory.mktemp("tilbud") / "tilbud.pdf"
    letters = produce(Sag(case("oskar-to-love")), Job("tilbud", settings=settings(), formats=("pdf",)))
    path.write_bytes(next(each.files["pdf"] for each in letters if each.stem.endswith("-kommune")))
    return path


def filled(blank: Path, values: Mapping[str, Any]) -> Path:
    done = fill(blank.read_bytes(), values)
    assert done.report.whole, done.report.problems
    target = blank.with_stem("udfyldt")
    target.write_bytes(done.pdf)
    return target


def begun(offer: Path, reader: str, target: Path) -> dict[str, Any]:
    """A form for an evaluation that begins with an offer."""
    done = run("forms", "blank", "evaluering", "--case", offer, "--for", reader, "--date", "2025-04-01",
               "--out", target, "--json")
    assert done.exception is None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_an_evaluation_from_an_offer_asks_goal_by_goal(offer: Path, tmp_path: Path) -> None:
    blank, target = tmp_path / "blanket.pdf", tmp_path / "sag.json"
    begun(offer, "lev", blank)
    text = " ".join(everything(blank.read_bytes()).split())
    for goal in case("oskar-to-love")["tilbud"][-1]["maal"]:
        assert f": {GOALS[goal]}" in text
    place = [goal["id"] for goal in case("oskar-to-love")["maal"]].index("tavle1")
    form = filled(blank, {
        **{f"{EVENT}.{name}": said for name, said in WRITTEN.items()}, f"{EVENT}.forfattere.lev": True,
        f"{EVENT}.maal.{place}.status": "naaet", f"{EVENT}.maal.{place}.vurdering": "Ti på en time.",
        f"{EVENT}.maal.{place}.vaerdi": "10", f"{EVENT}.maal.{place}.naeste": "Tre ord."})
    assert run("forms", "read", form, "--case", OSKAR, "--out", target).exception is None
    before, after = json.loads(OSKAR.read_text()), json.loads(target.read_text())
    found = after["evalueringer"].pop()
    assert found["maal"] == [{"maal": "tavle1", "status": "naaet", "vaerdi": 10, "naeste": "Tre ord.",
                              "vurdering": "Ti på en time."}]
    assert found["forfattere"] == ["lev"]
    assert after == before


def test_a_goal_that_begins_now_is_told_of_and_not_judged(offer: Path, tmp_path: Path) -> None:
    blank = tmp_path / "blanket.pdf"
    begun(offer, "lev", blank)
    _, form, _ = made.described(Plan("evaluering", goals=(Named("a1", 0, "Gå", known=True),)))
    asked = {each.name for each in form.questions}
    assert f"{EVENT}.maal.0.status" in asked
    assert f"{EVENT}.maal.1.status" not in asked
    assert {"maal.1.titel", "maal.2.titel"} <= asked
    assert "maal.0.titel" not in asked


def test_each_known_goal_must_be_told_of() -> None:
    goals = tuple(Named(name, nr, "Gå", known=True) for nr, name in enumerate(("a1", "b1", "c1")))
    _, form, _ = made.described(Plan("evaluering", goals=goals))
    assert [each.required for each in form.questions if each.name.endswith(".status")
            and ".maal." in each.name] == [True] * 3


@pytest.mark.parametrize("kind", filled_in_by(LEVERANDOER))
def test_a_providers_form_tells_nothing_they_may_not_know(kind: str, tmp_path: Path) -> None:
    blank, data = tmp_path / "blanket.pdf", case("oskar-to-love")
    done = run("forms", "blank", kind, "--case", OSKAR, "--for", "lev", "--date", "2025-11-01",
               "--out", blank, *KOMMUNE)
    assert done.exception is None
    text = everything(blank.read_bytes())
    assert "Legeværk Solbæk" in text
    assert "23-05-2012" in text
    hidden = [data["barn"]["cpr"][-4:]]
    for party in data["parter"]:
        if party["rolle"] == FORAELDER:
            hidden += [party["cpr"], party["kontakt"]["telefon"], party["adresse"]["vej"]]
    pay = [str(each["beregning"]["bruttoloen"]) for each in data["afgoerelser"] if "beregning" in each]
    assert pay
    assert [each for each in (*hidden, *pay) if each in text] == []


def test_a_form_for_anybody_finds_the_provider_the_case_knows(tmp_path: Path) -> None:
    """By the CVR number; the goal by its words."""
    blank, target = tmp_path / "blanket.pdf", tmp_path / "sag.json"
    run("forms", "blank", "evaluering", "--out", blank)
    form = filled(blank, {
        "barn.navn": "Oskar Hvilsted Thorn", "barn.foedselsdato": "23-05-2012",
        "sagsnummer": "22/14873", "parter.0.virksomhed": "Legeværk Solbæk", "parter.0.cvr": "99001208",
        "parter.0.navn": "Ditte Varming", f"{EVENT}.forfattere.leverandoer1": True,
        **{f"{EVENT}.{name}": said for name, said in WRITTEN.items()},
        "maal.0.titel": GOALS["ven1"], f"{EVENT}.maal.0.status": "i_gang",
        f"{EVENT}.maal.0.vurdering": "To om ugen."})
    run("forms", "read", form, "--case", OSKAR, "--out", target)
    found = json.loads(target.read_text())
    assert [party["id"] for party in found["parter"]] == ["mor", "far", "lev", "noah"]
    assert found["evalueringer"][-1]["forfattere"] == ["lev"]
    assert found["evalueringer"][-1]["maal"] == [
        {"maal": "ven1", "status": "i_gang", "vurdering": "To om ugen."}]


def test_a_document_without_data_begins_nothing(tmp_path: Path) -> None:
    blank = tmp_path / "blanket.pdf"
    (tmp_path / "print.pdf").write_bytes(made.pdf(Plan("hoeringssvar")))
    done = run("forms", "blank", "evaluering", "--case", tmp_path / "print.pdf", "--for", "lev",
               "--out", blank)
    assert done.exception is not None
    assert not blank.exists()


def test_people_are_called_by_their_role() -> None:
    plan, form, _ = made.described(Plan("evaluering"))
    assert [(each.id, each.role) for each in plan.people] == [
        ("leverandoer1", LEVERANDOER), ("foraelder1", FORAELDER), ("foraelder2", FORAELDER)]
    authors = next(each for each in form.questions if each.name == f"{EVENT}.forfattere")
    assert [each.label for each in authors.choices] == ["Leverandør", "Forælder 1", "Forælder 2"]
    assert [each.id for each in made.described(Plan("tilbud"))[0].people] == ["leverandoer1"]


def test_a_plan_of_before_there_were_roles_is_read() -> None:
    """Forms that were sent out earlier come back."""
    old = made.described(Plan("hoeringssvar"))[0].as_json()
    for each in (*old["people"], *old["goals"]):
        del each["role"]
    assert from_json(old).people[0].role == FORAELDER
    with pytest.raises(ValueError, match=r"^$"):
        from_json({**old, "people": [{**old["people"][0], "role": "kommune"}]})


def test_codes_say_who_can_fill_in_an_offer(tmp_path: Path) -> None:
    done = run("forms", "blank", "tilbud", "--case", OSKAR, "--for", "mor", "--out",
               tmp_path / "blanket.pdf", *KOMMUNE)
    assert [each.code for each in done.exception.problems] == ["ukendt-udfylder"]  # type: ignore[union-attr]
