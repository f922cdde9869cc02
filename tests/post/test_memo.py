"""A letter as a MeMo message: its address inside and nowhere else, the same for the same letter."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from pipeline.errors import DataError, UsageError
from pipeline.flow import Produced
from pipeline.post.memo import Message, message, uuid_of
from pipeline.post.memo_check import NAMESPACE, UUID, check
from tests.cases import GONE, case, settings
from tests.post.letters import decisions, made


def letter(who: str = "mor") -> Produced:
    return next(one for one in made("karla", "afgoerelse") if one.recipient == who)


def sent(who: str = "mor", changes: Mapping[str, Any] | None = None,
         by: Mapping[str, Any] | None = None, **letters: Any) -> Message:
    return message(case("karla", changes), settings(changes=by), replace(letter(who), **letters))


def at(data: bytes, path: str) -> list[str]:
    steps = "/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/"))
    return [element.text for element in etree.fromstring(data).findall(steps)]


def refused(**changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(DataError) as error:
        sent(**changes)
    assert all(problem.remedy.danish for problem in error.value.problems)
    return [(problem.path, problem.code) for problem in error.value.problems]


def test_who_to_whom_about_what() -> None:
    data = sent().data
    assert etree.fromstring(data).get("memoVersion") == "1.2"
    assert at(data, "MessageHeader/messageType") == ["DIGITALPOST"]
    assert at(data, "MessageHeader/label") == ["Afgørelse om hjemmetræning, sag 24/17342"]
    assert at(data, "MessageHeader/Sender/senderID") == ["99000104"]
    assert at(data, "MessageHeader/Sender/label") == ["Solbæk Kommune"]
    assert at(data, "MessageHeader/Recipient/recipientID") == ["1208871358"]
    assert at(data, "MessageHeader/Recipient/idType") == ["CPR"]
    assert at(data, "MessageBody/createdDateTime") == ["2024-09-20T12:00:00Z"]


def test_the_letter_is_in_it_whole() -> None:
    data = sent().data
    file = "MessageBody/MainDocument/File"
    assert base64.b64decode(at(data, f"{file}/content")[0]) == letter().files["pdf"]
    assert at(data, f"{file}/encodingFormat") == ["application/pdf"]
    assert at(data, f"{file}/filename") == ["2024-09-20-afgoerelse.pdf"]
    assert at(data, f"{file}/language") == ["da"]


def test_a_provider_is_reached_by_its_cvr_number() -> None:
    data = sent("lev").data
    assert at(data, "MessageHeader/Recipient/recipientID") == ["99001208"]
    assert at(data, "MessageHeader/Recipient/idType") == ["CVR"]


def test_the_young_person_by_their_own() -> None:
    data = sent("ung").data
    assert at(data, "MessageHeader/Recipient/recipientID") == ["1403187248"]


@pytest.mark.parametrize("who", ["mor", "far", "ung", "lev"])
def test_outside_the_pdf_it_says_of_people_only_the_recipients_number(who: str) -> None:
    found = sent(who)
    words = re.sub(rb"<memo:content>.*?</memo:content>", b"", found.data).decode()
    own = at(found.data, "MessageHeader/Recipient/recipientID")[0]
    data = case("karla")
    for person in (data["barn"], *data["parter"]):
        for secret in (person["navn"], *person["navn"].split()):
            assert secret not in words
        number = re.sub(r"\D", "", person.get("cpr") or person.get("cvr") or "")
        assert not number or number == own or number not in words
    assert own not in repr(found)


def test_the_same_letter_has_the_same_number_and_bytes() -> None:
    assert sent().data == sent().data
    assert sent().uuid == uuid_of(letter()) == at(sent().data, "MessageHeader/messageUUID")[0]
    others = {uuid_of(one) for one in decisions()} | {uuid_of(letter("far")), uuid_of(letter())}
    assert len(others) == len(decisions()) + 2
    assert all(UUID(one) for one in others)


def test_the_number_is_another_when_the_letter_is() -> None:
    assert uuid_of(replace(letter(), stem="andet/sted")) != uuid_of(letter())
    assert uuid_of(replace(letter(), files={"pdf": b"%PDF-1.7 andet"})) != uuid_of(letter())


@pytest.mark.parametrize(("by", "kind", "mandatory", "legal"), [
    ({}, "afgoerelse", ["true"], ["true"]),
    ({}, "indkaldelse", ["true"], ["false"]),
    ({"digital_post": {"obligatorisk": False}}, "afgoerelse", ["false"], []),
    ({"digital_post": {"juridisk_notifikation": []}}, "afgoerelse", [], ["false"]),
    ({"digital_post": GONE}, "afgoerelse", [], []),
])
def test_the_two_marks_are_the_kommunes_and_else_absent(
    by: Mapping[str, Any], kind: str, mandatory: list[str], legal: list[str]
) -> None:
    data = sent(by=by, kind=kind).data
    assert at(data, "MessageHeader/mandatory") == mandatory
    assert at(data, "MessageHeader/legalNotification") == legal


@pytest.mark.parametrize(("changes", "expected"), [
    ({"by": {"cvr": GONE}}, [("kommune.cvr", "memo-afsender")]),
    ({"changes": {"parter[0].cpr": GONE}}, [("parter[0].cpr", "memo-modtager")]),
    ({"changes": {"parter[0].cpr": "721087-1358"}}, [("parter[0].cpr", "memo-modtager")]),
    ({"who": "lev", "changes": {"parter[2].cvr": GONE}}, [("parter[2].cvr", "memo-modtager")]),
    ({"who": "ung", "changes": {"barn.cpr": GONE}}, [("barn.cpr", "memo-modtager")]),
    ({"by": {"cvr": GONE}, "changes": {"parter[0].cpr": GONE}},
     [("kommune.cvr", "memo-afsender"), ("parter[0].cpr", "memo-modtager")]),
    ({"title": "x" * 257}, [("Message/MessageHeader/label", "memo-struktur")]),
])
def test_what_is_missing_is_named_all_at_once(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert refused(**changes) == expected


def test_a_draft_is_never_a_message() -> None:
    assert [code for _, code in refused(awaits_approval=True)] == ["memo-udkast"]


def test_a_letter_that_was_not_made_as_pdf() -> None:
    with pytest.raises(UsageError) as error:
        sent(files={"docx": b"PK"})
    assert error.value.problems[0].code == "memo-uden-pdf"


@pytest.mark.parametrize("who", ["mor", "far", "ung", "lev"])
def test_what_is_made_has_the_structure(who: str) -> None:
    assert check(sent(who).data) == ()
