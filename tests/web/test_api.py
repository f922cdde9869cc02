"""The interface for programs."""

from __future__ import annotations

import asyncio
import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from starlette.requests import Request

from pipeline import Sag, produce
from pipeline.cli import group
from pipeline.documents import KINDS
from pipeline.forms.room import fill, inspect
from pipeline.locale import translate
from pipeline.web.api.description import description
from pipeline.web.trouble import ours
from tests.cases import ROOT
from tests.conftest import job_for, sample


def case(name: str = "alma-to-hjem") -> dict[str, Any]:
    return json.loads(json.dumps(dict(sample(name).data), default=float))  # type: ignore[no-any-return]


def described(operation: str, status: str) -> Any:
    """The schema of an answer, whole."""
    spec = description("da")
    answer = spec["paths"][f"/api/{operation}"]["post"]["responses"][status]
    if "$ref" in answer:
        answer = spec["components"]["responses"][answer["$ref"].rpartition("/")[2]]
    return {**next(iter(answer["content"].values()))["schema"], "components": spec["components"]}


def test_a_letter_is_the_one_the_flow_makes(client: httpx.Client) -> None:
    answer = client.post("/api/render", json={"sag": case(), "dokument": "revurdering"})
    assert answer.status_code == 200
    Draft202012Validator(described("render", "200")).validate(answer.json())
    sag = Sag(case(), "sag")
    own = produce(sag, job_for(sag, "revurdering"))
    assert [each["navn"] for each in answer.json()["breve"]] == [each.stem for each in own]
    found = answer.json()["breve"][0]["filer"]
    assert {name: base64.b64decode(data) for name, data in found.items()} == dict(own[0].files)


def test_problems_are_told_as_problem_details(client: httpx.Client) -> None:
    answer = client.post("/api/render", json={"sag": {"skema": "1"}, "dokument": "afgoerelse"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    Draft202012Validator(described("render", "422")).validate(answer.json())
    assert {each["path"] for each in answer.json()["problemer"]} >= {"sagsnummer", "barn"}


def test_validate_due_and_explain(client: httpx.Client) -> None:
    for operation, more in (("validate", {}), ("due", {"senest": "2027-01-01"}),
                            ("explain", {"dokument": "revurdering"})):
        answer = client.post(f"/api/{operation}", json={"sag": case(), **more})
        assert answer.status_code == 200, answer.text
        Draft202012Validator(described(operation, "200")).validate(answer.json())


@pytest.mark.parametrize(("body", "status"), [
    (b"", 422), (b"[]", 422), (b'{"sag": 1}', 400), (b'{"sag": {}, "dokument": "x"}', 400),
    (b'{"sag": {}, "dokument": "tilbud", "dato": "i morgen"}', 400), (b'{"sag": {"a": NaN}}', 422),
    (b'{"sag": {"a": 1, "a": 2}}', 422), (b'{"sag": {}, "andet": 1}', 400),
    (b'{"sag":' + b"[" * 5000 + b"]" * 5000 + b"}", 422), (b"\xff", 422)])
def test_bodies_that_cannot_be_taken(client: httpx.Client, body: bytes, status: int) -> None:
    answer = client.post("/api/render", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    Draft202012Validator(described("render", "400")).validate(answer.json())


def test_another_kind_of_body(client: httpx.Client) -> None:
    assert client.post("/api/render", data={"sag": "1"}).status_code == 415


def blank(client: httpx.Client, **more: Any) -> bytes:
    answer = client.post("/api/forms-blank", json={"dokument": "hoeringssvar", **more})
    assert answer.status_code == 200, answer.text
    Draft202012Validator(described("forms-blank", "200")).validate(answer.json())
    return base64.b64decode(answer.json()["fil"])


def test_a_blank_form_is_the_one_of_the_command(client: httpx.Client, tmp_path: Path) -> None:
    target = tmp_path / "blanket.pdf"
    kommune = str(ROOT / "samples/kommuner/solbaek.toml")
    assert CliRunner().invoke(group, ["forms", "blank", "hoeringssvar", "--out", str(target),
                                      "--kommune", kommune]).exit_code == 0
    assert blank(client) == target.read_bytes()
    assert blank(client, format="docx", sprog="en").startswith(b"PK")


def test_a_form_of_a_case_begins_with_what_its_reader_may_see(client: httpx.Client) -> None:
    of_case = blank(client, sag=case(), **{"for": "mor"})
    words = json.dumps({name: each.value for name, each in inspect(of_case).fields.items()},
                       ensure_ascii=False, default=str)
    assert case()["barn"]["navn"] in words
    lacking = client.post("/api/forms-blank", json={"dokument": "hoeringssvar", "sag": case()})
    assert lacking.status_code == 400
    assert lacking.json()["problemer"][0]["code"] == "body-dependentRequired"
    other = client.post("/api/forms-blank", json={
        "dokument": "hoeringssvar", "sag": case(), "for": "ukendt"})
    assert (other.status_code, other.json()["problemer"][0]["path"]) == (400, "for")


def test_a_filled_form_is_read(client: httpx.Client) -> None:
    data = client.post("/api/forms-blank", json={"dokument": "ansoegning-hjemmetraening"}).json()["fil"]
    filled = fill(base64.b64decode(data), {"barn.navn": "Karla Prøve"}).pdf
    answer = client.post("/api/forms-read", json={
        "fil": base64.b64encode(filled).decode(), "navn": "svar.pdf", "modtaget": "2026-11-20"})
    assert answer.status_code == 200, answer.text
    Draft202012Validator(described("forms-read", "200")).validate(answer.json())
    assert answer.json()["sag"]["barn"]["navn"] == "Karla Prøve"
    assert answer.json()["problemer"]


def test_a_letter_that_comes_back_is_opened_and_merged(client: httpx.Client) -> None:
    sag = Sag(case(), "sag")
    letter = produce(sag, replace(job_for(sag, "hoeringssvar"), carry=True))[0].files["pdf"]
    sent = base64.b64encode(letter).decode()
    found = client.post("/api/open", json={"fil": sent})
    assert (found.status_code, found.json()["verdict"]) == (200, "proven"), found.text
    Draft202012Validator(described("open", "200")).validate(found.json())
    mine = case()
    for each in mine["hoeringer"]:
        each.pop("svar", None)
    looked = client.post("/api/merge", json={"sag": mine, "fil": sent})
    assert looked.status_code == 200, looked.text
    Draft202012Validator(described("merge", "200")).validate(looked.json())
    assert looked.json()["sag"] is None
    assert [each for each in looked.json()["forskelle"] if each["kan_flettes"]]
    taken = client.post("/api/merge", json={"sag": mine, "fil": sent, "accepter": ["alle"],
                                            "modtaget": "2026-11-20", "af": "Test"})
    assert taken.status_code == 200, taken.text
    assert any("svar" in each for each in taken.json()["sag"]["hoeringer"])


@pytest.mark.parametrize(("operation", "body", "status", "code"), [
    ("open", {"fil": "###"}, 400, "body-pattern"), ("open", {"fil": "A"}, 422, "fil-base64"),
    ("forms-read", {"fil": "QUJD"}, 422, "formular-ikke-pdf"),
    ("forms-read", {"fil": "QUJD", "sag": {}, "sagsnummer": "1"}, 400, "body-not"),
    ("forms-read", {"fil": "QUJD", "kobling": {"felter": 1}}, 422, "type"),
    ("merge", {"sag": {}, "fil": "QUJD"}, 422, "mangler")])
def test_files_that_cannot_be_taken(client: httpx.Client, operation: str, body: dict[str, Any],
                                    status: int, code: str) -> None:
    answer = client.post(f"/api/{operation}", json=body)
    assert answer.status_code == status, answer.text
    assert code in {each["code"] for each in answer.json()["problemer"]}
    Draft202012Validator(described(operation, str(status))).validate(answer.json())


def test_a_file_that_is_nothing_is_opened_as_nothing(client: httpx.Client) -> None:
    answer = client.post("/api/open", json={"fil": "QUJD"})
    assert (answer.status_code, answer.json()["verdict"]) == (200, "no-data")


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/api/findes-ikke", 404), ("POST", "/api/health", 405), ("GET", "/api/render", 405),
    ("DELETE", "/api/openapi.json", 405), ("GET", "/api/", 404)])
def test_a_program_is_told_of_a_wrong_address_as_of_all_else(client: httpx.Client, method: str,
                                                             path: str, status: int) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert ("allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize(("query", "header", "language"), [
    ("", "", "da"), ("?lang=en", "", "en"), ("", "en-GB,en;q=0.9,da;q=0.8", "en"),
    ("?lang=da", "en", "da"), ("", "de, en;q=0.2, da;q=0.1", "en"), ("", "en;q=0, da;q=0.1", "da"),
    ("", "en;q=x", "da"), ("", ";,=;q=,*", "da")])
