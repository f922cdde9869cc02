"""Whatever stands in a page's fields or a request's head is somebody's: an answer, and never a fault."""

from __future__ import annotations

import base64
import html
import io
import json
import re
import socket
import time
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.datastructures import Headers

from pipeline import read_settings
from pipeline.flow import produce
from pipeline.letters import Job
from pipeline.sag import parse_sag
from pipeline.web import door, posted
from pipeline.web.config import VALUES, Config
from pipeline.web.sager.intake import TOLD, Came, taken
from tests.cases import ROOT
from tests.web.conftest import Server, day
from tests.web.walking import PATH, hidden

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
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n-%b\r\n--x--\r\n' % (b"a" * 200_000)
    begun = time.monotonic()
    for kind in ("multipart/form-data; boundary=x", FORM):
        told = client.post("/da/begynd", content=body,
                           headers={"content-type": f"{kind}; charset={charset}"})
        assert told.status_code == 400
    assert time.monotonic() - begun < 5
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
    """That takes the square of their number, and anybody may try."""
    sent = "Basic " + base64.b64encode(f"a:{chr(0x301) * 1000}".encode()).decode()
    assert len(sent) > door.LONGEST
    assert door._guess(Headers({"Authorization": sent})) is None
    assert door._guess(Headers({"Authorization": "Basic YTpi"})) == b"b"


def came(name: str, data: bytes) -> list[Came]:
    return list(taken(name, data, Job("", today=day())))


def test_what_no_case_has_is_not_looked_through() -> None:
    """What is wrong with it would take minutes to tell, of a worker that others wait for."""
    large = b'{"maal": [%b{}]}' % (b'{"a": 1},' * VALUES)
    begun = time.monotonic()
    assert [each.problems[0].code for each in came("a.json", large)] == ["sag-for-meget"]
    found = came("a.jsonl", b'{"a": 1}\n' + large + b'\n{"b": 2}')
    assert [each.name for each in found] == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:3"]
    assert [any(one.code == "sag-for-meget" for one in each.problems) for each in found] == [
        False, True, False]
    assert time.monotonic() - begun < 5


def test_so_many_problems_of_a_case_and_no_more() -> None:
    case = json.loads((ROOT / "samples/sager/karla-tre-aar.json").read_text(encoding="utf-8"))
    each, = came("a.json", json.dumps({**case, "maal": [{"x": 1}] * TOLD}).encode())
    assert len(each.problems) == TOLD + 1
    assert each.problems[-1].code == "flere-problemer"
    assert not each.usable


CODE = '"><script>alert(1)</script><b onx=1 '
SPOKEN = ("<script>", "<b onx")


def test_nothing_of_a_case_is_code(client: httpx.Client) -> None:
    """Numbers, names, keys and file names are words: on every page, in the report and its files."""
    case = json.loads((ROOT / "samples/sager/karla-tre-aar.json").read_text(encoding="utf-8"))
    case["barn"]["navn"] += CODE
    files = [("filer", (f"{nr}{CODE}.json", json.dumps({**case, **more}).encode()))
             for nr, more in enumerate(({"sagsnummer": CODE}, {"sagsnummer": "../../a\r\nX: \0"},
                                        {CODE: {CODE: CODE}}, {"sagsnummer": "=1+1|'a'!A1"}))]
    pages = [client.post("/da/sager", files=files)]
    token = {"token": hidden(pages[0].text, "token")}
    pages += [client.post("/da/sager/sag", data={**token, "gaa": f"sag:{nr}"}) for nr in range(4)]
    pages += [client.post("/da/sager/oversigt", data={**token, name: CODE})
              for name in ("senest", "nummer", "kun", "orden", "del", "gaa", "valgt")]
    chosen = {**token, "valgt": ["0", "1", "3"], "dokument": "evaluering", "format": "docx"}
    pages += [client.post("/da/sager/lav", data={**chosen, name: CODE}) for name in ("nr", "dato")]
    calendar = client.post("/da/sager/kalender", data={**token, "senest": "01-01-2028"})
    assert not any(line.startswith("X:") for line in calendar.text.splitlines())
    run = {"koersel": hidden(client.post("/da/sager/lav", data=chosen).text, "koersel")}
    while not client.post("/da/sager/koersel/status", data=run).json()["slut"]:
        time.sleep(0.1)
    pages += [client.post("/da/sager/koersel", data={**run, "gaa": CODE}),
              client.post("/da/sager/koersel/brev", data={**run, "brev": "1.1.1"})]
    packed = zipfile.ZipFile(io.BytesIO(client.post("/da/sager/koersel/zip", data=run).content))
    words = [each.text for each in pages] + [packed.read("rapport.html").decode()]
    assert not [each for each in words if any(said in each for said in SPOKEN)]
    assert CODE in html.unescape(words[0])
    names = packed.namelist()
    assert len(names) > 5
    assert not [name for name in names if ".." in name.split("/") or set(name) & set('\\:<>"|\r\n\0')]


