"""Every exception and the Problem value, on one page.

A stage that fails says which of three is wrong: the caller's data, a template or schema, or the
machine. Messages name the field and the remedy, never a value: they may hold a person's data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pipeline.locale import translate
from pipeline.masking import masked


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence for people: the Danish wording is the msgid, `values` fill its `{name}` places.

    A value may be a Text of its own (a field's title, say) and is then translated with the rest.
    """

    danish: str
    values: tuple[tuple[str, object], ...] = ()

    def in_language(self, language: str) -> str:
        """The sentence in `language` ("da" or "en")."""
        wording = translate(self.danish, language)
        if not self.values:
            return wording
        filled = {
            name: value.in_language(language) if isinstance(value, Text) else value
            for name, value in self.values
        }
        return wording.format(**filled)

    def __str__(self) -> str:
        return self.in_language("da")


def text(danish: str, /, **values: object) -> Text:
    """Mark a sentence for translation; every literal given here stands in the catalog."""
    return Text(danish, tuple(sorted(values.items())))


Severity = Literal["fejl", "advarsel"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, as a value.

    `path` is a field path in the case ("tilsyn[0].dato") or a place in a document
    ("word/document.xml, afsnit 12"); `code` is stable for programs; `message` says what is wrong
    and `remedy` what to do. A warning does not stop the work. `place` tells people where, without
    data; `words` are the document's own around the place, and empty unless somebody asked for them.
    """

    path: str
    code: str
    title: Text
    message: Text
    remedy: Text
    severity: Severity = "fejl"
    place: Text | None = None
    words: str = field(default="", repr=False)

    def as_json(self, language: str = "da") -> dict[str, str]:
        """The problem for programs: only strings, in one language, and no CPR number in any."""
        place = {"place": self.place.in_language(language)} if self.place else {}
        words = {"words": self.words} if self.words else {}
        told = {
            "path": self.path,
            "code": self.code,
            "title": self.title.in_language(language),
            "message": self.message.in_language(language),
            "remedy": self.remedy.in_language(language),
            "severity": self.severity,
            **place,
            **words,
        }
        return {key: masked(value) for key, value in told.items()}


class PipelineError(Exception):
    """Raised when the pipeline cannot do what was asked; `exit_code` says whose turn it is."""

    exit_code: ClassVar[int] = 5

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.path}: {p.code}" for p in self.problems))

    def __reduce__(self) -> tuple[type[PipelineError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class DataError(PipelineError):
    """Raised when the case or the settings have problems: all of them."""

    exit_code = 1


class DocumentRefused(PipelineError):
    """Raised when a document uses what the chosen PDF engine cannot set, or fails the last check."""

    exit_code = 1


class UsageError(PipelineError):
    """Raised when what was asked for does not exist: a kind, an event number, a folder."""

    exit_code = 2


class TemplateError(PipelineError):
    """Raised when a template, a letterhead, a passage or a schema of ours is wrong."""

    exit_code = 3


class MachineError(PipelineError):
    """Raised when the machine lacks something: a program, a font, a writable folder."""

    exit_code = 4


class OurFault(PipelineError):
    """Raised when the pipeline itself failed: please report it."""

    exit_code = 5
