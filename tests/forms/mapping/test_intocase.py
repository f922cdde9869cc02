"""The goals of a form for anybody: one that the case has by its title, and one that is new."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from pipeline.errors import DataError
from pipeline.forms.blank import made
from pipeline.forms.blank.plan import Plan
from pipeline.forms.blank.targets import target
from pipeline.forms.fields import Field
from pipeline.forms.mapping.intocase import into_case
from tests.conftest import sample


def filled(answers: dict[str, Any]) -> tuple[Plan, dict[str, Field], Any]:
    """The form for anybody with these answers, as it would be read."""
    plan, form, mapping = made.described(Plan("ansoegning-udgifter"))
    fields = {one.name: replace(one, value=answers.get(one.name))
              for question in form.questions for one in target(question)}
    assert set(answers) <= set(fields)
    return plan, fields, mapping


def told(case: Any, titles: tuple[str, ...], ticked: str) -> dict[str, Any]:
    cost = "ansoegninger.0.udgifter.0"
    return {
        "barn.navn": case["barn"]["navn"], "barn.cpr": case["barn"]["cpr"].replace("-", ""),
        **{f"maal.{nr}.titel": title for nr, title in enumerate(titles)},
        f"{cost}.hvad": "Trehjulet cykel", f"{cost}.maal.{ticked}": True}


def test_goals_keep_the_cases_ids_and_new_ones_get_their_own() -> None:
    case = copy.deepcopy(dict(sample("liv-uden-leverandoer").data))
    known = case["maal"][0]
    case["maal"].append({**known, "id": "maal1", "titel": "Et helt andet mål"})
    plan, fields, mapping = filled(told(case, ("Cykle til skole", known["titel"]), "maal2"))
    found = into_case(fields, mapping, case, plan).data
    assert found["maal"][:len(case["maal"])] == case["maal"]
    (added,) = found["maal"][len(case["maal"]):]
    assert added["titel"] == "Cykle til skole"
    assert added["id"] not in {goal["id"] for goal in case["maal"]}
    assert found["ansoegninger"][-1]["udgifter"][0]["maal"] == [known["id"]]


def test_a_goal_nobody_has_written_is_not_one_of_the_cases() -> None:
    """Ticked by its number on the form alone: it is none that the case happens to call so."""
    case = copy.deepcopy(dict(sample("liv-uden-leverandoer").data))
    case["maal"].append({**case["maal"][0], "id": "maal3", "titel": "Et helt andet mål"})
    plan, fields, mapping = filled(told(case, (), "maal3"))
    (cited,) = into_case(fields, mapping, case, plan).data["ansoegninger"][-1]["udgifter"][0]["maal"]
    assert cited not in {goal["id"] for goal in case["maal"]}


def test_the_case_is_never_changed_itself() -> None:
    case = sample("liv-uden-leverandoer").data
    before = copy.deepcopy(case)
    plan, fields, mapping = filled(told(case, ("Cykle til skole",), "maal1"))
    into_case(fields, mapping, case, plan)
    with pytest.raises(DataError):
        into_case({**fields, "barn.cpr": replace(fields["barn.cpr"], value="0101204000")}, mapping, case,
                  plan)
    assert case == before
