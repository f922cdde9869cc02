"""The catalogs of reading copies brought up to date with all that documents say: `make catalog`.

The sentences of the Word templates, those that the program puts into letters (`words()`), titles,
the codes of the schemas in words, and the statutes and sources of law/.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from pipeline import resources
from pipeline.documents import KINDS
from pipeline.facts.decisions import CONDITIONS
from pipeline.facts.lost_earnings import BASE, ROUNDED
from pipeline.formatting import NBSP, ord_
from pipeline.law import quantities
from pipeline.schemas import resolved
from pipeline.templateset import FOLDERS, SUFFIX
from pipeline.translation.catalogs import FILE, OURS
from pipeline.translation.extract import Message, catalog_of, gathered, messages_of, write
from pipeline.translation.syntax import has_words

PACKAGE = Path(__file__).parent.parent
WRITERS = ("words", "_words")
"""The functions that are given a document's sentences."""
Found = tuple[str, str, tuple[str, ...]]
"""A message, the file it stands in, notes for the translator."""


def messages() -> list[Message]:
    """Everything that a document can say, in the order of the files."""
    found = (*_templates(), *_program(), *_titles(), *_law(), *_codes())
    return gathered((danish.replace(NBSP, " "), file, notes) for danish, file, notes in found
                    if has_words(danish))


def _templates() -> Iterator[Found]:
    for part in FOLDERS:
        for path in sorted((resources.templates() / part).glob(f"*{SUFFIX}")):
            name = f"templates/{part}/{path.name}"
            yield from ((message, name, notes)
                        for _, message, notes in messages_of(path.read_bytes(), name))


def _program() -> Iterator[Found]:
    """The literals given to those that write a document's language."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "_data" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and (
                    getattr(node.func, "attr", None) or getattr(node.func, "id", None)) in WRITERS:
                yield from ((each, f"pipeline/{path.relative_to(PACKAGE).as_posix()}", ())
                            for each in _literals(node.args[0]))


def _literals(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))


def _titles() -> Iterator[Found]:
    for kind in KINDS.values():
        place = f"pipeline/documents/kinds/{kind.id.replace('-', '_')}.py"
        yield from ((title, place, ("titel",))
                    for title in (str(kind.titel), *kind.titles.values()))
    yield from ((words, "pipeline/facts/decisions.py", ()) for words in CONDITIONS.values())
    yield from ((words, "pipeline/facts/lost_earnings.py", ())
                for words in (*BASE.values(), "Indtægt om måneden", *ROUNDED.values()))


def _law() -> Iterator[Found]:
    """Statutes as letters name them, and the sources of figures."""
    for quantity in quantities("hjemler").values():
        yield from ((str(value.vaerdi), "law/hjemler.toml", ("lovhenvisning i en sætning",))
                    for value in quantity.vaerdier)
    for quantity in quantities("satser").values():
        yield from ((value.kilde, "law/satser.toml", ("kilde",)) for value in quantity.vaerdier)


def _codes() -> Iterator[Found]:
    found = {code for name in ("sag", "kommune") for code in _enums(resolved(name))}
    yield from ((ord_(code), "schemas", (f"kode: {code}",)) for code in sorted(found))


def _enums(node: Any) -> Iterator[str]:
    """Every code that a case or its settings can have."""
    if isinstance(node, list):
        for item in node:
            yield from _enums(item)
    elif isinstance(node, dict):
        yield from (code for code in node.get("enum", ()) if isinstance(code, str))
        for item in node.values():
            yield from _enums(item)


def update(path: Path, found: list[Message]) -> int:
    """Bring a catalog up to date; how many sentences have no translation."""
    with path.open("rb") as file:
        old = read_po(file)
    known = {str(message.id): str(message.string) for message in old if message.id}
    fresh = catalog_of(found, known, str(old.locale_identifier))
    with path.open("wb") as out:
        write(fresh, out)
    return sum(1 for message in fresh if message.id and not message.string)


if __name__ == "__main__":
    wanted = messages()
    for target in sorted(OURS.glob(f"*/LC_MESSAGES/{FILE}")):
        print(target.parent.parent.name, update(target, wanted), "uden oversættelse")
