"""Each place of a file in which something can stand, with a secret planted in it."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import docx
import pikepdf
import pypdfium2 as pdfium
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from pipeline import flow
from pipeline.docx.package import Docx
from pipeline.errors import Problem
from pipeline.gate import pdffile
from pipeline.gate.watch import CHANNELS, Watch
from pipeline.pdf import ARCHIVE, Attachment, Metadata, Pdf
from pipeline.validation import path_text
from tests.docx.building import docx_bytes
from tests.gate.planting import FIELDS, PAY, STREET, guard, word_file

P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


@pytest.fixture(scope="module")
def watch() -> Watch:
    return guard()


def told(problems: Iterable[Problem]) -> set[tuple[str, str]]:
    """The field and the channel of each leak."""
    names = {str(words): name for name, words in CHANNELS.items()}
    found = set()
    for problem in problems:
        assert problem.code == "laek"
        found.add((problem.path, names[str(dict(problem.message.values)["kanal"])]))
    return found


def test_what_is_watched_for_is_what_the_father_may_not_see(watch: Watch) -> None:
    assert {*FIELDS.values()} <= {path_text(secret.path) for secret in watch.secrets}


WORD: dict[str, tuple[str, dict[str, str]]] = {
    "tekst": ("tekst", {"document": P.format("bor på {}")}),
    "over to runs": ("tekst", {"document": "<w:p><w:r><w:t>Hemmeligheds</w:t></w:r><w:r><w:rPr><w:b/>"
                               "</w:rPr><w:t>stræde </w:t></w:r><w:r><w:t>77</w:t></w:r></w:p>"}),
    "over to linjer": ("tekst", {"document": "<w:p><w:r><w:t>Hemmelighedsstræde</w:t><w:br/><w:t>77"
                                 "</w:t></w:r></w:p>"}),
    "med tegnkoder": ("tekst", {"document": P.format("Hemmelighedsstr&#xe6;de&#160;77")}),
    "blødt bindestreg": ("tekst", {"document": "<w:p><w:r><w:t>Hemmeligheds</w:t><w:softHyphen/><w:t>"
                                   "stræde 77</w:t></w:r></w:p>"}),
    "feltkode": ("tekst", {"document": '<w:p><w:r><w:instrText>QUOTE "{}"</w:instrText></w:r></w:p>'}),
    "slettet tekst": ("tekst", {"document": "<w:p><w:del><w:r><w:delText>{}</w:delText></w:r></w:del>"
                                "</w:p>"}),
    "tekstboks": ("tekst", {"document": "<w:p><w:txbxContent>" + P + "</w:txbxContent></w:p>"}),
    "sidehoved": ("sidehoved", {"header1": P}), "sidefod": ("sidehoved", {"footer3": P}),
    "fodnote": ("note", {"footnotes": P}), "slutnote": ("note", {"endnotes": P}),
    "kommentar": ("note", {"comments": P}),
    "titel": ("egenskaber", {"core": "<dc:title>Besøg på {}</dc:title>"}),
    "egen egenskab": ("egenskaber", {"custom": "<vt:lpwstr>{}</vt:lpwstr>"}),
    "medfølgende": ("medfoelgende", {"item1": '<data>{"vej":"Hemmelighedsstr\\u00e6de 77"}</data>'}),
    "billedtekst": ("billedtekst", {"document": '<wp:docPr id="1" name="x" descr="Kort: {}"/>'}),
    "billedtitel": ("billedtekst", {"document": '<wp:docPr id="1" name="x" title="{}"/>'}),
    "bogmærke": ("bogmaerke", {"document": '<w:bookmarkStart w:id="1" w:name="{}"/>'}),
    "bogmærke i ét ord": ("bogmaerke", {"document": '<w:bookmarkStart w:id="1" '
                                        'w:name="Hemmelighedsstræde_77"/>'}),
    "henvisning": ("henvisning", {"document": '<w:hyperlink w:tooltip="{}"/>'}),
    "indholdskontrol": ("medfoelgende", {"document": '<w:sdt><w:alias w:val="{}"/></w:sdt>'}),
    "bemærkning i XML": ("opmaerkning", {"document": "<!-- {} --><w:p/>"}),
    "ukendt attribut": ("opmaerkning", {"document": '<w:p x:y="{}"/>'}),
    "enkelte anførselstegn": ("opmaerkning", {"document": "<w:p x:y ='{}'/>"}),
    "typografi": ("opmaerkning", {"styles": '<w:style w:styleId="{}"/>'}),
    "anden del": ("opmaerkning", {"glossary": P}),
    "delens navn": ("filnavn", {"Hemmelighedsstraede77": "<x/>"}),
}
"""How a secret stands in a Word document, and which channel that is."""


@pytest.mark.parametrize("planted", WORD)
def test_word_document(watch: Watch, planted: str) -> None:
    channel, parts = WORD[planted]
    made = word_file(**{name: xml.replace("{}", STREET) for name, xml in parts.items()})
    assert (FIELDS[STREET], channel) in told(watch.docx(made))


@pytest.mark.parametrize("planted", WORD)
def test_the_same_document_without_it(watch: Watch, planted: str) -> None:
    _, parts = WORD[planted]
    clean = {("part" if name.startswith("Hemmelig") else name): re.sub(
        r"Hemmelig\S*|77", "Engen", xml.replace("{}", "Fyrbakken 18")) for name, xml in parts.items()}
    assert not list(watch.docx(word_file(**clean)))


@pytest.mark.parametrize("secret", FIELDS)
def test_every_secret_is_found_and_its_field_named_never_its_value(watch: Watch, secret: str) -> None:
    found = list(watch.docx(word_file(document=P.format(f"Han hørte: {secret}."))))
    assert FIELDS[secret] in {problem.path for problem in found}
    for problem in found:
        assert secret not in str(problem.as_json())
        assert all(map(str, (problem.message, problem.title, problem.remedy)))


def test_a_measure_is_no_amount(watch: Watch) -> None:
    assert not list(watch.docx(word_file(document=f'<w:tcW w:w="{PAY}"/><v:x o="{PAY},{PAY}"/>')))
    assert list(watch.docx(word_file(document=P.format(PAY))))


def test_the_mother_may_be_told() -> None:
    watch = guard(who="mor")
    for secret in FIELDS:
        assert not list(watch.docx(word_file(document=P.format(secret))))


ABOUT = Metadata(title="Tilsynsrapport, sag 24/1", author="Solbæk Kommune")
NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


def page(words: str = "Vi har været på besøg.", heading: str = "Besøget", alt: str = "Et kort",
         link: str = "https://example.dk/") -> Docx:
    """A page with a heading, a paragraph, a picture and a link."""
    made = docx.Document()
    made.add_heading(heading, 1)
    made.add_paragraph(words)
    made.add_picture(io.BytesIO(PICTURE), width=docx.shared.Cm(1))
    made.inline_shapes[0]._inline.docPr.set("descr", alt)
    link_id = made.part.relate_to(link, RT.HYPERLINK, is_external=True)
    made.add_paragraph()._p.append(parse_xml(
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{link_id}"><w:r><w:t>her</w:t></w:r></w:hyperlink>'))
    return Docx.read(docx_bytes(made))


def png() -> bytes:
    saved = io.BytesIO()
    Image.new("RGB", (4, 4), "navy").save(saved, "PNG")
    return saved.getvalue()


PICTURE = png()


def typeset(words: Docx, about: Metadata = ABOUT, attached: Sequence[Attachment] = ()) -> Pdf:
    standard = ("ua-1", "a-3a") if attached else ARCHIVE
    return flow.engine().pdf(words, metadata=about, timestamp=NOON, standard=standard,
                             attachments=attached)


def leaks(watch: Watch, pdf: Pdf) -> set[tuple[str, str]]:
    """What the watch finds in a PDF, with the text that PDFium reads."""
    document = pdfium.PdfDocument(pdf.data)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return told(watch.pdf(pdf, pages))


def attachment(name: str = "data.json", description: str = "Data", data: str = "{}") -> Attachment:
    return Attachment(name, data.encode(), "application/json", description)


TYPST: dict[str, tuple[str, Callable[[], Pdf]]] = {
    "tekst": ("tekst", lambda: typeset(page(f"De bor på {STREET}."))),
    "bogmærke": ("bogmaerke", lambda: typeset(page(heading=f"På {STREET}"))),
    "billedtekst": ("billedtekst", lambda: typeset(page(alt=f"Kort over {STREET}"))),
    "henvisning": ("henvisning", lambda: typeset(page(link="https://example.dk/Hemmelighedsstraede77"))),
    "titel": ("egenskaber", lambda: typeset(page(), replace(ABOUT, title=STREET))),
    "ophav": ("egenskaber", lambda: typeset(page(), replace(ABOUT, author=STREET))),
    "emne": ("egenskaber", lambda: typeset(page(), replace(ABOUT, subject=f"{STREET} (2. th.)"))),
    "vedhæftning": ("medfoelgende", lambda: typeset(page(), attached=[
        attachment(data=f'{{"vej": "{STREET}"}}')])),
    "vedhæftning med tegnkoder": ("medfoelgende", lambda: typeset(page(), attached=[
        attachment(data='{"vej": "Hemmelighedsstr\\u00e6de 77"}')])),
    "vedhæftnings navn": ("medfoelgende", lambda: typeset(page(), attached=[
        attachment(name=f"{STREET}.json")])),
    "vedhæftnings beskrivelse": ("medfoelgende", lambda: typeset(page(), attached=[
        attachment(description=f"Om {STREET}")])),
}
"""How a secret stands in a PDF of Typst's, and which channel that is."""


