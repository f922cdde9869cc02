"""Lost earnings in words: each step of the calculation, its source and whose method it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.law import statute
from pipeline.money import Amount, rounding
from pipeline.money.lost_earnings import FULL_WEEK, Benefit, benefit
from pipeline.translation.language import DANISH, Language

BASE = {"loenmodtager": "Bruttoløn om måneden", "ledig": "Tidligere bruttoløn om måneden",
        "selvstaendig": "Overskud for en måned"}
ROUNDED = {"oere": "{regnestykke}, afrundet til hele øre",
           "krone": "{regnestykke}, afrundet til hele kroner"}


def calculation(
    decision: Mapping[str, Any], settings: Mapping[str, Any], day: dt.date,
    language: Language = DANISH,
) -> dict[str, Any]:
    """What a decision on lost earnings dated `day` amounts to, with the steps a reader can check.

    Takes the case's JSON values or its projection. Raises DataError for what is missing: a figure
    of the decision, a rate, or the kommune's own method where law says nothing.
    """
    figures = benefit(decision, settings, day)
    method = (settings.get("beregning") or {}).get("kilde") or ""
    law = language.words(statute("tabt_arbejdsfortjeneste", day).vaerdi)
    words = _Words(figures, law, method, rounding(settings), language)
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
    language: Language

    def steps(self) -> Iterator[dict[str, Any]]:
        """Every step in order: earlier income, pay for the hours, ceiling, benefit, pension, sum."""
        figures, words, rate = self.figures, self.language.words, self.figures.sats
        yield self._base()
        yield from self._pay()
        source = rate.kilde if rate.lokal else words(rate.kilde)
        yield self._computed(words("Loftet for timerne"), self._share(rate.vaerdi), figures.loft,
                             f"{self.law}; {source}")
        lowest = self._lowest(figures.loen.kroner, figures.loft.kroner)
        yield self._step(words("Ydelse om måneden"), lowest, figures.ydelse, self.law)
        yield from self._pension()
        yield self._step(words("I alt om måneden"), words(
            "{ydelse|kroner} + {pension|kroner}", ydelse=figures.ydelse, pension=figures.pension),
            figures.i_alt, self.law)

    def _base(self) -> dict[str, Any]:
        figures, words = self.figures, self.language.words
        name = words(BASE.get(figures.form, "Indtægt om måneden"))
        if figures.form == "selvstaendig":
            return self._computed(name, words("{beloeb|kroner} / 12 måneder", beloeb=figures.indtaegt),
                                  figures.grundlag)
        return self._step(name, words("{beloeb|kroner} om måneden", beloeb=figures.indtaegt),
                          figures.grundlag.kroner, self.law)

    def _pay(self) -> Iterator[dict[str, Any]]:
        figures, words = self.figures, self.language.words
        name, base = words("Løn for de bevilgede timer"), figures.grundlag.kroner
        if figures.timesats is None or figures.maanedstimer is None:
            yield self._computed(name, self._share(base), figures.loen, self.law)
            return
        month = {"maaned": figures.maanedstimer, "fuld": FULL_WEEK}
        formula = words("{beloeb|kroner} / {maaned|tal} timer", beloeb=base, **month) if (
            figures.arbejdstid == FULL_WEEK) else words(
            "{beloeb|kroner} / ({maaned|tal} × {uge|tal} / {fuld}) timer", beloeb=base,
            uge=figures.arbejdstid, **month)
        yield self._computed(words("Timesats"), formula, figures.timesats)
        yield self._computed(name, words(
            "{sats|kroner} × {timer|timer} × {maaned|tal} / {fuld}", sats=figures.timesats.kroner,
            timer=figures.timer, **month), figures.loen)

    def _pension(self) -> Iterator[dict[str, Any]]:
        figures, words = self.figures, self.language.words
        name = words("Pension")
        if figures.pensionsloft is None:
            yield self._step(name, words("ingen pensionsordning gennem arbejdsgiver"), Decimal(0),
                             self.law)
            return
        limit = figures.pensionsloft.kroner
        if limit != figures.arbejdsgiverbidrag or figures.pensionsloft.was_rounded:
            yield self._computed(words("Loftet over pension"), self._share(figures.arbejdsgiverbidrag),
                                 figures.pensionsloft)
        yield self._computed(words("{sats|procent} af ydelsen", sats=10), words(
            "{ydelse|kroner} × {sats|procent}", ydelse=figures.ydelse, sats=10),
            figures.tiendedel, self.law)
        yield self._step(name, self._lowest(figures.tiendedel.kroner, limit), figures.pension, self.law)

    def _lowest(self, one: Decimal, other: Decimal) -> str:
        return self.language.words("det laveste af {a|kroner} og {b|kroner}", a=one, b=other)

    def _share(self, amount: Decimal | int) -> str:
        """An amount for the granted part of the week: "35.247 kr. × 20 / 37 timer"."""
        return self.language.words("{beloeb|kroner} × {timer|tal} / {uge|timer}", beloeb=amount,
                                   timer=self.figures.timer, uge=self.figures.arbejdstid)

    def _computed(
        self, name: str, formula: str, amount: Amount, law: str | None = None
    ) -> dict[str, Any]:
        """A step with arithmetic in it: the reader is told where it was rounded.

        Without `law` it is the kommune's own method; so is rounding to whole kroner.
        """
        if amount.was_rounded:
            formula = self.language.words(ROUNDED[self.to], regnestykke=formula)
            if law and self.to == "krone":
                law = self.language.words("{hjemmel}; afrunding: {metode}", hjemmel=law,
                                          metode=self.method)
        return self._step(name, formula, amount.kroner, law)

    def _step(self, name: str, formula: str, amount: Decimal, law: str | None) -> dict[str, Any]:
        return {"navn": name, "regnestykke": formula, "beloeb": amount, "kilde": law or self.method,
                "kommunens_metode": law is None}
