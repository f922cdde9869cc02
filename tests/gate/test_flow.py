"""A letter that tells what its reader may not see is not made, however that came about."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline import Sag, flow, letters, produce
from pipeline.access import KOMMUNE, Reader
from pipeline.errors import DocumentRefused
from pipeline.pdf import Attachment, Metadata, Pdf
from pipeline.recipients import project
from tests.conftest import job_for, sample, settings
from tests.gate.planting import FIELDS, PAY, PHONE, PLACE, STREET, changed, family, job

Patch = pytest.MonkeyPatch


def refused(data: Mapping[str, Any], kind: str = "tilsynsrapport", **more: Any) -> set[tuple[str, str]]:
    """The fields that stop the letters, and the words for where they stand."""
    with pytest.raises(DocumentRefused) as error:
        produce(*job(data, kind, **more))
    found = [problem for problem in error.value.problems if problem.code == "laek"]
    shown = json.dumps([problem.as_json() for problem in found], ensure_ascii=False)
    assert not [secret for secret in FIELDS if secret in shown]
    return {(problem.path, str(dict(problem.message.values)["kanal"])) for problem in found}


def blind(case: Any, readers: Any, *rest: Any) -> Any:
    """A projection that takes everybody for the kommune."""
    return project(case, [Reader(KOMMUNE, KOMMUNE)], *rest)


WEAK = {"tilsynsrapport": PLACE, "partshoering": PLACE, "indkaldelse": PLACE}
"""A letter of the kind that prints something the father may not see, once nothing is taken out."""


@pytest.mark.parametrize("formats", [("docx",), ("docx", "pdf")])
def test_where_the_projection_lets_everything_through(monkeypatch: Patch, formats: Any) -> None:
    monkeypatch.setattr(letters, "project", blind)
    assert (FIELDS[PLACE], "brevets tekst") in refused(family(), formats=formats)


def test_another_parents_pay(monkeypatch: Patch) -> None:
    """The mother's own claim, as the father's: the letter is about nothing else."""
    data = family()
    monkeypatch.setattr(flow, "template_of", planting(
        lambda xml: xml.replace("</w:body>", f"<w:p><w:r><w:t>{PAY}</w:t></w:r></w:p></w:body>")))
    assert (FIELDS[str(PAY)], "brevets tekst") in refused(data, formats=("docx",))


def test_what_is_carried(monkeypatch: Patch) -> None:
    carried = json.dumps({"sag": {"barn": {"adresse": {"vej": STREET}}}}).encode()
    monkeypatch.setattr(flow, "data_of", lambda *_: carried)
    assert refused(family(), formats=("docx",)) == {(FIELDS[STREET], "de data, filen bærer med sig")}


def planting(change: Callable[[str], str], part: str = "word/document.xml") -> Any:
    """Templates whose letters are changed once they are rendered."""
    real = flow.template_of

    class Planted:
        def __init__(self, *which: Any) -> None:
            self.template = real(*which)

        def render(self, context: Any) -> Any:
            return changed(self.template.render(context), part, change)

    return Planted


PARTS = {
    "word/document.xml": ("brevets tekst", "</w:body>", f"<w:p><w:r><w:t>{STREET}</w:t></w:r></w:p>"),
    "word/header1.xml": ("sidehovedet eller sidefoden", "</w:hdr>",
                         f"<w:p><w:r><w:t>{STREET}</w:t></w:r></w:p>"),
    "docProps/core.xml": ("filens egenskaber", "</cp:coreProperties>",
                          f"<cp:keywords>{STREET}</cp:keywords>"),
}


@pytest.mark.parametrize("part", PARTS)
def test_what_is_put_into_a_rendered_part(monkeypatch: Patch, part: str) -> None:
    channel, end, planted = PARTS[part]
    monkeypatch.setattr(flow, "template_of", planting(lambda xml: xml.replace(end, planted + end), part))
    assert refused(family(), formats=("docx",)) == {(FIELDS[STREET], channel)}


class Changing:
    """An engine that is told something else than the letter says."""

    def __init__(self, real: Any, wish: Mapping[str, Any]) -> None:
        self.real, self.wish = real, wish

    def pdf(self, docx: Any, *, metadata: Metadata, timestamp: Any, **more: Any) -> Pdf:
        about = {key: value for key, value in self.wish.items() if key != "attachments"}
        if "attachments" in self.wish:
            more = {"standard": ("ua-1", "a-3a"), "attachments": self.wish["attachments"]}
        return self.real.pdf(docx, metadata=dataclasses.replace(metadata, **about), timestamp=timestamp,
                             **more)


ENGINES = {
    "title": ("filens egenskaber", {"title": f"Rapport fra {STREET}"}),
    "author": ("filens egenskaber", {"author": STREET}),
    "subject": ("filens egenskaber", {"subject": f"Ring på {PHONE}"}),
    "file": ("de data, filen bærer med sig", {"attachments": [
        Attachment("a.json", json.dumps({"vej": STREET}).encode(), "application/json", "Data")]}),
}


@pytest.mark.parametrize("planted", ENGINES)
def test_what_an_engine_adds(monkeypatch: Patch, planted: str) -> None:
    channel, wish = ENGINES[planted]
    changing = Changing(flow.engine("typst"), wish)
    monkeypatch.setattr(flow, "engine", lambda *_: changing)
    assert channel in {told for _, told in refused(family(), formats=("pdf",))}


def test_a_case_number_that_is_an_address(monkeypatch: Patch) -> None:
    """It names folder and file, and is told to everybody; the projection would have refused it."""
    monkeypatch.setattr(letters, "project", blind)
    found = refused(family() | {"sagsnummer": "Hemmelighedsstræde 77"}, formats=("docx",))
    assert (FIELDS[STREET], "filens navn") in found


def test_a_reading_copy_is_looked_through_too(monkeypatch: Patch) -> None:
    monkeypatch.setattr(letters, "project", blind)
    with pytest.raises(DocumentRefused):
        produce(*job(family(), formats=("docx",), reading_copies=("en",)))


def test_nothing_is_returned_of_the_other_letters_either(monkeypatch: Patch) -> None:
    """The letters of one document are made together or not at all, as with every other problem."""
    monkeypatch.setattr(letters, "project", blind)
    recipients = {problem.message for problem in caught(family())}
    assert {dict(message.values)["modtager"] for message in recipients} == {"far"}


def caught(data: Mapping[str, Any]) -> Any:
    with pytest.raises(DocumentRefused) as error:
        produce(*job(data, formats=("docx",)))
    return error.value.problems


def test_what_the_father_knows_anyway_is_no_leak() -> None:
    """They live together, and nobody has looked up whether either is protected."""
    data = family()
    mor, far = data["parter"][:2]
    far["adresse"] = mor["adresse"] = {"vej": "Fælleshuset 12", "postnr": "5999", "by": "Solbæk"}
    for who in (mor, far, data["barn"]):
        who.pop("beskyttelse", None)
    made = produce(*job(data, formats=("docx",)))
    assert {letter.recipient for letter in made} >= {"mor", "far"}


def test_a_sum_that_comes_to_what_the_mother_earns_is_no_leak() -> None:
    """What a budget comes to is worked out of figures that the provider knows."""
    sag = sample("karla-tre-aar")
    data = json.loads(json.dumps(sag.data, default=float))
    lines = data["tilbud"][0]["budget"]["linjer"]
    earned = int(lines[0]["antal"] * lines[0]["enhedspris"])
    data["ansoegninger"][0].setdefault("arbejde", {"bruttoloen": earned})
    for application in data["ansoegninger"]:
        if "arbejde" in application and application["art"] == "tabt_arbejdsfortjeneste":
            application["arbejde"]["bruttoloen"] = earned
    data["ansoegninger"][0].pop("arbejde")
    assert produce(sag_of(data), job_for(sag, "tilbud", formats=("docx",)))


def sag_of(data: Any) -> Sag:
    from pipeline.sag import parse_sag

    return parse_sag(json.dumps(data).encode())


def test_the_kommunes_own_street_is_no_leak() -> None:
    data = family()
    data["parter"][0]["adresse"]["vej"] = settings()["adresse"]["vej"]
    assert produce(*job(data, formats=("docx",)))


def test_a_letter_from_the_mother_has_what_is_hers() -> None:
    sag, wish = job(family(), "ansoegning-tabt-arbejdsfortjeneste", formats=("docx",))
    assert {letter.recipient for letter in produce(sag, wish)} == {"kommune"}


def test_the_batch_tells_of_the_field_and_writes_nothing(monkeypatch: Patch, tmp_path: Path) -> None:
    from pipeline.batch.jobs import Always
    from pipeline.batch.targets import Folder
    from pipeline.batch.work import Task, Work, make

    monkeypatch.setattr(letters, "project", blind)
    sag, wish = job(family(), formats=("docx",))
    done, = make([Task(1, "sag.json", sag)], Work(Always(wish), Folder(tmp_path)))
    assert done.exit_code == 1
    assert "laek" in {problem.code for outcome in done.outcomes for problem in outcome.problems}
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
