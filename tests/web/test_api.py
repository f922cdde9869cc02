"""The interface for programs."""

from __future__ import annotations

import base64
import json
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from pipeline import Sag, produce
from pipeline.documents import KINDS
from pipeline.web.api.description import description
from tests.conftest import job_for, sample


def case(name: str = "alma-to-hjem") -> dict[str, Any]:
    return json.loads(json.dumps(dict(sample(name).data), default=float))  # type: ignore[no-any-return]


def described(operation: str, status: str) -> Any:
    """The schema of an answer, whole."""
    spec = description("da")
    answer = spec["paths"][f"/api/{operation}"]["post"]["responses"][status]
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


def test_the_description_is_one(client: httpx.Client) -> None:
    spec = client.get("/api/openapi.json").json()
    assert spec["openapi"].startswith("3.1")
    assert "sag" in spec["components"]["schemas"]
    assert [each["id"] for each in client.get("/api/dokumenter").json()["dokumenter"]] == list(KINDS)
