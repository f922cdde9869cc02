"""A case file made ready for the next document, and the list of what somebody has to write in it."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.documents import KINDS, DocumentKind
from pipeline.errors import DataError, PipelineError, Problem, UsageError, text
from pipeline.letters import Job, every_problem, kind_of
from pipeline.merging.difference import without_hidden
from pipeline.merging.identity import keys_of, written
from pipeline.merging.incoming import Incoming
from pipeline.merging.placing import insert_field, insert_item
from pipeline.merging.provenance import recorded
from pipeline.rules.received import DECIDED_BY
from pipeline.sag import Sag
from pipeline.starting.again import again, renewed
from pipeline.starting.events import STARTS, VARIANTS


@dataclass(frozen=True, slots=True)
class Started:
    """The case with its new event as the last of its kind, and what is still to be written."""

    case: Mapping[str, Any] = field(repr=False)
    writer: str
    missing: tuple[Problem, ...]


def started(
    known: Mapping[str, Any], kind: str, day: dt.date, *, writer: str = "", variant: str = "",
    settings: Mapping[str, Any] | None = None, source: Incoming | None = None,
    reuse: bool = False,
) -> Started:
    """Begin a document of that kind from a case, or from what a document carries of one.

    `writer` is the id of the parent or provider who writes it, needed where there are several;
    `settings` are the kommune's, for a case that is to stand by itself; `source` is the document that
    the case is from, and is written down where it is the kommune's; `reuse`: with what the writer
    wrote in the last document of the kind. Raises UsageError for a kind that is not a parent's or
    provider's, another variant or somebody who cannot write it, and DataError where the case has no
    goal or hearing for it.
    """
    spec = _spec(kind)
    case: dict[str, Any] = copy.deepcopy(without_hidden(known))
    if settings:
        insert_field(case, "kommune", without_hidden(settings), ())
    if source is not None and source.from_kommune:
        case = recorded(case, source, _decided(case), day)
    who = _writer(case, spec, writer)
    event = STARTS[kind](case, who, _variant(kind, variant), day)
    if reuse:
        event = renewed(again(case, spec, who), event)
    if spec.led:
        _answered(case, spec).setdefault(spec.led, []).append(event)
    else:
        insert_field(case, spec.liste, case.get(spec.liste) or [], ())
        insert_item(case[spec.liste], (spec.liste,), event)
    return Started(case, who, _missing(case, kind, day))


def _decided(case: Mapping[str, Any]) -> list[str]:
    """The kommune's events in the case, by identity."""
    return [written((liste, key)) for liste in DECIDED_BY
            for key in keys_of((liste,), case.get(liste) or ())]


def _spec(kind: str) -> DocumentKind:
    spec = kind_of(kind)
    if kind not in STARTS:
        raise UsageError([Problem(kind, "kan-ikke-begyndes", spec.titel, text(
            "Dokumentet er kommunens og kan ikke begyndes fra et andet."), text(
            "Vælg et af: {navne}.", navne=", ".join(STARTS)))])
    return spec


def _variant(kind: str, wanted: str) -> str:
    possible = VARIANTS.get(kind, ())
    if wanted and wanted not in possible:
        raise UsageError([Problem("--variant", "ukendt-variant", KINDS[kind].titel, text(
            "Dokumentet har ikke den variant."), text("Vælg en af: {valg}.", valg=", ".join(possible))
            if possible else text("Udelad --variant."))])
    return wanted or next(iter(possible), "")


def _writer(case: Mapping[str, Any], spec: DocumentKind, wanted: str) -> str:
    """Who writes it: the one named, else the only one who can."""
    roles = {"tilbud": ("leverandoer",), "evaluering": ("leverandoer", "foraelder")}.get(
        spec.id, ("foraelder",))
    able = [party["id"] for party in case.get("parter") or () if party.get("rolle") in roles]
    if wanted in able:
        return wanted
    if not wanted and len(able) == 1:
        return str(able[0])
    raise UsageError([Problem("--as", "hvem-skriver", text("Afsender"), text(
        "Det er ikke sagt, hvem der skriver dokumentet, eller den nævnte kan ikke skrive det."), text(
        "Vælg en med --as: {navne}.", navne=", ".join(able) or "-"))])


def _answered(case: Mapping[str, Any], spec: DocumentKind) -> dict[str, Any]:
    """The newest event that can be answered."""
    if not case.get(spec.liste):
        raise DataError([Problem(spec.liste, "ingen-haendelse-at-svare", spec.titel, text(
            "Der er ingen høring at svare på i det, du begynder fra."), text(
            "Begynd fra høringsbrevet."))])
    newest: dict[str, Any] = case[spec.liste][-1]
    return newest


def _missing(case: Mapping[str, Any], kind: str, day: dt.date) -> tuple[Problem, ...]:
    """What the document still lacks, as validation names it."""
    try:
        found = every_problem(Sag(case), Job(kind, today=day))
    except PipelineError as error:
        found = error.problems
    return tuple(problem for problem in found if problem.severity == "fejl")
