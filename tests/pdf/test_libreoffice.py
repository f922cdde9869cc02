"""The LibreOffice engine, with the real program: what it makes, what it refuses, what it leaves."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx as docx_library
import pikepdf
import pytest

from pipeline.docx.package import Docx, pack
from pipeline.errors import DocumentRefused, MachineError
from pipeline.flow import produce, warnings_of
from pipeline.pdf import Attachment, Metadata, Pdf, engines
from pipeline.pdf.engines import AutoEngine
from pipeline.pdf.office import running as office
from pipeline.pdf.office.libreoffice import LibreOfficeEngine
from pipeline.pdf.office.sealed import sealed
from pipeline.pdf.proof.check import check_pdf
from pipeline.pdf.setting.engine import TypstEngine
from tests.conftest import ROOT, job_for, sample

PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CORE = ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Gammel titel</dc:title>'
        "<dc:creator>Hemmelig Forfatter</dc:creator></cp:coreProperties>")
NOTES = ('<w:{0}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
         '<w:{0} w:id="2" w:author="Hemmelig Forfatter"><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:{0}>'
         "</w:{0}s>")

FILE = Attachment("sag.json", b'{"sagsnummer": "1"}', "application/json", "Sagens data")


def p(text: str, props: str = "") -> str:
    return f'<w:p><w:pPr>{props}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def row(*cells: str, head: bool = False) -> str:
    return ("<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if head else "") + "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{p(cell)}</w:tc>' for cell in cells)
        + "</w:tr>")


def table(*rows: str) -> str:
    return ('<w:tbl><w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr><w:tblGrid>'
            '<w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>' + "".join(rows) + "</w:tbl>")


TEXT_BOX = (
    '<w:p><w:r><w:pict><v:shape style="width:200pt;height:60pt" type="#_x0000_t202"><v:textbox>'
    f"<w:txbxContent>{p('Det her står i en boks.')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</w:r></w:p>")
LETTER = (p("Afgørelse", style("H1")) + p("Vi har truffet en afgørelse om Ærø, ½ og €.")
          + p("Hvorfor", style("H4"))
          + table(row("Mål", "Nået", head=True), row("Går på trapper", "Ja"))
          + p("Med venlig hilsen") + table(row("Ida Iversen", "Solbæk Kommune")))


def word(docx: Docx, **more: str) -> Docx:
    """The document as a program that is strict about packages will open it."""
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{WORD}{kind}+xml"/>' for name, kind in (
            ("word/document.xml", "document.main"), ("word/styles.xml", "styles"),
            ("word/settings.xml", "settings"), ("word/comments.xml", "comments"))
        if name in docx.parts or name in more)
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            '<Override PartName="/docProps/core.xml" ContentType='
            f'"application/vnd.openxmlformats-package.core-properties+xml"/>{types}</Types>').encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}relationships">'
            f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="b" Type="{PACKAGE}relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>').encode(),
        "docProps/core.xml": CORE.encode(), **docx.parts,
        **{name: text.encode() for name, text in more.items()}}
    return Docx.read(pack(parts))


def relations(*rows: tuple[str, str, bool]) -> str:
    inner = "".join(
        f'<Relationship Id="x{number}" Type="{OFFICE}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if external else "/>")
        for number, (kind, target, external) in enumerate(rows))
    return f'<Relationships xmlns="{PACKAGE}relationships">{inner}</Relationships>'


def processes(folder: Path) -> list[tuple[int, str]]:
    """(id, command) of what still runs in a folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        # What has ended has no command line any more.
        with contextlib.suppress(OSError):
            command = place.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if str(folder) in command:
                found.append((int(place.parent.name), command))
    return found


def gone(folder: Path, seconds: float = 0) -> bool:
    """Whether neither processes nor files are left; sockets are named after the folder."""
    end = time.monotonic() + seconds
    while True:
        left = [*processes(folder), *(one for one in [folder, *office._sockets(folder)] if one.exists())]
        if not left or time.monotonic() > end:
            return not left
        time.sleep(0.1)


