"""What a page sends: its fields and files, within bounds and never on a disk."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from python_multipart.multipart import parse_options_header
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.requests import Request

from pipeline.web.arrival import Refused
from pipeline.web.config import MB

FIELDS = 3_000
"""Fields of a page; the longest of ours has 300."""
FILES = 200
"""Files that can be chosen at once."""
WORDS = 4 * MB
"""Bytes of a page without files; every sign may take three of them."""
UTF8 = (b"utf-8", b"utf8")

# A file of any size that is let in stays in memory: what a family has written touches no disk.
MultiPartParser.spool_max_size = 1_000 * MB


@dataclass(frozen=True, slots=True)
class Posted:
    """Values by name, each as often as it was sent, and files by name in their order."""

    values: Mapping[str, Sequence[str]] = field(repr=False)
    files: Sequence[tuple[str, bytes]] = field(default=(), repr=False)
    """(what the file was called, its bytes); a field where none was chosen gives none."""

    def first(self, name: str, otherwise: str = "") -> str:
        """The value of a name, where it has one."""
        return next(iter(self.values.get(name, ())), otherwise)


async def posted(request: Request) -> Posted:
    """What was sent. Raises HTTPException(400) for what is no form, and Refused for one too long."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    # A browser says none. Some others take the square of a text's length, while all the world waits.
    if options.get(b"charset", b"utf-8").lower() not in UTF8:
        raise HTTPException(400)
    return Posted(await _fields(request)) if kind == b"application/x-www-form-urlencoded" \
        else await _parts(request)


async def _fields(request: Request) -> Mapping[str, Sequence[str]]:
    """The fields of a page without files, read where nobody has to wait for it."""
    written = await request.body()
    if len(written) > WORDS:
        raise Refused(413)
    try:
        read = await asyncio.to_thread(
            parse_qsl, written.decode("latin-1"), keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError:
        raise HTTPException(400) from None
    values: dict[str, list[str]] = {}
    for name, each in read:
        values.setdefault(name, []).append(each)
    return values


async def _parts(request: Request) -> Posted:
    """The fields and files of a page with files."""
    most = request.app.state.config.upload
    values: dict[str, list[str]] = {}
    files: list[tuple[str, bytes]] = []
    async with request.form(max_files=FILES, max_fields=FIELDS, max_part_size=most) as form:
        for name, each in form.multi_items():
            if not isinstance(each, UploadFile):
                values.setdefault(name, []).append(each)
            elif each.filename:
                files.append((each.filename, await each.read()))
    return Posted(values, tuple(files))
