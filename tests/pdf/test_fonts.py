"""Fonts: which one a text is set in, what is said of it, and what a folder of fonts may hold."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pipeline import produce
from pipeline.docx.package import Docx, pack
from pipeline.errors import DocumentRefused, TemplateError
from pipeline.key import render_key
from pipeline.pdf import Metadata, Pdf, engines
from pipeline.pdf.fonts import Library
from pipeline.pdf.fonts.names import STAND_INS
from pipeline.pdf.office.libreoffice import LibreOfficeEngine
from pipeline.pdf.proof.check import check_pdf
from pipeline.pdf.setting.engine import TypstEngine
from pipeline.pdf.setting.fontlist import fonts_of
from tests.conftest import ROOT, job_for, sample
from tests.pdf.lettering import LETTERS, font

ARABIC, HEBREW = "محمد الأحمد", "שלום לכם"


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def run(text: str, name: str = "", more: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>' if name else ""
    return f'<w:r><w:rPr>{fonts}{more}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def drawn(pdf: Pdf) -> set[str]:
    """The names of the fonts in the file."""
    return {name.decode() for name in re.findall(rb"/BaseFont/[A-Z]{6}\+([^/\s]+?)(?:-Identity-H)?/",
                                                 pdf.data)}


def said(pdf: Pdf) -> list[tuple[str, object]]:
    return [(problem.code, dict(problem.message.values)["navn"]) for problem in pdf.warnings]


@pytest.fixture
def set_with(about: Any, when: Any):
    """Set a document by an engine of its own, with a folder of fonts."""
    def make_pdf(docx: Docx, folder: Path | None = None) -> Pdf:
        return TypstEngine(folder).pdf(docx, metadata=about, timestamp=when)
    return make_pdf


def with_part(docx: Docx, name: str, data: str) -> Docx:
    return Docx(docx.data, {**docx.parts, name: data.encode()})


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
THEME = ('<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>'
         '<a:fontScheme><a:majorFont><a:latin typeface="Arial"/><a:ea typeface=""/></a:majorFont>'
         '<a:minorFont><a:latin typeface="Verdana"/><a:ea typeface=""/>'
         '<a:font script="Jpan" typeface="Mincho"/></a:minorFont></a:fontScheme></a:themeElements>'
         "</a:theme>")


@pytest.mark.parametrize(("name", "verdict", "shown"), [
    ("Arial", "twin", "Arimo"), ("  arial ", "twin", "Arimo"), ("Helvetica", "twin", "Arimo"),
    ("Calibri", "stand-in", "Arimo"), ("Times New Roman", "stand-in", "Libertinus Serif"),
    ("Courier New", "stand-in", "DejaVu Sans Mono"), ("Aptos", "stand-in", "Arimo"),
    ("Wingdings", "symbol", ""), ("Symbol", "symbol", ""), ("Noget Helt Andet", "stand-in", "Arimo"),
])
def test_without_a_folder(name, verdict, shown):
    choice = Library().choose(name)
    assert (choice.verdict, choice.shown) == (verdict, shown)


@pytest.mark.parametrize(("asked", "own"), [
    ("Calibri", "Carlito"), ("Cambria", "Caladea"), ("Times New Roman", "Liberation Serif"),
    ("Times", "Tinos"), ("Courier New", "Cousine"), ("Georgia", "Gelasio"),
    ("Arial Narrow", "Liberation Sans Narrow"),
])
def test_a_folder_has_the_twin(tmp_path, asked, own):
    font(tmp_path / "dybt" / "nede" / "x.TTF", own)
    choice = Library(tmp_path).choose(asked)
    assert (choice.verdict, choice.shown) == ("twin", own)
    assert choice.face.family == own.removesuffix(" Narrow")


def test_the_font_itself_comes_before_its_twin(tmp_path):
    font(tmp_path / "a.ttf", "Carlito")
    font(tmp_path / "b.ttf", "Calibri")
    library = Library(tmp_path)
    assert [library.choose(name).shown for name in ("Calibri", "CALIBRI", "Carlito")] == [
        "Calibri", "Calibri", "Carlito"]
    assert library.choose("Calibri").verdict == "own"


def test_lines_are_as_high_as_the_fonts_word_has(tmp_path):
    font(tmp_path / "a.ttf", "Carlito", usWinAscent=500, usWinDescent=100)
    font(tmp_path / "b.ttf", "Kommunens Skrift")
    font(tmp_path / "c.ttf", "Kommunens Typo", fsSelection=1 << 7 | 1 << 6, sTypoAscender=700,
         sTypoDescender=-250, sTypoLineGap=90)
    font(tmp_path / "d.ttf", "Kommunens Gap", usWinAscent=800, usWinDescent=200)
    library = Library(tmp_path)
    measures = {name: (face.ascent, face.descent, face.gap)
                for name in ("Calibri", "Kommunens Skrift", "Kommunens Typo", "Verdana")
                for face in [library.choose(name).face]}
    assert measures == {"Calibri": (0.952, 0.269, 0.0), "Kommunens Skrift": (0.9, 0.3, 0.0),
                        "Kommunens Typo": (0.7, 0.25, 0.09), "Verdana": (1.005, 0.21, 0.0)}


def test_bold_and_italic_are_the_files_own(tmp_path, make, set_with):
    font(tmp_path / "r.ttf", "Kommunens Skrift")
    font(tmp_path / "b.ttf", "Kommunens Skrift", style="Bold", width=800)
    library = Library(tmp_path)
    assert library.choose("Kommunens Skrift", True).face.weight == 700
    assert [library.choose("Kommunens Skrift", *wish).whole
            for wish in ((False, False), (True, False), (False, True))] == [True, True, False]
    both = p(run("a", "Kommunens Skrift", "<w:b/>") + run("b", "Kommunens Skrift"))
    pdf = set_with(make(both), tmp_path)
    assert drawn(pdf) == {"KommunensSkrift-Regular", "KommunensSkrift-Bold"}
    assert pdf.warnings == ()
    slanted = set_with(make(p(run("a", "Kommunens Skrift", "<w:i/>"))), tmp_path)
    assert said(slanted) == [("pdf-skrift-snit", "Kommunens Skrift")]


def test_a_stand_in_is_named_once(make, typeset):
    body = p(run("et", "Verdana") + run("to", "Arial") + run("tre", "Verdana", "<w:b/>"))
    pdf = typeset(make(body + p(run("fire", "Verdana"))))
    assert said(pdf) == [("pdf-skrift-anden", "Verdana")]
    assert pdf.warnings[0].severity == "advarsel"
    assert "Verdana" in str(pdf.warnings[0].message)
    assert "Arimo" in str(pdf.warnings[0].message)


@pytest.mark.parametrize("text", ["", " ", "\u00a0 "])
def test_a_font_nobody_sees_is_not_named(make, typeset, text):
    assert typeset(make(p(run("x") + run(text, "Verdana") + run(text, "Symbol")))).warnings == ()


def test_every_letter_of_a_template_is_told_of_its_fonts(make, about, when):
    engine = TypstEngine()
    letters = [make(p(run(f"Kære {name}", "Verdana")),
                    running={"footer default": p(run("Sag 1", "Tahoma"))}) for name in ("Ida", "Bo")]
    warnings = [said(engine.pdf(docx, metadata=about, timestamp=when)) for docx in letters * 2]
    assert warnings == [[("pdf-skrift-anden", "Verdana"), ("pdf-skrift-anden", "Tahoma")]] * 4


def test_a_list_number_is_told_of_too(make, typeset):
    numbering = ('<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="{}"/>'
                 '<w:lvlText w:val="{}"/><w:rPr><w:rFonts w:ascii="{}" w:hAnsi="x"/></w:rPr></w:lvl>'
                 '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')
    item = p(run("punkt"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    counted = typeset(make(item, numbering=numbering.format("decimal", "%1.", "Verdana")))
    assert said(counted) == [("pdf-skrift-anden", "Verdana")]
    pointed = typeset(make(item, numbering=numbering.format("bullet", "\uf0b7", "Symbol")))
    assert pointed.warnings == ()


@pytest.mark.parametrize("name", ["Symbol", "Wingdings", "Webdings"])
def test_a_symbol_font_is_no_font_for_text(make, refusals, name):
    assert refusals(make(p(run("abc", name)))) == [
        ("pdf-skrift", "word/document.xml, afsnit 1")]


def test_a_font_table_tells_of_symbols_kinds_and_other_names(make, tmp_path, set_with):
    table = (f'<w:fonts {W}><w:font w:name="Piktogram"><w:charset w:val="02"/></w:font>'
             '<w:font w:name="Bogskrift"><w:family w:val="roman"/></w:font>'
             '<w:font w:name="Fast"><w:panose1 w:val="020B0609000000000000"/></w:font>'
             '<w:font w:name="Slank"><w:panose1 w:val="020B0604020202020204"/></w:font>'
             '<w:font w:name="Ny"><w:altName w:val="Calibri"/></w:font></w:fonts>')
    font(tmp_path / "a.ttf", "Carlito")
    body = "".join(p(run("ord", name)) for name in ("Bogskrift", "Fast", "Slank", "Ny"))
    pdf = set_with(with_part(make(body), "word/fontTable.xml", table), tmp_path)
    assert [(dict(each.message.values)["navn"], dict(each.message.values)["anden"])
            for each in pdf.warnings] == [
        ("Bogskrift", "Libertinus Serif"), ("Fast", "DejaVu Sans Mono"), ("Slank", "Arimo"),
        ("Ny", "Carlito")]
    with pytest.raises(DocumentRefused, match="pdf-skrift"):
        set_with(with_part(make(p(run("ord", "Piktogram"))), "word/fontTable.xml", table))


def themed(name: str) -> str:
    return run("ord", "", f'<w:rFonts w:asciiTheme="{name}" w:ascii="Tahoma"/>')


@pytest.mark.parametrize(("name", "wanted"), [
    ("minorHAnsi", "Verdana"), ("minorAscii", "Verdana"), ("majorHAnsi", None),
    ("majorEastAsia", None), ("minorEastAsia", "Verdana"), ("minorBidi", "Verdana"),
    ("findesIkke", "Times New Roman"),
])
def test_theme_fonts(make, typeset, name, wanted):
    pdf = typeset(with_part(make(p(themed(name))), "word/theme/theme1.xml", THEME))
    assert [font for _, font in said(pdf)] == ([wanted] if wanted else [])


def test_a_theme_font_of_the_documents_east_asian_language(make, typeset):
    docx = make(p(themed("minorEastAsia")), settings='<w:themeFontLang w:eastAsia="ja-JP"/>')
    pdf = typeset(with_part(docx, "word/theme/theme1.xml", THEME))
    assert said(pdf) == [("pdf-skrift-anden", "Mincho")]


def test_a_theme_is_found_by_its_relation_or_not_at_all(make, typeset):
    docx = make(p(themed("minorHAnsi")), rels={"rId9": ("theme", "theme/tema.xml")})
    assert said(typeset(with_part(docx, "word/theme/tema.xml", THEME))) == [
        ("pdf-skrift-anden", "Verdana")]
    assert said(typeset(make(p(themed("minorHAnsi"))))) == [("pdf-skrift-anden", "Times New Roman")]


def test_another_theme_is_another_template(make, about, when):
    engine, docx = TypstEngine(), make(p(themed("minorHAnsi")))
    for name in ("Verdana", "Tahoma"):
        other = with_part(docx, "word/theme/theme1.xml", THEME.replace("Verdana", name))
        assert said(engine.pdf(other, metadata=about, timestamp=when)) == [("pdf-skrift-anden", name)]


def test_fonts_for_other_scripts_do_not_matter(make, typeset):
    east = '<w:rFonts w:eastAsia="SimSun" w:cs="Verdana" w:hint="eastAsia"/>'
    assert typeset(make(p(run("Kære Ida", "", east)))).warnings == ()


def test_attributes_of_other_names_are_not_confused(make, about, when):
    """What is remembered of one run must not be taken for another's."""
    engine = TypstEngine()
    for name, wanted in (("cs", []), ("ascii", ["Verdana"]), ("eastAsia", [])):
        pdf = engine.pdf(make(p(run("x", "", f'<w:rFonts w:{name}="Verdana"/>'))), metadata=about,
                         timestamp=when)
        assert [font for _, font in said(pdf)] == wanted


