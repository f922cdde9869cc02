"""Generated families: a sample's story with new secrets wherever one can stand, and who may know them.

Who may know what is told here in the words of the law, not by the schema: it is the answer that the
program is held against.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.conftest import sample, sample_kinds

KINDS = sample_kinds()
STATUSES = ("ingen", "beskyttet", "ukendt")


@dataclass(repr=False)
class Household:
    """A case with its kind of letter, and each secret with what it is and whose."""

    case: dict[str, Any]
    kind: str
    secrets: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By its words: its sort ("cpr", "dør", "barn", "løn", "sted") and the owner's id."""

    def forbidden(self, readers: tuple[str, ...], day: dt.date) -> Iterator[str]:
        """The secrets that one of the readers may not know on a day."""
        yield from (words for words, (sort, owner) in self.secrets.items()
                    if any(not self._may_know(reader, sort, owner, day) for reader in readers))

    def _may_know(self, reader: str, sort: str, owner: str, day: dt.date) -> bool:
        child = self.case["barn"]
        homes = child.get("bor_hos", [])
        if reader in (owner, "kommune"):
            return True
        if sort in ("cpr", "løn"):
            return False
        if sort == "dør":
            return not self._hidden(self._party(owner), day)
        if sort == "sted":
            return not self._hidden(self._party(owner), day) or (reader == "ung" and owner in homes)
        if sort == "barnets cpr":
            return self._party(reader).get("rolle") != "leverandoer"
        shielded = self._hidden(child, day) or any(self._hidden(self._party(h), day) for h in homes)
        return reader == "ung" or reader in homes or not shielded

    def _party(self, who: str) -> Mapping[str, Any]:
        return next((p for p in self.case["parter"] if p["id"] == who), {})

    @staticmethod
    def _hidden(person: Mapping[str, Any], day: dt.date) -> bool:
        """Protected, unknown, or looked up more than a year ago; a company's address is public."""
        if person.get("rolle") == "leverandoer":
            return False
        status = person.get("beskyttelse", {})
        looked_up = status.get("kontrolleret")
        return status.get("status") != "ingen" or looked_up is None or (
            day - dt.date.fromisoformat(looked_up)).days > 366


