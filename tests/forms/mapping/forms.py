"""A small form of the kind a kommune might have, and its mapping."""

from __future__ import annotations

from tests.forms.making import LOOKS, box, field, form

MAP = """
kind = "ansoegning-udgifter"
i_haanden = ["underskrift"]
[felter]
navn = "barn.navn"
cpr1 = {sti = "barn.cpr", del = "foedselsdato"}
cpr2 = {sti = "barn.cpr", del = "loebenummer"}
dato = "ansoegninger[-1].brevdato"
hvorfor = "ansoegninger[-1].begrundelse"
ny = {sti = "ansoegninger[-1].variant", naar = "ansoegning"}
dok = {sti = "ansoegninger[-1].variant", naar = "dokumentation"}
fornavn = {udtryk = "barn.navn | fornavn"}
vej = "parter[rolle=foraelder][1].adresse.vej"
[[raekker]]
liste = "ansoegninger[-1].udgifter"
antal = 2
felter = {"hvad{n}" = "hvad", "formaal{n}" = "formaal", "nr{n}" = {udtryk = "nr"}}
"""


def small(hvorfor: tuple[int, int] = (200, 60), more: str = "") -> bytes:
    """The form; `hvorfor` is the size of the box for a longer text."""
    def at(row: int) -> tuple[int, int]:
        return 50, 760 - 30 * row

    rows = [field(f"{name}{n}", at=(left, 760 - 30 * (5 + n)), size=(120, 20))
            for n in (1, 2) for name, left in (("hvad", 50), ("formaal", 200), ("nr", 400))]
    return form(
        field("navn", at=at(0)), field("cpr1", at=at(1), entries="/MaxLen 6"),
        field("cpr2", at=(300, 730), entries="/MaxLen 4"), field("dato", at=at(2)),
        field("hvorfor", at=(50, 620), size=hvorfor, entries="/Ff 4096"),
        box("ny", at=at(8)), box("dok", at=(100, 520)), field("fornavn", at=at(9)),
        field("vej", at=at(10)), field("underskrift", at=at(11)), *rows, more=LOOKS, root=more)