@pytest.mark.parametrize("name", [
    '"); panic("x', "a\\&quot;b", "$x$", "Arimo&quot;, &quot;x", "#eval", "x" * 5000, "\u202eabc"])
def test_a_dangerous_name_is_only_a_name(make, typeset, name):
    pdf = typeset(make(p(run("ord", name.replace('"', "&quot;")))))
    (code, shown), = said(pdf)
    assert code == "pdf-skrift-anden"
    assert len(str(shown)) <= 60
    assert drawn(pdf) == {"Arimo-Regular"}


def test_a_dangerous_name_in_a_file_is_only_a_name(make, set_with, tmp_path):
    odd = 'Skrift"); panic("x'
    font(tmp_path / "a.ttf", odd)
    pdf = set_with(make(p(run("ord", odd.replace('"', "&quot;")))), tmp_path)
    assert pdf.warnings == ()
    assert len(drawn(pdf)) == 1
    assert not any(name.startswith("Arimo") for name in drawn(pdf))


@pytest.mark.parametrize(("text", "wanted"), [
    ("Łukasz Žižek Đặng", {"Arimo-Regular"}), ("Олена Шевченко", {"Arimo-Regular"}),
    ("\u2610 \u2611 \u2612", {"DejaVuSansMono"}), (ARABIC, {"Amiri-Regular"}),
    (HEBREW, {"Arimo-Regular"}), ("\u2e43", {"NotoSans-Regular"}), ("\u2155", {"NotoSans-Regular"}),
])
def test_characters_arial_lacks_come_from_named_fonts(make, typeset, read, about, text, wanted):
    docx = make(p(run(f"Kære {text}, velkommen.")))
    pdf = typeset(docx)
    assert drawn(pdf) == {"Arimo-Regular"} | wanted
    assert check_pdf(docx, pdf, about) == ()
    assert all(word in read(pdf)[0] for word in text.split())