@pytest.fixture(scope="module")
def writer() -> Iterator[LibreOfficeEngine]:
    engine = LibreOfficeEngine()
    yield engine
    folder = engine._office.folder if engine._office else None
    engine.close()
    assert folder
    assert gone(folder)


@pytest.fixture
def put(writer: LibreOfficeEngine, about: Metadata, when: dt.datetime) -> Callable[[Docx], Pdf]:
    return lambda docx: writer.pdf(docx, metadata=about, timestamp=when)


@pytest.fixture(scope="module")
def letter(make: Any) -> Docx:
    comment = ('<w:p><w:commentRangeStart w:id="2"/><w:r><w:t>Kommenteret.</w:t></w:r>'
               '<w:commentRangeEnd w:id="2"/><w:r><w:commentReference w:id="2"/></w:r></w:p>')
    return word(make(LETTER + comment, rels={"rC": ("comments", "comments.xml"),
                                                 "rS": ("styles", "styles.xml")},
                     running={"footer default": p("Side")}),
                **{"word/comments.xml": NOTES.format("comment", "Hemmelig bemærkning")})


def test_a_letter_passes_the_last_check(
    put: Callable[[Docx], Pdf], letter: Docx, about: Metadata, tags: Callable[[Pdf], str],
) -> None:
    pdf = put(letter)
    assert check_pdf(letter, pdf, about) == ()
    assert (pdf.pages, pdf.engine, pdf.standard) == (1, "libreoffice", ("ua-1", "a-2b"))
    said = tags(pdf)
    assert [word for word in said.replace("(", " ").split() if word[0] == "H" and word[1:].isdigit()] \
        == ["H1", "H2"]
    assert said.count("Table") == 1
    assert said.count("TH(") == 2


def test_attachments_make_it_pdf_a_3_at_the_same_level(
    writer: LibreOfficeEngine, letter: Docx, about: Metadata, when: dt.datetime,
) -> None:
    pdf = writer.pdf(letter, metadata=about, timestamp=when, standard=("ua-1", "a-3a"),
                     attachments=[FILE])
    assert pdf.standard == ("ua-1", "a-3b")
    assert check_pdf(letter, pdf, about) == ()
    with pikepdf.open(io.BytesIO(pdf.data)) as document:
        (spec,) = document.Root.AF
        assert (str(spec.UF), str(spec.AFRelationship)) == (FILE.name, "/Data")
        assert str(spec.Desc) == FILE.description
        held = spec.EF.F
        assert (bytes(held.read_bytes()), str(held.Subtype)) == (FILE.data, "/application/json")
        assert str(held.Params.ModDate) == f"{when.astimezone(dt.UTC):D:%Y%m%d%H%M%SZ}"
        assert list(document.attachments) == [FILE.name]


def test_it_says_of_itself_what_we_say(
    put: Callable[[Docx], Pdf], letter: Docx, about: Metadata,
) -> None:
    with pikepdf.open(io.BytesIO(put(letter).data)) as pdf:
        assert str(pdf.docinfo["/Author"]) == about.author
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260302090000")
        assert str(pdf.docinfo["/Subject"]) == about.subject
        assert str(pdf.Root["/Lang"]) == "da"
        scopes = [tag["/A"] for tag in pdf.objects if isinstance(tag, pikepdf.Dictionary)
                  and tag.get("/S") == "/TH"]
        assert len(scopes) == 2
        assert all("Column" in repr(scope) for scope in scopes)
        streams = b"".join(one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)
                           and "/Width" not in one)
        everything = streams.decode("latin-1") + "".join(repr(one) for one in pdf.objects)
    assert "Hemmelig" not in everything
    assert "Gammel titel" not in everything


