"""A composed template as a reading copy: translated, marked as what it is, or refused."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from lxml import etree

from pipeline.docx.compile import compile_template
from pipeline.docx.compose import ComposedParts
from pipeline.docx.environment import make_environment
from pipeline.docx.package import Docx
from pipeline.errors import TemplateError
from pipeline.formatting import FILTERS
from pipeline.pdf.proof.text import docx_paragraphs
from pipeline.translation.catalogs import language
from pipeline.translation.documents import translated
from pipeline.translation.language import Language
from pipeline.translation.places import words_of
from tests.docx.building import document, package

ENGLISH = language("en")


def english(**catalog: str) -> Language:
    """Our English with these sentences as well."""
    more = {danish.replace("__", " "): other for danish, other in catalog.items()}
    return Language("en", "en_GB", ENGLISH.filters, {**ENGLISH.catalog, **more})


def parts(made: Any) -> ComposedParts:
    return ComposedParts(package(made))


def rendered(made: ComposedParts, **context: object) -> Docx:
    return compile_template(made, make_environment(FILTERS), "brev.docx").render(context)


def test_the_letter_is_in_english_and_says_first_what_it_is() -> None:
    made = translated(parts(document("Hej {{ navn }}", "Ukendt sætning")),
                      english(**{"Hej {navn}": "Hello {navn}"}), "brev.docx")
    letter = docx_paragraphs(rendered(made, navn="Åse"))
    assert letter[0] == "Unofficial reading copy"
    assert "The Danish document is the one that applies." in letter[1]
    assert "has not been translated" in letter[1]
    assert letter[2:4] == ["Hello Åse", "Ukendt sætning"]


def test_what_stays_danish_says_so_and_the_rest_is_english() -> None:
    danish = document("Hej {{ navn }}", "Ukendt sætning")
    danish.core_properties.language = "da-DK"
    made = translated(parts(danish), english(**{"Hej {navn}": "Hello {navn}"}), "brev.docx")
    body = made["word/document.xml"].decode()
    assert re.findall(r'w:lang w:val="([^"]+)"/></w:rPr><w:t>([^<]+)', body) == [
        ("da-DK", "Ukendt sætning")]
    assert 'w:val="en-GB"' in made["word/styles.xml"].decode()
    assert "en-GB" in made["docProps/core.xml"].decode()


def headers(made: ComposedParts) -> dict[str, str]:
    return {part: data.decode() for part, data in made.items() if re.fullmatch(
        r"word/header\d*\.xml", part)}


def test_a_line_stands_on_every_page_also_without_a_header_before() -> None:
    made = translated(parts(document("Hej")), english(), "brev.docx")
    (header,) = headers(made).values()
    assert "Unofficial reading copy" in header
    letter = docx.Document(io.BytesIO(rendered(made).data))
    assert "Unofficial" in letter.sections[0].header.paragraphs[0].text


def test_every_kind_of_header_has_the_line() -> None:
    made = document("Hej")
    section = made.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "Sag {{ nr }}"
    section.first_page_header.paragraphs[0].text = "Solbæk"
    found = headers(translated(parts(made), english(), "brev.docx"))
    assert len(found) == 2
    assert all("Unofficial reading copy" in header for header in found.values())


def test_the_title_says_what_it_is() -> None:
    made = document("Hej")
    made.core_properties.title = "{{ brev.titel }}, sag {{ sagsnummer }}"
    read = rendered(translated(parts(made), english(), "brev.docx"),
                    brev={"titel": "Decision"}, sagsnummer="24/1")
    core = read.parts["docProps/core.xml"].decode()
    assert "<dc:title>Decision, case 24/1 (unofficial reading copy)</dc:title>" in core


def test_tables_headers_and_passages_alike() -> None:
    made = document("Indhold")
    made.add_table(1, 1).cell(0, 0).text = "Navn"
    made.sections[0].footer.paragraphs[0].text = "Dato: {{ brev.dato | dato }}"
    read = translated(parts(made), english(), "brev.docx")
    assert ">Name<" in read["word/document.xml"].decode()
    (footer,) = (data.decode() for part, data in read.items() if "footer" in part)
    assert "Date: {{ brev.dato | dato }}" in footer


@pytest.mark.parametrize(("danish", "other"), [
    ("Hej {{ navn }}", "Hello"), ("Hej {{ navn }}", "Hello {name}"),
    ("Ja{% if a %} og nej{% endif %}", "Yes and no"),
    ("Ja{% if a %} til {{ a }}{% endif %}", "{a}: yes{if1}{end1}"),
])
def test_a_translation_that_breaks_the_letter_is_refused_at_its_place(danish: str, other: str) -> None:
    composed = parts(document("Først", danish))
    root = etree.fromstring(composed["word/document.xml"])
    (_, found) = words_of(root)
    with pytest.raises(TemplateError) as caught:
        translated(composed, english(**{found.words.message: other}), "brev.docx")
    (problem,) = caught.value.problems
    assert problem.code == "oversaettelse-passer-ikke"
    assert problem.path == "brev.docx: word/document.xml, afsnit 2"


def test_there_is_no_reading_copy_that_does_not_say_what_it_is() -> None:
    with pytest.raises(TemplateError) as caught:
        translated(parts(document("Hej")), Language("pl", "pl", ENGLISH.filters, {"Hej": "Cześć"}), "x")
    assert [problem.code for problem in caught.value.problems] == ["laesekopi-uden-besked"]


def test_nothing_of_the_danish_template_is_changed() -> None:
    composed = parts(document("Navn"))
    before = dict(composed)
    translated(composed, english(), "brev.docx")
    assert dict(composed) == before


def test_markup_in_a_translation_is_text() -> None:
    made = translated(parts(document("Hej")), english(Hej="<w:b/> & more"), "brev.docx")
    assert made["word/document.xml"].decode().count("&lt;w:b/&gt; &amp;") == 1
