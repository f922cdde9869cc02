"""Small templates that are right, and ways to break them: one for each kind of mistake."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from tests.conftest import ROOT

Break = Callable[[Any], None]
"""What is done to a document of python-docx."""

END = "afsnit 10"
"""The place of a sentence added to `good`."""


def good() -> Any:
    """A decision's template without a finding."""
    document = docx.Document()
    document.core_properties.title = "{{ brev.titel }}"
    document.add_heading("{{ brev.titel }}", 1)
    for words in ("Klag inden {{ frist.klage }}.", "{%p for a in afgoerelser %}"):
        document.add_paragraph(words)
    document.add_heading("Efter {{ a.hjemmel }}", 2)
    for words in ("{% if a.udfald == \"afslag\" %}Nej{% else %}Ja{% endif %}",
                  "{%p if a.begrundelse %}", "{{ a.begrundelse.hovedhensyn }} {{ "
                  "a.begrundelse.oplysninger | liste }}", "{%p endif %}",
                  "{%p endfor %}"):
        document.add_paragraph(words)
    return document


def saved(document: Any) -> bytes:
    """The file Word would open."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@dataclass(frozen=True)
class Case:
    """A way to break a template: what is found, at which place, with which words."""

    name: str
    breaks: Break
    code: str
    place: str
    words: str
    also: tuple[str, ...] = ()
    """Codes that cannot but follow."""
    warning: bool = False


def line(*written: str) -> Break:
    """These paragraphs at the end."""
    def breaks(document: Any) -> None:
        for words in written:
            document.add_paragraph(words)

    return breaks


def field(*written: str) -> Break:
    """These paragraphs for each decision."""
    def breaks(document: Any) -> None:
        end = document.paragraphs[-1]
        for words in written:
            end.insert_paragraph_before(words)

    return breaks


def without(tag: str) -> Break:
    """The template without something it has."""
    def breaks(document: Any) -> None:
        for paragraph in list(document.paragraphs):
            if tag in paragraph.text:
                paragraph._p.getparent().remove(paragraph._p)

    return breaks


def heading(words: str, level: int) -> Break:
    return lambda document: document.add_heading(words, level)


def table(*rows: Sequence[str], header: bool = False) -> Break:
    """A table of columns at the end."""
    def breaks(document: Any) -> None:
        made = document.add_table(len(rows), max(map(len, rows)))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, words in zip(row.cells, texts, strict=False):
                cell.text = words
        if header:
            made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    return breaks


def picture(document: Any) -> None:
    """A picture without alternative text."""
    document.add_picture(str(ROOT / "docs" / "billeder" / "revurdering.png"), Mm(20))
    for properties in document.element.body.iter(qn("wp:docPr")):
        properties.attrib.pop("descr", None)


def run_xml(inner: str, run: bool = True) -> Break:
    """A piece of WordprocessingML in a paragraph at the end."""
    def breaks(document: Any) -> None:
        body = f"<w:r>{inner}</w:r>" if run else inner
        document.add_paragraph("Ord ")._p.append(
            parse_xml(re.sub(r"^<[\w:]+", rf"\g<0> {nsdecls('w', 'r', 'wp')}", body)))

    return breaks


def in_language(document: Any) -> None:
    run = document.add_paragraph().add_run("Dear reader")
    run._r.get_or_add_rPr().append(parse_xml(f"<w:lang {nsdecls('w')} w:val=\"en-US\"/>"))


def in_font(name: str) -> Break:
    def breaks(document: Any) -> None:
        document.add_paragraph().add_run("Ord").font.name = name

    return breaks


def external(kind: str, target: str) -> Break:
    """A relation to something outside the file."""
    def breaks(document: Any) -> None:
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        identifier = document.part.relate_to(target, base + kind, is_external=True)
        if kind == "hyperlink":
            document.add_paragraph()._p.append(parse_xml(
                f'<w:hyperlink {nsdecls("w", "r")} r:id="{identifier}"><w:r><w:t>her</w:t></w:r>'
                "</w:hyperlink>"))

    return breaks


def in_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "Mit eget sidehoved"


def split_fetching(document: Any) -> None:
    """A field's code in two runs, as Word writes it."""
    run_xml('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run=False)(document)
    paragraph = document.paragraphs[-1]._p
    for inner in ('<w:instrText>INCLUDE</w:instrText>', '<w:instrText>TEXT "c:/a.docx"</w:instrText>',
                  '<w:fldChar w:fldCharType="end"/>'):
        paragraph.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))


