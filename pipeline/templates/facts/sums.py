"""Money: maximum, budget, cost lines, accounts."""

from __future__ import annotations

from pipeline.money.costs import ARTER
from pipeline.templates.facts.grants import grant_of
from pipeline.templates.facts.parts import FIGURE, PERIOD_USED, Facts, Parts, Rules, when
from pipeline.templates.fieldtypes import DATE, NUMBER, TEXT, YES, Clue, Type, codes, listed, made_of


def _sums(_: Parts) -> Facts:
    return {"udgifter_i_alt": NUMBER.maybe(when("ansoegning", "udgifter")),
            "sparet_i_alt": NUMBER.maybe(when("ansoegning", "sparede_udgifter"))}


def _line(line: Type) -> Type:
    return line.also(beloeb=NUMBER, maal=listed(TEXT), udleveres=YES)


BY_KIND = listed(made_of(art=codes(*ARTER), beloeb=NUMBER))


def _budget(parts: Parts) -> Facts:
    lines = parts.event.fields["budget"].fields["linjer"]
    budget = made_of(
        fra=DATE, til=DATE, linjer=listed(_line(lines.items or Type("objekt"))), pr_art=BY_KIND,
        i_alt=NUMBER, momsfri_i_alt=NUMBER, maksimum=listed(FIGURE), sats_mangler_fra=DATE.maybe(),
        maalt_mod=FIGURE, rest=NUMBER)
    # An offer's letter asks for one.
    return {"budget": budget if not parts.event.fields["budget"].optional else budget.maybe()}


def _cost_lines(parts: Parts) -> Facts:
    lines = parts.event.fields["udgifter"].items or Type("objekt")
    return {"linjer": listed(_line(lines)), "linjer_i_alt": NUMBER.maybe(when("linjer"))}


def _accounts(parts: Parts) -> Facts:
    spent = parts.item("udgifter").also(maal=listed(TEXT), dokumenteret=YES)
    granted = (Clue(("regnskab", "bevilling"), absolute=True),)
    return {"regnskab": made_of(
        fra=DATE, til=DATE, linjer=listed(spent), i_alt=NUMBER, dokumenteret=NUMBER,
        udokumenteret=NUMBER, pr_art=BY_KIND, bevilling=grant_of(parts).maybe(),
        bevilget=NUMBER.maybe(granted), rest_af_bevilling=NUMBER.maybe(granted),
        bevillingsaar=PERIOD_USED.maybe(granted), maksimum=FIGURE, tolv_maaneder=PERIOD_USED,
        rest_af_maksimum=NUMBER).maybe()}


def _maximum_for_costs(_: Parts) -> Facts:
    return {"sats.udgifter_maksimum": FIGURE.maybe(when("bevilling", "udgifter"))}


RULES: Rules = {
    "accounts": _accounts, "budget": _budget, "cost_lines": _cost_lines,
    "maximum_for_costs": _maximum_for_costs, "sums": _sums,
}
