"""A paragraph becomes a message, and a translation becomes a paragraph again."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from pipeline.docx.tags import W
from pipeline.translation.places import title_of, words_of
from pipeline.translation.sentences import Sentence, sentence_of

NS = f'xmlns:w="{W[1:-1]}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
BOLD, STRONG = "<w:b/>", '<w:rStyle w:val="Strong"/>'


def run(words: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inline: str) -> Any:
    return etree.fromstring(
        f'<w:p {NS}><w:pPr><w:pStyle w:val="Normal"/></w:pPr>{"".join(inline)}</w:p>')


def read(*inline: str) -> Sentence:
    sentence = sentence_of(paragraph(*inline))
    assert sentence is not None
    return sentence


def looks(element: Any) -> list[tuple[str, str]]:
    """(what its run is, its words) of each run."""
    found = []
    for each in element.iter(f"{W}r"):
        properties = each.find(f"{W}rPr")
        names = " ".join(etree.QName(p).localname for p in properties) if properties is not None else ""
        found.append((names, "".join(node.text or "" for node in each.iter(f"{W}t"))))
    return found


@pytest.mark.parametrize(("inline", "message"), [
    ([run("Kære {{ barn.navn }}")], "Kære {barn.navn}"),
    ([run("Kære {{barn"), run(".navn |"), run(" stort}}!")], "Kære {barn.navn|stort}!"),
    ([run("Fra {{ a.fra | dato }}{% if a.til %} til {{ a.til | dato }}{% endif %}")],
     "Fra {a.fra|dato}{if1} til {a.til|dato}{end1}"),
    ([run("{% if a %}A{% elif b %}B{% else %}{% if c %}C{% endif %}{% endif %}")],
     "{if1}A{elif1}B{else1}{if2}C{end2}{end1}"),
    ([run("Hos{% for p in x %} {{ p.navn }}{% endfor %}")], "Hos{for1} {p.navn}{end1}"),
    ([run("Telefon:", STRONG), run(" {{ t }}")], "<b1>Telefon:</b1> {t}"),
    ([run("Svar "), run("i dag", BOLD), run("!")], "Svar <b1>i dag</b1>!"),
    ([run("Hele ", BOLD), run("sætningen", BOLD)], "Hele sætningen"),
    ([run("{% if a %}", BOLD), run("Ja.", BOLD), run("{% endif %} Tak")], "{if1}<b1>Ja.</b1>{end1} Tak"),
    ([run("Ja{% if a %}, {{ a }}{% endif %}.", BOLD), run(" Tak")], "<b1>Ja{if1}, {a}{end1}.</b1> Tak"),
    ([run("A{% if a %}B", BOLD), run("C{% endif %}")], "<b1>A</b1>{if1}<b2>B</b2>C{end1}"),
    ([run("Rødt", '<w:color w:val="FF0000"/>'), run(" ord, "), run("skråt", "<w:i/>")],
     "<s1>Rødt</s1> ord, <i2>skråt</i2>"),
    ([run("Ens"), run(" sprog", '<w:lang w:val="en-US"/><w:noProof/>')], "Ens sprog"),
    ([run("Linje"), "<w:r><w:br/></w:r>", run("to")], "Linje<linje1/>to"),
    ([run("Se "), f'<w:hyperlink r:id="rId9">{run("her", STRONG)}</w:hyperlink>', run(".")],
     "Se <a1>her</a1>."),
    (["<w:r><w:tab/></w:r>", run("Side "), f'<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>'],
     "<tab1/>Side <felt1/>"),
    ([run("Side "), '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
      "<w:r><w:instrText> PAGE </w:instrText></w:r>", '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
      run("7"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>', run(" slut")], "Side <felt1/> slut"),
    ([run("§\u00a085 {# ikke med #}gælder")], "§ 85 gælder"),
    ([run("Skriv \\ {ikke} &lt;b1&gt;")], "Skriv \\\\ \\{ikke} \\<b1>"),
    ([run('{{ x | default("{") }} er')], "{felt1} er"),
])
def test_a_paragraph_is_a_message(inline: list[str], message: str) -> None:
    assert read(*inline).message == message


@pytest.mark.parametrize("inline", [
    [run("{{ kommune.navn }}, {{ by }}")], [run("{%p if modtager %}")], [run("12 % – 4")], [run(" ")],
    [],
])
def test_what_has_no_words_is_no_message(inline: list[str]) -> None:
    assert sentence_of(paragraph(*inline)) is None


def test_words_that_cannot_be_a_message_say_so() -> None:
    assert read(run("Begynder {% if a %}her")).message == ""


def test_a_translation_is_written_with_its_tags_and_looks() -> None:
    sentence = read(run("Svar senest {{ frist | dato }}", STRONG),
                    run("{% if a %}, {{ a }}{% endif %}."))
    assert sentence.message == "<b1>Svar senest {frist|dato}</b1>{if1}, {a}{end1}."
    sentence.write("By <b1>{frist|dato}</b1>{if1} ({a}){end1}, answer.")
    assert looks(sentence.paragraph) == [
        ("", "By "), ("rStyle", "{{ frist | dato }}"), ("", "{% if a %} ({{ a }}){% endif %}, answer.")]
    assert sentence.paragraph[0].tag == f"{W}pPr"


def test_links_fields_and_breaks_stay_what_they_are() -> None:
    sentence = read(run("Se "), f'<w:hyperlink r:id="rId9">{run("her")}</w:hyperlink>',
                    '<w:bookmarkStart w:id="1" w:name="x"/>', "<w:r><w:br/></w:r>", run("Side "),
                    f'<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>',
                    '<w:bookmarkEnd w:id="1"/>')
    sentence.write("<felt1/> is the page.<linje1/>Look <a1>here</a1>")
    names = [etree.QName(child).localname for child in sentence.paragraph]
    assert names == ["pPr", "bookmarkStart", "fldSimple", "r", "r", "r", "hyperlink", "bookmarkEnd"]
    (link,) = sentence.paragraph.iter(f"{W}hyperlink")
    assert "rId9" in link.attrib.values()
    assert looks(link) == [("", "here")]


def test_a_picture_in_the_text_is_moved_and_its_own_words_are_reached() -> None:
    box = (f'<w:r><w:pict><w:txbxContent><w:p>{run("I boksen")}</w:p></w:txbxContent></w:pict></w:r>')
    root = etree.fromstring(f"<w:body {NS}><w:p>{run('Uden om ')}{box}</w:p></w:body>")
    outer, inner = list(words_of(root))
    assert (outer.words.message, inner.words.message) == ("Uden om <ting1/>", "I boksen")
    outer.words.write("<ting1/> around")
    inner.words.write("In the box")
    assert [node.text for node in root.iter(f"{W}t")] == ["In the box", " around"]


def test_a_tag_for_a_whole_run_keeps_one_of_its_own() -> None:
    sentence = read(run("Hej {{r navn }} og farvel"))
    sentence.write("Bye and hi {navn}.")
    assert looks(sentence.paragraph) == [("", "Bye and hi "), ("", "{{r navn }}"), ("", ".")]


def test_the_same_message_written_back_is_the_same_text() -> None:
    inline = [run("Ja. ", BOLD), run("{% if a %}{{ a }} siger{% endif %}", BOLD), run(" tak.")]
    before = paragraph(*inline)
    sentence = read(*inline)
    sentence.write(sentence.message)
    assert "".join(sentence.paragraph.itertext()) == "".join(before.itertext())


def test_descriptions_for_screen_readers_are_words_too() -> None:
    root = etree.fromstring(
        f'<w:tbl {NS}><w:tblPr><w:tblCaption w:val="Tabel over mål"/></w:tblPr></w:tbl>')
    (found,) = words_of(root)
    assert (found.words.message, found.paragraph) == ("Tabel over mål", 0)
    found.words.write("Table of goals")
    assert b"Table of goals" in etree.tostring(root)


def test_the_title_of_a_document() -> None:
    dc = "http://purl.org/dc/elements/1.1/"
    root = etree.fromstring(f'<c xmlns:dc="{dc}"><dc:title>{{{{ brev.titel }}}}, sag {{{{ nr }}}}'
                            "</dc:title></c>")
    found = title_of(root)
    assert found
    assert found.words.message == "{brev.titel}, sag {nr}"
    found.words.write("{brev.titel}, case {nr}")
    assert "".join(root.itertext()) == "{{ brev.titel }}, case {{ nr }}"
