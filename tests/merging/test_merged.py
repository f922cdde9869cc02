"""A case with what was accepted: exact, in order, validated, and the same when it is done again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from pipeline.errors import DataError, UsageError
from pipeline.merging.difference import difference
from pipeline.merging.merged import accepted, merged
from pipeline.merging.writing import as_json
from pipeline.sag import Sag, parse_sag, read_sag
from pipeline.validation import validate
from tests.cases import GONE, NAMES, SAMPLES, case
from tests.merging.sending import sent, without

DAY = dt.date(2026, 5, 4)
OF_KOMMUNE = ("kvittering", "forsinkelse", "noteret", "modtaget", "kanal")


def taken(mine: Any, incoming: Any, *accept: str, received: dt.date | None = None) -> dict[str, Any]:
    after = merged(mine, incoming, accepted(difference(mine, incoming), accept), DAY, received)
    return after if "kilder" in mine else {
        key: value for key, value in after.items() if key != "kilder"}


@pytest.mark.parametrize(("name", "kind", "lists"), [
    ("karla", "tilbud", ("tilbud",)),
    ("karla", "evaluering", ("evalueringer",)),
    ("oskar", "evaluering", ("evalueringer",)),
    ("thea", "ansoegning-tabt-arbejdsfortjeneste", ("ansoegninger",)),
    ("liv", "ansoegning-udgifter", ("ansoegninger",)),
])
def test_what_was_taken_out_comes_back_with_the_document(
        name: str, kind: str, lists: tuple[str, ...]) -> None:
    """The case before the event and the document about it are the case after it."""
    data = case(name)
    for application in data.get("ansoegninger", ())[-1:]:
        for field in OF_KOMMUNE:
            application.pop(field, None)
    mine = without(data, *lists)
    data.pop("kilder", None)
    mine.pop("kilder", None)
    assert taken(mine, sent(data, kind), "nye") == data


def test_a_providers_offer_brings_goals_plan_and_budget() -> None:
    data = case("karla")
    first = data["tilbud"][0]
    incoming = sent(data, "tilbud", nr=1)
    mine = {**data, "tilbud": [], "maal": [], "parter": [
        each for each in data["parter"] if each["id"] != "lev"]}
    mine = {key: value for key, value in mine.items() if key in (
        "skema", "sagsnummer", "barn", "parter", "maal", "tilbud")}
    after = taken(mine, incoming, "nye")
    assert after["tilbud"] == [first]
    assert {goal["id"] for goal in after["maal"]} >= set(first["maal"])
    assert after["parter"][-1]["virksomhed"] == data["parter"][2]["virksomhed"]


def test_an_event_stands_where_its_date_says() -> None:
    data = case("karla")
    mine = {**data, "evalueringer": data["evalueringer"][1:]}
    after = taken(mine, sent(data, "evaluering", nr=1), "nye")
    assert [each["brevdato"] for each in after["evalueringer"]] == [
        each["brevdato"] for each in data["evalueringer"]]


def test_a_contradiction_is_taken_only_by_its_path() -> None:
    incoming = sent(case("thea"), "ansoegning-hjemmetraening")
    mine = case("thea", {"parter[0].kontakt.telefon": "65 00 00 77",
                         "parter[0].kontakt.email": "ny@example.dk"})
    assert taken(mine, incoming, "nye") == mine
    after = taken(mine, incoming, "parter[mor].kontakt.telefon")
    assert after["parter"][0]["kontakt"] == {"telefon": "65 00 00 26", "email": "ny@example.dk"}
    assert taken(mine, incoming, "alle") == case("thea")


def test_no_goes_before_yes() -> None:
    incoming = sent(case("thea"), "ansoegning-hjemmetraening")
    mine = case("thea", {"parter[0].kontakt.telefon": "65 00 00 77", "maal[1].frist": "2025-05-01"})
    chosen = accepted(difference(mine, incoming), ["alle"], ["parter"])
    assert [each.place for each in chosen] == ["maal[staa1].frist"]


def test_a_path_without_a_difference_is_a_slip_of_the_pen() -> None:
    mine = case("thea", {"maal[1].frist": "2025-05-01"})
    with pytest.raises(UsageError):
        accepted(difference(mine, sent(case("thea"), "ansoegning-hjemmetraening")), ["maal[staa2]"])


def test_a_protected_address_survives_whatever_is_accepted() -> None:
    data = case("villads")
    for kind in ("revurdering", "partshoering"):
        incoming = sent(case("villads", {"barn.diagnose": "En anden diagnose."}), kind, to="far")
        after = taken(data, incoming, "alle")
        assert after == {**data, "barn": {**data["barn"], "diagnose": "En anden diagnose."}}
        assert after["parter"][0]["adresse"] == data["parter"][0]["adresse"]


def test_what_they_could_not_see_of_a_list_cannot_be_overwritten_by_what_they_saw() -> None:
    """The father sees only his own line of what is to change; he cannot put it in place of all."""
    data = case("saga")
    event = next(each for each in data["revurderinger"]
                 if any("part" in line for line in each.get("aendringer", ())))
    line = next(line for line in event["aendringer"] if "part" in line)
    other = next(each["id"] for each in data["parter"]
                 if each["rolle"] == "foraelder" and each["id"] != line["part"])
    incoming = sent(data, "revurdering", to=other)
    theirs = incoming.sag["revurderinger"][-1]
    assert len(theirs.get("aendringer", ())) < len(event["aendringer"])
    theirs["aendringer"] = [{"hvad": "Noget helt andet.", "hvorfor": "Derfor."}]
    (change,) = difference(data, incoming)
    assert change.locked
    assert not change.can_be_taken
    assert taken(data, incoming, "alle") == data


def test_the_day_it_came_is_written_in_a_new_application_when_somebody_says_it() -> None:
    data = case("thea")
    mine = without(data, "ansoegninger")
    incoming = sent(data, "ansoegning-tabt-arbejdsfortjeneste")
    place = "ansoegninger[2024-03-04,tabt_arbejdsfortjeneste,sted]"
    after = taken(mine, incoming, "nye", received=dt.date(2024, 3, 7))
    assert after["ansoegninger"][-1]["modtaget"] == "2024-03-07"
    assert "modtaget" not in taken(mine, incoming, "nye")["ansoegninger"][-1]
    assert taken(mine, incoming, place)["ansoegninger"][-1]["modtaget"] == "2024-03-05"


def test_the_result_may_not_be_worse_than_the_case_was() -> None:
    """An offer without the goals it names would leave them hanging."""
    data = case("karla")
    mine = {**data, "tilbud": [], "maal": data["maal"][1:]}
    offer = next(each.place for each in difference(mine, sent(data, "tilbud", nr=1))
                 if each.place.startswith("tilbud"))
    before = {each.code for each in validate(Sag(mine)) if each.severity == "fejl"}
    bare = {key: value for key, value in mine.items() if key in (
        "skema", "sagsnummer", "barn", "parter")}
    with pytest.raises(DataError) as refused:
        taken(bare, sent(data, "tilbud", nr=1), offer)
    assert "maal-findes-ikke" in {each.code for each in refused.value.problems}
    assert "maal-findes-ikke" in before


def test_what_belongs_to_something_that_was_not_taken_is_refused() -> None:
    data = case("thea")
    mine = without(data, "ansoegninger")
    incoming = sent(data, "ansoegning-tabt-arbejdsfortjeneste")
    with pytest.raises(DataError) as refused:
        taken(mine, incoming, "ansoegninger[2024-03-04,tabt_arbejdsfortjeneste,sted].modtaget")
    assert [each.code for each in refused.value.problems] == ["hoerer-til-andet"]


def test_a_new_field_stands_where_the_schema_has_it() -> None:
    data = case("thea")
    mine = case("thea", {"barn.diagnose": GONE, "parter[0].kontakt": GONE})
    after = taken(mine, sent(data, "ansoegning-hjemmetraening"), "nye")
    assert as_json(after) == as_json(data)


def test_the_case_that_was_given_is_not_changed() -> None:
    mine = case("thea", {"barn.diagnose": GONE})
    incoming = sent(case("thea"), "ansoegning-hjemmetraening")
    before = as_json(mine)
    taken(mine, incoming, "alle")
    assert as_json(mine) == before


def test_a_source_says_which_file_when_from_whom_how_sure_and_what() -> None:
    data = case("karla")
    mine, incoming = without(data, "evalueringer"), sent(data, "evaluering")
    changes = accepted(difference(mine, incoming), ["nye"])
    after = merged(mine, incoming, changes, DAY, by="Mette Ravnholt")
    source = after["kilder"][-1]
    event = data["evalueringer"][-1]
    assert source == {
        "fil": "evaluering.pdf", "fingeraftryk": incoming.digest, "dato": "2026-05-04",
        "fra": event["forfattere"], "dokument": "evaluering", "bevis": "bevist",
        "flettet_af": "Mette Ravnholt",
        "felter": [f"evalueringer[{event['brevdato']},{'+'.join(sorted(event['forfattere']))}]"]}
    assert not [each for each in validate(Sag(after)) if each.severity == "fejl"]
    assert list(after)[-1] == "breve_sendt_til"


def test_the_same_file_again_changes_nothing() -> None:
    data = case("karla")
    mine, incoming = without(data, "evalueringer"), sent(data, "evaluering")
    changes = accepted(difference(mine, incoming), ["nye"])
    once = merged(mine, incoming, changes, DAY)
    again = accepted(difference(once, incoming), ["alle"])
    assert again == ()
    assert merged(once, incoming, again, dt.date(2026, 6, 1)) == once


def test_more_of_the_same_file_is_told_at_its_source() -> None:
    mine = case("thea", {"parter[0].kontakt.telefon": "65 00 00 77", "maal[1].frist": "2025-05-01"})
    incoming = sent(case("thea"), "ansoegning-hjemmetraening")
    for path in ("maal[staa1].frist", "parter[mor].kontakt.telefon"):
        changes = accepted(difference(mine, incoming), [path])
        mine = merged(mine, incoming, changes, DAY)
    (source,) = mine["kilder"]
    assert source["felter"] == ["maal[staa1].frist", "parter[mor].kontakt.telefon"]


def test_sources_are_the_kommunes_alone() -> None:
    data = case("karla")
    assert data["kilder"]
    for kind, to in (("afgoerelse", "mor"), ("evaluering", "kommune"), ("tilbud", "kommune")):
        assert "kilder" not in sent(data, kind, to=to).sag


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_written_as_it_was_read(name: str) -> None:
    path = next((SAMPLES / "sager").glob(f"{name}.json"))
    assert as_json(read_sag(path).data) == path.read_bytes()


def test_numbers_keep_every_figure_and_nothing_else_is_lost() -> None:
    value = {"a": Decimal("645867.50"), "b": Decimal("0.1"), "c": [], "d": {}, "e": "\ud800 \u2028 æ",
             "f": [True, None, -3], "g": "linje\nto"}
    assert parse_sag(as_json(value)).data == value
    assert b"645867.50" in as_json(value)
