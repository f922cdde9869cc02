"""An offer's budget added up while it is written, and held against the most a kommune can cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.documents import KINDS
from pipeline.forms.blank.answers import as_fields
from pipeline.forms.blank.model import Block, Form
from pipeline.forms.mapping.tocase import read
from pipeline.law import statute
from pipeline.money.rates import as_date
from pipeline.money.yearly import Yearly, yearly
from pipeline.sag import Sag
from pipeline.translation.catalogs import language
from pipeline.translation.language import DANISH
from pipeline.web.skema.draft import Draft
from pipeline.web.skema.questionnaire import Questionnaire

BUDGETS: Mapping[str, str] = {"tilbud": "budget"}
"""The kinds that have a budget for a year, and where in their event it stands."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the budget by its heading, and what it comes to; "" where it says too little."""

    title: str
    amount: str


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums as they are read, in the page's language; "" is what is not known.

    `rest` is what is left of the maximum, `over` what the budget is above it.
    """

    lines: tuple[Line, ...]
    total: str
    fra: str = ""
    til: str = ""
    maximum: str = ""
    source: str = ""
    statute: str = ""
    rest: str = ""
    over: str = ""


def budget_of(form: Form, event: int) -> str:
    """The path of a form's budget; "" for a kind that has none."""
    part = BUDGETS.get(form.kind)
    return f"{KINDS[form.kind].liste}.{event}.{part}" if part else ""


def asks_budget(form: Form, event: int, at: int) -> bool:
    """Whether a section is the one in which the budget is written."""
    base = budget_of(form, event)
    return bool(base) and at < len(form.sections) and any(
        isinstance(part, Block) and part.one_of == f"{base}.linjer" for part in form.sections[at].parts)


def sums(found: Questionnaire, draft: Draft, settings: Mapping[str, Any] | None, lang: str
         ) -> Sums | None:
    """What the budget comes to so far; None for a kind that has none."""
    base = budget_of(found.form, found.plan.event)
    if not base:
        return None
    own = {name: each for name, each in draft.answers.items() if name.startswith(f"{base}.")}
    sag = read(as_fields(found.form, own), found.mapping)
    given = _budget(sag, found.form.kind)
    come = yearly(given.get("linjer") or (), as_date(given.get("fra")), settings or {})
    return _as_read(come, _titles(sag, found.form, f"{base}.linjer", len(come.amounts), draft), lang)


def _budget(sag: Sag, kind: str) -> Mapping[str, Any]:
    events: Sequence[Mapping[str, Any]] = sag.data.get(KINDS[kind].liste) or ({},)
    return events[-1].get(BUDGETS[kind]) or {}


def _titles(sag: Sag, form: Form, listed: str, count: int, draft: Draft) -> Sequence[str]:
    """Each line's heading on the page, with what it is for."""
    blocks = {part.questions[0].name.rpartition(".")[0]: part.title for section in form.sections
              for part in section.parts if isinstance(part, Block) and part.one_of == listed}
    rows = dict.fromkeys(item for item in blocks for name in draft.answers
                         if name.startswith(f"{item}."))
    read_from = _rows(sag, listed, rows)
    found = [read_from.get(nr, "") for nr in range(count)]
    return [": ".join(filter(None, (blocks.get(item, ""), str(draft.answers.get(f"{item}.hvad", "")))))
            for item in found]


def _rows(sag: Sag, listed: str, rows: Mapping[str, None]) -> dict[int, str]:
    """Which of the page's rows each line of the case was read from: empty ones are left out of it."""
    found: dict[int, str] = {}
    for path, place in sag.places.items():
        _, marked, rest = path.partition(".linjer[")
        number = rest.partition("]")[0]
        if marked and number.isdecimal() and not isinstance(place, str):
            field = str(dict(place.values).get("felt", ""))
            row = next((item for item in rows if field.startswith(f"{item}.")), "")
            if row.startswith(listed):
                found[int(number)] = row
    return found


def _as_read(come: Yearly, titles: Sequence[str], lang: str) -> Sums:
    """The figures as people write them in a language."""
    words = DANISH if lang == "da" else language(lang)
    kroner, day = words.filters["kroner"], words.filters["dato"]
    lines = tuple(Line(title, "" if amount is None else kroner(amount))
                  for title, amount in zip(titles, come.amounts, strict=True))
    if come.fra is None or come.til is None:
        return Sums(lines, kroner(come.total))
    year = (day(come.fra), day(come.til))
    if come.maximum is None or come.rest is None:
        return Sums(lines, kroner(come.total), *year)
    return Sums(
        lines, kroner(come.total), *year, kroner(come.maximum.vaerdi), come.maximum.kilde,
        words.words(statute("udgifter", come.fra).vaerdi),
        kroner(come.rest) if come.rest >= 0 else "", kroner(-come.rest) if come.rest < 0 else "")
