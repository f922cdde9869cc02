"""Whatever stands in a page's fields or a request's head is somebody's: an answer, and never a fault."""

from __future__ import annotations

import json
import time
import unicodedata
from typing import Any

import httpx
import pytest

from pipeline.web import door, posted
from pipeline.web.config import Config
from pipeline.web.door import Named, Secret
from tests.cases import ROOT
from tests.web.conftest import Server
from tests.web.walking import PATH, hidden, state

FORM = "application/x-www-form-urlencoded"
MARK = "kanariefugl"


def draft(**said: Any) -> str:
    return json.dumps({"hjemmetraening-kladde": 1, "dokument": PATH.rpartition("/")[2],
                       "svar": {}, "raekker": {}, **said})


@pytest.mark.parametrize("origin", ["http://[", "http://a]b", "http://\u00bd", MARK, "//", ""])
def test_an_origin_that_is_no_address_is_another_page(client: httpx.Client, origin: str) -> None:
    told = client.post(PATH, data={"kladde": draft()}, headers={"Origin": origin.encode("latin-1")})
    assert told.status_code == 403
    assert told.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in told.headers["content-security-policy"]


def test_a_name_is_the_same_in_capitals() -> None:
    server = Server(Config(workers=1, hosts=("Hjemme.Example",))).start()
    try:
        for name in ("hjemme.example", "HJEMME.example:8085"):
            assert httpx.get(f"{server.url}/da/", headers={"Host": name}).status_code == 200
        assert httpx.get(f"{server.url}/da/").status_code == 421
    finally:
        server.stop()


def test_a_refusal_is_not_kept_where_a_style_would_be(client: httpx.Client) -> None:
    assert "max-age" in client.get("/egen/sider.css").headers["cache-control"]
    for path, name in (("/egen/sider.css", "ond.example"), ("/egen/findes-ikke", "localhost")):
        refused = client.get(path, headers={"Host": name})
        assert refused.status_code in (404, 421)
        assert refused.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/da/sager/", f"{PATH}/", "/egen"])
def test_no_address_leads_to_another(client: httpx.Client, path: str) -> None:
    """A server behind a proxy does not know whether HTTPS is spoken: it names no scheme."""
    for told in (client.get(path), client.post(path, data={"a": "b"})):
        assert "location" not in told.headers
        assert told.status_code == 404


def test_a_language_alone_leads_to_its_front_page(client: httpx.Client) -> None:
    assert client.get("/en").headers["location"] == "/en/"


@pytest.mark.parametrize("charset", ["punycode", "idna", "undefined", "utf-7", "unicode_escape", "x"])
def test_words_are_utf_8(client: httpx.Client, charset: str) -> None:
    """Some of the others take the square of a text's length."""
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n-' + b"a" * 200_000 + b"\r\n--x--\r\n"
    begun = time.monotonic()
    for kind in ("multipart/form-data; boundary=x", FORM):
        told = client.post("/da/begynd", content=body,
                           headers={"content-type": f"{kind}; charset={charset}"})
        assert told.status_code == 400
    assert time.monotonic() - begun < 1
    told = client.post("/da/begynd", content=body,
                       headers={"content-type": "multipart/form-data; boundary=x; charset=UTF-8"})
    assert told.status_code == 422


def test_a_page_without_files_has_an_end(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def sent(words: bytes) -> int:
        return client.post("/da/begynd", content=words, headers={"content-type": FORM}).status_code

    monkeypatch.setattr(posted, "WORDS", 1000)
    assert [sent(b"grundlag=" + b"%" * count) for count in (991, 992)] == [422, 413]
    monkeypatch.setattr(posted, "FIELDS", 10)
    assert [sent(b"&".join([b"a"] * count)) for count in (10, 11)] == [422, 400]


@pytest.mark.parametrize("plan", [
    {"room": [["a", float("inf")]]}, {"room": [["a", 1.5]]}, {"room": [["a", True]]},
    {"kind": []}, {"people": [{"id": "a", "place": 0, "role": []}]}, {"people": {}}])
def test_a_draft_with_a_plan_that_nobody_wrote(client: httpx.Client, plan: dict[str, Any]) -> None:
    known = {"kind": PATH.rpartition("/")[2], "language": "da", "send": [], "goals": [],
             "people": [{"id": "far", "place": 0, "role": "foraelder"}]}
    assert client.post(PATH, data={"kladde": draft(grundlag=known)}).status_code in (200, 422)
    told = client.post(PATH, data={"kladde": draft(grundlag={**known, **plan})})
    assert told.status_code == 422
    assert "ikke en kladde" in told.text


@pytest.mark.parametrize("form", ["", "/kladde", "/json", "/pdf", "/docx"])
def test_half_a_surrogate_pair_comes_back_as_it_was(client: httpx.Client, form: str) -> None:
    """JSON may have it, UTF-8 not."""
    odd = "a\ud800b"
    told = client.post(f"{PATH}{form}", data={"kladde": draft(svar={"barn.navn": odd}), "trin": "99"})
    assert told.status_code in (200, 422)
    kept = told.json() if form == "/kladde" else json.loads(hidden(told.text, "kladde"))
    assert kept["svar"] == {"barn.navn": odd}


@pytest.mark.parametrize("case", [
    {}, {"parter": 1}, {"parter": [1]}, {"parter": [{"rolle": "foraelder"}]}, {"parter": {"a": "b"}}])
@pytest.mark.parametrize("way", ["", "sprog"])
def test_a_ground_that_is_no_case(client: httpx.Client, case: dict[str, Any], way: str) -> None:
    ground = json.dumps({"sag": case, "personer": []})
    told = client.post("/da/begynd", data={"grundlag": ground, "gaa": way, "begynd": "tilbud"})
    assert told.status_code == 422


def test_a_number_with_zeros_before_it_is_no_longer_than_others(client: httpx.Client) -> None:
    case = (ROOT / "samples/sager/karla-tre-aar.json").read_bytes()
    came = client.post("/da/sager", files=[("filer", ("a.json", case))]).text
    asked = {"token": hidden(came, "token"), "valgt": "0", "dokument": "evaluering"}
    for nr in ("000000001" + "9" * 5000, "0000000011111111", "\u00b2", "-1"):
        told = client.post("/da/sager/lav", data={**asked, "nr": nr})
        assert told.status_code == 422
        assert "ikke et helt tal" in told.text


def test_a_password_of_many_accents_is_not_put_in_order() -> None:
    words = "a" + "\u0301" * 5000 + "\u0316" * 5000
    assert len(unicodedata.normalize("NFKC", words)) > door.LONGEST
    server = Server(Config(workers=1, secret=Secret.of("korrekt hest æbler klamme"))).start()
    try:
        begun = time.monotonic()
        assert httpx.get(f"{server.url}/da/", auth=("a", words)).status_code == 401
        assert time.monotonic() - begun < 0.1
    finally:
        server.stop()
