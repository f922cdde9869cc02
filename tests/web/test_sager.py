"""A caseworker's way through the pages, without JavaScript: files, cases, limits, one case."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator, Mapping

import httpx
import pytest
from icalendar import Calendar

from pipeline.duties import due
from pipeline.web.config import MB, Config
from pipeline.web.sager.intake import MOST
from tests.cases import NAMES, SAMPLES, case, sag, settings
from tests.web.conftest import DAY, Server, day
from tests.web.walking import hidden

HOME = "/da/sager"
SEEN = f"{HOME}/oversigt"
BY = dt.date(2027, 6, 1)


def sent(*names: str) -> list[tuple[str, tuple[str, bytes]]]:
    return [("filer", (f"{name}.json", (SAMPLES / f"{name}.json").read_bytes())) for name in names]


def lines(count: int) -> bytes:
    """So many cases that differ in their number."""
    data = case("bo")
    return "\n".join(json.dumps({**data, "sagsnummer": f"26/{nr}"}, default=float)
                     for nr in range(count)).encode()


def rows(page: str) -> list[str]:
    """The cases that a page shows, by number or name."""
    return [html.unescape(each) for each in re.findall(
        r'value="sag:\d+">([^<]+)</button>', page)]


def chosen(page: str) -> set[int]:
    """The cases that the page would send on, seen or not."""
    ticked = re.findall(r'type="checkbox"[^>]*name="valgt" value="(\d+)" checked', page)
    unseen = re.findall(r'type="hidden" name="valgt" value="(\d+)"', page)
    return {int(at) for at in (*ticked, *unseen)}


def figures(page: str) -> Mapping[str, str]:
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))


def numbered(names: Iterator[str]) -> list[str]:
    return [str(sag(each).data["sagsnummer"]) for each in names]


@pytest.fixture(scope="module")
def came(server: object) -> Iterator[tuple[httpx.Client, str]]:
    """The samples and two broken cases, as they came in; and the page's token."""
    with httpx.Client(base_url=server.url, timeout=60) as client:  # type: ignore[attr-defined]
        page = client.post(HOME, files=sent(*(f"sager/{name}" for name in NAMES), "fejl/mangler-barn",
                                            "fejl/brudt-json"))
        assert page.status_code == 200
        yield client, page.text


def seen(came: tuple[httpx.Client, str], **fields: str | list[str]) -> httpx.Response:
    client, page = came
    return client.post(SEEN, data={"token": hidden(page, "token"), **fields})


def test_the_first_page_says_what_can_be_sent_and_what_happens_to_it(client: httpx.Client) -> None:
    page = client.get(HOME).text
    assert 'type="file"' in page
    assert " multiple " in page
    for words in ("JSONL", ".xlsx", "ikke skrevet på en disk", "15 minutter", f"{MOST} sager"):
        assert words in page


def test_the_front_page_leads_there(client: httpx.Client) -> None:
    assert 'href="/da/sager"' in client.get("/da/").text


def test_all_that_came_is_listed_with_its_faults(came: tuple[httpx.Client, str]) -> None:
    _, page = came
    assert rows(page) == [*numbered(iter(NAMES)), "26/78", "brudt-json.json"]
    assert figures(page)["Sager"] == str(len(NAMES) + 2)
    assert figures(page)["Sager, der kan bruges"] == str(len(NAMES))
    assert chosen(page) == set(range(len(NAMES)))
    assert page.count("Kan ikke vælges") == 2


def test_no_person_is_named_on_the_page(came: tuple[httpx.Client, str]) -> None:
    _, page = came
    for name in NAMES:
        child = str(sag(name).data["barn"]["navn"])
        assert child not in page
        assert str(sag(name).data["barn"].get("cpr", "-!-")) not in page


