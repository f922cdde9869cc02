"""Headings: paths and titles, each meaning one field or refused with what would do."""

from __future__ import annotations

import pytest

from pipeline.batch.sheets.headings import CASE, OWN, Meant, Unclear, heading_of, meaning
from pipeline.danish.fields import fields, lists

EVERY = [(base, path) for base in ("", *lists()) for path in fields()
         if not base or path.startswith(f"{base}[].")]


@pytest.mark.parametrize(("heading", "path"), [
    ("Sagsnummer", "sagsnummer"), ("barn.navn", "barn.navn"), ("Barn: Navn", "barn.navn"),
    ("  barn :  NAVN *", "barn.navn"), ("Barnets navn", "barn.navn"),
    ("Sagsbehandlerens navn", "sagsbehandler.navn"), ("Sagsbehandlers telefon", "sagsbehandler.telefon"),
    ("Fødselsdato", "barn.foedselsdato"), ("Part 1: Navn", "parter[0].navn"),
    ("parter[0].navn", "parter[0].navn"), ("Parter 2: Adresse: By", "parter[1].adresse.by"),
    ("Part 2: Postnummer", "parter[1].adresse.postnr"), ("Afgørelse 1: Bilag", "afgoerelser[0].bilag"),
    ("Afgørelse 1: Bilag 2", "afgoerelser[0].bilag[1]"),
    ("afgoerelser[0].bilag[1]", "afgoerelser[0].bilag[1]"),
    ("Revurdering 12: Mål 3: Status", "revurderinger[11].maal[2].status"),
])
def test_a_heading_of_the_sheet_of_cases(heading: str, path: str) -> None:
    found = meaning(heading, "")
    assert isinstance(found, Meant)
    assert found.path == path


@pytest.mark.parametrize(("base", "heading", "path"), [
    ("parter", "Navn", "navn"), ("parter", "parter[].navn", "navn"), ("parter", "Vej og nummer",
                                                                      "adresse.vej"),
    ("parter", "Sagsnummer", CASE), ("afgoerelser", "Afgørelse nr.", OWN),
    ("afgoerelser[].elementer", "Afgørelse nr", "#0"), ("afgoerelser[].elementer", "Mål", "maal"),
    ("hoeringer[].svar[].punkter", "Høringssvar nr.", "#1"), ("tilbud[].budget.linjer", "Hvad", "hvad"),
    ("hoeringer", "Høringssvar", "svar"), ("maal", "Mål", "titel"),
])
def test_a_heading_of_a_lists_sheet(base: str, heading: str, path: str) -> None:
    found = meaning(heading, base)
    assert isinstance(found, Meant)
    assert found.path == path


def test_there_are_fields_to_look_at() -> None:
    assert len(EVERY) > 900


def test_every_fields_own_heading_and_path_mean_that_field() -> None:
    for base, path in EVERY:
        field = fields()[path]
        inside = path[len(base) + 3:] if base else path
        count = inside.count("[]") - field.many
        wanted = Meant(inside.removesuffix("[]").replace("[]", "[0]"), path)
        assert meaning(heading_of(field, base, (0,) * count), base) == wanted
        if field.form != "ingen":
            assert meaning(wanted.path, base) == wanted


def test_a_heading_with_two_meanings_is_refused_with_both() -> None:
    assert meaning("Navn", "") == Unclear(
        ("Kommune: Navn", "Sagsbehandler: Navn", "Barn: Navn"), ambiguous=True)


@pytest.mark.parametrize(("heading", "suggestion"), [
    ("Fødseldato", "Barn: Fødselsdato"), ("Part 1 Navn", "Part 1: Navn"), ("Part 2: Nvn",
                                                                           "Part 2: Navn")])
def test_a_slip_gets_a_suggestion(heading: str, suggestion: str) -> None:
    assert meaning(heading, "") == Unclear((suggestion,))


@pytest.mark.parametrize("heading", ["", "Mia Bæk", "parter.navn", "parter[].navn", "Part: Navn",
                                     "barn.[0]",
                                     "Part 0: Navn", "Part 12345: Navn", "skema", "Barn 1: Navn"])
def test_what_means_nothing(heading: str) -> None:
    assert isinstance(meaning(heading, ""), Unclear)


def test_sheets_have_titles_of_their_own_that_fit() -> None:
    titles = [own.title for own in lists().values()]
    assert len(set(titles)) == len(titles) > 40
    assert max(map(len, titles)) <= 31
    assert not any(set(title) & set("[]:*?/\\") for title in titles)