@pytest.mark.parametrize("planted", TYPST)
def test_pdf_by_typst(watch: Watch, planted: str) -> None:
    channel, made = TYPST[planted]
    assert (FIELDS[STREET], channel) in leaks(watch, made())


def test_the_same_pdf_without_it(watch: Watch) -> None:
    assert leaks(watch, typeset(page())) == set()
    assert leaks(watch, typeset(page(), attached=[attachment()])) == set()


def described(pdf: Any, key: str) -> None:
    """Say the street in one place of a PDF."""
    if key == "/Info":
        pdf.docinfo["/Keywords"] = STREET
    elif key == "/XMP":
        with pdf.open_metadata() as xmp:
            xmp["dc:description"] = STREET
    elif key == "/Outlines":
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(STREET, 0))
    elif key == "/Alt":
        pdf.Root.StructTreeRoot["/K"] = pdf.make_indirect(pikepdf.Dictionary(
            S=pikepdf.Name.Figure, Alt=pikepdf.String(STREET), P=pdf.Root.StructTreeRoot))
    elif key == "/Note":
        pdf.pages[0]["/Annots"] = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=STREET))])
    elif key == "/File":
        pdf.attachments["brev.txt"] = pikepdf.AttachedFileSpec(pdf, STREET.encode(), filename="b.txt")
    elif key == "/Marked":
        pdf.pages[0].contents_add(f"/Span <</ActualText({STREET})>> BDC EMC".encode("latin-1"))
    elif key == "/PieceInfo":
        pdf.Root["/PieceInfo"] = pikepdf.Dictionary(Egen=pikepdf.Dictionary(Private=STREET))


