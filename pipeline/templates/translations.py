"""Whether a kommune's own translations fit its templates, and whether they fell behind.

Only languages that the set has a catalog of its own for are looked at: nobody need translate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline import resources
from pipeline.errors import TemplateError, text
from pipeline.templates.files import TemplateFile
from pipeline.templates.findings import Finding, Spot
from pipeline.templates.library import Library
from pipeline.templateset import LETTERHEADS
from pipeline.translation import syntax
from pipeline.translation.catalogs import FOLDER, OURS, languages, read
from pipeline.translation.documents import FAULTS, REMEDY
from pipeline.translation.extract import messages_of
from pipeline.translation.sentences import Sentence, sentence_of


def findings(library: Library) -> Iterator[Finding]:
    """What is wrong with the set's own catalogs, and which sentences they lack."""
    for code, paths in languages(library.templates).items():
        own = [path for path in paths if not path.is_relative_to(OURS)]
        if not own:
            continue
        try:
            catalogs = {path: read(str(path), resources.content(path), code).sentences for path in paths}
        except TemplateError as error:
            yield from (Finding(problem.code, Spot(f"{FOLDER}/{Path(problem.path).name}"),
                                problem.message, problem.remedy) for problem in error.problems)
            continue
        known = {danish for sentences in catalogs.values() for danish in sentences}
        for source in library.sources:
            if file := library.file(source.name, source.data):
                yield from _of_file(file, code, known)
        ours = {danish for path in paths if path not in own for danish in catalogs[path]}
        used = _used(library) | ours
        for path in own:
            yield from _of_catalog(f"{FOLDER}/{path.name}", catalogs[path], used)


def _of_file(file: TemplateFile, code: str, known: set[str]) -> Iterator[Finding]:
    """How many of a file's sentences are not translated; the place is the first one's."""
    lacking: list[Spot] = []
    for spot, sentence in _sentences(file):
        if not sentence.message:
            yield Finding("saetning-kan-ikke-oversaettes", spot, text(
                "Sætningen kan ikke oversættes, så læsekopier har den på dansk."), text(
                "Lad hver betingelse begynde og slutte i det samme afsnit."), "advarsel")
        elif sentence.message not in known:
            lacking.append(spot)
    if lacking:
        yield Finding("oversaettelse-mangler", lacking[0], text(
            "{antal} sætninger er ikke oversat til {sprog}; den første står her.",
            antal=len(lacking), sprog=code), text(
            "Kør templates translate, og udfyld filen, den skriver."), "advarsel")


def _of_catalog(name: str, sentences: Mapping[str, str], used: set[str]) -> Iterator[Finding]:
    """Translations that would break a letter, and those of sentences that nobody writes any more."""
    for danish, translation in sentences.items():
        if fault := syntax.fault(danish, translation):
            yield Finding("oversaettelse-passer-ikke", Spot(name, words=danish), FAULTS[fault], REMEDY)
    unused = [danish for danish in sentences if danish not in used]
    if unused:
        yield Finding("oversaettelse-ubrugt", Spot(name, words=unused[0]), text(
            "{antal} oversættelser er af sætninger, som ikke står i skabelonerne længere.",
            antal=len(unused)), text("Kør templates translate, så bliver de fjernet."), "advarsel")


def _used(library: Library) -> set[str]:
    """Every sentence of the set's files, and of those that are checked."""
    files = {**{name: resources.content(path) for name, path in library.templates.files().items()},
             **{name: file.data for name, file in library.opened.items()}}
    return {message for name, data in files.items() for _, message, _ in messages_of(data, name)}


def _sentences(file: TemplateFile) -> Iterator[tuple[Spot, Sentence]]:
    """A file's sentences as its letters have them: only a letterhead's headers and footers count."""
    whole = file.name.startswith(f"{LETTERHEADS}/")
    for story in file.stories.values() if whole else (file.body,):
        for paragraph in story.paragraphs:
            if sentence := sentence_of(paragraph.element):
                yield paragraph.spot, sentence
