"""A form for one reader: what they may see stands in it, and nothing of what they may not."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from typing import Any

import pypdfium2
import pytest

from pipeline.errors import UsageError
from pipeline.forms.blank import made
from pipeline.forms.blank.asked import FORAELDER
from pipeline.forms.blank.kinds import filled_in_by
from pipeline.forms.blank.plan import Plan
from pipeline.forms.blank.prefill import For, planned, values
from pipeline.forms.blank.sending import sent_to
from pipeline.forms.inspect import inspect
from pipeline.forms.mapping.intocase import into_case
from pipeline.forms.mapping.tocase import every_problem, read
from tests.conftest import sample, settings

DAY = dt.date(2026, 9, 1)
PARENTS = filled_in_by(FORAELDER)


def made_for(name: str, kind: str, reader: str, **more: Any) -> tuple[Plan, Mapping[str, Any], bytes]:
    plan, seen = planned(Plan(kind), For(sample(name).data, reader, DAY, **more))
    _, form, mapping = made.described(plan)
    found = values(form, mapping, seen)
    return plan, found, made.pdf(plan, found)


def everything(data: bytes) -> str:
    """All that can be read of a form: its pages with its fields, and what it carries."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    for page in document:
        page.flatten()
    found = "".join(page.get_textpage().get_text_bounded() for page in document)
    found += "".join(bytes(document.get_attachment(nr).get_data()).decode()
                     for nr in range(document.count_attachments()))
    document.close()
    return found


@pytest.mark.parametrize("kind", PARENTS)
def test_what_is_known_need_not_be_written_again(kind: str) -> None:
    _, found, data = made_for("liv-uden-leverandoer", kind, "mor")
    case = sample("liv-uden-leverandoer").data
    assert found["barn.navn"] == case["barn"]["navn"]
    assert found["sagsnummer"] == case["sagsnummer"]
    assert found["parter.0.navn"] == "Maja Havgaard"
    assert found["parter.0.foraeldremyndighed"] == "ja"
    assert ("barn.foedselsdato" in found) == ("barn.cpr" not in found)
    assert {name: one.value for name, one in inspect(data).fields.items() if one.value} == found


@pytest.mark.parametrize("kind", PARENTS)
def test_a_protected_address_is_in_no_form_for_the_other(kind: str) -> None:
    case = sample("villads-beskyttet-adresse").data
    guarded = next(party for party in case["parter"] if party["id"] == "mor")
    _, _, data = made_for("villads-beskyttet-adresse", kind, "far")
    text = everything(data)
    assert "Villads" in text
    for secret in (guarded["adresse"]["vej"], guarded["cpr"][-4:], *guarded.get("kontakt", {}).values()):
        assert secret not in text


def test_nobody_is_asked_where_the_other_parent_lives() -> None:
    _, form, _ = made.described(planned(
        Plan("ansoegning-hjemmetraening"), For(sample("villads-beskyttet-adresse").data, "far", DAY))[0])
    parties = {each.name.split(".")[1] for each in form.questions if each.name.startswith("parter.")}
    assert len(parties) == 1
    signers = {each.name.split(".")[3] for each in form.questions if ".underskrifter." in each.name}
    assert len(signers) == 2


def test_a_parents_pay_is_not_in_the_form_of_the_other() -> None:
    case = copy.deepcopy(sample("liv-uden-leverandoer").data)
    pay = next(event["arbejde"]["bruttoloen"] for event in case["ansoegninger"]
               if event["art"] == "tabt_arbejdsfortjeneste" and event["ansoeger"] == "mor")
    _, _, data = made_for("liv-uden-leverandoer", "ansoegning-tabt-arbejdsfortjeneste", "far")
    assert str(pay) not in everything(data).replace(".", "")


def test_goals_that_hold_are_listed_and_can_be_chosen() -> None:
    plan, _, data = made_for("liv-uden-leverandoer", "ansoegning-udgifter", "mor")
    known = [goal.id for goal in plan.goals if goal.known]
    ended = {goal["id"] for goal in sample("liv-uden-leverandoer").data["maal"] if "udgaar" in goal}
    assert known
    assert ended
    assert not ended & set(known)
    assert {f"ansoegninger.{plan.event}.udgifter.0.maal.{goal}" for goal in known} <= set(
        inspect(data).fields)


def test_the_answers_land_in_the_case_they_belong_to() -> None:
    """Read into its case a form adds an application, and changes nothing else."""
    case = sample("liv-uden-leverandoer").data
    plan, found, _ = made_for("liv-uden-leverandoer", "ansoegning-udgifter", "mor")
    _, _, mapping = made.described(plan)
    own = f"ansoegninger.{plan.event}"
    filled = made.pdf(plan, {
        **found, f"{own}.variant": "dokumentation", f"{own}.ansoegere.mor": True,
        f"{own}.brevdato": "01-09-2026", f"{own}.periode.fra": "01-02-2026",
        "udgifter.0.hvad": "Billedkort", "udgifter.0.dato": "31-12-2026", "udgifter.0.art": "redskab",
        "udgifter.0.beloeb": "120,50"})
    sag = read(inspect(filled).fields, mapping, case)
    assert sag.data["ansoegninger"][:-1] == case["ansoegninger"]
    assert sag.data["ansoegninger"][-1] == {
        "art": "udgifter", "variant": "dokumentation", "ansoegere": ["mor"], "brevdato": "2026-09-01",
        "periode": {"fra": "2026-02-01"}}
    assert sag.data["udgifter"][:-1] == case["udgifter"]
    assert sag.data["udgifter"][-1]["hvad"] == "Billedkort"
    unchanged = {key for key in case if key not in ("ansoegninger", "udgifter")}
    assert {key: sag.data[key] for key in unchanged} == {key: case[key] for key in unchanged}
    assert [each.path for each in every_problem(sag, whole=True) if each.severity == "fejl"] == []


