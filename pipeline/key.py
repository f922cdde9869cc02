"""One digest over everything that can change a byte: it names what a letter was made from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from pipeline import resources
from pipeline.documents import KINDS
from pipeline.letters import Job, chosen_events
from pipeline.sag import Sag
from pipeline.templateset import template_set
from pipeline.translation.catalogs import language

LIBRARIES = ("docxtpl", "python-docx", "jinja2", "markupsafe", "babel", "typst", "lxml",
             "python-dateutil", "holidays", "fontpkg-arimo", "fontpkg-noto-sans",
             "fontpkg-amiri", "fonttools", "pikepdf", "pillow")
"""The libraries that put words, dates or glyphs into a letter."""


def render_key(sag: Sag, job: Job) -> str:
    """SHA-256 (hex) over the case, the job with its settings, templates, rules and libraries.

    Equal keys mean equal bytes; the day counts only where the job falls back on it.
    """
    wish = {"kind": job.kind, "nr": job.nr, "date": job.date, "today": _counting(sag, job),
            "formats": job.formats, "engine": job.engine, "settings": job.settings, "case": sag.data,
            "carry": job.carry,
            "copies": [(code, language(code, job.templates).key) for code in job.reading_copies]}
    digest = hashlib.sha256(json.dumps(wish, sort_keys=True, default=str).encode())
    digest.update(template_set(job.templates).digest(job.kind).encode())
    digest.update(program().encode())
    return digest.hexdigest()


def _counting(sag: Sag, job: Job) -> dt.date | None:
    """Today, where a letter of the job has no date of its own."""
    if job.date is not None or job.kind not in KINDS:
        return None
    kind = KINDS[job.kind]
    try:
        dated = all(kind.own_date(sag.data, places[0])
                    for _, places in chosen_events(kind, sag.data, job.nr))
    except Exception:  # a case that was not validated may be anything
        return job.today
    return None if dated else job.today


def _folder(folder: Path) -> str:
    """The names and bytes of a folder's files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def program() -> str:
    """Our own code, law and schemas, and the libraries, in one digest.

    It is worked out once: a process goes on with the program it began with.
    """
    package = Path(__file__).parent
    own = [hashlib.sha256(path.read_bytes()).hexdigest()
           for path in sorted([*package.rglob("*.py"), *package.rglob("*.toml")])]
    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    all_of_it = "\n".join([*own, _folder(resources.schemas()), *libraries, zlib.ZLIB_RUNTIME_VERSION])
    return hashlib.sha256(all_of_it.encode()).hexdigest()
