"""The shared passages that fit a kind of letter, and what each is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment

from pipeline.docx.includes import arguments, declaration_of
from pipeline.errors import PipelineError
from pipeline.templates.files import MAIN, Placed, TemplateFile
from pipeline.templates.names import left_out, names_of
from pipeline.templates.reading import Reading


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: its name, its first words without tags, the tag that puts it into a letter."""

    name: str
    about: str

    @property
    def tag(self) -> str:
        """To stand alone in a paragraph."""
        return f'{{%p include "{self.name}" %}}'


def fitting(
    kind: str, files: Mapping[str, bytes], environment: Environment,
) -> Iterator[Passage]:
    """The passages whose every field letters of the kind have, in the order of names.

    One that only makes sense within a loop of another template or has to be given an argument is left
    out, and so is a file that cannot be read: `check` says what is wrong with it.
    """
    opened = dict(_opened(files))

    def tags(name: str) -> Iterable[Placed]:
        return opened[name].body.tags if name in opened else ()

    for name, file in opened.items():
        reading = Reading(names_of(kind), environment, tags, kind, left_out(kind))
        offered = Passage(name, about(file))
        reading.story([Placed(offered.tag, file.spot(MAIN), include=name)])
        if not reading.findings and not _asks(file):
            yield offered


def _asks(file: TemplateFile) -> bool:
    """Whether the passage has an argument without a value of its own."""
    source = declaration_of(next((tag.text for tag in file.body.tags), ""))
    try:
        return source is not None and not all(
            default for _, default in arguments(source, given=False))
    except ValueError:
        return True


def _opened(files: Mapping[str, bytes]) -> Iterator[tuple[str, TemplateFile]]:
    for name, data in files.items():
        try:
            yield name, TemplateFile(name, data)
        except PipelineError:
            continue


def about(file: TemplateFile) -> str:
    """The first heading, else the first sentence, that has no tag."""
    plain = [each for each in file.body.paragraphs
             if each.spot.words.strip() and "{" not in each.spot.words]
    heading = next((each for each in plain if each.level), None) or next(iter(plain), None)
    return heading.spot.words.strip() if heading else ""
