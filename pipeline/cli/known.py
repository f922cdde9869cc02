"""What a file knows of a case: a case file, or a document that carries one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli import options, report
from pipeline.errors import DataError, Problem, text

if TYPE_CHECKING:
    from pipeline.merging.incoming import Incoming


def known_of(path: Path, templates: Path | None, kommune: Path | None, unproven: bool
             ) -> tuple[Mapping[str, Any], Mapping[str, Any] | None, Incoming | None]:
    """A case, the settings that came with it, and the document it is from.

    Raises DataError for a document whose pages do not say what its data say.
    """
    from pipeline.merging.incoming import of_carried
    from pipeline.opening.opened import opened
    from pipeline.sag import read_bytes, read_sag
    from pipeline.validation import problems_of, refuse

    if path.suffix.lower() == ".json":
        known = read_sag(path).data
        refuse(tuple(problems_of(known, "sag")))
        return known, None, None
    data = read_bytes(path)
    found = opened(data, options.template_set(templates, kommune), name=path.name)
    if found.carried is None or found.case is None:
        raise DataError([*found.problems, Problem(path.name, "ingen-data-at-begynde-fra", text("Fil"),
            text("Filen har ingen data med, som noget kan begynde fra."), text(
            "Begynd fra brevet, som det blev lavet, eller fra en sag (JSON)."))])
    if found.verdict == "mismatch" and not unproven:
        raise DataError([Problem(path.name, "ikke-bevist", text("Bevis"), text(
            "Filens data er ikke det, der står på siderne."), text(
            "Se forskellene med open. Skal der begyndes fra den alligevel, så skriv --unproven."))])
    if found.verdict == "template-unknown":
        report.say("Brevet er lavet med skabeloner, der ikke er her, så det er ikke bevist, at dets "
                   "data er det, der står på siderne. Sammenlign selv.")
    source = of_carried(path.name, data, replace(found.carried, sag=found.case), found.verdict)
    return found.case, found.carried.settings, source
