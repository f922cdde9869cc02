"""What makes an item of a list that very item: an id, a date, a party; never its place in the list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

Key = tuple[str, ...]
"""What names an item in its list: ("gang1",), ("2026-02-05", "hjemmetraening")."""

Path = tuple[str | Key, ...]
"""A place in a case by identity: ("maal", ("gang1",), "frist")."""

NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "parter": ("id",),
    "maal": ("id",),
    "maal.historik": ("til",),
    "barn.tidligere_tilbud": ("til",),
    "ansoegninger": ("brevdato", "art", "variant", "ansoeger"),
    "ansoegninger.samtykker": ("part", "dato"),
    "ansoegninger.underskrifter": ("part",),
    "undersoegelser": ("startet",),
    "afgoerelser": ("brevdato", "ydelse", "part"),
    "afgoerelser.forsendelser": ("part",),
    "tilsyn": ("dato",),
    "tilsyn.maal": ("maal",),
    "hoeringer": ("brevdato", "art", "tilsyn", "ydelse", "part"),
    "hoeringer.svar": ("part",),
    "revurderinger": ("brevdato",),
    "revurderinger.maal": ("maal",),
    "indkaldelser": ("brevdato", "art", "dato"),
    "tilbud": ("brevdato", "leverandoer"),
    "evalueringer": ("brevdato", "forfattere"),
    "evalueringer.maal": ("maal",),
    "evalueringer.underskrifter": ("part",),
    "udgifter": ("dato", "art", "beloeb"),
    "ophoer": ("brevdato",),
    "ophoer.tabt": ("part",),
    "ophoer.forsendelser": ("part",),
    "samtykker": ("fra", "til", "dato"),
}
"""The lists whose items are met again, and the fields that tell one from another. Every other list is
one value: lines of a budget, enclosures, a week's hours."""


def list_name(path: Path) -> str:
    """A list as `NAMED_BY` calls it: ("tilsyn", ("2026-03-01",), "maal") is "tilsyn.maal"."""
    return ".".join(step for step in path if isinstance(step, str))


def keys_of(path: Path, items: Sequence[Mapping[str, Any]]) -> list[Key]:
    """The key of each item of the list at `path`; of several alike, the later ones are numbered."""
    fields = NAMED_BY[list_name(path)]
    met: Counter[Key] = Counter()
    keys: list[Key] = []
    for item in items:
        key = tuple(_word(item[name]) for name in fields if item.get(name) not in (None, "", []))
        met[key] += 1
        keys.append(key if met[key] == 1 else (*key, f"nr. {met[key]}"))
    return keys


def written(path: Path) -> str:
    """A path for people and command lines: maal[gang1].frist, ansoegninger[2026-02-05,udgifter]."""
    out = ""
    for step in path:
        out += f"[{','.join(step)}]" if isinstance(step, tuple) else f".{step}" if out else step
    return out


def covers(pattern: str, path: str) -> bool:
    """Whether a path that somebody wrote names `path` or something it stands in."""
    wanted = re.sub(r"\s*,\s*", ",", pattern.strip())
    return path == wanted or path.startswith((f"{wanted}.", f"{wanted}["))


def _word(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "+".join(sorted(map(str, value)))
    return str(value)