OTHERS = {"/Info": "egenskaber", "/XMP": "egenskaber", "/Outlines": "bogmaerke", "/Alt": "billedtekst",
          "/Note": "billedtekst", "/File": "medfoelgende", "/Marked": "billedtekst",
          "/PieceInfo": "opmaerkning"}


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("key", OTHERS)
def test_pdf_by_others(watch: Watch, key: str, packed: bool) -> None:
    """As LibreOffice and other programs write them: objects packed in streams, or not."""
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    with pikepdf.open(io.BytesIO(typeset(page()).data)) as pdf:
        described(pdf, key)
        pdf.save(saved := io.BytesIO(), object_stream_mode=mode)
    made = Pdf(saved.getvalue(), 1, engine="libreoffice")
    assert (FIELDS[STREET], OTHERS[key]) in leaks(watch, made)


def test_a_pdf_that_cannot_be_read_is_not_let_through(watch: Watch) -> None:
    for engine in ("typst", "libreoffice"):
        broken = Pdf(typeset(page()).data[:900], 1, engine=engine)  # type: ignore[arg-type]
        assert [problem.code for problem in watch.pdf(broken, ["tekst"])] == ["laek-ulaeselig"]


def test_a_pdf_that_unpacks_beyond_bounds_is_not_let_through(
        watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdffile, "MAX_UNPACKED", 1000)
    pdf = typeset(page(), attached=[attachment(data='{"a": "' + "x" * 5000 + '"}')])
    for engine in ("typst", "libreoffice"):
        made = replace(pdf, engine=engine)  # type: ignore[arg-type]
        assert [problem.code for problem in watch.pdf(made, ["tekst"])] == ["laek-ulaeselig"]


def test_text_that_has_lost_its_spaces_is_read_again() -> None:
    """As the quick reader joins a line to the next: only then are neighbours no hindrance."""
    watch = guard()
    pdf = typeset(page())
    joined = [f"Hun bor på {STREET}5999 Solbæk"]
    assert told(watch.pdf(pdf, joined, True)) >= {(FIELDS[STREET], "tekst")}
    assert told(watch.pdf(pdf, ["De bor i Nyhemmelighedsstræde 77"])) == set()