def test_a_promise_that_the_file_does_not_make_is_found(
    put: Callable[[Docx], Pdf], letter: Docx, about: Metadata,
) -> None:
    pdf = put(letter)
    for promise in (("ua-1", "a-2a"), ("ua-1", "a-3b")):
        found = check_pdf(letter, dataclasses.replace(pdf, standard=promise), about)
        assert [problem.code for problem in found] == ["pdf-kontrol-pdfa"]
    silent = pdf.data.replace(b"pdfuaid:part", b"pdfuaid:trap")
    assert [one.code for one in check_pdf(letter, dataclasses.replace(pdf, data=silent), about)] == [
        "pdf-kontrol-pdfua"]


def test_auto_hands_over_what_typst_refuses_and_says_so(
    writer: LibreOfficeEngine, engine: TypstEngine, make: Any, about: Metadata, when: dt.datetime,
) -> None:
    auto = AutoEngine(engine, writer)
    columns = word(make(p("Ord i spalter."), section='<w:cols w:num="2"/>'))
    pdf = auto.pdf(columns, metadata=about, timestamp=when)
    assert check_pdf(columns, pdf, about) == ()
    assert (pdf.engine, [one.code for one in pdf.warnings]) == ("libreoffice", ["pdf-libreoffice"])
    assert pdf.warnings[0].severity == "advarsel"
    assert "spalter" in str(pdf.warnings[0].message)
    plain = auto.pdf(word(make(p("Ord."))), metadata=about, timestamp=when)
    assert (plain.engine, plain.warnings) == ("typst", ())


def test_what_neither_engine_sets_is_refused_for_both_reasons(
    engine: TypstEngine, make: Any, about: Metadata, when: dt.datetime,
) -> None:
    docx = word(make(p("Ord i spalter."), section='<w:cols w:num="2"/>'))
    missing = LibreOfficeEngine(Path("/findes/ikke/soffice"))
    with pytest.raises(DocumentRefused) as refused:
        AutoEngine(engine, missing).pdf(docx, metadata=about, timestamp=when)
    assert [one.code for one in refused.value.problems] == ["pdf-spalter", "libreoffice-mangler"]


NOTE = '<w:r><w:{0}Reference w:id="{1}"/></w:r><w:r><w:t> videre.</w:t></w:r></w:p>'
PART = ('<w:{0}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:{0} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{0}>{1}</w:{0}s>')
SAID = ('<w:{0} w:id="{1}"><w:p><w:r><w:{0}Ref/></w:r><w:r><w:t xml:space="preserve"> Kilde {2}.</w:t>'
        "</w:r></w:p></w:{0}>")
FRAME = ('<w:framePr w:w="3000" w:hSpace="141" w:wrap="around" w:vAnchor="page" w:hAnchor="page" '
         'w:x="7000" w:y="1500"/>')
FLOATING = ('<w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="6000" '
            'w:tblpY="2000"/>')
LONG = "Et langt afsnit med mange ord, som fylder mere end en linje. " * 6


def noted(make: Any, kind: str) -> Docx:
    """Six paragraphs over two pages, each with a note."""
    body = "".join(p(LONG * 3).replace("</w:p>", NOTE.format(kind, number)) for number in range(2, 8))
    notes = "".join(SAID.format(kind, number, "abcdefgh"[number] * 3) for number in range(2, 8))
    docx = word(make(body + p("Slut."), rels={"rN": (f"{kind}s", f"{kind}s.xml")}),
                **{f"word/{kind}s.xml": PART.format(kind, notes)})
    types = docx.parts["[Content_Types].xml"].replace(b"</Types>", (
        f'<Override PartName="/word/{kind}s.xml" ContentType="{WORD}{kind}s+xml"/></Types>').encode())
    return Docx.read(pack({**docx.parts, "[Content_Types].xml": types}))