NAMES = ["محمد", "الأحمد", "يوسف", "زينب", "خالد", "شيماء", "إبراهيم", "آمنة", "رؤى", "هانئ", "بلال",
         "ثريا", "ضياء", "ظافر", "غسان", "ذكرى", "پروین", "گلاب", "چیمن", "ژیان", "ێ", "ۆ", "ڕ", "ڵ",
         "الله", "۱۲۳", "١٢٣", "לאה", "יצחק"]
"""Names from several countries: joined letters, letters with dots, ligatures, figures."""


@pytest.mark.parametrize("name", NAMES)
def test_a_name_reads_as_it_was_written(make, typeset, read, name):
    pdf = typeset(make(p(run(f"Kære {name}."))))
    assert name in read(pdf)[0].replace(" ", "")
    assert pdf.warnings == ()


def test_a_letter_with_arabic_names_keeps_its_words(make, typeset, about):
    docx = make(p(run("Barnets navn er ") + run(ARABIC, "", "<w:b/>") + run(" (født 2019).")) + p(run(
        f"Til {ARABIC} ({HEBREW}), {NAMES[1]}, {NAMES[2]} og andre i Solbæk Kommune, " * 6)) + p(
        run(" ".join(NAMES) * 3)), running={"header default": p(run(f"Sag om {NAMES[4]}"))})
    assert check_pdf(docx, typeset(docx), about) == ()


