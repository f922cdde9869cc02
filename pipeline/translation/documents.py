"""A composed template made a reading copy's: in another language, with a notice that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from pipeline.docx.compose import ComposedParts
from pipeline.docx.tags import Place, W
from pipeline.errors import Problem, TemplateError, Text, text
from pipeline.translation import notice, syntax
from pipeline.translation.language import DANISH, Language
from pipeline.translation.places import CORE, STYLES, Found, stories, title_of, words_of

FAULTS: Mapping[syntax.Fault, Text] = {
    "ukendt": text("Oversættelsen har et felt eller et mærke, som sætningen ikke har."),
    "styring": text("Oversættelsen har ikke sætningens betingelser i samme rækkefølge."),
    "felter": text("Oversættelsen mangler et felt eller har det i en anden gren af en betingelse."),
    "maerker": text("Oversættelsens mærker er ikke de samme som sætningens, eller de overlapper."),
    "tegn": text("Oversættelsen har tegn, som et brev ikke kan have, for eksempel krøllede parenteser."),
}
REMEDY = text("Ret oversættelsen, så den har de samme felter og mærker som den danske sætning.")
_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


def translated(parts: ComposedParts, language: Language, name: str) -> ComposedParts:
    """The parts of a reading copy; `name` is what messages call the template.

    What the catalog does not have stays in Danish and is marked as Danish. Raises TemplateError with
    every translation that would break a letter.
    """
    if notice.lacking(language):
        raise TemplateError([Problem(f"oversaettelser/{language.code}.po", "laesekopi-uden-besked", text(
            "Læsekopi"), text("Det er ikke oversat, at en læsekopi er uofficiel."), text(
            "Oversæt de tre sætninger om læsekopier i filen."))])
    made = ComposedParts(parts)
    problems: list[Problem] = []
    for part in stories(parts):
        root = etree.fromstring(parts[part])
        place = Place(name, part, parts.origins if part == notice.MAIN else ())
        problems += _translate(words_of(root), language, place)
        made[part] = _written(root)
    if CORE in parts:
        made[CORE] = _properties(parts[CORE], language, Place(name, CORE), problems)
    if problems:
        raise TemplateError(problems)
    made[STYLES] = _in_language(parts[STYLES], language)
    made.origins = notice.put(made, parts.origins, language)
    return made


def _translate(found: Iterator[Found], language: Language, place: Place) -> Iterator[Problem]:
    # All of them are found before the first is written: writing moves what stands in the text.
    for each in list(found):
        message = each.words.message
        translation = language.catalog.get(message, "") if message else ""
        if not translation:
            _mark_danish(each)
        elif fault := syntax.fault(message, translation):
            yield place.problem(each.paragraph, "oversaettelse-passer-ikke", FAULTS[fault], REMEDY)
        else:
            each.words.write(translation)


def _mark_danish(found: Found) -> None:
    """Words that stay Danish say so to whoever reads them aloud."""
    paragraph = getattr(found.words, "paragraph", None)
    if paragraph is None:
        return
    for run in paragraph.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        for old in properties.findall(f"{W}lang"):
            properties.remove(old)
        etree.SubElement(properties, f"{W}lang").set(f"{W}val", DANISH.tag)


def _properties(data: bytes, language: Language, place: Place, problems: list[Problem]) -> bytes:
    """The document's properties: its title says what it is, and its language is the reader's."""
    root = etree.fromstring(data)
    if found := title_of(root):
        problems += _translate(iter((found,)), language, place)
    title = root.find("{http://purl.org/dc/elements/1.1/}title")
    if title is not None and title.text:
        title.text = notice.titled(title.text, language)
    for each in root.iter(_LANGUAGE):
        each.text = language.tag
    return _written(root)


def _in_language(styles: bytes, language: Language) -> bytes:
    """The styles, in which text that says nothing itself is in the reader's language."""
    root = etree.fromstring(styles)
    for each in root.iter(f"{W}lang"):
        each.set(f"{W}val", language.tag)
    return _written(root)


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", standalone=True))
