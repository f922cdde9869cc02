"""The description of the API, held against the server by somebody else's imagination."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pipeline import __version__
from pipeline.locale import LANGUAGES
from pipeline.web.api.description import description
from pipeline.web.api.operations import OPERATIONS
from tests.web.conftest import Server

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance,
          response_headers_conformance, response_schema_conformance]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
EXAMPLES = 3
"""Of each operation and mode; a longer hunt is made by hand with another number."""
WHERE = [*((f"/api/{each}", "POST") for each in OPERATIONS),
         *((f"/api/{each}", "GET") for each in ("dokumenter", "health", "openapi.json"))]


def shallow() -> dict[str, Any]:
    """The description with a case and settings as any object.

    What is no case is made ten times as fast so, and most of it would only be wrong deep inside.
    """
    spec = json.loads(json.dumps(description("da")))
    spec["components"]["schemas"].update(sag={"type": "object"}, kommune={"type": "object"})
    return spec  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def api() -> dict[GenerationMode, schemathesis.schemas.BaseSchema]:
    return {GenerationMode.POSITIVE: schemathesis.openapi.from_dict(dict(description("da"))),
            GenerationMode.NEGATIVE: schemathesis.openapi.from_dict(shallow())}


def test_every_address_is_described() -> None:
    assert {(path, method.upper()) for path, item in description("da")["paths"].items()
            for method in item} == set(WHERE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_is_one_that_others_can_read(language: str) -> None:
    spec = json.loads(json.dumps(description(language)))
    assert list(OpenAPIV31SpecValidator(spec).iter_errors()) == []
    assert spec["info"]["version"] == __version__
    assert not [each for each in _strings(spec) if each.startswith(("x-", "https://hjemmetraening.inv"))]


def _strings(node: Any) -> Iterator[str]:
    """Every name and word of a JSON value."""
    if isinstance(node, dict):
        yield from node
    items = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for each in items:
        yield from _strings(each)
    if isinstance(node, str):
        yield node


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_example_is_answered(client: httpx.Client, operation: str) -> None:
    body = description("da")["paths"][f"/api/{operation}"]["post"]["requestBody"]
    shown = body["content"]["application/json"].get("examples", {})
    assert bool(shown) != (operation in ("forms-read", "open", "merge")), "those are sent a file"
    for each in shown.values():
        answer = client.post(f"/api/{operation}", json=each["value"])
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(("path", "method"), WHERE)
@pytest.mark.parametrize("mode", MODES, ids=lambda each: each.value)
def test_the_server_does_what_it_says(
        api: dict[GenerationMode, schemathesis.schemas.BaseSchema], server: Server, path: str,
        method: str, mode: GenerationMode) -> None:
    operation = api[mode][path][method]

    @seed(2026)
    @settings(max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=server.url, checks=CHECKS, timeout=60)

    asked()


@settings(max_examples=EXAMPLES * 3, deadline=None, database=None)
@seed(2026)
@given(st.binary(max_size=300))
def test_any_bytes_are_answered(server: Server, body: bytes) -> None:
    for each in OPERATIONS:
        answer = httpx.post(f"{server.url}/api/{each}", content=body,
                            headers={"content-type": "application/json"})
        assert answer.status_code in (400, 422)
