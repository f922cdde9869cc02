"""What is wrong with a template's tags, each on its own and as blocks: everything at once."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterator, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes

from pipeline.docx.budget import MAX_BITS
from pipeline.docx.tags import TAG, Place, Source, Tag
from pipeline.docx.values import ILLEGAL
from pipeline.errors import Problem, Text, text

STATEMENTS = ("elif", "else", "endfor", "endif", "endraw", "endwith", "for", "if", "raw", "set",
              "with")
BLOCKS = {"if": "endif", "for": "endfor", "with": "endwith"}
_KEYWORD = re.compile(r"\{%[-+]?\s*(\w*)")


def check_tags(source: Source, environment: Environment, place: Place) -> list[Problem]:
    """Everything wrong with single tags and with how blocks open and close, all at once."""
    problems: list[Problem] = []
    opened: list[tuple[str, Tag]] = []
    line, raw = 1, False
    for match in TAG.finditer(source.text):
        line += match[0].count("\n")
        tag = source.tag(line)
        keyword = keyword_of(match[0])
        if keyword in ("raw", "endraw"):
            raw = keyword == "raw"
        elif not raw:
            problems += check_tag(match[0], keyword, tag, environment, place)
            problems += check_block(keyword, tag, opened, place)
    return problems + [not_closed(keyword, tag, place) for keyword, tag in opened]


def not_closed(keyword: str, tag: Tag, place: Place) -> Problem:
    """The problem of a block that never ends."""
    return place.at(tag, "blok-ikke-lukket", text("Blokken er ikke lukket"), text(
        "Skriv {slut} dér, hvor den skal slutte.", slut=f"{{% {BLOCKS[keyword]} %}}"))


def keyword_of(tag: str) -> str:
    """A statement's first word; empty for a field or a comment."""
    match = _KEYWORD.match(tag)
    return match[1] if match else ""


def check_block(
    keyword: str, tag: Tag, opened: list[tuple[str, Tag]], place: Place
) -> Iterator[Problem]:
    """Whether a statement belongs to the block that is open; `opened` is kept up to date."""
    innermost = opened[-1][0] if opened else ""
    if keyword in BLOCKS:
        opened.append((keyword, tag))
    elif keyword in BLOCKS.values():
        if BLOCKS.get(innermost) == keyword:
            opened.pop()
        else:
            yield _unmatched(tag, place)
    elif (keyword == "elif" and innermost != "if") or (
        keyword == "else" and innermost not in ("if", "for")
    ):
        yield _unmatched(tag, place)


def _unmatched(tag: Tag, place: Place) -> Problem:
    return place.at(tag, "blok-ikke-aabnet", text("Tagget hører ikke til nogen åben blok"), text(
        "Se efter, om begyndelsen mangler, eller om to blokke overlapper hinanden."))


def check_tag(
    tag_source: str, keyword: str, tag: Tag, environment: Environment, place: Place
) -> Iterator[Problem]:
    """A tag on its own: known statement, correct expression, known filters and tests."""
    if tag_source.startswith("{#"):
        return
    if "&amp;" in tag_source:
        # docxtpl leaves the character's XML form in the tag, where it would mean something else.
        yield place.at(tag, "tegn-i-tag", text("Tegnet & kan ikke bruges i et tag"), text(
            "Skriv teksten uden &, eller flyt den ud af tagget."))
    if tag_source.startswith("{%"):
        block_set = keyword == "set" and "=" not in tag_source
        if keyword not in STATEMENTS or block_set:
            yield place.at(tag, "ukendt-tag", text("Tagget findes ikke i skabeloner"), text(
                "Brug et af disse: {kendte}.", kendte=", ".join(STATEMENTS)))
            return
    try:
        tree = parsed(environment, tag_source, keyword)
        unknown = [*_unwritable(tree, tag, place), *_unknown_names(tree, tag, environment, place)]
    except (TemplateSyntaxError, RecursionError):
        # A tower of parentheses is no tag that anybody could mean.
        yield place.at(tag, "syntaksfejl", text("Tagget kan ikke forstås"), text(
            "Se efter stavefejl, manglende parenteser og anførselstegn."))
        return
    yield from unknown


@functools.lru_cache(4096)
def parsed(environment: Environment, tag: str, keyword: str) -> nodes.Template:
    """The tree of a tag by itself, shared by all who ask: nobody changes it.

    Most tags stand in templates many times. Raises TemplateSyntaxError.
    """
    try:
        tree = environment.parse(completed(tag, keyword))
    except ValueError:  # a number of thousands of digits
        raise TemplateSyntaxError("number", 1) from None
    for constant in tree.find_all(nodes.Const):
        if isinstance(constant.value, int) and constant.value.bit_length() > MAX_BITS:
            raise TemplateSyntaxError("number", 1)
    return tree


def completed(tag: str, keyword: str) -> str:
    """The tag as a template of its own."""
    if keyword in BLOCKS:
        return f"{tag}{{% {BLOCKS[keyword]} %}}"
    if keyword in ("elif", "else"):
        return f"{{% if x %}}{tag}{{% endif %}}"
    for opener, closer in BLOCKS.items():
        if keyword == closer:
            return {"for": "{% for x in y %}", "with": "{% with %}"}.get(opener, "{% if x %}") + tag
    return tag


def _unwritable(tree: nodes.Template, tag: Tag, place: Place) -> Iterator[Problem]:
    """Characters written out in a tag that no Word document can hold."""
    if any(isinstance(constant.value, str) and ILLEGAL.search(constant.value)
           for constant in tree.find_all(nodes.Const)):
        yield place.at(tag, "tegn-i-tag", text(
            "Tagget har et styretegn, som et Word-dokument ikke kan rumme"), text(
            "Fjern tegnet; det er skrevet som en kode med omvendt skråstreg, eller det er kommet med "
            "fra et andet program."))


def _unknown_names(
    tree: nodes.Template, tag: Tag, environment: Environment, place: Place
) -> Iterator[Problem]:
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        name = str(node.name)
        known = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        if name in known and not name.startswith("_"):
            continue
        names = sorted(each for each in known if not each.startswith("_") and each.isidentifier())
        if isinstance(node, nodes.Filter):
            yield place.at(tag, "ukendt-filter", text(
                "Filteret {navn} findes ikke", navn=name), _suggestion(name, names))
        else:
            yield place.at(tag, "ukendt-test", text(
                "Testen {navn} findes ikke", navn=name), _suggestion(name, names))


def _suggestion(name: str, known: Sequence[str]) -> Text:
    close = difflib.get_close_matches(name, known, 1)
    if close:
        return text("Mente du {forslag}?", forslag=close[0])
    return text("Brug et af disse: {kendte}.", kendte=", ".join(known) or "-")
