"""Compiled templates, kept for as long as the process lives."""

from __future__ import annotations

import functools
import threading
from pathlib import Path

from pipeline import resources
from pipeline.docx.compile import compile_template
from pipeline.docx.compose import compose
from pipeline.docx.environment import TemplateEnvironment
from pipeline.docx.render import CompiledTemplate
from pipeline.errors import Problem, TemplateError, text

KEPT = 128
"""Templates and files in memory at most; a kommune has a few dozen."""

_lock = threading.Lock()


def load(
    document_path: Path,
    letterhead_path: Path,
    passages_dir: Path,
    environment: TemplateEnvironment,
) -> CompiledTemplate:
    """The compiled template of these files; compiled anew only when one of them has changed."""
    passages = tuple(
        (path.stem, _content(path)) for path in sorted(passages_dir.glob("*.docx"))
        if not path.name.startswith("~$")  # Word's mark of a file that is open
    )
    document, letterhead = _content(document_path), _content(letterhead_path)
    with _lock:
        return _compiled(document, letterhead, passages, document_path.name, environment)


@functools.lru_cache(KEPT)
def _compiled(
    document: bytes,
    letterhead: bytes,
    passages: tuple[tuple[str, bytes], ...],
    name: str,
    environment: TemplateEnvironment,
) -> CompiledTemplate:
    parts = compose(document, letterhead, dict(passages), name)
    return compile_template(parts, environment, name)


def _content(path: Path) -> bytes:
    try:
        return resources.content(path)
    except OSError:
        raise TemplateError([Problem(str(path), "skabelon-mangler", text("Skabelon"), text(
            "Filen findes ikke eller kan ikke læses."), text(
            "Se efter, om skabelonmappen er den rigtige."))]) from None