def test_limits_are_those_the_rules_give(came: tuple[httpx.Client, str]) -> None:
    found = sorted((duty.frist, str(sag(name).data["sagsnummer"])) for name in NAMES
                   for duty in due(sag(name).data, settings(), BY))
    page = seen(came, senest="1. juni 2027").text
    told = figures(page)
    assert told["Frister til og med 1. juni 2027"] == str(len(found))
    assert told["Heraf overskredet"] == str(sum(day < DAY for day, _ in found))
    listed: list[str] = []
    for part in range(len(found) // 25 + 1):
        page = seen(came, senest=BY.isoformat(), gaa=f"frister:{part}").text
        listed += re.findall(r'data-title="Sag">([^<]+)</td>', page)
    assert [html.unescape(each) for each in listed] == [number for _, number in found]


def test_the_picture_has_words_and_what_is_overdue_is_no_colour_alone(
        came: tuple[httpx.Client, str]) -> None:
    page = seen(came, senest="2027-06-01").text
    picture = re.search(r"<svg class=\"time-picture\".*?</svg>", page, re.DOTALL)
    assert picture
    told = figures(page)
    due, late = told["Frister til og med 1. juni 2027"], told["Heraf overskredet"]
    assert f"Frister: {due}, heraf overskredet: {late}." in picture[0]
    assert 'role="img"' in picture[0]
    assert ">Overskredet</text>" in picture[0]
    assert ">maj 2027</text>" in picture[0]
    assert "style=" not in page


def test_the_calendar_is_that_of_the_command(came: tuple[httpx.Client, str]) -> None:
    client, page = came
    answer = client.post(f"{HOME}/kalender", data={
        "token": hidden(page, "token"), "senest": BY.isoformat()})
    assert answer.headers["content-type"].startswith("text/calendar")
    entries = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(entries) == sum(len(due(sag(name).data, settings(), BY)) for name in NAMES)


@pytest.mark.parametrize(("said", "wrong"), [
    ("i morgen", "skal stå en dato"), ("31-02-2027", "dato"), ("3/4/2027", "to måder")])
def test_a_day_that_cannot_be_read_is_told_at_its_field(
        came: tuple[httpx.Client, str], said: str, wrong: str) -> None:
    told = seen(came, senest=said)
    assert told.status_code == 422
    assert re.search(r'id="senest"[^>]*fejl-senest[^>]*aria-invalid', told.text)
    assert wrong in told.text
    assert rows(told.text)


def test_which_cases_and_in_which_order(came: tuple[httpx.Client, str]) -> None:
    assert rows(seen(came, kun="fejl").text) == ["26/78", "brudt-json.json"]
    assert set(rows(seen(came, orden="fejl").text)[:2]) == {"brudt-json.json", "26/78"}
    limits = re.findall(r"Første: ([^<]+)<", seen(came, orden="frist").text)
    assert len(limits) == len(NAMES)
    assert limits[0] == "1. november 2022"
    ordered = rows(seen(came, orden="nummer").text)
    assert ordered[:-1] == sorted(ordered[:-1])
    assert rows(seen(came, nummer=" 24/17 ").text) == ["24/17342"]
    assert "Ingen af sagerne er sådan" in seen(came, nummer="findes ikke").text
    assert len(rows(seen(came, kun="opdigtet", orden="opdigtet").text)) == len(NAMES) + 2


def test_what_is_chosen_stays_chosen_where_it_is_not_seen(came: tuple[httpx.Client, str]) -> None:
    page = seen(came, valgt=["1", "3", "999", str(len(NAMES))], nummer="24/17").text
    assert rows(page) == ["24/17342"]
    assert chosen(page) == {1, 3}
    assert "Valgte sager: 2." in page
    assert chosen(seen(came, gaa="vaelg:alle").text) == set(range(len(NAMES)))
    assert chosen(seen(came, valgt=["1"], gaa="vaelg:ingen").text) == set()


def test_one_case_with_each_fault_and_its_remedy(came: tuple[httpx.Client, str]) -> None:
    client, page = came
    told = client.post(f"{HOME}/sag", data={
        "token": hidden(page, "token"), "gaa": f"sag:{len(NAMES)}", "valgt": ["2", "4"]}).text
    assert "<h1>Sag 26/78</h1>" in told
    assert "<code>barn</code>" in told
    assert "Feltet mangler. Udfyld feltet." in told
    assert chosen(told) == {2, 4}


def test_one_case_with_its_limits_and_documents(came: tuple[httpx.Client, str]) -> None:
    client, page = came
    place = next(each for each, name in enumerate(NAMES) if name.startswith("karla"))
    told = client.post(f"{HOME}/sag", data={"token": hidden(page, "token"), "gaa": f"sag:{place}",
                                            "senest": BY.isoformat()}).text
    assert told.count('class="timeline-date"') == len(due(sag("karla").data, settings(), BY))
    assert 'name="dokument" value="afgoerelse"' in told
    assert f'name="vis" value="{place}"' in told


@pytest.mark.parametrize("place", ["999", "-1", "²", "", "x", "99999999999"])
def test_a_case_that_is_not_there(came: tuple[httpx.Client, str], place: str) -> None:
    client, page = came
    told = client.post(f"{HOME}/sag", data={"token": hidden(page, "token"), "gaa": f"sag:{place}"})
    assert told.status_code == 404


@pytest.mark.parametrize("path", ["oversigt", "sag", "kalender"])
@pytest.mark.parametrize("token", [{}, {"token": ""}, {"token": "gættet"}])
def test_cases_that_are_forgotten_are_said_kindly(
        client: httpx.Client, path: str, token: dict[str, str]) -> None:
    told = client.post(f"{HOME}/{path}", data=token)
    assert told.status_code == 404
    assert "Begynd forfra" in told.text


@pytest.mark.parametrize("path", ["oversigt", "sag"])
def test_the_address_alone_leads_to_the_beginning(client: httpx.Client, path: str) -> None:
    told = client.get(f"{HOME}/{path}")
    assert (told.status_code, told.headers["location"]) == (303, HOME)


@pytest.mark.parametrize("files", [{}, {"filer": ("", b"")}])
def test_nothing_chosen_is_told_where_files_are_chosen(
        client: httpx.Client, files: dict[str, tuple[str, bytes]]) -> None:
    told = client.post(HOME, files=files) if files else client.post(HOME, data={"x": "y"})
    assert told.status_code == 422
    assert "ikke valgt nogen filer" in told.text
    assert re.search(r'id="filer"[^>]*fejl-filer-1[^>]*aria-invalid', told.text)


def test_too_many_cases_are_told_with_what_to_do(client: httpx.Client) -> None:
    told = client.post(HOME, files={"filer": ("s.jsonl", b"{}\n" * (MOST + 1))})
    assert told.status_code == 422
    assert "batch" in told.text


def test_many_cases_come_in_parts(client: httpx.Client) -> None:
    page = client.post(HOME, files={"filer": ("s.jsonl", lines(60))}).text
    assert (len(rows(page)), len(chosen(page))) == (50, 60)
    data = {"token": hidden(page, "token"), "valgt": [str(at) for at in sorted(chosen(page))]}
    after = client.post(SEEN, data={**data, "gaa": "del:1"}).text
    assert (rows(after)[0], len(rows(after)), len(chosen(after))) == ("26/50", 10, 60)
    assert rows(client.post(SEEN, data={**data, "gaa": "del:99"}).text) == rows(after)


def test_a_file_that_takes_too_long_is_a_problem_of_its_own() -> None:
    """The worker is replaced, and the other files' cases are there."""
    running = Server(Config(settings=settings(), workers=1, patience=1.0, today=day)).start()
    one = json.dumps(case("karla"), default=float).encode()
    slow = b"\n".join([one] * (19 * MB // len(one)))
    try:
        with httpx.Client(base_url=running.url, timeout=120) as client:
            assert client.post(HOME, files=sent("sager/bo-kun-det-noedvendige")).status_code == 200
            page = client.post(HOME, files=[("filer", ("langsom.jsonl", slow)),
                                            *sent("sager/bo-kun-det-noedvendige")])
            assert rows(page.text) == ["langsom.jsonl", "26/77"]
            told = client.post(f"{HOME}/sag", data={"token": hidden(page.text, "token"), "gaa": "sag:0"})
            assert "Filen kunne ikke læses i tide" in told.text
    finally:
        running.stop()


def test_a_name_that_would_be_a_way_or_a_tag_is_neither(client: httpx.Client) -> None:
    for name in ("<b>x</b>.json", "..\\..\\hemmelig.json", "a" * 300 + ".json"):
        page = client.post(HOME, files={"filer": (name, b"{")}).text
        assert "<b>x" not in page
        assert "..\\" not in page
        assert "a" * 101 not in page


def test_in_english(came: tuple[httpx.Client, str]) -> None:
    client, page = came
    other = client.post("/en/sager/oversigt", data={
        "token": hidden(page, "token"), "senest": "2027-06-01"})
    assert other.status_code == 200
    assert '<html lang="en">' in other.text
    assert "1 June 2027" in other.text


def test_the_page_sends_what_a_run_is_started_with(came: tuple[httpx.Client, str]) -> None:
    client, page = came
    assert 'formaction="/da/sager/lav"' in page
    told = client.post(f"{HOME}/lav", data={
        "token": hidden(page, "token"), "valgt": "5", "dokument": "forfaldne", "senest": "22-12-2026",
        "nr": "", "dato": "", "format": "pdf"})
    assert told.status_code == 200


def test_a_token_is_in_no_address(came: tuple[httpx.Client, str]) -> None:
    _, page = came
    token = hidden(page, "token")
    assert len(token) >= 32
    assert not re.search(rf'(href|action|src)="[^"]*{re.escape(token)}', page)
