"""Stand-ins for single values: names, numbers and places that nobody has."""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.formats import (
    cpr_birth_date,
    cpr_checksum_holds,
    cpr_digits,
    cpr_is_replacement,
    is_cvr,
)
from pipeline.pseudonyms.drawn import Forbidden, Key
from pipeline.pseudonyms.material import (
    BOYS,
    FIRMS,
    GIRLS,
    INSTITUTIONS,
    POSTCODES,
    POSTS,
    STREETS,
    SURNAMES,
    TOWNS,
    UNITS,
)
from pipeline.pseudonyms.prose import neutral

MOST_NAMES = 3
"""Names of a person that are kept apart; what somebody has more of is left out."""
LATE = 20
"""First names that are tried with each last name."""


@dataclass(slots=True)
class StandIns:
    """Stand-ins of one case. `women` says by folded full name who is one, where the case tells.

    The same name, address or number has the same stand-in in every case of one key; only where two
    of a case would get the same name, one of them gets another.
    """

    key: Key
    forbidden: Forbidden
    women: Mapping[str, bool] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def person(self, value: str) -> str:
        """A person's name: as many names, up to three; the last as everybody's of that last name."""
        name = folded(value)
        if name not in self._names:
            self._names[name] = self.forbidden.first(
                lambda attempt: self._name(name, attempt), frozenset(self._names.values()))
        return self._names[name]

    def _name(self, name: str, attempt: int) -> str:
        names = name.split() or [name]
        woman = self.women.get(name, bool(self.key.number("koen", name, 2)))
        first = self.key.one_of(GIRLS if woman else BOYS, "fornavn", name, attempt)
        # A last name that will not do is changed for the whole family, so that is tried late.
        rest = [self.key.one_of(SURNAMES, "efternavn", one, attempt // LATE)
                for one in names[1:][1 - MOST_NAMES:]]
        return " ".join((first, *rest))

    def cpr(self, value: str, moved: Callable[[dt.date], dt.date]) -> str:
        """A number of the birth date when it is moved, of the same sex; modulus 11 does not hold."""
        born, digits = cpr_birth_date(value), cpr_digits(value)
        if born is None:
            return "000000-0000"
        day = moved(born)
        first = f"{day.day + 60 * cpr_is_replacement(value):02}{day:%m%y}"
        attempt = 0
        while True:
            serial = self.key.number("cpr", digits, 5000, attempt) * 2 + int(digits[-1]) % 2
            made = f"{first}{serial:04}"
            if cpr_birth_date(made) == day and not cpr_checksum_holds(made) and made != digits:
                return re.sub(r"\d{4}$", made[6:], value).replace(value[:6], made[:6], 1)
            attempt += 1

    def cvr(self, value: str) -> str:
        """A number with a right checksum that begins as no real one does."""
        attempt = 0
        while True:
            made = f"99{self.key.number('cvr', value, 10**6, attempt):06}"
            if is_cvr(made) and self.forbidden.free(made):
                return made
            attempt += 1

    def telefon(self, value: str) -> str:
        """A number of a row that is not in use."""
        number = re.sub(r"\D", "", value)[-8:]

        def made(attempt: int) -> str:
            last = f"{self.key.number('telefon', number, 10**4, attempt):04}"
            return f"65 00 {last[:2]} {last[2:]}"

        return self.forbidden.first(made)

    def email(self, value: str) -> str:
        """An address where nobody can get post."""
        return self.forbidden.first(
            lambda attempt: f"{self._letters('email', folded(value), 8, attempt)}@example.dk")

    def web(self, value: str) -> str:
        """A web site that cannot be."""
        return self.forbidden.first(
            lambda attempt: f"{self._letters('web', folded(value), 8, attempt)}.example.dk")

    def sagsnummer(self, value: str) -> str:
        """A case number; two cases do not share one."""
        return self.forbidden.first(
            lambda attempt: f"PS-{self._letters('sagsnummer', value, 12, attempt)}")

    def vej(self, value: str) -> str:
        """A street and a number."""
        return self.forbidden.first(lambda attempt: " ".join((
            self.key.one_of(STREETS, "vej", folded(value), attempt),
            str(1 + self.key.number("husnummer", folded(value), 97, attempt)))))

    def by(self, value: str) -> str:
        """A town."""
        return self.forbidden.first(
            lambda attempt: self.key.one_of(TOWNS, "by", folded(value), attempt))

    def postnummer(self, value: str) -> str:
        """A postcode that no town has."""
        return self.forbidden.first(
            lambda attempt: self.key.one_of(POSTCODES, "postnummer", value, attempt))

    def kommune(self, value: str) -> str:
        """A kommune."""
        town = re.sub(r"\s*kommune\s*$", "", value, flags=re.IGNORECASE)
        return self.forbidden.first(
            lambda attempt: f"{self.key.one_of(TOWNS, 'by', folded(town), attempt)} Kommune")

    def institution(self, value: str) -> str:
        """A school, a day-care centre."""
        return self.forbidden.first(
            lambda attempt: self.key.one_of(INSTITUTIONS, "institution", folded(value), attempt))

    def virksomhed(self, value: str) -> str:
        """A firm."""
        return self.forbidden.first(lambda attempt: " ".join((
            self.key.one_of(FIRMS, "firma", folded(value), attempt),
            self.key.one_of(SURNAMES, "ejer", folded(value), attempt))))

    def stilling(self, value: str) -> str:
        """What somebody's post is called."""
        return self.forbidden.first(
            lambda attempt: self.key.one_of(POSTS, "stilling", folded(value), attempt))

    def enhed(self, value: str) -> str:
        """What is counted: a common unit stays."""
        return value if value.casefold() in UNITS else neutral(value, self.key, self.forbidden)

    def tal(self, value: str) -> str:
        """As many figures."""
        def made(attempt: int) -> str:
            return "".join(str(self.key.number(f"tal{place}", value, 10, attempt))
                           for place in range(len(value)))

        return self.forbidden.first(made)

    def ord(self, value: str) -> str:
        """Words that say nothing."""
        return neutral(value, self.key, self.forbidden)

    def _letters(self, kind: str, value: str, count: int, attempt: int) -> str:
        return "".join(self.key.one_of(string.ascii_lowercase, f"{kind}{place}", value, attempt)
                       for place in range(count))

    @property
    def makers(self) -> Mapping[str, Callable[[str], str]]:
        """Each kind of text and what makes its stand-in."""
        return {"person": self.person, "cvr": self.cvr, "telefon": self.telefon, "e-mail": self.email,
                "web": self.web, "sagsnummer": self.sagsnummer, "vej": self.vej, "by": self.by,
                "postnummer": self.postnummer, "kommune": self.kommune, "enhed": self.enhed,
                "institution": self.institution, "virksomhed": self.virksomhed, "tal": self.tal,
                "stilling": self.stilling, "ord": self.ord}


def folded(value: str) -> str:
    """A value without regard to case and white space: people write the same name differently."""
    return " ".join(value.casefold().split())
