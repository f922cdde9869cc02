"""Findings as SARIF 2.1.0, the form that editors and code reviews read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pipeline.templates.findings import Finding

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"fejl": "error", "advarsel": "warning"}


def as_sarif(
    findings: Iterable[Finding], version: str, paths: Mapping[str, str], language: str = "da",
) -> dict[str, Any]:
    """One run of the check; `paths` are the files by their names in messages.

    A Word document has no lines, so a place is told as a logical one, and in the message.
    """
    findings = list(findings)
    rules = sorted({finding.code for finding in findings})
    return {
        "$schema": SCHEMA, "version": "2.1.0", "runs": [{
            "tool": {"driver": {"name": "hjemmetraening", "version": version,
                                "rules": [{"id": code} for code in rules]}},
            "results": [_result(finding, paths, language) for finding in findings]}]}


def _result(finding: Finding, paths: Mapping[str, str], language: str) -> dict[str, Any]:
    problem = finding.problem.as_json(language)
    place = {"fullyQualifiedName": problem["path"], "decoratedName": problem.get("place", "")}
    path = Path(paths.get(finding.spot.file, finding.spot.file))
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    return {
        "ruleId": finding.code, "level": _LEVELS[finding.severity],
        "message": {"text": f"{problem['message']} {problem['remedy']} ({problem.get('place', '')})"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}},
                       "logicalLocations": [place]}]}
