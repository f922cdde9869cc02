"""Lost earnings in words: each step of the calculation, its source and whose method it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.formatting import kroner, procent, tal, timer
from pipeline.law import statute
from pipeline.money import Amount, rounding
from pipeline.money.lost_earnings import FULL_WEEK, Benefit, benefit

BASE = {"loenmodtager": "Bruttoløn om måneden", "ledig": "Tidligere bruttoløn om måneden",
        "selvstaendig": "Overskud for en måned"}
ROUNDED = {"oere": "afrundet til hele øre", "krone": "afrundet til hele kroner"}


def calculation(
    decision: Mapping[str, Any], settings: Mapping[str, Any], day: dt.date
) -> dict[str, Any]:
    """What a decision on lost earnings dated `day` amounts to, with the steps a reader can check.

    Takes the case's JSON values or its projection. Raises DataError for what is missing: a figure
    of the decision, a rate, or the kommune's own method where law says nothing.
    """
    figures = benefit(decision, settings, day)
    method = (settings.get("beregning") or {}).get("kilde") or ""
    words = _Words(figures, statute("tabt_arbejdsfortjeneste", day).vaerdi, method, rounding(settings))
    return {
        "form": figures.form, "grundlag": figures.grundlag.kroner, "arbejdstid": figures.arbejdstid,
        "timer": figures.timer, "trin": list(words.steps()), "ydelse": figures.ydelse,
        "loft": figures.loft.kroner, "loft_brugt": figures.loft_brugt, "pension": figures.pension,
        "i_alt": figures.i_alt,
    }


@dataclass(frozen=True, slots=True)
class _Words:
    figures: Benefit
    law: str
    method: str
    to: str

    def steps(self) -> Iterator[dict[str, Any]]:
        """Every step in order: earlier income, pay for the hours, ceiling, benefit, pension, sum."""
        figures = self.figures
        yield self._base()
        yield from self._pay()
        yield self._computed("Loftet for timerne", self._share(kroner(figures.sats.vaerdi)),
                             figures.loft, f"{self.law}; {figures.sats.kilde}")
        yield self._step("Ydelse om måneden", f"det laveste af {kroner(figures.loen.kroner)} og "
                         f"{kroner(figures.loft.kroner)}", figures.ydelse, self.law)
        yield from self._pension()
        yield self._step("I alt om måneden", f"{kroner(figures.ydelse)} + {kroner(figures.pension)}",
                         figures.i_alt, self.law)

    def _base(self) -> dict[str, Any]:
        figures = self.figures
        name, income = BASE.get(figures.form, "Indtægt om måneden"), kroner(figures.indtaegt)
        if figures.form == "selvstaendig":
            return self._computed(name, f"{income} / 12 måneder", figures.grundlag)
        return self._step(name, f"{income} om måneden", figures.grundlag.kroner, self.law)

    def _pay(self) -> Iterator[dict[str, Any]]:
        figures, name = self.figures, "Løn for de bevilgede timer"
        base = kroner(figures.grundlag.kroner)
        if figures.timesats is None or figures.maanedstimer is None:
            yield self._computed(name, self._share(base), figures.loen, self.law)
            return
        month, week = tal(figures.maanedstimer), tal(figures.arbejdstid)
        full = figures.arbejdstid == FULL_WEEK
        yield self._computed("Timesats", f"{base} / {month} timer" if full else
                             f"{base} / ({month} × {week} / {FULL_WEEK}) timer", figures.timesats)
        rate = kroner(figures.timesats.kroner)
        yield self._computed(name, f"{rate} × {timer(figures.timer)} × {month} / {FULL_WEEK}",
                             figures.loen)

    def _pension(self) -> Iterator[dict[str, Any]]:
        figures = self.figures
        if figures.pensionsloft is None:
            yield self._step("Pension", "ingen pensionsordning gennem arbejdsgiver", Decimal(0),
                             self.law)
            return
        limit = figures.pensionsloft.kroner
        if limit != figures.arbejdsgiverbidrag or figures.pensionsloft.was_rounded:
            yield self._computed("Loftet over pension", self._share(kroner(figures.arbejdsgiverbidrag)),
                                 figures.pensionsloft)
        yield self._computed(f"{procent(10)} af ydelsen", f"{kroner(figures.ydelse)} × {procent(10)}",
                             figures.tiendedel, self.law)
        yield self._step("Pension", f"det laveste af {kroner(figures.tiendedel.kroner)} og "
                         f"{kroner(limit)}", figures.pension, self.law)

    def _share(self, amount: str) -> str:
        """An amount for the granted part of the week: "35.247 kr. × 20 / 37 timer"."""
        return f"{amount} × {tal(self.figures.timer)} / {timer(self.figures.arbejdstid)}"

    def _computed(
        self, name: str, formula: str, amount: Amount, law: str | None = None
    ) -> dict[str, Any]:
        """A step with arithmetic in it: the reader is told where it was rounded.

        Without `law` it is the kommune's own method; so is rounding to whole kroner.
        """
        if amount.was_rounded:
            formula = f"{formula}, {ROUNDED[self.to]}"
            if law and self.to == "krone":
                law = f"{law}; afrunding: {self.method}"
        return self._step(name, formula, amount.kroner, law)

    def _step(self, name: str, formula: str, amount: Decimal, law: str | None) -> dict[str, Any]:
        return {"navn": name, "regnestykke": formula, "beloeb": amount, "kilde": law or self.method,
                "kommunens_metode": law is None}
