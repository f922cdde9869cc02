"""The letters that are timed: one sample's, as ever other families'."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from typing import Any

from pipeline import Job, Sag, read_sag, read_settings
from pipeline.docx.package import Docx
from pipeline.letters import Letter, checked, prepared
from pipeline.pdf import Metadata
from pipeline.resources import samples
from pipeline.tools import template_of

SAMPLE = "zoe-uden-leverandoer"
KIND = "revurdering"
NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
META = Metadata(title="Revurdering", author="Solbæk Kommune")
NAMES = ("Alma", "Bertram", "Carla", "Dicte", "Emil", "Freja", "Gustav", "Hannah", "Ida", "Jonas")


def the_sample() -> Sag:
    return read_sag(samples() / "sager" / f"{SAMPLE}.json")


def the_job() -> Job:
    return Job(KIND, settings=read_settings(samples() / "kommuner" / "solbaek.toml"))


def varied(data: Mapping[str, Any], number: int, shapes: bool = False) -> dict[str, Any]:
    """The sample as another family's: other names, case number and texts throughout.

    With `shapes` the letter is also built differently each time (how many goals, sources, things
    to send: 60 ways), so that nothing is gained by having set one of the same shape before.
    """
    case = copy.deepcopy(dict(data))
    name = f"{NAMES[number % 10]} {NAMES[number // 10 % 10]}sen"
    case["sagsnummer"] = f"B{number}/{number * 7919 % 100_000}"
    case["barn"]["navn"] = f"{name} Kjær"
    for party in case["parter"]:
        party["navn"] = f"{NAMES[(number + len(party['id'])) % 10]} {number} Kjær"
    event = case["revurderinger"][-1]
    event["behov"] = f"{name} har fortsat brug for træningen ({number}). {event['behov']}"
    for condition in event["betingelser"]:
        condition["vurdering"] = f"{condition['vurdering']} Sag {number}."
    if shapes:
        event["grundlag"] = [f"Oplysning {n} af {number}" for n in range(1 + number % 5)]
        event["indsend"] = [f"Oversigt {n} for {number}" for n in range(1 + number // 5 % 4)]
        event["maal"] = event["maal"][:1 + number // 20 % 3]
    for goal in event["maal"]:
        goal["vurdering"] = f"{goal['vurdering']} Måling {number}."
    return case


def letters_of(case: Mapping[str, Any], job: Job) -> tuple[Letter, ...]:
    valid, settings, _ = checked(Sag(case, "bench"), job)
    return prepared(valid, settings, job)


def letters(count: int, *, shapes: bool = False) -> list[Letter]:
    """So many letters, each another family's."""
    sag, job = the_sample(), the_job()
    return [letters_of(varied(sag.data, number, shapes), job)[0] for number in range(count)]


def rendered(some: list[Letter]) -> list[Docx]:
    """The letters as Word documents."""
    template = template_of(some[0].kind, some[0].author, None)
    return [template.render(letter.context) for letter in some]