@pytest.mark.parametrize("other", [NAMES[1], f"{NAMES[0]} {NAMES[1]}", "", f"{NAMES[0]} er"])
def test_another_arabic_name_is_found(make, typeset, about, other):
    docx, wrong = make(p(run(f"Kære {NAMES[0]}."))), make(p(run(f"Kære {other}.")))
    assert {problem.code for problem in check_pdf(docx, typeset(wrong), about)} <= {
        "pdf-kontrol-tekst-mangler", "pdf-kontrol-tekst-ekstra"}
    assert check_pdf(docx, typeset(wrong), about) != ()


@pytest.mark.parametrize("text", ["\u2610", ARABIC, HEBREW, "\u2155", "Олена"])
@pytest.mark.parametrize("spacing", ["", '<w:spacing w:line="360"/>',
                                     '<w:spacing w:line="400" w:lineRule="exact"/>'])
def test_another_font_does_not_change_the_line(make, typeset, glyphs, text, spacing):
    def distances(middle: str) -> list[float]:
        found = glyphs(typeset(make(p(run("A"), spacing) + p(run("B " + middle), spacing)
                                    + p(run("C"), spacing))))
        places = [found[letter][0][1] for letter in "ABC"]
        return [one - other for one, other in itertools.pairwise(places)]
    assert distances(text) == pytest.approx(distances("x"), abs=0.01)


