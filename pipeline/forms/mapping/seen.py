"""What of a case goes into a form: what one reader may see, under the names that templates use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.copies import author_of
from pipeline.documents import KINDS, Author, DocumentKind
from pipeline.errors import Problem, UsageError, text
from pipeline.facts import View, as_context, derive
from pipeline.facts.people import addressee, applicants, child, provider
from pipeline.forms.mapping.paths import Path, Which
from pipeline.history import as_of
from pipeline.letters import Job, Letter, checked, prepared
from pipeline.recipients import KOMMUNE, custodial, project, reader_of, settings_view
from pipeline.richtext import RichText
from pipeline.rules.grounds import printable
from pipeline.sag import Sag

PROTECTED = object()
"""Stands for what the reader may not see: a protected address, or what lies within it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One reader's view of the case; `author` is whose letterhead a page beside the form wears."""

    context: Mapping[str, Any] = field(repr=False)
    kind: DocumentKind | None
    author: Author
    day: dt.date
    warnings: tuple[Problem, ...] = ()

    def at(self, path: Path) -> Any:
        """What stands at a path; None where there is nothing, PROTECTED where it is not theirs."""
        node, steps = self._begun(path)
        for step in steps:
            if isinstance(node, Mapping):
                if node.get("beskyttet") is True:
                    return PROTECTED
                node = node.get(step) if isinstance(step, str) else None
            elif isinstance(node, Sequence) and not isinstance(node, str):
                node = _of_list(node, step)
            else:
                return None
        return PROTECTED if isinstance(node, Mapping) and node.get("beskyttet") is True else node

    def _begun(self, path: Path) -> tuple[Any, tuple[Any, ...]]:
        """The document's own event stands under its own name, not in its list."""
        if self.kind is not None and len(path.steps) > 1 and path.steps[0] == self.kind.liste:
            if path.steps[1] not in (-1, Which.NEW):
                return self.context, path.steps
            event = self.context.get(self.kind.event_name)
            if self.kind.led is None:
                return event, path.steps[2:]
            if len(path.steps) > 3 and path.steps[2] == self.kind.led:
                return event, path.steps[4:]
            return self.context.get(_host_name(self.kind)), path.steps[2:]
        return self.context, path.steps


def _host_name(kind: DocumentKind) -> str:
    """What templates call the event that the document's own stands in."""
    return next(other.event_name for other in KINDS.values()
                if other.liste == kind.liste and other.led is None)


def _of_list(items: Sequence[Any], step: Any) -> Any:
    if step is Which.ALL:
        return items
    if isinstance(step, int):
        return items[step] if -len(items) <= step < len(items) else None
    if step is Which.NEW:
        return None
    if isinstance(step, str):
        if isinstance(items, _Matching):
            return items[0].get(step) if items and isinstance(items[0], Mapping) else None
        return tuple(item[step] for item in items
                     if isinstance(item, Mapping) and item.get(step) is not None)
    found = tuple(item for item in items
                  if isinstance(item, Mapping) and item.get(step.field) == step.value)
    return _Matching(found)


class _Matching(tuple[Any, ...]):
    """The items that have a value: the first of them stands for all, until one is named."""

    __slots__ = ()


def seen(sag: Sag, job: Job, who: str | None = None) -> Seen:
    """What `who` (a party's id, "ung" or "kommune") may see of a case in a form of the job's kind.

    Without `who` it is for those who have written the document, else for the only one it can be for.
    Raises UsageError (nobody by that id, or several to choose among), DataError (the case's problems).
    """
    kind = KINDS.get(job.kind)
    if kind is not None and kind.events(sag.data):
        case, settings, warnings = checked(sag, job)
        letter = _letter(prepared(case, settings, job), who)
        return Seen(_plain(letter.context), kind, letter.author, letter.view.day, warnings)
    return _without_event(sag, job, kind, who)


def _letter(letters: Sequence[Letter], who: str | None) -> Letter:
    """The copy that somebody has written or is to get."""
    if who is None:
        if letters[0].view.authors or len(letters) == 1:
            return letters[0]
        raise _choose(dict.fromkeys(each.view.recipient.id for each in letters))
    found = next((each for each in letters if who in each.view.authors), None) or next(
        (each for each in letters if each.view.recipient.id == who), None)
    if found is None:
        raise _choose(dict.fromkeys(
            who for each in letters for who in (*each.view.authors, each.view.recipient.id)))
    return found


def _choose(ids: Mapping[str, None]) -> UsageError:
    return UsageError([Problem("--for", "vaelg-laeser", text("Læser"), text(
        "Det er ikke sagt, hvem formularen udfyldes for, eller den er ikke for dem."), text(
        "Vælg en med --for: {muligheder}.", muligheder=", ".join(ids)))])


def _without_event(sag: Sag, job: Job, kind: DocumentKind | None, who: str | None) -> Seen:
    """A form that comes before its event: it tells of the child and the parties alone."""
    case, settings, warnings = checked(sag, Job("", date=job.date, settings=job.settings))
    ids = {party["id"]: None for party in case["parter"]} | {KOMMUNE: None}
    parents = custodial(case)
    chosen = who or (parents[0] if len(parents) == 1 else None)
    if chosen is None or chosen not in ids:
        raise _choose(ids)
    day = job.date or job.today
    if day is None:
        raise UsageError([Problem("--date", "dato-mangler", text("Dato"), text(
            "Brevet har ingen dato."), text("Angiv den med --date ÅÅÅÅ-MM-DD."))])
    of_kommune, reader = settings_view(settings, day), reader_of(case, chosen)
    public = (of_kommune["navn"], of_kommune["adresse"]["by"])
    projected, _ = project(printable(as_of(case, day)), [reader], day, [],
                           tuple(kind.uses) if kind else (), public)
    authors = (chosen,) if chosen != KOMMUNE else ()
    view = View(projected, {}, of_kommune, reader, authors, day)
    facts = derive(view, (child, addressee, applicants, provider))
    context = {**as_context(view, facts), "brev": {"dato": day, "titel": "", "kopi": None}}
    return Seen(_plain(context), kind, author_of(case, authors), day, warnings)


def _plain(value: Any) -> Any:
    """The same without bold and italics, which no form can show."""
    if isinstance(value, RichText):
        return value.plain
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_plain(each) for each in value)
    return value

