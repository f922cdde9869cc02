"""What stands in front of every page: host, origin, size, headers."""

from __future__ import annotations

import httpx
import pytest

from tests.web.walking import PATH, state


def test_another_name_is_not_answered(client: httpx.Client) -> None:
    """A page elsewhere may make its own name point at this machine."""
    assert client.get("/da/", headers={"Host": "ond.example"}).status_code == 421
    assert client.get("/da/", headers={"Host": "127.0.0.1.ond.example:80"}).status_code == 421
    assert client.get("/da/", headers={"Host": "LOCALHOST:1"}).status_code == 200


@pytest.mark.parametrize("headers", [
    {"Origin": "http://ond.example"}, {"Origin": "null"}, {"Origin": "https://127.0.0.1"},
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}])
def test_a_form_of_another_page_is_refused(client: httpx.Client, headers: dict[str, str]) -> None:
    told = client.post(PATH, data=state(client.get(PATH).text), headers=headers)
    assert told.status_code == 403


def test_our_own_forms_are_not(client: httpx.Client) -> None:
    own = {"Origin": str(client.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    assert client.post(PATH, data=state(client.get(PATH).text), headers=own).status_code in (200, 422)


def test_too_much_is_refused_with_or_without_a_length(client: httpx.Client) -> None:
    big = b"x" * (21 * 1024 * 1024)
    assert client.post(PATH, content=big).status_code == 413
    begun = b'--x\r\nContent-Disposition: form-data; name="fil"; filename="a"\r\n\r\n'
    pieces = (begun if nr == 0 else big[:1024 * 1024] for nr in range(23))
    told = client.post("/da/fortsaet", content=pieces,
                       headers={"content-type": "multipart/form-data; boundary=x"})
    assert told.status_code == 413


@pytest.mark.parametrize("path", ["/da/", PATH, "/da/findes-ikke", "/egen/sider.css", "/api/health"])
def test_headers_on_every_answer(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers
    assert ("no-store" in headers["cache-control"]) == (not path.startswith("/egen/"))


def test_no_page_asks_anything_of_anybody_else(client: httpx.Client) -> None:
    for path in ("/da/", PATH):
        assert "://" not in client.get(path).text
