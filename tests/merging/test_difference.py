"""What another's document says that our case does not, and what is none of its business."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.errors import DataError
from pipeline.merging.difference import Change, difference
from tests.cases import GONE, NAMES, case, change
from tests.merging.sending import every_letter, sent, without


def found(mine: Any, incoming: Any) -> dict[str, Change]:
    return {each.place: each for each in difference(mine, incoming)}


@pytest.mark.parametrize("name", NAMES)
def test_a_documents_own_case_learns_nothing_from_it(name: str) -> None:
    """Whatever a reader could not see, and whatever was otherwise on that day, is no difference."""
    count = 0
    for data, incoming in every_letter(name):
        assert [each.place for each in difference(data, incoming)] == []
        count += 1
    assert count > 3


def test_an_application_is_new_as_a_whole() -> None:
    data = case("bo")
    application = data["ansoegninger"][0]
    incoming = sent(data, "ansoegning-hjemmetraening")
    mine = {**data, "ansoegninger": data["ansoegninger"][1:]}
    place = f"ansoegninger[{application['brevdato']},hjemmetraening,{application['variant']}]"
    changes = found(mine, incoming)
    assert changes[place].art == "ny"
    assert changes[place].own
    assert not changes[place].contradicts
    assert changes[place].new["begrundelse"] == application["begrundelse"]


def test_what_the_kommune_writes_in_an_application_is_not_the_parents_to_say() -> None:
    """It comes by itself, beside the application."""
    data = case("thea")
    mine = {**data, "ansoegninger": data["ansoegninger"][1:]}
    changes = difference(mine, sent(data, "ansoegning-hjemmetraening"))
    (day,) = (each for each in changes if each.place.endswith(".modtaget"))
    assert (day.own, day.contradicts) == (False, True)
    assert all("modtaget" not in each.new for each in changes if isinstance(each.new, dict))


def test_a_field_that_is_another_is_a_contradiction_at_its_own_place() -> None:
    data = case("thea")
    incoming = sent(data, "ansoegning-hjemmetraening")
    mine = case("thea", {"parter[0].kontakt.telefon": "65 00 00 77", "maal[1].frist": "2025-05-01"})
    changes = found(mine, incoming)
    assert set(changes) == {"parter[mor].kontakt.telefon", "maal[staa1].frist"}
    telephone = changes["parter[mor].kontakt.telefon"]
    assert (telephone.art, telephone.old, telephone.new) == ("aendret", "65 00 00 77", "65 00 00 26")
    assert telephone.contradicts
    assert telephone.title.danish == "Telefon"


def test_the_order_of_a_list_with_identities_does_not_count() -> None:
    data = case("thea")
    mine = {**data, "maal": data["maal"][::-1], "parter": data["parter"][::-1]}
    assert found(mine, sent(data, "ansoegning-hjemmetraening")) == {}


def test_what_the_sender_could_have_seen_and_does_not_have_is_told_and_never_taken() -> None:
    data = case("thea")
    incoming = sent(data, "ansoegning-hjemmetraening")
    mine = case("thea", {"maal[3]": {**data["maal"][0], "id": "nyt1", "titel": "Noget andet."}})
    (change,) = difference(mine, incoming)
    assert (change.place, change.art, change.can_be_taken) == ("maal[nyt1]", "mangler_der", False)


def test_an_address_that_the_sender_may_not_see_is_neither_missing_nor_another() -> None:
    """Villads's father sees of the mother's address only that it is protected."""
    data = case("villads")
    for kind in ("revurdering", "partshoering"):
        incoming = sent(data, kind, to="far")
        assert incoming.sag["parter"][0]["adresse"] == {"beskyttet": True}
        assert found(data, incoming) == {}


def test_a_sign_of_protection_never_comes_along_with_somebody_new() -> None:
    data = case("villads")
    mine = {**data, "parter": data["parter"][1:]}
    incoming = replace(sent(data, "revurdering", to="far"), readers=())
    new = found(mine, incoming)["parter[mor]"].new
    assert "adresse" not in new
    assert "kontakt" not in new


def test_a_decision_is_not_a_parents_to_say() -> None:
    data = case("thea")
    incoming = sent(data, "ansoegning-hjemmetraening")
    incoming.sag["afgoerelser"][1]["timer_pr_uge"] = 37
    mine = without(data, "afgoerelser")
    changes = found(data, incoming)
    assert changes["afgoerelser[2024-04-16,hjemmetraening].timer_pr_uge"].contradicts
    assert all(not each.own for each in difference(mine, incoming)
               if each.place.startswith("afgoerelser"))


def test_whether_an_address_is_protected_is_the_kommunes_to_say() -> None:
    data = case("thea")
    incoming = sent(data, "ansoegning-hjemmetraening")
    mine = case("thea", {"parter[0].beskyttelse": GONE})
    changes = found(mine, incoming)
    assert [each.contradicts for place, each in changes.items() if "beskyttelse" in place] == [True]


def test_a_new_parent_comes_without_word_on_protection_unless_somebody_says_so() -> None:
    data = case("alma")
    mine = {**data, "parter": [each for each in data["parter"] if each["id"] != "far"]}
    incoming = replace(sent(data, "ansoegning-hjemmetraening"), readers=())
    incoming.sag["parter"][1]["beskyttelse"] = {"status": "ingen", "kontrolleret": "2026-01-01"}
    changes = found(mine, incoming)
    assert "beskyttelse" not in changes["parter[far]"].new
    assert not changes["parter[far].beskyttelse"].own


def test_a_letter_of_an_earlier_day_does_not_bring_back_a_goals_earlier_wording() -> None:
    data = case("karla")
    goal = next(each for each in data["maal"] if each.get("historik"))
    incoming = sent(data, "tilbud", nr=1)
    theirs = next(each for each in incoming.sag["maal"] if each["id"] == goal["id"])
    assert theirs["titel"] != goal["titel"] or theirs["frist"] != goal["frist"] or (
        theirs["oensket"] != goal["oensket"])
    assert found(data, incoming) == {}


def test_numbers_are_compared_as_numbers_and_yes_is_not_one() -> None:
    data = case("thea")
    incoming = sent(data, "ansoegning-tabt-arbejdsfortjeneste")
    change(incoming.sag, "ansoegninger[0].hjemmeundervisning_timer", False)
    assert list(found(data, incoming)) == [
        "ansoegninger[2024-03-04,tabt_arbejdsfortjeneste,sted].hjemmeundervisning_timer"]


@pytest.mark.parametrize("changes", [
    {"barn.cpr": "030417-4940"}, {"barn.cpr": GONE, "barn.foedselsdato": "2017-04-03"}])
def test_another_childs_document_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(DataError) as refused:
        difference(case("thea", changes), sent(case("thea"), "ansoegning-hjemmetraening"))
    assert [each.code for each in refused.value.problems] == ["andet-barn"]


def test_another_number_is_another_case_unless_the_child_is_surely_the_same() -> None:
    incoming = sent(case("thea", {"sagsnummer": "ny"}), "ansoegning-hjemmetraening")
    assert found(case("thea"), incoming) == {}
    with pytest.raises(DataError) as refused:
        difference(case("thea", {"barn.cpr": GONE, "barn.navn": "En Anden",
                                 "barn.foedselsdato": "2017-04-02"}), incoming)
    assert [each.code for each in refused.value.problems] == ["anden-sag"]
