"""Where templates come from: a kommune's own files, laid one by one over the built-in set."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import resources
from pipeline.errors import Problem, UsageError, text

DOCUMENTS, PASSAGES, LETTERHEADS, FONTS = "dokumenter", "blokke", "brevpapir", "skrifter"
FOLDERS = (DOCUMENTS, PASSAGES, LETTERHEADS)
"""The folders of Word files in a set."""
SUFFIX = ".docx"


@dataclass(frozen=True, slots=True)
class TemplateSet:
    """The templates that letters are made of.

    `own` are folders with the built-in one's subfolders, the first that has a file wins; what none
    has is the built-in set's. `single` puts one file in another's place ("dokumenter/tilbud.docx"),
    to try it out. It holds paths only, so that it can be sent to another process; where the
    built-in set lies is found there.
    """

    own: tuple[Path, ...] = ()
    single: tuple[tuple[str, Path], ...] = ()

    def instead(self, name: str, path: Path) -> TemplateSet:
        """The set with a file at `path` in the place of `name`."""
        return replace(self, single=(*(pair for pair in self.single if pair[0] != name), (name, path)))

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders, the one that wins first. Raises UsageError where one of ours is gone.

        Letters must not go out on the built-in letterhead because a drive is away.
        """
        for folder in self.own:
            if not folder.is_dir():
                raise UsageError([Problem(str(folder), "skabelonmappe-mangler", text("Skabelonmappe"),
                    text("Mappen med egne skabeloner findes ikke eller kan ikke læses."), text(
                        "Kontrollér stien, og at du har adgang til mappen."))])
        return (*self.own, resources.templates())

    def document(self, kind: str) -> Path:
        """A kind's document template."""
        return self._path(DOCUMENTS, kind)

    def letterhead(self, author: str) -> Path:
        """An author's letterhead."""
        return self._path(LETTERHEADS, author)

    def passages(self) -> dict[str, Path]:
        """Every passage by its name, in the order of names."""
        return self._stems(PASSAGES)

    def documents(self) -> dict[str, Path]:
        """Every document template by its kind."""
        return self._stems(DOCUMENTS)

    def letterheads(self) -> dict[str, Path]:
        """Every letterhead by its author."""
        return self._stems(LETTERHEADS)

    def files(self) -> dict[str, Path]:
        """Every Word file of the set by its name ("blokke/hilsen.docx")."""
        return {f"{part}/{stem}{SUFFIX}": path for part in FOLDERS
                for stem, path in self._stems(part).items()}

    def is_own(self, path: Path) -> bool:
        """Whether a file of the set is not the built-in one."""
        return not path.is_relative_to(resources.templates())

    def fonts(self) -> Path | None:
        """The folder of own fonts, where there is one."""
        return next((found for folder in self.folders if (found := folder / FONTS).is_dir()), None)

    def digest(self, kind: str = "") -> str:
        """SHA-256 (hex) over the names and bytes of all that can change a letter of the kind; of every
        kind where none is given. Where the files lie does not count."""
        found = {name: path for name, path in self.files().items()
                 if not kind or not name.startswith(f"{DOCUMENTS}/")
                 or name == f"{DOCUMENTS}/{kind}{SUFFIX}"}
        fonts = self.fonts()
        found |= {} if fonts is None else {
            f"{FONTS}/{path.relative_to(fonts).as_posix()}": path for path in sorted(fonts.rglob("*"))
            if path.is_file()}
        return _together(tuple((name, resources.content(path)) for name, path in found.items()))

    def _path(self, part: str, stem: str) -> Path:
        name = f"{part}/{stem}{SUFFIX}"
        for single, path in self.single:
            if single == name:
                return path
        *own, last = (folder / part / f"{stem}{SUFFIX}" for folder in self.folders)
        return next((path for path in own if path.is_file()), last)

    def _stems(self, part: str) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            found |= word_files(folder / part)
        found |= {Path(name).stem: path for name, path in self.single
                  if name.startswith(f"{part}/")}
        return dict(sorted(found.items()))


Templates = TemplateSet | Path | None
"""How a caller may say it: a set, a folder to lay over the built-in one, or nothing."""


def template_set(given: Templates) -> TemplateSet:
    """The set a caller means."""
    if isinstance(given, TemplateSet):
        return given
    return TemplateSet(() if given is None else (given,))


def word_files(folder: Path) -> Mapping[str, Path]:
    """The Word files of a folder by stem; those that Word and other programs keep aside are none."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return _by_stem(folder, tuple(name for name in names if is_template(name)))


def is_template(name: str) -> bool:
    """Whether a file's name is a template's: no mark of an open file ("~$…"), no hidden file."""
    return name.endswith(SUFFIX) and not name.startswith(("~", "."))


@functools.lru_cache(64)
def _by_stem(folder: Path, names: tuple[str, ...]) -> Mapping[str, Path]:
    """Kept, because every letter asks and paths are slow to make."""
    return {name.removesuffix(SUFFIX): folder / name for name in names}


@functools.lru_cache(64)
def _together(contents: tuple[tuple[str, bytes], ...]) -> str:
    digest = hashlib.sha256()
    for name, content in contents:
        digest.update(f"{name}\0".encode())
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()