def test_a_folders_fonts_have_the_last_word(make, set_with, tmp_path):
    """A script no built-in font has comes from a font of the folder that says it has it."""
    font(tmp_path / "a.ttf", "Etiopisk", letters="\u1208\u1209", ulUnicodeRange3=1 << 11)
    font(tmp_path / "b.ttf", "Latinsk", letters="\u120a", ulUnicodeRange1=1)
    docx = make(p(run("Navn: \u1208\u1209")))
    assert drawn(set_with(docx, tmp_path)) == {"Arimo-Regular", "Etiopisk-Regular"}
    with pytest.raises(DocumentRefused, match="pdf-tegn"):
        set_with(docx)
    with pytest.raises(DocumentRefused, match="pdf-tegn"):
        set_with(make(p(run("\u120a"))), tmp_path)


def test_a_folder_changes_no_letter_that_does_not_ask(make, set_with, tmp_path):
    docx = make(p(run(f"Kære Ida \u2610 {ARABIC}")))
    font(tmp_path / "a.ttf", "Arimo", width=900)
    font(tmp_path / "b.ttf", "Carlito", width=900)
    font(tmp_path / "c.ttf", "DejaVu Sans Mono", letters="\u2610", width=900)
    assert set_with(docx, tmp_path).data == set_with(docx).data


def test_fonts_are_set_the_same_in_any_order_and_thread(make, set_with, tmp_path, about, when):
    for name in ("Carlito", "Caladea", "Tinos"):
        font(tmp_path / f"{name}.ttf", name)
        font(tmp_path / f"{name}-2.ttf", name, width=700)
    letters = [make(p(run(f"Kære {name}", name) + run(ARABIC, name)))
               for name in ("Calibri", "Cambria", "Times New Roman", "Arial")] * 3
    engine = TypstEngine(tmp_path)
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(
            lambda docx: engine.pdf(docx, metadata=about, timestamp=when).data, letters))
    assert made == [set_with(docx, tmp_path).data for docx in letters]


@pytest.mark.parametrize(("content", "code"), [
    (b"wOFF" + bytes(60), "skrift-webskrift"), (b"wOF2" + bytes(60), "skrift-webskrift"),
    (b"", "skrift-ulaeselig"), (b"\x00\x01\x00\x00", "skrift-ulaeselig"),
    (b"ttcf" + b"\xff" * 40, "skrift-ulaeselig"), (b"ttcf\0\1\0\0\0\0\0\1" + bytes(40),
                                                 "skrift-ulaeselig"),
    (b"OTTO\0\1" + b"\xff" * 200, "skrift-ulaeselig"), (b"Almindelig tekst" * 9, "skrift-ulaeselig"),
])
def test_a_file_that_is_no_font_is_named(tmp_path, content, code):
    font(tmp_path / "god.ttf", "Carlito")
    (tmp_path / "under").mkdir()
    (tmp_path / "under" / "skidt.otf").write_bytes(content)
    (tmp_path / "web.woff2").write_bytes(b"wOF2")
    with pytest.raises(TemplateError) as caught:
        TypstEngine(tmp_path)
    assert [(problem.path, problem.code) for problem in caught.value.problems] == [
        ("under/skidt.otf", code), ("web.woff2", "skrift-webskrift")]


@pytest.mark.parametrize("cut", [13, 60, 200, 900, -500])
def test_half_a_font_is_named(tmp_path, cut):
    path = font(tmp_path / "halv.ttf", "Carlito")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(TemplateError, match="skrift-ulaeselig"):
        TypstEngine(tmp_path)