@pytest.mark.parametrize("nr", [1, 2])
def test_what_is_answered_stands_in_the_form(nr: int) -> None:
    asked = sample("liv-uden-leverandoer").data["hoeringer"][nr - 1]
    plan, found, _ = made_for("liv-uden-leverandoer", "hoeringssvar", "mor", nr=nr)
    year, month, day = asked["brevdato"].split("-")
    assert plan.event == nr - 1
    assert found[f"hoeringer.{nr - 1}.brevdato"] == f"{day}-{month}-{year}"
    assert found[f"hoeringer.{nr - 1}.art"] == asked["art"]


def test_a_form_answers_the_hearing_that_is_asked_for() -> None:
    case = sample("liv-uden-leverandoer").data
    plan, found, _ = made_for("liv-uden-leverandoer", "hoeringssvar", "mor", nr=1)
    answer = f"hoeringer.0.svar.{plan.inner}.tekst"
    _, _, mapping = made.described(plan)
    read_back = read(inspect(made.pdf(plan, {**found, answer: "Mit svar."})).fields, mapping, case).data
    assert read_back["hoeringer"][1:] == case["hoeringer"][1:]
    assert read_back["hoeringer"][0]["svar"] == [
        *case["hoeringer"][0].get("svar", []), {"tekst": "Mit svar.", "part": "mor"}]


@pytest.mark.parametrize(("kind", "reader", "more", "code"), [
    ("hoeringssvar", "onkel", {}, "ukendt-foraelder"),
    ("hoeringssvar", "sofie", {}, "ukendt-foraelder"),
    ("hoeringssvar", "mor", {"nr": 99}, "ingen-haendelse"),
    ("ansoegning-udgifter", "mor", {"nr": 1}, "svarer-ikke"),
    ("hoeringssvar", "ung", {"nr": 1}, "ung-ikke-hoert"),
    ("ansoegning-udgifter", "ung", {}, "ung-er-ikke-part"),
    ("ansoegning-hjemmetraening", "ung", {}, "ung-er-ikke-part"),
    ("evaluering", "ung", {}, "ung-er-ikke-part"),
    ("evaluering", "onkel", {}, "ukendt-udfylder"),
    ("tilbud", "mor", {}, "ukendt-udfylder"),
])
def test_who_or_what_is_not_there_is_said(
        kind: str, reader: str, more: dict[str, Any], code: str) -> None:
    with pytest.raises(UsageError) as refused:
        planned(Plan(kind), For(sample("liv-uden-leverandoer").data, reader, DAY, **more))
    assert [each.code for each in refused.value.problems] == [code]


def test_a_parent_is_not_asked_about_what_is_the_others_alone() -> None:
    case = sample("liv-uden-leverandoer").data
    nr, owner = next((nr, event["part"]) for nr, event in enumerate(case["hoeringer"], 1)
                     if event.get("ydelse") == "tabt_arbejdsfortjeneste")
    other = "far" if owner == "mor" else "mor"
    with pytest.raises(UsageError) as refused:
        planned(Plan("hoeringssvar"), For(case, other, DAY, nr))
    assert [each.code for each in refused.value.problems] == ["ikke-part"]


def test_the_form_says_where_it_is_sent() -> None:
    plan = sent_to(Plan("hoeringssvar"), settings())
    text = everything(made.pdf(plan))
    assert "Solbæk Kommune, Børn, Unge og Familie, Rådhusgangen 1, 5999 Solbæk" in " ".join(text.split())
    assert "65 00 00 10" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_young_person_answers_a_hearing_of_their_own() -> None:
    """With the child's name, and nothing asked of a parent; the answer is the young person's."""
    case = sample("august-snart-voksen").data
    plan, found, data = made_for("august-snart-voksen", "hoeringssvar", "ung", nr=2)
    _, form, mapping = made.described(plan)
    assert [each.id for each in plan.people] == ["ung"]
    assert not [each.name for each in form.questions if each.name.startswith("parter")]
    assert "Du, der svarer" not in [each.title for each in form.sections]
    assert found["barn.navn"] == case["barn"]["navn"]
    fields = {**found, f"hoeringer.1.svar.{plan.inner}.tekst": "Jeg vil gerne selv bestemme hvornår."}
    back = into_case(inspect(made.pdf(plan, fields)).fields, mapping, case, plan)
    assert back.data["hoeringer"][1]["svar"][-1] == {
        "tekst": "Jeg vil gerne selv bestemme hvornår.", "part": "ung"}
    assert back.data["parter"] == case["parter"]
    hidden = [party["cpr"][-4:] for party in case["parter"] if "cpr" in party]
    assert hidden
    assert not [number for number in hidden if number in everything(data)]
