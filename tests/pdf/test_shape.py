"""Letters of one shape: walked once, and yet each is as if it had been walked alone."""

from __future__ import annotations

import pytest

from pipeline.letters import checked, prepared
from pipeline.pdf.setting import document
from pipeline.pdf.setting.engine import TypstEngine
from pipeline.pdf.setting.shape import shape
from pipeline.pdf.word.refusal import Refusals
from pipeline.tools import template_of
from tests.conftest import job_for, sample, sample_kinds

MAIN = "word/document.xml"
WIDE = "Speciallægeerklæringsindhentningsbekræftelser" * 3
NUMBERED = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="360" w:hanging="360"/>
</w:pPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"""


def p(*texts: str, run: str = "", properties: str = "") -> str:
    runs = "".join(f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
                   for text in texts)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def cell(*texts: str) -> str:
    return ('<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>'
            + "".join(map(p, texts)) + "</w:tc>")


def body(word: str) -> str:
    """A body with something of each kind, its words not always the same."""
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return (p("Brev", properties='<w:pStyle w:val="H1"/>')
            + p("Kære ", word, " ", "og ", word, run="<w:b/>")
            + p(word, properties=item) + p("fast", properties=item)
            + f"<w:tbl><w:tblPr/><w:tr>{cell(word, 'to')}{cell('tre', word)}</w:tr></w:tbl>"
            + f"<w:p><w:r><w:t>  {word}\n </w:t><w:tab/><w:t>{word}</w:t><w:br/>"
              f"<w:t>slut</w:t></w:r></w:p>")


@pytest.fixture
def both(monkeypatch):
    """The source of a document by its shape, and by a walk of its own, after what it shares."""
    engine = TypstEngine()

    def source(docx, about):
        template = engine._templates.get(docx)
        whole = document.source(docx, template, engine._store, engine._heights, about).code
        return whole.partition("#show: set-up")[2]

    def two(docx, about):
        by_shape = source(docx, about)
        with monkeypatch.context() as patch:
            patch.setattr(document, "shape", lambda _: None)
            return by_shape, source(docx, about)

    two.engine = engine
    return two


def by_shape(engine, docx) -> bool:
    """Whether the document's shape is one that is walked once."""
    template = engine._templates.get(docx)
    return bool(document._known(document.Context(docx, template, Refusals(), engine._store)))


@pytest.mark.parametrize(("name", "kind"), sample_kinds())
def test_the_letters_of_a_sample(both, about, name, kind):
    sag = sample(name)
    job = job_for(sag, kind)
    case, settings, _ = checked(sag, job)
    for letter in prepared(case, settings, job):
        docx = template_of(letter.kind, letter.author, job.templates).render(letter.context)
        one, other = both(docx, about)
        assert one == other
        assert by_shape(both.engine, docx)


@pytest.mark.parametrize("word", [
    "Ida", "Zoé", "a &amp; b", "&lt;b&gt; &#39;x&#39; &#34;y&quot;", "\\ \" #panic() $x$ *f* @l",
    "27.\u00a0maj", "\u00a0x\u00a0", " x ", "en\u00adto", "\u202etil", "æ\u0301", "to  ord", "; {",
    WIDE, "kort", "a" * 29, "a" * 30, "1\n2", "x\t", "&amp;lt;", "\U0001d538", "\ue000",
])
def test_any_words(make, both, about, word):
    shaped = make(body("Alma"), numbering=NUMBERED)
    assert by_shape(both.engine, shaped)
    one, other = both(make(body(word), numbering=NUMBERED), about)
    assert one == other


@pytest.mark.parametrize("word", ["a&#10;b", "a&#x41;", "a]]&gt;", "<![CDATA[a]]>", "<!-- -->a",
                                  "\U000f0000", " ", "\u00a0", "&#160;", "", "\u2003", "a\r\nb"])
def test_words_that_are_not_told_from_the_shape_are_walked(make, both, about, word):
    one, other = both(make(body(word), numbering=NUMBERED), about)
    assert one == other


@pytest.mark.parametrize(("run", "word"), [
    ("<w:caps/>", "Æble"), ("<w:smallCaps/>", "Æble"), ("<w:vanish/>", "Æble"),
    ('<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol"/>', "☐")])
def test_looks_that_depend_on_the_words(make, both, about, run, word):
    docx = make(p("før", run="<w:i/>") + p(word, run=run))
    one, other = both(docx, about)
    assert one == other
    assert not by_shape(both.engine, docx)


def test_a_field_that_takes_its_text_away(make, both, about):
    field = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>'
    one, other = both(make(field + p("Ida")), about)
    assert one == other


def test_two_words_that_make_one_word_too_wide_for_its_cell(make, both, about):
    def table(first, second):
        return ('<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>'
                + p(first, second) + "</w:tc></w:tr></w:tbl>" + p("x"))

    assert by_shape(both.engine, make(table("kort", "e")))
    docx = make(table("a" * 20, "b" * 20))
    one, other = both(docx, about)
    assert "brk(" in one
    assert one == other


def test_a_shape_keeps_no_words(make, engine, about, when):
    docx = make(p("Hemmelighed") + p("Ida"))
    engine.pdf(docx, metadata=about, timestamp=when)
    known = engine._templates.get(docx).shapes._known
    assert known
    assert "Hemmelighed" not in repr(list(known.items()))


def test_a_refusal_names_its_place_in_every_letter(make, refusals):
    bad = '<w:p><w:r><w:t>x</w:t></w:r><w:ins w:id="1"><w:r><w:t>y</w:t></w:r></w:ins></w:p>'
    for word in ("Ida", "Ea"):
        assert refusals(make(p(word) + bad)) == [
            ("pdf-sporede-aendringer", f"{MAIN}, afsnit 2")]


def test_another_link_or_picture_is_another_shape(make, typeset, both, about):
    link = '<w:p><w:hyperlink r:id="rLi"><w:r><w:t>her</w:t></w:r></w:hyperlink></w:p>'
    for target in ("https://example.org/a", "https://example.org/b"):
        one, other = both(make(link, rels={"rLi": ("hyperlink", target)}), about)
        assert target in one
        assert one == other


def test_what_is_not_plain_xml_has_no_shape():
    inside = '<w:t>Ida</w:t>'
    assert shape(f"<w:p>{inside}</w:p>".encode()) is not None
    assert shape(f'<?xml version="1.0" encoding="UTF-8"?><w:p>{inside}</w:p>'.encode()) is not None
    for data in (f'<?xml version="1.0" encoding="latin-1"?><w:p>{inside}</w:p>'.encode("latin-1"),
                 f"<!DOCTYPE x><w:p>{inside}</w:p>".encode(),
                 f"<w:p>{inside}</w:p>".encode("utf-16"),
                 b"<w:p><w:t>\xff</w:t></w:p>", b""):
        assert shape(data) is None


def test_words_that_stay_in_the_shape_are_noticed():
    for tag, whole in (("<w:t>", True), ('<w:t xml:space="preserve">', True),
                       ('<w:t xml:space="default">', False)):
        found = shape(f"<w:p>{tag}Ida</w:t></w:p>".encode())
        assert found is not None
        assert found.whole is whole
