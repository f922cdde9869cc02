"""A form in the browser: section by section, its rows, its errors, its files, its draft."""

from __future__ import annotations

import io
import json
import re
import zipfile

import httpx
import pypdfium2 as pdfium
import pytest

from tests.web.walking import LOST_EARNINGS, PATH, fields, heading, hidden, send, state, walk


def test_the_way_to_the_summary(client: httpx.Client) -> None:
    pages = walk(client, LOST_EARNINGS)
    assert [each.status_code for each in pages] == [200] * len(pages)
    assert [heading(each.text) for each in pages] == [
        "Barnet", "Dig, der søger", "Det, du søger om", "Træningen", "Arbejde og indtægt", "Samtykke",
        "Bilag", "Underskrift", "Kontrollér dine svar"]
    said = pages[-1].text
    for words in ("Karla Prøve", "31.500", "Lønmodtager", "Tabt arbejdsfortjeneste for første gang"):
        assert words in said
    assert "loenmodtager<" not in said


def test_the_document_holds_what_was_answered(client: httpx.Client) -> None:
    summary = walk(client, LOST_EARNINGS)[-1].text
    made = client.post(f"{PATH}/pdf", data=state(summary))
    assert made.headers["content-type"] == "application/pdf"
    document = pdfium.PdfDocument(made.content)
    words = " ".join(page.get_textpage().get_text_range() for page in document).replace("\xa0", " ")
    document.close()
    for said in ("Karla Prøve", "12,5 timer om ugen", "1. februar 2027", "31.500", "08.30–11.00"):
        assert said in words, said
    word = client.post(f"{PATH}/docx", data=state(summary)).content
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(word)).namelist()
    case = client.post(f"{PATH}/json", data=state(summary)).json()
    assert case["ansoegninger"][0]["arbejde"]["bruttoloen"] == 31500
    assert case["ansoegninger"][0]["ugeskema"] == [
        {"dag": "mandag", "fra": "08:30", "til": "11:00", "aktivitet": "Vi kravler"}]


def test_what_is_wrong_is_told_at_the_top_and_at_its_field(client: httpx.Client) -> None:
    page = client.get(PATH).text
    told = send(client, page, {"barn.navn": "Karla", "barn.cpr": "12"})
    assert told.status_code == 422
    assert heading(told.text) == "Barnet"
    assert set(re.findall(r'<li><a href="#(.*?)">', told.text)) == {"barn.cpr", "barn.diagnose"}
    assert re.search(r'id="barn.cpr"[^>]*aria-describedby="[^"]*fejl-barn.cpr-1"[^>]*aria-invalid',
                     told.text)
    assert "<title>Fejl" in told.text
    assert 'value="Karla"' in told.text


def test_what_the_document_lacks_is_told_where_it_is_asked(client: httpx.Client) -> None:
    """Only an employee needs an employer, and the form's field is not one that must be filled in."""
    answers = {**LOST_EARNINGS, "ansoegninger.0.arbejde.arbejdsgiver": ""}
    last = walk(client, answers)[-1]
    assert (last.status_code, heading(last.text)) == (422, "Arbejde og indtægt")
    assert '<a href="#ansoegninger.0.arbejde.arbejdsgiver">' in last.text


def test_a_list_that_lacks_rows_is_told_at_the_list(client: httpx.Client) -> None:
    answers = {name: each for name, each in LOST_EARNINGS.items() if "ugeskema" not in name}
    last = walk(client, answers)[-1]
    assert (last.status_code, heading(last.text)) == (422, "Træningen")
    assert '<a href="#ansoegninger.0.ugeskema">' in last.text
    assert 'id="ansoegninger.0.ugeskema"' in last.text


def test_one_more_row(client: httpx.Client) -> None:
    page = next(each.text for each in walk(client, LOST_EARNINGS) if heading(each.text) == "Træningen")
    assert "ansoegninger.0.ugeskema.1.dag" not in fields(page)
    more = send(client, page, LOST_EARNINGS, "flere:ansoegninger.0.ugeskema")
    assert "ansoegninger.0.ugeskema.1.dag" in fields(more.text)
    assert 'value="Vi kravler"' in more.text
    for _ in range(12):
        more = send(client, more.text, LOST_EARNINGS, "flere:ansoegninger.0.ugeskema")
    assert "ansoegninger.0.ugeskema.13.dag" in fields(more.text)


def test_what_an_earlier_answer_leaves_out_is_not_asked(client: httpx.Client) -> None:
    path = "/da/skema/ansoegning-udgifter"
    answers = {**LOST_EARNINGS, "ansoegninger.0.variant": "dokumentation",
               "ansoegninger.0.ansoegere": "foraelder1", "ansoegninger.0.periode.fra": "1-1-2026",
               "udgifter.0.dato": "2-3-2026", "udgifter.0.hvad": "Bold", "udgifter.0.beloeb": "1.250",
               "udgifter.0.art": "traeningsmateriel"}
    titles = [heading(each.text) for each in walk(client, answers, path)]
    assert "Dokumentation: det, I har brugt" in titles
    assert "Målene" not in titles
    assert "Ansøgning: det, I søger om" not in titles


