"""Events of the samples as answers to a blank form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipeline.documents import KINDS, DocumentKind
from pipeline.forms.blank import kinds, made
from pipeline.forms.blank.asked import Blocks, Rows
from pipeline.forms.blank.model import Form
from pipeline.forms.blank.plan import Named, Plan
from pipeline.forms.blank.prefill import values
from pipeline.forms.entries import Given
from pipeline.forms.fields import Field
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.paths import Path, Which
from pipeline.forms.mapping.tocase import read
from pipeline.letters import needs
from tests.conftest import sample, sample_names

OF_THE_KOMMUNE = {"modtaget", "kanal", "noteret", "kvittering", "forsinkelse", "udarbejdet_med",
                  "bemaerkning"}
"""Fields of an application or a comment that are none of the parents' to fill in."""


@dataclass(frozen=True)
class Answered:
    """A form, and an event of a sample as the answers to it."""

    plan: Plan
    form: Form
    mapping: FormMap
    event: Mapping[str, Any]
    values: Mapping[str, Given]

    def as_read(self, fields: Mapping[str, Field]) -> dict[str, Any]:
        """The event that is read from a filled form."""
        kind = KINDS[self.plan.kind]
        got = read(fields, self.mapping).data
        event = got[kind.liste][0]
        found: dict[str, Any] = unordered(event[kind.led][0] if kind.led else event)
        return found

    @property
    def expected(self) -> dict[str, Any]:
        """What the event says of what is asked."""
        return {key: value for key, value in unordered(self.event).items()
                if key not in OF_THE_KOMMUNE}


def unordered(node: Any, name: str = "") -> Any:
    """The same with what is ticked, and what is told of each goal, in one order: a form has its own."""
    if isinstance(node, Mapping):
        return {key: unordered(value, key) for key, value in node.items()}
    if isinstance(node, list):
        found = [unordered(each) for each in node]
        ticked = name in ("maal", "omraader", "ansoegere", "forfattere", "nye_maal")
        return sorted(found, key=lambda each: str(
            each["maal"] if isinstance(each, Mapping) else each)) if ticked else found
    return node


def answered(name: str, kind_id: str, language: str = "da") -> Answered:
    """The newest event of a kind in a sample, written in a form with room for it."""
    case, kind = sample(name).data, KINDS[kind_id]
    place = kind.events(case)[-1][0]
    event = kind.event(case, place)
    host = {**case[kind.liste][place[0]], **({kind.led: [event]} if kind.led else {})}
    writers = [who for key in kind.authors for who in (
        event[key] if isinstance(event[key], list) else [event[key]])]
    parents = [(nr, party["id"]) for nr, party in enumerate(case["parter"])
               if party["id"] in writers or (kind_id == "ansoegning-hjemmetraening"
                                             and party["rolle"] == "foraelder")]
    roles = {party["id"]: party["rolle"] for party in case["parter"]}
    plan, form, mapping = made.described(Plan(
        kind_id, language, people=tuple(Named(who, nr, role=roles[who]) for nr, who in parents),
        goals=tuple(Named(goal["id"], nr, goal["titel"]) for nr, goal in enumerate(case["maal"]))))
    own = replace(mapping, fields={key: _newest(source) for key, source in mapping.fields.items()},
                  rows=tuple(replace(rows, path=_last(rows.path)) for rows in mapping.rows))
    found = values(form, own, {**case, kind.liste: [host], "udgifter": []})
    return Answered(plan, form, mapping, event, found)


def _newest(source: Any) -> Any:
    return replace(source, path=_last(source.path))


def _last(path: Path) -> Path:
    return Path(tuple(-1 if step is Which.NEW else step for step in path.steps))


def answerable() -> list[tuple[str, str]]:
    """(sample, kind) of every event that fits in its form: with no more rows than there are."""
    found = []
    for kind_id in kinds.OWN:
        kind = KINDS[kind_id]
        for name in sample_names():
            case = sample(name).data
            places = kind.events(case)
            if places and not needs(kind, case, places[-1]) and _fits(
                    kind, kind.event(case, places[-1][0])):
                found.append((name, kind_id))
    assert {kind for _, kind in found} == set(kinds.OWN)
    return found


def _fits(kind: DocumentKind, event: Mapping[str, Any]) -> bool:
    """Whether there is a row or a heading for each item of the event's lists."""
    for part in kinds.of(kind.id).parts:
        for one, _ in part.each:
            if isinstance(one, Rows | Blocks) and one.path.startswith(f"{kind.event_name}."):
                found: Any = event
                for name in one.path.split(".")[1:]:
                    found = found.get(name) or {}
                among = isinstance(one, Blocks) and one.among
                if not among and len(found) > one.count:
                    return False
    return True
