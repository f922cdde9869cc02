"""Small Word documents written by hand, and the engine that sets them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pypdfium2
import pytest

from pipeline.docx.package import Docx
from pipeline.errors import DocumentRefused
from pipeline.pdf import Metadata, Pdf
from pipeline.pdf.setting.engine import TypstEngine

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:sz w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="H4"><w:name w:val="heading 4"/><w:basedOn w:val="H1"/>
<w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>
"""
PAGE = ('<w:sectPr>{0}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
        'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>{1}</w:sectPr>')
WHEN = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
ABOUT = Metadata("Afgørelse i sag 15/18085", "Eksempel Kommune", "Hjemmetræning")

Make = Callable[..., Docx]


def _part(tag: str, inner: str) -> bytes:
    return f"<w:{tag} {NAMESPACES}>{inner}</w:{tag}>".encode()


def _relations(rels: Mapping[str, tuple[str, str]]) -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    rows = "".join(
        f'<Relationship Id="{ident}" Type="{base}{kind}" Target="{target}"'
        + (' TargetMode="External"' if kind == "hyperlink" else "") + "/>"
        for ident, (kind, target) in rels.items())
    return ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{rows}</Relationships>").encode()


@pytest.fixture(scope="session")
def make() -> Make:
    """Build a document: make(body, styles=…, numbering=…, settings=…, running=…, rels=…)."""

    def build(
        body: str, *, styles: str = "", numbering: str = "", settings: str = "",
        running: Mapping[str, str] | None = None, rels: Mapping[str, tuple[str, str]] | None = None,
        page: str | None = None, section: str = "", media: Mapping[str, bytes] | None = None,
    ) -> Docx:
        links = dict(rels or {})
        references = ""
        parts = {"word/styles.xml": _part("styles", STYLES + styles)}
        for number, (key, inner) in enumerate((running or {}).items()):
            side, use = key.split()
            name = f"{side}{number}.xml"
            tag = "hdr" if side == "header" else "ftr"
            parts[f"word/{name}"] = _part(tag, inner)
            links[f"rRun{number}"] = (side, name)
            references += f'<w:{side}Reference w:type="{use}" r:id="rRun{number}"/>'
        ending = PAGE.format(references, section) if page is None else page
        parts["word/document.xml"] = _part("document", f"<w:body>{body}{ending}</w:body>")
        parts["word/_rels/document.xml.rels"] = _relations(links)
        if numbering:
            parts["word/numbering.xml"] = _part("numbering", numbering)
        parts["word/settings.xml"] = _part("settings", settings or (
            '<w:compat><w:compatSetting w:name="compatibilityMode" w:val="15" '
            'w:uri="http://schemas.microsoft.com/office/word"/></w:compat>'))
        parts.update({f"word/media/{name}": data for name, data in (media or {}).items()})
        return packed(parts)

    return build


def packed(parts: Mapping[str, bytes]) -> Docx:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return Docx.read(buffer.getvalue())


@pytest.fixture(scope="session")
def engine() -> TypstEngine:
    return TypstEngine()


@pytest.fixture(scope="session")
def typeset(engine: TypstEngine) -> Callable[[Docx], Pdf]:
    return lambda docx: engine.pdf(docx, metadata=ABOUT, timestamp=WHEN)


@pytest.fixture(scope="session")
def about() -> Metadata:
    return ABOUT


@pytest.fixture(scope="session")
def when() -> dt.datetime:
    return WHEN


@pytest.fixture(scope="session")
def read() -> Callable[[Pdf], list[str]]:
    """The text of each page, its lines cut with a plain line feed."""

    def pages(pdf: Pdf) -> list[str]:
        document = pypdfium2.PdfDocument(pdf.data)
        texts = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
        document.close()
        return texts

    return pages


@pytest.fixture(scope="session")
def tags() -> Callable[[Pdf], str]:
    """The structure tree as nested names: "H1 P L(LI(Lbl LBody(P)))"."""

    def outline(element: Any) -> list[str]:
        if isinstance(element, pikepdf.Array):
            return [name for child in element for name in outline(child)]
        if not isinstance(element, pikepdf.Dictionary):
            return []
        inner = outline(element["/K"]) if "/K" in element else []
        if "/S" not in element:
            return inner
        name = str(element["/S"])[1:]
        return [f"{name}({' '.join(inner)})" if inner else name]

    def tree(pdf: Pdf) -> str:
        with pikepdf.open(io.BytesIO(pdf.data)) as document:
            found = " ".join(outline(document.Root["/StructTreeRoot"]["/K"]))
        return found.removeprefix("Document(").removesuffix(")")

    return tree


@pytest.fixture(scope="session")
def glyphs() -> Callable[[Pdf, int], dict[str, list[tuple[float, float, float, float]]]]:
    """Where each character of a page stands: left, bottom, right and top, in points."""

    def boxes(pdf: Pdf, page: int = 0) -> dict[str, list[tuple[float, float, float, float]]]:
        document = pypdfium2.PdfDocument(pdf.data)
        reader = document[page].get_textpage()
        found: dict[str, list[tuple[float, float, float, float]]] = {}
        for index in range(reader.count_chars()):
            found.setdefault(reader.get_text_range(index, 1), []).append(
                reader.get_charbox(index, loose=True))
        reader.close()
        document.close()
        return found

    return boxes


@pytest.fixture(scope="session")
def refusals(engine: TypstEngine) -> Callable[[Docx], list[tuple[str, str]]]:
    """What the engine refuses in a document: (code, place) in order."""

    def refused(docx: Docx) -> list[tuple[str, str]]:
        with pytest.raises(DocumentRefused) as caught:
            engine.pdf(docx, metadata=ABOUT, timestamp=WHEN)
        return [(problem.code, problem.path) for problem in caught.value.problems]

    return refused