CASES = (
    # fields
    Case("misspelt-field", line("{{ barn.nvan }}"), "felt-findes-ikke", END, "Mente du navn?"),
    Case("unknown-name", line("{{ barnets_navn }}"), "felt-findes-ikke", END, "barnets_navn"),
    Case("name-without-its-object", line("{{ telefonnr }}{{ foedselsdato }}"), "felt-findes-ikke",
         END, "barn.foedselsdato"),
    Case("field-of-a-text", line("{{ barn.navn.fornavn }}"), "felt-findes-ikke", END, "en tekst"),
    Case("field-of-a-list", field("{{ a.bilag.navn }}"), "felt-er-en-liste", "afsnit 9",
         "for x in a.bilag"),
    Case("misspelt-in-a-loop", field("{%p for v in a.vilkaar %}", "{{ w }}", "{%p endfor %}"),
         "felt-findes-ikke",
         "afsnit 10", "w findes ikke"),
    Case("loop-variable-after-its-loop", line("{{ a.hjemmel }}"), "felt-findes-ikke", END,
         "Feltet a findes ikke"),
    Case("misspelt-in-a-nested-loop", field("{%p for e in a.elementer_godkendt %}", "{{ e.nvn }}",
                                            "{%p endfor %}"),
         "felt-findes-ikke", "afsnit 10", "Mente du navn?"),
    Case("misspelt-in-a-filter", field("{{ a.elementer | map(attribute=\"nvn\") | list | liste }}"),
         "felt-findes-ikke", "afsnit 9", "Mente du navn?"),
    Case("a-list-that-never-comes-along", line("{%p for h in hoeringer %}", "x", "{%p endfor %}"),
         "felt-foelger-ikke-med", END, "hoeringer"),
    Case("optional-field", line("{{ sagsbehandler.titel }}"), "felt-uden-spoergsmaal", END,
         "{% if sagsbehandler.titel %}"),
    Case("optional-object", field("{{ a.periode.fra | dato }}"), "felt-uden-spoergsmaal", "afsnit 9",
         "a.periode kan være tomt"),
    Case("optional-in-the-wrong-branch", field("{% if a.periode %}ja{% else %}{{ a.periode.fra | dato }}"
                                               "{% endif %}"), "felt-uden-spoergsmaal", "afsnit 9",
         "a.periode kan være tomt"),
    Case("optional-after-or", field("{% if a.periode or a.beloeb %}{{ a.beloeb | kroner }}{% endif %}"),
         "felt-uden-spoergsmaal", "afsnit 9", "a.beloeb er tomt hos"),
    Case("not-always-a-fact", line("{{ frist.klage_senest | dato }}"), "felt-uden-spoergsmaal",
         END, "is defined"),
    Case("default-without-true", field("{{ a.til_barnet | default(\"-\") }}"), "felt-uden-spoergsmaal",
         "afsnit 9", "a.til_barnet er tomt hos"),
    Case("protected-address", line("{% if modtager.adresse %}{{ modtager.adresse.vej }}{% endif %}"),
         "felt-kan-vaere-beskyttet", END, "modtager.adresse.beskyttet"),
    Case("what-no-reader-may-see", line("{% if breve_sendt_til %}ja{% endif %}"), "felt-ses-af-ingen",
         END, "breve_sendt_til må ingen af dokumentets læsere se"),
    Case("a-folder-of-the-kommunes", line("{% if kommune.skabelonmappe %}ja{% endif %}"),
         "felt-ses-af-ingen", END, "kommune.skabelonmappe"),
    Case("what-one-reader-may-not-see", line("{{ barn.cpr }}"), "felt-uden-spoergsmaal", END,
         "er tomt hos leverandøren, som ikke må se det"),
    Case("first-of-an-empty-list", line("{{ bilag | first }}"), "felt-uden-spoergsmaal", END,
         "findes ikke i alle breve"),
    # codes and kinds
    Case("code-that-never-is", field("{% if a.udfald == \"afvist\" %}x{% endif %}"), "ukendt-kode",
         "afsnit 9", "aldrig være \"afvist\""),
    Case("misspelt-code", field("{% if a.udfald in [\"bevilgning\"] %}x{% endif %}"), "ukendt-kode",
         "afsnit 9", "Mente du bevilling?"),
    Case("code-in-a-filter", field("{{ a.poster | selectattr(\"art\", \"equalto\", \"kurs\") | list "
                                   "| length }}"), "ukendt-kode", "afsnit 9", "Mente du kursus?"),
    Case("code-as-it-stands", field("{{ a.ydelse }}"), "kode-uden-ord", "afsnit 9", "a.ydelse | ord",
         warning=True),
    Case("date-against-text", line("{% if brev.dato > \"2026-01-01\" %}x{% endif %}"),
         "forkert-sammenligning", END, "en dato"),
    Case("date-filter-on-text", line("{{ barn.navn | dato }}"), "forkert-filter", END,
         "det er en tekst"),
    Case("money-filter-on-date", line("{{ brev.dato | kroner }}"), "forkert-filter", END,
         "dato_kort"),
    Case("list-filter-on-objects", field("{{ a.elementer | liste }}"), "forkert-filter", "afsnit 9",
         "liste af sådanne"),
    Case("date-without-filter", line("{{ brev.dato }}"), "felt-uden-tekst", END,
         "brev.dato | dato"),
    Case("yes-or-no-printed", line("{{ modtager.er_ung }}"), "felt-uden-tekst", END,
         "{% if modtager.er_ung %}"),
    Case("object-printed", line("{{ barnet }}"), "felt-uden-tekst", END, "fornavn"),
    Case("loop-over-text", line("{%p for b in barn.navn %}", "{{ b }}", "{%p endfor %}"),
         "loekke-over-andet", END, "barn.navn er ingen"),
    Case("sum-of-texts", line("{{ barn.navn * 3 }}"), "regnestykke", END, "kun regnes med tal"),
    Case("concat-with-a-date", line("{{ \"Dato: \" ~ brev.dato }}"), "felt-uden-tekst", END,
         "en dato"),
    # tags and blocks
    Case("unclosed-tag", line("{{ barn.navn"), "tag-ikke-lukket", END, "{{ barn.navn"),
    Case("crossed-delimiters", line("{% if barn.navn }}x{% endif %}"), "tag-ikke-lukket", END,
         "samme afsnit"),
    Case("tag-over-two-paragraphs", line("{{ barn.", "navn }}"), "tag-ikke-lukket", END,
         "samme afsnit"),
    Case("block-never-closed", line("{%p if bilag %}", "x"), "blok-ikke-lukket", END,
         "{% endif %}"),
    Case("block-never-opened", line("{%p endif %}"), "blok-ikke-aabnet", END, "åben blok"),
    Case("blocks-crossed", line("{%p if bilag %}", "{%p for b in bilag %}", "{%p endif %}",
                                "{%p endfor %}"),
         "blok-ikke-aabnet", "afsnit 12", "overlapper", also=("blok-ikke-lukket",)),
    Case("block-torn", line("{%p if bilag %}", "x {% endif %}"), "blok-paa-tvaers", END,
         "samme slags sted"),
    Case("not-alone", line("Se {%p if bilag %}", "x", "{%p endif %}"), "tag-ikke-alene", END,
         "ville gå tabt"),
    Case("row-tag-outside-a-table", line("{%tr if bilag %}", "x", "{%tr endif %}"), "tag-uden-for-tabel",
         END, "{%p"),
    Case("space-before-p", line("{% p if bilag %}", "x", "{% p endif %}"), "tag-med-mellemrum",
         END, "{%p uden mellemrum"),
    Case("unknown-filter", line("{{ brev.dato | datoo }}"), "ukendt-filter", END,
         "Mente du dato?"),
    Case("unknown-test", line("{% if bilag is tom %}x{% endif %}"), "ukendt-test", END, "tom"),
    Case("unknown-statement", line("{% macro x() %}"), "ukendt-tag", END, "macro"),
    Case("not-understood", line("{{ barn.navn | }}"), "syntaksfejl", END, "kan ikke forstås"),
    Case("loop-as-a-name", line("{%p for loop in bilag %}", "x", "{%p endfor %}"), "syntaksfejl",
         END, "optaget"),
    Case("ampersand", line("{% if barn.navn == \"A & B\" %}x{% endif %}"), "tegn-i-tag", END,
         "&"),
    Case("paragraph-field", line("{{p barn.navn }}"), "felt-uden-for-tekst", END, "uden p"),
    Case("unknown-passage", line("{%p include \"klagevejledningen\" %}"), "include-ukendt",
         END, "klagevejledning"),
    Case("passage-not-alone", line("Se {%p include \"bilag\" %}"), "include-ikke-alene",
         END, "for sig selv"),
    Case("passage-without-its-loop", line("{%p include \"afgoerelse_vilkaar\" %}"), "felt-findes-ikke",
         "blokke/afgoerelse_vilkaar.docx: word/document.xml, afsnit 1", "Feltet a findes ikke"),
    # escapes
    Case("python-inside", line("{{ barn.__class__.__mro__ }}"), "ikke-tilladt", END,
         "skabeloner ikke må"),
    Case("globals-of-a-function", line("{{ cycler.__init__.__globals__.os.popen('id').read() }}"),
         "ikke-tilladt", END, "skabeloner ikke må", also=("felt-findes-ikke",)),
    Case("a-power", line("{{ 9 ** 9 ** 9 ** 9 }}"), "regnestykke", END, "**"),
    Case("a-tower", line("{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}"), "syntaksfejl", END,
         "kan ikke forstås"),
    Case("a-chain", line("{{ barn" + ".navn" * 5_000 + " }}"), "syntaksfejl", END, "kan ikke forstås"),
    Case("too-deep", line(*["{%p if bilag %}"] * 25, "x", *["{%p endif %}"] * 25), "blok-for-dyb",
         "afsnit 29", "højst 19"),
    Case("far-too-deep", line(*["{%p for b in bilag %}"] * 400, "x", *["{%p endfor %}"] * 400),
         "blok-for-dyb", "afsnit 29", "højst 19", also=("syntaksfejl",)),
    Case("computed-name", line("{{ barn[brev.titel] }}"), "felt-regnet-ud", END, "bliver regnet ud"),
    Case("filter-in-map", line("{{ bilag | map(\"uper\") | list | liste }}"), "ukendt-filter", END,
         "Mente du upper?"),
    Case("test-in-selectattr", field("{{ a.poster | selectattr(\"art\", \"equalt\", \"kursus\") | list "
                                     "| length }}"), "ukendt-test", "afsnit 9", "Mente du equalto?"),
    Case("method-not-called", line("{{ barn.navn.upper }}"), "felt-findes-ikke", END, "en tekst"),
    Case("control-character", line("{{ \"a\\x07\" }}"), "tegn-i-tag", END, "styretegn"),
    Case("long-number", line("{{ " + "9" * 5_000 + " }}"), "syntaksfejl", END, "kan ikke forstås"),
    Case("number-written-out", line("{{ 1.5 }}"), "felt-uden-tekst", END, "et tal"),
    Case("nothing-written-out", line("{{ none }}"), "felt-uden-spoergsmaal", END, "kan være tomt"),
    Case("a-call", line("{{ range(10) }}"), "ikke-tilladt", END, "skabeloner ikke må"),
    # what a letter needs
    Case("no-time-to-complain", without("frist.klage"), "felt-mangler-i-brevet", "word/document.xml",
         "forvaltningsloven § 25"),
    Case("no-reasons", without("hovedhensyn"), "felt-mangler-i-brevet", "word/document.xml", "§ 24"),
    # everybody can read it
    Case("skipped-heading", heading("Dybt nede", 4), "overskrift-springer", END, "niveau 4",
         also=("pdf-skrift-anden",), warning=True),
    Case("empty-heading", heading("", 2), "overskrift-tom", END, "uden tekst", warning=True),
    Case("table-without-header", table(("Hvad", "Hvem"), ("{%tr for b in bilag %}", ""),
                                       ("{{ b }}", "x"), ("{%tr endfor %}", "")),
         "tabel-uden-overskrift", END, "Gentag overskriftsrækker", warning=True),
    Case("picture-without-words", picture, "billede-uden-tekst", END, "alternativ tekst"),
    Case("another-language", in_language, "sprog-andet", END, "en-US", warning=True),
    Case("another-font", in_font("Papyrus"), "pdf-skrift-anden", END, "Papyrus", warning=True),
    Case("symbol-font", in_font("Wingdings"), "pdf-skrift", END, "Wingdings"),
    Case("own-header", in_header, "sidehoved-uden-virkning", "word/header1.xml", "brevpapirets",
         warning=True),
    # what a letter may not carry on
    Case("tracked-change", run_xml('<w:ins w:id="1" w:author="x"><w:r><w:t>ny</w:t></w:r></w:ins>',
                                   run=False), "sporede-aendringer", END, "Acceptér"),
    Case("fetching-field", run_xml(
        '<w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://x/y.png&quot; "/>',
                                   run=False), "felt-henter", END, "INCLUDEPICTURE"),
    Case("dde-field", run_xml('<w:instrText>DDEAUTO c:\\cmd.exe "/k calc"</w:instrText>'), "felt-henter",
         END, "DDEAUTO"),
    Case("fetching-field-in-pieces", split_fetching, "felt-henter", END, "INCLUDETEXT"),
    Case("linked-picture", external("image", "http://example.dk/a.png"), "henter-udefra",
         "word/document.xml", "henter et billede"),
    Case("attached-template", external("attachedTemplate", "file:///c:/a.dotm"), "skabelon-vedhaeftet",
         "afgoerelse.docx", "Normal.dotm", warning=True),
    Case("link-to-a-program", external("hyperlink", "file:///c:/a.exe"), "link-andet", END,
         "Ret linkets adresse"),
    Case("embedded-object", run_xml("<w:object/>"), "kan-ikke-indsaettes", END, "OLE"),
    Case("footnote", run_xml('<w:footnoteReference w:id="1"/>'), "kan-ikke-indsaettes", END,
         "en fodnote"),
)


def patched(data: bytes, **parts: bytes) -> bytes:
    """The file with other parts; a part is named by its stem ("document")."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(made, "w") as other:
        for name in archive.namelist():
            other.writestr(name, parts.get(Path(name).stem, archive.read(name)))
    return made.getvalue()


def hostile() -> dict[str, tuple[bytes, str]]:
    """Files that are no template, by name, with the code of what the check says of each."""
    right = saved(good())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 300_000_000)
    entities = (b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a;" * 10) for n in range(9)) + b"]><x>&a8;</x>")
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    macros = io.BytesIO(right)
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return {
        "nothing": (b"", "docx-ulaeselig"),
        "a-picture": (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "docx-ulaeselig"),
        "half-a-file": (right[: len(right) // 2], "docx-ulaeselig"),
        "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "docx-laast"),
        "macros": (macros.getvalue(), "docx-makroer"),
        "zip-bomb": (bomb.getvalue(), "docx-for-stor"),
        "xml-bomb": (patched(right, document=entities), "pdf-dtd"),
        "external-entity": (patched(right, styles=outside), "pdf-dtd"),
        "no-xml": (patched(right, document=b"<w:document"), "pdf-xml"),
    }
