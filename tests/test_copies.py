"""Who gets which document: parties, co-authors, and copies with everybody's consent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from pipeline.copies import Copy, author_of, authors_of, copies
from pipeline.documents import KINDS

DAY = dt.date(2026, 3, 2)
MOR = {"id": "mor", "rolle": "foraelder", "foraeldremyndighed": True, "navn": "Ida Holm"}
FAR = {"id": "far", "rolle": "foraelder", "foraeldremyndighed": True, "navn": "Ole Holm"}
STED = {"id": "sted", "rolle": "foraelder", "foraeldremyndighed": False, "navn": "Per Dam"}
LEV = {"id": "lev", "rolle": "leverandoer", "navn": "Eva Lund"}


def who(kind: str, **lists: Any) -> list[tuple[str, tuple[str, ...], bool]]:
    case: Mapping[str, Any] = {"parter": [MOR, FAR, STED, LEV], "barn": {"navn": "Bo"}, **lists}
    (places, *_) = KINDS[kind].events(case)
    return [(copy.recipient, copy.authors, copy.til_orientering)
            for copy in copies(KINDS[kind], case, places, DAY)]


def consent(fra: str, **more: Any) -> dict[str, Any]:
    return {"fra": fra, "til": "lev", "dokumenter": ["revurdering"], "dato": "2026-01-01", **more}


BOTH = [("mor", (), False), ("far", (), False)]
REVIEW = {"brevdato": "2026-03-02", "kopi_til": ["lev"]}
LOST = {"brevdato": "2026-03-02", "ydelse": "tabt_arbejdsfortjeneste", "part": "sted"}


def test_each_custodial_parent_gets_a_letter() -> None:
    assert who("revurdering", revurderinger=[{"brevdato": "2026-03-02"}]) == BOTH


def test_a_decision_goes_to_whom_it_is_about_too() -> None:
    both = {"brevdato": "2026-03-02", "ydelse": "hjemmetraening"}
    assert who("afgoerelse", afgoerelser=[both, LOST]) == [*BOTH, ("sted", (), False)]


def test_decisions_of_one_date_make_one_letter_and_of_two_dates_two() -> None:
    first, second = {"brevdato": "2026-03-02"}, {"brevdato": "2026-04-02"}
    assert KINDS["afgoerelse"].events({"afgoerelser": [first, first, second]}) == [
        ((0,), (1,)), ((2,),)]


def test_an_ending_goes_to_whose_lost_earnings_end_too() -> None:
    assert who("ophoer", ophoer=[{"brevdato": "2026-03-02", "tabt": [{"part": "sted"}]}]) == [
        *BOTH, ("sted", (), False)]


def test_the_end_of_lost_earnings_alone_is_told_to_nobody_else() -> None:
    assert who("ophoer", ophoer=[{
        "brevdato": "2026-03-02", "ydelser": ["tabt_arbejdsfortjeneste"], "til_barnet": "Hej.",
        "tabt": [{"part": "far"}]}]) == [("far", (), False)]


def test_a_receipt_for_lost_earnings_goes_to_the_applicant_alone() -> None:
    assert who("kvitteringsbrev", ansoegninger=[{
        "art": "tabt_arbejdsfortjeneste", "ansoeger": "far",
        "kvittering": {"brevdato": "2026-03-02"}}]) == [("far", (), False)]


def test_what_parents_write_goes_to_the_kommune() -> None:
    assert who("ansoegning-hjemmetraening", ansoegninger=[
        {"art": "hjemmetraening", "ansoegere": ["mor", "far"]}]) == [
            ("kommune", ("mor", "far"), False)]
    assert who("evaluering", evalueringer=[{"forfattere": ["mor"]}]) == [("kommune", ("mor",), False)]


def test_what_a_provider_writes_goes_to_the_parents_too() -> None:
    assert who("tilbud", tilbud=[{"leverandoer": "lev"}]) == [
        ("kommune", ("lev",), False), ("mor", ("lev",), False), ("far", ("lev",), False)]


def test_a_parent_who_wrote_it_with_the_provider_needs_no_copy() -> None:
    assert who("evaluering", evalueringer=[{"forfattere": ["lev", "mor"]}]) == [
        ("kommune", ("lev", "mor"), False), ("far", ("lev", "mor"), False)]


def test_each_answer_to_a_hearing_is_its_authors_own() -> None:
    case = {"parter": [MOR, FAR], "hoeringer": [{"art": "rapport"}, {"art": "rapport", "svar": [
        {"part": "far"}, {"part": "mor"}]}]}
    kind = KINDS["hoeringssvar"]
    assert kind.events(case) == [((1, 0),), ((1, 1),)]
    assert [copy.authors for places in kind.events(case)
            for copy in copies(kind, case, places, DAY)] == [("far",), ("mor",)]


@pytest.mark.parametrize(("given", "copied"), [
    ([consent("mor"), consent("far")], True),
    ([consent("mor")], False),
    ([consent("mor"), consent("sted")], False),
    ([consent("mor"), consent("far", dato="2026-03-03")], False),
    ([consent("mor"), consent("far", dato="2026-03-02")], True),
    ([consent("mor"), consent("far", tilbagekaldt="2026-03-02")], False),
    ([consent("mor"), consent("far", tilbagekaldt="2026-03-03")], True),
    ([consent("mor"), consent("far", dokumenter=["afgoerelse"])], False),
    ([], False),
])
def test_a_copy_needs_every_custodial_parents_consent(given: Any, copied: bool) -> None:
    expected = [*BOTH, ("lev", (), True)] if copied else BOTH
    assert who("revurdering", revurderinger=[REVIEW], samtykker=given) == expected


def test_a_copy_is_read_by_the_parent_it_is_addressed_to_as_well() -> None:
    case = {"parter": [MOR, FAR, LEV], "barn": {}, "revurderinger": [REVIEW],
            "samtykker": [consent("mor"), consent("far")]}
    *_, last = copies(KINDS["revurdering"], case, ((0,),), DAY)
    assert last == Copy("lev", (), ("mor", "lev"), til_orientering=True)


def test_whose_letterhead() -> None:
    case = {"parter": [MOR, LEV]}
    assert [author_of(case, authors) for authors in ((), ("mor",), ("mor", "lev"), ("ung",))] == [
        "kommune", "foraelder", "leverandoer", "foraelder"]
    assert authors_of(KINDS["tilbud"], {"leverandoer": "lev"}) == ("lev",)


@pytest.mark.parametrize(("final", "copied"), [
    (None, False), ("2026-03-03", False), ("2026-03-02", True)])
def test_a_report_is_copied_to_others_only_when_it_is_final(final: str | None, copied: bool) -> None:
    visit = {"dato": "2026-02-10", "brevdato": "2026-02-12", "kopi_til": ["lev"],
             **({"endelig_brevdato": final} if final else {})}
    given = [consent(who_, dokumenter=["tilsynsrapport"]) for who_ in ("mor", "far")]
    expected = [*BOTH, ("lev", (), True)] if copied else BOTH
    assert who("tilsynsrapport", tilsyn=[visit], samtykker=given) == expected
