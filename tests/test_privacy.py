"""What one reader may not see is nowhere in their copy: body, headers, metadata, names, messages."""

from __future__ import annotations

import copy
import html
import io
import json
import re
import zipfile
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest

from pipeline import PipelineError, Produced, Sag, produce
from pipeline.carried.pdf import in_pdf
from pipeline.carried.word import in_docx
from pipeline.recipients import KOMMUNE, UNG
from tests.conftest import job_for, sample, sample_kinds

MARKS = {
    "street": "Hemmelighedsstræde 77", "school": "Skjulteskolen", "place": "Sommerfuglehuset 12",
    "phone": "70707077", "mail": "gemt@example.dk",
}
PAY = 87654


def told(letter: Produced) -> str:
    """Everything a copy can tell: its name, each part of the DOCX, the PDF's text and objects, and
    what either carries."""
    words = [letter.stem, letter.recipient]
    if "docx" in letter.files:
        with zipfile.ZipFile(io.BytesIO(letter.files["docx"])) as archive:
            words += archive.namelist()
            for name in archive.namelist():
                xml = archive.read(name).decode("utf-8", "replace")
                words += [xml, html.unescape(re.sub(r"<[^>]+>", "", xml))]
    if "pdf" in letter.files:
        document = pdfium.PdfDocument(letter.files["pdf"])
        words += [page.get_textpage().get_text_range() for page in document]
        document.close()
        with pikepdf.open(io.BytesIO(letter.files["pdf"])) as pdf:
            words += [str(dict(pdf.docinfo)), str(pdf.Root.get("/Metadata").read_bytes())]
            words += [str(o) for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
            words += [o.read_bytes().decode("utf-8", "replace") for o in pdf.objects
                      if isinstance(o, pikepdf.Stream) and o.get("/Type") == "/EmbeddedFile"]
    return re.sub(r"\s+", " ", " ".join(words))


def tells(letter: Produced, secret: str) -> bool:
    words = told(letter)
    return secret in words or re.sub(r"\s", "", secret) in re.sub(r"\s", "", words)


def protected_case() -> dict[str, Any]:
    """Mor and child live protected; far does not know where."""
    data = copy.deepcopy(dict(sample("villads-beskyttet-adresse").data))
    mor = next(p for p in data["parter"] if p["id"] == "mor")
    assert mor["beskyttelse"]["status"] == "beskyttet"
    assert data["barn"]["bor_hos"] == ["mor"]
    address = {"vej": MARKS["street"], "postnr": "5999", "by": "Solbæk"}
    mor["adresse"], data["barn"]["adresse"] = dict(address), dict(address)
    mor["kontakt"] = {"telefon": MARKS["phone"], "email": MARKS["mail"]}
    data["barn"]["tilbud"]["navn"] = MARKS["school"]
    for visit in data["tilsyn"]:
        visit["sted"] = {"art": "hjemmet", "hos": "mor", "beskrivelse": MARKS["place"]}
    for application in data["ansoegninger"]:
        if application.get("ansoeger") == "mor":
            application["arbejde"]["bruttoloen"] = PAY
    for decision in data["afgoerelser"]:
        if decision.get("part") == "mor":
            decision["beloeb"] = PAY
    return data


KINDS_TO_FAR = ("tilsynsrapport", "partshoering", "revurdering")


@pytest.mark.parametrize("kind", KINDS_TO_FAR)
def test_protected_address_school_and_place_are_nowhere_in_the_fathers_copies(kind: str) -> None:
    sag = Sag(protected_case(), "sag.json")
    letters = produce(sag, job_for(sag, kind, carry=True))
    fathers = [letter for letter in letters if letter.recipient == "far"]
    assert fathers
    for letter in fathers:
        assert '"udgave":1' in told(letter)
        for what, secret in MARKS.items():
            assert not tells(letter, secret), what
        for spelled in ("87.654", "87654", "87 654"):
            assert not tells(letter, spelled)


def test_the_search_would_find_them() -> None:
    """The mother's own copies do hold them, so the test above can fail."""
    sag = Sag(protected_case(), "sag.json")
    mothers = [letter for kind in KINDS_TO_FAR
               for letter in produce(sag, job_for(sag, kind, carry=True)) if letter.recipient == "mor"]
    assert any(tells(letter, MARKS["street"]) for letter in mothers)
    assert any(tells(letter, MARKS["place"]) for letter in mothers)
    assert any(tells(letter, "87.654") for letter in mothers)
    for letter in mothers:
        carried = in_pdf(letter.files["pdf"])[0].decode()
        assert in_docx(letter.files["docx"]) == in_pdf(letter.files["pdf"])
        assert MARKS["street"] in carried
    assert any(f'"beloeb":{PAY}' in in_pdf(letter.files["pdf"])[0].decode() for letter in mothers)


def test_an_application_of_one_parent_knows_nothing_of_the_others_pay() -> None:
    sag = sample("alma-to-hjem")
    mine = [a for a in sag.data["ansoegninger"] if a["art"] == "tabt_arbejdsfortjeneste"]
    assert mine
    for letter in produce(sag, job_for(sag, "ansoegning-tabt-arbejdsfortjeneste")):
        for other in sag.data["afgoerelser"]:
            if other.get("part") not in (None, mine[0]["ansoeger"]) and "beloeb" in other:
                assert not tells(letter, f"{int(other['beloeb']):,}".replace(",", "."))


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_no_sample_letter_tells_another_parents_pay_or_number(name: str, kind: str) -> None:
    sag = sample(name)
    if kind.startswith("ansoegning"):
        return
    for letter in produce(sag, job_for(sag, kind, carry=True)):
        carried = in_docx(letter.files["docx"])[0].decode()
        for party in sag.data["parter"]:
            if party["id"] != letter.recipient and "cpr" in party:
                assert not tells(letter, party["cpr"].replace("-", ""))
                # What a parent sends to the kommune has their own number with it.
                assert letter.recipient == KOMMUNE or party["cpr"] not in carried
        for event in (*sag.data.get("ansoegninger", ()), *sag.data.get("afgoerelser", ())):
            owner = event.get("ansoeger") or event.get("part")
            amount = event.get("beloeb") or event.get("arbejde", {}).get("bruttoloen")
            if owner and amount and letter.recipient not in (owner, UNG):
                assert not re.search(rf'"(beloeb|bruttoloen)":{amount}\b', carried)
                assert not tells(letter, f"{int(amount):,}".replace(",", "."))


@pytest.mark.parametrize("words", [
    MARKS["street"], "Hemmelighedsstræde", "hemmelighedsstræde  77", MARKS["school"],
    "70 70 70 77", MARKS["mail"],
])
def test_a_free_text_that_gives_it_away_stops_the_letter_without_repeating_it(words: str) -> None:
    data = protected_case()
    data["tilsyn"][-1]["observationer"] = f"Vi mødtes ved {words} om morgenen."
    sag = Sag(data, "sag.json")
    with pytest.raises(PipelineError) as refused:
        produce(sag, job_for(sag, "tilsynsrapport"))
    problems = refused.value.problems
    place = f"tilsyn[{len(data['tilsyn']) - 1}].observationer"
    assert (place, "beskyttet-i-tekst") in [(p.path, p.code) for p in problems]
    shown = json.dumps([p.as_json() for p in problems])
    assert words not in shown


def test_unknown_and_outdated_protection_count_as_protected() -> None:
    for status in ({"status": "ukendt"}, {"status": "ingen", "kontrolleret": "2020-01-01"}, None):
        data = protected_case()
        mor = next(p for p in data["parter"] if p["id"] == "mor")
        mor.pop("beskyttelse")
        data["barn"].pop("beskyttelse", None)
        if status:
            mor["beskyttelse"] = status
        sag = Sag(data, "sag.json")
        for letter in produce(sag, job_for(sag, "tilsynsrapport")):
            if letter.recipient == "far":
                assert not tells(letter, MARKS["street"])
                assert not tells(letter, MARKS["place"])


def test_nothing_of_one_family_is_in_the_next_letter() -> None:
    """One process, one compiled template, two families."""
    first, second = sample("alma-to-hjem"), sample("zoe-uden-leverandoer")
    produce(first, job_for(first, "revurdering"))
    for letter in produce(second, job_for(second, "revurdering")):
        for name in (first.data["barn"]["navn"], *(p["navn"] for p in first.data["parter"])):
            assert not tells(letter, name)


def test_a_list_the_letter_does_not_use_still_holds_secrets() -> None:
    """The application is no part of a report; the pay it states must not be in the report's texts."""
    data = protected_case()
    data["afgoerelser"] = [d for d in data["afgoerelser"] if d.get("part") != "mor"]
    data["tilsyn"][-1]["observationer"] = "Mor fortalte, at hun før tjente 87.654 kr. om måneden."
    sag = Sag(data, "sag.json")
    with pytest.raises(PipelineError) as refused:
        produce(sag, job_for(sag, "tilsynsrapport"))
    assert "beskyttet-i-tekst" in [p.code for p in refused.value.problems]


def test_the_kommunes_own_name_and_town_give_nothing_away() -> None:
    data = protected_case()
    next(p for p in data["parter"] if p["id"] == "far")["adresse"].update(postnr="5998", by="Vigø")
    data["parter"] = [p for p in data["parter"] if p["rolle"] == "foraelder"]
    data["tilsyn"][-1]["observationer"] = "Solbæk Kommune var med, og mødet sluttede i Solbæk."
    sag = Sag(data, "sag.json")
    assert produce(sag, job_for(sag, "tilsynsrapport", formats=("docx",)))