def test_the_language_that_is_asked_for(client: httpx.Client, query: str, header: str,
                                        language: str) -> None:
    answer = client.post(f"/api/render{query}", json={}, headers={"Accept-Language": header})
    assert answer.headers["content-language"] == language
    assert "Accept-Language" in answer.headers["vary"]
    words = {"da": "Forespørgslen er forkert", "en": translate("Forespørgslen er forkert", "en")}
    assert answer.json()["title"] == words[language]


def test_a_language_there_is_not(client: httpx.Client) -> None:
    for path in ("/api/health?lang=de", "/api/health?lang=da&lang=en"):
        assert client.get(path).json()["problemer"][0]["path"] == "lang"


def test_a_fault_of_ours_has_a_name_and_no_words(
        client: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: str) -> bytes:
        raise ValueError("Karla Prøve, 010118-4321")

    monkeypatch.setattr("pipeline.web.api.views._description", broken)
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 500
    assert answer.json()["instance"].startswith("urn:uuid:")
    assert answer.json()["instance"] in caplog.text
    assert "Karla" not in answer.text + caplog.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_fault_in_a_worker_says_where_and_not_what(caplog: pytest.LogCaptureFixture) -> None:
    words = "  File \"/x/pipeline/facts/a.py\", line 12, in rule\n    Karla()\nValueError: Karla Prøve\n"
    error = ValueError("Karla Prøve")
    error.__cause__ = Exception(words)
    told = asyncio.run(ours(Request({"type": "http", "path": "/da/", "headers": []}), error))
    assert told.status_code == 500
    assert "ValueError in rule, line 12 (urn:uuid:" in caplog.text
    assert "Karla" not in caplog.text


def test_a_body_of_very_many_values(client: httpx.Client) -> None:
    body = b'{"sag": {"parter": [' + b",".join([b"0"] * 300_000) + b"]}}"
    answer = client.post("/api/validate", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["problemer"][0]["code"]) == (422, "body-for-meget")


def test_the_description_is_one(client: httpx.Client) -> None:
    spec = client.get("/api/openapi.json").json()
    assert spec["openapi"].startswith("3.1")
    assert "sag" in spec["components"]["schemas"]
    assert [each["id"] for each in client.get("/api/dokumenter").json()["dokumenter"]] == list(KINDS)
