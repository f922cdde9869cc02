"""The documents to be set: every Word file below some folders."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Document:
    """A Word file; `name` is what tables call it, `digest` what results are kept under."""

    path: Path
    name: str
    digest: str


def documents(folders: Iterable[Path]) -> list[Document]:
    """Every Word document below the folders, in the order of their names; none is an error."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*.docx")):
            # Word's own lock file beside a document that is open, and unfetched large files, are none.
            if path.is_file() and not path.name.startswith("~$"):
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                name = f"{folder.resolve().name}/{path.relative_to(folder)}"
                found.append(Document(path.resolve(), name, digest))
    if not found:
        raise SystemExit("no .docx below these folders")
    return found
