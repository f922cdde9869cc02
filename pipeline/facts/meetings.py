"""An appointment: when, where, with whom."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.facts import Fact, View
from pipeline.facts.grants import newest_grant
from pipeline.recipients import UNG


def meeting(view: View) -> Iterator[Fact]:
    """`moedested` as far as it may be told, and whether the training needs health professionals."""
    place, homes = view.event["sted"], view.sag["barn"]["bor_hos"]
    # With two homes and none named, it is nobody's own.
    whose = place.get("hos") or (homes[0] if len(homes) == 1 else None if homes else view.recipient.id)
    own_home = place.get("art") == "hjemmet" and (
        whose == view.recipient.id or (view.recipient.rolle == UNG and whose in homes))
    yield Fact("moedested", {"beskyttet": place["beskyttet"], "hjemme_hos_dig": own_home,
                             "art": place.get("art"), "beskrivelse": place.get("beskrivelse")},
               "indkaldelsen", ("indkaldelser.sted",))
    grant = newest_grant(view, "hjemmetraening")
    yield Fact("sundhedsfagligt", bool(grant and grant["sundhedsfagligt"]), "bevillingen",
               ("afgoerelser.sundhedsfagligt",))
