"""A difference as people read it, and what nobody vouches for."""

from __future__ import annotations

from dataclasses import replace

from pipeline.merging.difference import difference
from pipeline.merging.merged import accepted
from pipeline.merging.shown import lines
from pipeline.merging.unseen import by_identity, names
from tests.cases import case
from tests.merging.sending import sent, without


def test_both_values_of_a_contradiction_are_shown_whole_in_either_language() -> None:
    mine = case("thea", {"ansoegninger[0].begrundelse": "Kort."})
    (change,) = difference(mine, sent(case("thea"), "ansoegning-hjemmetraening"))
    said = list(lines(change, "da"))
    assert said[0].startswith(
        "forskellig: ansoegninger[2024-02-05,hjemmetraening,forlaengelse].begrundelse")
    assert "    i sagen: Kort." in said
    assert " ".join(" ".join(said).split()).endswith(
        case("thea")["ansoegninger"][0]["begrundelse"])
    assert all(len(line) <= 100 for line in said[1:])


def test_a_new_event_is_shown_field_by_field() -> None:
    data = case("thea")
    mine = without(data, "ansoegninger")
    new = difference(mine, sent(data, "ansoegning-tabt-arbejdsfortjeneste"))[0]
    said = list(lines(new, "da"))
    assert "    Timer om ugen: 2,5" in said
    assert "      Bruttoløn: 31450" in said
    assert any(line.strip() == "Arbejdsgiver: Solbæk Autoværksted" for line in said)


def test_letters_that_move_the_cursor_are_not_printed() -> None:
    data = case("thea")
    incoming = sent(data, "ansoegning-hjemmetraening")
    incoming.sag["barn"]["diagnose"] = "Ny\x1b[2J\u202ediagnose"
    (change,) = difference(data, incoming)
    assert all(char.isprintable() for line in lines(change, "da") for char in line)


def test_what_stands_on_no_page_is_said_and_is_not_among_what_is_simply_new() -> None:
    data = case("thea")
    mine = without(data, "ansoegninger")
    incoming = sent(data, "ansoegning-tabt-arbejdsfortjeneste")
    places = tuple(place for place, _ in names(incoming.sag) if place.startswith("ansoegninger"))
    new = difference(mine, replace(incoming, beside=places))
    application = next(each for each in new if each.place.endswith("sted]"))
    assert application.off_the_page
    assert application not in accepted(new, ["nye"])
    assert application in accepted(new, ["alle"])
    assert any("står ikke på siderne" in line for line in lines(application, "da"))
    partly = difference(mine, replace(incoming, beside=(places[1],)))
    application = next(each for each in partly if each.place.endswith("sted]"))
    assert not application.contradicts
    assert len(application.unseen) == 1
    assert any(line.strip().startswith("Står ikke på siderne") for line in lines(application, "da"))


def test_places_are_told_by_identity() -> None:
    data = case("thea")
    assert by_identity(data, ("maal[1].frist", "ansoegninger[0].bilag[0]", "barn.bor_hos[1]")) == {
        "maal[staa1].frist", "ansoegninger[2024-02-05,hjemmetraening,forlaengelse].bilag[0]",
        "barn.bor_hos[1]"}
    assert by_identity(data, ()) == frozenset()


def test_english_uses_the_catalogs_words_and_a_point() -> None:
    data = case("thea")
    new = difference(without(data, "ansoegninger"), sent(data, "ansoegning-tabt-arbejdsfortjeneste"))[0]
    assert any(line.strip().endswith(": 2.5") for line in lines(new, "en"))
