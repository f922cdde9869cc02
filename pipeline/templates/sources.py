"""Which files are checked: their names in messages, and the kinds of document they are for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import resources
from pipeline.documents import KINDS
from pipeline.errors import Problem, UsageError, text
from pipeline.templateset import DOCUMENTS, LETTERHEADS, PASSAGES, Templates, template_set

OPEN_IN_WORD = "~$"
"""How Word's own mark of a file that is open begins."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to check: its name in messages, its bytes, the kind where it is a document, its path."""

    name: str
    data: bytes = field(repr=False)
    kind: str = ""
    path: str = ""


def sources_of(paths: Iterable[Path], kind: str | None, templates: Templates) -> list[Source]:
    """The files at some paths, folders gone into; a document's kind is its file's stem, or `kind`.

    Raises UsageError for a file that is not there or whose kind nobody can tell.
    """
    known = template_set(templates).files()
    return [_source(path, kind, known) for given in paths for path in _files(given)]


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    parts = [path / name for name in (DOCUMENTS, PASSAGES, LETTERHEADS) if (path / name).is_dir()]
    return [file for folder in (parts or [path]) for file in sorted(folder.glob("*.doc[xm]"))
            if not file.name.startswith(OPEN_IN_WORD)]


def _source(path: Path, kind: str | None, known: Collection[str]) -> Source:
    try:
        data = resources.content(path)
    except OSError:
        raise UsageError([Problem(path.name, "fil-mangler", text("Skabelon"), text(
            "Filen findes ikke eller kan ikke læses."), text(
            "Kontrollér stien, og at du har adgang til filen."))]) from None
    if kind:
        return Source(path.name, data, kind, str(path))
    for folder in (PASSAGES, LETTERHEADS):
        if path.parent.name == folder or (path.stem not in KINDS and (
                f"{folder}/{path.stem}.docx" in known)):
            return Source(f"{folder}/{path.name}", data, path=str(path))
    if path.stem not in KINDS:
        raise UsageError([Problem(path.name, "ukendt-dokument", text("Skabelon"), text(
            "Filens navn siger ikke, hvilket dokument den er skabelon til."), text(
            "Vælg et med --kind: {navne}.", navne=", ".join(KINDS)))])
    return Source(path.name, data, path.stem, str(path))
