"""What a letterhead, a document or a passage must not bring into a letter, each through all three."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from pipeline.docx.compile import compile_template
from pipeline.docx.compose import compose
from pipeline.docx.package import pack, read_parts
from pipeline.errors import TemplateError
from tests.docx.building import ENVIRONMENT, document, docx_bytes, lines

HERE = '{%p include "dokument" %}'
PLACES = ("dokument", "brevpapir", "blok")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "word/_rels/document.xml.rels"
FIELD = ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {}'
         '</w:instrText></w:r><w:r><w:instrText> {} </w:instrText></w:r>'
         '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
         '<w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')
LINK = f'<w:p><w:hyperlink r:id="rId77" xmlns:r="{OFFICE}"><w:r><w:t>her</w:t></w:r></w:hyperlink></w:p>'

Change = Callable[[dict[str, bytes]], None]


def file(place: str, change: Change = lambda _: None) -> bytes:
    """A file for a place, whose parts somebody has changed."""
    made = document("Tekst", *([HERE] if place == "brevpapir" else []))
    made.sections[0].header.paragraphs[0].text = "Hoved"
    parts = read_parts(docx_bytes(made))
    change(parts)
    return pack(parts)


def letter(place: str, data: bytes) -> Mapping[str, bytes]:
    """The parts of a letter into which the file goes."""
    files = {"dokument": docx_bytes(document("a", '{%p include "x" %}')),
             "brevpapir": docx_bytes(document(HERE)), "blok": docx_bytes(document("x")), place: data}
    parts = compose(files["dokument"], files["brevpapir"], {"x": files["blok"]}, "brev.docx")
    return compile_template(parts, ENVIRONMENT, "brev.docx").render({"navn": "Åse"}).parts


def replaced(part: str, old: str, new: str) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        (name,) = [each for each in parts if re.fullmatch(part, each)]
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode())
    return change


def in_body(xml: str) -> Change:
    return replaced(r"word/document\.xml", "<w:body>", f"<w:body>{xml}")


def in_header(xml: str) -> Change:
    return replaced(r"word/header1\.xml", "</w:p>", f"</w:p>{xml}")


def related(kind: str, target: str, xml: str = "") -> Change:
    def change(parts: dict[str, bytes]) -> None:
        relation = (f'<Relationship Id="rId77" Type="{OFFICE}/{kind}" Target="{target}" '
                    'TargetMode="External"/>')
        replaced(re.escape(RELATIONS), "</Relationships>", f"{relation}</Relationships>")(parts)
        in_body(xml)(parts)
    return change


def typed(declared: str) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        replaced(r"word/document\.xml", "<w:document ", f"<!DOCTYPE x [{declared}]><w:document ")(parts)
        replaced(r"word/document\.xml", "Tekst", "&b;")(parts)
    return change


def with_macros(parts: dict[str, bytes]) -> None:
    parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    replaced(r"\[Content_Types\]\.xml", "</Types>", '<Override PartName="/word/vbaProject.bin" '
             'ContentType="application/vnd.ms-office.vbaProject"/></Types>')(parts)
    replaced(re.escape(RELATIONS), "</Relationships>", '<Relationship Id="rId66" Type="http://schemas.'
             'microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
             "</Relationships>")(parts)


def with_a_template(parts: dict[str, bytes]) -> None:
    parts["word/settings.xml"] = re.sub(
        rb"(<w:settings[^>]*>)", rb'\1<w:attachedTemplate xmlns:r="%s" r:id="rId1"/>' % OFFICE.encode(),
        parts["word/settings.xml"], count=1)
    parts["word/_rels/settings.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/attachedTemplate" Target="file:///C:/fremmed.dotm" '
        'TargetMode="External"/></Relationships>').encode()


MACRO_FILE = replaced(r"\[Content_Types\]\.xml", "vnd.openxmlformats-officedocument.wordprocessingml."
                      "document.main+xml", "vnd.ms-word.document.macroEnabled.main+xml")

REFUSED: Mapping[str, tuple[Change, str]] = {
    "docm": (MACRO_FILE, "docx-ulaeselig"),
    "makroer": (with_macros, "docx-makroer"),
    "entiteter": (typed('<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'), "docx-ulaeselig"),
    "fremmed-fil": (typed('<!ENTITY b SYSTEM "file:///etc/hostname">'), "docx-ulaeselig"),
    "tom-doctype": (replaced(r"word/styles\.xml", "<w:styles ", "<!DOCTYPE x><w:styles "),
                    "docx-ulaeselig"),
    "dde": (in_body(FIELD.format("DDEAUTO", r"c:\\x.exe")), "felt-henter"),
    "delt-felt": (in_body(FIELD.format("INCLUDE", "TEXT x.docx")), "felt-henter"),
    "includetext": (in_body(FIELD.format("INCLUDETEXT", "x.docx")), "felt-henter"),
    "includepicture": (in_body(FIELD.format("INCLUDEPICTURE", "http://x.example/y.png")), "felt-henter"),
    "enkelt-felt": (in_body('<w:p><w:fldSimple w:instr=" link x"><w:r><w:t>x</w:t></w:r></w:fldSimple>'
                            "</w:p>"), "felt-henter"),
    "link": (related("hyperlink", "file:///c:/x.exe", LINK), "link-andet"),
    "sporet": (in_body('<w:p><w:ins w:id="1" w:author="Karen Testsen"><w:r><w:t>nyt</w:t></w:r></w:ins>'
                       "</w:p>"), "sporede-aendringer"),
}
"""What no file may bring, wherever it goes."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_wherever_it_comes_from(name: str, place: str) -> None:
    change, code = REFUSED[name]
    with pytest.raises(TemplateError) as raised:
        letter(place, file(place, change))
    assert [problem.code for problem in raised.value.problems] == [code]
    (problem,) = raised.value.problems
    assert problem.path.startswith({"dokument": "brev.docx", "brevpapir": "brev.docx: brevpapir",
                                    "blok": "blokke/x.docx"}[place])
    assert "Karen" not in f"{problem.message}{problem.remedy}"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("data", [
    b"", b"Til alle", b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)])
