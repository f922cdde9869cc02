"""Lists that grow beyond what paper has room for, and shrink again; a second parent."""

from __future__ import annotations

import json
from typing import Any

import httpx

from tests.web.walking import LOST_EARNINGS, PATH, fields, heading, hidden, send, walk

TRAINING = "/da/skema/ansoegning-hjemmetraening"
WEEK = "ansoegninger.0.ugeskema"


def begun(client: httpx.Client, path: str, answers: dict[str, Any], at: int, **more: Any) -> str:
    """A page of a draft."""
    kind = path.rpartition("/")[2]
    draft = {"hjemmetraening-kladde": 1, "dokument": kind, "svar": answers, "raekker": {}, **more}
    page = client.post(path, data={"kladde": json.dumps(draft), "trin": "999", "gaa": f"til:{at}"})
    assert page.status_code == 200
    return page.text


def section(client: httpx.Client, path: str, title: str, answers: dict[str, Any]) -> tuple[str, int]:
    """The page of a section by its heading, and its number."""
    found = ((begun(client, path, answers, at), at) for at in range(12))
    return next((page, at) for page, at in found if heading(page) == title)


def answers_of(page: str) -> dict[str, Any]:
    return json.loads(hidden(page, "kladde"))["svar"]  # type: ignore[no-any-return]


def rows(count: int) -> dict[str, Any]:
    return {f"{WEEK}.{nr}.aktivitet": f"Nr. {nr}" for nr in range(count)}


def test_more_rows_than_paper_has_become_the_case(client: httpx.Client) -> None:
    days = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag")
    many = {f"{WEEK}.{nr}.{name}": value for nr in range(25) for name, value in (
        ("dag", days[nr % 5]), ("fra", f"{8 + nr // 5}.00"), ("til", f"{8 + nr // 5}.45"),
        ("aktivitet", f"Nr. {nr}"))}
    last = walk(client, {**LOST_EARNINGS, **many})
    draft = json.loads(hidden(last[-1].text, "kladde"))
    draft["svar"].update(many)
    made = client.post(f"{PATH}/json", data={"kladde": json.dumps(draft), "trin": "999"})
    week = made.json()["ansoegninger"][0]["ugeskema"]
    assert [each["aktivitet"] for each in week] == [f"Nr. {nr}" for nr in range(25)]
    pdf = client.post(f"{PATH}/pdf", data={"kladde": json.dumps(draft), "trin": "999"})
    assert pdf.headers["content-type"] == "application/pdf"


def test_a_row_is_taken_away_and_the_others_move_up(client: httpx.Client) -> None:
    page, _ = section(client, PATH, "Træningen", rows(3))
    less = send(client, page, rows(3), f"fjern:{WEEK}:1").text
    assert answers_of(less) == {f"{WEEK}.0.aktivitet": "Nr. 0", f"{WEEK}.1.aktivitet": "Nr. 2"}
    assert f"{WEEK}.2.aktivitet" not in fields(less)


def test_the_last_row_cannot_be_taken_away(client: httpx.Client) -> None:
    page, _ = section(client, PATH, "Træningen", rows(1))
    assert "fjern:" not in page


def test_there_is_an_end_to_it(client: httpx.Client) -> None:
    """A page of a million rows helps nobody."""
    _, at = section(client, PATH, "Træningen", rows(1))
    big = begun(client, PATH, {}, at, raekker={WEEK: 4999})
    assert f"{WEEK}.99.dag" in fields(big)
    assert f"{WEEK}.100.dag" not in fields(big)
    assert f"flere:{WEEK}" not in big


def test_a_goal_that_is_gone_is_named_nowhere(client: httpx.Client) -> None:
    answers = {"maal.0.titel": "Gå", "maal.1.titel": "Tale", "maal.2.titel": "Spise",
               "ansoegninger.0.elementer.0.navn": "Leg",
               "ansoegninger.0.elementer.0.maal": ["maal2", "maal3"]}
    page, _ = section(client, TRAINING, "Mål for træningen", answers)
    less = send(client, page, answers, "fjern:maal:1", TRAINING).text
    kept = answers_of(less)
    assert (kept["maal.0.titel"], kept["maal.1.titel"]) == ("Gå", "Spise")
    assert "maal.2.titel" not in kept
    assert kept["ansoegninger.0.elementer.0.maal"] == ["maal3"]
    elements = client.post(TRAINING, data={
        "kladde": hidden(less, "kladde"), "trin": "999", "gaa": "ret:ansoegninger.0.elementer"}).text
    assert "Mål 2: Spise" in elements
    assert "Tale" not in elements


def test_only_goals_that_are_written_can_be_chosen(client: httpx.Client) -> None:
    page, _ = section(client, TRAINING, "Metode og træning", {"maal.0.titel": "Gå"})
    assert "Mål 1: Gå" in page
    assert "Mål 2" not in page


def test_a_second_parent_is_asked_about_when_added(client: httpx.Client) -> None:
    answers = {"parter.0.navn": "Mona Prøve"}
    page, at = section(client, TRAINING, "Forældrene", answers)
    assert "parter.1.navn" not in fields(page)
    assert 'value="foraelder2"' not in page
    more = send(client, page, answers, "flere:parter", TRAINING).text
    assert "parter.1.navn" in fields(more)
    both = {**answers, "parter.1.navn": "Per Prøve"}
    wish = send(client, more, {**both, "parter.0.foraeldremyndighed": "ja", "parter.0.relation": "mor",
                               "parter.1.foraeldremyndighed": "ja", "parter.1.relation": "far"},
                "frem", TRAINING).text
    assert heading(wish) == "Det, I søger om"
    assert "Per Prøve" in wish
    again = begun(client, TRAINING, both, at)
    gone = answers_of(send(client, again, both, "fjern:parter:1", TRAINING).text)
    assert gone == answers


def test_the_first_parent_stays(client: httpx.Client) -> None:
    answers = {"parter.0.navn": "Mona Prøve", "parter.1.navn": "Per Prøve"}
    page, _ = section(client, TRAINING, "Forældrene", answers)
    assert "fjern:parter:0" not in page
    assert answers_of(send(client, page, answers, "fjern:parter:0", TRAINING).text) == answers


def test_a_draft_goes_on_where_it_was_left(client: httpx.Client) -> None:
    page, _ = section(client, TRAINING, "Omfang", {"barn.navn": "Karla Prøve"})
    saved = client.post(f"{TRAINING}/kladde", data={
        "kladde": hidden(page, "kladde"), "trin": hidden(page, "trin")})
    again = client.post("/da/fortsaet", files={"fil": ("kladde.json", saved.content)})
    assert heading(again.text) == "Omfang"


def test_a_row_asked_for_where_there_are_none_is_no_fault(client: httpx.Client) -> None:
    """The summary asks nothing: a button of another page leads back to it."""
    draft = {"hjemmetraening-kladde": 1, "dokument": PATH.rpartition("/")[2], "svar": {}, "raekker": {}}
    for way in (f"flere:{WEEK}", f"fjern:{WEEK}:0", "flere:", "fjern:x"):
        page = client.post(PATH, data={"kladde": json.dumps(draft), "trin": "999", "gaa": way})
        assert (page.status_code, heading(page.text)) == (422, "Kontrollér dine svar")
