"""Where in the schema a question's answer stands, and whether it must be there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline import schemas
from pipeline.documents import KINDS
from pipeline.forms.blank.plan import Plan

Names = tuple[str, ...]
"""A path of the case, part by part; the places of a list as numbers."""


@dataclass(frozen=True, slots=True)
class Place:
    """The schema's node, and whether the document demands a value there."""

    schema: Mapping[str, Any]
    required: bool


UNBOUND = Place({}, required=False)
"""Of a question that has no place in the case, such as a signature."""


class Places:
    """The places of a plan's form, in the case's schema and in that of the document."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self._kind = plan, KINDS[plan.kind]
        self._trees = (schemas.resolved("sag"), schemas.resolved(f"dokumenter/{plan.kind}"))

    def whole(self, path: str) -> Names:
        """A path as the case has it, with the places of the kind's own event."""
        first, *rest = path.split(".")
        if first == self._kind.event_name:
            led = (self._kind.led, str(self._plan.inner)) if self._kind.led else ()
            return (self._kind.liste, str(self._plan.event), *led, *rest)
        if first == self._kind.liste:
            return (first, str(self._plan.event), *rest)
        return (first, *rest)

    def at(self, names: Names) -> Place:
        """The schema's node of a path, required where all above it are."""
        nodes: list[Mapping[str, Any]] = list(self._trees)
        required = True
        event = len(self.whole(self._kind.event_name))
        for at, name in enumerate(names):
            if names[0] == self._kind.liste and at < event:
                # The event is what the form is about.
                nodes = [below for each in nodes if (below := each.get("items") if name.isdecimal()
                                                     else each.get("properties", {}).get(name))]
                continue
            if name.isdecimal():
                # Of a list that must be there, the first item must; of another, none.
                required = required and name == "0"
                nodes = [each["items"] for each in nodes if "items" in each]
                continue
            required = required and any(name in each.get("required", ()) for each in nodes)
            nodes = [each["properties"][name] for each in nodes if name in each.get("properties", {})]
        return Place(nodes[0], required)
