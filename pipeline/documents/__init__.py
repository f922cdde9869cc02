"""The document kinds: what each is made from, who signs it and which facts it needs.

Each stands in a module of its own in `kinds/` and is found there: a new kind changes no code.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping

from pipeline.documents import kinds
from pipeline.documents.kind import COMMON, Author, DocumentKind, Event, Place

__all__ = ["COMMON", "KINDS", "Author", "DocumentKind", "Event", "Place", "title"]

ORDER = (
    "ansoegning-hjemmetraening", "ansoegning-tabt-arbejdsfortjeneste", "tilsynsrapport",
    "partshoering", "revurdering", "ansoegning-udgifter", "hoeringssvar", "tilbud", "evaluering",
    "kvitteringsbrev", "indkaldelse", "afgoerelse", "ophoer")
"""How people are shown them; a kind that is not named here comes after, by its id."""


def _found() -> Mapping[str, DocumentKind]:
    """The `KIND` of each module in `kinds/`."""
    modules = (importlib.import_module(f"{kinds.__name__}.{each.name}")
               for each in pkgutil.iter_modules(kinds.__path__))
    found: dict[str, DocumentKind] = {module.KIND.id: module.KIND for module in modules}
    known = [name for name in ORDER if name in found]
    return {name: found[name] for name in (*known, *sorted(found.keys() - set(known)))}


KINDS: Mapping[str, DocumentKind] = _found()
"""Every kind by its id."""


def title(kind: DocumentKind, variant: str) -> str:
    """The title a letter prints: of its variant, else of the kind."""
    return kind.titles.get(variant, str(kind.titel))