def test_a_token_of_one_kind_opens_nothing_of_another(client: httpx.Client) -> None:
    case = (ROOT / "samples/sager/karla-tre-aar.json").read_bytes()
    token = hidden(client.post("/da/sager", files=[("filer", ("a.json", case))]).text, "token")
    run = hidden(client.post("/da/sager/lav", data={
        "token": token, "valgt": "0", "dokument": "evaluering", "format": "docx"}).text, "koersel")
    for wrong in (token, run[:-1], "", "\0", run * 1000):
        assert client.post("/da/sager/koersel", data={"koersel": wrong}).status_code == 404
        assert client.post("/da/sager/koersel/zip", data={"koersel": wrong}).status_code == 404
    for wrong in (run, token[:-1], token.lower()):
        assert client.post("/da/sager/oversigt", data={"token": wrong}).status_code == 404
    assert len(token) == len(run) >= 43


def test_no_token_is_in_an_address(client: httpx.Client) -> None:
    """An address is kept: by the browser, by a proxy, by whoever it is copied to."""
    case = (ROOT / "samples/sager/karla-tre-aar.json").read_bytes()
    page = client.post("/da/sager", files=[("filer", ("a.json", case))]).text
    token = hidden(page, "token")
    led = re.findall(r'(?:href|src|action|formaction|data-\w+)="([^"]*)"', page)
    assert led
    assert not [each for each in led if token in each]
    assert client.post(f"/da/sager/oversigt?token={token}").status_code == 404


def test_the_data_a_letter_carries_touch_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typst reads pictures from files; what a letter is made from goes with its code."""
    written: list[bytes] = []
    write = Path.write_bytes

    def kept(path: Path, data: bytes) -> int:
        written.append(data)
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", kept)
    sag = parse_sag((ROOT / "samples/sager/karla-tre-aar.json").read_bytes())
    job = Job("evaluering", today=day(), formats=("pdf",), carry=True,
              settings=read_settings(ROOT / "samples/kommuner/solbaek.toml"))
    assert all(b"/EmbeddedFile" in made.files["pdf"] for made in produce(sag, job))
    words = str(sag.data["barn"]["navn"]).encode()
    assert not [data for data in written if words in data or b'"barn"' in data]


CASE = json.dumps({"sagsnummer": MARK, "barn": {MARK: MARK}, MARK: f"{MARK}\ud800"})
FORM_SENT = {"kladde": draft(svar={MARK: MARK}), "grundlag": CASE, "gaa": MARK, "token": MARK}
WAYS: tuple[dict[str, Any], ...] = (
    {"data": FORM_SENT}, {"files": [("filer", (f"{MARK}.json", CASE.encode()))]},
    {"files": [("filer", (f"{MARK}.pdf", f"%PDF-1.7 {MARK}".encode()))]},
    {"content": f'{{"sag": {CASE}, "dokument": "{MARK}"}}',
     "headers": {"content-type": "application/json"}},
    {"content": MARK, "headers": {"content-type": MARK}})
PLACES = ("/da/sager", "/da/fortsaet", "/da/begynd", f"{PATH}/pdf", "/da/sager/oversigt", "/api/render",
          f"/da/{MARK}", f"/da/?{MARK}", f"/da/skema/{MARK}", f"/da/skema/{MARK}/pdf", f"/egen/{MARK}")


def test_nothing_that_was_sent_is_in_a_log(capfd: pytest.CaptureFixture[str]) -> None:
    """Every way to fail, with a word that is looked for."""
    server = Server(Config(workers=1, today=day)).start()
    try:
        with httpx.Client(base_url=server.url, timeout=60) as client:
            for path in PLACES:
                found = [client.post(path, **way) for way in WAYS]
                found.append(client.get(path, headers={"Authorization": MARK, "Cookie": MARK}))
                assert not [each for each in found if each.status_code == 500]
        with socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2]))) as raw:
            raw.sendall(f"{MARK} {MARK}\r\n{MARK}\r\n\r\n".encode())
            assert b" 400 " in raw.recv(1000)
    finally:
        server.stop()
    told = capfd.readouterr()
    assert MARK not in told.out + told.err
    assert "Invalid HTTP request" in told.err
