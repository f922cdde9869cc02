"""The catalogs of reading copies: ours, and a kommune's own beside its templates.

A catalog is a gettext file: the Danish sentence is the msgid. A kommune's `oversaettelser/en.po`
wins over ours, sentence by sentence, and can be in a language that we do not have.
"""

from __future__ import annotations

import functools
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import resources
from pipeline.errors import Problem, TemplateError, UsageError, text
from pipeline.templateset import Templates, template_set
from pipeline.translation.language import DANISH, Language

FOLDER = "oversaettelser"
"""Where a set of templates keeps its catalogs."""
FILE = "skabeloner.po"
OURS = Path(__file__).parent.parent / "locale"


@dataclass(frozen=True, slots=True)
class Catalog:
    """A catalog as read: its locale ("en_GB"), and a translation for each Danish sentence."""

    locale: str
    sentences: Mapping[str, str] = field(repr=False)


def languages(templates: Templates = None) -> dict[str, tuple[Path, ...]]:
    """The languages there are reading copies in, each with its catalogs, the one that wins first."""
    found: dict[str, tuple[Path, ...]] = {}
    own = [path for folder in template_set(templates).folders
           for path in sorted((folder / FOLDER).glob("*.po"))]
    for path in [*own, *sorted(OURS.glob(f"*/LC_MESSAGES/{FILE}"))]:
        code = path.parent.parent.name if path.name == FILE else path.stem
        found[code] = (*found.get(code, ()), path)
    found.pop(DANISH.code, None)
    return found


def language(code: str, templates: Templates = None) -> Language:
    """A language by its code ("en").

    Raises UsageError naming those there are, TemplateError for a catalog that cannot be read.
    """
    known = languages(templates)
    paths = known.get(code)
    if not paths:
        raise UsageError([Problem("--reading-copy", "ukendt-sprog", text("Læsekopi"), text(
            "Der er ingen læsekopier på det sprog."), text(
            "Vælg et af: {navne}.", navne=", ".join(sorted(known)) or "-"))])
    return _merged(code, tuple((str(path), _content(path)) for path in paths))


@functools.lru_cache(16)
def _merged(code: str, files: tuple[tuple[str, bytes], ...]) -> Language:
    from pipeline.translation.formats import filters

    catalogs = [read(name, content, code) for name, content in files]
    sentences: dict[str, str] = {}
    for each in reversed(catalogs):
        sentences.update(each.sentences)
    digest = hashlib.sha256("\0".join(
        hashlib.sha256(content).hexdigest() for _, content in files).encode()).hexdigest()
    locale = catalogs[-1].locale  # ours knows which English
    plain = Language(code, locale, DANISH.filters, sentences, digest)
    return Language(code, locale, filters(locale, plain.words), sentences, digest)


@functools.lru_cache(16)
def read(name: str, content: bytes, code: str) -> Catalog:
    """A catalog's finished translations: those marked fuzzy are not. Raises TemplateError."""
    from babel import Locale, UnknownLocaleError
    from babel.messages.pofile import PoFileError, read_po

    try:
        found = read_po(io.BytesIO(content), locale=code, abort_invalid=True)
        locale = str(found.locale_identifier or code)
        Locale.parse(locale)
    except (PoFileError, UnknownLocaleError, UnicodeDecodeError, ValueError):
        raise TemplateError([Problem(name, "oversaettelse-ulaeselig", text("Oversættelse"), text(
            "Filen kan ikke læses som en oversættelse (.po)."), text(
            "Gem den som UTF-8 med et program til gettext-filer, og lad filens navn være sprogets "
            "kode."))]) from None
    return Catalog(locale, {str(message.id): str(message.string) for message in found
                            if message.id and message.string and not message.fuzzy})


def _content(path: Path) -> bytes:
    try:
        return resources.content(path)
    except OSError:
        raise TemplateError([Problem(str(path), "oversaettelse-ulaeselig", text("Oversættelse"), text(
            "Filen kan ikke læses."), text("Kontrollér, at du har adgang til filen."))]) from None
