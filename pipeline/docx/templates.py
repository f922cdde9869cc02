"""Compiled templates, kept for as long as the process lives."""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping
from pathlib import Path

from pipeline import resources
from pipeline.docx.compile import compile_template
from pipeline.docx.compose import compose
from pipeline.docx.environment import TemplateEnvironment
from pipeline.docx.render import CompiledTemplate
from pipeline.errors import Problem, TemplateError, text
from pipeline.translation.documents import translated
from pipeline.translation.language import DANISH, Language

KEPT = 128
"""Templates and files in memory at most; a kommune has a few dozen."""

_lock = threading.Lock()


def load(
    document_path: Path,
    letterhead_path: Path,
    passage_paths: Mapping[str, Path],
    environment: TemplateEnvironment,
    language: Language = DANISH,
) -> CompiledTemplate:
    """The compiled template of these files; compiled anew only when one of them has changed.

    In another language than Danish it is a reading copy's, with the catalog's words.

    Raises TemplateError where a file cannot be read or a template is wrong.
    """
    passages = tuple((name, _content(path)) for name, path in passage_paths.items())
    document, letterhead = _content(document_path), _content(letterhead_path)
    with _lock:
        return _compiled(document, letterhead, passages, document_path.name, environment, language)


@functools.lru_cache(KEPT)
def _compiled(
    document: bytes,
    letterhead: bytes,
    passages: tuple[tuple[str, bytes], ...],
    name: str,
    environment: TemplateEnvironment,
    language: Language,
) -> CompiledTemplate:
    parts = compose(document, letterhead, dict(passages), name)
    if not language.is_danish:
        parts = translated(parts, language, name)
    return compile_template(parts, environment, name)


def _content(path: Path) -> bytes:
    try:
        return resources.content(path)
    except OSError:
        raise TemplateError([Problem(str(path), "skabelon-mangler", text("Skabelon"), text(
            "Filen findes ikke eller kan ikke læses."), text(
            "Se efter, om skabelonmappen er den rigtige."))]) from None
