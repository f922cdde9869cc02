"""Where and how a form is sent, from a kommune's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.errors import text
from pipeline.formatting import telefon
from pipeline.forms.blank.plan import Plan


def sent_to(plan: Plan, settings: Mapping[str, Any]) -> Plan:
    """The plan with the kommune's name, and with its address and telephone for sending the form."""
    address = settings.get("adresse") or {}
    street = ", ".join(each for each in (
        address.get("vej", ""), f"{address.get('postnr', '')} {address.get('by', '')}".strip()) if each)
    where = ", ".join(filter(None, (settings.get("navn"), settings.get("forvaltning"), street)))
    lines = (where, settings.get("sikker_post"), _telephone(plan.language, settings))
    return replace(plan, kommune=str(settings.get("navn", "")), send=tuple(filter(None, lines)))


def _telephone(language: str, settings: Mapping[str, Any]) -> str:
    if not settings.get("telefon"):
        return ""
    number = telefon(str(settings["telefon"]))
    said = text("Telefon {nummer}", nummer=number).in_language(language)
    return f"{said}. {settings['telefontid']}." if settings.get("telefontid") else f"{said}."