class _Tokens:
    """Words that stand nowhere else."""

    def __init__(self, seed: int) -> None:
        self.seed, self.count = seed, 0

    def next(self) -> int:
        self.count += 1
        return self.count

    @property
    def word(self) -> str:
        number = self.next() + 26 * (self.seed % 20)
        return "Qz" + "".join(chr(ord("a") + number // 26 ** place % 26) for place in (2, 1, 0))

    def line(self, end: str) -> str:
        return f"{self.word}{end} {self.next() + 100}"

    def phone(self) -> str:
        return f"79{(self.seed * 131 + self.next() * 7919) % 1_000_000:06d}"

    def amount(self) -> int:
        return 41_003 + (self.seed * 17 + self.next() * 1_237) % 50_000


@st.composite
def households(draw: st.DrawFn) -> Household:
    """A sample's family with secrets of its own."""
    name, kind = draw(st.sampled_from(KINDS))
    tokens = _Tokens(draw(st.integers(0, 10_000)))
    made = Household(copy.deepcopy(dict(sample(name).data)), kind)
    protect(draw, made)
    doors(draw, made, tokens)
    numbers(made, tokens)
    places(draw, made, tokens)
    pay(made, tokens)
    return made


def protect(draw: st.DrawFn, made: Household) -> None:
    """Each person's protection, looked up lately, long ago or never."""
    day = dt.date(2026, 6, 1)
    for person in (made.case["barn"], *made.case["parter"]):
        if person.get("rolle") == "leverandoer":
            continue
        status = draw(st.sampled_from((*STATUSES, None)))
        person.pop("beskyttelse", None)
        if status:
            ago = draw(st.sampled_from((20, 200, 500, 1500)))
            person["beskyttelse"] = {
                "status": status, "kontrolleret": (day - dt.timedelta(ago)).isoformat()}
    parents = [p["id"] for p in made.case["parter"] if p["rolle"] == "foraelder"]
    if "bor_hos" in made.case["barn"]:
        made.case["barn"]["bor_hos"] = draw(st.lists(
            st.sampled_from(parents), min_size=1, max_size=2, unique=True))


def doors(draw: st.DrawFn, made: Household, tokens: _Tokens) -> None:
    """Addresses, telephones and e-mail; two parents may live together, the child with either."""
    parents = [p for p in made.case["parter"] if p["rolle"] != "leverandoer"]
    together = draw(st.booleans())
    shared = tokens.line("vej")
    for person in parents:
        if "adresse" in person:
            if not together:
                person["adresse"]["vej"] = made_secret(made, tokens.line("vej"), "dør", person["id"])
            else:
                # It is nobody's secret from those who live there.
                person["adresse"]["vej"] = shared
            person["adresse"].pop("co", None)
        contact = person.get("kontakt", {})
        if "telefon" in contact:
            contact["telefon"] = made_secret(made, tokens.phone(), "dør", person["id"])
        if "email" in contact:
            contact["email"] = made_secret(
                made, f"{tokens.word.lower()}@example.dk", "dør", person["id"])
    child = made.case["barn"]
    if "adresse" in child:
        child["adresse"]["vej"] = made_secret(made, tokens.line("stræde"), "barn", "ung")
    for school in (child, *child.get("tidligere_tilbud", ())):
        if "tilbud" in school:
            school["tilbud"]["navn"] = made_secret(made, f"{tokens.word}skolen", "barn", "ung")


def numbers(made: Household, tokens: _Tokens) -> None:
    """CPR numbers: the birth date stays, what follows is new."""
    for person in (made.case["barn"], *made.case["parter"]):
        if "cpr" in person:
            date, _, rest = person["cpr"].partition("-")
            person["cpr"] = f"{date}-{rest[0]}{(tokens.seed + 37 * tokens.next()) % 1000:03d}"
            child = person is made.case["barn"]
            made.secrets[person["cpr"]] = (
                ("barnets cpr", "ung") if child else ("cpr", person["id"]))


def places(draw: st.DrawFn, made: Household, tokens: _Tokens) -> None:
    """Where visits and meetings are: in somebody's home."""
    parents = [p["id"] for p in made.case["parter"] if p["rolle"] == "foraelder"]
    for event in (*made.case.get("tilsyn", ()), *made.case.get("indkaldelser", ())):
        if event.get("sted", {}).get("art") == "hjemmet":
            host = draw(st.sampled_from(parents))
            event["sted"]["hos"] = host
            event["sted"]["beskrivelse"] = made_secret(made, tokens.line("huset"), "sted", host)


def pay(made: Household, tokens: _Tokens) -> None:
    """What a parent earns, and what another's decision comes to."""
    for application in made.case.get("ansoegninger", ()):
        work = application.get("arbejde", {})
        if "bruttoloen" in work and application.get("ansoeger"):
            work["bruttoloen"] = amount(made, tokens, application["ansoeger"])
    for decision in made.case.get("afgoerelser", ()):
        if decision.get("part") and isinstance(decision.get("beloeb"), int | Decimal):
            decision["beloeb"] = amount(made, tokens, decision["part"])


def amount(made: Household, tokens: _Tokens, owner: str) -> int:
    value = tokens.amount()
    made.secrets[str(value)] = ("løn", owner)
    return value


def made_secret(made: Household, words: str, sort: str, owner: str) -> str:
    made.secrets[words] = (sort, owner)
    return words


def squeezed(words: str) -> str:
    """Only letters and figures: the search does not know how the gate searches."""
    return re.sub(r"[^0-9a-zæøå]+", "", words.lower())


def told(words: str, run_together: str, secret: str) -> bool:
    """Whether words tell a secret, in any of the ways it is written; also given `squeezed`."""
    if secret.isdigit() and len(secret) < 8:
        grouped = "|".join(re.escape(f"{int(secret):,}".replace(",", mark)) for mark in (
            ".", " ", "\u00a0", ""))
        return re.search(rf"(?<![\d.])(?:{grouped})(?!\d)", words) is not None
    return squeezed(secret) in run_together
