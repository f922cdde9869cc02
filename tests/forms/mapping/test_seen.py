"""What of a case goes into a form: what its reader may see, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.errors import DataError, UsageError
from pipeline.forms.mapping.paths import parse
from pipeline.forms.mapping.seen import PROTECTED, Seen, seen
from pipeline.letters import Job
from tests.cases import sag, settings

DAY = dt.date(2026, 9, 1)


def view(name: str, kind: str, who: str | None = None, date: dt.date | None = None) -> Seen:
    return seen(sag(name), Job(kind, settings=settings(), date=date), who)


def at(found: Seen, path: str) -> object:
    parsed = parse(path)
    assert parsed is not None
    return found.at(parsed)


def test_the_documents_own_event_is_the_newest_of_its_kind() -> None:
    found = view("karla", "ansoegning-udgifter")
    assert at(found, "ansoegninger[-1].art") == "udgifter"
    assert at(found, "ansoegninger[+].variant") == "ansoegning"
    assert at(found, "ansoegninger[-1].udgifter[0].hvad") == "Vejledning hjemme, 8 besøg på 4 timer"
    assert len(at(found, "ansoegninger[-1].udgifter[].hvad")) == 11  # type: ignore[arg-type]
    assert at(found, "ansoegninger[-1].udgifter[99].hvad") is None


def test_an_answer_within_a_hearing() -> None:
    found = view("karla", "hoeringssvar")
    assert isinstance(at(found, "hoeringer[-1].brevdato"), dt.date)
    assert at(found, "hoeringer[-1].svar[-1].part") == at(found, "hoeringer[+].svar[+].part")
    assert at(found, "hoeringer[-1].svar[-1].part") in ("mor", "far", "ung")


def test_people_are_found_by_what_they_are() -> None:
    found = view("karla", "ansoegning-udgifter")
    assert at(found, "parter[rolle=foraelder].id") == "mor"
    assert at(found, "parter[rolle=foraelder][1].id") == "far"
    assert at(found, "parter[rolle=foraelder][9].id") is None
    assert at(found, "parter[id=ingen].navn") is None


def test_what_is_protected_is_not_in_it() -> None:
    """The other parent's address is known to that parent and the kommune alone."""
    case = sag("villads")
    hidden = next(each for each in case.data["parter"] if each["beskyttelse"]["status"] == "beskyttet")
    other = next(each["id"] for each in case.data["parter"]
                 if each["rolle"] == "foraelder" and each["id"] != hidden["id"])
    found = view("villads", "ansoegning-udgifter", other, DAY)
    assert at(found, f"parter[id={hidden['id']}].adresse.vej") is PROTECTED
    assert at(found, f"parter[id={hidden['id']}].cpr") is None
    assert hidden["adresse"]["vej"] not in str(found.context)
    own = view("villads", "ansoegning-udgifter", hidden["id"], DAY)
    assert at(own, f"parter[id={hidden['id']}].adresse.vej") == hidden["adresse"]["vej"]


def test_before_there_is_an_event_somebody_must_be_named() -> None:
    with pytest.raises(UsageError) as error:
        view("alma", "ansoegning-udgifter", date=DAY)
    assert [each.code for each in error.value.problems] == ["vaelg-laeser"]
    with pytest.raises(UsageError):
        view("alma", "ansoegning-udgifter", "hvem", DAY)
    with pytest.raises(UsageError) as error:
        view("alma", "ansoegning-udgifter", "mor")
    assert [each.code for each in error.value.problems] == ["dato-mangler"]
    found = view("alma", "ansoegning-udgifter", "mor", DAY)
    assert at(found, "barn.navn")
    assert at(found, "ansoegninger[-1].variant") is None
    assert found.author == "foraelder"
    assert view("alma", "ansoegning-udgifter", "kommune", DAY).author == "kommune"


def test_a_letter_to_several_is_for_one_of_them() -> None:
    with pytest.raises(UsageError) as error:
        view("karla", "afgoerelse")
    remedy = str(error.value.problems[0].remedy)
    assert "mor" in remedy
    assert "far" in remedy
    assert view("karla", "afgoerelse", "far").context["modtager"]["id"] == "far"


def test_a_case_with_errors_fills_no_form() -> None:
    with pytest.raises(DataError):
        seen(sag("karla", {"barn.navn": 3}), Job("ansoegning-udgifter", settings=settings()))


def test_no_marks_stand_in_a_form() -> None:
    found = seen(sag("karla", {"ansoegninger[10].begrundelse": "**Fed** og _skrå_"}),
                 Job("ansoegning-udgifter", settings=settings()))
    assert at(found, "ansoegninger[-1].begrundelse") == "Fed og skrå"