def test_a_font_with_broken_tables_is_named_or_read(tmp_path, make, set_with):
    """Whatever bytes are wrong, there is a message or a PDF."""
    whole = font(tmp_path / "x.ttf", "Carlito").read_bytes()
    docx = make(p(run("Kære Ida", "Calibri")))
    for at in range(0, len(whole), max(len(whole) // 60, 1)):
        (tmp_path / "x.ttf").write_bytes(whole[:at] + b"\xff" * 8 + whole[at + 8:])
        with contextlib.suppress(TemplateError, DocumentRefused):
            assert set_with(docx, tmp_path).pages == 1


def test_a_huge_file_is_named(tmp_path, monkeypatch):
    font(tmp_path / "stor.ttf", "Carlito")
    monkeypatch.setattr("pipeline.pdf.fonts.files.MAX_BYTES", 100)
    with pytest.raises(TemplateError, match="skrift-for-stor"):
        Library(tmp_path)
    monkeypatch.setattr("pipeline.pdf.fonts.files.MAX_FILES", 0)
    with pytest.raises(TemplateError, match="skrift-for-mange"):
        Library(tmp_path)


def test_a_nameless_font_is_named_by_its_file(tmp_path):
    font(tmp_path / "x.ttf", " ")
    with pytest.raises(TemplateError, match="skrift-ulaeselig"):
        Library(tmp_path)


@pytest.mark.parametrize("licence", [0x0002, 0x0100, 0x0200, 0x0104])
def test_a_font_its_maker_closes_is_refused_by_name(make, set_with, tmp_path, licence):
    font(tmp_path / "a.ttf", "Lukket Skrift", fsType=licence)
    with pytest.raises(DocumentRefused) as caught:
        set_with(make(p(run("ord", "Lukket Skrift"))), tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["pdf-skrift-lukket"]
    assert "Lukket Skrift" in str(caught.value.problems[0].message)
    assert set_with(make(p(run("ord"))), tmp_path).warnings == ()


@pytest.mark.parametrize("licence", [0, 4, 8, 6])
def test_a_font_that_may_be_embedded_is_used(tmp_path, licence):
    font(tmp_path / "a.ttf", "Åben Skrift", fsType=licence)
    assert Library(tmp_path).choose("åben skrift").verdict == "own"


def test_other_files_and_hidden_ones_are_left_alone(tmp_path):
    (tmp_path / "LICENS.txt").write_text("Fri til brug")
    (tmp_path / "._a.ttf").write_bytes(b"Mac")
    (tmp_path / "mappe.ttf").mkdir()
    assert Library(tmp_path).choose("Calibri").verdict == "stand-in"


def test_an_engine_for_each_folder_until_it_changes(tmp_path):
    font(tmp_path / "a.ttf", "Carlito")
    first = engines.engine("typst", tmp_path)
    assert engines.engine("typst", tmp_path) is first
    assert engines.engine("typst") is not first
    assert engines.engine("typst", tmp_path, quoting=True) is not first
    font(tmp_path / "b.ttf", "Caladea")
    assert engines.engine("typst", tmp_path) is not first
    assert isinstance(engines.engine("libreoffice", tmp_path), LibreOfficeEngine)
    assert engines.engine("libreoffice", tmp_path) is engines.engine("libreoffice")


def test_the_other_engine_is_asked_with_the_same_fonts(make, tmp_path, about, when):
    font(tmp_path / "a.ttf", "Carlito")
    pdf = engines.engine("auto", tmp_path).pdf(make(p(run("ord", "Calibri"))), metadata=about,
                                               timestamp=when)
    assert (pdf.engine, pdf.warnings) == ("typst", ())


def test_the_fonts_of_a_document_with_their_verdicts(make, tmp_path):
    font(tmp_path / "a.ttf", "Carlito")
    font(tmp_path / "b.ttf", "Kommunens Skrift")
    styles = ('<w:style w:type="paragraph" w:styleId="S"><w:name w:val="s"/><w:rPr><w:rFonts '
              'w:ascii="Calibri"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Ubrugt">'
              '<w:name w:val="u"/><w:rPr><w:rFonts w:ascii="Verdana"/></w:rPr></w:style>')
    body = (p(run("ord")) + p(run("ord"), '<w:pStyle w:val="S"/>') + p(
        run("ord", "Kommunens Skrift") + run(" ", "Tahoma") + run("\u2612", "MS Gothic")
        + run("ord", "Aptos") + run("ord", "Aptos", "<w:b/>") + run("x", "Georgia", "<w:vanish/>")))
    docx = make(body, styles=styles, running={"header default": p(run("ord", "Wingdings"))})
    assert [(each.name, each.verdict, each.shown) for each in fonts_of(docx, tmp_path)] == [
        ("Arial", "twin", "Arimo"), ("Calibri", "twin", "Carlito"),
        ("Kommunens Skrift", "own", "Kommunens Skrift"), ("Aptos", "stand-in", "Arimo"),
        ("Wingdings", "symbol", "")]


def test_each_kind_of_stand_in_is_always_there():
    library = Library()
    for kind, names in STAND_INS.items():
        assert library.choose("Ukendt", kind=kind).shown == names[-1]


def test_long_words_stay_on_the_page_in_a_wide_font(make, set_with, glyphs, tmp_path):
    font(tmp_path / "a.ttf", "Liberation Mono", letters=LETTERS, width=600)
    pdf = set_with(make(p(run("i" * 120 + "Z", "Courier New"))), tmp_path)
    assert glyphs(pdf)["Z"][0][2] < 11906 / 20 - 56


@pytest.mark.parametrize("language", ["", "dansk", "DA", "da_DK", "d", 'da"', "da-dk", "x-klingon"])
def test_a_language_that_is_none_is_refused(make, engine, when, language):
    with pytest.raises(DocumentRefused) as caught:
        engine.pdf(make(p(run("x"))), metadata=Metadata("A", "B", "", language), timestamp=when)
    assert [problem.code for problem in caught.value.problems] == ["pdf-metadata"]


@pytest.mark.parametrize("order", [("\u2612", "ja"), ("ja", "\u2612")])
def test_boxes_of_an_odd_font_are_not_told_of_and_words_are(make, about, when, order):
    """Two letters of one shape: what is said of one is not said of the other."""
    engine = TypstEngine()
    found = [said(engine.pdf(make(p(run(text, "MS Gothic"))), metadata=about, timestamp=when))
             for text in order]
    assert found == [[] if text == "\u2612" else [("pdf-skrift-anden", "MS Gothic")]
                     for text in order]


@pytest.fixture
def own_templates(tmp_path: Path) -> Path:
    """The built-in templates with a letterhead in the kommune's own font, and a folder of fonts."""
    folder = tmp_path / "egne"
    shutil.copytree(ROOT / "templates", folder)
    for letterhead in (folder / "brevpapir").glob("*.docx"):
        docx = Docx.read(letterhead.read_bytes())
        letterhead.write_bytes(pack({name: data.replace(b'"Arial"', b'"Kommunens Skrift"')
                                     for name, data in docx.parts.items()}))
    return folder


def test_letters_wear_the_fonts_beside_their_templates(own_templates):
    sag = sample("alma-to-hjem")
    job = job_for(sag, "revurdering", templates=own_templates, formats=("pdf",))
    missing = produce(sag, job)
    assert {"pdf-skrift-anden"} <= {each.code for letter in missing for each in letter.warnings}
    before = render_key(sag, job)
    for style in ("Regular", "Bold", "Italic", "Bold Italic"):
        font(own_templates / "skrifter" / f"{style}.ttf", "Kommunens Skrift", style=style)
    assert render_key(sag, job) != before
    for letter in produce(sag, job):
        assert b"KommunensSkrift-Regular" in letter.files["pdf"]
        assert not [each for each in letter.warnings if each.code.startswith("pdf-skrift")]
    (own_templates / "skrifter" / "skidt.ttf").write_bytes(b"skidt")
    with pytest.raises(TemplateError, match="skrift-ulaeselig"):
        produce(sag, job)


def test_the_command_takes_a_folder_of_fonts(make, tmp_path):
    (tmp_path / "brev.docx").write_bytes(pack({
        "[Content_Types].xml": b"", **make(p(run("Kommune", "Calibri"))).parts}))
    font(tmp_path / "skrifter" / "a.ttf", "Carlito")

    def command(*more: str) -> tuple[int, list[str]]:
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "pdf", str(tmp_path / "brev.docx"), "--out",
             str(tmp_path), "--json", *more], capture_output=True, cwd=ROOT)
        found = json.loads(done.stdout)[0]["problemer"] if done.stdout else []
        return done.returncode, [each["code"] for each in found]

    assert command() == (0, ["pdf-skrift-anden"])
    assert command("--fonts", str(tmp_path / "skrifter")) == (0, [])
    assert command("--fonts", str(tmp_path / "findes-ikke")) == (2, [])
    (tmp_path / "skrifter" / "b.woff").write_bytes(b"wOFF")
    assert command("--fonts", str(tmp_path / "skrifter")) == (3, [])
