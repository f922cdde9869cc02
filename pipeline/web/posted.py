"""What a page sends: its fields and files, within bounds and never on a disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser
from starlette.requests import Request

from pipeline.web.config import MB

FIELDS = 3_000
"""Fields of a page; the longest of ours has 300."""
FILES = 200
"""Files that can be chosen at once."""

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
    """What was sent. Raises HTTPException(400) for what is no form."""
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
