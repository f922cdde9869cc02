"""A folder of a kommune's own templates: found, and looked through before the first letter.

A misspelt file name would leave the built-in file in its place without a word.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pipeline import resources
from pipeline.documents import KINDS, Author
from pipeline.docx.compose import DOCUMENT
from pipeline.errors import Problem, TemplateError, Text, UsageError, text
from pipeline.templateset import (
    DOCUMENTS,
    FOLDERS,
    FONTS,
    LETTERHEADS,
    PASSAGES,
    SUFFIX,
    TemplateSet,
    is_template,
    word_files,
)

SETTING = "skabelonmappe"
_OFFICE = frozenset({".doc", ".docm", ".docx", ".dot", ".dotm", ".dotx", ".odt", ".rtf"})
"""Suffixes of what somebody may have meant as a template."""
_TITLE = text("Skabelonmappe")


def chosen_set(
    folder: Path | None, settings: Mapping[str, Any] | None = None, beside: Path | None = None,
) -> TemplateSet:
    """The templates of a folder, else of the one the settings name, from the folder they lie in.

    Raises UsageError where there is no such folder or nothing in it, TemplateError for every file
    that could not take any built-in one's place.
    """
    stated = (settings or {}).get(SETTING)
    if folder is None and beside is not None and isinstance(stated, str):
        folder = beside / stated
    if folder is None:
        return TemplateSet()
    found = TemplateSet((folder,))
    assert found.folders
    if wrong := list(_wrong(folder)):
        raise TemplateError(wrong)
    if not any(word_files(folder / part) for part in FOLDERS) and not (folder / FONTS).is_dir():
        raise UsageError([Problem(str(folder), "skabelonmappe-tom", _TITLE, text(
            "Der er ingen Word-skabeloner i mappen."), text(
            "Læg dem i undermapperne {mapper}, som .docx.", mapper=", ".join(FOLDERS)))])
    return found


def _wrong(folder: Path) -> Iterator[Problem]:
    """Everything in the folder that its author will have meant otherwise."""
    for part in FOLDERS:
        for name in _names(folder / part):
            if remedy := _remedy(part, name):
                yield remedy
    for name in _names(folder):
        if belongs := [part for part in FOLDERS if Path(name).stem in _known(part)]:
            yield Problem(name, "skabelon-forkert-mappe", _TITLE, text(
                "Filen ligger ikke i den undermappe, hvor skabeloner af den slags søges."), text(
                "Flyt den til {mappe}.", mappe=belongs[0]))
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
        meant = difflib.get_close_matches(inner.name.casefold(), FOLDERS, 1, 0.7)
        if meant and inner.name not in FOLDERS and list(_names(inner)):
            yield Problem(inner.name, "skabelon-forkert-mappe", _TITLE, text(
                "Der ligger skabeloner i en undermappe, hvor ingen søges."), text(
                "Omdøb den til {mappe}.", mappe=meant[0]))


def _names(folder: Path) -> Iterator[str]:
    """The files somebody may have meant as templates, but not what programs keep aside."""
    found = sorted(folder.iterdir()) if folder.is_dir() else ()
    yield from (path.name for path in found if path.suffix.lower() in _OFFICE and path.is_file()
                and is_template(f"{path.stem}{SUFFIX}"))


def _remedy(part: str, name: str) -> Problem | None:
    where, stem = f"{part}/{name}", Path(name).stem
    if not name.endswith(SUFFIX):
        return Problem(where, "skabelon-anden-slags", _TITLE, text(
            "Filen er ikke en skabelon: dens navn ender ikke på .docx."), text(
            "Gem den i Word som Word-dokument (.docx), eller flyt den ud af mappen."))
    if part == PASSAGES and stem == DOCUMENT:
        return Problem(where, "blok-optaget-navn", _TITLE, text(
            "En blok kan ikke have det navn: i brevpapiret står det for selve brevet."), text(
            "Giv filen et andet navn."))
    if part == PASSAGES or stem in _known(part):
        return None
    return Problem(where, "skabelon-ukendt-navn", _TITLE, text(
        "Filens navn er ikke et, programmet bruger, så den ville aldrig komme i et brev."),
        _nearest(stem, _known(part)))


def _known(part: str) -> Collection[str]:
    if part == DOCUMENTS:
        return KINDS
    return get_args(Author) if part == LETTERHEADS else word_files(resources.templates() / PASSAGES)


def _nearest(name: str, known: Collection[str]) -> Text:
    meant = difflib.get_close_matches(name.casefold(), known, 1)
    if meant:
        return text("Mente du {forslag}?", forslag=f"{meant[0]}{SUFFIX}")
    return text("Brug et af disse navne, eller flyt filen ud af mappen: {kendte}.",
                kendte=", ".join(known))
