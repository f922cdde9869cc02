"""A case into a form and out of it again: what came out is what went in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.danish.fields import fields
from pipeline.forms.fields import Form
from pipeline.forms.fill import fill
from pipeline.forms.inspect import inspect
from pipeline.forms.mapping import FormMap
from pipeline.forms.mapping.check import refuse
from pipeline.forms.mapping.fromcase import values_of
from pipeline.forms.mapping.reading import parse_map
from pipeline.forms.mapping.seen import Seen
from pipeline.forms.mapping.tocase import every_problem, read
from tests.forms.making import LOOKS, box, field, form, radios

MAP = """
[felter]
tekst = "barn.diagnose"
linje = "barn.navn"
dato = "barn.foedselsdato"
cpr = "barn.cpr"
dag = {sti = "barn.beskyttelse.kontrolleret", del = "dag"}
maaned = {sti = "barn.beskyttelse.kontrolleret", del = "maaned"}
aar = {sti = "barn.beskyttelse.kontrolleret", del = "aar"}
mor = {sti = "parter[0].relation", naar = "mor"}
far = {sti = "parter[0].relation", naar = "far"}
myndighed = {sti = "parter[0].foraeldremyndighed", valg = {"1" = true, "2" = false}}
i_alt = {sum = "udgifter[].beloeb"}
[[raekker]]
liste = "udgifter"
antal = 3
felter = {"hvad{n}" = "hvad", "kr{n}" = "beloeb"}
"""
LETTERS = st.text(st.sampled_from("abcæøåÆØÅé ,.-1é"), min_size=1, max_size=20).map(
    lambda said: " ".join(said.split())).filter(bool)
MONEY = st.decimals(0, 10**7, places=2).map(lambda n: int(n) if n % 1 == 0 else n.normalize())
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
CASES = st.fixed_dictionaries({
    "barn": st.fixed_dictionaries({
        "navn": LETTERS, "diagnose": st.lists(LETTERS, min_size=1, max_size=3).map("\n".join),
        "foedselsdato": DAYS, "cpr": st.just("010120-4000"),
        "beskyttelse": st.fixed_dictionaries({"kontrolleret": DAYS})}),
    "parter": st.tuples(st.fixed_dictionaries({
        "relation": st.sampled_from(["mor", "far"]), "foraeldremyndighed": st.booleans()})),
    "udgifter": st.lists(st.fixed_dictionaries({"hvad": LETTERS, "beloeb": MONEY}),
                         min_size=1, max_size=3).map(tuple)})


def blank() -> bytes:
    tops, objects = radios("myndighed", "1", "2")
    texts = ["linje", "dato", "dag", "maaned", "aar", "i_alt",
             *(f"{name}{n}" for name in ("hvad", "kr") for n in (1, 2, 3))]
    widgets = [field("tekst", at=(50, 640), size=(500, 50), entries="/Ff 4096"),
               field("cpr", at=(350, 700), entries="/MaxLen 10/Ff 16777216"), box("mor", at=(50, 610)),
               box("far", at=(90, 610)),
               *(field(name, at=(50, 500 - 25 * n), size=(500, 20)) for n, name in enumerate(texts))]
    listed = " ".join(f"{30 + n} 0 R" for n in range(len(widgets)))
    more = {**objects, **LOOKS, **{30 + n: f"<</Type/Annot/Subtype/Widget/F 4{body}>>"
                                   for n, body in enumerate(widgets)}}
    return form(fields=f"{tops} {listed}", more=more, annots=f"20 0 R 21 0 R {listed}")


def prepared() -> tuple[bytes, Form, FormMap]:
    data, mapping = blank(), parse_map(MAP.encode(), "m.toml")
    found = inspect(data)
    refuse(mapping, found)
    return data, found, mapping


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


DATA, FORM, MAPPING = prepared()


@settings(max_examples=25, deadline=None)
@given(CASES)
def test_what_came_out_is_what_went_in(case: dict[str, Any]) -> None:
    view = Seen(case, None, "foraelder", dt.date(2026, 9, 1))
    values = values_of(FORM.fields, MAPPING, view)
    filled = fill(DATA, values.given)
    assert set(filled.report.filled) == set(values.given)
    assert not filled.report.cut
    back = read(inspect(filled.pdf).fields, MAPPING)
    assert [each.code for each in every_problem(back, False)] == []
    assert {key: value for key, value in back.data.items() if key != "skema"} == as_json(case)


def test_there_is_something_of_every_form_to_fill_in() -> None:
    paths = [bound.source.path for bound in MAPPING.bound() if bound.source.path]
    assert {fields()[path.generic].form for path in paths} >= {
        "linje", "tekst", "dato", "cpr", "valg", "ja-nej", "kroner"}
