"""The structure of a MeMo message: each thing that can be wrong is found, by its place alone."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from pipeline.post.memo_check import NAMESPACE, check

PDF = base64.b64encode(b"%PDF-1.7 og resten").decode()
HEAD, BODY = "MessageHeader", "MessageBody"


def good() -> Any:
    def element(name: str, *inner: Any) -> Any:
        made = etree.Element(f"{{{NAMESPACE}}}{name}")
        for one in inner:
            if isinstance(one, str):
                made.text = one
            else:
                made.append(one)
        return made

    file = element("File", element("encodingFormat", "application/pdf"),
                   element("filename", "brev.pdf"), element("language", "da"),
                   element("content", PDF))
    root = element(
        "Message",
        element(HEAD, element("messageType", "DIGITALPOST"),
                element("messageUUID", "8c2ea15d-61fb-4ba9-9366-42f8b194c114"),
                element("label", "Afgørelse, sag 1"),
                element("Sender", element("senderID", "99000104"), element("idType", "CVR"),
                        element("label", "Solbæk Kommune")),
                element("Recipient", element("recipientID", "1208871358"), element("idType", "CPR"))),
        element(BODY, element("createdDateTime", "2026-07-01T12:00:00Z"), element("MainDocument", file)))
    root.set("memoVersion", "1.2")
    return root


def found(root: Any) -> list[str]:
    problems = check(etree.tostring(root))
    assert {problem.code for problem in problems} <= {"memo-struktur"}
    return [problem.path for problem in problems]


def at(root: Any, path: str) -> Any:
    return root.find("/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/")))


def put(root: Any, above: str, name: str, value: str = "", place: int | None = None) -> None:
    added = etree.Element(f"{{{NAMESPACE}}}{name}")
    added.text = value
    parent = at(root, above)
    parent.insert(len(parent) if place is None else place, added)


def test_the_least_message_is_right() -> None:
    assert found(good()) == []


@pytest.mark.parametrize(("path", "value"), [
    (f"{HEAD}/messageType", "NEMSMS"),
    (f"{HEAD}/messageUUID", "8c2ea15d-61fb-5ba9-9366-42f8b194c114"),
    (f"{HEAD}/messageUUID", "8c2ea15d-61fb-4ba9-c366-42f8b194c114"),
    (f"{HEAD}/messageUUID", "8c2ea15d61fb4ba9936642f8b194c114"),
    (f"{HEAD}/label", ""), (f"{HEAD}/label", "x" * 257),
    (f"{HEAD}/Sender/senderID", "120887-1358"), (f"{HEAD}/Sender/idType", "EAN"),
    (f"{HEAD}/Sender/label", "x" * 257),
    (f"{HEAD}/Recipient/recipientID", "99000104"), (f"{HEAD}/Recipient/idType", "CVR"),
    (f"{BODY}/createdDateTime", "2026-07-01T12:00:00"),
    (f"{BODY}/createdDateTime", "2026-07-01T12:00:00+02:00"),
    (f"{BODY}/createdDateTime", "2026-02-30T12:00:00Z"),
    (f"{BODY}/createdDateTime", "2026-07-01T25:00:00Z"),
    (f"{BODY}/MainDocument/File/language", "dansk"),
    (f"{BODY}/MainDocument/File/filename", "x" * 257),
    (f"{BODY}/MainDocument/File/content", "ikke base64"), (f"{BODY}/MainDocument/File/content", ""),
    (f"{BODY}/MainDocument/File/content", base64.b64encode(b"PK word").decode()),
])
def test_a_field_of_the_wrong_form_is_found_and_not_repeated(path: str, value: str) -> None:
    root = good()
    at(root, path).text = value
    assert found(root)
    place = path if not path.endswith("idType") else path.rpartition("/")[0]
    for problem in check(etree.tostring(root)):
        assert problem.path.startswith(f"Message/{place}")
        assert len(value) < 4 or value not in f"{problem.message}{problem.remedy}"


@pytest.mark.parametrize("path", [
    HEAD, BODY, f"{HEAD}/messageType", f"{HEAD}/messageUUID", f"{HEAD}/label", f"{HEAD}/Sender",
    f"{HEAD}/Sender/senderID", f"{HEAD}/Sender/idType", f"{HEAD}/Sender/label", f"{HEAD}/Recipient",
    f"{HEAD}/Recipient/recipientID", f"{BODY}/createdDateTime", f"{BODY}/MainDocument",
    f"{BODY}/MainDocument/File", f"{BODY}/MainDocument/File/filename",
    f"{BODY}/MainDocument/File/content",
])
def test_what_must_be_there_is_missed(path: str) -> None:
    root = good()
    gone = at(root, path)
    gone.getparent().remove(gone)
    assert f"Message/{path}" in found(root)


@pytest.mark.parametrize("change", [
    lambda root: put(root, HEAD, "mandatory", "true"),
    lambda root: put(root, HEAD, "label", "igen"),
    lambda root: put(root, HEAD, "mandatory", "ja", 3),
    lambda root: put(root, HEAD, "opfundet", "x"),
    lambda root: put(root, f"{HEAD}/Recipient", "Representative"),
    lambda root: put(root, BODY, "MainDocument"),
    lambda root: at(root, HEAD).append(etree.Element("uden-navnerum")),
    lambda root: at(root, f"{HEAD}/label").append(etree.Element(f"{{{NAMESPACE}}}b")),
    lambda root: root.append(at(root, HEAD)),
    lambda root: root.set("memoVersion", "1.1"),
    lambda root: root.set("memoSchVersion", "1.1.0"),
    lambda root: root.attrib.clear(),
])
def test_what_stands_wrong_is_found(change: Callable[[Any], object]) -> None:
    root = good()
    change(root)
    assert found(root)


@pytest.mark.parametrize("change", [
    lambda root: put(root, HEAD, "mandatory", "true", 3),
    lambda root: put(root, HEAD, "legalNotification", "1", 3),
    lambda root: put(root, HEAD, "messageID", "B-1", 2),
    lambda root: put(root, f"{HEAD}/Sender", "Representative"),
    lambda root: put(root, f"{HEAD}/Recipient", "label", "Modtager"),
    lambda root: put(root, HEAD, "ContentData"),
    lambda root: put(root, f"{BODY}/MainDocument", "label", "Afgørelse", 0),
    lambda root: put(root, f"{BODY}/MainDocument", "Action"),
])
def test_what_may_be_there_may(change: Callable[[Any], object]) -> None:
    root = good()
    change(root)
    assert found(root) == []


@pytest.mark.parametrize("data", [
    b"", b"ikke xml", b"<Message/>", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
    b'<!DOCTYPE m><memo:Message xmlns:memo="https://DigitalPost.dk/MeMo-1" memoVersion="1.2"/>',
    b'<?xml version="1.0" encoding="ukendt"?><x/>',
])
def test_what_is_no_message_is_refused_as_such(data: bytes) -> None:
    assert [(problem.path, problem.code) for problem in check(data)] == [("Message", "memo-struktur")]
