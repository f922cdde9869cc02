"""Composition: letterhead, document and passages become one template."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Pt
from lxml import etree

from pipeline.docx.compile import compile_template
from pipeline.docx.compose import compose
from pipeline.docx.package import pack, read_parts
from pipeline.errors import TemplateError
from tests.docx.building import ENVIRONMENT, codes, document, docx_bytes, lines, with_body
from tests.docx.equality import assert_same_as_docxtpl

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
HERE = '{%p include "dokument" %}'
NAME = "afgoerelse.docx"
PICTURE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc"
    b"\xf8\xff\xff?\0\x05\xfe\x02\xfe\r\xefF\xb8\0\0\0\0IEND\xaeB`\x82"
)


def letterhead() -> Any:
    made = document("Til {{ navn }}", HERE, "Venlig hilsen")
    made.sections[0].header.paragraphs[0].text = "Kommunen"
    return made


def composed(main: Any, head: Any = None, **passages: Any) -> dict[str, bytes]:
    return compose(
        docx_bytes(main), docx_bytes(head or letterhead()),
        {name: docx_bytes(each) for name, each in passages.items()}, NAME)


def opened(parts: dict[str, bytes]) -> Any:
    return docx.Document(io.BytesIO(pack(parts)))


def texts(parts: dict[str, bytes]) -> list[str]:
    return lines(pack(parts))


def refusal(*arguments: Any, **passages: Any) -> TemplateError:
    with pytest.raises(TemplateError) as raised:
        composed(*arguments, **passages)
    assert all(str(problem.remedy) for problem in raised.value.problems)
    return raised.value


def test_the_document_stands_in_the_letterhead() -> None:
    parts = composed(document("første", "anden"))
    assert texts(parts) == ["Til {{ navn }}", "første", "anden", "Venlig hilsen"]
    assert opened(parts).sections[0].header.paragraphs[0].text == "Kommunen"
    assert parts["word/document.xml"].count(b"<w:sectPr") == 1


def test_passages_are_followed_through_passages() -> None:
    parts = composed(
        document("a", '{%p include "ydre" %}', "b"),
        ydre=document("ydre", "{%p include “indre” %}"), indre=document("indre", "inderst"))
    assert texts(parts)[1:-1] == ["a", "ydre", "indre", "inderst", "b"]


def test_a_passage_can_be_included_twice_and_by_the_letterhead() -> None:
    parts = composed(
        document('{%p include "x" %}', '{%p include "x" %}'),
        document(HERE, '{%p include "x" %}'), x=document("x"))
    assert texts(parts) == ["x", "x", "x"]


def test_conditions_around_an_include_work() -> None:
    parts = composed(
        document("{%p if klage %}", '{%p include "klage" %}', "{%p endif %}"),
        klage=document("Du kan klage inden {{ frist }}."))
    template = compile_template(parts, ENVIRONMENT, NAME)
    assert lines(template.render({"navn": "Åse", "klage": True, "frist": "1. maj"}).data) == [
        "Til Åse", "Du kan klage inden 1. maj.", "Venlig hilsen"]
    assert lines(template.render({"navn": "Åse", "klage": False}).data) == [
        "Til Åse", "Venlig hilsen"]


def test_an_include_in_a_table_cell_keeps_the_cell_whole() -> None:
    main = document()
    main.add_table(1, 1).cell(0, 0).text = '{%p include "tabel" %}'
    passage = docx.Document()
    passage.add_table(1, 1).cell(0, 0).text = "inderst"
    parts = composed(main, tabel=passage)
    cell = opened(parts).tables[0].cell(0, 0)
    assert cell.tables[0].cell(0, 0).text == "inderst"
    assert cell._tc[-1].tag == f"{W}p"


def test_an_unknown_passage_is_named_with_those_that_exist() -> None:
    error = refusal(document("a", '{%p include "klag" %}'), klage=document("x"), bisidder=document())
    assert codes(error) == ["include-ukendt"]
    problem = error.problems[0]
    assert problem.path == f"{NAME}: word/document.xml, afsnit 2"
    assert "klag" in str(problem.message)
    assert "bisidder, klage" in str(problem.remedy)
    assert error.exit_code == 3


def test_rings_are_found() -> None:
    error = refusal(
        document('{%p include "a" %}'), a=document('{%p include "b" %}'),
        b=document("b", '{%p include "a" %}'))
    assert codes(error) == ["include-ring"]
    assert error.problems[0].path == "blokke/b.docx: word/document.xml, afsnit 2"
    assert "a → b → a" in str(error.problems[0].message)
    assert codes(refusal(document(HERE))) == ["include-ring"]


@pytest.mark.parametrize("paragraph", [
    'se {%p include "x" %}', '{%p include "x" %} her', '{% include "x" %}', '{%tr include "x" %}',
    "{%p include x %}", '{%p include "x" if y %}', '{%p include "x" %}{%p include "x" %}',
    '{%p include "x"',
])
def test_an_include_stands_alone(paragraph: str) -> None:
    error = refusal(document("a", "b", paragraph), x=document("x"))
    assert codes(error) == ["include-ikke-alene"]
    assert error.problems[0].path.endswith("afsnit 3")


def test_the_word_include_in_a_sentence_is_no_include() -> None:
    sentence = "Vi skriver include her"
    assert sentence in texts(composed(document(sentence)))


def test_an_include_in_a_header_is_refused() -> None:
    head = letterhead()
    head.sections[0].footer.paragraphs[0].text = '{%p include "x" %}'
    error = refusal(document("a"), head, x=document("x"))
    assert codes(error) == ["include-i-sidehoved"]
    assert "word/footer1.xml, afsnit 1" in error.problems[0].path


@pytest.mark.parametrize(("paragraphs", "code"), [
    (["intet her"], "brevpapir-uden-plads"), ([HERE, HERE], "include-to-gange")])
def test_a_letterhead_has_one_place_for_the_document(paragraphs: list[str], code: str) -> None:
    error = refusal(document("a"), document(*paragraphs))
    assert codes(error) == [code]
    assert "brevpapir" in error.problems[0].path


def test_every_problem_is_found_at_once() -> None:
    error = refusal(document('{%p include "a" %}', 'x {%p include "b" %}', '{%p include "c" %}'))
    assert codes(error) == ["include-ukendt", "include-ikke-alene", "include-ukendt"]


def test_the_letterheads_styles_win_and_missing_ones_come_along() -> None:
    head, main = letterhead(), document()
    head.styles["Quote"].font.size = Pt(20)
    own = main.styles.add_style("Særlig", WD_STYLE_TYPE.PARAGRAPH)
    root = main.styles.add_style("Grund", WD_STYLE_TYPE.PARAGRAPH)
    after = main.styles.add_style("Efter", WD_STYLE_TYPE.PARAGRAPH)
    main.styles.add_style("Ubrugt", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style, own.next_paragraph_style, root.base_style = root, after, main.styles["Quote"]
    main.add_paragraph("særlig", style="Særlig")
    main.add_paragraph("citat", style="Quote")
    styles = opened(composed(main, head)).styles
    names = [style.name for style in styles]
    assert styles["Særlig"].base_style.name == "Grund"
    assert styles["Særlig"].next_paragraph_style.name == "Efter"
    assert styles["Grund"].base_style.font.size == Pt(20)
    assert "Ubrugt" not in names
    assert len(names) == len(set(names))


def test_words_own_styles_are_matched_by_name_across_languages() -> None:
    main = document()
    main.styles["Heading 1"].element.set(f"{W}styleId", "Overskrift1")
    main.add_paragraph("Overskrift").style = main.styles["Heading 1"]
    parts = composed(main)
    assert opened(parts).paragraphs[1].style.style_id == "Heading1"
    assert b"Overskrift1" not in parts["word/styles.xml"]


def numbers(parts: dict[str, bytes]) -> list[str]:
    root = etree.fromstring(parts["word/document.xml"])
    return [each.get(f"{W}val") for each in root.iter(f"{W}numId")]


def listed(text: str) -> Any:
    made = document()
    paragraph = made.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = 1
    properties.get_or_add_ilvl().val = 0
    return made


def test_lists_come_along_under_new_numbers() -> None:
    main = listed("dokumentets liste")
    main.add_paragraph('{%p include "x" %}')
    main.add_paragraph('{%p include "x" %}')
    parts = composed(main, x=listed("blokkens liste"))
    used = numbers(parts)
    numbering = etree.fromstring(parts["word/numbering.xml"])
    assert len(set(used)) == 3
    lists = {each.get(f"{W}numId"): each for each in numbering.iter(f"{W}num")}
    kinds = {each.get(f"{W}abstractNumId") for each in numbering.iter(f"{W}abstractNum")}
    assert set(used) <= set(lists)
    assert {each.find(f"{W}abstractNumId").get(f"{W}val") for each in lists.values()} <= kinds
    tags = [etree.QName(each).localname for each in numbering]
    assert tags == sorted(tags, key=["abstractNum", "num"].index)


def test_a_letterhead_without_lists_gets_them() -> None:
    head = letterhead()
    for identifier, relation in list(head.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            del head.part.rels[identifier]
    for each in list(head.styles.element.iter(f"{W}numPr")):
        each.getparent().remove(each)
    parts = composed(listed("punkt"), head)
    assert numbers(parts) == ["1"]
    assert b"<w:num " in parts["word/numbering.xml"]


def test_links_and_pictures_come_along() -> None:
    head, main = letterhead(), document("tekst")
    head.add_picture(io.BytesIO(PICTURE))
    main.add_picture(io.BytesIO(PICTURE + b"\0"))
    main.add_picture(io.BytesIO(PICTURE))
    link = main.part.relate_to(
        "https://example.org/klage", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    main.element.body.insert(0, with_body(
        f'<w:p><w:hyperlink r:id="{link}"><w:r><w:t>her</w:t></w:r></w:hyperlink></w:p>'
    ).element.body[0])
    parts = composed(main, head)
    made = opened(parts)
    assert len([name for name in parts if name.startswith("word/media/")]) == 2
    root = made.element.body
    targets = [made.part.rels[each.get(f"{R}embed")].target_part.blob for each in root.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/main}blip")]
    assert targets == [PICTURE + b"\0", PICTURE, PICTURE]
    reference = next(root.iter(f"{W}hyperlink")).get(f"{R}id")
    assert made.part.rels[reference].target_ref == "https://example.org/klage"


RUN = "<w:p><w:r>{}</w:r></w:p>"


@pytest.mark.parametrize(("fragment", "word"), [
    (RUN.format('<w:footnoteReference w:id="1"/>'), "fodnote"),
    (RUN.format('<w:endnoteReference w:id="1"/>'), "slutnote"),
    (RUN.format("<w:object/>"), "OLE"),
    ('<w:altChunk r:id="rId99"/>', "altChunk"),
    ('<w:p><w:pPr><w:sectPr/></w:pPr></w:p>', "sektionsskift"),
    (RUN.format(
        '<w:drawing><wp:inline><a:graphic><a:graphicData uri="c"><c:chart xmlns:c="http://schemas.'
        'openxmlformats.org/drawingml/2006/chart" r:id="rId99"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"), "diagram"),
])
def test_what_cannot_come_along_is_refused_by_name(fragment: str, word: str) -> None:
    for passages in ({}, {"x": with_body("<w:p/>", fragment)}):
        main = document('{%p include "x" %}') if passages else with_body("<w:p/>", fragment)
        error = refusal(main, **passages)
        assert codes(error) == ["kan-ikke-indsaettes"]
        assert word in str(error.problems[0].message)
        assert error.problems[0].path.startswith("blokke/x.docx" if passages else NAME)


def test_a_picture_outside_the_document_is_refused() -> None:
    main = document()
    main.add_picture(io.BytesIO(PICTURE))
    blip = next(main.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"))
    blip.set(f"{R}embed", main.part.relate_to(
        "https://example.org/spor.png", RELATIONSHIP_TYPE.IMAGE, is_external=True))
    assert codes(refusal(main)) == ["kan-ikke-indsaettes"]


@pytest.mark.parametrize("place", ["dokument", "brevpapir", "blok"])
def test_tracked_changes_are_refused(place: str) -> None:
    tracked = with_body(
        '<w:p><w:ins w:id="1" w:author="Karen Testsen"><w:r><w:t>nyt</w:t></w:r></w:ins></w:p>',
        f"<w:p><w:r><w:t>{HERE if place == 'brevpapir' else ''}</w:t></w:r></w:p>")
    arguments: dict[str, Callable[[], TemplateError]] = {
        "dokument": lambda: refusal(tracked),
        "brevpapir": lambda: refusal(document("a"), tracked),
        "blok": lambda: refusal(document('{%p include "x" %}'), x=tracked),
    }
    assert codes(arguments[place]()) == ["sporede-aendringer"]


def test_comments_are_dropped() -> None:
    main, head = document("Tekst"), letterhead()
    for each in (main, head):
        each.add_comment(each.paragraphs[0].runs[0], text="Husk det", author="Karen Testsen")
    parts = composed(main, head)
    everything = b"".join(parts.values())
    assert b"Karen" not in everything
    assert b"Husk det" not in everything
    assert b"comment" not in parts["word/document.xml"] + parts["word/_rels/document.xml.rels"]


def test_title_and_subject_are_the_documents_and_nothing_personal_stays() -> None:
    main, head = document("a"), letterhead()
    for each in (main, head):
        each.core_properties.author = each.core_properties.last_modified_by = "Karen Testsen"
        each.core_properties.comments = "udkast af Karen"
    main.core_properties.title, main.core_properties.subject = "Afgørelse {{ nr }}", ""
    head.core_properties.title, head.core_properties.subject = "Brevpapir", "Hjemmetræning"
    parts = composed(main, head)
    core = parts["docProps/core.xml"].decode()
    properties = opened(parts).core_properties
    assert (properties.title, properties.subject) == ("Afgørelse {{ nr }}", "Hjemmetræning")
    assert properties.language == "da-DK"
    for trace in ("Karen", "lastModifiedBy", "created", "modified", "revision"):
        assert trace not in core
    assert "docProps/thumbnail.jpeg" not in parts


def test_an_author_that_is_a_field_stays() -> None:
    head = letterhead()
    head.core_properties.author = "{{ kommune }}"
    assert opened(composed(document("a"), head)).core_properties.author == "{{ kommune }}"


def test_bookmarks_and_ids_stay_unique() -> None:
    mark = ('<w:p><w:bookmarkStart w:id="0" w:name="{0}"/><w:r><w:t>x</w:t></w:r>'
            '<w:bookmarkEnd w:id="0"/></w:p>')
    parts = composed(
        with_body(mark.format("et"), '<w:p><w:r><w:t>{%p include "x" %}</w:t></w:r></w:p>',
                  '<w:p><w:r><w:t>{%p include "x" %}</w:t></w:r></w:p>'),
        x=with_body(mark.format("to")))
    root = etree.fromstring(parts["word/document.xml"])
    found = [(each.get(f"{W}id"), each.get(f"{W}name")) for each in root.iter(f"{W}bookmarkStart")]
    assert found == [("0", "et"), ("1", "to")]
    assert [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkEnd")] == ["0", "1"]


def test_the_same_files_compose_to_the_same_parts() -> None:
    main, head, x = document('{%p include "x" %}'), letterhead(), listed("punkt")
    files = docx_bytes(main), docx_bytes(head), {"x": docx_bytes(x)}
    assert compose(*files, NAME) == compose(*files, NAME)


def test_a_composed_template_renders_as_docxtpl_does() -> None:
    main = listed("Kære {{ navn }}")
    main.core_properties.title = "Sag {{ navn }}"
    main.add_paragraph('{%p include "x" %}')
    passage = document("{%p for each in liste %}")
    passage.add_paragraph("{{ each }}", style="List Bullet")
    passage.add_paragraph("{%p endfor %}")
    assert_same_as_docxtpl(
        composed(main, x=passage), {"navn": "Åse & Co", "liste": ["<a>", "b"]}, ENVIRONMENT)


@pytest.mark.parametrize("which", ["dokument", "brevpapir", "blok"])
def test_a_file_that_is_no_document_is_named(which: str) -> None:
    good, head = docx_bytes(document('{%p include "x" %}')), docx_bytes(letterhead())
    with pytest.raises(TemplateError) as raised:
        compose(b"x" if which == "dokument" else good, b"x" if which == "brevpapir" else head,
                {"x": b"x" if which == "blok" else good}, NAME)
    expected = {"dokument": NAME, "brevpapir": f"{NAME}: brevpapir", "blok": "blokke/x.docx"}
    assert raised.value.problems[0].path == expected[which]


def test_a_passage_without_a_body_is_named() -> None:
    good = docx_bytes(document("{%p include 'slut' %}"))
    passage = pack({**read_parts(docx_bytes(document("Slut")), "slut.docx"),
                    "word/document.xml": f'<w:document xmlns:w="{W[1:-1]}"/>'.encode()})
    with pytest.raises(TemplateError) as error:
        compose(good, docx_bytes(letterhead()), {"slut": passage}, NAME)
    assert error.value.problems


def test_problems_name_the_file_and_the_paragraph_the_author_edits() -> None:
    parts = composed(
        document("a", '{%p include "x" %}', "{{ mangler }}"),
        document("top", "{{ forkert. }}", HERE, "{{ b. }}"),
        x=document("x", "y", "{{ x | ukendt }}"))
    with pytest.raises(TemplateError) as raised:
        compile_template(parts, ENVIRONMENT, NAME)
    assert [each.path.replace(": word/document.xml", "") for each in raised.value.problems] == [
        f"{NAME}: brevpapir, afsnit 2", "blokke/x.docx, afsnit 3", f"{NAME}: brevpapir, afsnit 4"]
    parts = composed(document('{%p include "x" %}', "{{ mangler }}"), x=document("x", "y"))
    with pytest.raises(TemplateError) as raised:
        compile_template(parts, ENVIRONMENT, NAME).render({"navn": "Åse"})
    assert raised.value.problems[0].path == f"{NAME}: word/document.xml, afsnit 2"
    assert b"oprindelse" not in parts["word/document.xml"]


def test_prefixes_named_in_values_stay_declared() -> None:
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    main = document("a")
    xml = docx_bytes(main)
    parts = read_parts(xml)
    parts["word/document.xml"] = re.sub(
        rb"<w:document [^>]*>",
        f'<w:document xmlns:w="{W[1:-1]}" xmlns:egen="{shape}" xmlns:mc="{mc}" '
        'mc:Ignorable="egen">'.encode(), parts["word/document.xml"]).replace(
        b"<w:t>a</w:t>", b'<mc:AlternateContent><mc:Choice Requires="egen"><w:t>a</w:t>'
        b"</mc:Choice></mc:AlternateContent>")
    made = compose(pack(parts), docx_bytes(letterhead()), {}, NAME)
    root = etree.fromstring(made["word/document.xml"])
    assert root.nsmap["egen"] == shape
    assert "egen" in root.get(f"{{{mc}}}Ignorable").split()
    compile_template(made, ENVIRONMENT, NAME)
