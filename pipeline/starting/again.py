"""What somebody wrote the last time, for the next document of its kind: to be looked over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.documents import DocumentKind

Event = Mapping[str, Any]
APPLICATIONS = "ansoegninger"
"""Whose words are those of a year ago; an offer or an evaluation goes on from the case."""

NEW_EACH_TIME = frozenset({
    "brevdato", "variant", "modtaget", "kanal", "noteret", "kvittering", "forsinkelse",
    "udarbejdet_med", "underskrifter", "samtykker", "bilag", "periode", "aendring", "barnets_syn",
    "oensker_undersoegelse"})
"""What is of its own day: dates, signatures and consents, what the child says, what has changed."""
NEW_WITHIN: Mapping[str, frozenset[str]] = {
    "omfang": frozenset({"start"}),
    "arbejde": frozenset({"bruttoloen", "feriegodtgoerelse", "overskud", "regnskabsaar"})}
"""And so within an object."""
MONEY = frozenset({"udgifter"})
"""What is bought once is not asked for twice; a grant that goes on tells of its own lines."""


def again(case: Mapping[str, Any], spec: DocumentKind, who: str) -> dict[str, Any]:
    """The words of the writer's last document of this kind that can be used once more."""
    own = [each for each in case.get(spec.liste) or () if _is_own(each, spec, who)] \
        if spec.liste == APPLICATIONS else []
    if not own:
        return {}
    newest = max(own, key=lambda each: str(each.get("brevdato", "")))
    return {name: _kept(name, value) for name, value in newest.items()
            if name not in NEW_EACH_TIME | MONEY}


def _is_own(event: Event, spec: DocumentKind, who: str) -> bool:
    if spec.art and event.get("art") != spec.art:
        return False
    return who in (event.get("ansoeger"), *(event.get("ansoegere") or ()))


def _kept(name: str, value: Any) -> Any:
    if name in NEW_WITHIN and isinstance(value, Mapping):
        return {key: each for key, each in value.items() if key not in NEW_WITHIN[name]}
    return value


def renewed(before: Event, event: Event) -> dict[str, Any]:
    """The new event with the words from before; what is known anew is what counts."""
    return {**before, **{name: _joined(before.get(name), value) for name, value in event.items()}}


def _joined(before: Any, value: Any) -> Any:
    if isinstance(before, Mapping) and isinstance(value, Mapping):
        return {**before, **value}
    if _named(before) and _named(value):
        told = {each["navn"]: each for each in before}
        return [{**told.get(each["navn"], {}), **each} for each in value]
    return value


def _named(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(
        isinstance(each, Mapping) and isinstance(each.get("navn"), str) for each in value)
