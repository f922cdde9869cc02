"""What is wrong with the tags of one file on its own: their form, their blocks, their places."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from pipeline.docx import arguments, syntax, tags
from pipeline.docx import compile as compiling
from pipeline.docx.environment import TemplateEnvironment
from pipeline.docx.includes import DECLARED, MENTION
from pipeline.errors import Problem, TemplateError, text
from pipeline.templates.files import MAIN, Placed, Story, TemplateFile
from pipeline.templates.findings import Finding, Spot
from pipeline.templates.reading import normal

_SPACED = re.compile(
    r"\{%[-+]?\s+(p|tr|tc|r)\s+(?:if|for|else|elif|endif|endfor|set|with|endwith|include)\b")
_PATH = re.compile(r"(?P<file>.*?)(?:: (?P<part>[\w./\[\]-]+?))?(?:, afsnit (?P<number>\d+))?")


def of_story(file: TemplateFile, story: Story, environment: TemplateEnvironment) -> Iterator[Finding]:
    """Everything wrong with the tags of one part, each told once."""
    place = tags.Place(file.name, story.part)
    kind = compiling.BODY if story.part == MAIN else compiling.STORY
    source, found = None, []
    try:
        source = compiling.prepared(place, kind, arguments.plain(story.root))
    except TemplateError as error:
        found = [of_problem(problem, file) for problem in error.problems]
    # An include that does not stand alone is told where templates are put together.
    found = [finding for finding in found
             if "include" not in finding.tag and not DECLARED.match(finding.tag)]
    found += [finding for tag in story.tags for finding in _of_tag(tag, place, environment)]
    found += _of_blocks(story.tags, place)
    yield from found
    if source is not None and not found:
        try:
            compiling.walked(source, place, kind, environment)
        except TemplateError as error:
            yield from (of_problem(problem, file) for problem in error.problems)


def of_problem(problem: Problem, file: TemplateFile | None) -> Finding:
    """A problem that a template's making finds, at its place in the file."""
    name, part, number = place_of(problem.path)
    spot = Spot(name, part, number) if file is None else file.spot(part, number)
    tag = str(dict(problem.message.values).get("tag", ""))
    return Finding(problem.code, spot, problem.message, problem.remedy, problem.severity, tag)


def place_of(path: str) -> tuple[str, str, int]:
    """File, part and paragraph of a problem's path: "brev.docx: word/document.xml, afsnit 12"."""
    match = _PATH.fullmatch(path)
    return (match["file"], match["part"] or "", int(match["number"] or 0)) if match else (path, "", 0)


def _of_tag(tag: Placed, place: tags.Place, environment: TemplateEnvironment) -> Iterator[Finding]:
    """A tag by itself, and whether it stands where its letters work."""
    # Includes and their arguments are told where templates are put together.
    if not tag.closed or MENTION.match(tag.text) or DECLARED.match(tag.text):
        return
    if tag.prefix in ("tr", "tc") and not tag.in_table:
        yield _finding(tag, place.at(_bare(tag), "tag-uden-for-tabel", text(
            "Tagget virker kun i en tabel"), text(
            "Brug {%p … %} om afsnit, eller flyt tagget ind i en tabel.")))
        return
    if spaced := _SPACED.match(tag.text):
        yield _finding(tag, place.at(_bare(tag), "tag-med-mellemrum", text(
            "Der er et mellemrum for meget i tagget"), text(
            "Skriv {begyndelse} uden mellemrum.", begyndelse=f"{{%{spaced[1]}")))
        return
    # As the tag stands in the document's XML.
    source = normal(tag.text).replace("&", "&amp;")
    if not _source_is_right(source, environment):
        yield from (_finding(tag, problem) for problem in syntax.check_tag(
            source, syntax.keyword_of(source), _bare(tag), environment, place))


@functools.lru_cache(20_000)
def _source_is_right(source: str, environment: TemplateEnvironment) -> bool:
    """Whether a tag is right by itself: most stand in templates many times."""
    nowhere = tags.Tag(source, 0)
    return not list(syntax.check_tag(
        source, syntax.keyword_of(source), nowhere, environment, tags.Place("", "")))


def _of_blocks(placed: Iterable[Placed], place: tags.Place) -> Iterator[Finding]:
    """Blocks that end without a beginning, or never end."""
    opened: list[tuple[str, tags.Tag]] = []
    where: dict[tags.Tag, Placed] = {}
    for tag in placed:
        bare, keyword = _bare(tag), syntax.keyword_of(normal(tag.text))
        where[bare] = tag
        yield from (_finding(tag, problem)
                    for problem in syntax.check_block(keyword, bare, opened, place))
    for keyword, bare in opened:
        if where[bare].closed:
            yield _finding(where[bare], syntax.not_closed(keyword, bare, place))


def _bare(tag: Placed) -> tags.Tag:
    return tags.Tag(tag.text, tag.spot.paragraph)


def _finding(tag: Placed, problem: Problem) -> Finding:
    return Finding(problem.code, tag.spot, problem.message, problem.remedy, problem.severity, tag.text)
