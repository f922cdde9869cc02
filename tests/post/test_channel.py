"""Digital Post or paper: by what the case says of the recipient, and paper where it says nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from pipeline.errors import Text
from pipeline.post.channel import REASONS, channel
from tests.cases import GONE, case, settings

DAY = dt.date(2026, 7, 1)
DIGITAL = settings(changes={"digital_post.ukendt": "digital_post"})


def way(who: str, changes: dict[str, Any] | None = None, *, kind: str = "afgoerelse",
        day: dt.date = DAY, by: Any = None) -> tuple[str | None, str]:
    found = channel(case("karla", changes), who, kind, day, settings() if by is None else by)
    return found.channel, found.reason


@pytest.mark.parametrize(("stated", "expected"), [
    ("tilmeldt", ("digital_post", "tilmeldt")),
    ("fritaget", ("brev", "fritaget")),
    ("ukendt", ("brev", "ukendt")),
    (GONE, ("brev", "ukendt")),
])
def test_a_citizen_goes_by_what_the_case_says(stated: Any, expected: tuple[str, str]) -> None:
    assert way("mor", {"parter[0].digital_post": stated}) == expected


@pytest.mark.parametrize("by", [{}, {"digital_post": {}}, {"digital_post": {"ukendt": "brev"}}])
def test_what_nobody_knows_is_paper(by: dict[str, Any]) -> None:
    assert way("mor", {"parter[0].digital_post": GONE}, by=by) == ("brev", "ukendt")


def test_a_kommune_may_trust_that_nobody_it_does_not_know_of_is_exempt() -> None:
    assert way("mor", {"parter[0].digital_post": GONE}, by=DIGITAL) == ("digital_post", "ukendt")
    assert way("far", by=DIGITAL) == ("brev", "fritaget")


@pytest.mark.parametrize("number", [GONE, "721087-1358"])
def test_without_a_number_of_their_own_nobody_is_reached(number: Any) -> None:
    changes = {"parter[0].digital_post": GONE, "parter[0].cpr": number}
    assert way("mor", changes, by=DIGITAL) == ("brev", "uden-nummer")


@pytest.mark.parametrize(("changes", "expected"), [
    ({}, ("digital_post", "virksomhed")),
    ({"parter[2].cvr": GONE}, ("brev", "uden-nummer")),
    ({"parter[2].digital_post": "fritaget"}, ("brev", "fritaget")),
])
def test_a_provider_goes_by_its_cvr_number(
    changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert way("lev", changes) == expected


@pytest.mark.parametrize(("day", "expected"), [
    (dt.date(2033, 3, 13), ("brev", "for-ung")),
    (dt.date(2033, 3, 14), ("digital_post", "tilmeldt")),
])
@pytest.mark.parametrize("born", ["cpr", "foedselsdato"])
def test_the_young_have_a_mailbox_from_their_fifteenth_birthday(
    day: dt.date, expected: tuple[str, str], born: str
) -> None:
    changes = {"barn.digital_post": "tilmeldt", f"barn.{born}": GONE}
    assert way("ung", changes, day=day) == expected


def test_the_young_may_be_exempt() -> None:
    day = dt.date(2034, 1, 1)
    assert way("ung", {"barn.digital_post": "fritaget"}, day=day) == ("brev", "fritaget")


@pytest.mark.parametrize(("who", "kind", "reason"), [
    ("kommune", "evaluering", "til-kommunen"),
    ("mor", "evaluering", "ikke-fra-kommunen"),
    ("mor", "tilbud", "ikke-fra-kommunen"),
])
def test_what_the_kommune_does_not_send_goes_nowhere(who: str, kind: str, reason: str) -> None:
    assert way(who, kind=kind) == (None, reason)


def test_a_recipient_is_somebody_in_the_case() -> None:
    with pytest.raises(LookupError):
        way("bedstefar")


def test_every_reason_is_told_in_words() -> None:
    assert all(isinstance(words, Text) and words.danish.endswith(".") for words in REASONS.values())
    seen = {way(who, changes, kind=kind, by=by)[1] for who, changes, kind, by in (
        ("mor", {}, "afgoerelse", None), ("far", {}, "afgoerelse", None),
        ("lev", {}, "afgoerelse", None), ("ung", {}, "afgoerelse", None),
        ("lev", {"parter[2].cvr": GONE}, "afgoerelse", None), ("mor", {}, "tilbud", None),
        ("mor", {"parter[0].digital_post": GONE}, "afgoerelse", None),
        ("kommune", {}, "tilbud", None))}
    assert seen | {"ikke-godkendt"} == set(REASONS)