BESIDE = {
    "text box": {"body": p("Før.") + TEXT_BOX + p("Efter.")},
    "frame": {"body": p("Før.") + p("I ramme.", FRAME) + p("Efter.") * 4},
    "floating table": {"body": p("Før.") + table(row("a", "b")).replace("<w:tblPr>", FLOATING)
                           + p("Efter.") * 4},
    "columns": {"body": p(LONG) * 9, "section": '<w:cols w:num="2"/>'},
    "line numbers": {"body": p(LONG), "section": '<w:lnNumType w:countBy="1"/>'},
}


@pytest.mark.parametrize("what", [*BESIDE, "footnote", "endnote"])
def test_what_stands_beside_the_text_is_set_and_found_where_it_is_read(
    what: str, put: Callable[[Docx], Pdf], make: Any, about: Metadata,
) -> None:
    docx = word(make(**BESIDE[what])) if what in BESIDE else noted(make, what)
    pdf = put(docx)
    assert check_pdf(docx, pdf, about) == ()
    for old, new in (("Efter.", "Hvor."), ("Slut.", "Stop."), ("langt", "kort"), ("Kilde b", "Kilde x")):
        parts = {name: data.replace(old.encode(), new.encode()) for name, data in docx.parts.items()}
        if parts != docx.parts:
            assert check_pdf(Docx.read(pack(parts)), pdf, about)


PICTURE = ('<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="a"/>'
           "</wp:inline></w:drawing></w:r></w:p>")
FIELD = ('<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{}</w:instrText></w:r><w:r>'
         '<w:instrText>{}</w:instrText><w:fldChar w:fldCharType="end"/></w:r></w:p>')
