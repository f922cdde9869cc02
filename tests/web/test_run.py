"""Letters of chosen cases: started, watched, looked at, fetched, deleted; in the way of nobody."""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
import time
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from pipeline import Job
from pipeline.batch.executors import local
from pipeline.batch.jobs import Always, Jobs
from pipeline.batch.run import Plan
from pipeline.batch.run import run as batch
from pipeline.batch.sources import items
from pipeline.batch.targets import Folder
from pipeline.web.config import Config
from pipeline.web.sager.choice import Choice
from tests.batch.families import Deadly, cases
from tests.conftest import SAMPLES, settings
from tests.web.conftest import DAY, Server, day
from tests.web.walking import PATH, heading, hidden

PATIENCE = 20.0
"""Seconds: a case that hangs is given up soon, but no other on a busy machine."""


@pytest.fixture(scope="module")
def two() -> Iterator[Server]:
    """A server with two workers, one of which makes runs."""
    running = Server(Config(settings=settings(), workers=2, today=day)).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def hasty() -> Iterator[Server]:
    """One that soon gives up what hangs."""
    running = Server(Config(settings=settings(), workers=2, patience=PATIENCE, today=day)).start()
    yield running
    running.stop()


@pytest.fixture
def person(two: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=two.url, timeout=120) as opened:
        yield opened


def family(count: int, broken: Sequence[int] = ()) -> bytes:
    return "".join(f"{line}\n" for line in cases(count, broken)).encode()


def sent(person: httpx.Client, *files: tuple[str, bytes]) -> str:
    """The token of files that were sent in."""
    page = person.post("/da/sager", files=[("filer", each) for each in files])
    assert page.status_code == 200, page.text
    return hidden(page.text, "token")


def sample_file(name: str) -> tuple[str, bytes]:
    return f"{name}.json", (SAMPLES / "sager" / f"{name}.json").read_bytes()


def wish(token: str, chosen: Sequence[int], kind: str = "revurdering", **more: Any) -> dict[str, Any]:
    return {"token": token, "valgt": [str(each) for each in chosen], "dokument": kind, **more}


def through(person: httpx.Client, page: httpx.Response) -> httpx.Response:
    """The result, once it is there."""
    assert page.status_code == 200, page.text
    token = hidden(page.text, "koersel")
    until = time.monotonic() + 90
    while "<progress" in page.text:
        assert time.monotonic() < until
        time.sleep(0.2)
        page = person.post("/da/sager/koersel", data={"koersel": token})
    return page


def made(person: httpx.Client, asked: dict[str, Any]) -> httpx.Response:
    return through(person, person.post("/da/sager/lav", data=asked))


