"""What a file is by its size and its first bytes, before anybody opens it."""

from __future__ import annotations

from pipeline.forms import told
from pipeline.forms.limits import MAX_BYTES

_HEAD = 1024
"""Bytes within which a PDF must say that it is one."""
_PACKAGES = (b"PK\3\4", b"\xd0\xcf\x11\xe0")


def sized(data: bytes) -> None:
    """Raises DataError for what need not be opened at all: empty, too large, no PDF."""
    if not data.strip(b"\0 \t\r\n"):
        raise told.empty()
    if len(data) > MAX_BYTES:
        raise told.too_large(MAX_BYTES // 2**20)
    if b"%PDF-" not in data[:_HEAD]:
        raise told.word() if data.startswith(_PACKAGES) else told.no_pdf()
