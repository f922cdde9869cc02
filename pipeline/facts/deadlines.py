"""The time limits that letters print."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.calendar import add_months
from pipeline.facts import Fact, View
from pipeline.law import look_up


def complaint(view: View) -> Iterator[Fact]:
    """`frist.klage`, `frist.genvurdering`: in weeks from receipt.

    The date itself is known only when the letter is sent and received (domain.md traps 7 and 37),
    so letters print the period.
    """
    for name in ("klage", "genvurdering"):
        weeks = look_up("frister", name, view.day)
        period = view.language.words("{antal}\u00a0uger", antal=weeks.vaerdi)
        yield Fact(f"frist.{name}", period, weeks.kilde)


def next_reevaluation(view: View) -> Iterator[Fact]:
    """`frist.revurdering`: as agreed, else a year after this letter."""
    agreed = view.event["naeste"]
    months = look_up("frister", "revurdering", view.day)
    yield Fact("frist.revurdering", agreed or add_months(view.day, months.vaerdi),
               "aftalt i sagen" if agreed else months.kilde, ("revurderinger.naeste", "brevdato"))