def test_a_parent_applies_for_costs_from_an_empty_form(client: httpx.Client) -> None:
    """A goal is asked for as wholly as the case wants it: the way does not end at the goals."""
    path, cost = "/da/skema/ansoegning-udgifter", "ansoegninger.0.udgifter.0"
    answers = {**LOST_EARNINGS, "ansoegninger.0.variant": "ansoegning",
               "ansoegninger.0.ansoegere": "foraelder1", "maal.0.titel": "Karla beder om noget.",
               "maal.0.omraade": "kommunikativ", "maal.0.udgangspunkt": "2 gange",
               "maal.0.oensket": "15 gange", "maal.0.maaling": "Vi tæller.",
               "maal.0.frist": "1. december 2027", f"{cost}.hvad": "Gynge", f"{cost}.art": "redskab",
               f"{cost}.beloeb": "4.500", f"{cost}.maal": "maal1", f"{cost}.formaal": "Balance.",
               f"{cost}.hvorfor": "Vi har prøvet en bold."}
    pages = walk(client, answers, path)
    assert heading(pages[-1].text) == "Kontrollér dine svar"
    made = client.post(f"{path}/pdf", data=state(pages[-1].text))
    assert made.content[:4] == b"%PDF"


def test_back_keeps_what_was_written(client: httpx.Client) -> None:
    pages = walk(client, LOST_EARNINGS)
    back = client.post(PATH, data={**state(pages[-1].text), "gaa": "tilbage"})
    assert heading(back.text) == "Underskrift"
    again = send(client, back.text, LOST_EARNINGS, "tilbage")
    assert heading(again.text) == "Bilag"
    assert "Lønsedler" in again.text


def test_correcting_from_the_summary(client: httpx.Client) -> None:
    summary = walk(client, LOST_EARNINGS)[-1].text
    page = client.post(PATH, data={**state(summary), "gaa": "til:0"})
    assert heading(page.text) == "Barnet"
    assert 'value="Karla Prøve"' in page.text


def test_a_draft_is_saved_and_goes_on(client: httpx.Client) -> None:
    page = client.get(PATH).text
    saved = client.post(f"{PATH}/kladde", data={
        **state(page), "barn.navn": "Karla »Ø« <b>", "barn.diagnose": "To\nlinjer"})
    assert "attachment" in saved.headers["content-disposition"]
    again = client.post("/da/fortsaet", files={"fil": ("kladde.json", saved.content)})
    assert again.status_code == 200
    assert json.loads(hidden(again.text, "kladde"))["svar"] == {
        "barn.navn": "Karla »Ø« <b>", "barn.diagnose": "To\nlinjer"}
    assert "<b>" not in again.text


@pytest.mark.parametrize("draft", [
    b"", b"{}", b"[1]", b'{"hjemmetraening-kladde": 2, "dokument": "tilbud", "svar": {}, "raekker": {}}',
    b'{"hjemmetraening-kladde": 1, "dokument": "findes-ikke", "svar": {}, "raekker": {}}',
    b'{"hjemmetraening-kladde": 1, "dokument": "tilbud", "svar": 7, "raekker": {}}',
    b'{"hjemmetraening-kladde": 1, "dokument": ["tilbud"], "svar": {}, "raekker": {}}',
    b"\xff\xfe\x00", b"[" * 100_000, b"%PDF-1.7"])
def test_what_is_no_draft_is_said_kindly(client: httpx.Client, draft: bytes) -> None:
    told = client.post("/da/fortsaet", files={"fil": ("kladde.json", draft)})
    assert told.status_code == 422
    assert heading(told.text) == "Hvad vil du?"
    assert '<a href="#fil">' in told.text
    for technical in ("JSON-", "Traceback", "dokument\"", "linje 1"):
        assert technical not in told.text


def test_only_what_is_asked_is_kept_of_a_draft(client: httpx.Client) -> None:
    draft = {"hjemmetraening-kladde": 1, "dokument": "hoeringssvar",
             "svar": {"barn.navn": "Bo", "skjult": "x", "barn.cpr": {"a": 1}}, "raekker": {"a": -1}}
    page = client.post("/da/fortsaet", files={"fil": ("k.json", json.dumps(draft).encode())}).text
    assert json.loads(hidden(page, "kladde")) == {
        "hjemmetraening-kladde": 1, "dokument": "hoeringssvar", "svar": {"barn.navn": "Bo"},
        "raekker": {}}


def test_in_english(client: httpx.Client) -> None:
    page = client.get("/en/skema/ansoegning-tabt-arbejdsfortjeneste").text
    assert '<html lang="en">' in page
    assert heading(page) == "The child"
    told = send(client, page, {}, path="/en/skema/ansoegning-tabt-arbejdsfortjeneste")
    assert "Feltet" not in told.text


@pytest.mark.parametrize("path", ["/da/findes-ikke", "/da/skema/findes-ikke", "/fr/", "/egen/../app.py"])
def test_what_is_not_there(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("bad", [
    {}, {"kladde": "x"}, {"kladde": "{}", "trin": "0"}, {"kladde": "null", "trin": "-1"}])
def test_a_page_that_sends_nonsense(client: httpx.Client, bad: dict[str, str]) -> None:
    assert client.post(PATH, data=bad).status_code == 422


@pytest.mark.parametrize("change", [
    {"trin": "999"}, {"trin": "²"}, {"gaa": "til:99999999999"}, {"gaa": "til:²"}, {"gaa": "ret:findes"},
    {"gaa": "flere:findes"}, {"gaa": ""}, {"gaa": "til:-1"}])
def test_a_page_that_wants_to_go_nowhere(client: httpx.Client, change: dict[str, str]) -> None:
    page = client.get(PATH).text
    assert client.post(PATH, data={**state(page), **change}).status_code in (200, 422)
