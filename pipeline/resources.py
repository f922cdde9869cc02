"""The one place that finds templates/ and schemas/: in a checkout, or inside the installed package."""

from __future__ import annotations

import functools
from pathlib import Path

_PACKAGE = Path(__file__).parent


@functools.cache
def root() -> Path:
    """The folder that holds `templates/`, `schemas/` and `samples/`.

    The checkout comes first: an editable install can leave a stale `_data` in the package.
    """
    checkout = _PACKAGE.parent
    project = checkout / "pyproject.toml"
    if project.is_file() and 'name = "hjemmetraening"' in project.read_text(encoding="utf-8"):
        return checkout
    return _PACKAGE / "_data"


def templates() -> Path:
    """The built-in Word templates: dokumenter/, blokke/, brevpapir/."""
    return root() / "templates"


def schemas() -> Path:
    """The JSON Schemas of a case, of a kommune's settings and of what each document needs."""
    return root() / "schemas"


def content(path: Path) -> bytes:
    """A file's bytes, read again only when its time or size has changed. Raises OSError."""
    status = path.stat()
    return _read(path, status.st_mtime_ns, status.st_size)


@functools.lru_cache(256)
def _read(path: Path, _changed: int, _size: int) -> bytes:
    return path.read_bytes()


def samples() -> Path:
    """Sample cases with invented people."""
    return root() / "samples"