REFUSED: dict[str, tuple[str, list[tuple[str, str, bool]], str, str]] = {
    "a picture from elsewhere": (
        p("A"), [("image", "https://eksempel.dk/a.png", True)], "pdf-udenfor",
        "word/_rels/header9.xml.rels"),
    "a file of the machine": (
        p("A"), [("oleObject", "file:///etc/hostname", True)], "pdf-udenfor",
        "word/_rels/header9.xml.rels"),
    "a file of another kind": (
        p("A"), [("aFChunk", "a.html", False)], "pdf-udenfor", "word/_rels/header9.xml.rels"),
    "a link that runs": (
        p("A"), [("hyperlink", "javascript:alert(1)", True)], "pdf-link",
        "word/_rels/header9.xml.rels"),
    "a field in pieces": (
        p("A") + FIELD.format(" INCLUDE", 'TEXT "/etc/passwd" '), [], "pdf-felt",
        "word/document.xml, afsnit 2"),
    "the day it is read": (
        p("A") + FIELD.format(" DATE ", ""), [], "pdf-felt", "word/document.xml, afsnit 2"),
    "deleted words": (
        '<w:p><w:del w:id="1"><w:r><w:delText>X</w:delText></w:r></w:del></w:p>', [],
        "pdf-sporede-aendringer", "word/document.xml, afsnit 1"),
    "a picture without words": (
        PICTURE, [], "pdf-billede-alternativ-tekst", "word/document.xml, afsnit 1"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_must_not_reach_libreoffice_is_refused_by_name_and_place(what: str, make: Any) -> None:
    body, rels, code, place = REFUSED[what]
    docx = word(make(body), **{"word/_rels/header9.xml.rels": relations(*rels)})
    with pytest.raises(DocumentRefused) as refused:
        sealed(docx)
    assert (code, place) in {(one.code, one.path) for one in refused.value.problems}
    assert len({one.code for one in refused.value.problems}) == 1


@pytest.mark.parametrize(("name", "data", "code"), [
    ("word/media/a.svg", '<svg xmlns="urn:s" xmlns:x="urn:x"><image x:href="file:///a.png"/></svg>',
     "pdf-udenfor"),
    ("word/media/a.png", '<svg xmlns="urn:s"><style>@import "http://a.dk";</style></svg>',
     "pdf-udenfor"),
    ("word/media/b.svgz", "\x1f\x8b", "pdf-billede-format"),
    ("word/settings.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "pdf-dtd"),
])
def test_a_part_that_reads_elsewhere_is_refused(name: str, data: str, code: str, make: Any) -> None:
    parts = {**word(make(p("A"))).parts, name: data.encode("latin-1")}
    with pytest.raises(DocumentRefused) as refused:
        sealed(Docx.read(pack(parts)))
    assert [(one.code, one.path) for one in refused.value.problems] == [(code, name)]


def test_the_template_a_letter_was_made_from_is_left_out(make: Any) -> None:
    rels = relations(("attachedTemplate", "file:///C:/Skabeloner/brev.dotx", True))
    given = word(make(p("A")), **{"word/_rels/settings.xml.rels": rels})
    assert b"brev.dotx" in given.parts["word/_rels/settings.xml.rels"]
    assert b"brev.dotx" not in Docx.read(sealed(given)).parts["word/_rels/settings.xml.rels"]


def test_one_office_serves_many_and_a_dead_one_is_replaced(
    writer: LibreOfficeEngine, put: Callable[[Docx], Pdf], letter: Docx,
) -> None:
    put(letter)
    first = writer._office
    assert first
    running = {number for number, args in processes(first.folder) if "soffice.bin" in args}
    put(letter)
    assert writer._office is first
    assert {number for number, args in processes(first.folder) if "soffice.bin" in args} == running
    warm = office.bridge(office.found()) is not None
    assert len(running) == int(warm)
    for number, _ in processes(first.folder):
        os.kill(number, signal.SIGKILL)
    assert put(letter).pages == 1
    assert writer._office is not first
    assert gone(first.folder)


def test_a_document_that_stands_still_is_given_up_and_the_next_is_made(
    letter: Docx, about: Metadata, when: dt.datetime,
) -> None:
    engine = LibreOfficeEngine(limit=20)
    try:
        engine.pdf(letter, metadata=about, timestamp=when)
        stopped = engine._office
        assert stopped
        for number, _ in processes(stopped.folder):
            os.kill(number, signal.SIGSTOP)
        stopped._limit = 0.3
        with pytest.raises(DocumentRefused) as refused:
            engine.pdf(letter, metadata=about, timestamp=when)
        assert [one.code for one in refused.value.problems] == ["pdf-libreoffice-stoppet"]
        assert gone(stopped.folder)
        assert engine.pdf(letter, metadata=about, timestamp=when).pages == 1
    finally:
        engine.close()


def test_a_broken_document_is_refused_and_the_office_stays(
    writer: LibreOfficeEngine, put: Callable[[Docx], Pdf], letter: Docx,
) -> None:
    put(letter)
    running = writer._office
    broken = {**letter.parts, "[Content_Types].xml": b'<Types xmlns="urn:ingen"/>',
              "_rels/.rels": f'<Relationships xmlns="{PACKAGE}relationships"/>'.encode()}
    with pytest.raises(DocumentRefused) as refused:
        put(Docx.read(pack(broken)))
    assert [one.code for one in refused.value.problems] == ["pdf-libreoffice-afvist"]
    assert writer._office is running
    assert put(letter).pages == 1


def test_without_the_bridge_it_does_the_same_more_slowly(
    letter: Docx, about: Metadata, when: dt.datetime, read: Callable[[Pdf], list[str]],
    put: Callable[[Docx], Pdf],
) -> None:
    engine = LibreOfficeEngine(warm=False, renewed=1)
    pdf = engine.pdf(letter, metadata=about, timestamp=when)
    first = engine._office
    assert check_pdf(letter, pdf, about) == ()
    assert read(pdf) == read(put(letter))
    engine.pdf(letter, metadata=about, timestamp=when)
    assert first
    assert engine._office is not first
    assert gone(first.folder)
    engine.close()


LEFT = """
import datetime as dt, os, signal, sys
from pathlib import Path
from pipeline.docx.package import Docx
from pipeline.pdf import Metadata
from pipeline.pdf.office.libreoffice import LibreOfficeEngine
engine = LibreOfficeEngine()
engine.pdf(Docx.read(Path(sys.argv[1]).read_bytes()), metadata=Metadata("Brev", "Kommune"),
           timestamp=dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
print(engine._office.folder, flush=True)
if sys.argv[2] == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("how", ["ended", "killed"])
def test_nothing_outlives_the_program(how: str, letter: Docx, tmp_path: Path) -> None:
    (tmp_path / "brev.docx").write_bytes(letter.data)
    done = subprocess.run([sys.executable, "-c", LEFT, str(tmp_path / "brev.docx"), how],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == (0 if how == "ended" else -signal.SIGKILL), done.stderr
    folder = Path(done.stdout.strip())
    assert folder.parent.name.startswith("hjemmetraening-")
    assert gone(folder, 0 if how == "ended" else 10)


def test_a_machine_without_libreoffice_is_told_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, letter: Docx, about: Metadata, when: dt.datetime, tmp_path: Path,
) -> None:
    old = tmp_path / "soffice"
    old.write_text("#!/bin/sh\necho LibreOffice 6.4.7.2 40\n", encoding="utf-8")
    old.chmod(0o700)
    mute = tmp_path / "mute"
    mute.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    mute.chmod(0o700)
    monkeypatch.setattr(office, "PLACES", ())
    monkeypatch.setattr(office.shutil, "which", lambda _: None)
    for program, code in ((None, "libreoffice-mangler"), (old, "libreoffice-gammel"),
                          (mute, "libreoffice-mangler")):
        with pytest.raises(MachineError) as lacking:
            LibreOfficeEngine(program).pdf(letter, metadata=about, timestamp=when)
        assert [one.code for one in lacking.value.problems] == [code]
        assert "apt install libreoffice-writer" in str(lacking.value.problems[0].remedy)


@pytest.mark.parametrize(("wish", "code"), [
    ({"standard": ("ua-1", "a-4f")}, "pdf-standard"),
    ({"attachments": [FILE]}, "pdf-vedhaeftning"),
    ({"attachments": [FILE, FILE], "standard": ("ua-1", "a-3a")}, "pdf-vedhaeftning-navn"),
    ({"metadata": Metadata(" ", "Kommune")}, "pdf-metadata"),
])
def test_what_it_cannot_make_is_refused_before_it_starts(
    wish: dict[str, Any], code: str, letter: Docx, about: Metadata, when: dt.datetime,
) -> None:
    engine = LibreOfficeEngine(Path("/findes/ikke"))
    with pytest.raises(DocumentRefused) as refused:
        engine.pdf(letter, **{"metadata": about, "timestamp": when, **wish})
    assert [one.code for one in refused.value.problems] == [code]
    with pytest.raises(ValueError, match="time zone"):
        engine.pdf(letter, metadata=about, timestamp=when.replace(tzinfo=None))


def test_a_letter_of_a_case_goes_to_libreoffice_where_typst_refuses_its_template(tmp_path: Path) -> None:
    template = tmp_path / "egne" / "dokumenter" / "revurdering.docx"
    shutil.copytree(ROOT / "templates", tmp_path / "egne")
    document = docx_library.Document(str(template))
    document.add_paragraph("Særlig skrift").runs[0].font.emboss = True
    document.save(str(template))
    sag = sample("alma-to-hjem")
    job = job_for(sag, "revurdering", templates=tmp_path / "egne", formats=("pdf",))
    with pytest.raises(DocumentRefused):
        produce(sag, job)
    try:
        letters = produce(sag, dataclasses.replace(job, engine="auto"))
    finally:
        engines.engine("libreoffice").close()  # type: ignore[attr-defined]
    assert len(letters) == 2
    for one in letters:
        assert one.files["pdf"].startswith(b"%PDF-")
        assert [problem.code for problem in one.warnings][-1] == "pdf-libreoffice"
    shown = warnings_of(letters)
    assert len(shown) == len(set(shown)) < sum(len(one.warnings) for one in letters)
