"""What came in the kommune's own document is not judged by whoever has it."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.sag import Sag
from pipeline.validation import validate
from tests.cases import case

PLACES = ["afgoerelser[2024-09-20,hjemmetraening]", "afgoerelser[2024-09-20,udgifter]"]


def provider(sources: list[dict[str, Any]], **lists: Any) -> dict[str, Any]:
    """A case as a provider has it: decisions without the applications and examinations behind them."""
    data = case("karla")
    decisions = [each for each in data["afgoerelser"] if each["brevdato"] == "2024-09-20"
                 and each["ydelse"] != "tabt_arbejdsfortjeneste"]
    kept = {key: data[key] for key in ("skema", "sagsnummer", "barn", "parter", "maal")}
    return {**kept, "afgoerelser": decisions, "kilder": sources, **lists}


def source(**changed: Any) -> dict[str, Any]:
    return {"fil": "afgoerelse.pdf", "fingeraftryk": "0" * 64, "dato": "2024-09-21", "fra": ["kommune"],
            "bevis": "bevist", "felter": PLACES, **changed}


def grave(data: dict[str, Any]) -> set[str]:
    return {each.code for each in validate(Sag(data)) if each.severity == "fejl"}


def test_a_decision_from_the_kommune_may_name_what_its_reader_has_not_seen() -> None:
    assert grave(provider([source()])) == set()


@pytest.mark.parametrize("sources", [
    [], [source(fra=["lev"])], [source(fra=["kommune", "lev"])],
    [source(felter=["tilbud[2024-08-26,lev]"])]])
def test_anything_else_is_judged_as_ever(sources: list[dict[str, Any]]) -> None:
    assert "ansoegning-findes-ikke" in grave(provider(sources))


def test_what_the_holder_wrote_is_judged() -> None:
    data = provider([source()], tilbud=case("karla")["tilbud"])
    data["tilbud"][0]["maal"] = ["findesikke"]
    assert grave(data) == {"maal-findes-ikke"}


def test_the_order_of_events_holds_for_everybody() -> None:
    data = provider([source()])
    data["afgoerelser"] = [{**data["afgoerelser"][0], "brevdato": "2025-01-10"}, *data["afgoerelser"]]
    assert "raekkefoelge" in grave(data)