def test_what_is_no_word_document_is_told_by_name(data: bytes, place: str) -> None:
    with pytest.raises(TemplateError) as raised:
        letter(place, data)
    assert [problem.code for problem in raised.value.problems] == ["docx-ulaeselig"]


@pytest.mark.parametrize("place", PLACES)
def test_what_unpacks_without_end_is_refused(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def bomb(parts: dict[str, bytes]) -> None:
        parts["word/media/billede.bin"] = bytes(3_000_000)

    data = file(place, bomb)
    assert len(data) < 100_000
    monkeypatch.setattr("pipeline.docx.package.MAX_UNPACKED", 2_000_000)
    with pytest.raises(TemplateError) as raised:
        letter(place, data)
    assert [problem.code for problem in raised.value.problems] == ["docx-for-stor"]


@pytest.mark.parametrize("kind", ["image", "frame", "oleObject", "subDocument"])
def test_a_letterhead_fetches_nothing_and_others_leave_behind_what_they_do_not_use(kind: str) -> None:
    change = related(kind, "https://x.example/y")
    with pytest.raises(TemplateError) as raised:
        letter("brevpapir", file("brevpapir", change))
    assert [problem.code for problem in raised.value.problems] == ["henter-udefra"]
    for place in ("dokument", "blok"):
        assert b"x.example" not in b"".join(letter(place, file(place, change)).values())


HEADERS: Mapping[str, tuple[str, str]] = {
    "sporet": ('<w:p><w:del w:id="1" w:author="Karen Testsen"><w:r><w:delText>x</w:delText></w:r>'
               "</w:del></w:p>", "sporede-aendringer"),
    "felt": (FIELD.format("INCLUDETEXT", "x.docx"), "felt-henter")}


@pytest.mark.parametrize("name", HEADERS)
def test_a_letterheads_header_is_looked_at_and_others_do_not_come_along(name: str) -> None:
    xml, code = HEADERS[name]
    with pytest.raises(TemplateError) as raised:
        letter("brevpapir", file("brevpapir", in_header(xml)))
    (problem,) = raised.value.problems
    assert (problem.code, problem.path) == (
        code, "brev.docx: brevpapir: word/header1.xml, afsnit 2")
    for place in ("dokument", "blok"):
        everything = b"".join(letter(place, file(place, in_header(xml))).values())
        assert b"Karen" not in everything
        assert b"INCLUDETEXT" not in everything


@pytest.mark.parametrize("place", PLACES)
def test_an_attached_template_does_not_come_along(place: str) -> None:
    everything = b"".join(letter(place, file(place, with_a_template)).values())
    assert b"attachedTemplate" not in everything
    assert b"fremmed" not in everything


@pytest.mark.parametrize("place", PLACES)
def test_smart_tags_are_taken_off_the_words_they_part(place: str) -> None:
    smart = ('<w:p><w:smartTag w:uri="urn:x" w:element="PersonName"><w:smartTagPr><w:attr w:name="a" '
             'w:val="b"/></w:smartTagPr><w:r><w:t>Hej {{ na</w:t></w:r></w:smartTag>'
             "<w:r><w:t>vn }}</w:t></w:r></w:p>")
    wrapped = f'<w:customXml w:element="x">{smart}</w:customXml>'
    for xml in (smart, wrapped):
        parts = letter(place, file(place, in_body(xml)))
        assert b"smartTag" not in parts["word/document.xml"]
        assert "Hej Åse" in lines(pack(parts))


@pytest.mark.parametrize("code", ["PAGE", "NUMPAGES", "FORMTEXT", 'DATE \\@ "d. MMMM yyyy"'])
def test_other_fields_are_the_letterheads_own_business(code: str) -> None:
    assert letter("brevpapir", file("brevpapir", in_header(FIELD.format(code, ""))))