def fetched(person: httpx.Client, page: httpx.Response) -> zipfile.ZipFile:
    answer = person.post("/da/sager/koersel/zip", data={"koersel": hidden(page.text, "koersel")})
    assert answer.headers["content-type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


def letters(page: httpx.Response) -> list[str]:
    """The places of the letters on a page."""
    return re.findall(r'value="brev:([0-9.]+)"', page.text)


def test_the_file_has_what_a_batch_makes(person: httpx.Client, tmp_path: Any) -> None:
    """Broken cases and case numbers that come twice too."""
    data = family(5, broken=[2]) + family(1)
    source = tmp_path / "sager.jsonl"
    source.write_bytes(data)
    plan = Plan(lambda today: Always(Job("revurdering", settings=settings(), today=today)),
                Folder(tmp_path / "ud"))
    batch(plan, items([source]), local(1), DAY, clock=lambda: dt.datetime.combine(DAY, dt.time()))
    expected = {path.relative_to(tmp_path / "ud").as_posix(): path.read_bytes()
                for path in (tmp_path / "ud").rglob("*.*")
                if path.is_file() and path.suffix in (".pdf", ".docx")}
    lines = [{**json.loads(line), "sekunder": None} for line in
             (tmp_path / "ud/rapport.jsonl").read_text(encoding="utf-8").splitlines()]

    page = made(person, wish(sent(person, ("sager.jsonl", data)), range(6)))
    archive = fetched(person, page)
    found = {name: archive.read(name) for name in archive.namelist()}
    report = found.pop("rapport.jsonl").decode()
    readable = found.pop("rapport.html").decode()
    assert len(expected) == 16
    assert found == expected
    assert [json.loads(line) for line in report.splitlines()] == lines
    assert "Sagsnummeret står også i sager.jsonl:1" in readable
    assert all(link in found for link in (
        httpx.URL(html.unescape(each)).path for each in re.findall('href="(.*?)"', readable)))


def test_the_same_run_gives_the_same_bytes(person: httpx.Client) -> None:
    answers = []
    for _ in range(2):
        page = made(person, wish(sent(person, ("sager.jsonl", family(3, broken=[1]))), range(3)))
        answers.append(person.post("/da/sager/koersel/zip",
                                   data={"koersel": hidden(page.text, "koersel")}).content)
    assert answers[0] == answers[1]
    with zipfile.ZipFile(io.BytesIO(answers[0])) as archive:
        assert archive.testzip() is None
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_page_says_how_each_case_went(person: httpx.Client) -> None:
    page = made(person, wish(sent(person, ("sager.jsonl", family(3, broken=[2]))), range(3)))
    assert heading(page.text) == "Brevene er lavet"
    assert "<title>Fejl: " in page.text
    rows = re.findall(r"<tr>(.*?)</tr>", page.text.partition("<tbody>")[2], re.S)
    assert [re.findall(r'badge-(\w+)">(\w+)', row)[0] for row in rows] == [
        ("success", "Lavet"), ("error", "Fejl"), ("success", "Lavet")]
    assert "barn.navn" in rows[1]
    assert "Udfyld feltet." in rows[1]
    only = person.post("/da/sager/koersel", data={
        "koersel": hidden(page.text, "koersel"), "gaa": "kun:fejl"})
    assert re.findall(r'scope="row">(.*?)<', only.text) == ["P/2"]


def test_many_cases_come_in_parts(person: httpx.Client) -> None:
    page = made(person, wish(sent(person, ("s.jsonl", family(27, broken=range(1, 28)))), range(27)))
    assert heading(page.text) == "Der er ikke lavet nogen breve"
    assert page.text.count('scope="row"') == 25
    more = person.post("/da/sager/koersel", data={
        "koersel": hidden(page.text, "koersel"), "gaa": "del:1"})
    assert re.findall(r'scope="row">(.*?)<', more.text) == ["P/26", "P/27"]


def test_nothing_due_is_said(person: httpx.Client) -> None:
    page = made(person, wish(sent(person, sample_file("zoe-uden-leverandoer")), [0], "forfaldne",
                             senest="1-1-2020"))
    assert "Intet at sende" in page.text
    assert fetched(person, page).read("rapport.jsonl").count(b'"udfald": "intet"') == 1


def test_a_draft_that_awaits_approval_says_so(person: httpx.Client) -> None:
    name, data = sample_file("liv-uden-leverandoer")
    case = json.loads(data)
    for decision in case["afgoerelser"]:
        decision.pop("godkendt", None)
    page = made(person, wish(sent(person, (name, json.dumps(case).encode())), [0], "afgoerelse",
                             format="pdf"))
    assert "Udkast: venter på godkendelse" in page.text
    assert "Heraf udkast" in page.text
    seen = look(person, page, f"brev:{letters(page)[0]}")
    assert "Brevet må ikke sendes" in seen.text
    assert "UDKAST" in seen.text
    assert "Udkast: venter på godkendelse" in fetched(person, page).read("rapport.html").decode()


def look(person: httpx.Client, page: httpx.Response, to: str, lang: str = "da") -> httpx.Response:
    """Press a button on a page of a run."""
    state = {name: hidden(page.text, name) for name in ("koersel", "brev", "fil", "side")
             if f'name="{name}"' in page.text}
    return person.post(f"/{lang}/sager/koersel/brev", data={**state, "gaa": to})


def test_every_page_of_a_letter_can_be_seen(person: httpx.Client) -> None:
    page = made(person, wish(sent(person, sample_file("alma-to-hjem")), [0], laesekopi="en"))
    first, second = letters(page)
    seen = look(person, page, f"brev:{first}")
    pages = int(re.search(r"side 1 af (\d+)", heading(seen.text))[1])  # type: ignore[index]
    assert pages > 2
    pictures, words = set(), []
    for number in range(1, pages + 1):
        assert f"side {number} af {pages}" in heading(seen.text)
        picture = re.search(r'<img [^>]*src="data:image/png;base64,([^"]+)"[^>]* alt="([^"]+)"',
                            seen.text)
        assert picture
        assert f"side {number} af {pages}" in picture[2]
        pictures.add(picture[1])
        words.append(re.search(r'<p class="words wide" lang="da">(.*?)</p>', seen.text, re.S)[1])  # type: ignore[index]
        assert ("Næste side" in seen.text) == (number < pages)
        assert ("Forrige side" in seen.text) == (number > 1)
        seen = look(person, seen, f"side:{number + 1}")
    assert len(pictures) == pages
    assert "Kære Signe Østergård" in words[0]
    assert "Kære Signe" not in words[1]
    following = look(person, seen, f"brev:{second}")
    assert "side 1 af" in heading(following.text), "another letter begins at its first page"
    copy = next(each for each in re.findall(r'value="(fil:[^"]+)"', following.text)
                if each.endswith("-laes-en.pdf"))
    read = look(person, following, html.unescape(copy))
    assert '<p class="words wide" lang="en">' in read.text


def test_a_letter_in_a_protected_address_shows_none(person: httpx.Client) -> None:
    """What is seen is the letter; the page around it has a case number and ids, no names."""
    page = made(person, wish(sent(person, sample_file("alma-to-hjem")), [0]))
    for name in ("Alma", "Signe", "Østergård"):
        assert name not in page.text
        assert name not in str(page.headers)


def test_files_one_by_one(person: httpx.Client) -> None:
    page = made(person, wish(sent(person, ("s.jsonl", family(1))), [0]))
    token = hidden(page.text, "koersel")
    seen = look(person, page, f"brev:{letters(page)[0]}")
    for each in re.findall(r'koersel/fil" name="gaa" value="([^"]+)"', seen.text):
        answer = person.post("/da/sager/koersel/fil",
                             data={"koersel": token, "gaa": html.unescape(each)})
        assert answer.content[:2] == (b"%P" if each.endswith("pdf") else b"PK")
        assert re.fullmatch(r'attachment; filename="[0-9a-z.-]+"', answer.headers["content-disposition"])
    assert letters(person.post("/da/sager/koersel", data={"koersel": token})), "it is still there"


def test_word_alone_has_no_pages_to_see(person: httpx.Client) -> None:
    page = made(person, wish(sent(person, ("s.jsonl", family(1))), [0], format="docx"))
    seen = look(person, page, f"brev:{letters(page)[0]}")
    assert seen.status_code == 200
    assert "<img" not in seen.text


def test_one_letter_before_the_others(person: httpx.Client) -> None:
    token = sent(person, ("s.jsonl", family(3, broken=[2])))
    seen = person.post("/da/sager/forhaandsvis", data=wish(token, [0], vis="2"))
    assert "side 1 af" in heading(seen.text)
    assert "Sag P/3" in seen.text
    wrong = person.post("/da/sager/forhaandsvis", data=wish(token, [0], vis="1"))
    assert heading(wrong.text) == "Der er ikke lavet nogen breve"
    assert "barn.navn" in wrong.text
    back = person.post("/da/sager/oversigt", data={"token": hidden(wrong.text, "token")})
    assert back.status_code == 200


def test_the_same_asked_for_again_is_the_run_that_is_there(person: httpx.Client) -> None:
    token = sent(person, ("s.jsonl", family(2)))
    one = made(person, wish(token, [0, 1]))
    again = person.post("/en/sager/lav", data=wish(token, [0, 1]))
    other = made(person, wish(token, [0]))
    runs = [hidden(each.text, "koersel") for each in (one, again, other)]
    assert runs[0] == runs[1] != runs[2]
    assert '<html lang="en">' in again.text


@pytest.mark.parametrize("way", ["zip", "slet"])
def test_it_is_gone_when_it_is_fetched_or_deleted(person: httpx.Client, way: str) -> None:
    page = made(person, wish(sent(person, ("s.jsonl", family(1))), [0]))
    token = hidden(page.text, "koersel")
    if way == "zip":
        fetched(person, page)
    else:
        assert "slettet" in person.post(
            "/da/sager/koersel", data={"koersel": token, "gaa": "slet"}).text
    for path in ("", "/status", "/zip", "/brev", "/fil"):
        told = person.post(f"/da/sager/koersel{path}", data={"koersel": token, "brev": "1.1.1"})
        assert told.status_code == 404
        assert "kun husket kort tid" in told.text


def test_no_address_leads_to_it(person: httpx.Client) -> None:
    """The token is in forms alone."""
    page = made(person, wish(sent(person, ("s.jsonl", family(1))), [0]))
    seen = look(person, page, f"brev:{letters(page)[0]}")
    for each in (page, seen):
        token = hidden(each.text, "koersel")
        assert each.text.count(token) == 1
        assert not any(token in link for link in re.findall(r'(?:href|src|action)="([^"]*)"', each.text))
        assert each.headers["cache-control"] == "no-store"
        assert person.get("/da/sager/koersel", params={"koersel": token}).status_code == 405


@pytest.mark.parametrize(("change", "code"), [
    ({"valgt": []}, 422), ({"valgt": ["99"]}, 422), ({"valgt": ["-1", "²", "x"]}, 422),
    ({"dokument": "findes-ikke"}, 422), ({"dokument": "forfaldne"}, 422), ({"dato": "i morgen"}, 422),
    ({"dokument": "forfaldne", "senest": "1/2/26"}, 422), ({"nr": "-1"}, 422), ({"nr": "²"}, 422),
    ({"nr": "99999999999999999999"}, 422), ({"token": "x"}, 404), ({"token": ""}, 404)])
def test_what_cannot_be_asked_for(person: httpx.Client, change: dict[str, Any], code: int) -> None:
    asked = wish(sent(person, ("s.jsonl", family(1))), [0])
    for path in ("lav", "forhaandsvis"):
        told = person.post(f"/da/sager/{path}", data={**asked, **change})
        assert told.status_code == code
        if code == 422:
            back = person.post("/da/sager/oversigt", data={
                "token": hidden(told.text, "token"), "valgt": re.findall(
                    r'name="valgt" value="(.*?)"', told.text)})
            assert "valgt" in change or 'name="valgt" value="0" checked' in back.text


@pytest.mark.parametrize("bad", [
    {}, {"gaa": "brev:9.9.9"}, {"gaa": "brev:x"}, {"gaa": "fil:../../etc/passwd"}, {"brev": "1.1"}])
def test_places_that_are_not_there(person: httpx.Client, bad: dict[str, str]) -> None:
    page = made(person, wish(sent(person, ("s.jsonl", family(1))), [0]))
    token = hidden(page.text, "koersel")
    assert person.post("/da/sager/koersel/brev", data={"koersel": token, **bad}).status_code == 404
    assert person.post("/da/sager/koersel/fil", data={"koersel": token, **bad}).status_code == 404


@pytest.mark.parametrize("number", ["A\ud800B", "<b>&\"'", "../..", "æ ø/å", "NUL", "010118-4321"])
def test_any_case_number(person: httpx.Client, number: str) -> None:
    case = {**json.loads(family(1)), "sagsnummer": number}
    page = made(person, wish(sent(person, ("<b>.jsonl", json.dumps(case).encode())), [0]))
    assert page.status_code == 200
    assert "<b>" not in page.text
    if letters(page):
        assert look(person, page, f"brev:{letters(page)[0]}").status_code == 200
    for name in fetched(person, page).namelist():
        assert re.fullmatch(r"rapport\.(html|jsonl)|[A-Za-z0-9%][A-Za-z0-9._%-]*/[A-Za-z0-9._-]+", name)


@pytest.mark.parametrize("gaa", ["side:0", "side:999", "side:²", "side:99999999999", "side:-1", "x", ""])
def test_pages_that_are_not_there(person: httpx.Client, gaa: str) -> None:
    page = made(person, wish(sent(person, ("s.jsonl", family(1))), [0]))
    seen = look(person, look(person, page, f"brev:{letters(page)[0]}"), gaa)
    assert seen.status_code == 200


def deadly(monkeypatch: pytest.MonkeyPatch, number: str, how: str) -> None:
    """One case of the run does to its worker what a fault in a library would."""
    def jobs(choice: Choice, config: Config) -> Jobs:
        job = Job(choice.kind, today=choice.today, settings=config.settings)
        return Deadly(job, number, how)
    monkeypatch.setattr(Choice, "jobs", jobs)


@pytest.mark.parametrize("how", ["hang", "kill"])
def test_a_stuck_case_takes_nothing_with_it_and_blocks_nobody(
        hasty: Server, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    deadly(monkeypatch, "P/1", how)
    with httpx.Client(base_url=hasty.url, timeout=120) as person:
        _stuck(person, hasty, how)


def _stuck(person: httpx.Client, hasty: Server, how: str) -> None:
    page = person.post("/da/sager/lav", data=wish(sent(person, ("s.jsonl", family(3))), range(3)))
    if how == "hang":
        assert "<progress" in page.text
        with httpx.Client(base_url=hasty.url, timeout=60) as other:
            begun = time.monotonic()
            assert other.get(PATH).status_code == 200
            case = json.loads(family(1))
            answer = other.post("/api/render", json={"sag": case, "dokument": "revurdering"})
            assert answer.status_code == 200
            still = person.post("/da/sager/koersel/status", data={
                "koersel": hidden(page.text, "koersel")}).json()
            assert not still["slut"], f"it hung for less than {time.monotonic() - begun} s"
    page = through(person, page)
    assert "gik ned eller i stå" in page.text
    assert {place[0] for place in letters(page)} == {"2", "3"}
    assert b"sag-gik-i-staa" in fetched(person, page).read("rapport.jsonl")


def test_a_run_of_nothing_but_stuck_cases_is_ended(
        person: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    deadly(monkeypatch, "P/1", "kill")
    one = family(1)
    token = sent(person, ("s.jsonl", one * 9))
    page = made(person, wish(token, range(9)))
    assert heading(page.text) == "Kørslen blev standset"
    assert page.text.count('scope="row"') == 3
    again = made(person, wish(token, range(9)))
    assert hidden(again.text, "koersel") != hidden(page.text, "koersel"), "a fault is tried again"


def test_a_run_is_stopped(person: httpx.Client) -> None:
    page = person.post("/da/sager/lav", data=wish(sent(person, ("s.jsonl", family(200))), range(200)))
    token = hidden(page.text, "koersel")
    stopped = through(person, person.post("/da/sager/koersel", data={"koersel": token, "gaa": "stands"}))
    assert heading(stopped.text) == "Kørslen blev standset"
    assert "Sager, der ikke blev nået" in stopped.text
    report = fetched(person, stopped).read("rapport.jsonl").splitlines()
    assert 0 < len(report) < 200


def test_two_runs_take_turns(person: httpx.Client) -> None:
    """A small run beside a large one does not wait for its end."""
    large = person.post("/da/sager/lav", data=wish(sent(person, ("s.jsonl", family(150))), range(150)))
    small = made(person, wish(sent(person, ("s.jsonl", family(2))), range(2)))
    assert len(letters(small)) == 4
    token = hidden(large.text, "koersel")
    assert not person.post("/da/sager/koersel/status", data={"koersel": token}).json()["slut"]
    person.post("/da/sager/koersel", data={"koersel": token, "gaa": "slet"})


def test_many_at_once_get_their_own(person: httpx.Client, two: Server) -> None:
    def one(number: int) -> list[str]:
        data = family(number).splitlines()[-1]
        with httpx.Client(base_url=two.url, timeout=120) as client:
            page = made(client, wish(sent(client, ("s.jsonl", data)), [0]))
            return fetched(client, page).namelist()
    with ThreadPoolExecutor(6) as people:
        for number, names in enumerate(people.map(one, range(1, 13)), start=1):
            assert {name.partition("/")[0] for name in names} == {
                "rapport.html", "rapport.jsonl", f"P%2F{number}"}


def test_a_run_that_is_too_large_is_stopped() -> None:
    """Half of what is held for all is the most for one."""
    running = Server(Config(settings=settings(), workers=1, today=day, held=1_500_000)).start()
    try:
        with httpx.Client(base_url=running.url, timeout=120) as client:
            page = made(client, wish(sent(client, ("s.jsonl", family(20))), range(20)))
            assert "Brevene fylder mere" in page.text
            names = fetched(client, page).namelist()
            assert 4 < len(names) < 20
    finally:
        running.stop()


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_quarter_of_an_hour_later_it_is_gone() -> None:
    clock = Clock()
    running = Server(Config(settings=settings(), workers=1, today=day, clock=clock)).start()
    try:
        with httpx.Client(base_url=running.url, timeout=120) as client:
            page = made(client, wish(sent(client, ("s.jsonl", family(1))), [0]))
            token = {"koersel": hidden(page.text, "koersel")}
            clock.now = 899
            assert client.post("/da/sager/koersel", data=token).status_code == 200
            clock.now = 901
            assert client.post("/da/sager/koersel", data=token).status_code == 404
    finally:
        running.stop()
