"""An appointment: when, where, with whom."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts import Fact, View
from pipeline.facts.grants import newest_grant


def meeting(view: View) -> Iterator[Fact]:
    """`moedested` in words where it may be told, `flere_moder` (whether others come too)."""
    place = view.event["sted"]
    own_home = place.get("art") == "hjemmet" and place.get("hos") in (None, view.recipient.id)
    yield Fact("moedested", {"beskyttet": place["beskyttet"], "hjemme_hos_dig": own_home,
                             "art": place.get("art"), "beskrivelse": place.get("beskrivelse")},
               "indkaldelsen", ("indkaldelser.sted",))
    yield Fact("sundhedsfagligt", any(
        bool((newest_grant(view, ydelse) or {}).get("sundhedsfagligt"))
        for ydelse in ("hjemmetraening",)), "bevillingen", ("afgoerelser.sundhedsfagligt",))
