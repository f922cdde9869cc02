"""What a form carries with it: the plan it can be made again from, and its mapping to the case."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.errors import DataError, Problem, text
from pipeline.forms.blank.plan import Plan, from_json

PLAN, MAPPING = "blanket.json", "kobling.json"
"""The names of the attached files."""
VERSION = 1
LONGEST = 2_000_000
"""Bytes of an attached file; that of the longest form of ours has 20,000."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What was found in a form: the plan, the digest of the form it made, the mapping as it stands."""

    plan: Plan
    digest: str
    mapping: Mapping[str, Any]


def attach(pdf: Any, plan: Plan, digest: str, mapping: Mapping[str, Any]) -> None:
    """Put the plan and the mapping into an open PDF; the same ones give the same bytes."""
    import pikepdf

    said = {PLAN: text("Hvad blanketten er lavet af"), MAPPING: text("Hvor felterne hører til i sagen")}
    for name, content in files(plan, digest, mapping).items():
        attached = pikepdf.AttachedFileSpec(
            pdf, content, filename=name, mime_type="application/json",
            description=said[name].in_language(plan.language), creation_date="", mod_date="")
        attached.relationship = pikepdf.Name.Data
        pdf.attachments[name] = attached


def files(plan: Plan, digest: str, mapping: Mapping[str, Any]) -> dict[str, bytes]:
    """What a form carries, by the files' names."""
    about = {"udgave": VERSION, "plan": plan.as_json(), "sha256": digest}
    return {name: json.dumps(value, ensure_ascii=False, indent=1).encode()
            for name, value in ((PLAN, about), (MAPPING, mapping))}


def carried(data: bytes) -> Carried | None:
    """What a form of ours carries; None for another's. The file is foreign: call it through `room`.

    What it says is taken for what it is: where the answers belong, never what they are.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = {name: _content(pdf, name) for name in (PLAN, MAPPING)}
    except pikepdf.PdfError:
        return None
    return of_files(found)


def of_files(found: Mapping[str, bytes | None]) -> Carried | None:
    """What two attached files say; None where one is missing. Raises DataError for broken ones."""
    plan, mapping = found[PLAN], found[MAPPING]
    if plan is None or mapping is None:
        return None
    try:
        said, bound = json.loads(plan), json.loads(mapping)
        return Carried(from_json(said["plan"]), str(said["sha256"]), dict(bound))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise DataError([Problem("", "blanket-ulaeselig", text("Blanket"), text(
            "Det, blanketten har med om sig selv, kan ikke læses."), text(
            "Bed om blanketten igen i det format, den blev udfyldt i, eller angiv en kobling med "
            "--map."))]) from None


def _content(pdf: Any, name: str) -> bytes | None:
    if name not in pdf.attachments:
        return None
    found = pdf.attachments[name].get_file().read_bytes()
    return bytes(found) if len(found) <= LONGEST else None
