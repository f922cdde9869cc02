"""The engine as a whole: the same bytes everywhere, in threads, with metadata and attachments."""

from __future__ import annotations

import datetime as dt
import io
import multiprocessing
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pikepdf
import pytest

from pipeline.docx.package import Docx
from pipeline.pdf import Attachment, Metadata
from pipeline.pdf.fonts import Library
from pipeline.pdf.setting.engine import TypstEngine
from pipeline.pdf.setting.template import Templates, shared_key


def letter(make, name: str, paragraphs: int = 3) -> Docx:
    return make("".join(
        f'<w:p><w:pPr><w:spacing w:after="120"/></w:pPr><w:r><w:t>{name} {number}</w:t></w:r>'
        '<w:r><w:rPr><w:b/></w:rPr><w:t> fed</w:t></w:r></w:p>' for number in range(paragraphs)))


def _set(docx: Docx, about: Metadata, when: dt.datetime) -> bytes:
    return TypstEngine().pdf(docx, metadata=about, timestamp=when).data


def test_the_same_document_gives_the_same_bytes(make, about, when):
    docx, other = letter(make, "Ida"), letter(make, "Bo", 40)
    engine = TypstEngine()
    first = engine.pdf(docx, metadata=about, timestamp=when).data
    engine.pdf(other, metadata=about, timestamp=when)
    assert engine.pdf(docx, metadata=about, timestamp=when).data == first
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        assert pool.submit(_child, docx.data, about, when).result(60) == first


def _child(data: bytes, about: Metadata, when: dt.datetime) -> bytes:
    return _set(Docx.read(data), about, when)


def test_threads_share_one_engine(make, about, when):
    letters = [letter(make, f"navn{number}", 5 + number % 3) for number in range(24)]
    engine = TypstEngine()
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(
            lambda docx: engine.pdf(docx, metadata=about, timestamp=when).data, letters))
    alone = TypstEngine()
    assert made == [alone.pdf(docx, metadata=about, timestamp=when).data for docx in letters]


def test_threads_that_come_and_go_share_a_compiler(make, about, when):
    engine = TypstEngine()
    for number in range(3):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(engine.pdf, letter(make, f"navn{number}"), metadata=about,
                        timestamp=when).result()
    assert len(engine._idle) == 1


def test_the_pdf_says_what_it_is(make, about, when, engine):
    pdf = engine.pdf(letter(make, "Ida"), metadata=about, timestamp=when)
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        assert str(document.Root.Lang) == "da"
        assert bool(document.Root.MarkInfo.Marked)
        with document.open_metadata() as meta:
            assert meta["dc:title"] == about.title
            assert meta["dc:description"] == about.subject
            assert meta["dc:creator"] == [about.author]
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
            assert meta["pdfuaid:part"] == "1"
            assert meta["xmp:CreateDate"].startswith("2026-03-02T09:00:00")


def test_other_languages_and_dates_are_kept(make, engine):
    when = dt.datetime(2025, 12, 31, 23, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    pdf = engine.pdf(letter(make, "Ida"), metadata=Metadata("A", "B", "", "en-GB"),
                     timestamp=when)
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        assert str(document.Root.Lang) == "en-GB"


def test_a_timestamp_needs_its_time_zone(make, engine, about):
    with pytest.raises(ValueError, match="time zone"):
        engine.pdf(letter(make, "Ida"), metadata=about, timestamp=dt.datetime(2026, 1, 1))  # noqa: DTZ001


def test_attachments_go_into_pdf_a_3(make, engine, about, when):
    file = Attachment("sag.json", b'{"x": "\xc3\xa6 \\" #"}', "application/json", "Sagens data")
    pdf = engine.pdf(letter(make, "Ida"), metadata=about, timestamp=when,
                     standard=("ua-1", "a-3a"), attachments=[file])
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        found = document.attachments["sag.json"]
        assert found.get_file().read_bytes() == file.data
        assert found.description == "Sagens data"
        with document.open_metadata() as meta:
            assert meta["pdfaid:part"] == "3"


def test_metadata_is_text_whatever_it_holds(make, engine, when, read):
    odd = Metadata('"), panic("x', 'a\\" #eval', "$x$ \\u{41}")
    pdf = engine.pdf(letter(make, "Ida"), metadata=odd, timestamp=when)
    with pikepdf.open(io.BytesIO(pdf.data)) as document, document.open_metadata() as meta:
        assert meta["dc:title"] == odd.title
        assert meta["dc:description"] == odd.subject


def test_pages_are_counted(make, engine, about, when):
    pages = "".join('<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>s</w:t></w:r></w:p>'
                    for _ in range(37))
    assert engine.pdf(make(pages), metadata=about, timestamp=when).pages == 37


def test_templates_are_remembered_within_bounds(make):
    templates = Templates(Library(), 2)
    documents = [make("", styles=f'<w:style w:type="paragraph" w:styleId="S{number}"/>')
                 for number in range(3)]
    first = templates.get(documents[0])
    assert templates.get(make("<w:p/>", styles='<w:style w:type="paragraph" w:styleId="S0"/>')
                         ) is first
    templates.get(documents[1])
    templates.get(documents[2])
    assert templates.get(documents[0]) is not first
    assert len({shared_key(docx) for docx in documents}) == 3


def test_a_template_key_is_taken_at_its_word(make):
    templates = Templates(Library())
    one, other = make("<w:p/>"), make("<w:p/>", styles="<w:style w:styleId='x'/>")
    keyed = [Docx(docx.data, docx.parts, "brev-1") for docx in (one, other)]
    assert templates.get(keyed[0]) is templates.get(keyed[1])


def test_importing_the_contract_loads_no_engine():
    code = ("import sys, pipeline.pdf; "
            "assert not {'typst', 'lxml', 'pypdfium2'} & set(sys.modules), sys.modules.keys()")
    subprocess.run([sys.executable, "-c", code], check=True)
