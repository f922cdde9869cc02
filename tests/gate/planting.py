"""A family whose mother lives where nobody may find her, and ways past the projection."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from pipeline.docx.package import Docx, pack
from pipeline.gate.known import watch
from pipeline.gate.watch import Watch
from pipeline.letters import Job, Letter, checked, prepared
from pipeline.sag import Sag
from tests.conftest import job_for, sample

STREET, PHONE, MAIL, SCHOOL = "Hemmelighedsstræde 77", "70707077", "gemt@example.dk", "Skjulteskolen"
PLACE, PAY, CPR = "Sommerfuglehuset 12", 87654, "270290-0494"

FIELDS = {STREET: "barn.adresse.vej", PHONE: "parter[0].kontakt.telefon",
          MAIL: "parter[0].kontakt.email", SCHOOL: "barn.tilbud.navn", CPR: "parter[0].cpr",
          str(PAY): "ansoegninger[1].arbejde.bruttoloen", PLACE: "tilsyn[0].sted.beskrivelse"}
"""What the father may not see, and the first field of the case that has it."""


def family() -> dict[str, Any]:
    """The mother and the child are protected; the father has custody and lives elsewhere."""
    data = copy.deepcopy(dict(sample("villads-beskyttet-adresse").data))
    mor = data["parter"][0]
    address = {"vej": f"{STREET}, 2. th.", "postnr": "5999", "by": "Solbæk"}
    mor["cpr"] = CPR
    mor["adresse"], data["barn"]["adresse"] = dict(address), dict(address)
    mor["kontakt"] = {"telefon": PHONE, "email": MAIL}
    data["barn"]["tilbud"]["navn"] = SCHOOL
    for visit in data["tilsyn"]:
        visit["sted"] = {"art": "hjemmet", "hos": "mor", "beskrivelse": PLACE}
    for application in data["ansoegninger"]:
        if application.get("ansoeger") == "mor":
            application["arbejde"]["bruttoloen"] = PAY
    return data


def letter(data: Mapping[str, Any], who: str = "far", kind: str = "tilsynsrapport") -> Letter:
    """The newest letter of a kind to somebody."""
    sag = Sag(dict(data), "sag.json")
    case, settings, _ = checked(sag, job := job_for(sag, kind))
    return [each for each in prepared(case, settings, job) if each.view.recipient.id == who][-1]


def guard(data: Mapping[str, Any] | None = None, who: str = "far") -> Watch:
    """The watch over a letter to the father."""
    case = family() if data is None else data
    return watch(case, letter(case, who))


def word_file(**parts: str) -> Docx:
    """A Word document with these parts: `document` is word/document.xml, `core` docProps/core.xml."""
    folders = {"core": "docProps/", "custom": "docProps/", "app": "docProps/", "item1": "customXml/"}
    named = {f"{folders.get(name, 'word/')}{name}.xml": xml.encode() for name, xml in parts.items()}
    named.setdefault("word/document.xml", b"<w:document><w:body/></w:document>")
    return Docx(pack(named), named)


def changed(docx: Docx, part: str, change: Callable[[str], str]) -> Docx:
    """The document with one part changed."""
    parts = {**docx.parts, part: change(docx.parts[part].decode()).encode()}
    return Docx(pack(parts), parts)


def job(data: Mapping[str, Any], kind: str = "tilsynsrapport", **more: Any) -> tuple[Sag, Job]:
    """The case and what is wanted of it."""
    sag = Sag(dict(data), "sag.json")
    return sag, job_for(sag, kind, **more)
