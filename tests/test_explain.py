"""The trail of a letter: every figure with rule, inputs and source, and nobody's words."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from pipeline.explain import Step, figures, trail
from pipeline.facts import Fact
from pipeline.letters import checked, prepared
from tests.conftest import job_for, sample, sample_kinds


def steps(name: str, kind: str) -> list[Step]:
    sag = sample(name)
    job = job_for(sag, kind)
    case, settings, _ = checked(sag, job)
    return [step for letter in prepared(case, settings, job) for step in trail(letter)]


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_every_step_has_a_rule_and_a_source_and_no_persons_data(name: str, kind: str) -> None:
    found = steps(name, kind)
    assert len(found) > 5
    data = sample(name).data
    told = json.dumps([step.as_json() for step in found], ensure_ascii=False)
    for step in found:
        assert step.kilde
        assert step.regel.startswith("facts.")
    for person in (data["barn"], *data["parter"]):
        assert person["navn"] not in told
        assert str(person.get("cpr", "–")) not in told
        assert str((person.get("adresse") or {}).get("vej", "–")) not in told


def test_a_date_a_figure_and_a_statute_are_all_there() -> None:
    found = {step.navn: step for step in steps("alma-to-hjem", "revurdering")}
    assert isinstance(found["frist.revurdering"].vaerdi, dt.date)
    assert found["frist.revurdering"].regel == "facts.deadlines.next_reevaluation"
    assert "§" in found["hjemmel.hjemmetraening"].vaerdi
    assert found["sats.udgifter_maksimum.beloeb"].vaerdi == 740000
    assert found["sats.udgifter_maksimum.beloeb"].kilde == "Opdigtet sats til eksemplet"


def test_words_are_shown_only_where_they_belong_to_a_calculation() -> None:
    fact = Fact("beregning", {"trin": [
        {"navn": "Ydelse", "regnestykke": "100 kr. × 2", "beloeb": Decimal(200), "kilde": "metoden"}],
        "note": "Alma er syg"}, "afgørelsen")
    assert dict(figures(fact)) == {
        "beregning.trin[0].navn": "Ydelse", "beregning.trin[0].regnestykke": "100 kr. × 2",
        "beregning.trin[0].beloeb": Decimal(200), "beregning.trin[0].kilde": "metoden"}
    assert list(figures(Fact("diagnose", "autisme", "sagen"))) == []
    assert list(figures(Fact("brev.udkast", True, "tilsynet"))) == []
