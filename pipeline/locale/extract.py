"""What there is to translate, and the catalog brought up to date with it: `make catalog`.

Sentences in the program are the literals given to `text()` and the titles of rules, and those the web
pages mark with `_()`; a case's field
titles and help come from the schemas; the titles of law's quantities from law/.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from pipeline import resources
from pipeline.law import quantities
from pipeline.locale import LANGUAGES
from pipeline.schemas import documents

PACKAGE = Path(__file__).parent.parent
KEYWORDS = {"text": None, "Text": None, "broken": (3,), "say": None, "_": None}


def msgids() -> Iterator[tuple[str, str]]:
    """(Danish text, where it stands) of everything that is shown to people."""
    if PACKAGE.parent != resources.root():
        return
    found = extract_from_dir(PACKAGE, [("**.py", "python"), ("web/**.html", "jinja2")],
                             keywords=KEYWORDS, comment_tags=())
    for name, _, message, _, _ in found:
        if isinstance(message, str) and not name.startswith("locale/extract"):
            yield message, f"pipeline/{name}"
    for uri, schema in documents().items():
        yield from ((words, uri.rpartition("/schemas/")[2]) for words in _words(schema))
    for family in ("hjemler", "satser", "frister"):
        yield from ((q.titel, f"law/{family}.toml") for q in quantities(family).values())


def _words(node: Any) -> Iterator[str]:
    """Every title and description below a schema's node."""
    if isinstance(node, list):
        for item in node:
            yield from _words(item)
    elif isinstance(node, dict):
        yield from (node[key] for key in ("title", "description") if isinstance(node.get(key), str))
        for item in node.values():
            yield from _words(item)


def update(path: Path, language: str = "en") -> Catalog:
    """The catalog at `path` with every msgid of today: what is known keeps its translation."""
    known: dict[str, str] = {}
    if path.exists():
        with path.open("rb") as file:
            known = {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id}
    catalog = Catalog(locale=language, fuzzy=False)
    places: dict[str, set[str]] = {}
    for message, place in msgids():
        places.setdefault(message, set()).add(place)
    for message in sorted(places):
        catalog.add(message, known.get(message, ""), [(p, 0) for p in sorted(places[message])][:2])
    return catalog


if __name__ == "__main__":
    for code in LANGUAGES[1:]:
        target = Path(__file__).parent / code / "LC_MESSAGES" / "hjemmetraening.po"
        fresh = update(target, code)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as out:
            write_po(out, fresh, width=100, include_lineno=False, sort_output=True, omit_header=True)
        print(code, sum(1 for m in fresh if m.id and not m.string), "uden oversættelse")
